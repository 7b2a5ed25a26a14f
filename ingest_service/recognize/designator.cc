#include "ingest_service/recognize/designator.h"

#include <algorithm>

#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"
#include "ingest_service/recognize/phrase_table.h"

namespace parallax::recognize {
namespace {

const PhraseTable& CueWords() {
  static const PhraseTable* table = [] {
    auto* words = new PhraseTable();  // never destroyed: used until the process ends
    // What stands before a number that names or places something.
    words->AddList(
        "section|sections|sec|article|articles|art|chapter|chapters|ch|page|pages|pp|p|figure|"
        "figures|fig|figs|table|"
        "tables|no|nos|number|numbers|vol|volume|issue|version|versions|ver|v|part|parts|step|item|"
        "items|line|lines|note|"
        "notes|footnote|appendix|annex|rule|rules|title|clause|paragraph|para|paras|act|bill|"
        "resolution|order|directive|"
        "regulation|recital|iso|iec|ieee|rfc|din|en|gb|room|floor|suite|flight|highway|route|"
        "interstate|channel|episode|"
        "season|level|grade|class|type|model|phase|tier|stage|group|formula|windows|iphone|ipad|"
        "android|ios|id|isbn|"
        "issn|doi|phone|tel|telephone|fax|box|zip|lot|unit|exhibit|schedule|question|slide|layer|"
        "pillar|tip|method|"
        "reason|chart|scenario|option|case|generation|gen|round|series|mark|mk|day|week|lane|area|"
        "called|dial|dialed|hal|"
        "apollo|boeing|airbus|"
        "proposition|amendment|super|bowl|covid|sars|ext|extension|rev|draft|entry|point|score|"
        "rated|number",
        0);
    return words;
  }();
  return *table;
}

const PhraseTable& PlainWords() {
  static const PhraseTable* table = [] {
    auto* words = new PhraseTable();  // never destroyed: used until the process ends
    // Words that may begin a sentence with a capital before a figure and name nothing.
    words->AddList(
        "the|a|an|in|on|at|of|by|for|from|to|about|nearly|some|over|under|around|only|just|all|"
        "these|those|its|our|"
        "their|his|her|my|your|more|than|least|up|and|or|but|with|when|after|before|while|between|"
        "among|as|if|that|"
        "there|were|are|is|was|has|have|had|approximately|roughly|almost|another|every|each|last|"
        "next|additional|"
        "total|top|least|most|today|now|then|so|yet|currently|yes|within|since|until|during|across|"
        "not|no|nor|this|"
        "include|includes|including|what|why|how|who|which|where|because|although|though|both|"
        "either|plus|also|even|"
        "like|unlike|per|despite|through|against|without|meanwhile|overall|globally|together|here|"
        "one|two|three|"
        "four|five|six|seven|eight|nine|ten|add|see|take|using|roughly|still|once|first|he|she|we|"
        "they|it|i|you",
        0);
    return words;
  }();
  return *table;
}

bool IsPlainWord(std::string_view word) { return PlainWords().Find(word) >= 0; }

bool IsNameCharacter(char32_t c) { return IsWordLetter(c) || IsDigit(c) || c == '_' || c == '@'; }

}  // namespace

bool IsAnchor(std::string_view text, int64_t begin, int64_t end) {
  if (end - begin > 14 ||
      !MayBeAnchorWord(text[static_cast<size_t>(begin)],
                       end - begin > 1 ? text[static_cast<size_t>(begin + 1)] : '\0',
                       static_cast<size_t>(end - begin))) {
    return false;
  }
  // Two letters and the length decide for most words; the filter is built from the word list once.
  char lower[16];
  size_t size = 0;
  for (int64_t i = begin; i < end; ++i) {
    lower[size++] =
        static_cast<char>(Lower(static_cast<unsigned char>(text[static_cast<size_t>(i)])));
  }
  return IsAnchorWord({lower, size});
}

int64_t SkipIfAddress(std::string_view text, int64_t begin, int64_t end) {
  const std::string_view word =
      text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
  const bool scheme = (word == "http" || word == "https" || word == "ftp" || word == "doi") &&
                      (HasAt(text, end, "://") || HasAt(text, end, ":10."));
  const bool www = (word == "www" || word == "WWW") && HasAt(text, end, ".");
  if (!scheme && !www) return end;
  int64_t p = end;
  while (p < static_cast<int64_t>(text.size())) {
    const unsigned char b = static_cast<unsigned char>(text[static_cast<size_t>(p)]);
    // An address ends at white space, a quotation mark or an angle bracket, or with its ASCII.
    if (b <= ' ' || b == '"' || b == '<' || b == '>' || b >= 0x80) break;
    ++p;
  }
  return p;
}

int64_t SkipName(std::string_view text, int64_t at) {
  int64_t p = at;
  while (true) {
    const Glyph g = GlyphAt(text, p);
    if (IsNameCharacter(g.c)) {
      p += g.size;
      continue;
    }
    // A joining mark inside a name: "v1.2", "1-800-555", "2024/1689", "12:30", "1,5".
    const bool joins =
        g.c == '-' || g.c == '.' || g.c == '/' || g.c == ':' || g.c == ',' || g.c == '\'';
    const Glyph next = GlyphAt(text, p + g.size);
    if (joins && p > at && IsDigit(next.c)) {
      p += g.size;
      continue;
    }
    break;
  }
  return std::max(p, at + std::max(1, GlyphAt(text, at).size));
}

int64_t SkipDigits(std::string_view text, int64_t at) {
  int64_t p = at;
  while (IsDigit(GlyphAt(text, p).c)) p += GlyphAt(text, p).size;
  // Letters glued to the digits make a name of both.
  while (IsWordLetter(GlyphAt(text, p).c)) p += GlyphAt(text, p).size;
  return std::max(p, at + std::max(1, GlyphAt(text, at).size));
}

// "(10, 11)", "[3–5]": nothing but figures and separators between brackets, as citations are.
static bool IsInCitation(std::string_view text, int64_t begin, int64_t end) {
  const auto separates = [](char32_t c) {
    return IsDigit(c) || c == ',' || c == ';' || c == ' ' || c == '-' || c == 0x2013;
  };
  char32_t open = kEnd;
  int64_t p = begin;
  for (int i = 0; i < 24; ++i) {
    const Glyph g = GlyphBefore(text, p);
    open = g.c;
    if (!separates(g.c)) break;
    p -= g.size;
  }
  if (open != '(' && open != '[') return false;
  const bool first = p == begin;
  p = end;
  char32_t close = kEnd;
  for (int i = 0; i < 24; ++i) {
    const Glyph g = GlyphAt(text, p);
    close = g.c;
    if (!separates(g.c)) break;
    p += g.size;
  }
  (void)first;
  return open == '(' ? close == ')' : close == ']';
}

// After "10-" stands 15 and then nothing that it counts: a score ("4-7"), a code.
static bool IsBarePair(std::string_view text, int64_t end_of_second) {
  const Glyph g = GlyphAt(text, end_of_second);
  if (g.c == '%' || g.c == '-' || IsHan(g.c) || IsWordLetter(g.c) || g.c == U'°') return false;
  if (!IsBlank(g.c)) return true;
  const Word word = WordAt(text, SkipBlanks(text, end_of_second));
  return word.empty() || word.capital || CueWords().Find(word.view()) >= 0 ||
         IsPlainWord(word.view());
}

bool IsDesignator(std::string_view text, const Figure& figure, bool counted) {
  if (figure.style != Figure::Style::kDigits &&
      !(figure.style == Figure::Style::kHan && figure.integer_digits == 0 &&
        IsDigit(GlyphAt(text, figure.begin).c))) {
    return false;
  }
  const Glyph after = GlyphAt(text, figure.end);
  const Glyph beyond = GlyphAt(text, figure.end + after.size);
  // Glued letters, chains of points, hyphens, slashes and colons.
  if (IsWordLetter(after.c) || after.c == '_' || after.c == '@') return true;
  if ((after.c == '.' || after.c == ':' || after.c == '/' || after.c == ',') && IsDigit(beyond.c))
    return true;
  if (after.c == '/' && IsDigit(GlyphBefore(text, figure.begin).c)) return true;
  if ((after.c == '-' || after.c == 0x2013) && (IsDigit(beyond.c) || IsUpper(beyond.c))) {
    // "10-15" is a span when it ends there; "555-1234-99" and "3-D" are none.
    int64_t end = 0;
    const int64_t n = ReadPlainDigits(text, figure.end + after.size, 9, &end);
    if (n < 0) return true;
    const Glyph rest = GlyphAt(text, end);
    const auto own = figure.value.ToInt64();
    if (rest.c == '-' && IsDigit(GlyphAt(text, end + 1).c)) return true;
    if (!own || *own >= n) return true;
    if (IsBarePair(text, end)) return true;
  }
  // 4K and 8K are pictures.
  if (figure.scale == 3 && !figure.grouped && !figure.has_point && figure.integer_digits == 1 &&
      !counted) {
    const Glyph last = GlyphBefore(text, figure.end);
    if (last.c == 'K' || last.c == 'k') return true;
  }
  if (figure.scale != 0 || figure.fraction) return false;
  // A time of day.
  const Word clock = WordAt(text, SkipBlanks(text, figure.end));
  if (clock.view() == "am" || clock.view() == "pm" ||
      ((clock.view() == "a" || clock.view() == "p") && HasAt(text, clock.end, ".m"))) {
    return true;
  }
  // anni ’80, class of ’99.
  if (GlyphBefore(text, figure.begin).c == '\'' && figure.integer_digits == 2) return true;
  const Glyph before = GlyphBefore(text, figure.begin);
  // "[12]" cites, "(3)" and "1." enumerate.
  if (!figure.has_point && !figure.grouped && IsInCitation(text, figure.begin, figure.end))
    return true;
  // "18 22 13 17": the cells of a table that lost its lines.
  if (!counted && !figure.grouped) {
    const auto digit_beyond = [&](int64_t p, bool back) {
      const int64_t q = back ? SkipBlanksBack(text, p) : SkipBlanks(text, p);
      return q != p && IsDigit(back ? GlyphBefore(text, q).c : GlyphAt(text, q).c);
    };
    if (digit_beyond(figure.end, false) || digit_beyond(figure.begin, true)) return true;
  }
  const bool line_start = before.c == kEnd || before.c == '\n';
  if (line_start && (after.c == '.' || after.c == ')' || after.c == U'、' || after.c == U'）') &&
      !figure.has_point)
    return true;
  if (before.c == 0xA7 || before.c == '#' || before.c == '*') return true;  // §
  // Long runs without separators are numbers of things, not counts.
  if (!figure.grouped && !figure.has_point && figure.integer_digits >= 8) return true;
  if (figure.integer_digits > 1 && GlyphAt(text, figure.begin).c == '0' && !figure.has_point)
    return true;
  if (figure.grouped) return false;
  // Chinese: 图3, 表2, 第3, 3号, 3版.
  static constexpr std::u32string_view kBeforeHan = U"图圖表第约版";
  if (before.c != kEnd && before.c != U'约' &&
      kBeforeHan.find(before.c) != std::u32string_view::npos)
    return true;
  static constexpr std::u32string_view kAfterHan = U"号號版楼樓路街室";
  if (after.c != kEnd && kAfterHan.find(after.c) != std::u32string_view::npos) return true;
  // A cue word or a capitalised name one blank before.
  int64_t p = SkipBlanksBack(text, figure.begin);
  if (p == figure.begin && !IsHan(before.c)) {
    if (before.c == '.' || before.c == '-' || before.c == '/')
      return IsWordLetter(GlyphBefore(text, figure.begin - 1).c);
    return false;
  }
  if (GlyphBefore(text, p).c == '.') --p;  // "No. 5", "Fig. 3"
  const bool dotted = p != SkipBlanksBack(text, figure.begin);
  const Word word = WordBefore(text, p);
  if (word.end == word.begin) {
    // A digit or a hyphenated code before: "GPT-4 32", "H100 80".
    return false;
  }
  if (word.size > 0 && CueWords().Find(word.view()) >= 0) return !dotted || word.size <= 4;
  if (dotted) return false;
  const bool capital = IsUpper(GlyphAt(text, word.begin).c);
  if (!capital || (word.size > 0 && PlainWords().Find(word.view()) >= 0)) {
    return IsWordLetter(GlyphBefore(text, word.begin).c) ||
           IsDigit(GlyphBefore(text, word.begin).c);
  }
  if (word.size > 0 && LookUpWord(word.view()).Has(kUnitWord | kTensWord | kOrdinalWord))
    return false;
  return true;
}

bool IsPieceOfHanWord(std::string_view text, const Figure& figure) {
  constexpr int64_t kHanBytes = 3;
  // 十字路口, 十足; two times are 两次, and 二次开发 is no count.
  if (figure.end - figure.begin == kHanBytes) {
    const char32_t first = GlyphAt(text, figure.begin).c;
    const char32_t next = GlyphAt(text, figure.end).c;
    if (first == U'十' && (next == U'字' || next == U'足')) return true;
    if (first == U'二' && next == U'次') return true;
  }
  static constexpr std::u32string_view kTails = U"部件售食星散碎钱錢工头頭和";
  return figure.end - figure.begin == kHanBytes && GlyphAt(text, figure.begin).c == U'零' &&
         kTails.find(GlyphAt(text, figure.end).c) != std::u32string_view::npos;
}

bool IsHanCount(std::string_view text, const Figure& figure, bool every_figure) {
  if (IsPieceOfHanWord(text, figure)) return false;
  if (!every_figure) {
    // 十八大 is a congress, 十八号 a ship; 零头 a remainder.
    const char32_t next = GlyphAt(text, figure.end).c;
    if (next == U'大' || next == U'号' || next == U'號' || next == U'版' || next == U'中')
      return false;
    if (figure.value.is_zero() && figure.lone) return false;
  }
  const Glyph first = GlyphAt(text, figure.begin);
  const HanInfo info = LookUpHan(first.c);
  const Glyph before = GlyphBefore(text, figure.begin);
  const Glyph after = GlyphAt(text, figure.end);
  if (every_figure &&
      (HasAt(text, figure.end, "美元") || HasAt(text, figure.end, "美刀") || after.c == U'折'))
    return false;
  if (!figure.lone) {
    if (info.financial && figure.end - figure.begin == first.size)
      return !IsHan(before.c) && !IsHan(after.c);
    // 十分 (very), 百姓 and the like are not read as figures; 十分 is.
    // 十分 says "very" unless minutes or parts follow.
    const bool ten = first.c == U'十' && figure.end - figure.begin == first.size;
    const char32_t beyond = GlyphAt(text, figure.end + after.size).c;
    if (ten && after.c == U'分' && beyond != U'之' && beyond != U'钟' && beyond != U'鐘')
      return false;
    if (figure.digit_string && !every_figure) return false;
    // 万一, 千万 stand without a digit and are never figures here.
    return true;
  }
  if (info.financial) {
    // 伍, 陆 and 肆 are surnames, land and shops: a figure only where nothing else is written.
    return !IsHan(before.c) && !IsHan(after.c);
  }
  const bool quiet_before = !IsHan(before.c);
  const bool quiet_after = !IsHan(after.c);
  if (quiet_before && quiet_after) return every_figure;
  if (IsMeasureWord(after.c) && after.c != U'天' && after.c != U'人' && after.c != U'口' &&
      after.c != U'门' && after.c != U'部' && after.c != U'成') {
    // 一个, 一种 are articles; 两 and above count.
    if (every_figure) return true;
    return !(figure.value == value::Decimal::FromInt(1)) &&
           !IsHan(before.c) + (before.c != U'第') > 0;
  }
  if (!every_figure) return false;
  // 答案是四, 前三, 不是一却是五: after a copula.
  static constexpr std::u32string_view kCopulas[] = {U"是为為前等于於"};
  if (before.c != kEnd && kCopulas[0].find(before.c) != std::u32string_view::npos) {
    static constexpr std::u32string_view kWords = U"川些般定起直样樣";
    return kWords.find(after.c) == std::u32string_view::npos || after.c == kEnd;
  }
  return after.c == U'塊' || after.c == U'块' || after.c == U'点' || after.c == U'小' ||
         (quiet_before && after.c == U'分') || (quiet_after && (before.c == U'点'));
}

bool IsNumeralOne(std::string_view text, const Figure& figure) {
  const Word before = PreviousWord(text, figure.begin);
  return before.empty() && GlyphBefore(text, SkipBlanksBack(text, figure.begin)).c == kEnd &&
         GlyphAt(text, SkipBlanks(text, figure.end)).c == kEnd;
}

}  // namespace parallax::recognize
