// Sends documents over IngestDocuments with a bounded number under way.
#ifndef PARALLAX_CLI_INGEST_STREAM_H_
#define PARALLAX_CLI_INGEST_STREAM_H_

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "cli/document_source.h"
#include "parallax/v1/ingest_service.grpc.pb.h"

namespace parallax::cli {

struct StreamOptions {
  std::string collection;
  size_t max_documents_under_way = 64;
  int64_t max_bytes_under_way = 16 << 20;
  int max_reconnects = 5;  // without a single reply in between
  int reconnect_wait_ms = 500;
};

// What became of a document: a reply of the service, or `local` when it was never sent.
struct IngestOutcome {
  std::string id;
  int64_t source_bytes = 0;
  absl::Status local;
  v1::IngestDocumentsResponse response;
};

// Sends all of `source`; `on_outcome` is called on one thread at a time, for each document in
// order. A stream that breaks (UNAVAILABLE) is opened again and what was not acknowledged is sent
// again, which changes nothing where it had been stored. Returns the status of the last stream: not
// OK means that documents are missing.
grpc::Status SendAll(v1::IngestService::StubInterface* stub, DocumentSource* source,
                     const StreamOptions& options,
                     const std::function<void(const IngestOutcome&)>& on_outcome);

}  // namespace parallax::cli

#endif  // PARALLAX_CLI_INGEST_STREAM_H_
