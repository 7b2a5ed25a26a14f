#include "query_service/respond/ready_cells.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/storage/claim_parts.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/claim_bytes.h"
#include "query_service/respond/contrast_message.h"
#include "query_service/respond/typed_columns.h"
#include "query_service/respond/wire_writer.h"

namespace parallax::respond {

using cells::CellData;
using cells::ReadyCell;

namespace {

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
                    cells::CellCache* cache, ReadyCells* cells) {
  const size_t dimensions = spec.dimensions.size();
  cells->assign(spec.entities.size() * dimensions, nullptr);
  if (cache == nullptr || !spec.filter.empty()) return false;
  size_t found = 0;
  for (size_t e = 0; e < spec.entities.size(); ++e) {
    const request::ResolvedEntity& entity = spec.entities[e];
    if (!entity.same_ids.empty()) continue;
    found += cache->FindRow(view.info().keyspace, view.commit(), entity.entity_id, spec.dimensions,
                            spec.bounds, &(*cells)[e * dimensions]);
  }
  return found == cells->size();
}

absl::Status ReadMissingCells(const storage::ReadView& view, const cells::CellReader& reader,
                              const request::CompareSpec& spec, cells::CellCache* cache,
                              ReadyCells* cells) {
  if (!spec.filter.empty()) cache = nullptr;
  std::vector<cells::WantedCell> missing;
  std::vector<size_t> places;
  for (size_t i = 0; i < cells->size(); ++i) {
    if ((*cells)[i] != nullptr) continue;
    const request::ResolvedEntity& entity = spec.entities[i / spec.dimensions.size()];
    const catalog::Dimension* dimension = spec.dimensions[i % spec.dimensions.size()];
    missing.push_back({{entity.entity_id, dimension->id}, dimension, entity.same_ids});
    places.push_back(i);
  }
  const auto read = reader.Read(missing, spec.filter, spec.bounds);
  if (!read.ok()) return read.status();
  for (size_t i = 0; i < places.size(); ++i) {
    auto made = MakeReady((*read)[i]);
    if (!made.ok()) return made.status();
    auto ready = std::make_shared<const ReadyCell>(*std::move(made));
    if (cache != nullptr && missing[i].same_ids.empty() && (*read)[i].self_contained) {
      cache->Insert(view.info().keyspace, view.commit(), missing[i].address, spec.bounds, ready);
    }
    (*cells)[places[i]] = std::move(ready);
  }
  return absl::OkStatus();
}

}  // namespace parallax::respond
