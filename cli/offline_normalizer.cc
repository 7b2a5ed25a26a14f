// The normalizer and recognizer of the ingest service, linked into the command line.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/offline.h"
#include "core/api/record_to_api.h"
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
