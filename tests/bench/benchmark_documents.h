// Synthetic documents for the comparison benchmark: like those of the pipeline in what is stored
// (typed readings, propositions, evidence in the original's bytes), drawn at random over all
// economies of the catalog.
#ifndef PARALLAX_TESTS_BENCH_BENCHMARK_DOCUMENTS_H_
#define PARALLAX_TESTS_BENCH_BENCHMARK_DOCUMENTS_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "core/catalog/catalog.h"
#include "ingest_service/store/document_change.h"

namespace parallax::bench {

// Immutable; thread-safe. Views the catalog, which must outlive it.
class BenchmarkDocuments {
 public:
  explicit BenchmarkDocuments(const catalog::Catalog& catalog);

  const std::vector<std::string>& economies() const { return economies_; }
  const std::vector<std::string>& dimensions() const { return dimensions_; }

  // Document number `number`: a function of it. Two economies on four of the dimensions each; half
  // of the values are said by other documents too, one in nine is blank.
  store::StoredDocument Make(uint64_t number) const;

 private:
  record::ClaimValue Draw(const catalog::Dimension& dimension, std::mt19937_64& random) const;

  const catalog::Catalog& catalog_;
  std::vector<std::string> economies_;
  std::vector<std::string> dimensions_;
};

}  // namespace parallax::bench

#endif  // PARALLAX_TESTS_BENCH_BENCHMARK_DOCUMENTS_H_
