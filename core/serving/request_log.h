// The one interceptor of every RPC: request id, trace context, latency, and INTERNAL errors kept
// from clients.
#ifndef PARALLAX_CORE_SERVING_REQUEST_LOG_H_
#define PARALLAX_CORE_SERVING_REQUEST_LOG_H_

#include <grpcpp/support/server_interceptor.h>

#include <memory>
#include <vector>

namespace parallax::serving {

// Which finished requests are logged at level info; failures and slow ones always are.
enum class RequestLogging { kFailuresAndSlow, kAll };

// Takes the request id from the metadata key "x-request-id" (128 printable ASCII characters at
// most; otherwise one is made) and sends it back in the initial metadata; logs "traceparent" (W3C
// Trace Context) where one came. A status INTERNAL or UNKNOWN is logged in full and leaves as
// "internal error" with the request id.
std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
RequestLogInterceptors(RequestLogging logging);

}  // namespace parallax::serving

#endif  // PARALLAX_CORE_SERVING_REQUEST_LOG_H_
