// absl::Status to grpc::Status with ErrorInfo and BadRequest details: the only place that makes
// one.
#ifndef PARALLAX_CORE_SERVING_GRPC_STATUS_H_
#define PARALLAX_CORE_SERVING_GRPC_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace parallax::serving {

// The domain of ErrorInfo.
inline constexpr char kErrorDomain[] = "parallax.v1";

// Details are a serialized google.rpc.Status with ErrorInfo (reason, domain, field) and, where a
// field is to blame on an INVALID_ARGUMENT, BadRequest. An INTERNAL status keeps its message: the
// request interceptor logs it and replaces it by general terms before it leaves the process.
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace parallax::serving

#endif  // PARALLAX_CORE_SERVING_GRPC_STATUS_H_
