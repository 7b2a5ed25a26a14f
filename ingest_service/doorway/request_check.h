// Requests of the ingest service, checked: what leaves is fit for the pipeline.
#ifndef PARALLAX_INGEST_SERVICE_DOORWAY_REQUEST_CHECK_H_
#define PARALLAX_INGEST_SERVICE_DOORWAY_REQUEST_CHECK_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/record/document.h"
#include "parallax/v1/document.pb.h"

namespace parallax::doorway {

struct InputLimits {
  int64_t max_content_bytes = 8 << 20;
  int64_t max_metadata_bytes = 64 << 10;  // of all stated metadata, URI and times together
};

// "default" for an empty name. FIELD_MALFORMED for what no collection can be called.
absl::StatusOr<std::string> CheckCollection(const std::string& name);

// 1 to 512 bytes of UTF-8 without control characters. `may_be_empty` for previews.
absl::Status CheckDocumentId(const std::string& id, bool may_be_empty);

// Fields are named "input.content" and so on. Errors: FIELD_MISSING, FIELD_MALFORMED,
// CONTENT_EMPTY, CONTENT_TOO_LARGE, MEDIA_TYPE_UNKNOWN. Takes the content out of `input`.
absl::StatusOr<record::Input> CheckInput(v1::DocumentInput* input, const InputLimits& limits);

}  // namespace parallax::doorway

#endif  // PARALLAX_INGEST_SERVICE_DOORWAY_REQUEST_CHECK_H_
