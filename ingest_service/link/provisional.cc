#include "ingest_service/link/provisional.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "core/catalog/name_fold.h"

namespace parallax::link {
namespace {

constexpr int kMostWords = 12;
constexpr int64_t kMostChineseBytes = 120;   // 40 characters
constexpr int64_t kLeastChineseBytes = 12;   // 4 characters: 某某计划
constexpr int64_t kLeastUnmarkedBytes = 18;  // 6 characters

// Words inside a name that are not capitalized.
constexpr std::array<std::string_view, 10> kJoining = {"of", "for", "and", "the", "on",
                                                       "in", "to",  "&",   "a",   "with"};
// Capitalized only because they begin a sentence; they begin no name.
constexpr std::array<std::string_view, 26> kLeading = {
    "The", "A",     "An",    "This", "That", "These", "Its",     "Their", "In",
    "On",  "Under", "While", "When", "As",   "For",   "With",    "Since", "Our",
    "His", "Her",   "Both",  "And",  "But",  "By",    "Through", "New"};
// Verbs after which a plan's name may follow without quotation marks, in both scripts.
constexpr std::array<std::string_view, 26> kMaking = {
    "推出", "启动", "实施", "出台", "公布", "提出", "发布", "通过", "颁布",
    "制定", "设立", "印发", "宣布", "成立", "推动", "落实", "啟動", "實施",
    "發布", "通過", "頒布", "設立", "印發", "推動", "落實", "公佈"};
// What a mark of opening is closed by; the rest of the openings are verbs.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kMarks = {
    {{"《", "》"}, {"“", "”"}, {"「", "」"}, {"『", "』"}}};
// Words that begin a description, not a name.
constexpr std::array<std::string_view, 14> kDescribing = {
    "一", "多", "这", "該", "该", "其", "相关", "有关", "新", "各", "本", "若干", "更", "這"};
// Characters that no name of a plan runs across.
constexpr std::array<std::string_view, 22> kBreaking = {
    "的", "了", "在", "是", "将", "把", "被", "与", "等", "为", "对",
    "并", "以", "，", "。", "；", "、", "：", "“",  "”",  "《", "》"};

struct Word {
  int64_t begin = 0;
  int64_t end = 0;
};

bool IsWordByte(char c) {
  const auto u = static_cast<unsigned char>(c);
  return std::isalnum(u) || c == '-' || c == '&' || c == '+' || (u >= 0xC3 && u <= 0xC9) ||
         (u >= 0x80 && u < 0xC0);
}

// Latin words, split at blanks; a mark of punctuation ends the run of words.
bool Capitalized(std::string_view word) {
  return !word.empty() &&
         ((word[0] >= 'A' && word[0] <= 'Z') || (word[0] >= '0' && word[0] <= '9'));
}

template <typename Array>
bool Contains(const Array& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

size_t CharacterSize(char lead) {
  const auto u = static_cast<unsigned char>(lead);
  return u < 0x80 ? 1 : u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
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
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned int size = 0;
    EVP_Digest(folded.data(), folded.size(), digest.data(), &size, EVP_sha256(), nullptr);
    constexpr char kHex[] = "0123456789abcdef";
    slug.clear();
    for (int i = 0; i < 8; ++i) {
      slug.push_back(kHex[digest[i] >> 4]);
      slug.push_back(kHex[digest[i] & 15]);
    }
  }
  return std::string(kind) + "/~" + slug;
}

bool IsProvisionalId(std::string_view entity_id) {
  return entity_id.find("/~") != std::string_view::npos;
}

FormFinder::FormFinder(const catalog::Catalog& catalog) {
  std::vector<text::PhraseMatcher::Entry> suffixes, prefixes, chinese, openings;
  for (const catalog::EntityForm& form : catalog.entity_forms()) {
    const auto value = static_cast<uint32_t>(kinds_.size());
    kinds_.push_back(form.kind);
    for (const std::string& word : form.suffix) {
      if (static_cast<unsigned char>(word[0]) < 0x80) {
        suffixes.emplace_back(word, value);  // as written: a form's words are capitalized
        continue;
      }
      marked_suffix_.emplace_back(catalog::FoldName(word), value);
      if (!form.marked_only) chinese.emplace_back(catalog::FoldName(word), value);
    }
    for (const std::string& word : form.prefix) prefixes.emplace_back(word, value);
    for (const std::string& name : form.except) except_.insert(catalog::FoldName(name));
  }
  std::stable_sort(marked_suffix_.begin(), marked_suffix_.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  for (size_t i = 0; i < kMarks.size(); ++i) openings.emplace_back(kMarks[i].first, i);
  for (std::string_view verb : kMaking) openings.emplace_back(verb, kMarks.size());
  chinese_suffix_ = text::PhraseMatcher(std::move(chinese));
  openings_ = text::PhraseMatcher(std::move(openings));
  latin_suffix_ = text::PhraseMatcher(std::move(suffixes));
  latin_prefix_ = text::PhraseMatcher(std::move(prefixes));
}

std::vector<FormMatch> FormFinder::Find(std::string_view text) const {
  std::vector<FormMatch> found;
  FindLatin(text, &found);
  FindChinese(text, &found);
  std::stable_sort(found.begin(), found.end(), [](const FormMatch& a, const FormMatch& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::vector<FormMatch> kept;
  for (FormMatch& match : found) {
    if (kept.empty() || match.begin >= kept.back().end) kept.push_back(std::move(match));
  }
  return kept;
}

void FormFinder::FindLatin(std::string_view text, std::vector<FormMatch>* found) const {
  text::PhraseMatch suffix;
  for (int64_t from = 0; latin_suffix_.FindNext(text, from, &suffix); from = suffix.end) {
    int64_t begin = suffix.begin;
    int words = 1;
    int capitalized = 0;
    // Leftwards over words that one blank separates.
    while (words < kMostWords && begin >= 2 && text[begin - 1] == ' ' &&
           IsWordByte(text[begin - 2])) {
      int64_t word_begin = begin - 1;
      while (word_begin > 0 && IsWordByte(text[word_begin - 1])) --word_begin;
      const std::string_view word = text.substr(word_begin, begin - 1 - word_begin);
      // "China's AI Plan": the possessive does not belong to the name.
      if (word == "s" && word_begin > 0) break;
      if (!Capitalized(word) && !Contains(kJoining, word)) break;
      if (Contains(kLeading, word)) break;
      if (Capitalized(word)) ++capitalized;
      begin = word_begin;
      ++words;
    }
    // A name does not begin with a joining word or a number.
    for (;;) {
      const size_t blank = text.substr(begin, suffix.begin - begin).find(' ');
      if (blank == std::string_view::npos) break;
      const std::string_view word = text.substr(begin, blank);
      if (!Contains(kJoining, word) && !std::isdigit(static_cast<unsigned char>(word[0]))) break;
      if (std::isdigit(static_cast<unsigned char>(word[0]))) --capitalized;
      begin += static_cast<int64_t>(blank) + 1;
    }
    if (begin == suffix.begin || capitalized < 1) continue;
    if (begin > 0 && IsWordByte(text[begin - 1])) continue;
    if (except_.contains(catalog::FoldName(text.substr(begin, suffix.end - begin)))) continue;
    found->push_back({begin, suffix.end, kinds_[suffix.value]});
  }
  text::PhraseMatch prefix;
  for (int64_t from = 0; latin_prefix_.FindNext(text, from, &prefix); from = prefix.end) {
    int64_t end = prefix.end;
    int words = 1;
    const int64_t size = static_cast<int64_t>(text.size());
    while (words < 4 && end + 1 < size && text[end] == ' ' && text[end + 1] >= 'A' &&
           text[end + 1] <= 'Z') {
      int64_t word_end = end + 1;
      while (word_end < size && IsWordByte(text[word_end])) ++word_end;
      end = word_end;
      ++words;
    }
    if (words > 1) found->push_back({prefix.begin, end, kinds_[prefix.value]});
  }
}

const std::string* FormFinder::MarkedKindOf(std::string_view inner) const {
  if (static_cast<int64_t>(inner.size()) < kLeastChineseBytes) return nullptr;
  const std::string folded = catalog::FoldName(inner);
  if (except_.contains(folded)) return nullptr;
  for (const auto& [suffix, value] : marked_suffix_) {
    if (folded.size() > suffix.size() && folded.ends_with(suffix)) return &kinds_[value];
  }
  return nullptr;
}

void FormFinder::FindChinese(std::string_view text, std::vector<FormMatch>* found) const {
  if (marked_suffix_.empty()) return;
  text::PhraseMatch opening;
  for (int64_t from = 0; openings_.FindNext(text, from, &opening); from = opening.end) {
    const int64_t begin = opening.end;
    if (opening.value < kMarks.size()) {
      const size_t end =
          text.substr(begin, kMostChineseBytes + 3).find(kMarks[opening.value].second);
      if (end == std::string_view::npos) continue;
      const std::string* kind = MarkedKindOf(text.substr(begin, end));
      if (kind != nullptr) found->push_back({begin, begin + static_cast<int64_t>(end), *kind});
      continue;
    }
    // After a verb of making: up to the last word of a form before the clause breaks.
    std::string_view rest = text.substr(begin, kMostChineseBytes);
    if (rest.starts_with("了")) rest.remove_prefix(3);
    const bool describing =
        std::any_of(kDescribing.begin(), kDescribing.end(),
                    [&](std::string_view word) { return rest.starts_with(word); });
    if (describing) continue;
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
    // Two characters and the form's word name nothing yet ("长期计划").
    if (suffixes.empty() || suffixes.back().end < kLeastUnmarkedBytes) continue;
    const int64_t name_begin = rest.data() - text.data();
    const int64_t name_end = name_begin + folded.ToSource(suffixes.back().end);
    const std::string name = catalog::FoldName(text.substr(name_begin, name_end - name_begin));
    if (!except_.contains(name))
      found->push_back({name_begin, name_end, kinds_[suffixes.back().value]});
  }
}

}  // namespace parallax::link
