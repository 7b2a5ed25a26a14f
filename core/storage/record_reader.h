// Typed reads over a view: documents, claims, propositions and cells. The only place outside the
// write side that knows which row lies under which key.
#ifndef PARALLAX_CORE_STORAGE_RECORD_READER_H_
#define PARALLAX_CORE_STORAGE_RECORD_READER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "core/storage/keys.h"
#include "core/storage/read_view.h"
#include "core/storage/rows.h"

namespace parallax::storage {

// One page of a list. `next` is empty after the last page; otherwise pass it as `start_after` (an
// opaque, store-independent position; it stays good at other commits).
template <typename T>
struct Page {
  std::vector<T> items;
  std::string next;
};

struct CellAddress {
  std::string entity_id;
  std::string dimension_id;
  friend auto operator<=>(const CellAddress&, const CellAddress&) = default;
};

// Thread-safe. Views `view`, which must outlive it. Every function fails with DataLoss on a row
// that does not decode, and otherwise only when the engine does.
class RecordReader {
 public:
  explicit RecordReader(const ReadView& view) : view_(view) {}

  absl::StatusOr<std::optional<DocumentRow>> GetDocument(std::string_view document_id) const;
  // One entry per id, in order.
  absl::StatusOr<std::vector<std::optional<DocumentRow>>> GetDocuments(
      const std::vector<std::string>& document_ids) const;
  // NotFound when there is no such document. Cost: its size.
  absl::StatusOr<DocumentBody> GetDocumentBody(std::string_view document_id) const;
  // Nothing for a document that has no links. One entry per id, in order.
  absl::StatusOr<std::vector<std::optional<LineageRow>>> GetLineages(
      const std::vector<std::string>& document_ids) const;
  // The document that stands for the lineage of each, in order; itself where none other does. Cost:
  // a read of all per step of the longest way, which is some ten for ten thousand copies.
  absl::StatusOr<std::vector<std::string>> LineagesOf(std::vector<std::string> document_ids) const;
  absl::StatusOr<Page<DocumentRow>> ListDocuments(std::string_view start_after, size_t limit) const;
  // Newest published first, undated last. With `not_after_yyyymmdd` it starts there: documents that
  // were published later are skipped without being read.
  absl::StatusOr<Page<DocumentRow>> ListDocumentsByDate(
      std::string_view start_after, size_t limit, uint32_t not_after_yyyymmdd = 99999999) const;
  // Ids of documents that mention the entity, by id.
  absl::StatusOr<Page<std::string>> ListMentioningDocuments(std::string_view entity_id,
                                                            std::string_view start_after,
                                                            size_t limit) const;

  // Every claim with this id: more than one when the same input was ingested under several document
  // ids. Empty when there is none.
  absl::StatusOr<std::vector<ClaimRow>> GetClaim(std::string_view claim_id) const;
  // In reading order.
  absl::StatusOr<Page<ClaimRow>> ListDocumentClaims(std::string_view document_id,
                                                    std::string_view start_after,
                                                    size_t limit) const;
  // By proposition, then document. An empty dimension lists all of the entity's, an empty entity
  // all claims; an empty proposition all of the cell's.
  absl::StatusOr<Page<ClaimRow>> ListClaims(std::string_view entity_id,
                                            std::string_view dimension_id,
                                            std::string_view proposition_id,
                                            std::string_view start_after, size_t limit) const;

  absl::StatusOr<std::optional<CellRow>> GetCell(const CellAddress& address) const;
  // One entry per address, in order; one engine call.
  absl::StatusOr<std::vector<std::optional<CellRow>>> GetCells(
      const std::vector<CellAddress>& addresses) const;
  // The cells of an entity that have a claim, by dimension; an empty entity lists all cells.
  absl::StatusOr<Page<CellRow>> ListCells(std::string_view entity_id, std::string_view start_after,
                                          size_t limit) const;

  // The cell's propositions: values first, then no-value, then not-stated; within a kind the one
  // with most asserting voices first, then most lineages, then most claims, then by id. Cost:
  // `limit`.
  absl::StatusOr<Page<PropositionRow>> ListPropositions(const CellAddress& address,
                                                        std::string_view start_after,
                                                        size_t limit) const;
  // The first claims of a proposition, by document id and ordinal: the first stands for it.
  absl::StatusOr<std::vector<ClaimRow>> PropositionClaims(const CellAddress& address,
                                                          std::string_view proposition_id,
                                                          size_t limit) const;
  // Of documents that make claims on the cell: those of their lineage before them that do too. One
  // entry per id, in order; none for a document that makes no claim there.
  absl::StatusOr<std::vector<std::vector<std::string>>> CopiesOf(
      const CellAddress& address, const std::vector<std::string>& document_ids) const;
  // The keys of the parties behind a proposition (an empty id: behind the cell), sorted.
  absl::StatusOr<Page<std::string>> ListParties(const CellAddress& address,
                                                std::string_view proposition_id, Party party,
                                                std::string_view start_after, size_t limit) const;

 private:
  const ReadView& view_;
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_RECORD_READER_H_
