#include "ingest_service/claim/prose_clause.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/record/entity_id.h"

namespace parallax::claim {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Where the line of a record that gives its day ends ("date 2025-03-04 ", "发布时间：2025-03-04
// 10:30 "); 0 without one.
size_t DayLineEnd(std::string_view text) {
  static constexpr std::string_view kLabels[] = {"date",     "published", "updated",  "posted",
                                                 "发布时间", "發布時間",  "發佈時間", "发布日期",
                                                 "發布日期", "时间",      "時間",     "日期"};
  size_t at = 0;
  for (const std::string_view label : kLabels) {
    if (text.size() < label.size()) continue;
    const bool is = std::equal(label.begin(), label.end(), text.begin(), [](char a, char b) {
      return a == b || (b >= 'A' && b <= 'Z' && a == b - 'A' + 'a');
    });
    if (!is) continue;
    at = label.size();
    break;
  }
  while (text.substr(at).starts_with(" ") || text.substr(at).starts_with(":")) ++at;
  if (text.substr(at).starts_with("：")) at += std::string_view("：").size();
  // The day as ISO 8601 writes it, and the time of day.
  constexpr std::string_view kDay = "0000-00-00";
  if (text.size() < at + kDay.size()) return 0;
  for (size_t i = 0; i < kDay.size(); ++i) {
    if (kDay[i] == '0' ? !IsDigit(text[at + i]) : text[at + i] != kDay[i]) return 0;
  }
  at += kDay.size();
  // A time of day belongs to it ("10:30", "T10:30:00"); any other figure to what follows.
  constexpr std::string_view kTime = " 00:00";
  const std::string_view time = text.substr(at, kTime.size());
  bool clock = time.size() == kTime.size() && (time[0] == ' ' || time[0] == 'T');
  for (size_t i = 1; clock && i < kTime.size(); ++i) {
    clock = kTime[i] == '0' ? IsDigit(time[i]) : time[i] == kTime[i];
  }
  if (clock) {
    at += kTime.size();
    constexpr size_t kSeconds = 3;  // ":00"
    if (text.substr(at, 1) == ":" && text.size() >= at + kSeconds && IsDigit(text[at + 1])) {
      at += kSeconds;
    }
  }
  return text.substr(at, 1) == " " ? at + 1 : 0;
}

bool EndsInNumber(std::string_view text) {
  static constexpr std::string_view kNumerals[] = {"一", "二", "三", "四", "五", "六",
                                                   "七", "八", "九", "十", "〇"};
  if (!text.empty() && IsDigit(text.back())) return true;
  return std::ranges::any_of(kNumerals, [&](std::string_view n) { return text.ends_with(n); });
}

// An agency or a reporter's mark in a dateline's bracket.
bool NamesAgency(std::string_view bracket) {
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{
          "CNN", "Reuters", "AP)", "AFP", "Bloomberg", "Kyodo", "Jiji", "Xinhua", "UPI", "dpa",
          "ANI", "PTI", "TASS", "Yonhap", "CNBC", "BUSINESS WIRE", "PRNewswire", "GLOBE NEWSWIRE"},
      [&](std::string_view agency) { return bracket.starts_with(agency); });
}

// Where a dateline ends in the text of a block as written; 0 without one. Latin: capitals and a
// date, a short bracket that names an agency, a dash. Chinese: up to 日电 and the bracket behind
// it. `*sure` is false where only a dash behind capitalized words tells: "Washington – The".
size_t DatelineEnd(std::string_view whole, bool* sure) {
  *sure = true;
  constexpr size_t kLongest = 80;  // bytes
  const size_t day = DayLineEnd(whole);
  const std::string_view text = whole.substr(day);
  const auto behind = [&](size_t end) { return day + end; };
  const std::string_view head = text.substr(0, kLongest);
  for (const std::string_view open : {"（", "("}) {
    // （中央社記者…台北2日電）, (中新社…)
    if (!text.starts_with(open)) continue;
    for (const std::string_view close : {"電）", "电）", "電)", "电)", "報導）", "报道）"}) {
      const size_t at = head.find(close);
      if (at != std::string_view::npos) return behind(at + close.size());
    }
  }
  for (const std::string_view wire : {"日电", "日電"}) {
    // 11月30日电, not 近日电动车 nor 今日电影.
    const size_t at = head.find(wire);
    if (at == std::string_view::npos || !EndsInNumber(head.substr(0, at))) continue;
    if (head.find("，") < at || head.find(',') < at) return day;
    const size_t end = at + wire.size();
    for (const auto& [open, close] : {std::pair("(", ")"), std::pair("（", "）")}) {
      if (!text.substr(end).starts_with(open)) continue;
      const size_t closed = text.find(close, end);
      if (closed < end + kLongest) return behind(closed + std::string_view(close).size());
    }
    return behind(end);
  }
  const size_t open = head.find('(');
  const size_t close = head.find(')');
  const bool bracketed =
      open != std::string_view::npos && close != std::string_view::npos && open < close;
  const size_t dash = std::min(head.find(" – "), head.find(" — "));
  const size_t before = std::min(bracketed ? open : dash, dash);
  if (before >= head.size()) return day;
  bool begins = true;
  for (const char c : head.substr(0, before)) {
    // "The company (ABC) - which": a word without a capital.
    if (begins && c >= 'a' && c <= 'z') return day;
    begins = c == ' ' || c == ',' || c == '.';
  }
  if (before == dash) {
    // "Washington – The", "TOKYO, April 8 — The": a place, and no second dash closes an aside.
    constexpr size_t kLongestPlace = 36;
    constexpr size_t kLongestAside = 400;
    const std::string_view rest = text.substr(std::min(text.size(), dash + 5), kLongestAside);
    const size_t stop = std::min(rest.find(". "), rest.size());
    const bool aside = std::min(rest.find(" – "), rest.find(" — ")) < stop;
    const bool opens = !rest.empty() && rest[0] >= 'A' && rest[0] <= 'Z';
    if (dash > kLongestPlace || !opens || aside) return day;
    // Capitals throughout, or a date, are a dateline's alone; else who stands there tells.
    const std::string_view place = head.substr(0, dash);
    *sure = place.find_first_of("0123456789") != std::string_view::npos ||
            place.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
    return behind(dash + 5);
  }
  std::string_view rest = text.substr(close + 1);
  while (rest.starts_with(" ")) rest.remove_prefix(1);
  for (const std::string_view mark : {"--", "—", "–", "- "}) {
    if (rest.starts_with(mark)) return behind(text.size() - rest.size() + mark.size());
  }
  // "Hong Kong (CNN)A muddled view": without a dash only where the bracket names an agency.
  return NamesAgency(text.substr(open + 1)) ? behind(close + 1) : day;
}

constexpr std::array<bool, 256> kWordBytes = [] {
  std::array<bool, 256> bytes{};
  for (unsigned char c = 'a'; c <= 'z'; ++c) bytes[c] = true;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) bytes[c] = true;
  for (unsigned char c = '0'; c <= '9'; ++c) bytes[c] = true;
  for (unsigned char c : {'\'', '_', '$', '%', '+'}) bytes[c] = true;
  return bytes;
}();

bool IsWordByte(unsigned char c) { return kWordBytes[c]; }

}  // namespace

ProseBlock::ProseBlock(const record::Block& block, const record::Mention* first,
                       const record::Mention* last)
    : block_(block), folded_(block.content.text) {
  bool sure = true;
  auto dateline = static_cast<int64_t>(DatelineEnd(block.content.text, &sure));
  // "Nokia – The vendor cut": a place is where a report was filed, others are what it is about.
  for (const record::Mention* m = first; m != last && !sure; ++m) {
    const bool filed =
        record::EntityKind(m->entity_id) == "place" || m->form == record::MentionForm::kMetonym;
    if (m->cell == -1 && m->text_end <= dateline && !filed) {
      dateline = 0;
      break;
    }
  }
  dateline_end_ = folded_.ToFolded(dateline);
  for (; first != last; ++first) {
    // A technology is a clause's topic, hardly ever who acts in it: "AI infrastructure".
    if (first->cell != -1 || record::EntityKind(first->entity_id) == "technology") continue;
    const int64_t begin = folded_.ToFolded(first->text_begin);
    const int64_t end = folded_.ToFolded(first->text_end);
    if (end <= dateline_end_) continue;
    if (begin >= end || (!mentions_.empty() && begin < mentions_.back().end)) continue;
    mentions_.push_back({first, begin, end, record::EntityKind(first->entity_id), false});
  }
}

size_t ProseBlock::MentionAt(int64_t folded) const {
  return std::lower_bound(mentions_.begin(), mentions_.end(), folded,
                          [](const PlacedMention& m, int64_t at) { return m.begin < at; }) -
         mentions_.begin();
}

record::Evidence ProseBlock::Quote(int64_t begin, int64_t end, record::EvidenceRole role) const {
  const int64_t from = folded_.ToSource(begin);
  const int64_t to = std::max(from, folded_.ToSourceEnd(end));
  return {block_.content.Original(from, to), role, record::Alignment::kUnspecified,
          block_.content.text.substr(from, to - from)};
}

void Tokenize(const ProseBlock& block, int64_t begin, int64_t end,
              std::vector<ProseToken>* tokens) {
  tokens->clear();
  // English has a token in six bytes, Chinese one in three.
  const auto bytes = static_cast<size_t>(std::max<int64_t>(0, end - begin));
  tokens->reserve(std::min(kMostTokens, bytes / 3 + 1));
  const std::string_view text = block.text();
  const std::vector<PlacedMention>& mentions = block.mentions();
  size_t next = block.MentionAt(begin);
  for (int64_t at = begin; at < end && tokens->size() < kMostTokens;) {
    if (next < mentions.size() && mentions[next].begin == at) {
      tokens->push_back(
          {at, mentions[next].end, static_cast<int32_t>(next), ProseToken::Form::kMention});
      at = std::max(at + 1, mentions[next++].end);
      continue;
    }
    while (next < mentions.size() && mentions[next].begin < at) ++next;
    const int64_t limit = next < mentions.size() ? std::min(end, mentions[next].begin) : end;
    const auto c = static_cast<unsigned char>(text[at]);
    if (c <= ' ') {
      ++at;
      continue;
    }
    int64_t to = at + 1;
    if (c < 0x80) {
      if (IsWordByte(c)) {
        // "u.s.", "2.5" and "government's" are one word; "'s" behind a mention is one too.
        while (to < limit && (IsWordByte(static_cast<unsigned char>(text[to])) ||
                              (text[to] == '.' && to + 1 < limit &&
                               IsWordByte(static_cast<unsigned char>(text[to + 1]))))) {
          ++to;
        }
        tokens->push_back({at, to, -1, ProseToken::Form::kWord});
      } else {
        tokens->push_back({at, to, -1, ProseToken::Form::kMark});
      }
    } else {
      while (to < end && (static_cast<unsigned char>(text[to]) & 0xC0) == 0x80) ++to;
      // Three bytes from U+3400 on, but not U+FFxx: Chinese; the rest of what is left are marks.
      const bool han =
          c >= 0xE3 && c <= 0xE9 &&
          !(c == 0xE3 && to - at == 3 && static_cast<unsigned char>(text[at + 1]) < 0x90);
      tokens->push_back({at, to, -1, han ? ProseToken::Form::kHan : ProseToken::Form::kMark});
    }
    at = to;
  }
}

}  // namespace parallax::claim
