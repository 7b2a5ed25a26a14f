#include "ingest_service/claim/prose_clause.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/record/entity_id.h"

namespace parallax::claim {
namespace {

// Where a dateline ends in the text of a block as written; 0 without one. Latin: capitals and a
// date, a short bracket that names an agency, a dash. Chinese: up to 日电 and the bracket behind
// it.
size_t DatelineEnd(std::string_view text) {
  constexpr size_t kLongest = 80;  // bytes
  const std::string_view head = text.substr(0, kLongest);
  if (const size_t at = head.find("日电"); at != std::string_view::npos) {
    if (head.find("，") < at || head.find(',') < at) return 0;
    const size_t end = at + std::string_view("日电").size();
    for (const auto& [open, close] : {std::pair("(", ")"), std::pair("（", "）")}) {
      if (!text.substr(end).starts_with(open)) continue;
      const size_t closed = text.find(close, end);
      if (closed < end + kLongest) return closed + std::string_view(close).size();
    }
    return end;
  }
  const size_t open = head.find('(');
  const size_t close = head.find(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return 0;
  bool begins = true;
  for (const char c : head.substr(0, open)) {
    // "The company (ABC) - which": a word without a capital.
    if (begins && c >= 'a' && c <= 'z') return 0;
    begins = c == ' ' || c == ',' || c == '.';
  }
  std::string_view rest = text.substr(close + 1);
  while (rest.starts_with(" ")) rest.remove_prefix(1);
  for (const std::string_view dash : {"--", "—", "–", "- "}) {
    if (rest.starts_with(dash)) return text.size() - rest.size() + dash.size();
  }
  return 0;
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
