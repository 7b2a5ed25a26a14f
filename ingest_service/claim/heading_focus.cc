#include "ingest_service/claim/heading_focus.h"

#include <algorithm>

#include "core/catalog/name_fold.h"
#include "core/record/entity_id.h"

namespace parallax::claim {
namespace {

// A paragraph that leads to what stands below is no longer than this.
constexpr size_t kMostLeadBytes = 90;
// What a heading asks is listed in the pack, or nearly.
constexpr double kAskedScore = 0.9;

bool EndsWithColon(std::string_view text) { return text.ends_with(":") || text.ends_with("："); }

}  // namespace

LineSubject HeadingFocus::OnlyEntityOf(int32_t block) const {
  LineSubject only;
  auto mention = std::lower_bound(context_.mentions.begin(), context_.mentions.end(), block,
                                  [](const record::Mention& m, int32_t b) { return m.block < b; });
  for (; mention != context_.mentions.end() && mention->block == block; ++mention) {
    const std::string_view kind = record::EntityKind(mention->entity_id);
    // An adjective belongs to what it stands with ("Chinese AI policy" is about China all the
    // same); technologies are what headings are about in general.
    if (kind == "technology" || kind == "place") continue;
    if (!only.entity_id.empty() && only.entity_id != mention->entity_id) return {};
    if (!only.entity_id.empty()) continue;
    only.entity_id = mention->entity_id;
    only.kind = kind;
    only.name = {mention->span, record::EvidenceRole::kSubject, record::Alignment::kUnspecified,
                 mention->written};
  }
  return only;
}

void HeadingFocus::Pass(int32_t index) {
  const record::Block& block = context_.document.blocks[index];
  const std::string_view text = block.content.text;
  if (block.kind == record::BlockKind::kHeading) {
    while (!stack_.empty() && stack_.back().first >= block.level) stack_.pop_back();
    LineSubject subject = OnlyEntityOf(index);
    // Below a heading that names several, nothing tells which is meant.
    if (subject.entity_id.empty() && !stack_.empty()) subject = stack_.back().second;
    stack_.emplace_back(block.level, subject);
    subject_ = std::move(subject);
    heading_ = text;
    heading_block_ = index;
    return;
  }
  if (block.kind == record::BlockKind::kParagraph && text.size() <= kMostLeadBytes &&
      EndsWithColon(text)) {
    if (LineSubject subject = OnlyEntityOf(index); !subject.entity_id.empty())
      subject_ = std::move(subject);
    heading_ = text;
    heading_block_ = index;
    return;
  }
  // A paragraph between a lead-in and a list parts them.
  if (block.kind == record::BlockKind::kParagraph && block.label_size == 0 && heading_block_ >= 0 &&
      context_.document.blocks[heading_block_].kind == record::BlockKind::kParagraph) {
    heading_ = {};
    heading_block_ = -1;
    subject_ = stack_.empty() ? LineSubject() : stack_.back().second;
  }
}

std::vector<record::Voice> VoicesOf(const discourse::Discourse& discourse,
                                    const record::Voice& author, int32_t block, size_t* next) {
  while (*next < discourse.sentences.size() && discourse.sentences[*next].block < block) ++*next;
  std::vector<record::Voice> voices;
  if (*next < discourse.sentences.size() && discourse.sentences[*next].block == block) {
    const discourse::Sentence& sentence = discourse.sentences[*next];
    if (!sentence.clauses.empty()) {
      for (int32_t voice : sentence.clauses.back().voices)
        voices.push_back(discourse.voices[voice]);
    }
  }
  if (voices.empty()) voices.push_back(author);
  return voices;
}

const catalog::Dimension* DimensionAsked(const catalog::Catalog& catalog, std::string_view text,
                                         std::string_view kind) {
  while (EndsWithColon(text)) text.remove_suffix(text.ends_with(":") ? 1 : 3);
  const auto matches = catalog.MatchHeader(text, kind);
  if (matches.empty() || matches.front().score < kAskedScore) return nullptr;
  // Two that are as near ask nothing that can be told.
  if (matches.size() > 1 && matches[1].score >= matches.front().score) return nullptr;
  return matches.front().dimension;
}

record::MappedText Part(const record::MappedText& text, int64_t begin, int64_t end) {
  record::MappedText part;
  part.text = text.text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
  part.map.AppendSlice(text.map, begin, end);
  return part;
}

}  // namespace parallax::claim
