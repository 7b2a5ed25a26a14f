#include "core/errors/error.h"

#include <optional>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace parallax::errors {
namespace {

// Payload: the reason's number, a blank, the field.
constexpr char kPayloadUrl[] = "parallax.v1/error";

struct Row {
  Reason reason;
  absl::StatusCode code;
  std::string_view name;
};

using Code = absl::StatusCode;
constexpr Row kRows[] = {
    {Reason::kUnspecified, Code::kInternal, "UNSPECIFIED"},
    {Reason::kFieldMissing, Code::kInvalidArgument, "FIELD_MISSING"},
    {Reason::kFieldMalformed, Code::kInvalidArgument, "FIELD_MALFORMED"},
    {Reason::kFieldOutOfRange, Code::kInvalidArgument, "FIELD_OUT_OF_RANGE"},
    {Reason::kContentEmpty, Code::kInvalidArgument, "CONTENT_EMPTY"},
    {Reason::kContentTooLarge, Code::kResourceExhausted, "CONTENT_TOO_LARGE"},
    {Reason::kContentNotInCharset, Code::kInvalidArgument, "CONTENT_NOT_IN_CHARSET"},
    {Reason::kMediaTypeUnknown, Code::kInvalidArgument, "MEDIA_TYPE_UNKNOWN"},
    {Reason::kCollectionNotFound, Code::kNotFound, "COLLECTION_NOT_FOUND"},
    {Reason::kEntityNotFound, Code::kNotFound, "ENTITY_NOT_FOUND"},
    {Reason::kEntityAmbiguous, Code::kInvalidArgument, "ENTITY_AMBIGUOUS"},
    {Reason::kDimensionNotFound, Code::kNotFound, "DIMENSION_NOT_FOUND"},
    {Reason::kDocumentNotFound, Code::kNotFound, "DOCUMENT_NOT_FOUND"},
    {Reason::kClaimNotFound, Code::kNotFound, "CLAIM_NOT_FOUND"},
    {Reason::kPageTokenInvalid, Code::kInvalidArgument, "PAGE_TOKEN_INVALID"},
    {Reason::kTokenMalformed, Code::kInvalidArgument, "TOKEN_MALFORMED"},
    {Reason::kTokenOfAnotherStore, Code::kFailedPrecondition, "TOKEN_OF_ANOTHER_STORE"},
    {Reason::kTokenOfAnotherCollection, Code::kFailedPrecondition, "TOKEN_OF_ANOTHER_COLLECTION"},
    {Reason::kTokenExpired, Code::kOutOfRange, "TOKEN_EXPIRED"},
    {Reason::kTokenNotReached, Code::kDeadlineExceeded, "TOKEN_NOT_REACHED"},
    {Reason::kCollectionExists, Code::kAlreadyExists, "COLLECTION_EXISTS"},
    {Reason::kQueueFull, Code::kResourceExhausted, "QUEUE_FULL"},
    {Reason::kAnswerTooLarge, Code::kResourceExhausted, "ANSWER_TOO_LARGE"},
    {Reason::kDraining, Code::kUnavailable, "DRAINING"},
    {Reason::kReplicaNotReady, Code::kUnavailable, "REPLICA_NOT_READY"},
    {Reason::kRowFormatNotSpoken, Code::kFailedPrecondition, "ROW_FORMAT_NOT_SPOKEN"},
    {Reason::kLimitExceeded, Code::kInvalidArgument, "LIMIT_EXCEEDED"},
    {Reason::kInternal, Code::kInternal, "INTERNAL"},
    {Reason::kDeadlineExceeded, Code::kDeadlineExceeded, "DEADLINE_EXCEEDED"},
    {Reason::kDimensionNotApplicable, Code::kInvalidArgument, "DIMENSION_NOT_APPLICABLE"},
    {Reason::kDocumentChanged, Code::kFailedPrecondition, "DOCUMENT_CHANGED"},
    {Reason::kEvidenceNotFound, Code::kInvalidArgument, "EVIDENCE_NOT_FOUND"},
    {Reason::kValueTypeMismatch, Code::kInvalidArgument, "VALUE_TYPE_MISMATCH"},
    {Reason::kJudgementContradicted, Code::kFailedPrecondition, "JUDGEMENT_CONTRADICTED"},
    {Reason::kJudgementNotFound, Code::kNotFound, "JUDGEMENT_NOT_FOUND"},
    {Reason::kLanguageNotFound, Code::kFailedPrecondition, "LANGUAGE_NOT_FOUND"},
};

const Row& RowOf(Reason reason) {
  const auto index = static_cast<size_t>(reason);
  return index < std::size(kRows) ? kRows[index] : kRows[0];
}

}  // namespace

absl::Status Error(Reason reason, std::string_view field, std::string_view message) {
  const Row& row = RowOf(reason);
  const absl::string_view text(message.data(), message.size());
  const absl::string_view path(field.data(), field.size());
  absl::Status status(row.code,
                      path.empty() ? std::string(message) : absl::StrCat(path, ": ", text));
  status.SetPayload(kPayloadUrl, absl::Cord(absl::StrCat(static_cast<int>(reason), " ", path)));
  return status;
}

ErrorDetails DetailsOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayloadUrl);
  if (!payload) return {};
  const std::string text(*payload);
  const size_t blank = text.find(' ');
  if (blank == std::string::npos) return {};
  int number = 0;
  for (char c : text.substr(0, blank)) number = number * 10 + (c - '0');
  return {RowOf(static_cast<Reason>(number)).reason, text.substr(blank + 1)};
}

absl::StatusCode CodeOf(Reason reason) { return RowOf(reason).code; }

std::string_view NameOf(Reason reason) { return RowOf(reason).name; }

absl::Status WithFieldPrefix(const absl::Status& status, std::string_view prefix) {
  const ErrorDetails details = DetailsOf(status);
  if (details.field.empty()) return status;
  const std::string message(status.message());
  const std::string old = details.field + ": ";
  const std::string rest = message.rfind(old, 0) == 0 ? message.substr(old.size()) : message;
  return Error(details.reason, std::string(prefix) + details.field, rest);
}

}  // namespace parallax::errors
