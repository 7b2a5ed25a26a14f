#include "query_service/render/value_text.h"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "query_service/render/interval_text.h"

namespace parallax::render {
namespace {

// Integer and fraction digits of a plain decimal.
struct Digits {
  bool negative = false;
  std::string integer;
  std::string fraction;
};

bool Parse(std::string_view decimal, Digits* out) {
  if (!decimal.empty() && decimal[0] == '-') {
    out->negative = true;
    decimal.remove_prefix(1);
  }
  const size_t point = decimal.find('.');
  const std::string_view integer = decimal.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view() : decimal.substr(point + 1);
  if (integer.empty()) return false;
  for (std::string_view part : {integer, fraction}) {
    for (char c : part) {
      if (c < '0' || c > '9') return false;
    }
  }
  out->integer = integer;
  out->fraction = fraction;
  return true;
}

std::string Grouped(std::string_view digits) {
  // Four digits are left alone: a bare "2025" is often a year.
  if (digits.size() <= 4) return std::string(digits);
  std::string out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

void TrimZeros(std::string* fraction) {
  while (!fraction->empty() && fraction->back() == '0') fraction->pop_back();
}

std::string UnitText(const std::string& unit, const v1::Number& number) {
  std::string out;
  for (char c : unit) out += c == '_' ? ' ' : c;
  const bool one = number.decimal() == "1" && number.upper().empty();
  // Unit ids are English singulars.
  if (!out.empty() && !one && out.back() != 's' && out.back() != 'z') out += 's';
  return out;
}

std::string Joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

std::string_view BoundPrefix(v1::Bound bound) {
  switch (bound) {
    case v1::BOUND_APPROXIMATE:
      return "about ";
    case v1::BOUND_AT_LEAST:
      return "at least ";
    case v1::BOUND_MORE_THAN:
      return "over ";
    case v1::BOUND_AT_MOST:
      return "up to ";
    case v1::BOUND_LESS_THAN:
      return "under ";
    default:
      return "";
  }
}

// "109 billion" or "1.5 trillion–2 trillion", without the bound.
std::string Figure(const v1::Number& number) {
  std::string out = DecimalText(number.decimal());
  if (!number.upper().empty()) out += "–" + DecimalText(number.upper());
  return out;
}

std::string LevelName(const std::string& level_id, const v1::Dimension& dimension) {
  for (const v1::ScaleLevel& level : dimension.levels()) {
    if (level.level_id() == level_id && !level.display_name().empty()) return level.display_name();
  }
  return level_id;
}

std::string Counted(int64_t count, std::string_view noun) {
  return std::to_string(count) + "\u00a0" + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace

std::string DecimalText(std::string_view decimal) {
  Digits digits;
  if (!Parse(decimal, &digits)) return std::string(decimal);
  const std::string sign = digits.negative ? "-" : "";
  static constexpr std::array<std::pair<size_t, std::string_view>, 3> kScales = {
      {{12, "trillion"}, {9, "billion"}, {6, "million"}}};
  for (const auto& [exponent, name] : kScales) {
    if (digits.integer.size() <= exponent) continue;
    const size_t split = digits.integer.size() - exponent;
    std::string fraction = digits.integer.substr(split) + digits.fraction;
    TrimZeros(&fraction);
    // From ten thousand trillions on, words help no more.
    if (fraction.size() > 3 || split > 4) break;
    std::string out = sign + Grouped(std::string_view(digits.integer).substr(0, split));
    if (!fraction.empty()) out += "." + fraction;
    return out + " " + std::string(name);
  }
  std::string out = sign + Grouped(digits.integer);
  if (!digits.fraction.empty()) out += "." + digits.fraction;
  return out;
}

std::string NumberText(const v1::Number& number) {
  return std::string(BoundPrefix(number.bound())) + Figure(number);
}

std::string MoneyText(const v1::Money& money) {
  std::string out(BoundPrefix(money.amount().bound()));
  if (!money.currency_code().empty()) out += money.currency_code() + " ";
  out += Figure(money.amount());
  if (money.currency_code().empty()) out += " (currency not stated)";
  std::vector<std::string> conditions;
  switch (money.stage()) {
    case v1::COMMITMENT_STAGE_ANNOUNCED:
      conditions.emplace_back("announced");
      break;
    case v1::COMMITMENT_STAGE_AUTHORISED:
      conditions.emplace_back("authorised");
      break;
    case v1::COMMITMENT_STAGE_DISBURSED:
      conditions.emplace_back("disbursed");
      break;
    default:
      break;
  }
  switch (money.basis()) {
    case v1::AMOUNT_BASIS_ANNUAL:
      conditions.emplace_back("per year");
      break;
    case v1::AMOUNT_BASIS_CUMULATIVE:
      conditions.emplace_back("so far");
      break;
    case v1::AMOUNT_BASIS_TOTAL:
      conditions.emplace_back("total");
      break;
    default:
      break;
  }
  switch (money.payer()) {
    case v1::PAYER_PUBLIC:
      conditions.emplace_back("public");
      break;
    case v1::PAYER_PRIVATE:
      conditions.emplace_back("private");
      break;
    case v1::PAYER_MIXED:
      conditions.emplace_back("public and private");
      break;
    default:
      break;
  }
  if (!conditions.empty()) out += " (" + Joined(conditions, ", ") + ")";
  return out;
}

std::string QuantityText(const v1::Quantity& quantity) {
  std::string out = NumberText(quantity.number());
  if (!quantity.unit().empty()) out += " " + UnitText(quantity.unit(), quantity.number());
  return out;
}

std::string PercentageText(const v1::Percentage& percentage) {
  return NumberText(percentage.number()) + (percentage.points() ? " percentage points" : " %");
}

std::string ChangeText(const v1::Change& change) {
  const std::string currency = change.currency_code().empty() ? "" : change.currency_code() + " ";
  const auto end = [&](const v1::Quantity& quantity) {
    std::string out(BoundPrefix(quantity.number().bound()));
    out += currency + Figure(quantity.number());
    if (!quantity.unit().empty()) out += " " + UnitText(quantity.unit(), quantity.number());
    return out;
  };
  return end(change.from()) + " → " + end(change.to());
}

std::string LevelText(const v1::LevelSpan& level, const v1::Dimension& dimension) {
  const std::string lowest = LevelName(level.lowest_level_id(), dimension);
  if (level.highest_level_id().empty() || level.highest_level_id() == level.lowest_level_id()) {
    return lowest;
  }
  return lowest + " – " + LevelName(level.highest_level_id(), dimension);
}

std::string ReadingText(const v1::Reading& reading, const v1::Dimension& dimension) {
  switch (reading.reading_case()) {
    case v1::Reading::kMoney:
      return MoneyText(reading.money());
    case v1::Reading::kQuantity:
      return QuantityText(reading.quantity());
    case v1::Reading::kPercentage:
      return PercentageText(reading.percentage());
    case v1::Reading::kChange:
      return ChangeText(reading.change());
    case v1::Reading::kDateInterval:
      return IntervalText(reading.date_interval());
    case v1::Reading::kLevel:
      return LevelText(reading.level(), dimension);
    case v1::Reading::kEntities: {
      std::vector<std::string> names;
      for (const v1::EntityRef& entity : reading.entities().entities()) {
        names.push_back(entity.written().empty() ? entity.entity_id() : entity.written());
      }
      return Joined(names, "; ");
    }
    case v1::Reading::kItems: {
      std::vector<std::string> items;
      for (const v1::ListItem& item : reading.items().items()) items.push_back(item.text());
      return Joined(items, "; ");
    }
    case v1::Reading::READING_NOT_SET:
      return "";
  }
  return "";
}

std::string SupportText(const v1::Support& support) {
  if (support.document_count() == 0) return "";
  return Joined(
      {Counted(support.document_count(), "doc"), Counted(support.lineage_count(), "lineage"),
       Counted(support.voice_count(), "voice")},
      " · ");
}

std::string ShortSupportText(const v1::Support& support) {
  if (support.document_count() == 0) return "";
  std::vector<std::string> parts = {Counted(support.document_count(), "doc")};
  if (support.lineage_count() != support.document_count()) {
    parts.push_back(Counted(support.lineage_count(), "lineage"));
  }
  if (support.voice_count() != support.document_count()) {
    parts.push_back(Counted(support.voice_count(), "voice"));
  }
  return Joined(parts, " · ");
}

}  // namespace parallax::render
