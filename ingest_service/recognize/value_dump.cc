#include "ingest_service/recognize/value_dump.h"

#include "core/value/civil_date.h"

namespace parallax::recognize {
namespace {

std::string_view BoundName(value::Bound bound) {
  switch (bound) {
    case value::Bound::kExact:
      return "";
    case value::Bound::kApproximate:
      return " about";
    case value::Bound::kAtLeast:
      return " at-least";
    case value::Bound::kMoreThan:
      return " more-than";
    case value::Bound::kAtMost:
      return " at-most";
    case value::Bound::kLessThan:
      return " less-than";
    case value::Bound::kRange:
      return " range";
  }
  return "";
}

std::string Dump(const value::Number& number) {
  std::string out = number.decimal;
  if (!number.upper.empty()) out += ".." + number.upper;
  return out;
}

std::string Bounds(const value::Number& number) {
  return std::string(BoundName(number.bound)) + (number.vague ? " vague" : "") + " e" +
         std::to_string(number.last_digit_exponent);
}

std::string_view UnitName(value::CalendarUnit unit) {
  static constexpr std::string_view kNames[] = {"unspecified", "second", "minute", "hour",
                                                "day",         "week",   "month",  "quarter",
                                                "year",        "decade", "century"};
  return kNames[static_cast<size_t>(unit)];
}

std::string_view PrecisionName(value::DatePrecision precision) {
  static constexpr std::string_view kNames[] = {"unspecified", "day",    "week",   "month",
                                                "quarter",     "half",   "season", "year",
                                                "five-year",   "decade", "century"};
  return kNames[static_cast<size_t>(precision)];
}

struct ReadingDump {
  std::string* out;
  Kind kind;

  void operator()(const value::Quantity& quantity) const {
    *out += Dump(quantity.number) + (quantity.unit.empty() ? "" : " " + quantity.unit) +
            Bounds(quantity.number);
  }
  void operator()(const value::Ordinal& ordinal) const { *out += std::to_string(ordinal.rank); }
  void operator()(const value::Percentage& percentage) const {
    *out +=
        Dump(percentage.number) + (percentage.points ? " points" : "") + Bounds(percentage.number);
  }
  void operator()(const value::Money& money) const {
    *out += Dump(money.amount) + " " + (money.currency.empty() ? "?" : money.currency) +
            Bounds(money.amount);
    if (money.basis == value::AmountBasis::kAnnual) *out += " annual";
    if (money.basis == value::AmountBasis::kTotal) *out += " total";
    if (money.basis == value::AmountBasis::kCumulative) *out += " cumulative";
    if (!money.minor_unit.empty()) *out += " in " + money.minor_unit;
  }
  void operator()(const value::DateInterval& date) const {
    *out += (date.begin ? value::FormatDate(*date.begin) : "..") + "/" +
            (date.end ? value::FormatDate(*date.end) : "..");
    const auto precision = date.begin ? date.begin_precision : date.end_precision;
    *out += " " + std::string(PrecisionName(precision));
    if (date.begin && date.end && date.begin_precision != date.end_precision)
      *out += "-" + std::string(PrecisionName(date.end_precision));
    if (date.to_present) *out += " to-present";
    if (date.approximate) *out += " about";
    if (date.at_least_since) *out += " at-least-since";
    if (date.relative) *out += " relative";
  }
  void operator()(const value::Duration& duration) const {
    *out +=
        Dump(duration.count) + " " + std::string(UnitName(duration.unit)) + Bounds(duration.count);
  }
};

}  // namespace

std::string DumpValue(std::string_view text, const RecognizedValue& value) {
  static constexpr std::string_view kKinds[] = {"number",   "ordinal", "percentage", "money",
                                                "quantity", "date",    "duration"};
  std::string out = "[" + std::to_string(value.begin) + "-" + std::to_string(value.end) + "] ";
  out += std::string(kKinds[static_cast<size_t>(value.kind)]) + " «" +
         std::string(text.substr(static_cast<size_t>(value.begin),
                                 static_cast<size_t>(value.end - value.begin))) +
         "» ";
  std::visit(ReadingDump{&out, value.kind}, value.reading);
  if (value.stated_equivalent_of >= 0)
    out += " restates #" + std::to_string(value.stated_equivalent_of);
  return out;
}

}  // namespace parallax::recognize
