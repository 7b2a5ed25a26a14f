// What the state of a collection has to be at each of its commits, kept by the test beside the
// store: no code is shared with what is tested but the making of contents.
#ifndef PARALLAX_TESTS_TORTURE_MODEL_H_
#define PARALLAX_TESTS_TORTURE_MODEL_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "tests/torture/probe.pb.h"

namespace parallax::torture {

// One collection. Thread-safe.
class CollectionModel {
 public:
  // Commit `commit` stored `content` under `document_id`; nothing: took the document out. False
  // when `commit` is not the next one, or not the last one again: a hole in the numbers.
  bool Record(uint64_t commit, const std::string& document_id,
              const std::optional<std::string>& content);
  // Commit 1, which makes the collection.
  void RecordCreation();

  uint64_t newest() const;
  // Whether the document is there at the newest commit.
  bool Has(const std::string& document_id) const;
  std::optional<std::string> AnyDocument(uint64_t random) const;
  size_t documents() const;

  // What is wrong with `state`; empty when it is what the model has at its commit. A row digest
  // must be the same each time the same commit is read, wherever.
  std::string Compare(const ReadStateResponse& state);

 private:
  using Cell = std::pair<std::string, std::string>;  // entity, dimension
  struct Version {
    uint64_t commit = 0;
    bool there = false;
    std::string sha256;
    int64_t claims = 0;
    std::map<Cell, std::vector<std::string>> cells;  // with the values of its claims
  };

  mutable absl::Mutex mutex_;
  uint64_t newest_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<std::string, std::vector<Version>> documents_ ABSL_GUARDED_BY(mutex_);
  std::map<uint64_t, std::string> row_digests_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace parallax::torture

#endif  // PARALLAX_TESTS_TORTURE_MODEL_H_
