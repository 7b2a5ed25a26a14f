// A lenient reader of the JSON that pages carry (JSON-LD): values in document order with their
// places in the markup. Accepts what people publish: raw line feeds in strings, trailing commas,
// several values one after the other. Stops, without an error, where nothing can be made of the
// rest. Linear; nesting beyond kMaxJsonDepth is passed over. Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_JSON_VALUES_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_JSON_VALUES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parallax::parse_html {

inline constexpr int kMaxJsonDepth = 64;
inline constexpr size_t kMaxJsonValues = 200000;

struct JsonValue {
  enum Kind : uint8_t { kObject, kArray, kString, kOther };
  Kind kind = kOther;
  int32_t end = 0;       // one past the last value inside, in the list
  std::string_view key;  // raw, without quotes; empty in arrays
  std::string_view raw;  // of a string: between the quotes; of a number or word: as written
};

// Values in preorder; views into `json`, which must outlive them.
std::vector<JsonValue> ReadJson(std::string_view json);

// The member `key` of object `object`, -1 when absent.
int32_t JsonMember(const std::vector<JsonValue>& values, int32_t object, std::string_view key);

// A raw string as text: JSON escapes and HTML character references decoded, tags taken out, white
// space folded.
std::string JsonText(std::string_view raw);

// HTML character references of a plain text decoded (numeric ones and the common names), white
// space folded, tags taken out when `markup`.
std::string PlainText(std::string_view text, bool markup);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_JSON_VALUES_H_
