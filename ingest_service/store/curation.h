// What callers add to documents and say of entities: imported claims, retractions, judgements. Each
// function here is the body of one commit: it reads and writes through the commit's transaction and
// leaves nothing behind when it fails.
//
// A document's claims as they count are a function of its own claims, the claims imported for its
// input, and the retractions on it; no order of arrival matters. Ordinals: own claims first, then
// imported ones by extractor, version and claim id, retracted ones leaving gaps.
#ifndef PARALLAX_INGEST_SERVICE_STORE_CURATION_H_
#define PARALLAX_INGEST_SERVICE_STORE_CURATION_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/keys.h"
#include "core/storage/rows.h"
#include "ingest_service/store/document_change.h"
#include "ingest_service/store/row_transaction.h"

namespace parallax::store {

inline constexpr size_t kMaxImportedClaims = 10000;  // of one document
inline constexpr size_t kMaxRetractions = 20000;     // of one document
inline constexpr size_t kMaxSameEntities = 64;       // that judgements make one
inline constexpr size_t kMaxJudgementsOfEntity = 1000;

// What callers added to one document, by key.
struct DocumentCuration {
  std::vector<std::pair<storage::ImportedClaimKeyParts, storage::ImportedClaimRow>> imported;
  std::map<storage::RetractionKeyParts, storage::RetractionRow> retractions;
};
absl::StatusOr<DocumentCuration> LoadCuration(const std::string& document_id,
                                              const RowTransaction& rows);

// Claims that an extractor read from one state of a document. The claims' activity names it.
struct ClaimImportBatch {
  std::string document_id;
  std::string input_digest;  // of the state that was read
  std::vector<storage::ImportedClaimRow> claims;
};
enum class ImportOutcome { kStored, kUnchanged, kRetracted };
// One per claim, in order. Errors: kDocumentNotFound; kDocumentChanged when the document has
// another input by now; kLimitExceeded.
absl::StatusOr<std::vector<ImportOutcome>> ImportClaims(const ClaimImportBatch& batch,
                                                        RowTransaction& rows);

// Which claims of a document are meant.
struct ClaimSelection {
  std::string document_id;
  std::vector<std::string> claim_ids;  // empty: all of the extractor
  std::string extractor_name;          // empty: whoever made them
  std::string extractor_version;       // empty: any
};
// How many claims counted and do not any more. Errors: kDocumentNotFound; kClaimNotFound for an id
// that no claim of the document has, retracted or not; kLimitExceeded.
absl::StatusOr<size_t> RetractClaims(const ClaimSelection& selection, const std::string& note,
                                     uint64_t commit, RowTransaction& rows);
// How many retractions were taken back. kClaimNotFound for an id that is not retracted. The
// document itself may be gone.
absl::StatusOr<size_t> RevokeRetractions(const ClaimSelection& selection, RowTransaction& rows);

// Judges two entities; true when it changed something. `same` gets all that are one with the first,
// itself left out. Errors: kJudgementContradicted, kLimitExceeded.
struct EntityPair {
  std::string first;
  std::string second;
};
absl::StatusOr<bool> JudgeEntities(const EntityPair& pair, storage::EntityVerdict verdict,
                                   const std::string& note, uint64_t commit, RowTransaction& rows,
                                   std::vector<std::string>* same);
// kJudgementNotFound.
absl::Status RevokeJudgement(const EntityPair& pair, RowTransaction& rows);

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_CURATION_H_
