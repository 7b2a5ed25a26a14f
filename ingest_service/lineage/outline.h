// The little of a fingerprint that tells most unrelated documents apart: it stands beside each
// document of a long posting list, so that neighbours who share no more than a site's footer or a
// date are passed over without reading their fingerprints. Plain data; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_LINEAGE_OUTLINE_H_
#define PARALLAX_INGEST_SERVICE_LINEAGE_OUTLINE_H_

#include <cstdint>
#include <string>
#include <vector>

namespace parallax::lineage {

struct Fingerprint;

struct Outline {
  uint64_t words = 0;  // a hash of the words' id; 0: of no document but this one
  std::string language;
  uint32_t blocks = 0;  // of the shape
  int64_t letter_bytes = 0;
  int32_t level = 0;      // of the sample
  bool whole = false;     // the sample has no more hashes than these
  bool declares = false;  // its page names alternates in other languages
  // The first kOutlineBits bits of the sample's lowest hashes, ascending; alike ones are kept.
  std::vector<uint32_t> hashes;
  friend bool operator==(const Outline&, const Outline&) = default;
};

inline constexpr size_t kMostOutlineHashes = 128;
inline constexpr int kOutlineBits = 24;

Outline MakeOutline(const Fingerprint& fingerprint);

// False where the two are surely nothing to each other, or so likely that they are taken to be:
// what they share of their outlines is three standard deviations below a share that would make a
// quotation. Symmetric; a function of the two documents alone, and so part of what relates them
// (Relate asks it first). O(kMostOutlineHashes).
bool MayRelate(const Outline& first, const Outline& second);

}  // namespace parallax::lineage

#endif  // PARALLAX_INGEST_SERVICE_LINEAGE_OUTLINE_H_
