// Typed values as a person reads them: "about EUR 109 billion", "1960s–1980s", "State-guided to
// state-directed". Pure; the text of documents in a value is passed on as it is, not made safe.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_VALUE_TEXT_H_
#define PARALLAX_QUERY_SERVICE_RENDER_VALUE_TEXT_H_

#include <string>
#include <string_view>

#include "parallax/v1/cell.pb.h"
#include "parallax/v1/entity.pb.h"
#include "parallax/v1/value.pb.h"

namespace parallax::render {

// A plain decimal string, grouped ("38,000") or on the short scale from a million up where three
// digits after the point are enough ("52.7 billion"). Anything else comes back unchanged. Exact:
// no digit is rounded away.
std::string DecimalText(std::string_view decimal);

// With its bound: "about 109 billion", "1.5 trillion–2 trillion".
std::string NumberText(const v1::Number& number);

// "about EUR 109 billion"; conditions follow in parentheses: "(announced, per year, public)".
std::string MoneyText(const v1::Money& money);

std::string QuantityText(const v1::Quantity& quantity);
std::string PercentageText(const v1::Percentage& percentage);
std::string ChangeText(const v1::Change& change);

// Display names from the dimension's scale; ids for levels that it does not list.
std::string LevelText(const v1::LevelSpan& level, const v1::Dimension& dimension);

// Any reading; items and entities joined by "; ".
std::string ReadingText(const v1::Reading& reading, const v1::Dimension& dimension);

// "2 docs · 2 lineages · 1 voice", number and noun joined by a no-break space; empty without
// documents.
std::string SupportText(const v1::Support& support);

// The same for a part of something: what equals the number of documents is left out.
std::string ShortSupportText(const v1::Support& support);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_VALUE_TEXT_H_
