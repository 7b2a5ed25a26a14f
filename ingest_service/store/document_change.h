// What the store is asked to do with one document: already parsed, linked and claimed.
#ifndef PARALLAX_INGEST_SERVICE_STORE_DOCUMENT_CHANGE_H_
#define PARALLAX_INGEST_SERVICE_STORE_DOCUMENT_CHANGE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "core/record/claim.h"
#include "core/record/document.h"
#include "core/storage/commit_record.h"

namespace parallax::store {

class RowTransaction;

// A claim with what puts it among others.
struct StoredClaim {
  record::Claim claim;          // document_id equal to the document's
  std::string proposition_id;   // a hash of proposition_key; never empty
  std::string proposition_key;  // canonical bytes of (kind, equivalent value)
};

struct StoredDocument {
  std::string document_id;  // 1 to 512 bytes, no NUL
  record::Input input;      // original and envelope
  record::Document document;
  std::vector<record::Mention> mentions;
  std::vector<StoredClaim> claims;                  // reading order
  std::vector<record::RejectedCandidate> rejected;  // the first storage::kMaxRejectedCandidates
  uint32_t rejected_count = 0;                      // of all
  std::string words_id;  // equal for documents with exactly the same words; empty: like none
  std::string pack_id;
  std::string pack_version;
  std::string rules_version;
};

struct DocumentDeletion {
  std::string document_id;
};

// What a caller adds to documents or says of entities (curation.h): the body of one commit, run on
// the committer's thread. A commit that would change no row is not made.
struct CuratedChange {
  storage::CommitKind kind = storage::CommitKind::kUnspecified;
  std::string document_id;  // of claims
  std::function<absl::Status(RowTransaction& rows, uint64_t commit)> apply;
  size_t size_bytes = 0;  // about how much memory it holds
};

struct DocumentChange {
  std::string collection;
  std::variant<StoredDocument, DocumentDeletion, CuratedChange> change;
};

// Imported claims that went with the input that they were read from.
struct DroppedImport {
  std::string extractor_name;
  std::string extractor_version;
  uint64_t claims = 0;
  friend bool operator==(const DroppedImport&, const DroppedImport&) = default;
};

// What became of it.
struct CommitResult {
  uint64_t commit = 0;     // the commit that made the document's current revision (or deleted it)
  bool unchanged = false;  // nothing was written: the same input, pack and rules were already there
  std::string revision;    // the revision token of `commit`
  std::vector<DroppedImport> dropped_imports;  // by extractor and version
};

// Limits of what a change may hold; InvalidArgument from the committer beyond them.
inline constexpr size_t kMaxDocumentIdBytes = 512;
inline constexpr size_t kMaxEntityIdBytes = 256;
inline constexpr size_t kMaxDimensionIdBytes = 128;
inline constexpr size_t kMaxHashIdBytes = 64;  // claim and proposition ids

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_DOCUMENT_CHANGE_H_
