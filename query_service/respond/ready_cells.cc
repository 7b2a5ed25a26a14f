#include "query_service/respond/ready_cells.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/storage/claim_parts.h"
#include "query_service/cells/ready_cell_codec.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/claim_bytes.h"
#include "query_service/respond/contrast_message.h"
#include "query_service/respond/typed_columns.h"
#include "query_service/respond/wire_writer.h"

namespace parallax::respond {

using cells::CellData;
using cells::ReadyCell;

namespace {

// How much of a cell's message is fetched beforehand; what follows the processor foresees.
constexpr size_t kFetchedBytes = 256;

// Of every typed cell.
constexpr int kCell = 1;
static_assert(v1::TextCell::kCellFieldNumber == kCell);
static_assert(v1::ItemsCell::kCellFieldNumber == kCell);

// The cell with its stored claims written into its propositions, which have none yet.
absl::Status AppendCell(const CellData& data, v1::Cell* cell, std::string* out) {
  google::protobuf::RepeatedPtrField<v1::Proposition> propositions;
  propositions.Swap(cell->mutable_propositions());
  const std::string around = cell->SerializeAsString();
  const size_t split = EndOfFields(around, v1::Cell::kPropositionsFieldNumber);
  out->append(around, 0, split);
  std::string bytes;
  std::string claims;
  std::string claim;
  for (int i = 0; i < propositions.size(); ++i) {
    bytes.clear();
    claims.clear();
    propositions[i].AppendToString(&bytes);
    const auto place = static_cast<size_t>(i);
    for (size_t c = 0; place < data.shown.size() && c < data.shown[place].stored.size(); ++c) {
      const std::string& stored = data.shown[place].stored[c];
      claim.clear();
      if (absl::Status status = AppendClaim(stored, &claim); !status.ok()) return status;
      WireWriter(&claims).Bytes(v1::Proposition::kClaimsFieldNumber, claim);
    }
    WireWriter(out).Header(v1::Cell::kPropositionsFieldNumber, bytes.size() + claims.size());
    const size_t end = EndOfFields(bytes, v1::Proposition::kClaimsFieldNumber);
    out->append(bytes, 0, end);
    out->append(claims);
    out->append(bytes, end);
  }
  out->append(around, split);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ReadyCell> MakeReady(const CellData& data) {
  ReadyCell ready;
  v1::AnyCell any;
  FillAnyCell(data, &any);
  google::protobuf::Message* typed =
      TypedColumns::MutableAlternative(data.dimension->value_type, &any);
  const auto* field = typed->GetDescriptor()->FindFieldByNumber(kCell);
  v1::Cell cell;
  cell.GetReflection()->Swap(&cell, typed->GetReflection()->MutableMessage(typed, field));
  typed->GetReflection()->ClearField(typed, field);
  std::string bytes;
  if (absl::Status status = AppendCell(data, &cell, &bytes); !status.ok()) return status;
  WireWriter(&ready.message).Bytes(kCell, bytes);
  typed->AppendToString(&ready.message);
  ready.message.shrink_to_fit();
  ready.covered = !data.reduced.propositions.empty();
  ready.state = data.reduced.state;
  ready.agreement = data.reduced.agreement.agreement;
  const auto* items = std::get_if<std::vector<reduce::SupportedItem>>(&data.reduced.summary.typed);
  if (items == nullptr) {
    ready.typed = data.reduced.summary.typed;
    return ready;
  }
  ready.typed = std::vector<reduce::SupportedItem>();
  ready.members.reserve(items->size());
  for (const reduce::SupportedItem& item : *items) {
    ready.members.push_back({item.key, MemberText(data, item.key)});
  }
  std::sort(ready.members.begin(), ready.members.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
  return ready;
}

bool FindReadyCells(const storage::ReadView& view, const request::CompareSpec& spec,
                    const ReadyPlaces& places, storage::ReadFrom from, ReadyCells* cells) {
  const size_t dimensions = spec.dimensions.size();
  cells->assign(spec.entities.size() * dimensions, nullptr);
  if (!spec.filter.empty()) return false;
  size_t found = 0;
  for (size_t e = 0; e < spec.entities.size() && places.cache != nullptr; ++e) {
    const request::ResolvedEntity& entity = spec.entities[e];
    if (!entity.same_ids.empty()) continue;
    found += places.cache->FindRow(view.info().keyspace, view.commit(), entity.entity_id,
                                   spec.dimensions, spec.bounds, &(*cells)[e * dimensions]);
  }
  if (found == cells->size()) {
    // They lie anywhere in memory and are copied one after the other: all are fetched at once.
    for (const auto& cell : *cells) __builtin_prefetch(cell.get());
    for (const auto& cell : *cells) {
      const char* const bytes = cell->message.data();
      for (size_t at = 0; at < std::min<size_t>(cell->message.size(), kFetchedBytes); at += 64) {
        __builtin_prefetch(bytes + at);
      }
    }
    return true;
  }
  if (places.keeper == nullptr || spec.bounds != cells::kKeptBounds) return false;
  std::vector<storage::CellAddress> missing;
  std::vector<size_t> of_missing;
  for (size_t i = 0; i < cells->size(); ++i) {
    const request::ResolvedEntity& entity = spec.entities[i / dimensions];
    if ((*cells)[i] != nullptr || !entity.same_ids.empty()) continue;
    missing.push_back({entity.entity_id, spec.dimensions[i % dimensions]->id});
    of_missing.push_back(i);
  }
  auto kept = places.keeper->Find(view, missing, from);
  for (size_t i = 0; i < kept.size(); ++i) {
    cells::CellKeeper::Found& one = kept[i];
    if (one.cell == nullptr) continue;
    if (places.cache != nullptr) {
      places.cache->Insert(view.info().keyspace, one.commit, missing[i], spec.bounds, one.cell);
    }
    (*cells)[of_missing[i]] = std::move(one.cell);
    ++found;
  }
  return found == cells->size();
}

absl::Status ReadMissingCells(const storage::ReadView& view, const cells::CellReader& reader,
                              const request::CompareSpec& spec, const ReadyPlaces& places,
                              ReadyCells* cells) {
  const bool keep = places.keeper != nullptr && spec.bounds == cells::kKeptBounds;
  std::vector<cells::WantedCell> missing;
  std::vector<size_t> of_missing;
  for (size_t i = 0; i < cells->size(); ++i) {
    if ((*cells)[i] != nullptr) continue;
    const request::ResolvedEntity& entity = spec.entities[i / spec.dimensions.size()];
    const catalog::Dimension* dimension = spec.dimensions[i % spec.dimensions.size()];
    missing.push_back({{entity.entity_id, dimension->id}, dimension, entity.same_ids});
    of_missing.push_back(i);
  }
  const auto read = reader.Read(missing, spec.filter, spec.bounds);
  if (!read.ok()) return read.status();
  for (size_t i = 0; i < of_missing.size(); ++i) {
    auto made = MakeReady((*read)[i]);
    if (!made.ok()) return made.status();
    for (const std::string& key : (*read)[i].rests_on) {
      made->rests_on.push_back(cells::RowMark(key));
    }
    auto ready = std::make_shared<const ReadyCell>(*std::move(made));
    if (spec.filter.empty() && missing[i].same_ids.empty() && (*read)[i].self_contained) {
      const storage::CellAddress& address = missing[i].address;
      if (places.cache != nullptr) {
        places.cache->Insert(view.info().keyspace, view.commit(), address, spec.bounds, ready);
      }
      if (keep) places.keeper->Offer(view.info().keyspace, view.commit(), address, ready);
    }
    (*cells)[of_missing[i]] = std::move(ready);
  }
  return absl::OkStatus();
}

}  // namespace parallax::respond
