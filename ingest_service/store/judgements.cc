// Judgements on entities (curation.h): pairs under both orders of their ids, and for each entity
// that judgements make one with others, the whole set. Sets are bounded, so is every commit.
#include <algorithm>
#include <set>
#include <utility>

#include "core/errors/error.h"
#include "ingest_service/store/curation.h"

namespace parallax::store {
namespace {

using errors::Error;
using errors::Reason;
using storage::EntityVerdict;
using storage::JudgementRow;
using storage::SameEntitiesRow;

// Judgements among a few entities, in memory. An edge is there under both orders.
class JudgementGraph {
 public:
  // Reads what is judged of the entities that are one with `entity_id`.
  absl::Status Load(const std::string& entity_id, RowTransaction& rows) {
    if (edges_.count(entity_id) > 0) return absl::OkStatus();
    auto same = rows.GetRow<SameEntitiesRow>(storage::SameEntitiesKey(entity_id));
    if (!same.ok()) return same.status();
    std::vector<std::string> entities = {entity_id};
    if (same->has_value()) entities = std::move((*same)->entity_ids);
    for (const std::string& entity : entities) {
      auto& of_entity = edges_[entity];
      absl::Status malformed;
      const absl::Status status = rows.ScanGroup(
          std::move(storage::KeyBuilder(storage::Table::kJudgement).String(entity)).Build(),
          [&](std::string_view key, std::string_view value) {
            const auto parts = storage::ParseJudgementKey(key);
            const auto row = storage::DecodeRow<JudgementRow>(value);
            if (!parts.ok() || !row.ok()) {
              malformed = parts.ok() ? row.status() : parts.status();
              return false;
            }
            of_entity[parts->other_entity_id] = row->verdict;
            return true;
          });
      if (!status.ok()) return status;
      if (!malformed.ok()) return malformed;
    }
    return absl::OkStatus();
  }

  // kUnspecified takes the judgement away.
  void Set(const EntityPair& pair, EntityVerdict verdict) {
    for (const auto& [a, b] : {std::pair(pair.first, pair.second), {pair.second, pair.first}}) {
      if (verdict == EntityVerdict::kUnspecified) {
        edges_[a].erase(b);
      } else {
        edges_[a][b] = verdict;
      }
    }
  }

  EntityVerdict Get(const EntityPair& pair) const {
    const auto& of_first = edges_.at(pair.first);
    const auto it = of_first.find(pair.second);
    return it == of_first.end() ? EntityVerdict::kUnspecified : it->second;
  }

  // All that are one with the entity, itself included.
  std::set<std::string> SetOf(const std::string& entity_id) const {
    std::set<std::string> found = {entity_id};
    std::vector<std::string> open = {entity_id};
    while (!open.empty()) {
      const std::string at = std::move(open.back());
      open.pop_back();
      const auto it = edges_.find(at);
      if (it == edges_.end()) continue;
      for (const auto& [other, verdict] : it->second) {
        if (verdict == EntityVerdict::kSame && found.insert(other).second) open.push_back(other);
      }
    }
    return found;
  }

  absl::Status Check() const {
    for (const auto& [entity, of_entity] : edges_) {
      if (of_entity.size() > kMaxJudgementsOfEntity) {
        return Error(
            Reason::kLimitExceeded, "",
            "more than " + std::to_string(kMaxJudgementsOfEntity) + " judgements on " + entity);
      }
      const std::set<std::string> same = SetOf(entity);
      if (same.size() > kMaxSameEntities) {
        return Error(Reason::kLimitExceeded, "",
                     "more than " + std::to_string(kMaxSameEntities) + " entities would be one");
      }
      for (const auto& [other, verdict] : of_entity) {
        if (verdict == EntityVerdict::kDifferent && same.count(other) > 0) {
          return Error(Reason::kJudgementContradicted, "verdict",
                       entity + " and " + other +
                           " are judged different, and would be one by other judgements");
        }
      }
    }
    return absl::OkStatus();
  }

  // Writes the sets of all entities that were loaded.
  void Write(RowTransaction& rows) const {
    for (const auto& [entity, of_entity] : edges_) {
      const std::set<std::string> same = SetOf(entity);
      std::string key = storage::SameEntitiesKey(entity);
      if (same.size() < 2) {
        rows.Delete(std::move(key));
      } else {
        rows.Put(std::move(key), EncodeRow(SameEntitiesRow{{same.begin(), same.end()}}));
      }
    }
  }

 private:
  std::map<std::string, std::map<std::string, EntityVerdict>> edges_;
};

}  // namespace

absl::StatusOr<bool> JudgeEntities(const EntityPair& pair, EntityVerdict verdict,
                                   const std::string& note, uint64_t commit, RowTransaction& rows,
                                   std::vector<std::string>* same) {
  JudgementGraph graph;
  for (const std::string& entity : {pair.first, pair.second}) {
    if (absl::Status status = graph.Load(entity, rows); !status.ok()) return status;
  }
  const bool changes = graph.Get(pair) != verdict;
  if (changes) {
    graph.Set(pair, verdict);
    if (absl::Status status = graph.Check(); !status.ok()) return status;
    const std::string row = EncodeRow(JudgementRow{verdict, note, commit});
    rows.Put(storage::JudgementKey({pair.first, pair.second}), row);
    rows.Put(storage::JudgementKey({pair.second, pair.first}), row);
    graph.Write(rows);
  }
  const std::set<std::string> one = graph.SetOf(pair.first);
  same->clear();
  for (const std::string& entity : one) {
    if (entity != pair.first) same->push_back(entity);
  }
  return changes;
}

absl::Status RevokeJudgement(const EntityPair& pair, RowTransaction& rows) {
  JudgementGraph graph;
  for (const std::string& entity : {pair.first, pair.second}) {
    if (absl::Status status = graph.Load(entity, rows); !status.ok()) return status;
  }
  if (graph.Get(pair) == EntityVerdict::kUnspecified) {
    return Error(Reason::kJudgementNotFound, "second_entity_id",
                 "no judgement on " + pair.first + " and " + pair.second);
  }
  graph.Set(pair, EntityVerdict::kUnspecified);
  rows.Delete(storage::JudgementKey({pair.first, pair.second}));
  rows.Delete(storage::JudgementKey({pair.second, pair.first}));
  graph.Write(rows);
  return absl::OkStatus();
}

}  // namespace parallax::store
