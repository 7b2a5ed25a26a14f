#include "ingest_service/recognize/quantity_reader.h"

#include <algorithm>
#include <initializer_list>

#include "core/value/unit.h"
#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"
#include "ingest_service/recognize/phrase_table.h"
#include "ingest_service/recognize/unit_names.h"

namespace parallax::recognize {
namespace {

using value::CalendarUnit;

struct Tables {
  PhraseTable english;
  PhraseTable chinese;
  PhraseTable stop_words;
  bool counted[512] = {};
  Tables() {
    for (int i = 0; i < kUnitNameCount && i < 512; ++i) {
      english.AddList(kUnitNames[i].english, i);
      chinese.AddList(kUnitNames[i].chinese, i);
      const value::Unit* unit = value::FindUnit(kUnitNames[i].id);
      counted[i] = unit != nullptr && unit->family == unit->id;
    }
    // Words that end the noun phrase of a figure: what stands behind them is counted by someone
    // else.
    stop_words.AddList(
        "of|in|on|at|by|to|for|from|with|and|or|but|nor|as|than|that|which|who|whose|if|when|while|"
        "where|because|"
        "is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|may|might|"
        "must|shall|should|"
        "a|an|the|this|these|those|its|their|his|her|our|your|my|it|they|he|she|we|you|i|per|into|"
        "over|under|"
        "between|among|across|through|during|before|after|since|until|about|against|within|without|"
        "via|not|no|"
        "also|so|then|there|here|up|down|out|off|more|less|or|according|including|such|like|each|"
        "every|both|"
        "said|says|told|including|later|ago|earlier|respectively|compared|versus|vs|made|million|"
        "billion|trillion|"
        "thousand|hundred|percent|dollars|yuan|year|years|month|months|day|days|week|weeks|hour|"
        "hours|minutes",
        0);
  }
};
const Tables& GetTables() {
  static const Tables* tables = new Tables();  // never destroyed: used until the process ends
  return *tables;
}

// Where the word after a figure begins: at `at`, after blanks, or after one hyphen.
int64_t WordPlace(std::string_view text, int64_t at) {
  int64_t p = SkipBlanks(text, at);
  const Glyph g = GlyphAt(text, p);
  if (g.c == '-' && IsWordLetter(GlyphAt(text, p + g.size).c)) p += g.size;
  return p;
}

UnitMark Found(int32_t id, int64_t end) {
  return {kUnitNames[id].id, end, GetTables().counted[id]};
}

// Whether the unit text[at, end) is none here: 五位一体, 19位股东 (which may be bodies), 万人年,
// and rates of it (人次/公里).
bool IsNoHanUnit(std::string_view text, int64_t at, int64_t end) {
  const char32_t unit = GlyphAt(text, at).c;
  const auto follows = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return HasAt(text, end, word); });
  };
  if (unit == U'位' && follows({"一体", "一體"})) return true;
  if ((unit == U'位' || unit == U'名') && follows({"股东", "股東", "法人股", "机构", "機構"})) {
    return true;
  }
  // 万人年 is a unit of work; 5万人年收入, 人年底 go on with another word.
  if (unit == U'人' && end - at == 3 && follows({"年"})) {
    const char32_t behind = GlyphAt(text, end + 3).c;
    if (!IsHan(behind) || behind == U'的' || behind == U'次' || behind == U'提') return true;
  }
  if (!follows({"/"})) return false;
  const char32_t per = GlyphAt(text, end + 1).c;
  static constexpr std::u32string_view kTimes = U"年月日天周季";
  return IsHan(per) && kTimes.find(per) == std::u32string_view::npos;
}

UnitMark HanUnit(std::string_view text, int64_t at) {
  const Tables& tables = GetTables();
  if (const auto direct = tables.chinese.LongestCharacters(text, at)) {
    UnitMark mark = Found(direct.id, direct.end);
    if (IsNoHanUnit(text, at, direct.end)) return {};
    // 人, 名, 位, 户 may stand before the noun that says who.
    if (direct.end - at > 3) return mark;
    const Glyph measure = GlyphAt(text, at);
    if (!IsMeasureWord(measure.c)) return mark;
    if (const auto noun = tables.chinese.LongestCharacters(text, direct.end)) {
      if (noun.end - direct.end > 3) return Found(noun.id, noun.end);
    }
    return mark;
  }
  const Glyph measure = GlyphAt(text, at);
  if (!IsMeasureWord(measure.c)) return {};
  int64_t p = at + measure.size;
  for (int i = 0; i < 9; ++i) {
    const Glyph g = GlyphAt(text, p);
    if (IsLetter(g.c) || IsDigit(g.c) || (g.c == ' ' && i > 0) || g.c == '-') {
      p += g.size;  // 1.8万张H100芯片
      continue;
    }
    if (!IsHan(g.c) || g.c == U'的' || g.c == U'是' || g.c == U'在' || g.c == U'和' || g.c == U'与')
      break;
    const auto noun = tables.chinese.LongestCharacters(text, p);
    // 8个国家级园区, 3个国家算力枢纽: not countries.
    static constexpr std::u32string_view kNational = U"级級算重实實新高战戰技科标標公工";
    const char32_t behind = noun ? GlyphAt(text, noun.end).c : kEnd;
    if (noun && (HasAt(text, p, "国家") || HasAt(text, p, "國家")) && behind != kEnd &&
        kNational.find(behind) != std::u32string_view::npos) {
      p = noun.end;
      continue;
    }
    if (noun && noun.end - p > 3) {
      // 3只产业基金 are funds: the industry only describes them.
      if (kUnitNames[noun.id].id == std::string_view("industry") && i < 5) {
        int64_t q = noun.end;
        for (int k = 0; k < 5 && IsHan(GlyphAt(text, q).c); ++k, q += GlyphAt(text, q).size) {
          const auto head = tables.chinese.LongestCharacters(text, q);
          if (head && head.end - q > 3) return Found(head.id, head.end);
        }
      }
      return Found(noun.id, noun.end);
    }
    p += g.size;
  }
  return {};
}

}  // namespace

UnitMark UnitBefore(std::string_view text, int64_t begin, int64_t at) {
  const Glyph measure = GlyphAt(text, at);
  static constexpr std::u32string_view kMeasures = U"家个個座台臺项項所辆輛种種套款";
  if (measure.c == kEnd || kMeasures.find(measure.c) == std::u32string_view::npos) return {};
  const char32_t behind = GlyphAt(text, at + measure.size).c;
  if (IsHan(behind) && behind != U'以' && behind != U'左' && behind != U'、') return {};
  static constexpr std::string_view kBounds[] = {"超过", "超過", "突破", "达到", "達到", "达", "達",
                                                 "超",   "逾",   "近",   "约",   "約",   "共"};
  int64_t p = begin;
  for (const std::string_view bound : kBounds) {
    if (!HasBefore(text, p, bound)) continue;
    p -= static_cast<int64_t>(bound.size());
    break;
  }
  const Tables& tables = GetTables();
  for (const int64_t size : {12, 9, 6}) {  // bytes of the noun, the longest first
    if (p < size) continue;
    const auto noun = tables.chinese.LongestCharacters(text, p - size);
    if (noun && noun.end == p && tables.counted[noun.id]) {
      return {kUnitNames[noun.id].id, at + measure.size, true};
    }
  }
  return {};
}

UnitMark UnitAfter(std::string_view text, int64_t at) {
  const Tables& tables = GetTables();
  const int64_t p = WordPlace(text, at);
  const Glyph g = GlyphAt(text, p);
  if (!IsLetter(g.c)) {
    if (IsHan(g.c)) return HanUnit(text, p);
    if (g.c == 0x2103) return {"degree_celsius", p + g.size, false};
    if (g.c == 0xB0) {
      const Glyph c = GlyphAt(text, p + g.size);
      if (c.c == 'C') return {"degree_celsius", p + g.size + c.size, false};
    }
    return {};
  }
  // Symbols with superscripts.
  static constexpr struct {
    std::string_view symbol, id;
  } kSymbols[] = {{"km²", "square_kilometre"},
                  {"m²", "square_metre"},
                  {"km2", "square_kilometre"},
                  {"m2", "square_metre"},
                  {"m³", "cubic_metre"}};
  for (const auto& s : kSymbols) {
    if (HasAt(text, p, s.symbol)) return {s.id, p + static_cast<int64_t>(s.symbol.size()), false};
  }
  // Letter case tells some symbols apart: nm is a length, Nm a torque; lb-ft and km/h are other
  // units.
  const auto direct = tables.english.LongestWords(text, p);
  if (direct && HasAt(text, p, "Nm")) return {};
  if (direct && !tables.counted[direct.id]) {
    if (HasAt(text, direct.end, "/h") || HasAt(text, direct.end, "/hr")) {
      const bool kilometres = std::string_view(kUnitNames[direct.id].id) == "kilometre";
      if (!kilometres) return {};
      return {"kilometre_per_hour", direct.end + (HasAt(text, direct.end, "/hr") ? 3 : 2), false};
    }
    if (HasAt(text, direct.end, "-ft") || HasAt(text, direct.end, "·") ||
        HasAt(text, direct.end, "/s"))
      return {};
  }
  if (direct) {
    // A noun that only modifies another one ("5 million user accounts") is still what is counted,
    // unless the next word is a counted thing itself ("200 chip companies").
    if (tables.counted[direct.id]) {
      const int64_t q = WordPlace(text, direct.end);
      if (q != direct.end) {
        const auto further = tables.english.LongestWords(text, q);
        if (further && tables.counted[further.id]) return Found(further.id, further.end);
      }
    }
    return Found(direct.id, direct.end);
  }
  // Glued letters that are no unit make a name of the figure: "405B", "5G".
  if (p == at) return {};
  int64_t q = p;
  for (int i = 0; i < 3; ++i) {
    const Word word = WordAt(text, q);
    int64_t end = word.end;
    // Modifiers may be names with digits or hyphens: "H100", "AI-related".
    while (true) {
      const Glyph c = GlyphAt(text, end);
      if (!(IsWordLetter(c.c) || IsDigit(c.c) || c.c == '-' || c.c == '\'')) break;
      end += c.size;
      if (end - q > 40) return {};
    }
    if (end == q) return {};
    if (!word.empty() && word.end == end && tables.stop_words.Find(word.view()) >= 0) return {};
    const int64_t next = SkipBlanks(text, end);
    if (next == end) return {};
    const auto noun = tables.english.LongestWords(text, next);
    if (noun && tables.counted[noun.id]) return Found(noun.id, noun.end);
    q = next;
  }
  return {};
}

PercentMark PercentAfter(std::string_view text, int64_t at, bool every_figure) {
  int64_t p = SkipBlanks(text, at);
  Glyph g = GlyphAt(text, p);
  if (g.c == '%') {
    PercentMark mark{p + g.size, false, 0};
    return mark;
  }
  if (g.c == 0x2030) return {p + g.size, false, -1};
  if (g.c == '-' && IsLetter(GlyphAt(text, p + g.size).c)) {
    p += g.size;
    g = GlyphAt(text, p);
  }
  if (IsLetter(g.c)) {
    const Word word = WordAt(text, p);
    const char32_t after = GlyphAt(text, word.end).c;
    if (IsWordLetter(after) || IsDigit(after)) return {};
    const std::string_view w = word.view();
    if (w == "percent" || w == "percents" || w == "pct") {
      const Word next = NextWord(text, word.end);
      if (next.view() == "points" || next.view() == "point") return {next.end, true, 0};
      return {word.end, false, 0};
    }
    if (w == "per") {
      const Word next = WordAt(text, SkipBlanks(text, word.end));
      if (next.view() == "cent") return {next.end, false, 0};
      return {};
    }
    if (w == "percentage") {
      const Word next = NextWord(text, word.end);
      if (next.view() == "points" || next.view() == "point") return {next.end, true, 0};
      return every_figure ? PercentMark{word.end, false, 0} : PercentMark{};
    }
    if (w == "pp" || w == "ppt") return {word.end, true, 0};
    if (w == "basis") {
      const Word next = NextWord(text, word.end);
      if (next.view() == "points" || next.view() == "point") return {next.end, true, -2};
    }
    if (w == "bps" || w == "bp") return {word.end, true, -2};
    return {};
  }
  if (g.c < 0x80) return {};
  // 个百分点, with blanks allowed between the characters of an utterance.
  const auto next_is = [&](std::u32string_view choices) {
    const int64_t q = SkipBlanks(text, p);
    const Glyph c = GlyphAt(text, q);
    if (q != p && !every_figure) return false;
    if (choices.find(c.c) == std::u32string_view::npos) return false;
    p = q + c.size;
    return true;
  };
  const int64_t start = p;
  next_is(U"个個");
  if (next_is(U"百佰") && next_is(U"分") && next_is(U"点點")) return {p, true, 0};
  p = start;
  if (g.c == U'成') {
    const char32_t next = GlyphAt(text, p + g.size).c;
    // 成 is a tenth unless it goes on as a verb: 成为, 成立, 成功.
    static constexpr std::u32string_view kVerbs = U"为為立功长長就员員果本都绩績熟品型交";
    if (kVerbs.find(next) != std::u32string_view::npos && next != kEnd) return {};
    return {p + g.size, false, 1};
  }
  return {};
}

PercentMark PercentBefore(std::string_view text, int64_t at) {
  int64_t p = at;
  int power = 0;
  int count = 0;
  while (count < 2) {
    const Glyph g = GlyphAt(text, p);
    const HanInfo info = LookUpHan(g.c);
    if (info.kind != HanInfo::kSmallUnit && info.kind != HanInfo::kBigUnit) break;
    if (info.value < 2 || info.value > 8) break;
    power += info.value;
    p = SkipBlanks(text, p + g.size);
    ++count;
  }
  if (count == 0) return {};
  for (char32_t wanted : {U'分', U'之'}) {
    const Glyph g = GlyphAt(text, p);
    if (g.c != wanted) return {};
    p = SkipBlanks(text, p + g.size);
  }
  return {p, false, 2 - power};
}

DurationMark DurationAfter(std::string_view text, int64_t at) {
  int64_t p = WordPlace(text, at);
  Glyph g = GlyphAt(text, p);
  if (IsLetter(g.c)) {
    if (p == at && !IsDigit(GlyphBefore(text, at).c)) return {};
    Word word = WordAt(text, p);
    const char32_t after = GlyphAt(text, word.end).c;
    if (IsWordLetter(after) || IsDigit(after)) return {};
    const WordInfo* info = &LookUpWord(word.view());
    // "12 consecutive months", "five full years".
    if (!info->Has(kCalendarWord) &&
        (word.view() == "full" || word.view() == "consecutive" || word.view() == "straight" ||
         word.view() == "calendar" || word.view() == "more" || word.view() == "additional" ||
         word.view() == "working" || word.view() == "business" || word.view() == "fiscal")) {
      const Word next = WordAt(text, SkipBlanks(text, word.end));
      if (LookUpWord(next.view()).Has(kCalendarWord)) {
        word = next;
        info = &LookUpWord(word.view());
      }
    }
    if (!info->Has(kCalendarWord) || word.view() == "second" || word.view() == "quarter") return {};
    return {info->unit, word.end, false};
  }
  int64_t q = p + g.size;
  if (g.c == U'个' || g.c == U'個') {
    const Glyph next = GlyphAt(text, q);
    static constexpr struct {
      std::string_view phrase;
      CalendarUnit unit;
    } kCounted[] = {{"月", CalendarUnit::kMonth},     {"季度", CalendarUnit::kQuarter},
                    {"世纪", CalendarUnit::kCentury}, {"世紀", CalendarUnit::kCentury},
                    {"小时", CalendarUnit::kHour},    {"小時", CalendarUnit::kHour},
                    {"星期", CalendarUnit::kWeek},    {"工作日", CalendarUnit::kDay}};
    (void)next;
    for (const auto& c : kCounted) {
      if (HasAt(text, q, c.phrase))
        return {c.unit, q + static_cast<int64_t>(c.phrase.size()), false};
    }
    return {};
  }
  const auto with_half = [&](CalendarUnit unit, int64_t end) {
    const Glyph half = GlyphAt(text, end);
    if (half.c == U'半') return DurationMark{unit, end + half.size, true};
    return DurationMark{unit, end, false};
  };
  switch (g.c) {
    case U'年': {
      const char32_t next = GlyphAt(text, q).c;
      // 五年级, 三年制 keep their year; 年代 and 年度 are no lengths.
      if (next == U'代' || next == U'度' || next == U'级' || next == U'級') return {};
      return with_half(CalendarUnit::kYear, q);
    }
    case U'天':
    case U'日':
      return {CalendarUnit::kDay, q, false};
    case U'周':
    case U'週':
      // 70周年 is an anniversary, 60周岁 an age.
      if (HasAt(text, q, "年") || HasAt(text, q, "岁") || HasAt(text, q, "歲")) return {};
      return {CalendarUnit::kWeek, q, false};
    default:
      break;
  }
  static constexpr struct {
    std::string_view phrase;
    CalendarUnit unit;
  } kPhrases[] = {{"小时", CalendarUnit::kHour},   {"小時", CalendarUnit::kHour},
                  {"分钟", CalendarUnit::kMinute}, {"分鐘", CalendarUnit::kMinute},
                  {"秒", CalendarUnit::kSecond},   {"星期", CalendarUnit::kWeek},
                  {"季度", CalendarUnit::kQuarter}};
  for (const auto& d : kPhrases) {
    if (HasAt(text, p, d.phrase)) return {d.unit, p + static_cast<int64_t>(d.phrase.size()), false};
  }
  return {};
}

}  // namespace parallax::recognize
