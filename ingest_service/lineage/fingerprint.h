// What copies and translations of a document are found by, and what two documents are to each other
// by it: plain data, kept beside the document. Deterministic on any machine; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_LINEAGE_FINGERPRINT_H_
#define PARALLAX_INGEST_SERVICE_LINEAGE_FINGERPRINT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/document.h"
#include "ingest_service/lineage/sketch.h"
#include "ingest_service/lineage/translation.h"

namespace parallax::lineage {

struct Fingerprint {
  std::string words_id;  // hash over the exact words; empty: of no document but this one
  Sketch sketch;
  TranslationSketch translation;
  // The posting lists that the document stands in: one for its words, one for each index hash, each
  // address, each alternate's address and each pair of figures. Ascending, no two alike.
  std::vector<uint64_t> lists;
};

// Bounds: kMostHashes hashes of text; kMostIndexed + kMostFigurePairs + kMostAddresses +
// kMostListedAlternates + 1 lists. O(text).
inline constexpr size_t kMostAddresses = 4;
// Of the pages of more languages those with the lowest hashes: mostly the same on each of them.
inline constexpr size_t kMostListedAlternates = 8;
Fingerprint MakeFingerprint(std::string words_id, const record::Document& document,
                            std::string_view source_uri);

// What the words' list is made of; 0 for a document whose words are its own.
uint64_t WordsHash(std::string_view words_id);

enum class LinkKind {
  kNone,
  kCopy,         // most of each stands in the other: a repost, another headline
  kExcerpt,      // most of the shorter stands in the longer: trimmed, or taken up whole
  kQuotation,    // a large part of one stands in the other
  kTranslation,  // the same in another language
};

// What two documents are to each other by their overlap. Chance does not reach the least number of
// shared hashes; template sentences do not reach the shares.
LinkKind KindOf(const Overlap& overlap);

struct Relation {
  LinkKind kind = LinkKind::kNone;
  // Of a translation the anchors that agree, of those compared.
  Overlap overlap;
};
// Nothing where their outlines say so (outline.h). Symmetric. O(hashes of both), and for a likely
// translation O(kMostShape²).
Relation Relate(const Fingerprint& first, const Fingerprint& second);

// Whether the first of the two is the whole, the second the part, of an excerpt or a quotation: the
// part stands more in the whole than the whole in it. `first_ranks_before` decides a draw.
bool FirstIsWhole(const Overlap& overlap, bool first_ranks_before);

// How many different texts stand in `whole` in part: of parts that share most of what they take
// up, one counts. At most kManyParts, which stands for more; the first kMostPartsRead of `parts`
// are looked at, so their order must be one that the set of documents gives.
inline constexpr uint32_t kManyParts = 3;
inline constexpr size_t kMostPartsRead = 24;
uint32_t CountParts(const Fingerprint& whole, const std::vector<const Fingerprint*>& parts);

// Whether a link makes two documents one lineage. Copies do. An excerpt does unless what it stands
// in holds three texts or more; a quotation when it is the only one there. So a digest of several
// others is a lineage of its own.
bool Joins(LinkKind kind, uint32_t parts_of_whole);

}  // namespace parallax::lineage

#endif  // PARALLAX_INGEST_SERVICE_LINEAGE_FINGERPRINT_H_
