// How the feed's errors look on the wire: a code, a message, and ErrorInfo with the reason.
#ifndef PARALLAX_INGEST_SERVICE_FEED_FEED_STATUS_H_
#define PARALLAX_INGEST_SERVICE_FEED_FEED_STATUS_H_

#include <grpcpp/grpcpp.h>

#include "absl/status/status.h"

namespace parallax::feed {

// The same code. A status without a reason that is not the caller's to mend (Internal, DataLoss,
// Unknown) becomes INTERNAL in general terms.
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace parallax::feed

#endif  // PARALLAX_INGEST_SERVICE_FEED_FEED_STATUS_H_
