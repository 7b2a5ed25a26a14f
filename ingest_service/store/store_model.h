// What a collection must hold, computed afresh from its documents: the opposite of how the store
// does it. For tests.
#ifndef PARALLAX_INGEST_SERVICE_STORE_STORE_MODEL_H_
#define PARALLAX_INGEST_SERVICE_STORE_STORE_MODEL_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "core/record/input_digest.h"
#include "core/storage/keys.h"
#include "core/storage/read_view.h"
#include "core/storage/rows.h"
#include "ingest_service/store/document_change.h"
#include "ingest_service/store/document_rows.h"

namespace parallax::store {

using RowMap = std::map<std::string, std::string>;

struct ModelDocument {
  uint64_t revision_commit = 0;
  std::shared_ptr<const StoredDocument> stored;
};
using ModelState = std::map<std::string, ModelDocument>;  // by document id

// All rows of a view.
inline RowMap AllRows(const storage::ReadView& view) {
  RowMap rows;
  const absl::Status status = view.Scan({}, [&](std::string_view key, std::string_view value) {
    rows.emplace(key, value);
    return true;
  });
  if (!status.ok()) rows["error"] = status.ToString();
  return rows;
}

// Counts of one proposition or cell, the slow way.
struct ModelSupport {
  std::map<std::pair<storage::Party, std::string>, uint64_t> parties;
  uint64_t claims = 0;

  void Add(const StoredDocument& stored, const record::Claim& claim) {
    ++claims;
    ++parties[{storage::Party::kDocument, stored.document_id}];
    ++parties[{storage::Party::kLineage,
               stored.lineage_id.empty() ? stored.document_id : stored.lineage_id}];
    const std::string& voice = claim.voices.back().key;
    ++parties[{storage::Party::kVoice, voice.empty() ? "document/" + stored.document_id : voice}];
  }
  storage::Support Support() const {
    storage::Support support{.claims = claims};
    for (const auto& [party, count] : parties) {
      (party.first == storage::Party::kDocument  ? support.documents
       : party.first == storage::Party::kLineage ? support.lineages
                                                 : support.voices) += 1;
    }
    return support;
  }
};

// Every row that the documents make, but for the collection's own. Document rows are taken from
// `found` where they agree with the model in what the model knows.
inline RowMap ExpectedRows(const ModelState& documents, const RowMap& found) {
  RowMap rows;
  std::map<std::string, storage::OriginalRow> originals;
  struct Proposition {
    storage::PropositionRow row;
    ModelSupport support;
  };
  struct Cell {
    storage::CellRow row;
    ModelSupport support;
    std::map<std::string, Proposition> propositions;
  };
  std::map<std::pair<std::string, std::string>, Cell> cells;

  for (const auto& [id, model] : documents) {
    const StoredDocument& stored = *model.stored;
    if (const auto it = found.find(storage::DocumentKey(id)); it != found.end()) {
      const auto row = storage::DecodeRow<storage::DocumentRow>(it->second);
      if (row.ok() && row->document_id == id && row->revision_commit == model.revision_commit &&
          row->input_digest == record::InputDigest(stored.input) &&
          row->content_sha256 == stored.document.content_sha256 &&
          row->claim_count == stored.claims.size()) {
        rows[it->first] = it->second;
      }
    }
    const auto body = storage::EncodeBody({.metadata = stored.document.metadata,
                                           .blocks = stored.document.blocks,
                                           .issues = stored.document.issues,
                                           .mentions = stored.mentions,
                                           .rejected = stored.rejected,
                                           .rejected_count = stored.rejected_count});
    for (size_t i = 0; i < body.size(); ++i) rows[storage::DocumentBodyKey(id, i)] = body[i];
    uint32_t date = 0;
    for (const auto& item : stored.document.metadata) {
      if (item.chosen && item.field == record::MetadataField::kPublished && date == 0) {
        date = DateNumber(item.value);
      }
    }
    rows[storage::DocumentByDateKey(date, id)] = "";
    std::map<std::string, uint64_t> mentions;
    for (const auto& mention : stored.mentions) ++mentions[mention.entity_id];
    for (const auto& [entity, count] : mentions) {
      rows[storage::MentionKey(entity, id)] = EncodeRow(storage::MentionRow{.mentions = count});
    }
    storage::OriginalRow& original = originals[stored.document.content_sha256];
    original.size_bytes = static_cast<int64_t>(stored.input.content.size());
    original.chunks = original.size_bytes == 0
                          ? 1
                          : static_cast<uint32_t>((original.size_bytes + (1 << 20) - 1) >> 20);
    ++original.documents;

    for (size_t i = 0; i < stored.claims.size(); ++i) {
      const StoredClaim& claim = stored.claims[i];
      const std::string key = storage::ClaimKey({.entity_id = claim.claim.subject_entity_id,
                                                 .dimension_id = claim.claim.dimension_id,
                                                 .proposition_id = claim.proposition_id,
                                                 .document_id = id,
                                                 .ordinal = i});
      rows[key] = EncodeRow(
          storage::ClaimRow{.claim = claim.claim,
                            .ordinal = static_cast<uint32_t>(i),
                            .proposition_id = claim.proposition_id,
                            .lineage_id = stored.lineage_id.empty() ? id : stored.lineage_id});
      rows[storage::DocumentClaimKey(id, i)] = key;
      rows[storage::ClaimByIdKey(claim.claim.claim_id, id, i)] = key;
      if (claim.claim.subject_entity_id.empty() || claim.claim.dimension_id.empty()) continue;
      Cell& cell = cells[{claim.claim.subject_entity_id, claim.claim.dimension_id}];
      cell.support.Add(stored, claim.claim);
      (claim.claim.kind == record::ClaimKind::kValue     ? cell.row.value_claims
       : claim.claim.kind == record::ClaimKind::kNoValue ? cell.row.no_value_claims
                                                         : cell.row.not_stated_claims) += 1;
      Proposition& proposition = cell.propositions[claim.proposition_id];
      proposition.row.proposition_id = claim.proposition_id;
      proposition.row.kind = claim.claim.kind;
      proposition.row.key = claim.proposition_key;
      proposition.support.Add(stored, claim.claim);
    }
  }
  for (auto& [address, cell] : cells) {
    const auto& [entity, dimension] = address;
    cell.row.entity_id = entity;
    cell.row.dimension_id = dimension;
    cell.row.propositions = cell.propositions.size();
    cell.row.support = cell.support.Support();
    rows[storage::CellKey(entity, dimension)] = EncodeRow(cell.row);
    for (const auto& [party, count] : cell.support.parties) {
      rows[storage::CellSupportKey(entity, dimension, party.first, party.second)] =
          EncodeRow(storage::CountRow{.claims = count});
    }
    for (auto& [id, proposition] : cell.propositions) {
      proposition.row.support = proposition.support.Support();
      rows[storage::PropositionKey(entity, dimension, id)] = EncodeRow(proposition.row);
      rows[storage::PropositionRankKey({.entity_id = entity,
                                        .dimension_id = dimension,
                                        .kind = static_cast<uint32_t>(proposition.row.kind),
                                        .voices = proposition.row.support.voices,
                                        .lineages = proposition.row.support.lineages,
                                        .claims = proposition.row.support.claims,
                                        .proposition_id = id})] = "";
      for (const auto& [party, count] : proposition.support.parties) {
        rows[storage::PropositionSupportKey(entity, dimension, id, party.first, party.second)] =
            EncodeRow(storage::CountRow{.claims = count});
      }
    }
  }
  for (const auto& [digest, row] : originals) rows[storage::OriginalKey(digest)] = EncodeRow(row);
  if (const auto it = found.find(storage::CollectionKey()); it != found.end()) {
    rows[it->first] = it->second;
  }
  return rows;
}

// The first difference of two row maps, for a person; empty when there is none.
inline std::string FirstDifference(const RowMap& got, const RowMap& want) {
  const auto show = [](const std::string& key) {
    std::string out;
    for (const char c : key) {
      out += c >= 0x20 && c < 0x7f ? std::string(1, c)
                                   : "<" + std::to_string(static_cast<uint8_t>(c)) + ">";
    }
    return out;
  };
  for (const auto& [key, value] : want) {
    const auto it = got.find(key);
    if (it == got.end()) return "missing: " + show(key);
    if (it->second != value) return "differs: " + show(key);
  }
  for (const auto& [key, value] : got) {
    if (want.count(key) == 0) return "too much: " + show(key);
  }
  return "";
}

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_STORE_MODEL_H_
