#include "ingest_service/recognize/date_frame.h"

#include <algorithm>

#include "ingest_service/recognize/glyph.h"

namespace parallax::recognize {

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What stands before a point or range.
void FrameBefore(std::string_view text, bool range, const DateSetting& setting, int64_t from,
                 Frame* frame) {
  const Word word = PreviousWord(text, from);
  if (word.empty() || word.begin < setting.floor) return;
  const std::string_view w = word.view();
  if (range) {
    if (w == "from" || w == "between") frame->begin = word.begin;
    return;
  }
  const Word before = PreviousWord(text, word.begin);
  const auto framed = [&](Frame::Kind kind, int64_t begin) {
    frame->kind = kind;
    frame->begin = std::max(begin, setting.floor);
  };
  if (w == "since") return framed(Frame::kSince, word.begin);
  if (w == "least" && before.view() == "at") {
    const Word since = PreviousWord(text, before.begin);
    if (since.view() == "since" && since.begin >= setting.floor) {
      frame->at_least = true;
      framed(Frame::kSince, since.begin);
    }
    return;
  }
  if (w == "before") return framed(Frame::kBefore, word.begin);
  if (w == "after") return framed(Frame::kAfter, word.begin);
  if (w == "by" || w == "until" || w == "till") return framed(Frame::kUntil, word.begin);
  if (w == "through" && setting.every_figure) return framed(Frame::kUntil, word.begin);
  if (w == "to" && before.view() == "prior") return framed(Frame::kBefore, before.begin);
  if (w == "to" && before.view() == "up") return framed(Frame::kUntil, before.begin);
  if (w == "than") {
    if (before.view() == "later") {
      const Word no = PreviousWord(text, before.begin);
      if (no.view() == "no" || no.view() == "not") return framed(Frame::kUntil, no.begin);
      return framed(Frame::kAfter, before.begin);
    }
    if (before.view() == "earlier") return framed(Frame::kBefore, before.begin);
    if (before.view() == "greater" && setting.every_figure)
      return framed(Frame::kAfter, before.begin);
  }
  if (IsOneOf(w, {"on", "in", "from", "with"}) &&
      IsOneOf(before.view(), {"starting", "beginning", "effective"})) {
    return framed(Frame::kSince, before.begin);
  }
  if (IsOneOf(w, {"starting", "beginning"})) return framed(Frame::kSince, word.begin);
  if (IsOneOf(w, {"around", "about", "circa", "approximately", "roughly"}))
    frame->approximate = true;
}

// What stands behind a point: "and after", "onwards", "or earlier".
void FrameAfter(std::string_view text, int64_t at, Frame* frame) {
  Word word = NextWord(text, at);
  if (word.empty()) return;
  int64_t stop = word.end;
  const bool joined = word.view() == "and" || word.view() == "or";
  if (word.view() == "on" || word.view() == "forward") {
    // "from 2025 on".
    const Word before = PreviousWord(text, frame->begin);
    const Word next = NextWord(text, word.end);
    if (before.view() == "from" &&
        !IsOneOf(next.view(), {"the", "a", "an", "its", "their", "that", "this", "top"}) &&
        !next.capital) {
      frame->kind = Frame::kSince;
      frame->begin = before.begin;
      frame->end = word.end;
    }
    return;
  }
  if (joined) {
    word = NextWord(text, word.end);
    stop = word.end;
  }
  Frame::Kind kind = Frame::kNone;
  if (IsOneOf(word.view(), {"onward", "onwards"})) kind = Frame::kSince;
  if (joined && IsOneOf(word.view(), {"after", "later", "beyond"})) kind = Frame::kSince;
  if (joined && IsOneOf(word.view(), {"before", "earlier"})) kind = Frame::kUntil;
  if (kind == Frame::kNone) return;
  // "and after my work is done" goes on; the frame ends its clause.
  const char32_t next = GlyphAt(text, SkipBlanks(text, stop)).c;
  if (joined && IsWordLetter(next)) return;
  frame->kind = kind;
  frame->end = stop;
  if (word.view() == "onward" || word.view() == "onwards") {
    const Word before = PreviousWord(text, frame->begin);
    if (before.view() == "from") frame->begin = before.begin;
  }
}

void ChineseFrame(std::string_view text, bool range, const DatePoint& point,
                  const DateSetting& setting, Frame* frame) {
  static constexpr struct {
    std::string_view phrase;
    Frame::Kind kind;
  } kAfter[] = {{"及以后", Frame::kSince}, {"及以後", Frame::kSince}, {"及之后", Frame::kSince},
                {"及之後", Frame::kSince}, {"或之后", Frame::kSince}, {"或之後", Frame::kSince},
                {"或以后", Frame::kSince}, {"或以後", Frame::kSince}, {"及以前", Frame::kUntil},
                {"及之前", Frame::kUntil}, {"或之前", Frame::kUntil}, {"或以前", Frame::kUntil},
                {"以来", Frame::kSince},   {"以來", Frame::kSince},   {"开始", Frame::kSince},
                {"開始", Frame::kSince},   {"起", Frame::kSince},     {"以后", Frame::kAfter},
                {"以後", Frame::kAfter},   {"之后", Frame::kAfter},   {"之後", Frame::kAfter},
                {"后", Frame::kAfter},     {"後", Frame::kAfter},     {"以前", Frame::kBefore},
                {"之前", Frame::kBefore},  {"前", Frame::kBefore},    {"为止", Frame::kUntil},
                {"為止", Frame::kUntil}};
  int64_t at = SkipBlanks(text, frame->end);
  if (range) {
    static constexpr std::string_view kBetween[] = {"之间", "之間", "期间", "期間", "间", "間"};
    for (std::string_view between : kBetween) {
      if (!HasAt(text, at, between)) continue;
      if (between != "期间" && between != "期間")
        frame->end = at + static_cast<int64_t>(between.size());
      if ((between == "之间" || between == "之間") && HasBefore(text, frame->begin, "在") &&
          frame->begin - 3 >= setting.floor)
        frame->begin -= 3;
      break;
    }
    for (std::string_view from : {"自从", "从", "從", "自"}) {
      if (HasBefore(text, frame->begin, from) &&
          frame->begin - static_cast<int64_t>(from.size()) >= setting.floor) {
        frame->begin -= static_cast<int64_t>(from.size());
        break;
      }
    }
    return;
  }
  Frame::Kind kind = Frame::kNone;
  int64_t end = frame->end;
  for (const auto& a : kAfter) {
    if (!HasAt(text, at, a.phrase)) continue;
    const int64_t stop = at + static_cast<int64_t>(a.phrase.size());
    const char32_t next = GlyphAt(text, stop).c;
    // 前三季度, 前后, 后来, 后续, 起步 begin other words.
    if (a.phrase == "前" &&
        (next == U'后' || next == U'後' || next == U'三' || next == U'往' || next == U'瞻' ||
         next == U'沿' || next == U'十' || IsDigit(next) || next == U'五' || next == U'两'))
      break;
    if ((a.phrase == "后" || a.phrase == "後") &&
        (next == U'来' || next == U'來' || next == U'续' || next == U'續' || next == U'期' ||
         next == U'半'))
      break;
    if (a.phrase == "起" && (next == U'步' || next == U'草' || next == U'诉' || next == U'訴' ||
                             next == U'飞' || next == U'到'))
      break;
    kind = a.kind;
    end = stop;
    frame->inclusive = a.phrase == "以后" || a.phrase == "以後";
    break;
  }
  if (kind == Frame::kNone && (HasAt(text, at, "来") || HasAt(text, at, "來"))) {
    const char32_t next = GlyphAt(text, at + 3).c;
    if (!IsHan(next) || next == U'的') {
      kind = Frame::kSince;
      end = at + 3;
    }
  }
  static constexpr struct {
    std::string_view phrase;
    Frame::Kind kind;
  } kBefore[] = {{"截止到", Frame::kUntil}, {"截至到", Frame::kUntil}, {"截止至", Frame::kUntil},
                 {"截至", Frame::kUntil},   {"截止", Frame::kUntil},   {"直到", Frame::kUntil},
                 {"自从", Frame::kSince},   {"自從", Frame::kSince},   {"到", Frame::kUntil},
                 {"至", Frame::kUntil},     {"从", Frame::kNone},      {"從", Frame::kNone},
                 {"自", Frame::kNone}};
  const int64_t begin = SkipBlanksBack(text, frame->begin);
  for (const auto& b : kBefore) {
    if (!HasBefore(text, begin, b.phrase)) continue;
    const int64_t start = begin - static_cast<int64_t>(b.phrase.size());
    if (start < setting.floor) break;
    const bool from = b.phrase == "从" || b.phrase == "從" || b.phrase == "自";
    if (from) {
      // 从2016年3月1日开始, 自2010年以来.
      if (kind == Frame::kSince && !HasAt(text, at, "起")) frame->begin = start;
    } else if (kind == Frame::kNone || b.kind == kind || kind == Frame::kUntil) {
      // 到 and 至 after a verb of motion or growth keep their point all the same; 截至 says until
      // when.
      if (kind == Frame::kNone && (b.phrase == "到" || b.phrase == "至")) {
        const char32_t verb = GlyphBefore(text, start).c;
        static constexpr std::u32string_view kVerbs = U"回追达直遲迟推延提甚乃以冬夏";
        if (kVerbs.find(verb) != std::u32string_view::npos && verb != kEnd) break;
        // 从…到2022年4月提出…: a step of what was done, not until when; 到2030年推出 is a target.
        static constexpr std::string_view kDone[] = {"提出", "宣布", "发布", "發布", "成立",
                                                     "启动", "啟動", "推出", "签署", "簽署",
                                                     "召开", "召開", "颁布", "頒布"};
        constexpr int64_t kFarthestFrom = 150;  // bytes
        const int64_t behind = SkipBlanks(text, end);
        const std::string_view before =
            text.substr(static_cast<size_t>(std::max<int64_t>(0, start - kFarthestFrom)),
                        static_cast<size_t>(std::min(start, kFarthestFrom)));
        const size_t stop = before.rfind("。");
        const std::string_view sentence = stop == before.npos ? before : before.substr(stop);
        const auto has = [&](std::string_view word) {
          return sentence.find(word) != sentence.npos;
        };
        const auto follows = [&](std::string_view word) { return HasAt(text, behind, word); };
        if ((has("从") || has("從") || has("自")) && std::ranges::any_of(kDone, follows)) break;
      }
      kind = b.kind;
      frame->begin = start;
    }
    break;
  }
  // 2024年前 and 后 on a bare day or month want a date, which is what they have.
  (void)point;
  if (kind != Frame::kNone) {
    frame->kind = kind;
    frame->end = end;
  }
}

}  // namespace parallax::recognize
