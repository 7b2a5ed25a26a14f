// The record RPCs, without gRPC.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_RECORD_ENGINE_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_RECORD_ENGINE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/catalog/catalog.h"
#include "core/storage/read_view.h"
#include "parallax/v1/record_service.pb.h"
#include "query_service/cells/call_limits.h"
#include "query_service/cells/view_source.h"

namespace parallax::respond {

// Claims that one page of ListClaims looks at when a filter admits few.
inline constexpr size_t kMaxClaimsScanned = 10000;
inline constexpr int kMaxVerifiedClaims = 100;
inline constexpr int kMaxResolvedNames = 100;
inline constexpr int64_t kOriginalChunkBytes = 1 << 20;

// A range of an original that is being sent. Not thread-safe; owns its view.
class OriginalRange {
 public:
  // The next chunk, of kOriginalChunkBytes at most; false after the last. An empty range is one
  // empty chunk.
  absl::StatusOr<bool> Next(v1::GetOriginalResponse* chunk);

 private:
  friend class RecordEngine;
  std::unique_ptr<storage::ReadView> view_;
  std::string sha256_;
  int64_t size_bytes_ = 0;
  int64_t next_byte_ = 0;
  int64_t end_byte_ = 0;
  bool done_ = false;
};

// Thread-safe. Every function blocks on reads of the store. Errors: those of the fields, each
// named; of the view (cells/view_source.h); of `limits`; kAnswerTooLarge; and kDocumentNotFound,
// kClaimNotFound, kEntityNotFound, kEntityAmbiguous, kDimensionNotFound where it says so.
class RecordEngine {
 public:
  // Both must outlive it.
  RecordEngine(const catalog::Catalog* catalog, const cells::ViewSource* views)
      : catalog_(catalog), views_(views) {}

  absl::Status Answer(const v1::GetDocumentRequest& request, const cells::CallLimits& limits,
                      v1::GetDocumentResponse* response) const;
  // The range is cut at the original's end. kFieldOutOfRange when it begins behind it or ends
  // before it begins.
  absl::StatusOr<std::unique_ptr<OriginalRange>> Open(const v1::GetOriginalRequest& request) const;
  absl::Status Answer(const v1::ListDocumentsRequest& request, const cells::CallLimits& limits,
                      v1::ListDocumentsResponse* response) const;
  // With a document: its claims, in reading order; with an entity as well, those about it. With an
  // entity only: the claims about it, by dimension and proposition.
  absl::Status Answer(const v1::ListClaimsRequest& request, const cells::CallLimits& limits,
                      v1::ListClaimsResponse* response) const;
  // Of a claim that several documents make (the same input under several ids), the first by
  // document.
  absl::Status Answer(const v1::GetClaimRequest& request, const cells::CallLimits& limits,
                      v1::GetClaimResponse* response) const;
  absl::Status Answer(const v1::VerifyEvidenceRequest& request, const cells::CallLimits& limits,
                      v1::VerifyEvidenceResponse* response) const;
  absl::Status Answer(const v1::ResolveEntitiesRequest& request, const cells::CallLimits& limits,
                      v1::ResolveEntitiesResponse* response) const;
  absl::Status Answer(const v1::ListEntitiesRequest& request, const cells::CallLimits& limits,
                      v1::ListEntitiesResponse* response) const;
  absl::Status Answer(const v1::ListDimensionsRequest& request, const cells::CallLimits& limits,
                      v1::ListDimensionsResponse* response) const;
  absl::Status Answer(const v1::ListRetractionsRequest& request, const cells::CallLimits& limits,
                      v1::ListRetractionsResponse* response) const;
  absl::Status Answer(const v1::ListJudgementsRequest& request, const cells::CallLimits& limits,
                      v1::ListJudgementsResponse* response) const;
  absl::Status Answer(const v1::ListRejectedCandidatesRequest& request,
                      const cells::CallLimits& limits,
                      v1::ListRejectedCandidatesResponse* response) const;
  absl::Status Answer(const v1::GetRevisionRangeRequest& request, const cells::CallLimits& limits,
                      v1::GetRevisionRangeResponse* response) const;

 private:
  const catalog::Catalog* catalog_;
  const cells::ViewSource* views_;
};

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_RECORD_ENGINE_H_
