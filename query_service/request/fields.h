// Checks of single fields of a request. Each error names the field.
#ifndef PARALLAX_QUERY_SERVICE_REQUEST_FIELDS_H_
#define PARALLAX_QUERY_SERVICE_REQUEST_FIELDS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace parallax::request {

inline constexpr size_t kMaxNameBytes = 512;
inline constexpr int kMaxPageSize = 500;
inline constexpr int kDefaultPageSize = 50;

// "economies[2]".
std::string Indexed(std::string_view field, int index);

// The collection meant: "default" for an empty name. kFieldMalformed for what cannot be a name.
absl::StatusOr<std::string> CollectionName(const std::string& name);

// kFieldMissing when empty; kFieldOutOfRange when longer than kMaxNameBytes; kFieldMalformed with
// control characters.
absl::Status CheckText(std::string_view field, std::string_view value);

// kFieldOutOfRange unless low <= count <= high.
absl::Status CheckCount(std::string_view field, int64_t count, int64_t low, int64_t high);

// The page size meant: kDefaultPageSize for 0. kFieldOutOfRange when negative or too large.
absl::StatusOr<int> PageSize(int32_t page_size);

// yyyymmdd of "YYYY-MM-DD", 0 for empty. kFieldMalformed otherwise.
absl::StatusOr<uint32_t> DateField(std::string_view field, const std::string& value);

// kFieldMalformed unless it is empty or has the shape of a BCP 47 tag.
absl::Status CheckLanguage(std::string_view field, std::string_view tag);

// Whether `tag` is `range` or a subtag of it, letter case aside: "zh" holds "zh-Hans".
bool LanguageMatches(std::string_view range, std::string_view tag);

}  // namespace parallax::request

#endif  // PARALLAX_QUERY_SERVICE_REQUEST_FIELDS_H_
