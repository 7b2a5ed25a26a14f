#include "ingest_service/link/provisional.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>

#include "core/catalog/name_fold.h"
#include "core/text/sha256.h"
#include "ingest_service/link/han_lexicon.h"

namespace parallax::link {
namespace {

constexpr int kMostWords = 12;
constexpr int64_t kLongestWord = 40;         // bytes; longer runs are no words
constexpr int64_t kMostChineseBytes = 120;   // 40 characters
constexpr int64_t kLeastChineseBytes = 12;   // 4 characters: 某某计划
constexpr int64_t kLeastUnmarkedBytes = 18;  // 6 characters
constexpr size_t kMostQuotedBytes = 48;      // of a name that only the word beside it tells

// Words inside a name that are not capitalized.
constexpr std::array<std::string_view, 10> kJoining = {"of", "for", "and", "the", "on",
                                                       "in", "to",  "&",   "a",   "with"};
// Those that may follow "Department of".
constexpr std::array<std::string_view, 6> kJoiningOn = {"of", "for", "and", "the", "on", "&"};
// Capitalized only because they begin a sentence; they begin no name.
constexpr std::array<std::string_view, 33> kLeading = {
    "The",     "A",         "An",       "This",   "That",     "These", "Its",     "Their", "In",
    "On",      "Under",     "While",    "When",   "As",       "For",   "With",    "Since", "Our",
    "His",     "Her",       "Both",     "And",    "But",      "By",    "Through", "New",   "Monday",
    "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
// Titles of people; no name of a body runs on to the left of them.
constexpr std::array<std::string_view, 14> kTitles = {
    "CEO",   "CFO",      "CTO",       "Chairman", "Chairwoman", "Chair", "President",
    "Chief", "Director", "Secretary", "Minister", "Founder",    "Mr",    "Dr"};
// Last words of public bodies, whose names may have "and" in them ("Science and Technology
// Commission").
constexpr std::array<std::string_view, 20> kPublicBodies = {
    "Commission",     "Committee", "Department", "Ministry",  "Agency",
    "Administration", "Council",   "Institute",  "Bureau",    "Office",
    "Association",    "Academy",   "Board",      "Authority", "Foundation",
    "Society",        "Union",     "Laboratory", "Act",       "Plan"};
// Verbs after which a plan's name may follow without quotation marks, in both scripts.
constexpr std::array<std::string_view, 26> kMaking = {
    "推出", "启动", "实施", "出台", "公布", "提出", "发布", "通过", "颁布",
    "制定", "设立", "印发", "宣布", "成立", "推动", "落实", "啟動", "實施",
    "發布", "通過", "頒布", "設立", "印發", "推動", "落實", "公佈"};
// What a mark of opening is closed by; the rest of the openings are verbs.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kMarks = {
    {{"《", "》"}, {"“", "”"}, {"「", "」"}, {"『", "』"}}};
// Words that begin a description, not a name.
constexpr std::array<std::string_view, 27> kDescribing = {
    "一",   "多",   "这",   "該",   "该",   "其",     "相关",   "有关", "新",
    "各",   "本",   "若干", "更",   "這",   "总规模", "總規模", "政府", "建设",
    "建設", "发展", "發展", "开展", "開展", "加快",   "实施",   "实行", "首"};
// Characters that no name of a plan runs across.
constexpr std::array<std::string_view, 22> kBreaking = {
    "的", "了", "在", "是", "将", "把", "被", "与", "等", "为", "对",
    "并", "以", "，", "。", "；", "、", "：", "“",  "”",  "《", "》"};

struct Word {
  int64_t begin = 0;
  int64_t end = 0;
};

// Whether text[i] is part of a word of Latin letters, those with marks included.
bool IsWordByteAt(std::string_view text, int64_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (std::isalnum(c) || c == '-' || c == '&' || c == '+' || (c >= 0xC3 && c <= 0xC9)) return true;
  if ((c & 0xC0) != 0x80 || i == 0) return false;
  const auto lead = static_cast<unsigned char>(text[i - 1]);
  return lead >= 0xC3 && lead <= 0xC9;
}

// Latin words, split at blanks; a mark of punctuation ends the run of words.
bool Capitalized(std::string_view word) {
  if (word.empty()) return false;
  if ((word[0] >= 'A' && word[0] <= 'Z') || (word[0] >= '0' && word[0] <= '9')) return true;
  // À to Þ.
  return word.size() > 1 && static_cast<unsigned char>(word[0]) == 0xC3 &&
         static_cast<unsigned char>(word[1]) <= 0x9E;
}

template <typename Array>
bool Contains(const Array& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Whether most words of four letters and more have a capital, in a text of five such words or more.
bool IsTitleCase(std::string_view text) {
  // A sentence of many names is none.
  if (text.ends_with('.') || text.ends_with('!')) return false;
  int words = 0;
  int capitals = 0;
  const int64_t size = std::min<int64_t>(static_cast<int64_t>(text.size()), 2000);
  for (int64_t i = 0; i < size;) {
    if (!IsWordByteAt(text, i)) {
      ++i;
      continue;
    }
    const int64_t begin = i;
    while (i < size && IsWordByteAt(text, i)) ++i;
    if (i - begin < 4) continue;
    ++words;
    if (Capitalized(text.substr(begin, i - begin))) ++capitals;
  }
  return words >= 5 && 4 * capitals > 3 * words;
}

// The bytes of an edition after a name: " 2.0" of "Strategy 2.0"; 0 when there is none.
size_t EditionSize(std::string_view rest) {
  const auto digit = [&](size_t i) {
    return i < rest.size() && std::isdigit(static_cast<unsigned char>(rest[i])) != 0;
  };
  const bool edition = rest.starts_with(" ") && digit(1) && rest.size() > 3 && rest[2] == '.' &&
                       digit(3) && !digit(4) && !(rest.size() > 4 && rest[4] == '%');
  if (!edition) return 0;
  // "Plan 1.2 billion" is a sum.
  const std::string_view after = rest.substr(4);
  for (std::string_view unit : {" billion", " million", " trillion", " percent", " per cent"}) {
    if (after.starts_with(unit)) return 0;
  }
  return 4;
}

size_t CharacterSize(char lead) {
  const auto u = static_cast<unsigned char>(lead);
  return u < 0x80 ? 1 : u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
}

// Leaves of overlapping forms the one that begins first, of those the longest; in order.
void KeepOuterForms(std::vector<FormMatch>* forms) {
  if (forms->size() < 2) return;
  std::stable_sort(forms->begin(), forms->end(), [](const FormMatch& a, const FormMatch& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::vector<FormMatch> kept;
  for (FormMatch& form : *forms) {
    if (kept.empty() || form.begin >= kept.back().end) kept.push_back(std::move(form));
  }
  *forms = std::move(kept);
}

}  // namespace

std::string ProvisionalId(std::string_view kind, std::string_view name) {
  const std::string folded = catalog::FoldName(name);
  std::string slug;
  bool plain = !folded.empty() && folded.size() <= 60;
  for (char c : folded) {
    if (static_cast<unsigned char>(c) >= 0x80) plain = false;
    if (std::isalnum(static_cast<unsigned char>(c))) {
      slug.push_back(c);
    } else if (c == '.' || c == '+') {
      slug.push_back(c == '.' ? '.' : '_');
    } else if (!slug.empty() && slug.back() != '-') {
      slug.push_back('-');
    }
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  if (!plain || slug.empty()) {
    slug = text::Sha256Hex(folded, 8);
  }
  return std::string(kind) + "/~" + slug;
}

bool IsProvisionalId(std::string_view entity_id) {
  return entity_id.find("/~") != std::string_view::npos;
}

bool IsNationalBody(std::string_view text, int64_t adjective_end, const FormMatch& form) {
  if (form.kind != "organization" || form.follow) return false;
  const std::string_view rest = text.substr(adjective_end, form.end - adjective_end);
  for (std::string_view body :
       {" Institute ", " Academy ", " Association ", " Chamber ", " Society ", " Federation ",
        " Council ", " Foundation ", " Center for", " Centre for"}) {
    if (rest.find(body) != std::string_view::npos) return true;
  }
  return false;
}

FormFinder::FormFinder(const catalog::Catalog& catalog) : running_(catalog), roles_(catalog) {
  std::map<std::string, Trigger> triggers;
  std::vector<text::PhraseMatcher::Entry> chinese;
  for (const catalog::EntityForm& form : catalog.entity_forms()) {
    const int kind = static_cast<int>(kinds_.size());
    kinds_.push_back(form.kind);
    for (const std::string& word : form.suffix) {
      if (static_cast<unsigned char>(word[0]) < 0x80) {
        triggers[word].suffix_kind = kind;  // as written: a form's words are capitalized
        continue;
      }
      marked_suffix_.push_back({catalog::FoldName(word), kind, form.marked_only});
      if (!form.marked_only) chinese.emplace_back(catalog::FoldName(word), kind);
    }
    for (const std::string& word : form.prefix) triggers[word].prefix_kind = kind;
    for (const std::string& name : form.except) except_.insert(catalog::FoldName(name));
  }
  std::stable_sort(marked_suffix_.begin(), marked_suffix_.end(),
                   [](const auto& a, const auto& b) { return a.text.size() > b.text.size(); });
  if (!marked_suffix_.empty()) {
    for (size_t i = 0; i < kMarks.size(); ++i)
      triggers[std::string(kMarks[i].first)].mark = static_cast<int>(i);
    for (std::string_view verb : kMaking) triggers[std::string(verb)].making = true;
  }
  for (size_t i = 0; i < running_.triggers().size(); ++i)
    triggers[running_.triggers()[i]].running = static_cast<int>(i);
  for (size_t i = 0; i < roles_.triggers().size(); ++i)
    triggers[roles_.triggers()[i]].role = static_cast<int>(i);
  std::vector<text::PhraseMatcher::Entry> entries;
  for (const auto& [word, trigger] : triggers) {
    entries.emplace_back(word, static_cast<uint32_t>(triggers_.size()));
    triggers_.push_back(trigger);
  }
  matcher_ = text::PhraseMatcher(std::move(entries));
  chinese_suffix_ = text::PhraseMatcher(std::move(chinese));
}

std::vector<FormMatch> FormFinder::Find(std::string_view text) const {
  std::vector<FormMatch> found;
  text::PhraseMatch match;
  int64_t person_end = 0;
  for (int64_t from = 0; matcher_.FindNext(text, from, &match); from = match.end) {
    const Trigger& trigger = triggers_[match.value];
    if (trigger.running >= 0) running_.Take(text, match, trigger.running, &person_end, &found);
    if (trigger.role >= 0) roles_.Take(text, match, trigger.role, &found);
    if (trigger.suffix_kind >= 0)
      TakeSuffix(text, match.begin, match.end, trigger.suffix_kind, &found);
    if (trigger.prefix_kind >= 0)
      TakePrefix(text, match.begin, match.end, trigger.prefix_kind, &found);
    if (trigger.mark >= 0) TakeMarked(text, match.end, trigger.mark, &found);
    if (trigger.making) TakeMade(text, match.end, &found);
  }
  roles_.TakeByline(text, &found);
  // Where every word has a capital, capitals do not tell a body's name.
  const auto body = [&](const FormMatch& form) {
    return static_cast<unsigned char>(text[form.begin]) < 0x80 &&
           (form.kind == "organization" || form.follow);
  };
  if (std::any_of(found.begin(), found.end(), body) && IsTitleCase(text))
    std::erase_if(found, body);
  KeepOuterForms(&found);
  return found;
}

int64_t FormFinder::NameBegin(std::string_view text, int64_t suffix_begin, bool joins, bool body) {
  int64_t begin = suffix_begin;
  int words = 1;
  int capitalized = 0;
  // Leftwards over words that one blank separates.
  while (words < kMostWords && begin >= 2 && text[begin - 1] == ' ' &&
         IsWordByteAt(text, begin - 2)) {
    int64_t word_begin = begin - 1;
    while (word_begin > 0 && begin - word_begin < kLongestWord &&
           IsWordByteAt(text, word_begin - 1))
      --word_begin;
    const std::string_view word = text.substr(word_begin, begin - 1 - word_begin);
    // "China's AI Plan": the possessive does not belong to the name.
    if (word == "s" && word_begin > 0) break;
    if (!Capitalized(word) && !Contains(kJoining, word)) break;
    if (Contains(kLeading, word) || Contains(kTitles, word)) break;
    if (word == "and" && !joins) break;
    if (body && (word == "with" || word == "to" || word == "in" || word == "a")) break;
    // "Boston-based Norvane Corporation".
    if (word.ends_with("-based") || word.ends_with("-backed") || word.ends_with("-owned") ||
        word.ends_with("-listed"))
      break;
    // "Intel and the Linux Foundation": an article begins another name.
    const std::string_view left = text.substr(0, word_begin);
    if (word == "the" && (left.ends_with("and ") || left.ends_with("to "))) break;
    if (Capitalized(word)) ++capitalized;
    begin = word_begin;
    ++words;
  }
  // A name does not begin with a joining word or a number.
  for (;;) {
    const size_t blank = text.substr(begin, suffix_begin - begin).find(' ');
    if (blank == std::string_view::npos) break;
    const std::string_view word = text.substr(begin, blank);
    const bool number = !word.empty() && std::isdigit(static_cast<unsigned char>(word[0])) != 0;
    if (!Contains(kJoining, word) && !number) break;
    if (number) --capitalized;
    begin += static_cast<int64_t>(blank) + 1;
  }
  return capitalized < 1 ? suffix_begin : begin;
}

void FormFinder::TakeSuffix(std::string_view text, int64_t suffix_begin, int64_t end, int kind,
                            std::vector<FormMatch>* found) const {
  const bool joins = kinds_[kind] != "organization" ||
                     Contains(kPublicBodies, text.substr(suffix_begin, end - suffix_begin));
  const int64_t begin = NameBegin(text, suffix_begin, joins, kinds_[kind] == "organization");
  if (begin == suffix_begin) return;
  if (begin > 0 && IsWordByteAt(text, begin - 1)) return;
  if (except_.contains(catalog::FoldName(text.substr(begin, end - begin)))) return;
  end += static_cast<int64_t>(EditionSize(text.substr(end)));
  found->push_back({begin, end, kinds_[kind]});
}

void FormFinder::TakePrefix(std::string_view text, int64_t begin, int64_t prefix_end, int kind,
                            std::vector<FormMatch>* found) const {
  int64_t end = prefix_end;
  int words = 1;
  const int64_t size = static_cast<int64_t>(text.size());
  // "Project Aurora" is short; "Ministry of Science and Technology" joins its words.
  const bool joined = text.substr(begin, prefix_end - begin).find(' ') != std::string_view::npos;
  int64_t at = end;
  while (words < (joined ? 8 : 4) && at + 1 < size && text[at] == ' ') {
    int64_t word_end = at + 1;
    while (word_end < size && word_end - at < kLongestWord && IsWordByteAt(text, word_end))
      ++word_end;
    const std::string_view word = text.substr(at + 1, word_end - at - 1);
    const bool capital = !word.empty() && word[0] >= 'A' && word[0] <= 'Z';
    if (!capital && !(joined && Contains(kJoiningOn, word))) break;
    at = word_end;
    if (!capital) continue;
    end = at;
    ++words;
  }
  if (words == 1) return;
  int64_t name_begin = joined ? NameBegin(text, begin, false, true) : begin;
  if (name_begin > 0 && IsWordByteAt(text, name_begin - 1)) name_begin = begin;
  found->push_back({name_begin, end, kinds_[kind]});
}

const std::string* FormFinder::MarkedKindOf(std::string_view inner, bool title_marks) const {
  if (static_cast<int64_t>(inner.size()) < kLeastChineseBytes) return nullptr;
  const std::string folded = catalog::FoldName(inner);
  if (except_.contains(folded)) return nullptr;
  // A slogan's pattern is no bureau: “治理新格局”.
  for (std::string_view word : {"格局", "布局", "大局", "全局", "变局"}) {
    if (!title_marks && folded.ends_with(word)) return nullptr;
  }
  for (const MarkedSuffix& suffix : marked_suffix_) {
    if (suffix.title_only && !title_marks) continue;
    if (folded.size() > suffix.text.size() && folded.ends_with(suffix.text))
      return &kinds_[suffix.kind];
  }
  return nullptr;
}

const std::string* FormFinder::KindBeside(std::string_view before, std::string_view inner,
                                          std::string_view after) const {
  if (inner.size() < 4 || inner.size() > kMostQuotedBytes) return nullptr;
  // A name is a few words without a mark among them.
  for (std::string_view mark :
       {"，", "。", "、", "！", "？", "；", "：", ",", "了", "的", "而", "型"}) {
    if (inner.find(mark) != std::string_view::npos) return nullptr;
  }
  const auto kind = [&](std::string_view id) -> const std::string* {
    const auto it = std::find(kinds_.begin(), kinds_.end(), id);
    return it == kinds_.end() ? nullptr : &*it;
  };
  // A vessel or a craft with its number: “海葵一号”.
  for (std::string_view numbered : {"一号", "二号", "三号", "四号", "五号", "六号", "七号", "八号",
                                    "九号", "十号", "一號", "二號", "三號"}) {
    if (inner.size() > numbered.size() + 3 && inner.ends_with(numbered)) return kind("initiative");
  }
  // Vouchers that a city hands out: “算力券”.
  if (inner.size() >= 9 && inner.ends_with("券") && !inner.ends_with("证券") &&
      !inner.ends_with("證券") && !inner.ends_with("债券") && !inner.ends_with("債券")) {
    return kind("initiative");
  }
  for (std::string_view noun : {"计划", "計畫", "工程", "行动", "行動", "专项", "專項", "项目",
                                "法案", "战略", "戰略", "倡议", "倡議"}) {
    if (after.starts_with(noun)) return kind("initiative");
  }
  for (std::string_view noun : {"平台", "大模型", "语言模型", "語言模型"}) {
    if (before.ends_with(noun) || after.starts_with(noun))
      return kind(noun == "平台" ? "initiative" : "model");
  }
  return nullptr;
}

void FormFinder::TakeMarked(std::string_view text, int64_t begin, int mark,
                            std::vector<FormMatch>* found) const {
  const size_t end = text.substr(begin, kMostChineseBytes + 3).find(kMarks[mark].second);
  if (end == std::string_view::npos) return;
  // 《某某行动计划（2025—2027年）》: the years in brackets come after the name.
  std::string_view inner = text.substr(begin, end);
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"},
                                    std::pair<std::string_view, std::string_view>{"(", ")"}}) {
    if (!inner.ends_with(close)) continue;
    const size_t at = inner.rfind(open);
    if (at != std::string_view::npos) inner = inner.substr(0, at);
  }
  const std::string* kind = MarkedKindOf(inner, mark == 0);
  if (kind == nullptr && mark != 0) {
    kind = KindBeside(text.substr(0, begin - static_cast<int64_t>(kMarks[mark].first.size())),
                      inner, text.substr(begin + end + kMarks[mark].second.size()));
  }
  if (kind != nullptr) found->push_back({begin, begin + static_cast<int64_t>(inner.size()), *kind});
}

void FormFinder::TakeMade(std::string_view text, int64_t begin,
                          std::vector<FormMatch>* found) const {
  // After a verb of making: up to the last word of a form before the clause breaks.
  std::string_view rest = text.substr(begin, kMostChineseBytes);
  if (rest.starts_with("了")) rest.remove_prefix(3);
  const bool describing =
      std::any_of(kDescribing.begin(), kDescribing.end(),
                  [&](std::string_view word) { return rest.starts_with(word); });
  if (describing) return;
  size_t end = 0;
  while (end < rest.size()) {
    const size_t size = CharacterSize(rest[end]);
    const std::string_view character = rest.substr(end, size);
    const bool latin =
        size == 1 && (std::isalnum(static_cast<unsigned char>(rest[end])) || rest[end] == '+');
    if ((size < 3 && !latin) || Contains(kBreaking, character)) break;
    end += size;
  }
  const catalog::FoldedText folded(rest.substr(0, std::min(end, rest.size())));
  std::vector<text::PhraseMatch> suffixes;
  chinese_suffix_.FindAll(folded.text(), &suffixes);
  // A sum describes: 设立总规模…亿元基金.
  if (folded.text().find("亿") != std::string::npos ||
      folded.text().find("万元") != std::string::npos)
    return;
  // Two characters and the form's word name nothing yet ("长期计划").
  if (suffixes.empty() || suffixes.back().end < kLeastUnmarkedBytes) return;
  const int64_t name_begin = rest.data() - text.data();
  const int64_t name_end = name_begin + folded.ToSourceEnd(suffixes.back().end);
  const std::string name = catalog::FoldName(text.substr(name_begin, name_end - name_begin));
  // 提出发挥引导基金作用: what is done with it, no name.
  const std::vector<HanWord> words = HanWords(name, 0, static_cast<int64_t>(name.size()));
  if (words.size() > 1 && words.front().part == HanClass::kVerb && words.front().end > 3) return;
  if (!except_.contains(name))
    found->push_back({name_begin, name_end, kinds_[suffixes.back().value]});
}

}  // namespace parallax::link
