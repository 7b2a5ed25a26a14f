#include "ingest_service/discourse/discourse.h"

#include <string>

#include "core/text/sha256.h"
#include "ingest_service/discourse/sentence_split.h"

namespace parallax::discourse {
namespace {

using record::Block;
using record::BlockKind;

bool HasSentences(BlockKind kind) {
  return kind != BlockKind::kBoilerplate && kind != BlockKind::kCode && kind != BlockKind::kTable;
}

// A reader's comment is a voice of its own. A repost of the page repeats the comment word for word
// and brings no second voice.
record::Voice ReaderVoice(const Block& block) {
  record::Voice voice;
  voice.kind = record::VoiceKind::kReader;
  voice.key = "reader:" + text::Sha256Hex(block.content.text, 8);
  return voice;
}

}  // namespace

Discourse ReadDiscourse(const catalog::Catalog& /*catalog*/, const record::Document& document,
                        const std::vector<record::Mention>& /*mentions*/,
                        const record::Voice& author) {
  Discourse discourse;
  discourse.voices.push_back(author);
  std::vector<TextRange> ranges;
  for (size_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    if (!HasSentences(block.kind)) continue;
    int32_t voice = 0;
    if (block.kind == BlockKind::kReaderComment) {
      voice = static_cast<int32_t>(discourse.voices.size());
      discourse.voices.push_back(ReaderVoice(block));
    }
    ranges.clear();
    const auto size = static_cast<int64_t>(block.content.text.size());
    // A label that has a text is no part of its sentences.
    const bool labelled = block.label_size > 0 && block.body_begin < size;
    SplitSentences(block.content.text, labelled ? block.body_begin : 0, &ranges);
    for (const TextRange& range : ranges) {
      Sentence sentence;
      sentence.block = static_cast<int32_t>(b);
      sentence.range = range;
      Clause clause;
      clause.range = range;
      clause.voices.push_back(voice);
      sentence.clauses.push_back(std::move(clause));
      discourse.sentences.push_back(std::move(sentence));
    }
  }
  return discourse;
}

}  // namespace parallax::discourse
