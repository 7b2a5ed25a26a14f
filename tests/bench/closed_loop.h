// Closed-loop clients: each sends its next call when the answer to the last has come.
#ifndef PARALLAX_TESTS_BENCH_CLOSED_LOOP_H_
#define PARALLAX_TESTS_BENCH_CLOSED_LOOP_H_

#include <grpcpp/support/byte_buffer.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace parallax::bench {

struct LoopOptions {
  std::string address;  // of the server
  std::string method;   // "/package.Service/Method"
  int clients = 8;      // one channel and one thread each
  absl::Duration warm_up = absl::Seconds(1);
  absl::Duration duration = absl::Seconds(5);
};

// What came of it, warm-up left out.
struct LoopResult {
  double requests_per_second = 0;
  double p50_us = 0;
  double p99_us = 0;
  double answer_bytes = 0;        // mean size of a serialized answer
  double cpu_us_per_request = 0;  // of this whole process, clients included
  int64_t requests = 0;
};

// Sends `requests`, serialized, in turn, each client from another place in the list. Answers are
// received whole and not parsed. Internal, with the status that came, when a call fails.
absl::StatusOr<LoopResult> RunClosedLoop(const LoopOptions& options,
                                         const std::vector<std::string>& requests);

}  // namespace parallax::bench

#endif  // PARALLAX_TESTS_BENCH_CLOSED_LOOP_H_
