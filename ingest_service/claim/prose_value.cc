#include "ingest_service/claim/prose_value.h"

#include <algorithm>
#include <array>
#include <variant>

#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

using catalog::ValueType;

constexpr int64_t kFarthestMoney = 90;  // bytes between cue and amount
constexpr int64_t kFarthestOther = 60;

bool IsComputeUnit(std::string_view unit) {
  return unit.ends_with("watt") || unit.find("flop") != std::string_view::npos;
}

bool IsOfType(const recognize::RecognizedValue& value, const catalog::Dimension& dimension) {
  switch (dimension.value_type) {
    case ValueType::kMoney:
      return std::holds_alternative<value::Money>(value.reading);
    case ValueType::kPercentage:
      return std::holds_alternative<value::Percentage>(value.reading) &&
             !std::get<value::Percentage>(value.reading).points;
    case ValueType::kDateInterval: {
      const auto* date = std::get_if<value::DateInterval>(&value.reading);
      return date != nullptr && date->begin.has_value() && date->end.has_value();
    }
    case ValueType::kQuantity: {
      const auto* quantity = std::get_if<value::Quantity>(&value.reading);
      if (quantity == nullptr) return false;
      if (dimension.default_unit.empty()) return IsComputeUnit(quantity->unit);
      if (quantity->unit == dimension.default_unit) return true;
      return dimension.default_unit == "person" && quantity->unit == "employee";
    }
    default:
      return false;
  }
}

}  // namespace

bool IsTerm(const PlacedValue& date, std::string_view folded) {
  const auto* interval = std::get_if<value::DateInterval>(&date.value.reading);
  if (interval == nullptr) return false;
  if (!interval->begin.has_value() && interval->end.has_value()) return true;
  if (!interval->end.has_value()) return false;
  std::string_view before = folded.substr(0, date.begin);
  while (before.ends_with(" ")) before.remove_suffix(1);
  const std::string_view written = folded.substr(date.begin, date.end - date.begin);
  return before.ends_with(" by") || before == "by" || before.ends_with("by the end of") ||
         before.ends_with("到") || before.ends_with("至") || written.starts_with("by ") ||
         written.starts_with("到") || folded.substr(date.end).starts_with("前") ||
         folded.substr(date.end).starts_with("底前") || folded.substr(date.end).starts_with("之前");
}

size_t NoteMarkAtEnd(std::string_view text) {
  constexpr size_t kMostDigits = 3;
  // Folding makes blanks of an address's hyphens.
  for (const std::string_view address : {" <http", " http"}) {
    const size_t at = text.rfind(address);
    if (at == std::string_view::npos) continue;
    const size_t mark = NoteMarkAtEnd(text.substr(0, at));
    return mark == 0 ? 0 : text.size() - at + mark;
  }
  if (!text.ends_with("]")) return 0;
  size_t at = text.size() - 1;
  while (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') --at;
  const size_t digits = text.size() - 1 - at;
  if (digits == 0 || digits > kMostDigits || at == 0 || text[at - 1] != '[') return 0;
  --at;
  if (at > 0 && text[at - 1] == '^') --at;
  return text.size() - at;
}

int32_t AttachedValue(const std::vector<PlacedValue>& values, const catalog::Dimension& dimension,
                      const ValueZone& zone, std::string_view folded) {
  const bool money = dimension.value_type == ValueType::kMoney;
  const bool date = dimension.value_type == ValueType::kDateInterval;
  int32_t best = -1;
  int64_t nearest = money ? kFarthestMoney : kFarthestOther;
  for (size_t i = 0; i < values.size(); ++i) {
    const PlacedValue& v = values[i];
    if (!IsOfType(v.value, dimension)) continue;
    if (v.value.stated_equivalent_of >= 0) continue;
    if (date && IsTerm(v, folded)) continue;
    int64_t distance = 0;
    if (v.end > zone.cue_begin && v.begin < zone.cue_end) {
      distance = 0;  // "200 million users" holds its own cue
    } else if (v.begin >= zone.cue_end && v.begin < zone.end) {
      distance = v.begin - zone.cue_end;
    } else if (!money && v.end <= zone.cue_begin && v.begin >= zone.begin) {
      distance = zone.cue_begin - v.end + 1;
    } else {
      continue;
    }
    if (distance < nearest) {
      nearest = distance;
      best = static_cast<int32_t>(i);
    }
  }
  return best;
}

namespace {

constexpr std::string_view kMarks[] = {" ",  ",", ".", ";",  ":",  "，", "。", "；", "：",
                                       "、", "!", "?", "！", "？", "—",  "(",  "（"};

// The bytes that begin or end a mark: most values have none of them at their ends.
constexpr std::array<bool, 256> kMarkBytes = [] {
  std::array<bool, 256> bytes{};
  for (const std::string_view mark : kMarks) {
    bytes[static_cast<unsigned char>(mark.front())] = true;
    bytes[static_cast<unsigned char>(mark.back())] = true;
  }
  return bytes;
}();

bool IsMarkByte(char c) { return kMarkBytes[static_cast<unsigned char>(c)]; }

}  // namespace

void TrimValue(std::string_view folded, int64_t* begin, int64_t* end) {
  static constexpr std::string_view kTails[] = {" and", " but", " or", " while", " ,"};
  for (bool changed = true; changed && *begin < *end;) {
    changed = false;
    const std::string_view rest = folded.substr(*begin, *end - *begin);
    const bool marked = IsMarkByte(rest.front()) || IsMarkByte(rest.back());
    for (const std::string_view mark : kMarks) {
      if (!marked) break;
      if (rest.starts_with(mark)) {
        *begin += static_cast<int64_t>(mark.size());
        changed = true;
        break;
      }
      if (rest.ends_with(mark)) {
        *end -= static_cast<int64_t>(mark.size());
        changed = true;
        break;
      }
    }
    if (changed) continue;
    // The end of a quotation that began before the value.
    const bool closes = rest.ends_with('"') && std::count(rest.begin(), rest.end(), '"') % 2 == 1;
    if (closes || (rest.ends_with("”") && rest.find("“") == std::string_view::npos)) {
      *end -= static_cast<int64_t>(std::string_view(closes ? "\"" : "”").size());
      changed = true;
      continue;
    }
    if (const size_t note = NoteMarkAtEnd(rest); note > 0) {
      *end -= static_cast<int64_t>(note);
      changed = true;
      continue;
    }
    for (const std::string_view tail : kTails) {
      if (rest.ends_with(tail)) {
        *end -= static_cast<int64_t>(tail.size());
        changed = true;
        break;
      }
    }
  }
}

}  // namespace parallax::claim
