// What the headings above a block say: whom it is about, and what is asked.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_HEADING_FOCUS_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_HEADING_FOCUS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest_service/claim/table_claims.h"
#include "ingest_service/discourse/discourse.h"

namespace parallax::claim {

// An entity that lines below are about, and where it is named.
struct LineSubject {
  std::string entity_id;  // empty: none
  std::string kind;
  record::Evidence name;
};

// Follows the headings of a document block by block. Thread-compatible; the context must outlive
// it.
class HeadingFocus {
 public:
  explicit HeadingFocus(const ClaimContext& context) : context_(context) {}

  // Call for every block in order. A heading, and a short paragraph that ends with a colon, is
  // taken for what stands below.
  void Pass(int32_t block);

  // The only entity of the nearest heading that names one, up to the document's first.
  const LineSubject& subject() const { return subject_; }
  // The text of the nearest heading or lead-in; empty when there is none.
  std::string_view heading() const { return heading_; }
  int32_t heading_block() const { return heading_block_; }

 private:
  LineSubject OnlyEntityOf(int32_t block) const;

  const ClaimContext& context_;
  LineSubject subject_;
  std::string_view heading_;
  int32_t heading_block_ = -1;
  std::vector<std::pair<int32_t, LineSubject>> stack_;  // by level, outermost first
};

// The voices that are heard in a block; the author's alone where nothing is read there. Sentences
// are searched from `*next`, which moves on: call in order of blocks.
std::vector<record::Voice> VoicesOf(const discourse::Discourse& discourse,
                                    const record::Voice& author, int32_t block, size_t* next);

// The dimension that `text` asks of a subject of `kind` in so many words; null when it does not.
const catalog::Dimension* DimensionAsked(const catalog::Catalog& catalog, std::string_view text,
                                         std::string_view kind);

// The part [begin, end) of `text` with its way back to the original.
record::MappedText Part(const record::MappedText& text, int64_t begin, int64_t end);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_HEADING_FOCUS_H_
