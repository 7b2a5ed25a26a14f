#include "ingest_service/claim/prose_han_noun.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "ingest_service/claim/prose_han_words.h"
#include "ingest_service/claim/prose_verbs.h"
#include "ingest_service/link/han_lexicon.h"

namespace parallax::claim {
namespace {

using link::HanClass;
using link::HanWord;
using link::HanWords;

constexpr int64_t kContext = 18;   // bytes behind a noun that tell where its last word ends
constexpr int64_t kFarName = 150;  // bytes behind a name that are looked at
constexpr int64_t kShortest = 6;   // bytes of a verb that the table has

bool In(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view Of(std::string_view text, const HanWord& word) {
  return text.substr(word.begin, word.end - word.begin);
}

bool IsFigure(std::string_view word) { return word[0] >= '0' && word[0] <= '9'; }

// A preposition before a noun that the verb behind it governs; 与 and 和 join nouns.
bool LeadsAdjunct(std::string_view word, HanClass part) {
  if (In(word, {"在", "对", "向", "从", "由", "把", "将", "被", "给", "比",
                "较", "按", "据", "用", "以", "于", "自", "随", "经", "靠"})) {
    return true;
  }
  return part == HanClass::kPreposition && !In(word, {"与", "和", "同", "跟"});
}

// Verbs of which what follows is the result: 划分为, 调降至.
bool TakesResult(std::string_view next) { return In(next, {"为", "成", "至", "到", "出"}); }

// The words of text[begin, end) and of a little behind it; `count` of them are within.
std::vector<HanWord> WordsOf(std::string_view text, int64_t begin, int64_t end, size_t* count,
                             bool* whole) {
  const int64_t limit = std::min<int64_t>(static_cast<int64_t>(text.size()), end + kContext);
  std::vector<HanWord> words = HanWords(text, begin, limit);
  *count = 0;
  *whole = true;
  for (const HanWord& word : words) {
    if (word.begin >= end) break;
    // 微升 at 升至: the predicate begins earlier.
    if (word.end > end && word.part == HanClass::kVerb && word.begin > begin) break;
    ++*count;
    *whole = word.end <= end;
  }
  return words;
}

bool IsOf(std::string_view text, const HanWord& word) { return Of(text, word) == "的"; }

bool IsNounLike(HanClass part) {
  return part == HanClass::kNoun || part == HanClass::kVerbalNoun || part == HanClass::kUnknown;
}

// A word's part of speech, by the table of verbs too.
HanClass PartOf(std::string_view text, const HanWord& word) {
  if (word.part != HanClass::kNoun || word.end - word.begin < kShortest) return word.part;
  const std::string_view written = Of(text, word);
  if (!IsChineseVerb(written)) return word.part;
  return HasFirmChineseVerb(written) ? HanClass::kVerb : HanClass::kVerbalNoun;
}

bool TellsTime(std::string_view word) {
  return In(word, {"年", "月", "日", "季", "季度", "年底", "月底", "年初", "年末", "月份", "年来",
                   "世纪", "年代", "周", "天", "个", "上半年", "下半年"});
}

}  // namespace

HanSpan WithoutHanAdjuncts(std::string_view text, int64_t begin, int64_t end) {
  size_t count = 0;
  bool whole = true;
  const std::vector<HanWord> words = WordsOf(text, begin, end, &count, &whole);
  if (!whole || count == 0) return {};
  size_t first = 0;
  size_t last = count;
  // 交易完成后持股比率: what comes after it.
  size_t of = 0;
  for (size_t i = 0; i < count; ++i) {
    if (IsOf(text, words[i])) of = i + 1;
  }
  for (size_t i = of; i + 1 < last; ++i) {
    if (In(Of(text, words[i]), {"后", "之后", "以后", "以来", "时", "期间"})) first = i + 1;
  }
  while (first + 1 < last &&
         In(Of(text, words[first]), {"期间", "同期", "当前", "目前", "如今", "当时"})) {
    ++first;
  }
  // Behind the last 的 of the noun its verb's adjuncts begin.
  for (size_t i = std::max(of, first + 1); i < last; ++i) {
    const std::string_view word = Of(text, words[i]);
    const HanClass next = i + 1 < count ? words[i + 1].part : HanClass::kVerb;
    const bool adverb = words[i].part == HanClass::kAdverb &&
                        (next == HanClass::kVerb || next == HanClass::kAdverb ||
                         (next == HanClass::kAdjective && i + 2 == count));
    // 统计工作中出现…: somebody's, who is not said.
    if (In(word, {"中", "里"}) && next == HanClass::kVerb && i + 1 < last) return {};
    // 某行料某币…: the noun is of what is expected.
    if (In(word, {"预测", "预料", "料", "认为", "估计", "相信", "显示", "暗示", "表示"})) return {};
    // 母公司原是…: 原 is no part of the noun.
    const bool once = (word == "原" || word == "原本") && next == HanClass::kVerb;
    if (LeadsAdjunct(word, words[i].part) || adverb || once || words[i].part == HanClass::kIdiom ||
        words[i].part == HanClass::kConjunction) {
      if (In(word, {"和", "及", "与", "或", "暨"})) continue;
      last = i;
    }
  }
  while (last > first) {
    const HanWord& tail = words[last - 1];
    const std::string_view word = Of(text, tail);
    const std::string_view next = last < words.size() ? Of(text, words[last]) : "";
    const HanClass part = tail.part;
    const bool verb = part == HanClass::kVerb && TakesResult(next);
    const std::string_view left =
        WithoutHanAdverbs(text.substr(words[first].begin, tail.end - words[first].begin));
    const int64_t left_end = words[first].begin + static_cast<int64_t>(left.size());
    const bool listed =
        left_end < tail.end &&
        std::any_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(last),
                    [&](const HanWord& w) { return w.begin == left_end; });
    const bool number = last - 1 > first && (part == HanClass::kNumber || IsFigure(word));
    if (part != HanClass::kAdverb && part != HanClass::kTime && part != HanClass::kConjunction &&
        part != HanClass::kPreposition && !verb && !listed && !number && word != "的") {
      break;
    }
    --last;
  }
  if (first >= last) return {};
  return {words[first].begin, words[last - 1].end};
}

bool IsHanNounPhrase(std::string_view text, int64_t begin, int64_t end) {
  size_t count = 0;
  bool whole = true;
  const std::vector<HanWord> words = WordsOf(text, begin, end, &count, &whole);
  if (!whole || count == 0) return false;
  size_t of = 0;  // behind the last 的
  for (size_t i = 0; i + 1 < count; ++i) {
    if (IsOf(text, words[i])) of = i + 1;
  }
  // 生活在城市里的人: what comes before 的 describes the noun, but 标志着…的方式 is a verb's
  // object.
  const HanWord& head = words.front();
  const std::string_view second = count > 1 ? Of(text, words[1]) : "";
  if (second == "着") return false;
  switch (head.part) {
    case HanClass::kPreposition:
      if (LeadsAdjunct(Of(text, head), head.part)) return false;
      break;
    case HanClass::kConjunction:
    case HanClass::kParticle:
      return false;
    case HanClass::kVerb:
    case HanClass::kAdverb:
    case HanClass::kIdiom:
      if (of == 0 || In(second, {"着", "了", "过", "好", "出", "起"})) return false;
      break;
    default:
      break;
  }
  const HanWord& tail = words[count - 1];
  const std::string_view next = count < words.size() ? Of(text, words[count]) : "";
  const HanClass behind = count < words.size() ? words[count].part : HanClass::kOther;
  if (tail.part == HanClass::kPlaceWord || tail.part == HanClass::kAdverb ||
      tail.part == HanClass::kPreposition || tail.part == HanClass::kConjunction ||
      tail.part == HanClass::kIdiom) {
    return false;
  }
  if ((tail.part == HanClass::kVerb || tail.part == HanClass::kVerbalNoun) &&
      (TakesResult(next) || In(next, {"的", "了", "着", "过"}) ||
       behind == HanClass::kConjunction)) {
    return false;
  }
  // 致力于…, 主张以…: it acts on what is behind.
  if (count == 1 && tail.part == HanClass::kVerbalNoun && LeadsAdjunct(next, behind)) return false;
  // 民主不是…
  if (count == 1 && tail.part == HanClass::kAdjective && In(next, {"是", "不是"})) return true;
  if (tail.part == HanClass::kVerb &&
      (count == 1 || In(Of(text, tail), {"有", "占", "获", "超", "达", "得", "成", "使", "让", "令",
                                         "含", "是", "可"}))) {
    return false;
  }
  // 高峰以外…
  if (behind == HanClass::kPlaceWord && In(next, {"以外", "之外", "以内", "之内", "之间"}))
    return false;
  return std::any_of(words.begin() + static_cast<std::ptrdiff_t>(of),
                     words.begin() + static_cast<std::ptrdiff_t>(count), [&](const HanWord& word) {
                       // 规划建构 alone is no noun, 发展 may be.
                       if (word.part == HanClass::kVerbalNoun && count > of + 1) return false;
                       // 充电站
                       if (word.part == HanClass::kVerb && word.end == tail.end) {
                         return word.end - word.begin == 3;
                       }
                       return IsNounLike(word.part) || word.part == HanClass::kOther ||
                              word.part == HanClass::kPronoun;
                     });
}

std::string_view HanNounBehindName(std::string_view text, int64_t begin, int64_t end) {
  end = std::min(end, begin + kFarName);
  const std::vector<HanWord> words = HanWords(text, begin, end);
  size_t i = 0;
  int depth = 0;
  for (; i < words.size(); ++i) {
    const std::string_view word = Of(text, words[i]);
    const std::string_view next = i + 1 < words.size() ? Of(text, words[i + 1]) : "";
    if (word == "(" || word == "（") ++depth;
    if (word == ")" || word == "）") {
      --depth;
      continue;
    }
    if (depth > 0 || In(word, {"”", "」", "』", "\"", "》"})) continue;
    const HanClass part = words[i].part;
    // 十八大, 三中全会 are meetings; other numbers are when, or count the names before them.
    if (part == HanClass::kNumber || IsFigure(word)) {
      if (In(next, {"大", "中全会", "届", "中"})) break;
      if (TellsTime(next) || TellsTime(word)) {
        i += TellsTime(next);
        continue;
      }
      return {};
    }
    if (part == HanClass::kTime || TellsTime(word)) continue;
    // 最大的港口 is a noun, 已经停运 none.
    if (part == HanClass::kAdverb) {
      if (In(word, {"最", "较", "更", "极", "很", "非", "首次"})) continue;
      return {};
    }
    break;
  }
  if (i >= words.size()) return {};
  const bool acts = PartOf(text, words[i]) == HanClass::kVerb;
  // 某局公布的数据: the data are the subject.
  if (acts && i + 2 < words.size() && IsOf(text, words[i + 1])) return Of(text, words[i + 2]);
  size_t last = i;
  bool noun = false;
  for (; last < words.size(); ++last) {
    const HanClass part = words[last].part;
    const std::string_view word = Of(text, words[last]);
    if (word == "本身" || word == "自己" || word == "自身") break;
    const bool number = part == HanClass::kNumber && last == i;
    if (acts && last == i) continue;
    if (!IsNounLike(part) && part != HanClass::kAdjective && part != HanClass::kPlaceWord &&
        !number && !In(word, {"各", "和", "及", "有"})) {
      break;
    }
    if (In(word, {"和", "及"}) && !noun) break;
    noun |= IsNounLike(part) || part == HanClass::kPlaceWord || number;
  }
  if (!noun || last == i) return {};
  while (last > i + 1 && In(Of(text, words[last - 1]), {"和", "及", "有"})) --last;
  // 本质上, 改革中: where or how, before the verb.
  if (words[last - 1].part == HanClass::kPlaceWord &&
      words[last - 1].end - words[last - 1].begin == 3) {
    return {};
  }
  const std::string_view run = text.substr(words[i].begin, words[last - 1].end - words[i].begin);
  // 瑞丽建设项目 is a project, 中国发展农业 is what it does: a verb that nouns are made of is one
  // where nothing that works are called stands at the end.
  // 退役军人家庭可申领…: what only follows a subject tells that all before it is one.
  const std::string_view stop = last < words.size() ? Of(text, words[last]) : "";
  const bool stopped = In(stop, {"将", "已", "已经", "可", "可以", "应", "应当", "须", "必须", "也",
                                 "仍", "均", "都", "正在", "预计", "有望", "达到", "达", "超过"});
  if (acts) return stopped && last > i + 1 ? run : std::string_view();
  const bool verbal = PartOf(text, words[i]) == HanClass::kVerbalNoun;
  if (verbal && last > i + 1) {
    if (stopped) return run;
    for (const std::string_view work : {"项目", "计划", "工程", "工作", "规划", "方案", "战略",
                                        "成本", "水平", "能力", "基金", "政策", "公司", "中心"}) {
      if (run.ends_with(work)) return run;
    }
    return {};
  }
  if (verbal) {
    // 中国共产党领导是…, but 中国发展了….
    return In(stop, {"是", "为"}) ? run : std::string_view();
  }
  return run;
}

bool OpensHanMeasure(std::string_view text, int64_t begin) {
  constexpr int64_t kHead = 30;  // bytes
  const int64_t end = std::min<int64_t>(static_cast<int64_t>(text.size()), begin + kHead);
  for (const HanWord& word : HanWords(text, begin, end)) {
    if (word.part == HanClass::kAdverb) continue;
    const std::string_view written = Of(text, word);
    return In(written,
              {"打造", "统筹", "推进", "提升", "实施", "完善", "加强", "加快", "深化", "坚持",
               "发挥", "构建", "健全", "强化", "扩大", "优化", "培育", "建设", "建立", "支持",
               "鼓励", "引导", "推动", "促进", "加大", "落实", "整合", "创新", "壮大", "布局",
               "探索", "开展", "组织", "保障", "提高", "增强", "拓展", "突破", "制定", "争取"});
  }
  return false;
}

std::string_view HanRunBehindName(std::string_view text, int64_t begin, int64_t end) {
  constexpr int64_t kLongestRun = 60;  // bytes
  int64_t to = begin;
  for (const HanWord& word : HanWords(text, begin, std::min(end, begin + kLongestRun))) {
    if (!IsNounLike(word.part) && word.part != HanClass::kAdjective) break;
    to = word.end;
  }
  return text.substr(std::min<size_t>(begin, text.size()), to - begin);
}

bool IsPieceOfHanNoun(std::string_view text, int64_t begin, int64_t end) {
  constexpr int64_t kBefore = 90;
  int64_t from = std::max<int64_t>(0, begin - kBefore);
  // On a character's first byte.
  while (from < begin && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
  const int64_t limit = std::min<int64_t>(static_cast<int64_t>(text.size()), end + kContext);
  const std::vector<HanWord> words = HanWords(text, from, limit);
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i].end <= begin) continue;
    if (words[i].begin > begin) return false;
    // Within a word, or the head of a longer one that is no verb.
    if (words[i].begin < begin) return words[i].part != HanClass::kVerb;
    if (words[i].end > end) {
      return IsNounLike(words[i].part) && words[i].part != HanClass::kVerbalNoun;
    }
    size_t next = i + 1;
    while (next < words.size() && words[next].begin < end) ++next;
    if (next >= words.size()) return false;
    const std::string_view word = Of(text, words[next]);
    const bool verb = words[i].part == HanClass::kVerb || words[i].part == HanClass::kVerbalNoun;
    return (verb &&
            In(word, {"量", "率", "值", "额", "数", "度", "点",   "极",   "面",   "力",  "型",
                      "者", "感", "性", "费", "期", "区", "方式", "速度", "空间", "潜力"})) ||
           In(word, {"后", "之后", "以后", "以来", "时", "期间"});
  }
  return false;
}

}  // namespace parallax::claim
