// Fills a replica's database with the rows of benchmark documents that comparisons read, cell by
// cell, without making the commits: for corpora that would take too long to commit.
#ifndef PARALLAX_TESTS_BENCH_BENCHMARK_ROWS_H_
#define PARALLAX_TESTS_BENCH_BENCHMARK_ROWS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "core/storage/replica_store.h"
#include "tests/bench/benchmark_documents.h"

namespace parallax::bench {

// Loads documents 0 to `count` into collection "default". Claims, propositions, their supports and
// ranks, and cells are as the commits would have made them (the benchmark's test says so);
// documents, originals, history and log are left out.
absl::Status LoadRows(const BenchmarkDocuments& documents, int64_t count,
                      storage::ReplicaStore& replica);

}  // namespace parallax::bench

#endif  // PARALLAX_TESTS_BENCH_BENCHMARK_ROWS_H_
