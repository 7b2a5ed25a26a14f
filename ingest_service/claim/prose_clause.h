// One clause as the prose rules read it: folded text cut into words, with the mentions in place.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_CLAUSE_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_CLAUSE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/catalog/name_fold.h"
#include "core/record/claim.h"
#include "core/record/document.h"

namespace parallax::claim {

// A mention at its place in the folded text of a block.
struct PlacedMention {
  const record::Mention* mention = nullptr;
  int64_t begin = 0;
  int64_t end = 0;
  std::string_view kind;  // of the entity
  // A text that names it in the block's own words, or an earlier mention that is taken up here.
  bool taken_up = false;
};

// A block of prose, folded once. The block and its mentions must outlive it. Thread-compatible.
class ProseBlock {
 public:
  // `mentions`: those of the block, by place.
  ProseBlock(const record::Block& block, const record::Mention* first, const record::Mention* last);

  const record::Block& block() const { return block_; }
  std::string_view text() const { return folded_.text(); }  // folded
  const std::vector<PlacedMention>& mentions() const { return mentions_; }
  int64_t ToFolded(int64_t source) const { return folded_.ToFolded(source); }
  int64_t ToSource(int64_t folded) const { return folded_.ToSource(folded); }
  int64_t ToSourceEnd(int64_t folded) const { return folded_.ToSourceEnd(folded); }
  // Where the block's dateline ends ("Tokyo, March 31 (Kyodo) --", 新华社上海11月30日电), folded; 0
  // without one. What stands in it says where and by whom a report was filed, nothing else.
  int64_t dateline_end() const { return dateline_end_; }
  // The first mention that begins at `folded` or later.
  size_t MentionAt(int64_t folded) const;

  // The words of the block behind [begin, end) of the folded text, as written.
  record::Evidence Quote(int64_t begin, int64_t end, record::EvidenceRole role) const;

 private:
  const record::Block& block_;
  catalog::FoldedText folded_;
  std::vector<PlacedMention> mentions_;
  int64_t dateline_end_ = 0;
};

// A word, a punctuation mark, a Chinese character or a whole mention.
struct ProseToken {
  int64_t begin = 0;
  int64_t end = 0;
  int32_t mention = -1;  // index into the block's mentions
  enum class Form { kWord, kHan, kMark, kMention } form = Form::kWord;
};

// The tokens of [begin, end) of the block's folded text; at most kMostTokens, the rest is not read.
inline constexpr size_t kMostTokens = 600;
void Tokenize(const ProseBlock& block, int64_t begin, int64_t end, std::vector<ProseToken>* tokens);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_CLAUSE_H_
