// Which lineage a document is of, looked up once.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_DOCUMENT_LINEAGES_H_
#define PARALLAX_QUERY_SERVICE_CELLS_DOCUMENT_LINEAGES_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "core/storage/record_reader.h"

namespace parallax::cells {

// Not thread-safe. Views `reader`, which must outlive it.
class DocumentLineages {
 public:
  explicit DocumentLineages(const storage::RecordReader& reader) : reader_(reader) {}

  // Looks up those that are not known yet. Cost: as RecordReader::LineagesOf.
  template <typename DocumentIds>
  absl::Status Load(const DocumentIds& document_ids) {
    std::vector<std::string> missing;
    for (const std::string& id : document_ids) {
      if (of_.emplace(id, id).second) missing.push_back(id);
    }
    if (missing.empty()) return absl::OkStatus();
    auto lineages = reader_.LineagesOf(missing);
    if (!lineages.ok()) return lineages.status();
    for (size_t i = 0; i < missing.size(); ++i) of_[missing[i]] = std::move((*lineages)[i]);
    return absl::OkStatus();
  }

  // REQUIRES: it was loaded.
  const std::string& Of(const std::string& document_id) const { return of_.at(document_id); }

  template <typename DocumentIds>
  size_t Count(const DocumentIds& document_ids) const {
    std::set<std::string_view> lineages;
    for (const std::string& id : document_ids) lineages.insert(Of(id));
    return lineages.size();
  }

 private:
  const storage::RecordReader& reader_;
  std::map<std::string, std::string> of_;
};

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_DOCUMENT_LINEAGES_H_
