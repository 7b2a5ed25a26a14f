#include "query_service/request/fields.h"

#include <algorithm>
#include <cctype>

#include "core/errors/error.h"
#include "core/storage/collection.h"
#include "core/value/civil_date.h"

namespace parallax::request {
namespace {

using errors::Error;
using errors::Reason;

bool IsAlnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

}  // namespace

std::string Indexed(std::string_view field, int index) {
  return std::string(field) + "[" + std::to_string(index) + "]";
}

absl::StatusOr<std::string> CollectionName(const std::string& name) {
  if (name.empty()) return std::string(storage::kDefaultCollection);
  if (!storage::IsCollectionName(name)) {
    return Error(Reason::kFieldMalformed, "collection",
                 "must be 1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit");
  }
  return name;
}

absl::Status CheckText(std::string_view field, std::string_view value) {
  if (value.empty()) return Error(Reason::kFieldMissing, field, "must not be empty");
  if (value.size() > kMaxNameBytes) {
    return Error(
        Reason::kFieldOutOfRange, field,
        std::to_string(value.size()) + " bytes, the limit is " + std::to_string(kMaxNameBytes));
  }
  const auto control = std::find_if(value.begin(), value.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (control != value.end()) {
    return Error(Reason::kFieldMalformed, field,
                 "has a control character at byte " + std::to_string(control - value.begin()));
  }
  return absl::OkStatus();
}

absl::Status CheckCount(std::string_view field, int64_t count, int64_t low, int64_t high) {
  if (count >= low && count <= high) return absl::OkStatus();
  if (count == 0) return Error(Reason::kFieldMissing, field, "must not be empty");
  return Error(Reason::kFieldOutOfRange, field,
               "must be " + std::to_string(low) + " to " + std::to_string(high) + ", got " +
                   std::to_string(count));
}

absl::StatusOr<int> PageSize(int32_t page_size) {
  if (page_size < 0) {
    return Error(Reason::kFieldOutOfRange, "page_size",
                 "must not be negative, got " + std::to_string(page_size));
  }
  if (page_size > kMaxPageSize) {
    return Error(
        Reason::kFieldOutOfRange, "page_size",
        "must be at most " + std::to_string(kMaxPageSize) + ", got " + std::to_string(page_size));
  }
  return page_size == 0 ? kDefaultPageSize : page_size;
}

absl::StatusOr<uint32_t> DateField(std::string_view field, const std::string& value) {
  if (value.empty()) return 0u;
  const auto date = value::ParseDate(value);
  if (!date || date->year < 1 || date->year > 9999) {
    return Error(Reason::kFieldMalformed, field, "must be YYYY-MM-DD, got \"" + value + "\"");
  }
  return static_cast<uint32_t>(date->year * 10000 + date->month * 100 + date->day);
}

absl::Status CheckLanguage(std::string_view field, std::string_view tag) {
  bool good = tag.size() <= 35;
  size_t subtag = 0;
  for (char c : tag) {
    if (c == '-') {
      good = good && subtag > 0;
      subtag = 0;
    } else {
      good = good && IsAlnum(c) && ++subtag <= 8;
    }
  }
  if (tag.empty() || (good && subtag > 0)) return absl::OkStatus();
  return Error(Reason::kFieldMalformed, field,
               "must be a BCP 47 tag, got \"" + std::string(tag.substr(0, 64)) + "\"");
}

bool LanguageMatches(std::string_view range, std::string_view tag) {
  if (tag.size() < range.size()) return false;
  for (size_t i = 0; i < range.size(); ++i) {
    if (Lower(range[i]) != Lower(tag[i])) return false;
  }
  return tag.size() == range.size() || tag[range.size()] == '-';
}

}  // namespace parallax::request
