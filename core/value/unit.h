// The units of quantities: families of units that convert into each other by an exact factor, and
// things that are counted.
#ifndef PARALLAX_CORE_VALUE_UNIT_H_
#define PARALLAX_CORE_VALUE_UNIT_H_

#include <optional>
#include <string_view>

#include "core/value/decimal.h"

namespace parallax::value {

struct Unit {
  std::string_view id;      // "gigawatt", "user": singular, American "meter" is "metre" here
  std::string_view family;  // "power", "energy", "length" …; a counted thing is a family of its own
  std::string_view factor;  // this unit in the family's base unit: "1000000000" watt
  // The counted thing that this one is a kind of ("gpu" is a "chip"), empty for most. Kinds are not
  // converted; a comparison of the two is told so.
  std::string_view kind_of;
};

// The unit with this id, or null. Sources of the factors: the International System of Units (SI
// brochure, 9th edition); international foot and acre; the metric mu of 666⅔ m² is given to 12
// digits.
const Unit* FindUnit(std::string_view id);

// The whole table, in a fixed order.
const Unit* Units(int* count);

// `amount` of `from` in `to`; nothing where the families differ or an id is unknown.
std::optional<Decimal> ConvertUnit(const Decimal& amount, std::string_view from,
                                   std::string_view to, Rounding rounding = Rounding::kHalfEven);

}  // namespace parallax::value

#endif  // PARALLAX_CORE_VALUE_UNIT_H_
