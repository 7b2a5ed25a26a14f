#include "ingest_service/claim/prose_claims.h"

#include <algorithm>
#include <memory>
#include <optional>

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

bool IsItem(const record::Document& document, int32_t block) {
  return block < static_cast<int32_t>(document.blocks.size()) &&
         document.blocks[block].kind == record::BlockKind::kListItem;
}

// One item may be any line with a mark before it.
bool LeadsList(const record::Document& document, int32_t block) {
  return IsItem(document, block + 1) && IsItem(document, block + 2);
}

}  // namespace

void ClaimProse(const ProseRules& rules, const ClaimContext& context,
                const discourse::Discourse& discourse, ClaimDraft* draft) {
  ProseFocus focus(rules.catalog(), context.mentions);
  int32_t current = -1;
  std::unique_ptr<ProseBlock> block;
  std::vector<text::PhraseMatch> phrases;
  size_t next = 0;
  std::vector<text::PhraseMatch> of_sentence;
  std::optional<Announced> announced;
  for (size_t s = 0; s < discourse.sentences.size(); ++s) {
    const discourse::Sentence& sentence = discourse.sentences[s];
    const bool opens = sentence.block != current;
    if (opens) {
      if (!IsItem(context.document, sentence.block)) announced.reset();
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
        const SentenceScene scene{rules, context, discourse, *block, focus};
        SentenceReader reader(scene, sentence, draft);
        reader.Read({});
        if (LeadsList(context.document, current)) announced = reader.Announces();
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
    ToldLevel level;
    if (end - begin <= kLongestSentence) {
      const SentenceScene scene{rules, context, discourse, *block, focus};
      SentenceReader reader(scene, sentence, draft);
      if (opens && announced) reader.ReadItem(*announced);
      reader.Read(of_sentence);
      subject = reader.last_subject();
      level = reader.level();
      const bool closes =
          s + 1 == discourse.sentences.size() || discourse.sentences[s + 1].block != current;
      if (closes && !IsItem(context.document, current) && LeadsList(context.document, current)) {
        announced = reader.Announces();
      }
    }
    focus.TakeSentence(*block, begin, end);
    if (subject != nullptr) focus.TakeSubject(*subject);
    if (!level.dimension.empty()) focus.TakeLevel(level);
  }
}

}  // namespace parallax::claim
