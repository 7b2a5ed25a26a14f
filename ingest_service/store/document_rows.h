// Which rows a document's change writes and deletes.
#ifndef PARALLAX_INGEST_SERVICE_STORE_DOCUMENT_ROWS_H_
#define PARALLAX_INGEST_SERVICE_STORE_DOCUMENT_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/record_store.h"
#include "core/storage/rows.h"
#include "ingest_service/store/document_change.h"
#include "ingest_service/store/row_transaction.h"

namespace parallax::store {

class SupportLedger;

// A document ready to be written: all that does not depend on what is stored already. Made on the
// submitting thread, so that the committer's thread neither hashes nor encodes.
struct PreparedDocument {
  struct Claim {
    storage::ClaimRow row;
    std::string key;    // of the claim's row
    std::string bytes;  // `row`, encoded
    std::string proposition_key;
  };
  storage::DocumentRow row;  // without commit and generation
  std::vector<std::string> body;
  std::map<std::string, uint64_t> mentions;  // by entity
  std::vector<Claim> claims;
  storage::FingerprintRow fingerprint;
  storage::OriginalContent original;

  // About how much memory it holds.
  size_t size_bytes() const;
};

// InvalidArgument when an id breaks a limit (document_change.h), a claim is of another document,
// lacks a kind, a voice or a proposition, a row is too large, or a text is not UTF-8 (what could be
// written but not read again).
absl::StatusOr<PreparedDocument> PrepareDocument(StoredDocument stored);
absl::Status ValidateDocumentId(std::string_view document_id);

// 20240501 for "2024-05-01", 20240500 for "2024-05", 20240000 for "2024"; 0 for anything else.
uint32_t DateNumber(std::string_view date);

// Whether `row` came from the same input, pack and rules.
bool IsUnchanged(const storage::DocumentRow& row, std::string_view input_digest,
                 std::string_view pack_id, std::string_view pack_version,
                 std::string_view rules_version, uint64_t generation);

// Where a document's revision stands in the collection.
struct RevisionPlace {
  uint64_t commit = 0;
  uint64_t generation = 1;
};

// What a commit on a document does beside its rows.
struct DocumentEffects {
  std::vector<std::string> new_originals;      // digests that become visible
  std::vector<DroppedImport> dropped_imports;  // by extractor and version
};

// Writes the document in place of its current revision, if any. Imported claims stay when they were
// read from the same input; claims that are retracted are withheld.
absl::Status PutDocument(const PreparedDocument& document, RevisionPlace place,
                         RowTransaction& rows, DocumentEffects& effects);

// NotFound when there is no such document. Retractions on it stay: its input may come again.
absl::Status RemoveDocument(const std::string& document_id, RowTransaction& rows,
                            DocumentEffects& effects);

// The claims of the current revision that count, by ordinal.
absl::StatusOr<std::vector<storage::ClaimRow>> CurrentClaims(const storage::DocumentRow& document,
                                                             RowTransaction& rows);
// One claim's rows, and what it adds to or takes from the derived ones.
void PutClaim(const storage::ClaimRow& row, const std::string& proposition_key,
              SupportLedger& ledger, RowTransaction& rows);
void RemoveClaim(const storage::ClaimRow& row, SupportLedger& ledger, RowTransaction& rows);
// The row of an imported claim.
storage::ClaimRow ImportedAsClaim(const storage::ImportedClaimRow& imported, uint32_t ordinal);

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_DOCUMENT_ROWS_H_
