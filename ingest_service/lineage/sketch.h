// A small fingerprint of a document's main text, by which copies are found: plain data, to be kept
// beside the document. Deterministic on any machine; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_LINEAGE_SKETCH_H_
#define PARALLAX_INGEST_SERVICE_LINEAGE_SKETCH_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/record/document.h"

namespace parallax::lineage {

// A sample of the hashes of all shingles (six Latin words or twelve Han characters in a row, or
// what mixes to as much) of the main blocks; titles, boilerplate and readers' comments do not
// count. A hash is in the sample when it is below 2^64 / 2^level: two documents' samples at one
// level are of the same shingles, so that shares of either document can be measured, not likeness
// alone.
struct Sketch {
  int32_t level = 0;
  std::vector<uint64_t> hashes;  // ascending, no two alike
  int64_t shingles = 0;  // in all, alike ones counted once at this level: hashes.size() << level
  friend bool operator==(const Sketch&, const Sketch&) = default;
};

// At most this many hashes: of longer documents the level is raised until they fit.
inline constexpr size_t kMostHashes = 4096;
// The first level: of each shingle one in four is kept, so that a news item of 200 words has
// some 50.
inline constexpr int32_t kFirstLevel = 1;

// O(text); memory: the sample.
Sketch MakeSketch(const record::Document& document);

// Of texts, each a block.
Sketch MakeSketch(const std::vector<std::string_view>& blocks);

// How much of each of two documents stands in the other, by their samples at the coarser level.
struct Overlap {
  int64_t shared = 0;    // hashes in both
  int64_t of_first = 0;  // hashes of each
  int64_t of_second = 0;
  double share_of_first() const {
    return of_first == 0 ? 0.0 : static_cast<double>(shared) / static_cast<double>(of_first);
  }
  double share_of_second() const {
    return of_second == 0 ? 0.0 : static_cast<double>(shared) / static_cast<double>(of_second);
  }
};
Overlap MeasureOverlap(const Sketch& first, const Sketch& second);

// The hashes under which a document is to be found: those of its sample that are in the sample of
// level kIndexLevel, but at least its lowest kLowestIndexed and at most its lowest kMostIndexed. A
// part that is less than a twentieth of a long document may share none with it.
inline constexpr int32_t kIndexLevel = 5;
inline constexpr size_t kLowestIndexed = 16;
inline constexpr size_t kMostIndexed = 64;
std::vector<uint64_t> IndexHashes(const Sketch& sketch);

}  // namespace parallax::lineage

#endif  // PARALLAX_INGEST_SERVICE_LINEAGE_SKETCH_H_
