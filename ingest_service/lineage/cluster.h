// Lineages: which documents copy each other, from their sketches. A pure function of the set of
// documents, whatever their order. Thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_LINEAGE_CLUSTER_H_
#define PARALLAX_INGEST_SERVICE_LINEAGE_CLUSTER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "ingest_service/lineage/sketch.h"

namespace parallax::lineage {

struct SketchedDocument {
  std::string key;  // unique in the set: the document's id
  Sketch sketch;
};

enum class CopyKind {
  kNone,
  kCopy,       // most of each stands in the other: a repost, another headline
  kExcerpt,    // most of the shorter stands in the longer: trimmed, or taken up whole
  kQuotation,  // a large part of one stands in the other
};

// What two documents are to each other by their overlap. Chance does not reach the least number of
// shared hashes; template sentences do not reach the shares.
CopyKind KindOf(const Overlap& overlap);

struct CopyLink {
  int64_t first = 0;  // indexes into the documents, by ascending key
  int64_t second = 0;
  CopyKind kind = CopyKind::kNone;
  Overlap overlap;
};

struct Lineages {
  // Of each document, in the order given: the index of its lineage's member with the lowest key.
  std::vector<int64_t> lineage_of;
  // All pairs that were found to copy, by key of first, then second.
  std::vector<CopyLink> links;
};

// A posting list longer than this keeps the documents whose keys hash lowest: a function of the
// set, and enough to tie any number of copies together through them.
inline constexpr size_t kMostPostings = 24;

// Copies are of one lineage, transitively. An excerpt joins the document that it stands in, unless
// that holds more than two; a document that quotes joins the lineage that it quotes when that is
// only one. A digest of several others is a lineage of its own, with links to them. Near-linear:
// the cost per document is bounded by its index hashes times kMostPostings, whatever the size of
// the set.
Lineages FindLineages(const std::vector<SketchedDocument>& documents);

}  // namespace parallax::lineage

#endif  // PARALLAX_INGEST_SERVICE_LINEAGE_CLUSTER_H_
