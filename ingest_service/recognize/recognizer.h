// The recognize room: text in, typed values with their spans out. English, Simplified and
// Traditional Chinese. It knows nothing of documents, entities or claims.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_RECOGNIZER_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_RECOGNIZER_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "core/value/typed_value.h"

namespace parallax::recognize {

// A half-open range of bytes of the recognized text (not of the original); empty where absent.
struct TextSpan {
  int64_t begin = 0;
  int64_t end = 0;
  bool empty() const { return end <= begin; }
  friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

enum class Kind { kNumber, kOrdinal, kPercentage, kMoney, kQuantity, kDate, kDuration };

// kNumber and kQuantity hold a Quantity (a bare number has an empty unit); the other kinds hold the
// type of their name, kDate a DateInterval.
using Reading = std::variant<value::Quantity, value::Ordinal, value::Percentage, value::Money,
                             value::DateInterval, value::Duration>;

struct RecognizedValue {
  int64_t begin = 0;  // bytes of the text, half open
  int64_t end = 0;
  Kind kind = Kind::kNumber;
  Reading reading;
  // Index in the same result of the amount that this one restates in another currency, unit or form
  // ("one trillion yuan (about 138 billion USD)": the dollars restate the yuan); -1 where none.
  int32_t stated_equivalent_of = -1;
  // The words that bound or hedge the figure ("nearly", "at least", "or more", 约, 以上); outside
  // of [begin, end) as a rule, and empty where the figure stands alone.
  TextSpan hedge;
  // With Bound::kRange: where the two figures stand ("$1.5" and "2 trillion").
  TextSpan lower;
  TextSpan upper;
  friend bool operator==(const RecognizedValue&, const RecognizedValue&) = default;
};

// Which values to look for. A layer that is off does not claim its text: with dates off, "2018" in
// "in 2018" is a number.
struct Layers {
  bool numbers = true;
  bool ordinals = true;
  bool percentages = true;
  bool money = true;
  bool quantities = true;
  bool dates = true;
  bool durations = true;
};

// What is known about the text. Views need only outlive the call.
struct Context {
  std::string_view
      language;  // BCP 47 of the text ("en", "zh-Hans", "zh-Hant-TW"); empty: told by its script
  std::string_view
      region;  // ISO 3166 alpha-2 of what the text is about or where it appeared; empty: unknown
  std::optional<value::CivilDate>
      reference_date;  // what "last year" counts from; without it such words yield nothing
  Layers layers;
  // The text is an utterance or a cell to be read for its figures, not prose: figures inside names,
  // versions and addresses count too, ranges stay two values, and a lone currency name is an amount
  // without a figure.
  bool every_figure = false;
};

// Finds values in text. Immutable after construction; all methods are thread-safe.
//
// Recognize is total: any bytes are accepted (bytes that are not UTF-8 separate words), time is
// linear in the text (every look-ahead is bounded, see number_reader.h), and the result depends on
// its arguments alone. Results are in text order and do not overlap; spans lie on character
// boundaries.
class Recognizer {
 public:
  // The process-wide instance over the built-in tables.
  static const Recognizer& Default();

  std::vector<RecognizedValue> Recognize(std::string_view utf8_text, const Context& context) const;

  // As above, into `out` (cleared first), so that a caller's buffer is reused from block to block.
  void Recognize(std::string_view utf8_text, const Context& context,
                 std::vector<RecognizedValue>* out) const;

 private:
  Recognizer() = default;
};

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_RECOGNIZER_H_
