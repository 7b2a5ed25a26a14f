#include "ingest_service/claim/prose_clause.h"

#include <algorithm>

#include "core/record/entity_id.h"

namespace parallax::claim {
namespace {

bool IsWordByte(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '\'' ||
         c == '_' || c == '$' || c == '%' || c == '+';
}

}  // namespace

ProseBlock::ProseBlock(const record::Block& block, const record::Mention* first,
                       const record::Mention* last)
    : block_(block), folded_(block.content.text) {
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
