#include "ingest_service/claim/header_unit.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>
#include <vector>

#include "core/catalog/name_fold.h"

namespace parallax::claim {
namespace {

using catalog::ValueType;

constexpr size_t kMostUnitBytes = 40;
constexpr size_t kMostFigureBytes = 24;

// Whether `written` reads as one value of `type` from its first to its last word.
bool ReadsAs(std::string_view written, ValueType type, const recognize::Recognizer& recognizer,
             const recognize::Context& context) {
  const auto values = recognizer.Recognize(written, context);
  if (values.size() != 1) return false;
  const recognize::RecognizedValue& value = values.front();
  const int64_t begin =
      value.hedge.empty() ? value.begin : std::min(value.begin, value.hedge.begin);
  if (begin > 0 || value.end < static_cast<int64_t>(written.size())) return false;
  switch (type) {
    case ValueType::kMoney:
      return std::holds_alternative<value::Money>(value.reading);
    case ValueType::kPercentage:
      return std::holds_alternative<value::Percentage>(value.reading);
    case ValueType::kQuantity:
      return std::holds_alternative<value::Quantity>(value.reading);
    default:
      return false;
  }
}

std::string_view Stripped(std::string_view text) {
  while (text.starts_with(" ")) text.remove_prefix(1);
  while (text.ends_with(" ")) text.remove_suffix(1);
  return text;
}

// The figure with the unit, in the order in which people write the two.
bool Combine(std::string_view unit, std::string_view figure, ValueType type,
             const recognize::Recognizer& recognizer, const recognize::Context& context,
             std::string* with_unit) {
  if (unit.empty() || unit.size() > kMostUnitBytes) return false;
  // A year or a note is no unit.
  if (unit.find_first_of("0123456789") != std::string_view::npos) return false;
  std::string_view plain = Stripped(unit);
  for (std::string_view lead : {"in ", "In ", "单位：", "單位：", "单位:", "單位:"}) {
    if (plain.starts_with(lead)) plain.remove_prefix(lead.size());
  }
  std::vector<std::string> forms;
  // "US$ billion": the sign goes before the figure.
  for (std::string_view sign :
       {"US$", "HK$", "NT$", "C$",  "A$",  "S$",  "$",   "€",   "£",   "¥",
        "₩",   "₹",   "RMB", "CNY", "USD", "EUR", "GBP", "JPY", "TWD", "KRW"}) {
    if (!plain.starts_with(sign)) continue;
    const std::string_view rest = Stripped(plain.substr(sign.size()));
    forms.push_back(std::string(sign) + std::string(figure) +
                    (rest.empty() ? "" : " " + std::string(rest)));
    forms.push_back(std::string(figure) + (rest.empty() ? " " : " " + std::string(rest) + " ") +
                    std::string(sign));
    break;
  }
  const bool glued =
      plain.starts_with("%") || (!plain.empty() && static_cast<unsigned char>(plain[0]) >= 0x80);
  forms.push_back(std::string(figure) + (glued ? "" : " ") + std::string(plain));
  for (std::string& form : forms) {
    if (!ReadsAs(form, type, recognizer, context)) continue;
    *with_unit = std::move(form);
    return true;
  }
  return false;
}

}  // namespace

std::optional<TextRange> FindHeaderUnit(std::string_view header, std::string_view figure,
                                        ValueType type, const recognize::Recognizer& recognizer,
                                        const recognize::Context& context, std::string* with_unit) {
  const auto take = [&](size_t begin, size_t end) -> std::optional<TextRange> {
    if (begin >= end ||
        !Combine(header.substr(begin, end - begin), figure, type, recognizer, context, with_unit)) {
      return std::nullopt;
    }
    return TextRange{static_cast<int64_t>(begin), static_cast<int64_t>(end)};
  };
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}, {"[", "]"}}) {
    const size_t begin = header.rfind(open);
    if (begin == std::string_view::npos) continue;
    const size_t end = header.find(close, begin);
    if (end == std::string_view::npos) continue;
    if (auto found = take(begin + open.size(), end)) return found;
  }
  for (std::string_view comma : {", ", "，", "／", "/"}) {
    const size_t at = header.rfind(comma);
    if (at == std::string_view::npos) continue;
    if (auto found = take(at + comma.size(), header.size())) return found;
  }
  return std::nullopt;
}

std::optional<TextRange> FindCaptionUnit(std::string_view caption, std::string_view figure,
                                         ValueType type, const recognize::Recognizer& recognizer,
                                         const recognize::Context& context,
                                         std::string* with_unit) {
  for (std::string_view lead : {"Unit: ", "unit: ", "Units: ", "units: ", "单位：", "單位：",
                                "单位:", "單位:", "单位为", "單位為", " in "}) {
    const size_t at = caption.rfind(lead);
    if (at == std::string_view::npos) continue;
    const size_t begin = at + lead.size();
    size_t end = caption.size();
    for (std::string_view stop : {")", "）", ",", "，", ";", "；", "。", "]"})
      end = std::min(end, caption.find(stop, begin));
    while (end > begin && (caption[end - 1] == '.' || caption[end - 1] == ' ')) --end;
    if (begin < end &&
        Combine(caption.substr(begin, end - begin), figure, type, recognizer, context, with_unit)) {
      return TextRange{static_cast<int64_t>(begin), static_cast<int64_t>(end)};
    }
  }
  return FindHeaderUnit(caption, figure, type, recognizer, context, with_unit);
}

bool IsBareFigure(std::string_view text) {
  text = Stripped(text);
  for (std::string_view about : {"~", "≈", "约", "約", ">", "<", "≥", "≤", "+", "-", "−"}) {
    if (text.starts_with(about)) {
      text.remove_prefix(about.size());
      break;
    }
  }
  text = Stripped(text);
  if (text.empty() || text.size() > kMostFigureBytes) return false;
  bool digit = false;
  for (char c : text) {
    if (c >= '0' && c <= '9') {
      digit = true;
    } else if (c != '.' && c != ',' && c != ' ') {
      return false;
    }
  }
  return digit;
}

bool IsSummaryRow(std::string_view text) {
  constexpr std::string_view kWords[] = {
      "all",       "average",  "grand total", "mean", "median", "note",    "notes",    "other",
      "others",    "overall",  "remarks",     "rest", "source", "sources", "subtotal", "sum",
      "sub total", "total",    "totals",      "合计", "总计",   "总和",    "小计",     "平均",
      "平均值",    "均值",     "中位数",      "其他", "其它",   "注",      "注释",     "备注",
      "来源",      "资料来源", "数据来源",    "共计", "总数",   "累计"};
  std::string folded = catalog::FoldName(text);
  for (std::string_view mark : {":", "："}) {
    const size_t at = folded.find(mark);
    if (at != std::string::npos) folded.resize(at);
  }
  return std::find(std::begin(kWords), std::end(kWords), folded) != std::end(kWords);
}

}  // namespace parallax::claim
