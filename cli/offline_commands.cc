// normalize, recognize: what works without a service.
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/document_source.h"
#include "cli/offline.h"
#include "cli/output.h"
#include "cli/service_client.h"

namespace parallax::cli {
namespace {

using nlohmann::ordered_json;

void PrintLine(const ordered_json& json) {
  Print(json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n");
}

ordered_json ErrorJson(const absl::Status& status) { return std::string(status.message()); }

// One line of `normalize --jsonl`.
ordered_json NormalizedJson(const std::string& id, const NormalizedDocument& document,
                            bool with_document) {
  ordered_json out;
  out["id"] = id;
  out["article_body"] = document.article_body;
  out["title"] = document.title;
  out["authors"] = document.authors;
  if (!document.published_date.empty()) out["published"] = document.published_date;
  out["language"] = document.language;
  if (with_document) out["document"] = ordered_json::parse(ToJsonLine(document.document));
  return out;
}

// "claims" and "mentions" of one line.
void AddClaims(const OfflineClaims& claims, ordered_json* out) {
  ordered_json& list = (*out)["claims"] = ordered_json::array();
  for (const v1::Claim& claim : claims.claims) {
    list.push_back(ordered_json::parse(ToJsonLine(claim)));
  }
  ordered_json& mentions = (*out)["mentions"] = ordered_json::array();
  for (const OfflineClaims::Mention& mention : claims.mentions) {
    mentions.push_back({{"entity_id", mention.entity_id},
                        {"written", mention.written},
                        {"name", mention.name},
                        {"begin_byte", mention.begin_byte},
                        {"end_byte", mention.end_byte}});
  }
}

struct NormalizeOutput {
  bool document = true;
  bool claims = false;
  std::string pack_dir;
};

absl::StatusOr<ordered_json> NormalizeOne(const SourceDocument& source,
                                          const NormalizeOutput& output) {
  const auto normalized = NormalizeOffline(source.id, source.input);
  if (!normalized.ok()) return normalized.status();
  ordered_json out = NormalizedJson(source.id, *normalized, output.document);
  if (output.claims) {
    const auto claims = ClaimOffline(source.id, source.input, output.pack_dir);
    if (!claims.ok()) return claims.status();
    AddClaims(*claims, &out);
  }
  return out;
}

int NormalizeLines(const NormalizeOutput& output) {
  int exit_code = kDone;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty()) continue;
    SourceDocument source;
    absl::Status status = ParseJsonLine(line, &source);
    const absl::StatusOr<ordered_json> result =
        status.ok() ? NormalizeOne(source, output) : absl::StatusOr<ordered_json>(status);
    if (result.ok()) {
      PrintLine(*result);
    } else {
      PrintLine({{"id", source.id}, {"error", ErrorJson(result.status())}});
      exit_code = kRefused;
    }
  }
  return exit_code;
}

int RunNormalize(const Arguments& arguments) {
  if (!CanNormalizeOffline()) {
    return Misused(absl::UnimplementedError(
        "this program was built without the normalizer; the one built with the ingest service has "
        "it"));
  }
  const NormalizeOutput output{!arguments.Has("no-document"), arguments.Has("claims"),
                               arguments.Get("pack_dir", "packs/ai_industrial_policy")};
  if (arguments.Has("jsonl")) return NormalizeLines(output);
  if (arguments.positional().empty()) {
    return Misused(absl::InvalidArgumentError("which files? parallax normalize FILE…, or --jsonl"));
  }
  SourceOptions options;
  options.media_type = arguments.Get("media_type");
  auto source = DocumentSource::Open(arguments.positional(), options);
  if (!source.ok()) return Misused(source.status());
  int exit_code = kDone;
  while (std::optional<SourceDocument> document = source->Next()) {
    absl::Status status = document->status;
    if (status.ok()) {
      if (output.claims) {
        const auto result = NormalizeOne(*document, output);
        if (result.ok()) PrintLine(*result);
        status = result.status();
      } else {
        const auto result = NormalizeOffline(document->id, document->input);
        if (result.ok()) Print(ToJson(result->document) + "\n");
        status = result.status();
      }
    }
    if (!status.ok()) {
      std::fprintf(stderr, "%s: %s\n", document->id.c_str(), std::string(status.message()).c_str());
      exit_code = kRefused;
    }
  }
  return exit_code;
}

// "ref" and "lang" may be null.
std::string StringAt(const ordered_json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : "";
}

int RunRecognize(const Arguments& arguments) {
  if (!CanRecognizeOffline()) {
    return Misused(absl::UnimplementedError(
        "this program was built without the recognizer; the one built with the ingest service has "
        "it"));
  }
  if (!arguments.Has("jsonl")) {
    return Misused(absl::InvalidArgumentError("parallax recognize --jsonl reads standard input"));
  }
  int exit_code = kDone;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty()) continue;
    const ordered_json object = ordered_json::parse(line, nullptr, false);
    if (!object.is_object()) {
      PrintLine({{"error", "no JSON object"}});
      exit_code = kRefused;
      continue;
    }
    const RecognizeInput input{StringAt(object, "kind"), StringAt(object, "input"),
                               StringAt(object, "lang"), StringAt(object, "ref")};
    ordered_json out;
    out["id"] = object.value("id", ordered_json(nullptr));
    out["kind"] = input.kind;
    out["input"] = input.text;
    auto results = RecognizeOffline(input);
    if (results.ok()) {
      out["results"] = *std::move(results);
    } else {
      out["error"] = ErrorJson(results.status());
      exit_code = kRefused;
    }
    PrintLine(out);
  }
  return exit_code;
}

}  // namespace

Command NormalizeCommand() {
  return {"normalize",
          "FILE… | --jsonl [OPTION…]",
          "Offline: the records of documents as JSON.",
          {{"jsonl", "", "read JSON lines from standard input, write one line for each", ""},
           {"no-document", "", "with --jsonl or --claims: leave the record out", ""},
           {"claims", "", "also \"claims\" and \"mentions\", one line for each document", ""},
           {"pack_dir", "DIR", "pack of --claims; packs/ai_industrial_policy if absent", ""},
           {"media_type", "TYPE", "of all files, instead of by extension", ""}},
          RunNormalize};
}

Command RecognizeCommand() {
  return {"recognize",
          "--jsonl",
          "Offline: the values in texts, as JSON lines.",
          {{"jsonl", "", "read JSON lines from standard input, write one line for each", ""}},
          RunRecognize};
}

}  // namespace parallax::cli
