// Typed reads of what callers added: judgements on entities, retractions.
#ifndef PARALLAX_CORE_STORAGE_CURATION_READER_H_
#define PARALLAX_CORE_STORAGE_CURATION_READER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/storage/keys.h"
#include "core/storage/read_view.h"
#include "core/storage/record_reader.h"
#include "core/storage/rows.h"

namespace parallax::storage {

struct StoredJudgement {
  JudgementKeyParts pair;  // as asked for; the smaller id first in a list of all
  JudgementRow row;
};

struct StoredRetraction {
  RetractionKeyParts key;
  RetractionRow row;
  // As it would count; nothing when the document does not make it at present.
  std::vector<WithheldClaim> claims;
};

// Thread-safe. Views `view`, which must outlive it. Errors as of RecordReader.
class CurationReader {
 public:
  explicit CurationReader(const ReadView& view) : view_(view) {}

  // For each entity, in order, all that judgements make one with it, itself included, sorted; empty
  // where there is none. One engine call.
  absl::StatusOr<std::vector<std::vector<std::string>>> SameEntities(
      const std::vector<std::string>& entity_ids) const;

  // By entity ids; of all entities each pair once. Cost: twice `limit` rows.
  absl::StatusOr<Page<StoredJudgement>> ListJudgements(std::string_view entity_id,
                                                       std::string_view start_after,
                                                       size_t limit) const;

  // By document, claim and extractor; an empty document lists those of all.
  absl::StatusOr<Page<StoredRetraction>> ListRetractions(std::string_view document_id,
                                                         std::string_view start_after,
                                                         size_t limit) const;

 private:
  const ReadView& view_;
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_CURATION_READER_H_
