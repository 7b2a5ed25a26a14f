// What a collection must hold, computed afresh from its documents: the opposite of how the store
// does it. For tests.
#ifndef PARALLAX_INGEST_SERVICE_STORE_STORE_MODEL_H_
#define PARALLAX_INGEST_SERVICE_STORE_STORE_MODEL_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/record/input_digest.h"
#include "core/storage/keys.h"
#include "core/storage/read_view.h"
#include "core/storage/rows.h"
#include "ingest_service/lineage/cluster.h"
#include "ingest_service/lineage/place.h"
#include "ingest_service/store/document_change.h"
#include "ingest_service/store/document_rows.h"
#include "ingest_service/store/lineage_index.h"

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

// Which documents are joined to ones before them.
using ModelJoins = std::map<std::string, std::set<std::string>>;

// Counts of one proposition or cell, the slow way.
struct ModelSupport {
  std::map<std::pair<storage::Party, std::string>, storage::CountRow> parties;
  uint64_t claims = 0;

  void Add(const StoredDocument& stored, const record::Claim& claim) {
    ++claims;
    ++parties[{storage::Party::kDocument, stored.document_id}].claims;
    const std::string& voice = claim.voices.back().key;
    ++parties[{storage::Party::kVoice, voice.empty() ? "document/" + stored.document_id : voice}]
          .claims;
  }
  // After all were added.
  storage::Support Settle(const ModelJoins& joins) {
    storage::Support support{.claims = claims};
    for (auto& [party, count] : parties) {
      if (party.first == storage::Party::kVoice) {
        ++support.voices;
        continue;
      }
      ++support.documents;
      if (const auto it = joins.find(party.second); it != joins.end()) {
        for (const std::string& before : it->second) {
          if (parties.contains({storage::Party::kDocument, before})) {
            count.copies_of.push_back(before);
          }
        }
      }
      if (count.copies_of.empty()) ++support.lineages;
    }
    return support;
  }
};

// Lineages, fingerprints and postings.
inline ModelJoins AddLineageRows(const ModelState& documents, RowMap& rows) {
  std::vector<lineage::Member> members;
  for (const auto& [id, model] : documents) {
    members.push_back({id, lineage::MakeFingerprint(model.stored->words_id, model.stored->document,
                                                    model.stored->input.source_uri)});
  }
  const lineage::Lineages lineages = lineage::FindLineages(members);
  std::vector<storage::LineageRow> of(members.size());
  ModelJoins joins;
  const auto link_to = [&](int64_t other, const lineage::Link& link, bool swap) {
    const lineage::Overlap& overlap = link.relation.overlap;
    return storage::DocumentLink{.document_id = members[static_cast<size_t>(other)].document_id,
                                 .kind = static_cast<storage::LinkKind>(link.relation.kind),
                                 .shared = overlap.shared,
                                 .of_this = swap ? overlap.of_second : overlap.of_first,
                                 .of_other = swap ? overlap.of_first : overlap.of_second,
                                 .lists = link.lists,
                                 .joins = link.joins};
  };
  for (const lineage::Link& link : lineages.links) {
    of[static_cast<size_t>(link.first)].links.push_back(link_to(link.second, link, false));
    of[static_cast<size_t>(link.second)].links.push_back(link_to(link.first, link, true));
    if (link.joins) {
      joins[members[static_cast<size_t>(link.second)].document_id].insert(
          members[static_cast<size_t>(link.first)].document_id);
    }
  }
  std::map<uint64_t, std::vector<size_t>> lists;
  for (size_t i = 0; i < members.size(); ++i) {
    const std::string& id = members[i].document_id;
    std::sort(of[i].links.begin(), of[i].links.end(),
              [](const auto& a, const auto& b) { return a.document_id < b.document_id; });
    of[i].parts = lineages.parts[i];
    if (lineages.parent[i] != static_cast<int64_t>(i)) {
      of[i].parent = members[static_cast<size_t>(lineages.parent[i])].document_id;
    }
    if (!of[i].links.empty()) rows[storage::LineageKey(id)] = EncodeRow(of[i]);
    for (const uint64_t list :
         lineage::ListsOverLevels(members[i].fingerprint.lists, lineage::PlaceOf(id).level)) {
      lists[list].push_back(i);
    }
    rows[storage::FingerprintKey(id)] = EncodeRow(ToRow(members[i].fingerprint));
  }
  for (auto& [list, documents] : lists) {
    storage::PostingListRow row{.document_ids = {}, .spread = documents.size() > 8};
    for (const size_t i : documents) {
      const std::string& id = members[i].document_id;
      if (row.spread) {
        rows[storage::PostingKey(list, lineage::PlaceOf(id).rank, id)] =
            EncodeRow(ToRow(lineage::MakeOutline(members[i].fingerprint)));
      } else {
        row.document_ids.push_back(id);
      }
    }
    std::sort(row.document_ids.begin(), row.document_ids.end(), lineage::ComesBefore);
    rows[storage::PostingListKey(list)] = EncodeRow(row);
  }
  return joins;
}

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
  const ModelJoins joins = AddLineageRows(documents, rows);

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
      rows[key] = EncodeRow(storage::ClaimRow{.claim = claim.claim,
                                              .ordinal = static_cast<uint32_t>(i),
                                              .proposition_id = claim.proposition_id});
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
    cell.row.support = cell.support.Settle(joins);
    rows[storage::CellKey(entity, dimension)] = EncodeRow(cell.row);
    for (const auto& [party, count] : cell.support.parties) {
      rows[storage::CellSupportKey(entity, dimension, party.first, party.second)] =
          EncodeRow(count);
    }
    for (auto& [id, proposition] : cell.propositions) {
      proposition.row.support = proposition.support.Settle(joins);
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
            EncodeRow(count);
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
