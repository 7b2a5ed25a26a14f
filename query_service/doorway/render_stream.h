// RenderComparison at the gRPC doorway.
#ifndef PARALLAX_QUERY_SERVICE_DOORWAY_RENDER_STREAM_H_
#define PARALLAX_QUERY_SERVICE_DOORWAY_RENDER_STREAM_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <string>
#include <string_view>

#include "parallax/v1/comparison_service.pb.h"
#include "query_service/doorway/call_runner.h"
#include "query_service/respond/comparison_engine.h"

namespace parallax::doorway {

inline constexpr size_t kPieceBytes = 256u << 10;
inline constexpr int kMaxTitleBytes = 200;

// The piece of `page` that begins at `begin_byte`: at most kPieceBytes, cut between characters.
std::string_view PieceAt(std::string_view page, size_t begin_byte);

// Starts a stream that deletes itself when the call is done. Both must outlive it. The page is made
// whole on a worker and then sent piece by piece, as fast as the client takes them.
grpc::ServerWriteReactor<v1::RenderComparisonResponse>* StartRendering(
    const CallRunner* runner, const respond::ComparisonEngine* engine,
    grpc::CallbackServerContext* context, const v1::RenderComparisonRequest* request);

}  // namespace parallax::doorway

#endif  // PARALLAX_QUERY_SERVICE_DOORWAY_RENDER_STREAM_H_
