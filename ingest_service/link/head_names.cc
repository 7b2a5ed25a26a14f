#include "ingest_service/link/head_names.h"

#include <algorithm>

namespace parallax::link {
namespace {

// Last words by which the whole name is taken up again with an article.
constexpr std::string_view kHeads[] = {
    "Commission",  "Ministry",   "Department", "Agency",     "Bureau",  "Council",
    "Institute",   "Authority",  "Foundation", "Committee",  "Academy", "Bank",
    "Association", "Federation", "Consortium", "University", "Fund",    "Act",
    "Initiative",  "Alliance",   "Strategy",   "Mission",    "Roadmap", "Programme",
    "Program",     "Framework",  "Centre",     "Center",     "Accord",  "Directive",
    "Regulation",  "Blueprint",  "Partnership"};

}  // namespace

std::map<std::string, std::string> HeadsOf(const std::vector<record::Mention>& mentions) {
  std::map<std::string_view, std::string> heads;  // an empty id: two bear it
  for (const record::Mention& mention : mentions) {
    const std::string_view id = mention.entity_id;
    if (!id.starts_with("organization/") && !id.starts_with("initiative/")) continue;
    const size_t blank = mention.written.rfind(' ');
    if (blank == std::string::npos) continue;
    const std::string_view head = std::string_view(mention.written).substr(blank + 1);
    const auto* const known = std::find(std::begin(kHeads), std::end(kHeads), head);
    if (known == std::end(kHeads)) continue;
    const auto [it, added] = heads.emplace(*known, id);
    if (!added && it->second != id) it->second.clear();
  }
  std::map<std::string, std::string> found;
  for (const auto& [head, id] : heads) {
    if (id.empty()) continue;
    found.emplace("the " + std::string(head), id);
    found.emplace("The " + std::string(head), id);
  }
  return found;
}

std::map<std::string_view, std::string_view> FirstWordsOf(
    const std::vector<record::Mention>& mentions) {
  std::map<std::string_view, std::string_view> words;
  for (const record::Mention& mention : mentions) {
    if (!mention.entity_id.starts_with("organization/")) continue;
    const std::string_view written = mention.written;
    const auto [it, added] = words.emplace(written.substr(0, written.find(' ')), mention.entity_id);
    if (!added && it->second != mention.entity_id) it->second = {};
  }
  return words;
}

std::map<std::string, std::string> MarkedTitlesOf(const std::vector<record::Mention>& mentions) {
  static constexpr std::string_view kNouns[] = {
      "行动计划", "行動計畫", "行动方案", "行動方案", "实施方案", "實施方案", "若干措施",
      "若干政策", "政策措施", "实施意见", "實施意見", "计划",     "計畫",     "计画",
      "計劃",     "方案",     "规划",     "規劃",     "意见",     "意見",     "措施",
      "条例",     "條例",     "办法",     "辦法",     "纲要",     "綱要",     "指南",
      "政策",     "通知",     "决定",     "決定",     "法案",     "草案",     "白皮书",
      "白皮書",   "规定",     "規定",     "细则",     "細則"};
  std::map<std::string, std::string> titles;
  for (const record::Mention& mention : mentions) {
    if (!mention.entity_id.starts_with("initiative/")) continue;
    for (const std::string_view noun : kNouns) {
      if (mention.written.size() < noun.size() + 6 || !mention.written.ends_with(noun)) continue;
      const auto [it, added] = titles.emplace("《" + std::string(noun) + "》", mention.entity_id);
      if (!added && it->second != mention.entity_id) it->second.clear();
    }
  }
  std::erase_if(titles, [](const auto& title) { return title.second.empty(); });
  return titles;
}

bool GoesOn(std::string_view text, int64_t begin, int64_t end) {
  const std::string_view name = text.substr(begin, end - begin);
  if (!name.starts_with("the ") && !name.starts_with("The ")) return false;
  const std::string_view rest = text.substr(end);
  for (std::string_view joint : {" of ", " for ", " on "}) {
    if (rest.starts_with(joint)) return true;
  }
  return rest.size() > 1 && rest[0] == ' ' && rest[1] >= 'A' && rest[1] <= 'Z';
}

}  // namespace parallax::link
