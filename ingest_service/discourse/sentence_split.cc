#include "ingest_service/discourse/sentence_split.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::discourse {
namespace {

// Never the end of a sentence: something always follows them.
constexpr std::string_view kNeverEnd[] = {
    "adm",  "approx", "assoc", "asst", "ca",  "capt", "cf",   "cmdr",   "cmte", "col",
    "dept", "dir",    "dr",    "e.g",  "eg",  "eq",   "esp",  "exec",   "fig",  "figs",
    "gen",  "gov",    "hon",   "i.e",  "ie",  "lt",   "maj",  "messrs", "mfg",  "min",
    "mme",  "mr",     "mrs",   "ms",   "mt",  "mx",   "pres", "prof",   "rep",  "reps",
    "rev",  "secy",   "sen",   "sens", "sgt", "st",   "supt", "viz",    "vs"};
// The end of a sentence only before a word that begins sentences.
constexpr std::string_view kMayEnd[] = {"al",   "assn", "ave", "bhd",  "bros",  "co",    "corp",
                                        "dist", "est",  "etc", "esq",  "inc",   "int'l", "jr",
                                        "llc",  "ltd",  "mfr", "natl", "nat'l", "ph.d",  "plc",
                                        "pty",  "pvt",  "sr",  "univ"};
// Not the end of a sentence before a figure: "No. 5", "Jan. 3", "pp. 4".
constexpr std::string_view kBeforeFigure[] = {
    "apr", "art", "aug", "ch",   "dec", "ed", "feb", "jan",  "jul", "jun",  "mar", "no",  "nos",
    "nov", "oct", "p",   "para", "pp",  "pt", "sec", "sect", "sep", "sept", "vol", "vols"};
// Words that begin sentences and hardly go on with a name.
constexpr std::string_view kOpeners[] = {
    "a",         "after",   "all",      "although", "an",      "and",     "another", "any",
    "as",        "at",      "because",  "before",   "both",    "but",     "by",      "despite",
    "during",    "each",    "even",     "every",    "few",     "finally", "for",     "from",
    "given",     "he",      "her",      "here",     "his",     "how",     "however", "i",
    "if",        "in",      "indeed",   "instead",  "it",      "its",     "last",    "many",
    "meanwhile", "more",    "moreover", "most",     "my",      "no",      "not",     "now",
    "of",        "on",      "once",     "one",      "only",    "or",      "other",   "our",
    "over",      "several", "she",      "since",    "so",      "some",    "still",   "such",
    "that",      "the",     "their",    "then",     "there",   "these",   "they",    "this",
    "those",     "though",  "thus",     "to",       "today",   "under",   "unlike",  "until",
    "we",        "what",    "when",     "where",    "whether", "which",   "while",   "who",
    "why",       "with",    "without",  "yet",      "you",     "your"};
// Say that words before them were spoken.
constexpr std::string_view kSpoke[] = {"added", "asked",   "asks", "replied", "responded", "said",
                                       "says",  "shouted", "told", "warned",  "wondered",  "wrote"};
constexpr std::string_view kSpokeHan[] = {"说", "說", "称",   "稱",   "道",   "表示", "指出",
                                          "问", "問", "认为", "認為", "强调", "強調"};

// Nothing further away closes a bracket.
constexpr size_t kMostBracketBytes = 400;
// How far behind a question its speaker is looked for.
constexpr size_t kMostSpeakerBytes = 60;

// Words with the place where those of each first letter begin.
class WordSet {
 public:
  // REQUIRES: words of one first letter, a to z, stand together and in order of the letter.
  template <size_t kCount>
  constexpr explicit WordSet(const std::string_view (&words)[kCount]) : words_(words) {
    size_t at = 0;
    for (size_t letter = 0; letter < 27; ++letter) {
      while (at < kCount && static_cast<size_t>(words[at][0] - 'a') < letter) ++at;
      begin_[letter] = at;
    }
  }
  bool Contains(std::string_view word) const {
    if (word.empty() || word[0] < 'a' || word[0] > 'z') return false;
    const auto letter = static_cast<size_t>(word[0] - 'a');
    for (size_t i = begin_[letter]; i < begin_[letter + 1]; ++i) {
      if (words_[i] == word) return true;
    }
    return false;
  }

 private:
  const std::string_view* words_;
  std::array<size_t, 27> begin_{};
};
constexpr WordSet kNeverEndSet(kNeverEnd);
constexpr WordSet kMayEndSet(kMayEnd);
constexpr WordSet kBeforeFigureSet(kBeforeFigure);
constexpr WordSet kOpenerSet(kOpeners);
constexpr WordSet kSpokeSet(kSpoke);

bool IsAsciiAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
char Lower(char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

// Bytes at which something may happen: ends of sentences, brackets, and the leads of their wide
// forms.
constexpr std::array<bool, 256> kStops = [] {
  std::array<bool, 256> stops{};
  for (unsigned char c : {'.', '!', '?', ';', '('}) stops[c] = true;
  for (unsigned char c : {0xE2, 0xE3, 0xEF}) stops[c] = true;
  return stops;
}();

class Splitter {
 public:
  Splitter(std::string_view text, int64_t begin, std::vector<TextRange>* sentences)
      : text_(text), start_(static_cast<size_t>(begin)), sentences_(sentences) {}

  void Run() {
    size_t at = start_;
    while (at < text_.size()) {
      if (!kStops[static_cast<unsigned char>(text_[at])]) {
        ++at;
        continue;
      }
      size_t next = at;
      const char32_t c = text::NextCodePoint(text_, &next);
      if (const char32_t closing = ClosingOf(c); closing != 0) {
        const size_t end = BracketEnd(next, c, closing);
        if (end > next && Blank(start_, at) && EndsWithin(end)) Add(end);
        at = end;
        continue;
      }
      if (!text::IsSentenceEnd(c) && c != ';' && c != 0xFF1B) {
        at = next;
        continue;
      }
      const size_t end = Tail(next);
      if (Ends(c, at, next, end)) {
        Add(end);
      }
      at = end;
    }
    Add(text_.size());
  }

 private:
  void Add(size_t end) {
    size_t begin = start_;
    start_ = end;
    while (begin < end) {
      size_t next = begin;
      if (!text::IsWhiteSpace(text::NextCodePoint(text_, &next))) break;
      begin = next;
    }
    while (end > begin && text::IsWhiteSpace(text::CodePointBefore(text_, end))) {
      do --end;
      while (end > begin && !text::IsUtf8Lead(text_[end]));
    }
    if (begin >= end) return;
    // Marks that belong to nothing are no sentence.
    if (end - begin <= 3 && !sentences_->empty() && OnlyMarks(begin, end)) {
      sentences_->back().end = static_cast<int64_t>(end);
      return;
    }
    sentences_->push_back({static_cast<int64_t>(begin), static_cast<int64_t>(end)});
  }

  bool OnlyMarks(size_t begin, size_t end) const {
    for (size_t at = begin; at < end;) {
      const char32_t c = text::NextCodePoint(text_, &at);
      if (!text::IsSentenceEnd(c) && !text::IsClosingMark(c)) return false;
    }
    return true;
  }

  static char32_t ClosingOf(char32_t c) {
    return c == '(' ? ')' : c == 0xFF08 ? 0xFF09 : c == 0x300A ? 0x300B : 0;
  }

  bool Blank(size_t begin, size_t end) const {
    return std::all_of(text_.begin() + begin, text_.begin() + end, [](char c) { return c == ' '; });
  }

  // Whether a sentence ends before the bracket that ends at `end`: "(See there.)".
  bool EndsWithin(size_t end) const {
    while (!text::IsUtf8Lead(text_[--end])) {
    }
    return text::IsSentenceEnd(text::CodePointBefore(text_, end));
  }

  // Behind the bracket that is open at `at`; `at` itself when none closes it near by.
  size_t BracketEnd(size_t at, char32_t opening, char32_t closing) const {
    const size_t limit = std::min(text_.size(), at + kMostBracketBytes);
    for (size_t i = at; i < limit;) {
      const char32_t c = text::NextCodePoint(text_, &i);
      if (c == closing) return i;
      if (c == opening) return at;  // nested: not worth a stack
    }
    return at;
  }

  // Behind further ends, closing marks and note marks ("[12]") at `at`.
  size_t Tail(size_t at) const {
    bool straight_open = false;
    while (at < text_.size()) {
      size_t next = at;
      const char32_t c = text::NextCodePoint(text_, &next);
      if (c == '^' && next < text_.size() && text_[next] == '[') {
        at = next;
        continue;
      }
      if (c == '[') {
        while (next < text_.size() && IsDigit(text_[next])) ++next;
        if (next == at + 1 || next >= text_.size() || text_[next] != ']') return at;
        at = BehindLink(next + 1);
        continue;
      }
      // A straight quotation mark closes only where a blank or the end follows.
      if (c == '"' || c == '\'') {
        if (straight_open) return at;
        const bool closes = next >= text_.size() || text_[next] == ' ' || text_[next] == ')' ||
                            text_[next] == '"' || text_[next] == '\'' || text_[next] == '[' ||
                            text_[next] == ',' || static_cast<unsigned char>(text_[next]) >= 0x80;
        if (!closes) return at;
      } else if (!text::IsSentenceEnd(c) && !text::IsClosingMark(c)) {
        return at;
      }
      at = next;
    }
    return at;
  }

  // Behind the address that a note's mark leads to (" <https://…>", " https://…"); `at` itself
  // without one.
  size_t BehindLink(size_t at) const {
    size_t open = at;
    while (open < text_.size() && text_[open] == ' ') ++open;
    if (open == at) return at;
    const bool marked = open < text_.size() && text_[open] == '<';
    if (!text_.substr(open + (marked ? 1 : 0)).starts_with("http")) return at;
    const std::string_view rest = text_.substr(open, kMostBracketBytes);
    const size_t close = rest.find_first_of("> \n");
    if (close == rest.npos) return at;
    return open + close + (marked && rest[close] == '>' ? 1 : 0);
  }

  // The word of ASCII letters, inner stops and apostrophes that ends at `end`, in lower case.
  std::string WordBefore(size_t end) const {
    size_t begin = end;
    while (
        begin > start_ && end - begin < 12 &&
        (IsAsciiAlpha(text_[begin - 1]) || text_[begin - 1] == '.' || text_[begin - 1] == '\'')) {
      --begin;
    }
    std::string word(text_.substr(begin, end - begin));
    for (char& c : word) c = Lower(c);
    return word;
  }

  // Whether the word at `at` begins sentences.
  bool OpenerAt(size_t at) const {
    std::string word;
    while (at < text_.size() && IsAsciiAlpha(text_[at]) && word.size() < 12)
      word += Lower(text_[at++]);
    return kOpenerSet.Contains(word);
  }

  bool Ends(char32_t c, size_t at, size_t next, size_t end) const {
    if (end >= text_.size()) return true;
    const char32_t before = text::CodePointBefore(text_, at);
    const bool wide_before = text::IsWide(before) || before == 0x201D || before == 0x2019;
    if (c == ';') return wide_before && text::IsHan(before);
    if (c == 0xFF1B) return true;
    if (c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0E)
      return !(end > next && HanSpeakerFollows(end));
    size_t follow = end;
    while (follow < text_.size() && text_[follow] == ' ') ++follow;
    const bool blank = follow > end;
    size_t after = follow;
    char32_t first = text::NextCodePoint(text_, &after);
    if ((c == '!' || c == '?') && wide_before) return !(end > next && HanSpeakerFollows(end));
    if (c == '.' && wide_before) return blank || text::IsWide(first);
    if (c == 0x2026 && text::IsWide(first)) return false;  // “……” goes on in Chinese
    if (!blank) {
      // "end.中文": another script begins a sentence without a blank.
      if (c != '.' || at == 0 || !IsAsciiAlpha(text_[at - 1])) return false;
      return text::IsHan(first) || MissesBlank(at, follow);
    }
    while (text::IsOpeningMark(first) && after < text_.size()) {
      follow = after;
      first = text::NextCodePoint(text_, &after);
    }
    if (text::IsLowerLatin(first)) {
      // "iFlytek": a name that begins in lower case.
      return after < text_.size() && IsUpper(text_[after]);
    }
    if ((c == '?' || c == '!') && end > next) return !SpeakerFollows(follow);
    if (c != '.') return true;
    return StopEnds(at, end > next, follow, first);
  }

  // "technology.The minister": a word of four small letters or more, and a capitalized one.
  bool MissesBlank(size_t at, size_t follow) const {
    for (size_t i = 1; i <= 4; ++i) {
      if (at < i || text_[at - i] < 'a' || text_[at - i] > 'z') return false;
    }
    size_t end = follow;
    while (end < text_.size() && IsAsciiAlpha(text_[end])) ++end;
    return end - follow >= 2 && IsUpper(text_[follow]) && !IsUpper(text_[follow + 1]) &&
           end < text_.size() && text_[end] == ' ';
  }

  bool StopEnds(size_t at, bool closed, size_t follow, char32_t first) const {
    const std::string word = WordBefore(at);
    if (word.empty()) {
      // "1. First": the number of an item.
      size_t digits = at;
      while (digits > start_ && IsDigit(text_[digits - 1])) --digits;
      size_t item = start_;
      while (item < digits && text_[item] == ' ') ++item;
      return !(digits < at && item == digits && at - digits <= 3);
    }
    if (closed) return true;
    if (kNeverEndSet.Contains(word)) return false;
    const bool figure = first < 0x80 && IsDigit(static_cast<char>(first));
    if (kBeforeFigureSet.Contains(word) && (figure || IsRoman(follow))) return false;
    const bool initial = word.size() == 1 && IsUpper(text_[at - 1]) && word != "i";
    const bool acronym = word.size() >= 3 && word[word.size() - 2] == '.';
    if (initial || acronym || kMayEndSet.Contains(word)) return OpenerAt(follow);
    return true;
  }

  // "Vol. II"
  bool IsRoman(size_t at) const {
    size_t end = at;
    while (end < text_.size() && (text_[end] == 'I' || text_[end] == 'V' || text_[end] == 'X'))
      ++end;
    return end > at && (end == text_.size() || !IsAsciiAlpha(text_[end])) && end - at > 1;
  }

  // "…?" Smith asked.
  bool SpeakerFollows(size_t at) const {
    const size_t limit = std::min(text_.size(), at + kMostSpeakerBytes);
    std::string word;
    for (size_t i = at; i <= limit; ++i) {
      if (i < limit && IsAsciiAlpha(text_[i])) {
        word += Lower(text_[i]);
        continue;
      }
      if (kSpokeSet.Contains(word)) return true;
      word.clear();
      if (i < limit && (text_[i] == '.' || text_[i] == '?' || text_[i] == '!' || text_[i] == ','))
        return false;
    }
    return false;
  }

  // “……。”他说。
  bool HanSpeakerFollows(size_t at) const {
    const size_t limit = std::min(text_.size(), at + kMostSpeakerBytes);
    for (size_t i = at; i < limit;) {
      // All of them begin with an ideograph.
      const auto lead = static_cast<unsigned char>(text_[i]);
      if (lead < 0xE5 || lead > 0xE9) {
        const char32_t c = text::NextCodePoint(text_, &i);
        if (text::IsSentenceEnd(c) || c == 0xFF0C || c == 0xFF1A || text::IsOpeningMark(c))
          return false;
        continue;
      }
      for (std::string_view verb : kSpokeHan) {
        if (static_cast<unsigned char>(verb[0]) != lead || verb[1] != text_[i + 1]) continue;
        if (!text_.substr(i).starts_with(verb)) continue;
        // 他说：“ begins the next quotation.
        const std::string_view rest = text_.substr(i + verb.size());
        return rest.empty() || rest.starts_with("。") || rest.starts_with("，") ||
               rest.starts_with("；");
      }
      const char32_t c = text::NextCodePoint(text_, &i);
      if (text::IsSentenceEnd(c) || c == 0xFF0C || c == 0xFF1A || text::IsOpeningMark(c))
        return false;
    }
    return false;
  }

  std::string_view text_;
  size_t start_;  // of the sentence that is open
  std::vector<TextRange>* sentences_;
};

}  // namespace

void SplitSentences(std::string_view text, int64_t begin, std::vector<TextRange>* sentences) {
  Splitter(text, begin, sentences).Run();
}

}  // namespace parallax::discourse
