// WatchComparison at the gRPC doorway.
#ifndef PARALLAX_QUERY_SERVICE_DOORWAY_WATCH_STREAM_H_
#define PARALLAX_QUERY_SERVICE_DOORWAY_WATCH_STREAM_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include "parallax/v1/comparison_service.pb.h"
#include "query_service/cells/view_source.h"
#include "query_service/change/comparison_diff.h"
#include "query_service/doorway/call_runner.h"
#include "query_service/follow/commit_bell.h"
#include "query_service/respond/comparison_engine.h"

namespace parallax::doorway {

// What a watch needs. All must outlive the calls; the server is shut down before the runner's pool,
// and the bell is drained before that: it ends the watches.
struct WatchRooms {
  const CallRunner* runner = nullptr;
  const cells::ViewSource* views = nullptr;
  const respond::ComparisonEngine* engine = nullptr;
  const change::ComparisonDiff* diff = nullptr;
  follow::CommitBell* bell = nullptr;
};

// Starts a stream that deletes itself when the call is done. A client that takes its messages
// slowly is sent fewer of them: what happens while one is on its way becomes one step.
grpc::ServerWriteReactor<v1::WatchComparisonResponse>* StartWatch(
    const WatchRooms& rooms, grpc::CallbackServerContext* context,
    const v1::WatchComparisonRequest* request);

}  // namespace parallax::doorway

#endif  // PARALLAX_QUERY_SERVICE_DOORWAY_WATCH_STREAM_H_
