#include "query_service/translate/translation_comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

namespace parallax::translate {
namespace {

using record::BlockKind;

// "Author: …", "关键词：…" and the like say less than this after their label.
constexpr size_t kShortLabelledBytes = 120;

bool IsCompared(const record::Block& block) {
  if (block.label_size > 0 &&
      block.content.text.size() - static_cast<size_t>(block.body_begin) < kShortLabelledBytes) {
    return false;
  }
  return (block.kind == BlockKind::kParagraph || block.kind == BlockKind::kListItem ||
          block.kind == BlockKind::kQuotation || block.kind == BlockKind::kCaption) &&
         !block.content.text.empty();
}

std::string_view PrimarySubtag(std::string_view language) {
  return language.substr(0, language.find('-'));
}

char LowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsWordByte(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool IsIn(std::string_view range, std::string_view language) {
  const auto same = [](char a, char b) { return LowerAscii(a) == LowerAscii(b); };
  return language.size() >= range.size() &&
         std::equal(range.begin(), range.end(), language.begin(), same) &&
         (range.empty() || language.size() == range.size() || language[range.size()] == '-');
}

// Bytes of `text` that are read: at most kMostBlockBytes, in whole characters.
size_t WholeCharacters(std::string_view text) {
  if (text.size() <= kMostBlockBytes) return text.size();
  size_t end = kMostBlockBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return end;
}

// The part of a text that `span` of the original was made into; nothing when it was left out.
std::optional<TextRange> RangeOf(const text::TextMap& map, const text::ByteSpan& span) {
  const auto& runs = map.runs();
  const auto begins_after = [](int64_t byte, const text::TextMap::Run& run) {
    return byte < run.original_begin;
  };
  auto first = std::upper_bound(runs.begin(), runs.end(), span.begin_byte, begins_after);
  if (first == runs.begin()) return std::nullopt;
  --first;
  auto last = std::upper_bound(runs.begin(), runs.end(), span.end_byte - 1, begins_after);
  if (span.end_byte <= span.begin_byte || last == runs.begin()) return std::nullopt;
  --last;
  const auto place = [](const text::TextMap::Run& run, int64_t byte) {
    if (run.original_unit == 0) return run.text_begin;
    return run.text_begin +
           std::min(run.count, (byte - run.original_begin) / run.original_unit) * run.text_unit;
  };
  const int64_t begin = place(*first, span.begin_byte);
  const int64_t end = std::min(place(*last, span.end_byte - 1) + last->text_unit, map.text_size());
  if (end <= begin) return std::nullopt;
  return TextRange{static_cast<size_t>(begin), static_cast<size_t>(end)};
}

// Letters of a text, as far as that tells how much it says.
size_t Weight(const std::vector<TextBlock>& blocks, const std::vector<size_t>& which) {
  size_t bytes = 0;
  for (const size_t b : which) bytes += blocks[b].text.size();
  return bytes;
}

// Anchors of some blocks of a side by kind and key.
std::map<std::pair<AnchorKind, std::string>, std::vector<Place>> Gather(
    const std::vector<TextBlock>& blocks, const std::vector<size_t>& which) {
  std::map<std::pair<AnchorKind, std::string>, std::vector<Place>> gathered;
  for (const size_t b : which) {
    for (const Anchor& anchor : blocks[b].anchors) {
      gathered[{anchor.kind, anchor.key}].push_back({b, {anchor.begin, anchor.end}});
    }
  }
  return gathered;
}

// The words in Latin letters and digits of some blocks of a side, where each stands.
class WordIndex {
 public:
  WordIndex(const std::vector<TextBlock>& blocks, const std::vector<size_t>& which) {
    for (const size_t b : which) {
      text_.append(blocks[b].text);
      text_.push_back('\n');
    }
    std::transform(text_.begin(), text_.end(), text_.begin(), LowerAscii);
    for (size_t at = 0; at < text_.size();) {
      if (!IsWordByte(text_[at])) {
        ++at;
        continue;
      }
      const size_t begin = at;
      while (at < text_.size() && IsWordByte(text_[at])) ++at;
      places_[std::string_view(text_).substr(begin, at - begin)].push_back(begin);
    }
  }

  // Whether `name`, in lower case, stands there as whole words.
  bool Has(std::string_view name) const {
    size_t first = 0;
    while (first < name.size() && !IsWordByte(name[first])) ++first;
    size_t end = first;
    while (end < name.size() && IsWordByte(name[end])) ++end;
    const auto it = places_.find(name.substr(first, end - first));
    if (it == places_.end()) return false;
    return std::any_of(it->second.begin(), it->second.end(), [&](size_t at) {
      if (at < first || text_.size() - (at - first) <= name.size()) return false;
      const size_t begin = at - first;
      return std::string_view(text_).substr(begin, name.size()) == name &&
             !IsWordByte(text_[begin + name.size()]);
    });
  }

 private:
  std::string text_;
  std::map<std::string_view, std::vector<size_t>> places_;
};

std::vector<AnchorComparison> CompareAnchors(const std::vector<TextBlock>& first,
                                             const std::vector<TextBlock>& second,
                                             const AlignedBlocks& blocks) {
  auto a = Gather(first, blocks.first);
  auto b = Gather(second, blocks.second);
  const WordIndex words_of_first(first, blocks.first);
  const WordIndex words_of_second(second, blocks.second);
  std::vector<AnchorComparison> out;
  for (auto it = a.begin(); it != a.end();) {
    const auto other = b.find(it->first);
    const auto& [kind, key] = it->first;
    if (other != b.end()) {
      out.push_back({AnchorState::kAgrees, kind, key, it->second, other->second});
      b.erase(other);
    } else if (kind == AnchorKind::kName && words_of_second.Has(key)) {
      // Names are looked for on the side of the other script; a Latin text is full of words.
      out.push_back({AnchorState::kAgrees, kind, key, it->second, {}});
    } else {
      ++it;
      continue;
    }
    it = a.erase(it);
  }
  for (auto it = b.begin(); it != b.end();) {
    if (it->first.first != AnchorKind::kName || !words_of_first.Has(it->first.second)) {
      ++it;
      continue;
    }
    out.push_back({AnchorState::kAgrees, it->first.first, it->first.second, {}, it->second});
    it = b.erase(it);
  }
  // What is left of a kind on both sides differs, in order of place; the rest is missing.
  for (const AnchorKind kind : {AnchorKind::kNumber, AnchorKind::kDate}) {
    const auto left = [&](auto& side) {
      std::vector<std::pair<AnchorKind, std::string>> keys;
      for (const auto& [id, places] : side) {
        if (id.first == kind) keys.push_back(id);
      }
      std::sort(keys.begin(), keys.end(), [&](const auto& x, const auto& y) {
        const Place& of_x = side[x].front();
        const Place& of_y = side[y].front();
        return std::pair(of_x.block, of_x.range.begin) < std::pair(of_y.block, of_y.range.begin);
      });
      return keys;
    };
    const auto of_a = left(a);
    const auto of_b = left(b);
    for (size_t i = 0; i < std::min(of_a.size(), of_b.size()); ++i) {
      out.push_back({AnchorState::kDiffers, kind, of_a[i].second, a[of_a[i]], b[of_b[i]]});
      a.erase(of_a[i]);
      b.erase(of_b[i]);
    }
  }
  // Quotations in two scripts are told by their number.
  const auto pair_up = [&] {
    std::vector<Place> of_a;
    std::vector<Place> of_b;
    for (const auto& [id, places] : a) {
      if (id.first == AnchorKind::kQuotation) of_a.insert(of_a.end(), places.begin(), places.end());
    }
    for (const auto& [id, places] : b) {
      if (id.first == AnchorKind::kQuotation) of_b.insert(of_b.end(), places.begin(), places.end());
    }
    if (of_a.empty() || of_a.size() != of_b.size()) return;
    out.push_back({AnchorState::kAgrees, AnchorKind::kQuotation, "", of_a, of_b});
    std::erase_if(a, [](const auto& entry) { return entry.first.first == AnchorKind::kQuotation; });
    std::erase_if(b, [](const auto& entry) { return entry.first.first == AnchorKind::kQuotation; });
  };
  pair_up();
  const auto is_topic = [](const auto& entry) { return entry.first.first == AnchorKind::kTopic; };
  std::erase_if(a, is_topic);
  std::erase_if(b, is_topic);
  for (auto& [id, places] : a) {
    out.push_back({AnchorState::kMissing, id.first, id.second, std::move(places), {}});
  }
  for (auto& [id, places] : b) {
    out.push_back({AnchorState::kMissing, id.first, id.second, {}, std::move(places)});
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& x, const auto& y) {
    return std::pair(x.kind, x.key) < std::pair(y.kind, y.key);
  });
  return out;
}

struct SentenceCues {
  Place sentence;
  std::array<std::vector<TextRange>, 3> cues;  // by CueKind
  size_t weak_negations = 0;
};

std::vector<SentenceCues> ReadSentences(const std::vector<TextBlock>& blocks,
                                        const std::vector<size_t>& which) {
  std::vector<SentenceCues> sentences;
  for (const size_t b : which) {
    const std::vector<Cue> cues = FindCues(blocks[b].text);
    for (const TextRange& range : Sentences(blocks[b].text)) {
      SentenceCues& sentence = sentences.emplace_back();
      sentence.sentence = {b, range};
      for (const Cue& cue : cues) {
        if (cue.begin < range.begin || cue.begin >= range.end) continue;
        if (cue.weak) {
          ++sentence.weak_negations;
          continue;
        }
        sentence.cues[static_cast<size_t>(cue.kind)].push_back({cue.begin, cue.end});
      }
    }
  }
  return sentences;
}

size_t CountWeak(const std::vector<SentenceCues>& side, size_t begin, size_t end) {
  size_t count = 0;
  for (size_t s = begin; s < end; ++s) count += side[s].weak_negations;
  return count;
}

void CompareCues(const std::vector<SentenceCues>& first, const std::vector<SentenceCues>& second,
                 std::vector<CueDifference>* out) {
  // One by one where both have as many sentences, else all of the block together.
  const bool one_by_one = first.size() == second.size();
  const auto compare = [&](size_t begin_first, size_t end_first, size_t begin_second,
                           size_t end_second) {
    for (size_t kind = 0; kind < 3; ++kind) {
      const auto find = [&](const std::vector<SentenceCues>& side, size_t begin,
                            size_t end) -> std::optional<std::pair<size_t, TextRange>> {
        for (size_t s = begin; s < end; ++s) {
          if (!side[s].cues[kind].empty()) return std::pair(s, side[s].cues[kind].front());
        }
        return std::nullopt;
      };
      const auto in_first = find(first, begin_first, end_first);
      const auto in_second = find(second, begin_second, end_second);
      if (in_first.has_value() == in_second.has_value()) continue;
      if (kind == static_cast<size_t>(CueKind::kNegation)) {
        // "not willing" may be told as "decline"; "did not refuse" may not.
        const size_t in_one = CountWeak(first, begin_first, end_first);
        const size_t in_other = CountWeak(second, begin_second, end_second);
        if (in_first ? in_other > in_one : in_one > in_other) continue;
      }
      const auto& side = in_first ? first : second;
      const auto& other = in_first ? second : first;
      const auto& [s, range] = in_first ? *in_first : *in_second;
      CueDifference difference{.kind = static_cast<CueKind>(kind),
                               .in_first = in_first.has_value(),
                               .cue = {side[s].sentence.block, range},
                               .sentence = side[s].sentence,
                               .other_sentence = {}};
      if (one_by_one) difference.other_sentence = other[s].sentence;
      out->push_back(difference);
    }
  };
  if (!one_by_one) {
    compare(0, first.size(), 0, second.size());
    return;
  }
  for (size_t s = 0; s < first.size(); ++s) compare(s, s + 1, s, s + 1);
}

}  // namespace

std::vector<TextBlock> BlocksToCompare(const std::vector<record::Block>& blocks,
                                       const std::vector<record::Mention>& mentions,
                                       std::string_view language) {
  std::vector<TextBlock> out;
  std::map<int64_t, size_t> position;
  for (size_t i = 0; i < blocks.size(); ++i) {
    const record::Block& block = blocks[i];
    if (!IsCompared(block)) continue;
    if (!IsIn(language, block.language)) continue;
    position[static_cast<int64_t>(i)] = out.size();
    TextBlock& added = out.emplace_back();
    added.index = static_cast<int32_t>(i);
    added.kind = block.kind;
    added.level = block.level;
    added.text = block.content.text.substr(0, WholeCharacters(block.content.text));
    added.cut = added.text.size() < block.content.text.size();
    added.anchors = FindAnchors(added.text);
  }
  for (const record::Mention& mention : mentions) {
    const auto it = position.find(mention.block);
    if (it == position.end() || mention.entity_id.empty()) continue;
    TextBlock& block = out[it->second];
    const record::MappedText& content = blocks[static_cast<size_t>(block.index)].content;
    const std::optional<TextRange> range = RangeOf(content.map, mention.span);
    if (!range || range->end > block.text.size()) continue;
    block.anchors.push_back({AnchorKind::kEntity, mention.entity_id, range->begin, range->end});
  }
  for (TextBlock& block : out) {
    std::stable_sort(block.anchors.begin(), block.anchors.end(),
                     [](const Anchor& a, const Anchor& b) { return a.begin < b.begin; });
  }
  return out;
}

std::vector<std::string> LanguagesOf(const std::vector<record::Block>& blocks) {
  std::map<std::string, size_t> bytes;
  for (const record::Block& block : blocks) {
    if (!IsCompared(block) || block.language.empty()) continue;
    bytes[std::string(PrimarySubtag(block.language))] += block.content.text.size();
  }
  std::vector<std::pair<size_t, std::string>> by_size;
  for (const auto& [language, size] : bytes) by_size.emplace_back(size, language);
  std::stable_sort(by_size.begin(), by_size.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> languages;
  for (auto& [size, language] : by_size) languages.push_back(std::move(language));
  return languages;
}

TranslationComparison CompareTexts(const std::vector<TextBlock>& first,
                                   const std::vector<TextBlock>& second) {
  TranslationComparison comparison;
  const auto is_cut = [](const TextBlock& block) { return block.cut; };
  comparison.truncated = first.size() > kMostBlocks || second.size() > kMostBlocks ||
                         std::any_of(first.begin(), first.end(), is_cut) ||
                         std::any_of(second.begin(), second.end(), is_cut);
  size_t all[2] = {0, 0};
  size_t paired[2] = {0, 0};
  for (AlignedBlocks& blocks : AlignBlocks(first, second)) {
    PairComparison& pair = comparison.pairs.emplace_back();
    pair.blocks = std::move(blocks);
    const size_t weights[2] = {Weight(first, pair.blocks.first),
                               Weight(second, pair.blocks.second)};
    for (size_t side = 0; side < 2; ++side) all[side] += weights[side];
    if (pair.blocks.first.empty() || pair.blocks.second.empty()) continue;
    for (size_t side = 0; side < 2; ++side) paired[side] += weights[side];
    pair.anchors = CompareAnchors(first, second, pair.blocks);
    CompareCues(ReadSentences(first, pair.blocks.first), ReadSentences(second, pair.blocks.second),
                &pair.differences);
    for (const AnchorComparison& anchor : pair.anchors) {
      if (anchor.kind == AnchorKind::kQuotation || anchor.kind == AnchorKind::kTopic) continue;
      ++(anchor.state == AnchorState::kAgrees    ? comparison.agreeing
         : anchor.state == AnchorState::kDiffers ? comparison.differing
                                                 : comparison.missing);
    }
  }
  const size_t anchors = comparison.agreeing + comparison.differing + comparison.missing;
  const bool mostly_paired = 2 * paired[0] > all[0] && 2 * paired[1] > all[1];
  if (anchors < kFewestAnchors) {
    comparison.verdict = Verdict::kUndecided;
  } else {
    comparison.verdict =
        mostly_paired && 2 * comparison.agreeing > anchors ? Verdict::kLikely : Verdict::kUnlikely;
  }
  return comparison;
}

}  // namespace parallax::translate
