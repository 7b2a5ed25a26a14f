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

// The economy that a mention is of: itself, or the one that its entity belongs to; empty when
// unknown.
std::string_view EconomyOf(const catalog::Catalog& catalog, const record::Mention& mention) {
  constexpr int kMostSteps = 3;  // a city, its province, the country
  std::string_view id = mention.entity_id;
  for (int step = 0; step < kMostSteps && !id.starts_with("economy/"); ++step) {
    const catalog::Entity* entity = catalog.FindEntity(id);
    if (entity == nullptr || entity->relations.empty()) return {};
    std::string_view next = entity->relations.front().target;
    for (const auto& relation : entity->relations) {
      if (relation.target.starts_with("economy/")) next = relation.target;
    }
    id = next;
  }
  return id.starts_with("economy/") ? id : std::string_view();
}

// Whose 元 a text in Traditional Chinese means, as ISO 3166 alpha-2: that of the currency it names
// elsewhere, else of the places and bodies it names; empty leaves it to the script. Taiwan's wins
// where several are spoken of, for its own press writes 元 of its own.
std::string_view YuanRegion(const catalog::Catalog& catalog, const ClaimContext& context) {
  bool traditional = false;
  bool renminbi = false;
  bool hong_kong = false;
  for (const record::Block& block : context.document.blocks) {
    traditional |= block.language.starts_with("zh-Hant");
    const std::string_view text = block.content.text;
    const auto has = [&](std::string_view word) { return text.find(word) != text.npos; };
    if (has("台幣") || has("臺幣") || has("NT$")) return {};
    renminbi |= has("人民幣");
    hong_kong |= has("港元") || has("港幣") || has("HK$");
  }
  if (!traditional || (renminbi && hong_kong)) return {};
  if (renminbi) return "CN";
  if (hong_kong) return "HK";
  constexpr int kFewestMentions = 2;
  int of_mainland = 0;
  int of_hong_kong = 0;
  for (const record::Mention& mention : context.mentions) {
    const std::string_view economy = EconomyOf(catalog, mention);
    if (economy == "economy/TW" || economy == "economy/MO") return {};
    of_mainland += economy == "economy/CN" ? 1 : 0;
    of_hong_kong += economy == "economy/HK" ? 1 : 0;
  }
  if (of_hong_kong >= kFewestMentions) return "HK";
  return of_hong_kong == 0 && of_mainland >= kFewestMentions ? "CN" : "";
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
