// The seam to the parts of the ingest service that work without a service: exactly one library that
// defines these functions is linked into `parallax`. Thread-safe, deterministic.
#ifndef PARALLAX_CLI_OFFLINE_H_
#define PARALLAX_CLI_OFFLINE_H_

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "parallax/v1/claim.pb.h"
#include "parallax/v1/document.pb.h"

namespace parallax::cli {

// A document's record with what a reader of pages wants first.
struct NormalizedDocument {
  std::string article_body;  // main text, blocks separated by line feeds
  std::string title;
  std::vector<std::string> authors;
  std::string published_date;  // YYYY-MM-DD; empty when unknown
  std::string language;        // BCP 47
  v1::Document document;       // with blocks
};

// What a document claims, and whom it names.
struct OfflineClaims {
  struct Mention {
    std::string entity_id;
    std::string written;
    std::string name;        // in the catalog, English; as written for an entity that is not in it
    int64_t begin_byte = 0;  // of the original
    int64_t end_byte = 0;
  };
  std::vector<v1::Claim> claims;  // reading order
  std::vector<Mention> mentions;  // reading order
};

// Whether this program was built with the normalizer.
bool CanNormalizeOffline();

// Errors: those of IngestDocument for the same input; Unimplemented without the normalizer.
absl::StatusOr<NormalizedDocument> NormalizeOffline(const std::string& document_id,
                                                    const v1::DocumentInput& input);

// By the pack in `pack_dir`, which is loaded once. Errors: those of IngestDocument for the same
// input; those of the pack; Unimplemented without the normalizer.
absl::StatusOr<OfflineClaims> ClaimOffline(const std::string& document_id,
                                           const v1::DocumentInput& input,
                                           const std::string& pack_dir);

// One case of recognition.
struct RecognizeInput {
  std::string kind;  // "currency", "number", "percent", "datetime", "dateperiod", "dateperiod_span"
  std::string text;
  std::string language;        // "en", "zh"
  std::string reference_time;  // YYYY-MM-DDTHH:MM:SS; empty for none
};

// Whether this program was built with the recognizer.
bool CanRecognizeOffline();

// A JSON array of {"start", "end", "text", "type", "value", "unit"}, offsets in UTF-8 bytes, half
// open. Errors: InvalidArgument; Unimplemented without the recognizer.
absl::StatusOr<nlohmann::ordered_json> RecognizeOffline(const RecognizeInput& input);

}  // namespace parallax::cli

#endif  // PARALLAX_CLI_OFFLINE_H_
