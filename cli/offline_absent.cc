// Linked where the program is built without normalizer and recognizer.
#include <nlohmann/json.hpp>

#include "cli/offline.h"

namespace parallax::cli {

bool CanNormalizeOffline() { return false; }

absl::StatusOr<NormalizedDocument> NormalizeOffline(const std::string& /*document_id*/,
                                                    const v1::DocumentInput& /*input*/) {
  return absl::UnimplementedError("built without the normalizer");
}

absl::StatusOr<OfflineClaims> ClaimOffline(const std::string& /*document_id*/,
                                           const v1::DocumentInput& /*input*/,
                                           const std::string& /*pack_dir*/) {
  return absl::UnimplementedError("built without the normalizer");
}

bool CanRecognizeOffline() { return false; }

absl::StatusOr<nlohmann::ordered_json> RecognizeOffline(const RecognizeInput& /*input*/) {
  return absl::UnimplementedError("built without the recognizer");
}

}  // namespace parallax::cli
