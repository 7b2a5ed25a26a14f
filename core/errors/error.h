// The one way to say why a call cannot be completed: an absl::Status that carries a reason and the
// field to blame.
#ifndef PARALLAX_CORE_ERRORS_ERROR_H_
#define PARALLAX_CORE_ERRORS_ERROR_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace parallax::errors {

// The reasons of parallax.v1.ErrorReason, with the same numbers.
enum class Reason {
  kUnspecified = 0,
  kFieldMissing = 1,
  kFieldMalformed = 2,
  kFieldOutOfRange = 3,
  kContentEmpty = 4,
  kContentTooLarge = 5,
  kContentNotInCharset = 6,
  kMediaTypeUnknown = 7,
  kCollectionNotFound = 8,
  kEntityNotFound = 9,
  kEntityAmbiguous = 10,
  kDimensionNotFound = 11,
  kDocumentNotFound = 12,
  kClaimNotFound = 13,
  kPageTokenInvalid = 14,
  kTokenMalformed = 15,
  kTokenOfAnotherStore = 16,
  kTokenOfAnotherCollection = 17,
  kTokenExpired = 18,
  kTokenNotReached = 19,
  kCollectionExists = 20,
  kQueueFull = 21,
  kAnswerTooLarge = 22,
  kDraining = 23,
  kReplicaNotReady = 24,
  kRowFormatNotSpoken = 25,
  kLimitExceeded = 26,
  kInternal = 27,
  kDeadlineExceeded = 28,
  kDimensionNotApplicable = 29,
  kDocumentChanged = 30,
  kEvidenceNotFound = 31,
  kValueTypeMismatch = 32,
  kJudgementContradicted = 33,
  kJudgementNotFound = 34,
  kLanguageNotFound = 35,
};

// A status with the reason's documented code (parallax/v1/error_reason.proto). `field` is the path
// of the request's field to blame ("economies[2]"), empty when none is; the message gets it as
// prefix. Never returns OK.
absl::Status Error(Reason reason, std::string_view field, std::string_view message);

// What Error() put into a status; reason kUnspecified for any other status.
struct ErrorDetails {
  Reason reason = Reason::kUnspecified;
  std::string field;
};
ErrorDetails DetailsOf(const absl::Status& status);

// The canonical code of a reason.
absl::StatusCode CodeOf(Reason reason);

// "FIELD_MISSING", as ErrorInfo.reason says it.
std::string_view NameOf(Reason reason);

// The same status with `prefix` put before the field it blames: "input." + "content".
absl::Status WithFieldPrefix(const absl::Status& status, std::string_view prefix);

}  // namespace parallax::errors

#endif  // PARALLAX_CORE_ERRORS_ERROR_H_
