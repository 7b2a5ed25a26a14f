// How many hashes two ascending runs share. Pure; O(length of both).
#ifndef PARALLAX_INGEST_SERVICE_LINEAGE_COMMON_HASHES_H_
#define PARALLAX_INGEST_SERVICE_LINEAGE_COMMON_HASHES_H_

#include <cstdint>

namespace parallax::lineage {

// Of hashes that stand several times in both runs as many as the run with fewer has.
template <typename Iterator>
int64_t CountCommon(Iterator a, Iterator a_end, Iterator b, Iterator b_end) {
  int64_t common = 0;
  while (a != a_end && b != b_end) {
    if (*a == *b) {
      ++common;
      ++a;
      ++b;
    } else if (*a < *b) {
      ++a;
    } else {
      ++b;
    }
  }
  return common;
}

}  // namespace parallax::lineage

#endif  // PARALLAX_INGEST_SERVICE_LINEAGE_COMMON_HASHES_H_
