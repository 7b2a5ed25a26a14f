// Synthetic documents for the comparison benchmark: like those of the pipeline in what is stored
// (typed readings, propositions, evidence in the original's bytes), drawn at random over a universe
// of economies.
#ifndef PARALLAX_TESTS_BENCH_BENCHMARK_DOCUMENTS_H_
#define PARALLAX_TESTS_BENCH_BENCHMARK_DOCUMENTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalog/catalog.h"
#include "ingest_service/store/document_change.h"

namespace parallax::bench {

// The pack's catalog with made-up economies added until it has `economies` of them.
absl::StatusOr<std::unique_ptr<catalog::Catalog>> BenchmarkCatalog(const std::string& pack_dir,
                                                                   size_t economies);

// The economy that a tenth of all documents are about.
inline constexpr char kHotEconomy[] = "economy/KR";

// Immutable; thread-safe. Views the catalog, which must outlive it.
class BenchmarkDocuments {
 public:
  static constexpr int kEconomiesPerDocument = 2;

  // Documents are about `universe` economies: those of the catalog first, beyond them others that
  // it does not know.
  BenchmarkDocuments(const catalog::Catalog& catalog, size_t universe);

  // Of the catalog.
  const std::vector<std::string>& economies() const { return economies_; }
  const std::vector<std::string>& dimensions() const { return dimensions_; }

  // Document number `number`: a function of it and of the universe. Two economies on four of the
  // dimensions each; half of the values are said by other documents too, one in nine is blank.
  store::StoredDocument Make(uint64_t number) const;

  // Its parts: the economy that comes `place`th in it, and the claims on that, whose quotes stand
  // in the text that is appended to `content` (null: not wanted).
  std::string EconomyOf(uint64_t number, int place) const;
  std::vector<store::StoredClaim> ClaimsOf(uint64_t number, int place, std::string* content) const;
  static std::string DocumentId(uint64_t number);

 private:
  record::ClaimValue Draw(const catalog::Dimension& dimension, std::mt19937_64& random) const;

  const catalog::Catalog& catalog_;
  const size_t universe_;
  std::vector<std::string> economies_;
  std::vector<std::string> dimensions_;
};

}  // namespace parallax::bench

#endif  // PARALLAX_TESTS_BENCH_BENCHMARK_DOCUMENTS_H_
