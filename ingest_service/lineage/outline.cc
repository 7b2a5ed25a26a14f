#include "ingest_service/lineage/outline.h"

#include <algorithm>

#include "ingest_service/lineage/common_hashes.h"
#include "ingest_service/lineage/fingerprint.h"
#include "ingest_service/lineage/translation.h"

namespace parallax::lineage {
namespace {

// The highest value that both outlines would show if the documents had it.
uint32_t Reach(const Outline& outline) {
  if (outline.whole || outline.hashes.empty())
    return (uint32_t{1} << kOutlineBits) >> std::min(outline.level, kOutlineBits);
  return outline.hashes.back();
}

bool MayShareText(const Outline& first, const Outline& second) {
  const uint32_t reach = std::min(Reach(first), Reach(second));
  const auto a_end = std::upper_bound(first.hashes.begin(), first.hashes.end(), reach);
  const auto b_end = std::upper_bound(second.hashes.begin(), second.hashes.end(), reach);
  const auto a = first.hashes.begin();
  const auto b = second.hashes.begin();
  const int64_t fewer = std::min(a_end - a, b_end - b);
  const int64_t shared = CountCommon(a, a_end, b, b_end);
  // Of n hashes of a quotation .3 n are expected, with a variance of .21 n.
  const int64_t missing = 3 * fewer - 10 * shared;
  return missing <= 0 || missing * missing <= int64_t{9 * 21} * fewer;
}

}  // namespace

Outline MakeOutline(const Fingerprint& fingerprint) {
  const std::vector<uint64_t>& hashes = fingerprint.sketch.hashes;
  Outline outline;
  outline.words = WordsHash(fingerprint.words_id);
  outline.language = fingerprint.translation.language;
  outline.blocks = static_cast<uint32_t>(fingerprint.translation.shape.size());
  outline.letter_bytes = fingerprint.translation.letter_bytes;
  outline.level = fingerprint.sketch.level;
  outline.declares = !fingerprint.translation.alternates.empty();
  outline.whole = hashes.size() <= kMostOutlineHashes;
  outline.hashes.resize(std::min(hashes.size(), kMostOutlineHashes));
  for (size_t i = 0; i < outline.hashes.size(); ++i) {
    outline.hashes[i] = static_cast<uint32_t>(hashes[i] >> (64 - kOutlineBits));
  }
  return outline;
}

bool MayRelate(const Outline& first, const Outline& second) {
  if (first.words != 0 && first.words == second.words) return true;
  if (MayShareText(first, second)) return true;
  if (first.language == second.language) return false;
  return (first.declares && second.declares) ||
         MayTranslate(first.blocks, second.blocks, first.letter_bytes, second.letter_bytes);
}

}  // namespace parallax::lineage
