// A real store in memory with documents whose claims a test spells out, and the engines over it.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_ENGINE_FIXTURE_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_ENGINE_FIXTURE_H_

#include <rocksdb/env.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/record/input_digest.h"
#include "core/reduce/proposition.h"
#include "core/reduce/test_claims.h"
#include "core/text/sha256.h"
#include "core/value/rate_table.h"
#include "ingest_service/store/curation.h"
#include "ingest_service/store/ingest_store.h"
#include "ingest_service/store/store_fixture.h"
#include "query_service/respond/analysis_engine.h"
#include "query_service/respond/comparison_engine.h"
#include "query_service/respond/record_engine.h"

namespace parallax::respond::testing {

// One claim: its evidence is where `quote` first stands in the document's content.
struct Told {
  std::string entity;
  std::string dimension;
  std::string quote;  // empty: not stated
  std::vector<record::Reading> readings = {};
  std::string voice = "";  // empty: the document's author, unique to it
  record::ClaimKind kind = record::ClaimKind::kValue;
  record::Stance stance = record::Stance::kAsserts;
  int equivalent_of = -1;  // index of another claim of the document
};

class World {
 public:
  World() {
    auto catalog = catalog::Catalog::Load(std::string(std::getenv("PARALLAX_SOURCE_DIR")) +
                                          "/packs/ai_industrial_policy");
    if (!catalog.ok()) Die(catalog.status());
    catalog_ = *std::move(catalog);
    auto rates = value::RateTable::Load(std::string(std::getenv("PARALLAX_SOURCE_DIR")) +
                                        "/packs/reference/exchange_rates.tsv");
    if (!rates.ok()) Die(rates.status());
    rates_ = std::make_unique<value::RateTable>(*std::move(rates));
    storage::StoreOptions options = store::TestStoreOptions(env_.get(), &clock_);
    options.kept_cells_bytes = 8 << 20;
    auto store = store::IngestStore::Open(std::move(options), store::TestCommitterOptions());
    if (!store.ok()) Die(store.status());
    store_ = *std::move(store);
    views_ = std::make_unique<cells::ViewSource>(&store_->store());
    auto engine = ComparisonEngine::Create(catalog_.get(), views_.get(), rates_.get());
    if (!engine.ok()) Die(engine.status());
    comparisons_ = *std::move(engine);
    analysis_ = std::make_unique<AnalysisEngine>(catalog_.get(), views_.get(), rates_.get());
    records_ = std::make_unique<RecordEngine>(catalog_.get(), views_.get());
  }

  // Commits the document and returns the revision token. The same content is another revision only
  // by other rules.
  std::string Put(const std::string& id, const std::string& content, const std::vector<Told>& told,
                  const std::string& publisher = "", const std::string& published = "",
                  const std::string& language = "en", const std::string& lineage = "",
                  const std::string& rules_version = "") {
    store::StoredDocument stored = store::MakeDocument(id, content, {}, lineage);
    if (!rules_version.empty()) stored.rules_version = rules_version;
    Metadata(record::MetadataField::kPublisher, publisher, stored);
    Metadata(record::MetadataField::kPublished, published, stored);
    std::vector<record::Claim> claims;
    std::vector<catalog::ValueType> types;
    for (const Told& one : told) {
      claims.push_back(Claim(id, content, one, language, claims.size()));
      const catalog::Dimension* dimension = catalog_->FindDimension(one.dimension);
      types.push_back(dimension == nullptr ? catalog::ValueType::kText : dimension->value_type);
    }
    for (size_t i = 0; i < told.size(); ++i) {
      if (told[i].equivalent_of < 0) continue;
      claims[i].links.push_back({record::ClaimLinkKind::kStatedEquivalent,
                                 claims[static_cast<size_t>(told[i].equivalent_of)].claim_id});
    }
    const auto ids = reduce::PropositionsOf(claims, types);
    for (size_t i = 0; i < claims.size(); ++i) {
      stored.claims.push_back({claims[i], ids[i].proposition_id, ids[i].key});
    }
    auto result = store_->committer().SubmitAndWait(store::Upsert("default", std::move(stored)));
    if (!result.ok()) Die(result.status());
    return result->revision;
  }

  // Commits claims of an extractor on the document's current content, and returns the token.
  std::string Import(const std::string& id, const std::string& content,
                     const std::vector<Told>& told, const std::string& extractor) {
    store::ClaimImportBatch batch{
        .document_id = id,
        .input_digest = record::InputDigest(store::MakeDocument(id, content, {}).input),
        .claims = {}};
    std::vector<record::Claim> claims;
    std::vector<catalog::ValueType> types;
    for (const Told& one : told) {
      claims.push_back(Claim(id, content, one, "en", 1000 + claims.size()));
      claims.back().activity.rule_id = extractor;
      types.push_back(catalog_->FindDimension(one.dimension)->value_type);
    }
    const auto ids = reduce::PropositionsOf(claims, types);
    for (size_t i = 0; i < claims.size(); ++i) {
      batch.claims.push_back({.claim = claims[i],
                              .proposition_id = ids[i].proposition_id,
                              .proposition_key = ids[i].key,
                              .input_digest = batch.input_digest});
    }
    return Curate(storage::CommitKind::kClaimsImported, [&](store::RowTransaction& rows, uint64_t) {
      return store::ImportClaims(batch, rows).status();
    });
  }

  // Makes one commit of curation.h, and returns the token.
  std::string Curate(storage::CommitKind kind,
                     std::function<absl::Status(store::RowTransaction&, uint64_t)> apply) {
    auto result = store_->committer().SubmitAndWait(
        {"default",
         store::CuratedChange{.kind = kind, .document_id = "", .apply = std::move(apply)}});
    if (!result.ok()) Die(result.status());
    return result->revision;
  }

  std::string Delete(const std::string& id) {
    auto result = store_->committer().SubmitAndWait(store::Deletion("default", id));
    if (!result.ok()) Die(result.status());
    return result->revision;
  }

  const catalog::Catalog& catalog() const { return *catalog_; }
  const value::RateTable& rates() const { return *rates_; }
  storage::RecordStore& store() { return store_->store(); }
  store::IngestStore& ingest() { return *store_; }
  const ComparisonEngine& comparisons() const { return *comparisons_; }
  const AnalysisEngine& analysis() const { return *analysis_; }
  const RecordEngine& records() const { return *records_; }

  template <typename Response, typename Request>
  absl::StatusOr<Response> Ask(const Request& request) const {
    Response response;
    absl::Status status;
    if constexpr (requires { comparisons_->Answer(request, cells::CallLimits{}, &response); }) {
      status = comparisons_->Answer(request, cells::CallLimits{}, &response);
    } else if constexpr (requires { analysis_->Answer(request, cells::CallLimits{}, &response); }) {
      status = analysis_->Answer(request, cells::CallLimits{}, &response);
    } else {
      status = records_->Answer(request, cells::CallLimits{}, &response);
    }
    if (!status.ok()) return status;
    return response;
  }

 private:
  [[noreturn]] static void Die(const absl::Status& status) {
    std::fprintf(stderr, "%s\n", status.ToString().c_str());
    std::abort();
  }

  static void Metadata(record::MetadataField field, const std::string& value,
                       store::StoredDocument& stored) {
    if (value.empty()) return;
    record::MetadataItem item;
    item.field = field;
    item.value = value;
    item.chosen = true;
    stored.document.metadata.push_back(std::move(item));
  }

  static record::Claim Claim(const std::string& id, const std::string& content, const Told& told,
                             const std::string& language, size_t ordinal) {
    record::Claim claim = reduce::testing::Says(told.quote, told.readings);
    claim.document_id = id;
    claim.subject_entity_id = told.entity;
    claim.dimension_id = told.dimension;
    claim.kind = told.quote.empty() ? record::ClaimKind::kNotStated : told.kind;
    claim.stance = told.stance;
    claim.value.language = language;
    claim.voices.front().key = told.voice.empty() ? "author:" + id : told.voice;
    const size_t at = content.find(told.quote);
    const auto begin = static_cast<int64_t>(at == std::string::npos ? 0 : at);
    claim.evidence.push_back(
        {.span = {begin, begin + static_cast<int64_t>(told.quote.size())},
         .role = record::EvidenceRole::kValue,
         .alignment = told.quote.empty() ? record::Alignment::kTable : record::Alignment::kExact,
         .quote = told.quote});
    claim.claim_id =
        text::Sha256Hex(id + "\n" + content + "\n" + std::to_string(ordinal)).substr(0, 32);
    return claim;
  }

  store::TestClock clock_;
  std::unique_ptr<rocksdb::Env> env_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  std::unique_ptr<catalog::Catalog> catalog_;
  std::unique_ptr<value::RateTable> rates_;
  std::unique_ptr<store::IngestStore> store_;
  std::unique_ptr<cells::ViewSource> views_;
  std::unique_ptr<ComparisonEngine> comparisons_;
  std::unique_ptr<AnalysisEngine> analysis_;
  std::unique_ptr<RecordEngine> records_;
};

// A span of the pack's scale of the state's role, by rank.
inline value::LevelSpan Role(const catalog::Catalog& catalog, int lowest, int highest) {
  const catalog::Scale* scale = catalog.FindScale("role_of_state");
  return {.scale_id = scale->id,
          .lowest_level_id = scale->levels[static_cast<size_t>(lowest)].id,
          .highest_level_id = scale->levels[static_cast<size_t>(highest)].id,
          .lowest_rank = lowest,
          .highest_rank = highest};
}

}  // namespace parallax::respond::testing

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_ENGINE_FIXTURE_H_
