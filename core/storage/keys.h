// The one place where keys are encoded: logical row keys, and the physical keys that engines see.
//
// A logical key is a table tag byte followed by a tuple of elements. An element is a type tag and
// an order-preserving payload: a string has its 0x00 bytes written as 0x00 0xFF and ends with 0x00
// 0x00, an integer is eight bytes, big-endian. Logical keys travel on the change feed and are the
// same in every store. A physical key is an eight-byte big-endian keyspace id followed by the
// logical key; the other families append to that. docs/storage_format.md lists all of them.
//
// All functions are total: decoding fails with DataLoss on anything that encoding does not produce.
#ifndef PARALLAX_CORE_STORAGE_KEYS_H_
#define PARALLAX_CORE_STORAGE_KEYS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace parallax::storage {

// The tables of logical rows. The numbers are on disk and on the feed; never reuse one.
enum class Table : uint8_t {
  kCollection = 0x01,          // () -> CollectionRow
  kDocument = 0x10,            // (document) -> DocumentRow
  kDocumentBody = 0x11,        // (document, chunk) -> bytes of a serialized DocumentBody
  kDocumentByDate = 0x12,      // (~yyyymmdd, document) -> empty; newest first, undated last
  kDocumentClaim = 0x13,       // (document, ordinal) -> claim key
  kMention = 0x14,             // (entity, document) -> MentionRow
  kImportedClaim = 0x15,       // (document, extractor, version, claim) -> ImportedClaimRow
  kRetraction = 0x16,          // (document, claim, extractor, version) -> RetractionRow
  kClaim = 0x20,               // (entity, dimension, proposition, document, ordinal) -> ClaimRow
  kClaimById = 0x21,           // (claim, document, ordinal) -> claim key
  kProposition = 0x30,         // (entity, dimension, proposition) -> PropositionRow
  kPropositionSupport = 0x31,  // (entity, dimension, proposition, party, key) -> CountRow
  kPropositionRank =
      0x32,      // (entity, dimension, kind, ~voices, ~lineages, ~claims, proposition) -> empty
  kCell = 0x40,  // (entity, dimension) -> CellRow
  kCellSupport = 0x41,  // (entity, dimension, party, key) -> CountRow
  kOriginal = 0x50,     // (sha256 hex) -> OriginalRow
  kLineage = 0x60,      // (document) -> LineageRow
  kFingerprint = 0x61,  // (document) -> FingerprintRow
  kPosting = 0x62,    // (list) -> PostingListRow; (list, rank of document, document) -> PostingRow
  kJudgement = 0x70,  // (entity, other entity) -> JudgementRow; under both orders
  kSameEntities = 0x71  // (entity) -> SameEntitiesRow
};

// Whom support is counted by.
// 2 was a lineage; documents say now whether they count as one.
enum class Party : uint8_t { kDocument = 1, kVoice = 3 };

// The longest logical key that a store accepts. Leaves room for the keyspace and suffixes within
// the 2 KiB that every engine holds.
inline constexpr size_t kMaxLogicalKeyBytes = 1920;

// Builds a logical key, or the prefix of one: whole elements always make a valid scan prefix.
class KeyBuilder {
 public:
  explicit KeyBuilder(Table table) : key_(1, static_cast<char>(table)) {}
  KeyBuilder& String(std::string_view value);
  KeyBuilder& Int(uint64_t value);
  // Sorts the other way round.
  KeyBuilder& DescendingInt(uint64_t value) { return Int(~value); }
  std::string Build() && { return std::move(key_); }

 private:
  std::string key_;
};

// Reads a logical key element by element. Views the key: it must outlive the reader.
class KeyReader {
 public:
  // The table of `key`; DataLoss when it is empty.
  static absl::StatusOr<KeyReader> Open(std::string_view key);

  Table table() const { return table_; }
  absl::StatusOr<std::string> String();
  absl::StatusOr<uint64_t> Int();
  absl::StatusOr<uint64_t> DescendingInt();
  bool AtEnd() const { return rest_.empty(); }
  // DataLoss when elements are left.
  absl::Status ExpectEnd() const;

 private:
  KeyReader(Table table, std::string_view rest) : table_(table), rest_(rest) {}
  Table table_;
  std::string_view rest_;
};

// Whether `key` is a table byte and whole elements, no longer than kMaxLogicalKeyBytes. Holds for
// tables that this version does not know, so that a replica can keep rows of a newer writer.
bool IsLogicalKey(std::string_view key);

// The logical keys, table by table.
std::string CollectionKey();
std::string DocumentKey(std::string_view document_id);
std::string DocumentBodyKey(std::string_view document_id, uint64_t chunk);
// `yyyymmdd` is 0 for an undated document; a missing month or day is 00.
std::string DocumentByDateKey(uint32_t yyyymmdd, std::string_view document_id);
std::string DocumentClaimKey(std::string_view document_id, uint64_t ordinal);
std::string MentionKey(std::string_view entity_id, std::string_view document_id);
std::string ClaimByIdKey(std::string_view claim_id, std::string_view document_id, uint64_t ordinal);
std::string PropositionKey(std::string_view entity_id, std::string_view dimension_id,
                           std::string_view proposition_id);
std::string PropositionSupportKey(std::string_view entity_id, std::string_view dimension_id,
                                  std::string_view proposition_id, Party party,
                                  std::string_view key);
std::string CellKey(std::string_view entity_id, std::string_view dimension_id);
std::string CellSupportKey(std::string_view entity_id, std::string_view dimension_id, Party party,
                           std::string_view key);
std::string OriginalKey(std::string_view sha256_hex);
std::string SameEntitiesKey(std::string_view entity_id);
std::string LineageKey(std::string_view document_id);
std::string FingerprintKey(std::string_view document_id);
std::string PostingListKey(uint64_t list);  // of the list's own row; all its postings begin with it
std::string PostingKey(uint64_t list, uint64_t rank, std::string_view document_id);
absl::StatusOr<std::string> ParsePostingKey(std::string_view key);  // the document

// The keys that readers take apart again.
struct ClaimKeyParts {
  std::string entity_id;
  std::string dimension_id;
  std::string proposition_id;
  std::string document_id;
  uint64_t ordinal = 0;  // of the claim within its document, in reading order
  friend bool operator==(const ClaimKeyParts&, const ClaimKeyParts&) = default;
};
std::string ClaimKey(const ClaimKeyParts& parts);
absl::StatusOr<ClaimKeyParts> ParseClaimKey(std::string_view key);

struct ImportedClaimKeyParts {
  std::string document_id;
  std::string extractor_name;
  std::string extractor_version;
  std::string claim_id;
  friend bool operator==(const ImportedClaimKeyParts&, const ImportedClaimKeyParts&) = default;
};
std::string ImportedClaimKey(const ImportedClaimKeyParts& parts);
absl::StatusOr<ImportedClaimKeyParts> ParseImportedClaimKey(std::string_view key);

// Without an extractor: of a claim of the service's own rules.
struct RetractionKeyParts {
  std::string document_id;
  std::string claim_id;
  std::string extractor_name;
  std::string extractor_version;
  friend auto operator<=>(const RetractionKeyParts&, const RetractionKeyParts&) = default;
};
std::string RetractionKey(const RetractionKeyParts& parts);
absl::StatusOr<RetractionKeyParts> ParseRetractionKey(std::string_view key);

struct JudgementKeyParts {
  std::string entity_id;
  std::string other_entity_id;
  friend bool operator==(const JudgementKeyParts&, const JudgementKeyParts&) = default;
};
std::string JudgementKey(const JudgementKeyParts& parts);
absl::StatusOr<JudgementKeyParts> ParseJudgementKey(std::string_view key);

struct RankKeyParts {
  std::string entity_id;
  std::string dimension_id;
  uint32_t kind = 0;  // number of record::ClaimKind: values first, then no-value, then not-stated
  uint64_t voices = 0;
  uint64_t lineages = 0;
  uint64_t claims = 0;
  std::string proposition_id;
  friend bool operator==(const RankKeyParts&, const RankKeyParts&) = default;
};
std::string PropositionRankKey(const RankKeyParts& parts);
absl::StatusOr<RankKeyParts> ParsePropositionRankKey(std::string_view key);

// The encoded (entity, dimension) of a row that a cell is made of (kClaim, kProposition and what
// counts and ranks them, kCell, kCellSupport); empty for any other key. Views `key`. Equal to the
// part of CellKey(entity, dimension).
std::string_view CellPart(std::string_view key);
// Whose cell such a part is; nothing for what is no such part.
struct CellPartNames {
  std::string entity_id;
  std::string dimension_id;
};
std::optional<CellPartNames> NamesOfCellPart(std::string_view cell_part);
// The CellKey with that part.
std::string CellKeyOf(std::string_view cell_part);

// --- Physical keys.

std::string KeyspacePrefix(uint64_t keyspace);
// The first physical key after everything in `keyspace`.
std::string KeyspaceEnd(uint64_t keyspace);
std::string LatestKey(uint64_t keyspace, std::string_view logical_key);
// The logical key within a latest key. REQUIRES: at least eight bytes.
std::string_view LogicalPart(std::string_view latest_key);

// history: keyspace, logical key, 0x00, commit. Sorts by logical key, then by commit.
std::string HistoryKey(uint64_t keyspace, std::string_view logical_key, uint64_t commit);
struct HistoryKeyParts {
  uint64_t keyspace = 0;
  std::string_view logical_key;  // views the parsed key
  uint64_t commit = 0;
};
absl::StatusOr<HistoryKeyParts> ParseHistoryKey(std::string_view key);

// log: keyspace, commit, chunk (four bytes).
std::string LogKey(uint64_t keyspace, uint64_t commit, uint32_t chunk);
struct LogKeyParts {
  uint64_t keyspace = 0;
  uint64_t commit = 0;
  uint32_t chunk = 0;
};
absl::StatusOr<LogKeyParts> ParseLogKey(std::string_view key);

// originals: keyspace, digest as a string element, chunk (four bytes).
std::string OriginalChunkKey(uint64_t keyspace, std::string_view sha256_hex, uint32_t chunk);

// The smallest string greater than every string that starts with `prefix`; empty when there is
// none.
std::string PrefixEnd(std::string_view prefix);

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_KEYS_H_
