// The rows of a collection as plain structs, and their encoding (parallax.storage.v1 messages).
//
// Encoding is deterministic: equal structs give equal bytes. Decoding fails with DataLoss on bytes
// that are not such a message. docs/storage_format.md says under which key each row lies.
#ifndef PARALLAX_CORE_STORAGE_ROWS_H_
#define PARALLAX_CORE_STORAGE_ROWS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/record/claim.h"
#include "core/record/document.h"

namespace parallax::storage {

// The collection itself; made by commit 1.
struct CollectionRow {
  std::string name;
  std::string description;
  int64_t created_time_ms = 0;
  friend bool operator==(const CollectionRow&, const CollectionRow&) = default;
};

// A document's current revision, without blocks and claims: small, made for lists.
struct DocumentRow {
  std::string document_id;
  uint64_t revision_commit = 0;  // the commit that made this revision
  std::string input_digest;      // 64 hex digits over original and envelope
  std::string content_sha256;    // of the original: the key of kOriginal
  int64_t content_bytes = 0;
  record::Input envelope;                      // `content` is empty here
  std::string media_type;                      // as used
  std::string charset;                         // as used
  std::vector<record::MetadataItem> metadata;  // the chosen items only
  uint32_t published_yyyymmdd = 0;             // of the chosen date; 0: none; missing parts 00
  std::string words_id;  // equal for documents with exactly the same words; empty: like none
  std::string pack_id;
  std::string pack_version;
  std::string rules_version;
  uint64_t generation = 1;
  uint32_t body_chunks = 0;
  uint32_t block_count = 0;
  uint32_t claim_count = 0;
  uint32_t mention_count = 0;
  uint32_t issue_count = 0;
  // Claims of the service's own rules and, after them, of external extractors, those that are
  // retracted too: a retracted claim's ordinal is a gap.
  uint32_t own_claims = 0;
  uint32_t imported_claims = 0;
};

// Everything else that the parser and the linker found in it.
struct DocumentBody {
  std::vector<record::MetadataItem> metadata;  // all items
  std::vector<record::Block> blocks;
  std::vector<record::Issue> issues;
  std::vector<record::Mention> mentions;
  std::vector<record::RejectedCandidate> rejected;  // the first kMaxRejectedCandidates
  uint32_t rejected_count = 0;                      // of all
};

// Rejected candidates of a document that are stored; what comes after them is only counted.
inline constexpr size_t kMaxRejectedCandidates = 2000;
// A rejected candidate's reason is cut to this.
inline constexpr size_t kMaxRejectionReasonBytes = 200;

struct ClaimRow {
  record::Claim claim;
  uint32_t ordinal = 0;  // within its document, in reading order
  std::string proposition_id;
  friend bool operator==(const ClaimRow&, const ClaimRow&) = default;
};

// How many claims, and how many different documents, lineages and asserting voices make them.
struct Support {
  uint64_t claims = 0;
  uint64_t documents = 0;
  uint64_t lineages = 0;
  uint64_t voices = 0;
  friend bool operator==(const Support&, const Support&) = default;
};

// What claims by different voices have in common. Its first claim in key order stands for it.
struct PropositionRow {
  std::string proposition_id;
  record::ClaimKind kind = record::ClaimKind::kUnspecified;
  std::string key;  // canonical bytes of (kind, equivalent value), whose hash is the id
  Support support;
  friend bool operator==(const PropositionRow&, const PropositionRow&) = default;
};

// The counts of one (entity, dimension).
struct CellRow {
  std::string entity_id;
  std::string dimension_id;
  uint64_t value_claims = 0;
  uint64_t no_value_claims = 0;
  uint64_t not_stated_claims = 0;
  uint64_t propositions = 0;
  Support support;
  friend bool operator==(const CellRow&, const CellRow&) = default;
};

struct MentionRow {
  uint64_t mentions = 0;  // of the entity in the document
  friend bool operator==(const MentionRow&, const MentionRow&) = default;
};

struct CountRow {
  uint64_t claims = 0;
  // Of a document: those of its lineage before it, near it, that make claims here too, sorted. A
  // document with none counts as a lineage (docs/decisions/0095).
  std::vector<std::string> copies_of;
  friend bool operator==(const CountRow&, const CountRow&) = default;
};

// A claim of an external extractor, as long as its document has the input it was read from.
struct ImportedClaimRow {
  record::Claim claim;  // its activity names the extractor
  std::string proposition_id;
  std::string proposition_key;
  std::string input_digest;
  friend bool operator==(const ImportedClaimRow&, const ImportedClaimRow&) = default;
};

// A claim as it would be stored if it were not retracted.
struct WithheldClaim {
  ClaimRow row;
  std::string proposition_key;
  friend bool operator==(const WithheldClaim&, const WithheldClaim&) = default;
};

// A claim that is not to count.
struct RetractionRow {
  std::string note;
  uint64_t commit = 0;
  // Of a claim of the service's own rules, as often as the document makes it at present.
  std::vector<WithheldClaim> withheld;
  friend bool operator==(const RetractionRow&, const RetractionRow&) = default;
};

enum class EntityVerdict { kUnspecified, kSame, kDifferent };

struct JudgementRow {
  EntityVerdict verdict = EntityVerdict::kUnspecified;
  std::string note;
  uint64_t commit = 0;
  friend bool operator==(const JudgementRow&, const JudgementRow&) = default;
};

// The entities that judgements make one, sorted; two at least.
struct SameEntitiesRow {
  std::vector<std::string> entity_ids;
  friend bool operator==(const SameEntitiesRow&, const SameEntitiesRow&) = default;
};

struct OriginalRow {
  int64_t size_bytes = 0;
  uint32_t chunks = 0;
  uint64_t documents = 0;  // that have it as their current original
  friend bool operator==(const OriginalRow&, const OriginalRow&) = default;
};

enum class LinkKind { kUnspecified = 0, kCopy, kExcerpt, kQuotation, kTranslation };

// One other document that this one was found to copy or translate, or to be copied by.
struct DocumentLink {
  std::string document_id;
  LinkKind kind = LinkKind::kUnspecified;
  int64_t shared = 0;   // hashes in both samples; of a translation, anchors that agree
  int64_t of_this = 0;  // hashes of this document and of the other; of a translation, anchors
  int64_t of_other = 0;
  uint32_t lists = 0;  // posting lists in which the two are near each other
  bool joins = false;  // makes the two one lineage
  friend bool operator==(const DocumentLink&, const DocumentLink&) = default;
};

// There is none for a document without links.
struct LineageRow {
  // The next document on the way to the one that stands for the lineage; empty: this one does.
  std::string parent;
  uint32_t parts = 0;               // different texts that stand in it in part; 3 for more
  std::vector<DocumentLink> links;  // by document id
  friend bool operator==(const LineageRow&, const LineageRow&) = default;
};

// What copies and translations of a document are found by; ingest_service/lineage says what it
// means.
struct FingerprintRow {
  std::string words_id;
  int32_t level = 0;
  std::vector<uint64_t> hashes;
  std::vector<uint64_t> lists;
  std::string language;
  std::vector<uint64_t> figures;
  std::vector<uint64_t> names;
  std::vector<uint64_t> words;
  std::string shape;
  int64_t letter_bytes = 0;
  std::vector<uint64_t> addresses;
  std::vector<uint64_t> alternates;
  friend bool operator==(const FingerprintRow&, const FingerprintRow&) = default;
};

// The documents of a posting list. Few stand in one row; of more, each has a row of its own.
inline constexpr size_t kMostListedTogether = 8;
struct PostingListRow {
  std::vector<std::string> document_ids;  // by rank, then id; none when spread
  bool spread = false;
  friend bool operator==(const PostingListRow&, const PostingListRow&) = default;
};

// One document in a list that is spread; lineage/outline.h says what it means.
struct PostingRow {
  uint64_t words = 0;
  std::string language;
  uint32_t blocks = 0;
  int64_t letter_bytes = 0;
  int32_t level = 0;
  bool whole = false;
  bool declares = false;
  std::vector<uint32_t> hashes;  // ascending
  friend bool operator==(const PostingRow&, const PostingRow&) = default;
};

std::string EncodeRow(const CollectionRow& row);
std::string EncodeRow(const DocumentRow& row);
std::string EncodeRow(const ClaimRow& row);
std::string EncodeRow(const PropositionRow& row);
std::string EncodeRow(const CellRow& row);
std::string EncodeRow(const MentionRow& row);
std::string EncodeRow(const CountRow& row);
std::string EncodeRow(const OriginalRow& row);
std::string EncodeRow(const ImportedClaimRow& row);
std::string EncodeRow(const RetractionRow& row);
std::string EncodeRow(const JudgementRow& row);
std::string EncodeRow(const SameEntitiesRow& row);
std::string EncodeRow(const LineageRow& row);
std::string EncodeRow(const FingerprintRow& row);
std::string EncodeRow(const PostingListRow& row);
std::string EncodeRow(const PostingRow& row);

// One of the structs above, by name: DecodeRow<ClaimRow>(bytes).
template <typename Row>
absl::StatusOr<Row> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<CollectionRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<DocumentRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<ClaimRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<PropositionRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<CellRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<MentionRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<CountRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<OriginalRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<ImportedClaimRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<RetractionRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<JudgementRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<SameEntitiesRow> DecodeRow(std::string_view bytes);
absl::StatusOr<LineageRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<FingerprintRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<PostingListRow> DecodeRow(std::string_view bytes);
template <>
absl::StatusOr<PostingRow> DecodeRow(std::string_view bytes);

// A body is cut into rows of this many bytes.
inline constexpr size_t kBodyChunkBytes = 256u << 10;
std::vector<std::string> EncodeBody(const DocumentBody& body);
absl::StatusOr<DocumentBody> DecodeBody(const std::vector<std::string>& chunks);

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_ROWS_H_
