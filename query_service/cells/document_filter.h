// A claim filter with what it has to look up: the claims' documents, each once.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_DOCUMENT_FILTER_H_
#define PARALLAX_QUERY_SERVICE_CELLS_DOCUMENT_FILTER_H_

#include <map>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "core/storage/record_reader.h"
#include "query_service/request/claim_filter.h"

namespace parallax::cells {

// Not thread-safe. Views both arguments, which must outlive it.
class DocumentFilter {
 public:
  DocumentFilter(const storage::RecordReader& reader, const request::ClaimFilter& filter)
      : reader_(reader), filter_(filter) {}

  // Calls `admit` with each claim that the filter admits, in order. At most one read of the engine
  // per call, for documents that were not met before.
  absl::Status Admit(const std::vector<storage::ClaimRow>& claims,
                     absl::FunctionRef<void(const storage::ClaimRow&)> admit);

 private:
  const storage::RecordReader& reader_;
  const request::ClaimFilter& filter_;
  std::map<std::string, bool> admitted_;  // by document id
};

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_DOCUMENT_FILTER_H_
