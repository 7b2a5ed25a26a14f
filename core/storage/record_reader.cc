#include "core/storage/record_reader.h"

#include <algorithm>
#include <utility>

#include "core/storage/keys.h"

namespace parallax::storage {
namespace {

// Keys under `prefix` after `start_after` (a key without its prefix, so that a position cannot lead
// out of the list), and the position after the last of them when there are more.
struct KeyPage {
  std::vector<std::pair<std::string, std::string>> rows;
  std::string next;
};

absl::StatusOr<KeyPage> ScanPage(const ReadView& view, const std::string& prefix,
                                 std::string_view start_after, size_t limit) {
  KeyPage page;
  bool more = false;
  const ScanOptions options{
      .prefix = prefix,
      .start_after = start_after.empty() ? "" : prefix + std::string(start_after)};
  const absl::Status status = view.Scan(options, [&](std::string_view key, std::string_view value) {
    if (page.rows.size() == limit) {
      more = true;
      return false;
    }
    page.rows.emplace_back(key, value);
    return true;
  });
  if (!status.ok()) return status;
  if (more && !page.rows.empty()) page.next = page.rows.back().first.substr(prefix.size());
  return page;
}

template <typename Row>
absl::StatusOr<Page<Row>> DecodePage(const absl::StatusOr<KeyPage>& keys) {
  if (!keys.ok()) return keys.status();
  Page<Row> page;
  page.next = keys->next;
  page.items.reserve(keys->rows.size());
  for (const auto& [key, value] : keys->rows) {
    absl::StatusOr<Row> row = DecodeRow<Row>(value);
    if (!row.ok()) return row.status();
    page.items.push_back(*std::move(row));
  }
  return page;
}

template <typename Row>
absl::StatusOr<std::vector<std::optional<Row>>> GetRows(const ReadView& view,
                                                        const std::vector<std::string>& keys) {
  const auto values = view.MultiGet(keys);
  if (!values.ok()) return values.status();
  std::vector<std::optional<Row>> rows(values->size());
  for (size_t i = 0; i < values->size(); ++i) {
    if (!(*values)[i].has_value()) continue;
    absl::StatusOr<Row> row = DecodeRow<Row>(*(*values)[i]);
    if (!row.ok()) return row.status();
    rows[i] = *std::move(row);
  }
  return rows;
}

// Rows that an index names: each must be there.
template <typename Row>
absl::StatusOr<std::vector<Row>> GetIndexedRows(const ReadView& view,
                                                const std::vector<std::string>& keys) {
  auto rows = GetRows<Row>(view, keys);
  if (!rows.ok()) return rows.status();
  std::vector<Row> out;
  out.reserve(rows->size());
  for (std::optional<Row>& row : *rows) {
    if (!row.has_value()) return absl::DataLossError("an index names a row that is not there");
    out.push_back(*std::move(row));
  }
  return out;
}

// The strings that end the keys, after `skip` elements are left out by the prefix.
absl::StatusOr<std::string> LastString(std::string_view key, std::string_view prefix) {
  // The rest of the key is one string element; a table byte in front makes it readable.
  const std::string rest = std::string(1, key[0]) + std::string(key.substr(prefix.size()));
  absl::StatusOr<KeyReader> reader = KeyReader::Open(rest);
  if (!reader.ok()) return reader.status();
  return reader->String();
}

}  // namespace

absl::StatusOr<std::optional<DocumentRow>> RecordReader::GetDocument(
    std::string_view document_id) const {
  auto rows = GetDocuments({std::string(document_id)});
  if (!rows.ok()) return rows.status();
  return std::move((*rows)[0]);
}

absl::StatusOr<std::vector<std::optional<DocumentRow>>> RecordReader::GetDocuments(
    const std::vector<std::string>& document_ids) const {
  std::vector<std::string> keys;
  keys.reserve(document_ids.size());
  for (const std::string& id : document_ids) keys.push_back(DocumentKey(id));
  return GetRows<DocumentRow>(view_, keys);
}

absl::StatusOr<std::vector<std::optional<LineageRow>>> RecordReader::GetLineages(
    const std::vector<std::string>& document_ids) const {
  std::vector<std::string> keys;
  keys.reserve(document_ids.size());
  for (const std::string& id : document_ids) keys.push_back(LineageKey(id));
  return GetRows<LineageRow>(view_, keys);
}

absl::StatusOr<std::vector<std::string>> RecordReader::LineagesOf(
    std::vector<std::string> document_ids) const {
  // Each step goes to a document that comes before: only damaged rows go round.
  constexpr int kMaxSteps = 4096;
  std::vector<size_t> on_the_way(document_ids.size());
  for (size_t i = 0; i < on_the_way.size(); ++i) on_the_way[i] = i;
  for (int step = 0; !on_the_way.empty(); ++step) {
    if (step == kMaxSteps) return absl::DataLossError("the way to a lineage's document has no end");
    std::vector<std::string> here;
    here.reserve(on_the_way.size());
    for (const size_t i : on_the_way) here.push_back(document_ids[i]);
    const auto rows = GetLineages(here);
    if (!rows.ok()) return rows.status();
    std::vector<size_t> next;
    for (size_t k = 0; k < here.size(); ++k) {
      const auto& row = (*rows)[k];
      if (!row || row->parent.empty()) continue;
      document_ids[on_the_way[k]] = row->parent;
      next.push_back(on_the_way[k]);
    }
    on_the_way = std::move(next);
  }
  return document_ids;
}

absl::StatusOr<DocumentBody> RecordReader::GetDocumentBody(std::string_view document_id) const {
  const auto document = GetDocument(document_id);
  if (!document.ok()) return document.status();
  if (!document->has_value()) return absl::NotFoundError("no such document at this revision");
  std::vector<std::string> chunks;
  for (uint32_t i = 0; i < (*document)->body_chunks; ++i) {
    auto chunk = view_.Get(DocumentBodyKey(document_id, i));
    if (!chunk.ok()) return chunk.status();
    if (!chunk->has_value()) return absl::DataLossError("a part of a document is missing");
    chunks.push_back(**std::move(chunk));
  }
  return DecodeBody(chunks);
}

absl::StatusOr<Page<DocumentRow>> RecordReader::ListDocuments(std::string_view start_after,
                                                              size_t limit) const {
  return DecodePage<DocumentRow>(
      ScanPage(view_, KeyBuilder(Table::kDocument).Build(), start_after, limit));
}

absl::StatusOr<Page<DocumentRow>> RecordReader::ListDocumentsByDate(
    std::string_view start_after, size_t limit, uint32_t not_after_yyyymmdd) const {
  const std::string prefix = KeyBuilder(Table::kDocumentByDate).Build();
  std::string start(start_after);
  if (start.empty()) {
    start = std::move(KeyBuilder(Table::kDocumentByDate).DescendingInt(not_after_yyyymmdd))
                .Build()
                .substr(prefix.size());
  }
  const auto keys = ScanPage(view_, prefix, start, limit);
  if (!keys.ok()) return keys.status();
  std::vector<std::string> document_keys;
  for (const auto& [key, value] : keys->rows) {
    absl::StatusOr<KeyReader> reader = KeyReader::Open(key);
    if (!reader.ok()) return reader.status();
    if (auto date = reader->DescendingInt(); !date.ok()) return date.status();
    const absl::StatusOr<std::string> id = reader->String();
    if (!id.ok()) return id.status();
    document_keys.push_back(DocumentKey(*id));
  }
  auto rows = GetIndexedRows<DocumentRow>(view_, document_keys);
  if (!rows.ok()) return rows.status();
  return Page<DocumentRow>{.items = *std::move(rows), .next = keys->next};
}

absl::StatusOr<Page<std::string>> RecordReader::ListMentioningDocuments(
    std::string_view entity_id, std::string_view start_after, size_t limit) const {
  const std::string prefix = std::move(KeyBuilder(Table::kMention).String(entity_id)).Build();
  const auto keys = ScanPage(view_, prefix, start_after, limit);
  if (!keys.ok()) return keys.status();
  Page<std::string> page{.items = {}, .next = keys->next};
  for (const auto& [key, value] : keys->rows) {
    absl::StatusOr<std::string> id = LastString(key, prefix);
    if (!id.ok()) return id.status();
    page.items.push_back(*std::move(id));
  }
  return page;
}

absl::StatusOr<std::vector<ClaimRow>> RecordReader::GetClaim(std::string_view claim_id) const {
  const std::string prefix = std::move(KeyBuilder(Table::kClaimById).String(claim_id)).Build();
  const auto keys = ScanPage(view_, prefix, "", SIZE_MAX);
  if (!keys.ok()) return keys.status();
  std::vector<std::string> claim_keys;
  for (const auto& [key, value] : keys->rows) claim_keys.push_back(value);
  return GetIndexedRows<ClaimRow>(view_, claim_keys);
}

absl::StatusOr<Page<ClaimRow>> RecordReader::ListDocumentClaims(std::string_view document_id,
                                                                std::string_view start_after,
                                                                size_t limit) const {
  const std::string prefix =
      std::move(KeyBuilder(Table::kDocumentClaim).String(document_id)).Build();
  const auto keys = ScanPage(view_, prefix, start_after, limit);
  if (!keys.ok()) return keys.status();
  std::vector<std::string> claim_keys;
  for (const auto& [key, value] : keys->rows) claim_keys.push_back(value);
  auto rows = GetIndexedRows<ClaimRow>(view_, claim_keys);
  if (!rows.ok()) return rows.status();
  return Page<ClaimRow>{.items = *std::move(rows), .next = keys->next};
}

absl::StatusOr<Page<ClaimRow>> RecordReader::ListClaims(std::string_view entity_id,
                                                        std::string_view dimension_id,
                                                        std::string_view proposition_id,
                                                        std::string_view start_after,
                                                        size_t limit) const {
  KeyBuilder prefix(Table::kClaim);
  if (!entity_id.empty()) {
    prefix.String(entity_id);
    if (!dimension_id.empty()) {
      prefix.String(dimension_id);
      if (!proposition_id.empty()) prefix.String(proposition_id);
    }
  }
  return DecodePage<ClaimRow>(ScanPage(view_, std::move(prefix).Build(), start_after, limit));
}

absl::StatusOr<std::optional<CellRow>> RecordReader::GetCell(const CellAddress& address) const {
  auto rows = GetCells({address});
  if (!rows.ok()) return rows.status();
  return std::move((*rows)[0]);
}

absl::StatusOr<std::vector<std::optional<CellRow>>> RecordReader::GetCells(
    const std::vector<CellAddress>& addresses) const {
  std::vector<std::string> keys;
  keys.reserve(addresses.size());
  for (const CellAddress& address : addresses) {
    keys.push_back(CellKey(address.entity_id, address.dimension_id));
  }
  return GetRows<CellRow>(view_, keys);
}

absl::StatusOr<Page<CellRow>> RecordReader::ListCells(std::string_view entity_id,
                                                      std::string_view start_after,
                                                      size_t limit) const {
  KeyBuilder prefix(Table::kCell);
  if (!entity_id.empty()) prefix.String(entity_id);
  return DecodePage<CellRow>(ScanPage(view_, std::move(prefix).Build(), start_after, limit));
}

absl::StatusOr<Page<PropositionRow>> RecordReader::ListPropositions(const CellAddress& address,
                                                                    std::string_view start_after,
                                                                    size_t limit) const {
  const std::string prefix = std::move(KeyBuilder(Table::kPropositionRank)
                                           .String(address.entity_id)
                                           .String(address.dimension_id))
                                 .Build();
  const auto keys = ScanPage(view_, prefix, start_after, limit);
  if (!keys.ok()) return keys.status();
  std::vector<std::string> proposition_keys;
  for (const auto& [key, value] : keys->rows) {
    const absl::StatusOr<RankKeyParts> parts = ParsePropositionRankKey(key);
    if (!parts.ok()) return parts.status();
    proposition_keys.push_back(
        PropositionKey(address.entity_id, address.dimension_id, parts->proposition_id));
  }
  auto rows = GetIndexedRows<PropositionRow>(view_, proposition_keys);
  if (!rows.ok()) return rows.status();
  return Page<PropositionRow>{.items = *std::move(rows), .next = keys->next};
}

absl::StatusOr<std::vector<ClaimRow>> RecordReader::PropositionClaims(
    const CellAddress& address, std::string_view proposition_id, size_t limit) const {
  const std::string prefix = std::move(KeyBuilder(Table::kClaim)
                                           .String(address.entity_id)
                                           .String(address.dimension_id)
                                           .String(proposition_id))
                                 .Build();
  auto page = DecodePage<ClaimRow>(ScanPage(view_, prefix, "", limit));
  if (!page.ok()) return page.status();
  return std::move(page->items);
}

absl::StatusOr<std::vector<std::vector<std::string>>> RecordReader::CopiesOf(
    const CellAddress& address, const std::vector<std::string>& document_ids) const {
  std::vector<std::string> keys;
  keys.reserve(document_ids.size());
  for (const std::string& id : document_ids) {
    keys.push_back(CellSupportKey(address.entity_id, address.dimension_id, Party::kDocument, id));
  }
  auto rows = GetRows<CountRow>(view_, keys);
  if (!rows.ok()) return rows.status();
  std::vector<std::vector<std::string>> copies;
  copies.reserve(rows->size());
  for (auto& row : *rows) {
    copies.push_back(row ? std::move(row->copies_of) : std::vector<std::string>());
  }
  return copies;
}

absl::StatusOr<Page<std::string>> RecordReader::ListParties(const CellAddress& address,
                                                            std::string_view proposition_id,
                                                            Party party,
                                                            std::string_view start_after,
                                                            size_t limit) const {
  KeyBuilder builder(proposition_id.empty() ? Table::kCellSupport : Table::kPropositionSupport);
  builder.String(address.entity_id).String(address.dimension_id);
  if (!proposition_id.empty()) builder.String(proposition_id);
  builder.Int(static_cast<uint64_t>(party));
  const std::string prefix = std::move(builder).Build();
  const auto keys = ScanPage(view_, prefix, start_after, limit);
  if (!keys.ok()) return keys.status();
  Page<std::string> page{.items = {}, .next = keys->next};
  for (const auto& [key, value] : keys->rows) {
    absl::StatusOr<std::string> party_key = LastString(key, prefix);
    if (!party_key.ok()) return party_key.status();
    page.items.push_back(*std::move(party_key));
  }
  return page;
}

}  // namespace parallax::storage
