// What is wrong with one item of a request that is refused item by item.
#ifndef PARALLAX_CORE_ERRORS_FAULTS_H_
#define PARALLAX_CORE_ERRORS_FAULTS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "core/errors/error.h"

namespace parallax::errors {

inline constexpr size_t kMaxFaults = 16;  // what comes after them is not kept

// Not thread-safe.
class Faults {
 public:
  void Add(Reason reason, std::string_view field, std::string_view message) {
    if (!full()) list_.push_back(Error(reason, field, message));
  }
  bool full() const { return list_.size() >= kMaxFaults; }
  bool empty() const { return list_.empty(); }
  const std::vector<absl::Status>& list() const { return list_; }

 private:
  std::vector<absl::Status> list_;
};

}  // namespace parallax::errors

#endif  // PARALLAX_CORE_ERRORS_FAULTS_H_
