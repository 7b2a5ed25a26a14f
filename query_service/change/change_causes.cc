#include "query_service/change/change_causes.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/storage/curation_reader.h"
#include "core/storage/keys.h"
#include "query_service/change/comparison_diff.h"
#include "query_service/render/comparison_view.h"

namespace parallax::change {
namespace {

using Address = std::pair<std::string, std::string>;  // entity, dimension

v1::ChangeCauseKind KindOf(storage::CommitKind kind) {
  switch (kind) {
    case storage::CommitKind::kDocumentUpserted:
      return v1::CHANGE_CAUSE_KIND_DOCUMENT_PUT;
    case storage::CommitKind::kDocumentDeleted:
      return v1::CHANGE_CAUSE_KIND_DOCUMENT_DELETED;
    case storage::CommitKind::kClaimsImported:
      return v1::CHANGE_CAUSE_KIND_IMPORT;
    case storage::CommitKind::kClaimsRetracted:
    case storage::CommitKind::kRetractionsRevoked:
      return v1::CHANGE_CAUSE_KIND_RETRACTION;
    case storage::CommitKind::kEntitiesJudged:
    case storage::CommitKind::kJudgementRevoked:
      return v1::CHANGE_CAUSE_KIND_JUDGEMENT;
    default:
      return v1::CHANGE_CAUSE_KIND_UNSPECIFIED;
  }
}

// The cell itself and what was rolled up into it, before or after.
std::set<Address> AddressesOf(const v1::ChangedCell& cell) {
  std::set<Address> addresses = {{cell.entity_id(), cell.dimension_id()}};
  for (const v1::AnyCell* any : {&cell.before(), &cell.after()}) {
    for (const v1::RolledUpCell& part : render::CommonPart(*any).rolled_up()) {
      addresses.emplace(part.entity_id(), part.dimension_id());
    }
  }
  return addresses;
}

}  // namespace

absl::Status ChangeCauses::Read(const cells::CallLimits& limits) {
  uint64_t first = after_commit_ + 1;
  cut_ = view_.commit() - after_commit_ > kMaxCommitsRead;
  if (cut_) first = view_.commit() - kMaxCommitsRead + 1;
  for (uint64_t number = first; number <= view_.commit(); ++number) {
    if (absl::Status status = limits.Check(); !status.ok()) return status;
    const auto record = view_.ReadCommit(number);
    if (!record.ok()) return record.status();
    Commit& commit = commits_.emplace_back();
    commit.cause.set_kind(KindOf(record->kind));
    commit.cause.set_document_id(record->document_id);
    commit.cause.set_revision_token(storage::FormatRevisionToken(view_.info(), number));
    commit.cause.set_committed_at_ms(record->commit_time_ms);
    for (const storage::RowChange& row : record->rows) {
      auto key = storage::KeyReader::Open(row.key);
      if (!key.ok()) return key.status();
      const bool judged = key->table() == storage::Table::kSameEntities;
      if (key->table() != storage::Table::kClaim && !judged) continue;
      auto entity = key->String();
      if (!entity.ok()) return entity.status();
      if (judged) {
        commit.judged.insert(*std::move(entity));
        continue;
      }
      auto dimension = key->String();
      if (!dimension.ok()) return dimension.status();
      commit.touched[*std::move(entity)].insert(*std::move(dimension));
    }
  }
  read_ = true;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> ChangeCauses::SameAs(const std::string& entity_id) {
  const auto known = same_.find(entity_id);
  if (known != same_.end()) return known->second;
  auto sets = storage::CurationReader(view_).SameEntities({entity_id});
  if (!sets.ok()) return sets.status();
  std::vector<std::string> same = std::move(sets->front());
  if (same.empty()) same.push_back(entity_id);
  same_.emplace(entity_id, same);
  return same;
}

absl::Status ChangeCauses::Fill(const cells::CallLimits& limits, v1::ChangedCell* cell) {
  if (!read_) {
    if (absl::Status status = Read(limits); !status.ok()) return status;
  }
  std::set<Address> addresses;
  for (const auto& [entity_id, dimension_id] : AddressesOf(*cell)) {
    const auto same = SameAs(entity_id);
    if (!same.ok()) return same.status();
    for (const std::string& id : *same) addresses.emplace(id, dimension_id);
  }
  std::vector<const Commit*> causes;
  for (const Commit& commit : commits_) {
    const bool touches = std::any_of(addresses.begin(), addresses.end(), [&](const Address& one) {
      if (commit.judged.contains(one.first)) return true;
      const auto entity = commit.touched.find(one.first);
      return entity != commit.touched.end() && entity->second.contains(one.second);
    });
    if (touches) causes.push_back(&commit);
  }
  if (causes.empty()) {
    for (const Commit& commit : commits_) {
      if (commit.touched.contains(cell->entity_id())) causes.push_back(&commit);
    }
  }
  cell->set_cause_count(static_cast<int64_t>(causes.size()));
  cell->set_causes_sampled(cut_);
  for (size_t i = causes.size() - std::min(causes.size(), kMaxCauses); i < causes.size(); ++i) {
    *cell->add_causes() = causes[i]->cause;
  }
  return absl::OkStatus();
}

}  // namespace parallax::change
