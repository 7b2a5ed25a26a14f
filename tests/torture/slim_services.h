// The part of the services that the torture and crash tests need, over a store and nothing else:
// no parser, no packs. Writes and reads go through the public API where it has them.
#ifndef PARALLAX_TESTS_TORTURE_SLIM_SERVICES_H_
#define PARALLAX_TESTS_TORTURE_SLIM_SERVICES_H_

#include <functional>
#include <memory>
#include <string>

#include "core/storage/record_store.h"
#include "ingest_service/store/ingest_store.h"
#include "parallax/v1/admin_service.grpc.pb.h"
#include "parallax/v1/ingest_service.grpc.pb.h"
#include "parallax/v1/record_service.grpc.pb.h"
#include "query_service/follow/watermarks.h"
#include "tests/torture/probe.grpc.pb.h"

namespace parallax::torture {

// IngestDocument and DeleteDocument of synthetic documents. Thread-safe.
class SlimIngestService final : public v1::IngestService::Service {
 public:
  explicit SlimIngestService(store::IngestStore* store) : store_(store) {}
  grpc::Status IngestDocument(grpc::ServerContext* context,
                              const v1::IngestDocumentRequest* request,
                              v1::IngestDocumentResponse* response) override;
  grpc::Status DeleteDocument(grpc::ServerContext* context,
                              const v1::DeleteDocumentRequest* request,
                              v1::DeleteDocumentResponse* response) override;

 private:
  store::IngestStore* const store_;
};

// CreateCollection. Thread-safe.
class SlimAdminService final : public v1::AdminService::Service {
 public:
  explicit SlimAdminService(store::IngestStore* store) : store_(store) {}
  grpc::Status CreateCollection(grpc::ServerContext* context,
                                const v1::CreateCollectionRequest* request,
                                v1::CreateCollectionResponse* response) override;

 private:
  store::IngestStore* const store_;
};

// Opens views as a request's Consistency asks. Views store and watermarks; null watermarks: a
// primary, which waits for nothing. Thread-safe.
class ConsistentReads {
 public:
  ConsistentReads(storage::RecordStore* store, follow::Watermarks* watermarks)
      : store_(store), watermarks_(watermarks) {}
  absl::StatusOr<std::unique_ptr<storage::ReadView>> Open(grpc::ServerContext* context,
                                                          const std::string& collection,
                                                          const std::string& at_least,
                                                          const std::string& exactly) const;
  storage::RecordStore& store() const { return *store_; }

 private:
  storage::RecordStore* const store_;
  follow::Watermarks* const watermarks_;
};

// GetDocument, ListDocuments, ListClaims, GetOriginal and GetRevisionRange. Thread-safe.
class SlimRecordService final : public v1::RecordService::Service {
 public:
  explicit SlimRecordService(ConsistentReads reads) : reads_(reads) {}
  grpc::Status GetDocument(grpc::ServerContext* context, const v1::GetDocumentRequest* request,
                           v1::GetDocumentResponse* response) override;
  grpc::Status ListDocuments(grpc::ServerContext* context, const v1::ListDocumentsRequest* request,
                             v1::ListDocumentsResponse* response) override;
  // Of a document only.
  grpc::Status ListClaims(grpc::ServerContext* context, const v1::ListClaimsRequest* request,
                          v1::ListClaimsResponse* response) override;
  grpc::Status GetOriginal(grpc::ServerContext* context, const v1::GetOriginalRequest* request,
                           grpc::ServerWriter<v1::GetOriginalResponse>* writer) override;
  grpc::Status GetRevisionRange(grpc::ServerContext* context,
                                const v1::GetRevisionRangeRequest* request,
                                v1::GetRevisionRangeResponse* response) override;

 private:
  const ConsistentReads reads_;
};

// Thread-safe.
class SlimProbeService final : public ProbeService::Service {
 public:
  SlimProbeService(ConsistentReads reads, std::function<GetReportResponse()> report)
      : reads_(reads), report_(std::move(report)) {}
  grpc::Status ReadState(grpc::ServerContext* context, const ReadStateRequest* request,
                         ReadStateResponse* response) override;
  grpc::Status GetReport(grpc::ServerContext* context, const GetReportRequest* request,
                         GetReportResponse* response) override;
  grpc::Status Flush(grpc::ServerContext* context, const FlushRequest* request,
                     FlushResponse* response) override;

 private:
  const ConsistentReads reads_;
  const std::function<GetReportResponse()> report_;
};

}  // namespace parallax::torture

#endif  // PARALLAX_TESTS_TORTURE_SLIM_SERVICES_H_
