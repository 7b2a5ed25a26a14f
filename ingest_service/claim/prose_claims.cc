#include "ingest_service/claim/prose_claims.h"

#include <algorithm>
#include <memory>

#include "ingest_service/claim/prose_sentence.h"

namespace parallax::claim {
namespace {

// The mentions of block `block`, in the list that is sorted by block.
std::pair<const record::Mention*, const record::Mention*> MentionsOf(
    const std::vector<record::Mention>& mentions, int32_t block) {
  const auto begin =
      std::lower_bound(mentions.begin(), mentions.end(), block,
                       [](const record::Mention& m, int32_t value) { return m.block < value; });
  const auto end =
      std::lower_bound(begin, mentions.end(), block + 1,
                       [](const record::Mention& m, int32_t value) { return m.block < value; });
  return {mentions.data() + (begin - mentions.begin()), mentions.data() + (end - mentions.begin())};
}

// Whose 元 a text in Traditional Chinese means: the mainland's where it says renminbi or names
// places and bodies of the mainland, and nothing of Taiwan, Hong Kong or Macau; else empty, which
// leaves it to the script.
std::string_view YuanRegion(const catalog::Catalog& catalog, const ClaimContext& context) {
  bool traditional = false;
  bool renminbi = false;
  for (const record::Block& block : context.document.blocks) {
    traditional |= block.language.starts_with("zh-Hant");
    const std::string_view text = block.content.text;
    renminbi |= text.find("人民幣") != std::string_view::npos;
    for (const std::string_view own :
         {"新台幣", "台幣", "新臺幣", "臺幣", "港元", "港幣", "NT$", "HK$"}) {
      if (text.find(own) != std::string_view::npos) return {};
    }
  }
  if (!traditional) return {};
  if (renminbi) return "CN";
  constexpr int kFewestMentions = 2;
  int mainland = 0;
  for (const record::Mention& mention : context.mentions) {
    std::string_view economy = mention.entity_id;
    const catalog::Entity* entity = catalog.FindEntity(mention.entity_id);
    if (!economy.starts_with("economy/") && entity != nullptr) {
      for (const auto& relation : entity->relations) {
        if (relation.target.starts_with("economy/")) economy = relation.target;
      }
    }
    if (economy == "economy/TW" || economy == "economy/HK" || economy == "economy/MO") return {};
    mainland += economy == "economy/CN";
  }
  return mainland >= kFewestMentions ? "CN" : "";
}

}  // namespace

void ClaimProse(const ProseRules& rules, const ClaimContext& context,
                const discourse::Discourse& discourse, ClaimDraft* draft) {
  ProseFocus focus(rules.catalog(), context.mentions);
  const std::string_view region = YuanRegion(rules.catalog(), context);
  int32_t current = -1;
  std::unique_ptr<ProseBlock> block;
  std::vector<text::PhraseMatch> phrases;
  size_t next = 0;
  std::vector<text::PhraseMatch> of_sentence;
  for (const discourse::Sentence& sentence : discourse.sentences) {
    if (sentence.block != current) {
      current = sentence.block;
      const auto [first, last] = MentionsOf(context.mentions, current);
      block = std::make_unique<ProseBlock>(context.document.blocks[current], first, last);
      phrases.clear();
      rules.phrases().FindAll(block->text(), &phrases);
      next = 0;
    }
    const bool heading = context.document.blocks[current].kind == record::BlockKind::kHeading;
    if (heading) {
      // A heading without a name leaves the one above in charge.
      if (!block->mentions().empty()) {
        focus.TakeTitle(*block);
        const SentenceScene scene{rules, context, discourse, *block, focus, region};
        SentenceReader(scene, sentence, draft).Read({});
      }
      continue;
    }
    const int64_t begin = block->ToFolded(sentence.range.begin);
    const int64_t end = block->ToFolded(sentence.range.end);
    while (next < phrases.size() && phrases[next].begin < begin) ++next;
    of_sentence.clear();
    while (next < phrases.size() && phrases[next].begin < end) {
      of_sentence.push_back(phrases[next++]);
    }
    const record::Mention* subject = nullptr;
    if (end - begin <= kLongestSentence) {
      const SentenceScene scene{rules, context, discourse, *block, focus, region};
      SentenceReader reader(scene, sentence, draft);
      reader.Read(of_sentence);
      subject = reader.last_subject();
    }
    focus.TakeSentence(*block, begin, end);
    if (subject != nullptr) focus.TakeSubject(*subject);
  }
}

}  // namespace parallax::claim
