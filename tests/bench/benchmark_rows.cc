#include "tests/bench/benchmark_rows.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "core/storage/keys.h"
#include "core/storage/rows.h"

namespace parallax::bench {
namespace {

using storage::Party;
using storage::RowChange;

constexpr size_t kBatchBytes = 4u << 20;
// Documents on one economy whose claims are held at a time.
constexpr size_t kMaxPlacesHeld = 1000;

// The claims that each party makes.
using Count = std::map<std::string, uint64_t>;
struct Parties {
  Count documents;
  Count voices;
  uint64_t claims = 0;

  void Add(const storage::ClaimRow& row) {
    ++claims;
    ++documents[row.claim.document_id];
    ++voices[row.claim.asserting_voice().key];
  }
  storage::Support support() const {
    return {claims, documents.size(), documents.size(), voices.size()};
  }
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (const auto& [key, count] : documents) visit(Party::kDocument, key, count);
    for (const auto& [key, count] : voices) visit(Party::kVoice, key, count);
  }
};

struct PropositionOf {
  std::string key;
  record::ClaimKind kind = record::ClaimKind::kUnspecified;
  std::vector<storage::ClaimRow> claims;
};

class Loader {
 public:
  Loader(const BenchmarkDocuments& documents, storage::CollectionBootstrap& bootstrap)
      : documents_(documents), bootstrap_(bootstrap) {}

  // All cells of one economy, of the documents (and places in them) that are about it.
  absl::Status LoadEconomy(const std::string& economy,
                           const std::vector<std::pair<uint64_t, int>>& places) {
    // Claims are made once where all of them may be held at a time; of the economy that a tenth of
    // all documents are about, again for each dimension.
    if (places.size() <= kMaxPlacesHeld) {
      std::map<std::string, Propositions> by_dimension;
      for (const auto& [number, place] : places) {
        uint32_t ordinal = static_cast<uint32_t>(place) * 4;
        for (store::StoredClaim& claim : documents_.ClaimsOf(number, place, nullptr)) {
          Propositions& of_dimension = by_dimension[claim.claim.dimension_id];
          Add(std::move(claim), ordinal++, &of_dimension);
        }
      }
      for (const auto& [dimension, propositions] : by_dimension) {
        absl::Status status = LoadCell(economy, dimension, propositions);
        if (!status.ok()) return status;
      }
      return absl::OkStatus();
    }
    for (const std::string& dimension : documents_.dimensions()) {
      Propositions propositions;
      for (const auto& [number, place] : places) {
        uint32_t ordinal = static_cast<uint32_t>(place) * 4;
        for (store::StoredClaim& claim : documents_.ClaimsOf(number, place, nullptr)) {
          const uint32_t of_claim = ordinal++;
          if (claim.claim.dimension_id != dimension) continue;
          Add(std::move(claim), of_claim, &propositions);
        }
      }
      if (absl::Status status = LoadCell(economy, dimension, propositions); !status.ok()) {
        return status;
      }
    }
    return absl::OkStatus();
  }

  absl::Status Flush() {
    bytes_ = 0;
    absl::Status status = bootstrap_.LoadRows(rows_);
    rows_.clear();
    return status;
  }

 private:
  using Propositions = std::map<std::string, PropositionOf>;  // by id

  static void Add(store::StoredClaim claim, uint32_t ordinal, Propositions* propositions) {
    PropositionOf& proposition = (*propositions)[claim.proposition_id];
    proposition.key = std::move(claim.proposition_key);
    proposition.kind = claim.claim.kind;
    storage::ClaimRow row;
    row.claim = std::move(claim.claim);
    row.ordinal = ordinal;
    row.proposition_id = std::move(claim.proposition_id);
    proposition.claims.push_back(std::move(row));
  }

  absl::Status Put(std::string key, std::string value) {
    bytes_ += key.size() + value.size();
    rows_.push_back({std::move(key), std::move(value)});
    return bytes_ < kBatchBytes ? absl::OkStatus() : Flush();
  }

  absl::Status LoadCell(const std::string& economy, const std::string& dimension,
                        const Propositions& propositions) {
    if (propositions.empty()) return absl::OkStatus();
    absl::Status status;
    const auto put = [&](std::string key, std::string value) {
      if (status.ok()) status = Put(std::move(key), std::move(value));
    };
    storage::CellRow cell;
    cell.entity_id = economy;
    cell.dimension_id = dimension;
    cell.propositions = propositions.size();
    Parties of_cell;
    for (const auto& [id, proposition] : propositions) {
      Parties parties;
      for (const storage::ClaimRow& row : proposition.claims) {
        parties.Add(row);
        of_cell.Add(row);
        put(storage::ClaimKey({economy, dimension, id, row.claim.document_id, row.ordinal}),
            storage::EncodeRow(row));
      }
      (proposition.kind == record::ClaimKind::kValue ? cell.value_claims
                                                     : cell.not_stated_claims) += parties.claims;
      const storage::Support support = parties.support();
      put(storage::PropositionKey(economy, dimension, id),
          storage::EncodeRow(
              storage::PropositionRow{id, proposition.kind, proposition.key, support}));
      put(storage::PropositionRankKey({economy, dimension, static_cast<uint32_t>(proposition.kind),
                                       support.voices, support.lineages, support.claims, id}),
          "");
      parties.ForEach([&](Party party, const std::string& key, uint64_t count) {
        put(storage::PropositionSupportKey(economy, dimension, id, party, key),
            storage::EncodeRow(storage::CountRow{count}));
      });
    }
    cell.support = of_cell.support();
    put(storage::CellKey(economy, dimension), storage::EncodeRow(cell));
    of_cell.ForEach([&](Party party, const std::string& key, uint64_t count) {
      put(storage::CellSupportKey(economy, dimension, party, key),
          storage::EncodeRow(storage::CountRow{count}));
    });
    return status;
  }

  const BenchmarkDocuments& documents_;
  storage::CollectionBootstrap& bootstrap_;
  std::vector<RowChange> rows_;
  size_t bytes_ = 0;
};

}  // namespace

absl::Status LoadRows(const BenchmarkDocuments& documents, int64_t count,
                      storage::ReplicaStore& replica) {
  std::map<std::string, std::vector<std::pair<uint64_t, int>>> by_economy;
  for (uint64_t number = 0; number < static_cast<uint64_t>(count); ++number) {
    for (int place = 0; place < BenchmarkDocuments::kEconomiesPerDocument; ++place) {
      by_economy[documents.EconomyOf(number, place)].emplace_back(number, place);
    }
  }
  auto bootstrap = replica.BeginBootstrap(
      {.name = "default", .store_id = "0123456789abcdef", .uid = "fedcba9876543210"}, 0);
  if (!bootstrap.ok()) return bootstrap.status();
  constexpr size_t kThreads = 2;
  std::vector<absl::Status> results(kThreads);
  std::vector<std::thread> threads;
  for (size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      Loader loader(documents, **bootstrap);
      size_t i = 0;
      for (const auto& [economy, places] : by_economy) {
        if (i++ % kThreads != t || !results[t].ok()) continue;
        results[t] = loader.LoadEconomy(economy, places);
      }
      if (results[t].ok()) results[t] = loader.Flush();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& status : results) {
    if (!status.ok()) return status;
  }
  return (*bootstrap)->Finish(static_cast<uint64_t>(count) + 1, 0);
}

}  // namespace parallax::bench
