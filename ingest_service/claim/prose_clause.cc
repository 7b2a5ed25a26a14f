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
                                                 "发布时间", "發布時間",  "发布日期", "發布日期",
                                                 "时间",     "時間",      "日期"};
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
  const size_t day = at;
  while (at < text.size() && at < day + 10 &&
         (IsDigit(text[at]) || text[at] == ':' || text[at] == ' ' || text[at] == 'T')) {
    ++at;
  }
  // "2025-03-04 2025 was": a figure that is no time of day belongs to what follows.
  const std::string_view time = text.substr(day, at - day);
  if (time.find(':') == std::string_view::npos) {
    return time.starts_with(" ") ? day + 1 : 0;
  }
  return at;
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
// it.
size_t DatelineEnd(std::string_view whole) {
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
    const size_t at = head.find(wire);
    if (at == std::string_view::npos) continue;
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
    return dash <= kLongestPlace && opens && !aside ? behind(dash + 5) : day;
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
  dateline_end_ = folded_.ToFolded(static_cast<int64_t>(DatelineEnd(block.content.text)));
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
