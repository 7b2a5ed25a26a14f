// Lineages of a whole set at once: what the store keeps document by document, computed the short
// way. A pure function of the set of documents, whatever their order; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_LINEAGE_CLUSTER_H_
#define PARALLAX_INGEST_SERVICE_LINEAGE_CLUSTER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "ingest_service/lineage/fingerprint.h"

namespace parallax::lineage {

struct Member {
  std::string document_id;  // unique in the set
  Fingerprint fingerprint;
};

struct Link {
  int64_t first = 0;  // indexes of members; `first` comes before `second` (ComesBefore)
  int64_t second = 0;
  Relation relation;   // of first and second
  uint32_t lists = 0;  // in which the two are near each other
  bool joins = false;
};

struct Lineages {
  std::vector<Link> links;      // ascending
  std::vector<uint32_t> parts;  // of each member as a whole (CountParts)
  // Of each member: the next on the way to the one that stands for its lineage; its own index when
  // it does itself.
  std::vector<int64_t> parent;
  std::vector<int64_t> lineage_of;  // at the end of that way
};

// Documents are compared when they are near each other in a posting list (place.h). The parent is
// the one of the highest level among those before it that it is joined to, and of these the first.
Lineages FindLineages(const std::vector<Member>& members);

}  // namespace parallax::lineage

#endif  // PARALLAX_INGEST_SERVICE_LINEAGE_CLUSTER_H_
