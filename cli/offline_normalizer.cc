// The normalizer and recognizer of the ingest service, linked into the command line.
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "absl/synchronization/mutex.h"
#include "cli/offline.h"
#include "core/api/record_to_api.h"
#include "ingest_service/assemble/pipeline.h"
#include "ingest_service/doorway/request_check.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/recognize/jsonl.h"
#include "ingest_service/source/decode.h"

namespace parallax::cli {

bool CanNormalizeOffline() { return true; }

absl::StatusOr<NormalizedDocument> NormalizeOffline(const std::string& document_id,
                                                    const v1::DocumentInput& input) {
  v1::DocumentInput owned = input;
  const doorway::InputLimits limits;
  absl::StatusOr<record::Input> checked = doorway::CheckInput(&owned, limits);
  if (!checked.ok()) return checked.status();
  absl::StatusOr<source::SourceText> source = source::Decode(*checked);
  if (!source.ok()) return source.status();
  absl::StatusOr<record::Document> document = parse::Parse(*source, *checked);
  if (!document.ok()) return document.status();
  NormalizedDocument out;
  out.article_body = parse::ArticleBody(*document);
  api::ToApi(*document, /*with_blocks=*/true, &out.document);
  out.document.set_document_id(document_id);
  out.document.set_size_bytes(static_cast<int64_t>(checked->content.size()));
  out.document.set_source_uri(checked->source_uri);
  out.document.set_reference_time(checked->reference_time);
  out.title = out.document.title();
  out.authors.assign(out.document.authors().begin(), out.document.authors().end());
  out.published_date = out.document.published_date();
  if (out.document.languages_size() > 0) out.language = out.document.languages(0);
  return out;
}

namespace {

// The pipeline of a pack, made once and kept until the program ends.
absl::StatusOr<const assemble::Pipeline*> PipelineOf(const std::string& pack_dir) {
  static absl::Mutex mutex;
  static auto* const pipelines = new std::map<std::string, std::unique_ptr<assemble::Pipeline>>;
  absl::MutexLock lock(&mutex);
  std::unique_ptr<assemble::Pipeline>& pipeline = (*pipelines)[pack_dir];
  if (pipeline == nullptr) {
    auto catalog = catalog::Catalog::Load(pack_dir);
    if (!catalog.ok()) return catalog.status();
    auto made = assemble::Pipeline::Create(*std::move(catalog), {});
    if (!made.ok()) return made.status();
    pipeline = *std::move(made);
  }
  return pipeline.get();
}

}  // namespace

absl::StatusOr<OfflineClaims> ClaimOffline(const std::string& document_id,
                                           const v1::DocumentInput& input,
                                           const std::string& pack_dir) {
  const auto pipeline = PipelineOf(pack_dir);
  if (!pipeline.ok()) return pipeline.status();
  v1::DocumentInput owned = input;
  absl::StatusOr<record::Input> checked = doorway::CheckInput(&owned, doorway::InputLimits());
  if (!checked.ok()) return checked.status();
  auto stored = (*pipeline)->Process(document_id, *std::move(checked));
  if (!stored.ok()) return stored.status();
  OfflineClaims out;
  for (const store::StoredClaim& claim : stored->claims) {
    api::ToApi(claim.claim, &out.claims.emplace_back());
  }
  for (const record::Mention& mention : stored->mentions) {
    const std::string name((*pipeline)->catalog().DisplayName(mention.entity_id, "en"));
    out.mentions.push_back({mention.entity_id, mention.written,
                            name.empty() ? mention.written : name, mention.span.begin_byte,
                            mention.span.end_byte});
  }
  return out;
}

bool CanRecognizeOffline() { return true; }

absl::StatusOr<nlohmann::ordered_json> RecognizeOffline(const RecognizeInput& input) {
  nlohmann::ordered_json line = {
      {"id", ""}, {"kind", input.kind}, {"input", input.text}, {"lang", input.language}};
  if (!input.reference_time.empty()) line["ref"] = input.reference_time;
  absl::StatusOr<std::string> answer = recognize::RecognizeJsonLine(
      line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  if (!answer.ok()) return answer.status();
  return nlohmann::ordered_json::parse(*answer)["results"];
}

}  // namespace parallax::cli
