#include "ingest_service/lineage/place.h"

#include <algorithm>
#include <bit>

namespace parallax::lineage {
namespace {

// The finalizer of SplitMix64: documents whose ids differ in a digit must not be neighbours.
uint64_t Mix(uint64_t x) {
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9ULL;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBULL;
  return x ^ x >> 31;
}

constexpr int kBitsPerLevel = 3;

}  // namespace

Place PlaceOf(std::string_view document_id) {
  uint64_t hash = 0xCBF29CE484222325ULL;  // FNV-1a
  for (const char c : document_id) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  const uint64_t rank = Mix(hash);
  const uint64_t coin = Mix(rank ^ 0x9E3779B97F4A7C15ULL);
  const auto level = static_cast<uint32_t>(std::countr_zero(coin) / kBitsPerLevel);
  return {.rank = rank, .level = std::min(level, kLevels - 1)};
}

bool ComesBefore(std::string_view a, std::string_view b) {
  const uint64_t rank_a = PlaceOf(a).rank;
  const uint64_t rank_b = PlaceOf(b).rank;
  return rank_a != rank_b ? rank_a < rank_b : a < b;
}

std::vector<uint64_t> ListsOverLevels(const std::vector<uint64_t>& lists, uint32_t level) {
  std::vector<uint64_t> all = lists;
  for (uint32_t l = 1; l <= level; ++l) {
    for (const uint64_t list : lists) all.push_back(Mix(list + l));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace parallax::lineage
