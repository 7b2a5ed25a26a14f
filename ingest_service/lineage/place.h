// Where a document stands among those of a posting list: an order that its id alone gives, so that
// neighbours are a function of the set of documents. Pure functions; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_LINEAGE_PLACE_H_
#define PARALLAX_INGEST_SERVICE_LINEAGE_PLACE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace parallax::lineage {

// Two documents are compared when no more than kNear - 1 others stand between them in one of the
// lists that both stand in. Up to kNear + 1 copies are therefore all compared with each other, and
// more of them hang together as a chain.
inline constexpr size_t kNear = 8;

// Documents of a level also stand in the lists of all lower levels; one in eight goes up a level.
// Their lists have the chain's far ends nearer: the first of n copies is found in O(log n) steps.
inline constexpr uint32_t kLevels = 6;

struct Place {
  uint64_t rank = 0;   // a hash of the id
  uint32_t level = 0;  // below kLevels
};
Place PlaceOf(std::string_view document_id);

// Whether document `a` comes before `b`, by rank, then by id.
bool ComesBefore(std::string_view a, std::string_view b);

// The lists that a document stands in over all levels up to its own.
std::vector<uint64_t> ListsOverLevels(const std::vector<uint64_t>& lists, uint32_t level);

}  // namespace parallax::lineage

#endif  // PARALLAX_INGEST_SERVICE_LINEAGE_PLACE_H_
