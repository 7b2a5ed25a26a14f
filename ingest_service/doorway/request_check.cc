#include "ingest_service/doorway/request_check.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/errors/error.h"
#include "core/storage/collection.h"
#include "core/text/utf8.h"
#include "core/value/civil_date.h"
#include "ingest_service/source/media_type.h"

namespace parallax::doorway {
namespace {

using errors::Error;
using errors::Reason;

constexpr size_t kMaxDocumentIdBytes = 512;

// YYYY, YYYY-MM or YYYY-MM-DD of a real day; `allow_time` lets RFC 3339's time follow.
bool IsDate(std::string_view text, bool allow_time) {
  auto digits = [&](size_t begin, size_t count, int* out) {
    *out = 0;
    if (begin + count > text.size()) return false;
    for (size_t i = begin; i < begin + count; ++i) {
      if (text[i] < '0' || text[i] > '9') return false;
      *out = *out * 10 + (text[i] - '0');
    }
    return true;
  };
  int year = 0;
  int month = 1;
  int day = 1;
  if (!digits(0, 4, &year) || year < 1) return false;
  if (text.size() > 4 && (text[4] != '-' || !digits(5, 2, &month))) return false;
  if (text.size() > 7 && (text[7] != '-' || !digits(8, 2, &day))) return false;
  if (!value::IsValidDate(year, month, day)) return false;
  if (text.size() == 4 || text.size() == 7 || text.size() == 10) return true;
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!allow_time || text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return false;
  if (!digits(11, 2, &hour) || text[13] != ':' || !digits(14, 2, &minute) || text[16] != ':' ||
      !digits(17, 2, &second)) {
    return false;
  }
  if (hour > 23 || minute > 59 || second > 60) return false;
  size_t at = 19;
  if (text[at] == '.') {
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9';) ++at;
  }
  const std::string_view zone = text.substr(at);
  if (zone == "Z" || zone == "z") return true;
  int ignored = 0;
  return zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':' &&
         digits(at + 1, 2, &ignored) && digits(at + 4, 2, &ignored);
}

// The first byte that is a control character, or -1.
int64_t ControlCharacterAt(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7f) return static_cast<int64_t>(i);
    if (c == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0) {
      return static_cast<int64_t>(i);  // C1
    }
  }
  return -1;
}

absl::Status CheckLine(const char* field, std::string_view text) {
  const int64_t at = ControlCharacterAt(text);
  if (at < 0) return absl::OkStatus();
  return Error(Reason::kFieldMalformed, field,
               absl::StrCat("has a control character at byte ", at));
}

}  // namespace

absl::StatusOr<std::string> CheckCollection(const std::string& name) {
  if (name.empty()) return std::string(storage::kDefaultCollection);
  if (!storage::IsCollectionName(name)) {
    return Error(Reason::kFieldMalformed, "collection",
                 "must be 1 to 63 of a-z, 0-9, '-' and '_', a letter or digit first");
  }
  return name;
}

absl::Status CheckDocumentId(const std::string& id, bool may_be_empty) {
  if (id.empty()) {
    if (may_be_empty) return absl::OkStatus();
    return Error(Reason::kFieldMissing, "document_id", "must not be empty");
  }
  if (id.size() > kMaxDocumentIdBytes) {
    return Error(Reason::kFieldMalformed, "document_id",
                 absl::StrCat(id.size(), " bytes, at most ", kMaxDocumentIdBytes, " are allowed"));
  }
  return CheckLine("document_id", id);
}

absl::StatusOr<record::Input> CheckInput(v1::DocumentInput* input, const InputLimits& limits) {
  if (input->media_type().empty()) {
    return Error(Reason::kFieldMissing, "input.media_type", "must not be empty");
  }
  if (!source::ParseMediaType(input->media_type()).ok()) {
    return Error(Reason::kMediaTypeUnknown, "input.media_type",
                 absl::StrCat("unknown media type \"", input->media_type(), "\""));
  }
  if (input->content().empty()) {
    return Error(Reason::kContentEmpty, "input.content", "must not be empty");
  }
  const auto size = static_cast<int64_t>(input->content().size());
  if (size > limits.max_content_bytes) {
    return Error(Reason::kContentTooLarge, "input.content",
                 absl::StrCat(size, " bytes, the limit is ", limits.max_content_bytes));
  }
  record::Input out;
  out.media_type = input->media_type();
  out.declared_charset = input->charset();
  out.source_uri = input->source_uri();
  out.reference_time = input->reference_time();
  const v1::StatedMetadata& metadata = input->metadata();
  out.title = metadata.title();
  out.authors.assign(metadata.authors().begin(), metadata.authors().end());
  out.publisher = metadata.publisher();
  out.published = metadata.published_date();
  out.languages.assign(metadata.languages().begin(), metadata.languages().end());

  int64_t metadata_bytes = static_cast<int64_t>(out.source_uri.size() + out.title.size() +
                                                out.publisher.size() + out.published.size());
  for (const auto& author : out.authors) metadata_bytes += static_cast<int64_t>(author.size());
  for (const auto& language : out.languages)
    metadata_bytes += static_cast<int64_t>(language.size());
  if (metadata_bytes > limits.max_metadata_bytes) {
    return Error(Reason::kLimitExceeded, "input.metadata",
                 absl::StrCat(metadata_bytes, " bytes, the limit is ", limits.max_metadata_bytes));
  }
  for (const auto& [field, text] :
       {std::pair<const char*, const std::string&>{"input.source_uri", out.source_uri},
        {"input.metadata.title", out.title},
        {"input.metadata.publisher", out.publisher}}) {
    if (absl::Status status = CheckLine(field, text); !status.ok()) return status;
  }
  for (size_t i = 0; i < out.authors.size(); ++i) {
    const std::string field = absl::StrCat("input.metadata.authors[", i, "]");
    if (out.authors[i].empty()) return Error(Reason::kFieldMissing, field, "must not be empty");
    if (absl::Status status = CheckLine(field.c_str(), out.authors[i]); !status.ok()) return status;
  }
  if (!out.reference_time.empty() && !IsDate(out.reference_time, /*allow_time=*/true)) {
    return Error(Reason::kFieldMalformed, "input.reference_time",
                 absl::StrCat("not an RFC 3339 date or date-time: \"", out.reference_time, "\""));
  }
  if (!out.published.empty() && !IsDate(out.published, /*allow_time=*/false)) {
    return Error(Reason::kFieldMalformed, "input.metadata.published_date",
                 absl::StrCat("not YYYY, YYYY-MM or YYYY-MM-DD: \"", out.published, "\""));
  }
  out.content = std::move(*input->mutable_content());
  return out;
}

}  // namespace parallax::doorway
