#include "ingest_service/claim/cell_value.h"

#include <algorithm>
#include <optional>
#include <set>

#include "core/record/entity_id.h"
#include "ingest_service/claim/modality_cues.h"

namespace parallax::claim {
namespace {

using catalog::ValueType;
using recognize::RecognizedValue;

std::string_view Slice(std::string_view text, TextRange range) {
  return text.substr(range.begin, range.end - range.begin);
}

// --- Dates.

std::optional<value::DateInterval> FirstDate(const std::vector<RecognizedValue>& values) {
  for (const RecognizedValue& v : values) {
    if (const auto* date = std::get_if<value::DateInterval>(&v.reading)) return *date;
  }
  return std::nullopt;
}

// What stands in brackets behind a value and is not itself a value: "1950s–1997 (British rule)".
void AddQualifiers(const record::MappedText& cell, const std::vector<RecognizedValue>& values,
                   CellValue* out) {
  constexpr std::pair<std::string_view, std::string_view> kBrackets[] = {{"(", ")"}, {"（", "）"}};
  for (const auto& [open, close] : kBrackets) {
    const size_t begin = cell.text.find(open);
    if (begin == std::string::npos) continue;
    const size_t end = cell.text.find(close, begin);
    if (end == std::string::npos) continue;
    const TextRange inside =
        Trim(cell.text, {static_cast<int64_t>(begin + open.size()), static_cast<int64_t>(end)});
    if (inside.begin >= inside.end) continue;
    const bool is_value = std::any_of(values.begin(), values.end(), [&](const auto& v) {
      return v.begin >= inside.begin && v.end <= inside.end;
    });
    if (is_value) continue;
    out->qualifiers.push_back(
        {std::string(Slice(cell.text, inside)), cell.Original(inside.begin, inside.end)});
  }
}

// --- Levels.

bool IsNegatedBefore(std::string_view text, int64_t at) {
  std::string before(text.substr(at > 24 ? at - 24 : 0, at > 24 ? 24 : at));
  std::transform(before.begin(), before.end(), before.begin(),
                 [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
  while (!before.empty() && before.back() == ' ') before.pop_back();
  for (std::string_view word : {"not", "no longer", "not a", "never", "hardly", "rather than",
                                "instead of", "非", "不", "不是", "并非", "並非", "而非", "不再"}) {
    if (before.size() >= word.size() &&
        before.compare(before.size() - word.size(), word.size(), word) == 0) {
      const size_t left = before.size() - word.size();
      if (static_cast<unsigned char>(word[0]) >= 0x80 || left == 0 || before[left - 1] == ' ') {
        return true;
      }
    }
  }
  return false;
}

// The cell's level. A cue that stands as the cell's label ("Indirect: …") decides; otherwise the
// span that all affirmed cues cover.
std::optional<value::LevelSpan> ReadLevel(std::string_view text,
                                          const catalog::Dimension& dimension,
                                          const catalog::Catalog& catalog) {
  std::optional<value::LevelSpan> level;
  for (const catalog::LevelMatch& match : catalog.ReadLevels(dimension.scale, text)) {
    if (IsNegatedBefore(text, match.begin)) continue;
    const std::string_view after = text.substr(match.end);
    if (!level && Trim(text, {0, match.begin}).begin >= match.begin &&
        (after.rfind(":", 0) == 0 || after.rfind("：", 0) == 0)) {
      return match.levels;
    }
    if (!level) {
      level = match.levels;
      continue;
    }
    if (match.levels.lowest_rank < level->lowest_rank) {
      level->lowest_rank = match.levels.lowest_rank;
      level->lowest_level_id = match.levels.lowest_level_id;
    }
    if (match.levels.highest_rank > level->highest_rank) {
      level->highest_rank = match.levels.highest_rank;
      level->highest_level_id = match.levels.highest_level_id;
    }
  }
  return level;
}

// --- Numbers.

template <typename T>
const T* FirstOf(const std::vector<RecognizedValue>& values) {
  for (const RecognizedValue& v : values) {
    if (const T* found = std::get_if<T>(&v.reading)) return found;
  }
  return nullptr;
}

const value::Quantity* FirstQuantity(const std::vector<RecognizedValue>& values,
                                     const std::string& default_unit, std::string* unit) {
  const value::Quantity* bare = nullptr;
  for (const RecognizedValue& v : values) {
    const auto* quantity = std::get_if<value::Quantity>(&v.reading);
    if (quantity == nullptr) continue;
    if (quantity->unit.empty()) {
      if (bare == nullptr) bare = quantity;
    } else if (default_unit.empty() || quantity->unit == default_unit) {
      *unit = quantity->unit;
      return quantity;
    }
  }
  *unit = default_unit;
  return bare;
}

// "from ~$100 to ~$30k", 从1亿增至3亿.
void AddChanges(std::string_view text, const std::vector<RecognizedValue>& values,
                std::vector<record::Reading>* readings) {
  auto ends_with = [](std::string_view s, std::initializer_list<std::string_view> words) {
    while (!s.empty() && (s.back() == ' ' || s.back() == '~' || s.back() == '$'))
      s.remove_suffix(1);
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      return s.size() >= word.size() && s.substr(s.size() - word.size()) == word;
    });
  };
  for (size_t i = 0; i + 1 < values.size(); ++i) {
    const RecognizedValue& a = values[i];
    const RecognizedValue& b = values[i + 1];
    const int64_t a_begin = a.hedge.empty() ? a.begin : std::min(a.begin, a.hedge.begin);
    const int64_t b_begin = b.hedge.empty() ? b.begin : std::min(b.begin, b.hedge.begin);
    if (b_begin < a.end || b_begin - a.end > 24) continue;
    if (!ends_with(text.substr(0, a_begin), {"from", "From", "从", "從", "由"})) continue;
    const std::string_view between = text.substr(a.end, b_begin - a.end);
    if (!ends_with(between, {"to", "到", "至", "为", "為"})) continue;
    value::Change change;
    const auto* money_a = std::get_if<value::Money>(&a.reading);
    const auto* money_b = std::get_if<value::Money>(&b.reading);
    const auto* quantity_a = std::get_if<value::Quantity>(&a.reading);
    const auto* quantity_b = std::get_if<value::Quantity>(&b.reading);
    if (money_a != nullptr && money_b != nullptr && money_a->currency == money_b->currency) {
      change.from.number = money_a->amount;
      change.to.number = money_b->amount;
      change.currency = money_a->currency;
    } else if (quantity_a != nullptr && quantity_b != nullptr &&
               (quantity_a->unit == quantity_b->unit || quantity_a->unit.empty())) {
      change.from = *quantity_a;
      change.from.unit = quantity_b->unit;
      change.to = *quantity_b;
    } else {
      continue;
    }
    readings->push_back(change);
  }
}

void AddAsides(const std::vector<RecognizedValue>& values, const catalog::Dimension& dimension,
               std::string_view subject_kind, const catalog::Catalog& catalog, CellValue* out) {
  for (const RecognizedValue& v : values) {
    const auto* quantity = std::get_if<value::Quantity>(&v.reading);
    if (quantity == nullptr || quantity->unit.empty()) continue;
    for (const catalog::Dimension& other : catalog.dimensions()) {
      if (other.id == dimension.id || other.value_type != ValueType::kQuantity ||
          other.default_unit != quantity->unit ||
          std::find(other.subject_kinds.begin(), other.subject_kinds.end(), subject_kind) ==
              other.subject_kinds.end()) {
        continue;
      }
      out->asides.push_back({&other, *quantity, {v.begin, v.end}});
      break;
    }
  }
}

}  // namespace

std::vector<record::EntityRef> MentionedIn(const std::vector<record::Mention>& mentions,
                                           text::ByteSpan span) {
  std::vector<record::EntityRef> entities;
  auto it = std::lower_bound(
      mentions.begin(), mentions.end(), span.begin_byte,
      [](const record::Mention& m, int64_t begin) { return m.span.begin_byte < begin; });
  std::set<std::string> seen;
  for (; it != mentions.end() && it->span.begin_byte < span.end_byte; ++it) {
    if (it->span.end_byte <= span.end_byte && seen.insert(it->entity_id).second) {
      entities.push_back({it->entity_id, it->written});
    }
  }
  return entities;
}

CellValue ReadCell(const record::MappedText& cell, const catalog::Dimension& dimension,
                   std::string_view subject_kind, const CellContext& context) {
  CellValue out;
  out.value.text = cell.text;
  out.value.language = context.language;
  switch (context.catalog.ClassifyAnswer(cell.text)) {
    case catalog::CellAnswer::kNotStated:
      out.kind = record::ClaimKind::kNotStated;
      return out;
    case catalog::CellAnswer::kNoValue:
      out.kind = record::ClaimKind::kNoValue;
      return out;
    case catalog::CellAnswer::kValue:
      break;
  }

  recognize::Context recognition;
  recognition.language = context.language;
  recognition.region = context.region;
  recognition.reference_date = context.reference_date;
  const std::vector<RecognizedValue> values = context.recognizer.Recognize(cell.text, recognition);
  std::vector<record::Reading>& readings = out.value.readings;

  switch (dimension.value_type) {
    case ValueType::kText:
      break;
    case ValueType::kDateInterval:
      if (auto date = FirstDate(values)) {
        readings.push_back(*date);
        AddQualifiers(cell, values, &out);
      }
      break;
    case ValueType::kLevel:
      if (auto level = ReadLevel(cell.text, dimension, context.catalog)) readings.push_back(*level);
      break;
    case ValueType::kMoney:
      if (const auto* money = FirstOf<value::Money>(values)) readings.push_back(*money);
      break;
    case ValueType::kPercentage:
      if (const auto* share = FirstOf<value::Percentage>(values)) readings.push_back(*share);
      break;
    case ValueType::kQuantity: {
      std::string unit;
      if (const auto* found = FirstQuantity(values, dimension.default_unit, &unit)) {
        value::Quantity quantity = *found;
        quantity.unit = unit;
        readings.push_back(quantity);
      }
      break;
    }
    case ValueType::kEntitySet: {
      record::EntitySet set;
      for (record::EntityRef& entity : MentionedIn(context.mentions, cell.Original())) {
        const std::string_view kind = record::EntityKind(entity.entity_id);
        if (dimension.value_kinds.empty() ||
            std::find(dimension.value_kinds.begin(), dimension.value_kinds.end(), kind) !=
                dimension.value_kinds.end()) {
          set.entities.push_back(std::move(entity));
        }
      }
      if (!set.entities.empty()) readings.push_back(std::move(set));
      break;
    }
    case ValueType::kItemList: {
      record::ItemList list;
      for (const TextRange& item : SplitItems(cell.text, context.catalog.list_separators())) {
        const text::ByteSpan span = cell.Original(item.begin, item.end);
        list.items.push_back(
            {std::string(Slice(cell.text, item)), span, MentionedIn(context.mentions, span)});
      }
      if (!list.items.empty()) readings.push_back(std::move(list));
      break;
    }
  }
  out.typed = dimension.value_type == ValueType::kText || !readings.empty();
  AddChanges(cell.text, values, &readings);
  AddAsides(values, dimension, subject_kind, context.catalog, &out);
  if (dimension.value_type != ValueType::kEntitySet &&
      dimension.value_type != ValueType::kItemList) {
    record::EntitySet set{MentionedIn(context.mentions, cell.Original())};
    if (!set.entities.empty()) readings.push_back(std::move(set));
  }
  const ModalityReading modality = ReadModality(cell.text);
  out.modality = modality.modality;
  out.hedges = modality.cues;
  return out;
}

}  // namespace parallax::claim
