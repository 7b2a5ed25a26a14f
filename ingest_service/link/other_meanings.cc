#include "ingest_service/link/other_meanings.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/word_set.h"

namespace parallax::link {
namespace {

using record::Mention;
using record::MentionForm;
using Words = text::WordSet;

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsLetter(char c) { return IsUpper(c) || IsLower(c) || static_cast<unsigned char>(c) >= 0x80; }
char ToLower(char c) { return IsUpper(c) ? static_cast<char>(c + 32) : c; }

// The run of letters that ends at `end`, behind blanks; empty where a mark stands between.
std::string_view WordBefore(std::string_view text, int64_t end) {
  while (end > 0 && text[end - 1] == ' ') --end;
  int64_t begin = end;
  while (begin > 0 && IsLetter(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

// The run of letters that begins at `begin`, behind blanks or a hyphen.
std::string_view WordBehind(std::string_view text, int64_t begin) {
  const auto size = static_cast<int64_t>(text.size());
  while (begin < size && (text[begin] == ' ' || text[begin] == '-')) ++begin;
  int64_t end = begin;
  while (end < size && IsLetter(text[end])) ++end;
  return text.substr(begin, end - begin);
}

bool IsOtherLanguage(std::string_view word) {
  static const auto* const kWords =
      new Words{"English", "Mandarin", "Cantonese", "Arabic",  "Hindi",   "Urdu",  "Bengali",
                "Tamil",   "Latin",    "Hebrew",    "Persian", "Swahili", "Malay", "Catalan"};
  return kWords->Contains(word);
}

bool UsesLanguage(std::string_view word) {
  static const auto* const kWords =
      new Words{"speak",     "speaks", "spoke", "speaking", "spoken",  "learn",      "learning",
                "translate", "fluent", "into",  "Mandarin", "written", "translates", "in"};
  return kWords->Contains(word);
}

bool IsOfLanguage(std::string_view word) {
  static const auto* const kWords = new Words{
      "language",  "languages",  "speaking", "speaker", "speakers", "translation", "translations",
      "subtitles", "characters", "alphabet", "grammar", "dialect",  "dialects",    "script"};
  return kWords->Contains(word);
}

// Words behind an adjective that it does not describe.
bool LeavesAlone(std::string_view word) {
  static const auto* const kWords = new Words{
      "and",   "or",   "but", "by",  "as",  "on",   "in",   "at",    "with", "to",   "from",
      "for",   "when", "so",  "are", "is",  "was",  "were", "among", "well", "than", "via",
      "which", "that", "if",  "has", "not", "also", "than", "using", "who",  "while"};
  return word.empty() || kWords->Contains(word);
}

// Whether nothing but what joins the members of a list stands in [begin, end): a comma, "and", and
// at most the name of a language that no economy lends its adjective to.
bool JoinsList(std::string_view text, int64_t begin, int64_t end, bool* other_language) {
  constexpr int64_t kLongest = 32;  // bytes
  if (end - begin > kLongest || end <= begin) return false;
  std::string_view gap = text.substr(begin, end - begin);
  while (!gap.empty()) {
    if (!IsLetter(gap[0])) {
      if (std::string_view(" ,/&()").find(gap[0]) == std::string_view::npos) return false;
      gap.remove_prefix(1);
      continue;
    }
    size_t size = 0;
    while (size < gap.size() && IsLetter(gap[size])) ++size;
    const std::string_view word = gap.substr(0, size);
    if (IsOtherLanguage(word)) {
      *other_language = true;
    } else if (word != "and" && word != "or" && word != "as" && word != "well") {
      return false;
    }
    gap.remove_prefix(size);
  }
  return true;
}

// Marks the adjectives that name languages.
void MarkLanguages(std::string_view text, const std::vector<Mention>& mentions, size_t first,
                   std::vector<bool>* dropped) {
  constexpr size_t kManyLanguages = 3;
  const auto is_adjective = [&](size_t i) {
    return mentions[i].form == MentionForm::kAdjective &&
           mentions[i].entity_id.starts_with("economy/") && IsUpper(mentions[i].written[0]);
  };
  for (size_t i = first; i < mentions.size();) {
    if (!is_adjective(i)) {
      ++i;
      continue;
    }
    bool other = IsOtherLanguage(WordBefore(text, mentions[i].text_begin));
    size_t end = i + 1;
    while (end < mentions.size() && is_adjective(end) &&
           JoinsList(text, mentions[end - 1].text_end, mentions[end].text_begin, &other)) {
      ++end;
    }
    // A language of no economy that ends the list: "French, German and English".
    int64_t list_end = mentions[end - 1].text_end;
    std::string_view behind = WordBehind(text, list_end);
    const auto reach = [&](std::string_view word) {
      return static_cast<int64_t>(word.data() - text.data());
    };
    if (behind == "and" || behind == "or") {
      const auto next = WordBehind(text, reach(behind) + static_cast<int64_t>(behind.size()));
      if (IsOtherLanguage(next)) behind = next;
    }
    if (IsOtherLanguage(behind)) {
      other = true;
      list_end = reach(behind) + static_cast<int64_t>(behind.size());
      behind = WordBehind(text, list_end);
    }
    const bool alone = LeavesAlone(behind);
    const std::string_view before = WordBefore(text, mentions[i].text_begin);
    // "languages such as Icelandic or Maltese".
    constexpr int64_t kNear = 32;  // bytes
    const int64_t list_begin = mentions[i].text_begin;
    const std::string_view lead =
        text.substr(std::max<int64_t>(0, list_begin - kNear), std::min<int64_t>(list_begin, kNear));
    const bool called = lead.find("language") != std::string_view::npos;
    const bool many = end - i >= kManyLanguages || other || called;
    // "the Chinese" are people; "Chinese and American firms" are described.
    const bool language = IsOfLanguage(behind) || (alone && before != "the" && before != "The" &&
                                                   (many || UsesLanguage(before)));
    for (size_t k = i; language && k < end; ++k) (*dropped)[k - first] = true;
    i = end;
  }
}

// Whether the words before the bracket of a name's letters at [begin, end) have these as initials
// and are no name themselves: "closed-circuit television (CCTV)".
bool ShortensWords(std::string_view text, int64_t begin, int64_t end) {
  constexpr int64_t kFewestLetters = 3;
  if (end - begin < kFewestLetters || begin < 2 || text[begin - 1] != '(' ||
      end >= static_cast<int64_t>(text.size()) || text[end] != ')') {
    return false;
  }
  const std::string_view letters = text.substr(begin, end - begin);
  if (!std::all_of(letters.begin(), letters.end(), IsUpper)) return false;
  int64_t at = begin - 1;
  bool lower = false;
  for (auto letter = letters.rbegin(); letter != letters.rend();) {
    // Words within a word count, too: "television" is T and V.
    int64_t word_end = at;
    while (word_end > 0 && !IsLetter(text[word_end - 1])) --word_end;
    if (at - word_end > 2) return false;
    int64_t word = word_end;
    while (word > 0 && IsLetter(text[word - 1])) --word;
    if (word == word_end) return false;
    const auto matches = [&](int64_t position) {
      return ToLower(*letter) == ToLower(text[position]);
    };
    if (!matches(word)) {
      // The last letter may stand in the word whose first is the letter before it.
      const bool inner =
          std::next(letter) != letters.rend() &&
          ToLower(*std::next(letter)) == ToLower(text[word]) &&
          text.substr(word, word_end - word).find(ToLower(*letter), 1) != std::string_view::npos;
      if (!inner) return false;
      ++letter;
    }
    lower |= IsLower(text[word]);
    ++letter;
    at = word;
  }
  return lower;
}

// "EXMP.US": the market of a listing.
bool EndsTicker(std::string_view text, const Mention& mention) {
  const auto begin = static_cast<size_t>(mention.text_begin);
  if (begin < 2 || text[begin - 1] != '.' || mention.written.size() > 3) return false;
  const char before = text[begin - 2];
  return (IsUpper(before) || (before >= '0' && before <= '9')) &&
         std::ranges::all_of(mention.written, IsUpper);
}

// "the Dallas Wings": an article before a city belongs to the name that the city begins.
bool BeginsLongerName(std::string_view text, const Mention& mention, int64_t next_begin) {
  if (!mention.entity_id.starts_with("place/") || mention.form != MentionForm::kName) return false;
  if (!IsUpper(mention.written[0]) || mention.written.ends_with("'s")) return false;
  const std::string_view before = WordBefore(text, mention.text_begin);
  if (before != "the" && before != "The") return false;
  const auto end = static_cast<size_t>(mention.text_end);
  return text.substr(end, 1) == " " && end + 2 < text.size() && IsUpper(text[end + 1]) &&
         IsLower(text[end + 2]) && next_begin != mention.text_end + 1;
}

}  // namespace

void DropOtherMeanings(std::string_view text, size_t first, std::set<std::string>* shortened,
                       std::vector<Mention>* mentions) {
  if (first >= mentions->size()) return;
  // Forms that end before a name are added late.
  std::stable_sort(mentions->begin() + static_cast<std::ptrdiff_t>(first), mentions->end(),
                   [](const Mention& a, const Mention& b) { return a.text_begin < b.text_begin; });
  std::vector<bool> dropped(mentions->size() - first, false);
  MarkLanguages(text, *mentions, first, &dropped);
  for (size_t i = first; i < mentions->size(); ++i) {
    const Mention& mention = (*mentions)[i];
    const int64_t next = i + 1 < mentions->size() ? (*mentions)[i + 1].text_begin : -1;
    const bool words_named = i > first && (*mentions)[i - 1].text_end + 2 >= mention.text_begin;
    if (!words_named && ShortensWords(text, mention.text_begin, mention.text_end)) {
      shortened->insert(mention.written);
    }
    if (shortened->contains(mention.written) || BeginsLongerName(text, mention, next) ||
        EndsTicker(text, mention)) {
      dropped[i - first] = true;
    }
  }
  size_t kept = first;
  for (size_t i = first; i < mentions->size(); ++i) {
    if (dropped[i - first]) continue;
    if (kept != i) (*mentions)[kept] = std::move((*mentions)[i]);
    ++kept;
  }
  mentions->resize(kept);
}

}  // namespace parallax::link
