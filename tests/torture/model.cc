#include "tests/torture/model.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "tests/torture/synthetic_document.h"

namespace parallax::torture {

void CollectionModel::RecordCreation() {
  absl::MutexLock lock(&mutex_);
  newest_ = std::max<uint64_t>(newest_, 1);
}

bool CollectionModel::Record(uint64_t commit, const std::string& document_id,
                             const std::optional<std::string>& content) {
  Version version;
  version.commit = commit;
  version.there = content.has_value();
  if (content) {
    version.sha256 = Sha256Of(*content);
    for (const SyntheticClaim& claim : ReadClaims(*content)) {
      version.cells[{claim.entity_id, claim.dimension_id}].push_back(claim.value);
      ++version.claims;
    }
  }
  absl::MutexLock lock(&mutex_);
  if (commit != newest_ + 1) return false;
  newest_ = commit;
  documents_[document_id].push_back(std::move(version));
  return true;
}

uint64_t CollectionModel::newest() const {
  absl::MutexLock lock(&mutex_);
  return newest_;
}

bool CollectionModel::Has(const std::string& document_id) const {
  absl::MutexLock lock(&mutex_);
  auto it = documents_.find(document_id);
  return it != documents_.end() && it->second.back().there;
}

std::optional<std::string> CollectionModel::AnyDocument(uint64_t random) const {
  absl::MutexLock lock(&mutex_);
  if (documents_.empty()) return std::nullopt;
  auto it = std::next(documents_.begin(), static_cast<int64_t>(random % documents_.size()));
  return it->first;
}

size_t CollectionModel::documents() const {
  absl::MutexLock lock(&mutex_);
  return documents_.size();
}

std::string CollectionModel::Compare(const ReadStateResponse& state) {
  struct CellCount {
    int64_t claims = 0;
    int64_t documents = 0;
    std::set<std::string> values;
  };
  const uint64_t commit = static_cast<uint64_t>(state.commit());
  absl::MutexLock lock(&mutex_);
  if (commit > newest_) {
    return absl::StrCat("commit ", commit, " is newer than the newest one, ", newest_);
  }
  std::map<Cell, CellCount> cells;
  int next = 0;
  for (const auto& [id, versions] : documents_) {
    auto after = std::upper_bound(versions.begin(), versions.end(), commit,
                                  [](uint64_t c, const Version& v) { return c < v.commit; });
    if (after == versions.begin()) continue;
    const Version& version = *std::prev(after);
    if (!version.there) continue;
    if (next >= state.documents_size() || state.documents(next).document_id() != id) {
      return absl::StrCat("at commit ", commit, ": document ", id, " of commit ", version.commit,
                          " is missing or misplaced");
    }
    const DocumentState& document = state.documents(next++);
    if (static_cast<uint64_t>(document.revision_commit()) != version.commit ||
        document.original_sha256() != version.sha256 || document.claims() != version.claims) {
      return absl::StrCat("at commit ", commit, ": document ", id, " is of commit ",
                          document.revision_commit(), " with ", document.claims(),
                          " claims, not of commit ", version.commit, " with ", version.claims);
    }
    for (const auto& [cell, values] : version.cells) {
      CellCount& count = cells[cell];
      count.claims += static_cast<int64_t>(values.size());
      ++count.documents;
      count.values.insert(values.begin(), values.end());
    }
  }
  if (next != state.documents_size()) {
    return absl::StrCat("at commit ", commit, ": document ", state.documents(next).document_id(),
                        " should not be there");
  }
  if (static_cast<size_t>(state.cells_size()) != cells.size()) {
    return absl::StrCat("at commit ", commit, ": ", state.cells_size(), " cells, not ",
                        cells.size());
  }
  for (const CellState& cell : state.cells()) {
    const CellCount& count = cells[{cell.entity_id(), cell.dimension_id()}];
    if (cell.claims() != count.claims || cell.documents() != count.documents ||
        cell.propositions() != static_cast<int64_t>(count.values.size())) {
      return absl::StrCat(
          "at commit ", commit, ": cell ", cell.entity_id(), " ", cell.dimension_id(), " counts ",
          cell.claims(), " claims, ", cell.documents(), " documents, ", cell.propositions(),
          " propositions, not ", count.claims, ", ", count.documents, ", ", count.values.size());
    }
  }
  if (state.row_digest().empty()) return "";
  auto [digest, first] = row_digests_.emplace(commit, state.row_digest());
  if (!first && digest->second != state.row_digest()) {
    return absl::StrCat("at commit ", commit, ": rows differ between two readers");
  }
  return "";
}

}  // namespace parallax::torture
