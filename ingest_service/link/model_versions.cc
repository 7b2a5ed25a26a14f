#include "ingest_service/link/model_versions.h"

#include <algorithm>
#include <cctype>

namespace parallax::link {
namespace {

constexpr size_t kLongestShortName = 12;

bool IsDigit(std::string_view text, size_t i) {
  return i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0;
}
bool IsAlnum(std::string_view text, size_t i) {
  return i < text.size() && std::isalnum(static_cast<unsigned char>(text[i])) != 0;
}
bool IsUpper(std::string_view text, size_t i) {
  return i < text.size() && text[i] >= 'A' && text[i] <= 'Z';
}

// Words of size and sort after a version.
constexpr std::string_view kEditions[] = {
    "Pro",    "Flash",  "Max",   "Mini",  "Turbo",   "Ultra", "Nano",     "Large",
    "Small",  "Medium", "Lite",  "Plus",  "Preview", "Coder", "Instruct", "Thinking",
    "Sonnet", "Opus",   "Haiku", "Think", "Base",    "Omni",  "Vision",   "mini"};
// What makes the number before it an amount.
constexpr std::string_view kUnits[] = {"billion", "million", "trillion", "bn",       "percent",
                                       "per",     "times",   "years",    "year",     "months",
                                       "days",    "hours",   "weeks",    "users",    "companies",
                                       "people",  "points",  "models",   "versions", "of",
                                       "out",     "to",      "and",      "or",       "countries"};
constexpr std::string_view kMeasures[] = {
    "%",  "％", "月", "年", "日", "亿", "億", "万", "萬",   "个",   "個", "倍",   "款",
    "种", "種", "家", "位", "项", "項", "名", "天", "小时", "小時", "次", "美元", "元",
    "号", "號", "岁", "歲", "点", "點", "成", "分", "周",   "週",   "季", "至",   "到"};

bool StandsAt(std::string_view text, size_t at, std::string_view word) {
  return text.substr(at).starts_with(word) && !IsAlnum(text, at + word.size());
}

}  // namespace

int64_t VersionEnd(std::string_view text, int64_t name_end) {
  auto at = static_cast<size_t>(name_end);
  if (at >= text.size() || (text[at] != ' ' && text[at] != '-')) return name_end;
  ++at;
  const size_t begin = at;
  if (IsUpper(text, at) && IsDigit(text, at + 1)) ++at;  // V3
  const size_t digits = at;
  while (IsDigit(text, at)) ++at;
  const size_t whole = at - digits;
  if (whole == 0 || whole > 3) return name_end;
  bool sized = false;
  if (text.substr(at).starts_with(".") && IsDigit(text, at + 1)) {
    ++at;
    while (IsDigit(text, at)) ++at;
  } else if (text.substr(at).starts_with("x") && IsDigit(text, at + 1)) {  // 8x7B
    ++at;
    while (IsDigit(text, at)) ++at;
  }
  if (at < text.size() && (text[at] == 'B' || text[at] == 'M') && !IsAlnum(text, at + 1)) {
    ++at;
    sized = true;
  } else if (at < text.size() && std::islower(static_cast<unsigned char>(text[at])) != 0 &&
             !IsAlnum(text, at + 1)) {
    ++at;  // 4o
  }
  // Three digits are a size or nothing: "Llama 405B", but not "Falcon 900".
  if ((whole == 3 && !sized) || IsAlnum(text, at)) return name_end;
  if (at < text.size() && (text[at] == ',' || text[at] == '.') && IsDigit(text, at + 1))
    return name_end;
  for (std::string_view measure : kMeasures) {
    if (text.substr(at).starts_with(measure)) return name_end;
    if (text.substr(at).starts_with(" ") && text.substr(at + 1).starts_with(measure))
      return name_end;
  }
  if (text.substr(at).starts_with(" ")) {
    // A version with a letter or a fraction is no count.
    const bool count = at - begin == whole;
    for (std::string_view unit : kUnits) {
      if (count && StandsAt(text, at + 1, unit)) return name_end;
    }
    for (std::string_view unit : {"billion", "million", "trillion"}) {
      if (StandsAt(text, at + 1, unit)) return name_end;
    }
  }
  for (int words = 0; words < 2; ++words) {
    if (at >= text.size() || (text[at] != ' ' && text[at] != '-')) break;
    const auto* const edition =
        std::find_if(std::begin(kEditions), std::end(kEditions),
                     [&](std::string_view word) { return StandsAt(text, at + 1, word); });
    if (edition == std::end(kEditions)) break;
    at += 1 + edition->size();
  }
  return static_cast<int64_t>(at);
}

ModelShortNames::ModelShortNames(const catalog::Catalog& catalog) {
  for (const catalog::Entity& model : catalog.entities()) {
    if (model.kind != "model") continue;
    for (const catalog::EntityRelation& relation : model.relations) {
      if (relation.type != "developed_by" && relation.type != "version_of") continue;
      const catalog::Entity* const maker = catalog.FindEntity(relation.target);
      if (maker == nullptr) continue;
      for (const catalog::EntityName& name : model.names) {
        for (const catalog::EntityName& prefix : maker->names) {
          const std::string_view text = name.text;
          const size_t size = prefix.text.size();
          if (!text.starts_with(prefix.text) || text.size() < size + 3) continue;
          if (text[size] != '-' && text[size] != ' ') continue;
          const std::string_view rest = text.substr(size + 1);
          // A letter and a digit: a bare number names nothing.
          if (rest.size() > kLongestShortName || !IsUpper(rest, 0) || !IsDigit(rest, 1)) continue;
          names_.push_back({std::string(rest), &model, maker});
        }
      }
    }
  }
  std::stable_sort(names_.begin(), names_.end(),
                   [](const ShortName& a, const ShortName& b) { return a.text < b.text; });
}

std::vector<const ModelShortNames::ShortName*> ModelShortNames::Of(
    const std::set<const catalog::Entity*>& named) const {
  std::vector<const ShortName*> found;
  for (size_t i = 0; i < names_.size();) {
    const ShortName* only = nullptr;
    bool two = false;
    size_t next = i;
    for (; next < names_.size() && names_[next].text == names_[i].text; ++next) {
      if (!named.contains(names_[next].maker)) continue;
      two = two || (only != nullptr && only->model != names_[next].model);
      only = &names_[next];
    }
    if (only != nullptr && !two) found.push_back(only);
    i = next;
  }
  return found;
}

bool SpeaksOfModel(std::string_view text, int64_t begin, int64_t end) {
  const std::string_view before = text.substr(0, begin);
  for (std::string_view owner : {"'s ", "’s ", "的", "its ", "模型"}) {
    if (before.ends_with(owner)) return true;
  }
  const std::string_view after = text.substr(end);
  for (std::string_view noun : {" model", " reasoning", " chatbot", "模型", "大模型", " 模型"}) {
    if (after.starts_with(noun)) return true;
  }
  return false;
}

}  // namespace parallax::link
