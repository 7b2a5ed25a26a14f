#include "query_service/cells/document_filter.h"

namespace parallax::cells {

using storage::ClaimRow;

absl::Status DocumentFilter::Admit(const std::vector<ClaimRow>& claims,
                                   absl::FunctionRef<void(const ClaimRow&)> admit) {
  if (filter_.AsksDocument()) {
    std::vector<std::string> unknown;
    for (const ClaimRow& row : claims) {
      if (filter_.AdmitsClaim(row.claim) &&
          admitted_.emplace(row.claim.document_id, false).second) {
        unknown.push_back(row.claim.document_id);
      }
    }
    const auto documents = reader_.GetDocuments(unknown);
    if (!documents.ok()) return documents.status();
    for (size_t i = 0; i < unknown.size(); ++i) {
      const auto& document = (*documents)[i];
      admitted_[unknown[i]] = document && filter_.AdmitsDocument(*document);
    }
  }
  for (const ClaimRow& row : claims) {
    if (!filter_.AdmitsClaim(row.claim)) continue;
    if (filter_.AsksDocument() && !admitted_[row.claim.document_id]) continue;
    admit(row);
  }
  return absl::OkStatus();
}

}  // namespace parallax::cells
