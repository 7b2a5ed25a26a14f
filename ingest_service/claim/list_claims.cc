#include "ingest_service/claim/list_claims.h"

#include <string>
#include <utility>

#include "core/catalog/name_fold.h"
#include "ingest_service/claim/cell_value.h"
#include "ingest_service/claim/heading_focus.h"

namespace parallax::claim {
namespace {

using catalog::ValueType;
using record::Block;
using record::BlockKind;
using record::Claim;
using record::Evidence;
using record::EvidenceRole;

constexpr char kListRule[] = "list/under-heading";
constexpr size_t kMostItemBytes = 400;

// The heading without the entity that it names and the words that tied the two: "South Korea's key
// mechanisms" asks "key mechanisms".
std::string WithoutName(std::string_view heading, std::string_view name) {
  std::string rest(heading);
  if (const size_t at = rest.find(name); at != std::string::npos) rest.erase(at, name.size());
  const auto cut_front = [&rest](std::string_view word) {
    if (rest.starts_with(word)) rest.erase(0, word.size());
  };
  const auto cut_back = [&rest](std::string_view word) {
    if (rest.ends_with(word)) rest.erase(rest.size() - word.size());
  };
  cut_back(":");
  cut_back("：");
  for (std::string_view word : {"The ", "the ", "'s", "’s", " ", "的", "之"}) cut_front(word);
  while (rest.ends_with(" ")) rest.pop_back();
  for (std::string_view word : {" of", " in", " for", " by", " from", " under", "的"})
    cut_back(word);
  return rest;
}

class ListReader {
 public:
  ListReader(const ClaimContext& context, const discourse::Discourse& discourse, ClaimDraft* draft)
      : context_(context), discourse_(discourse), focus_(context), draft_(draft) {}

  void Read() {
    const auto& blocks = context_.document.blocks;
    for (int32_t b = 0; b < static_cast<int32_t>(blocks.size()); ++b) {
      focus_.Pass(b);
      if (blocks[b].kind != BlockKind::kListItem || b == 0 || focus_.heading_block() != b - 1)
        continue;
      int32_t end = b;
      bool plain = true;
      while (end < static_cast<int32_t>(blocks.size()) &&
             blocks[end].kind == BlockKind::kListItem) {
        plain &= blocks[end].label_size == 0 && !blocks[end].content.text.empty() &&
                 blocks[end].content.text.size() <= kMostItemBytes;
        ++end;
      }
      if (plain && end - b >= 2 && end - b <= static_cast<int32_t>(kMostListItems))
        ReadList(b, end);
    }
  }

 private:
  void ReadList(int32_t begin, int32_t end) {
    const LineSubject& subject = focus_.subject();
    if (subject.entity_id.empty()) return;
    const record::MappedText& heading = context_.document.blocks[focus_.heading_block()].content;
    const catalog::Dimension* dimension = DimensionAsked(
        context_.catalog, WithoutName(heading.text, subject.name.quote), subject.kind);
    if (dimension == nullptr || (dimension->value_type != ValueType::kItemList &&
                                 dimension->value_type != ValueType::kEntitySet)) {
      return;
    }
    for (int32_t b = begin; b < end;) {
      const std::vector<record::Voice> voices =
          VoicesOf(discourse_, context_.author, b, &next_sentence_);
      int32_t last = b + 1;
      while (last < end && VoicesOf(discourse_, context_.author, last, &next_sentence_) == voices) {
        ++last;
      }
      Make(subject, *dimension, heading, b, last, voices);
      b = last;
    }
  }

  void Make(const LineSubject& subject, const catalog::Dimension& dimension,
            const record::MappedText& heading, int32_t begin, int32_t end,
            std::vector<record::Voice> voices) {
    Claim claim;
    claim.subject_entity_id = subject.entity_id;
    claim.subject_written = subject.name.quote;
    claim.dimension_id = dimension.id;
    claim.kind = record::ClaimKind::kValue;
    claim.voices = std::move(voices);
    claim.evidence = {subject.name,
                      {heading.Original(), EvidenceRole::kDimension,
                       record::Alignment::kUnspecified, heading.text}};
    record::ItemList items;
    record::EntitySet entities;
    for (int32_t b = begin; b < end; ++b) {
      const record::MappedText& content = context_.document.blocks[b].content;
      record::ListItem item;
      item.text = content.text;
      item.span = content.Original();
      item.entities = MentionedIn(context_.mentions, item.span);
      for (const record::EntityRef& entity : item.entities) {
        bool known = entity.entity_id == subject.entity_id;
        for (const record::EntityRef& other : entities.entities)
          known |= other.entity_id == entity.entity_id;
        if (!known) entities.entities.push_back(entity);
      }
      if (!claim.value.text.empty()) claim.value.text += "; ";
      claim.value.text += content.text;
      claim.evidence.push_back(
          {item.span, EvidenceRole::kValue, record::Alignment::kUnspecified, content.text});
      items.items.push_back(std::move(item));
    }
    claim.value.language = context_.document.blocks[begin].language;
    if (dimension.value_type == ValueType::kEntitySet) {
      if (entities.entities.empty()) return;
      claim.value.readings.emplace_back(std::move(entities));
    } else {
      claim.value.readings.emplace_back(std::move(items));
    }
    claim.activity = {kListRule, kListRuleVersion, context_.catalog.pack_id(),
                      context_.catalog.pack_version()};
    draft_->claims.push_back(std::move(claim));
  }

  const ClaimContext& context_;
  const discourse::Discourse& discourse_;
  HeadingFocus focus_;
  ClaimDraft* const draft_;
  size_t next_sentence_ = 0;
};

}  // namespace

void ClaimLists(const ClaimContext& context, const discourse::Discourse& discourse,
                ClaimDraft* draft) {
  ListReader(context, discourse, draft).Read();
}

}  // namespace parallax::claim
