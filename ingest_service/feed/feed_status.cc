#include "ingest_service/feed/feed_status.h"

#include <string>

#include "core/errors/error.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace parallax::feed {

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  errors::ErrorDetails details = errors::DetailsOf(status);
  google::rpc::Status wire;
  wire.set_code(static_cast<int>(status.code()));
  wire.set_message(std::string(status.message()));
  if (details.reason == errors::Reason::kUnspecified &&
      (absl::IsInternal(status) || absl::IsDataLoss(status) || absl::IsUnknown(status))) {
    details.reason = errors::Reason::kInternal;
    wire.set_code(static_cast<int>(absl::StatusCode::kInternal));
    wire.set_message("internal error");
  }
  if (details.reason != errors::Reason::kUnspecified) {
    google::rpc::ErrorInfo info;
    info.set_domain("parallax.v1");
    info.set_reason(std::string(errors::NameOf(details.reason)));
    wire.add_details()->PackFrom(info);
  }
  if (!details.field.empty()) {
    google::rpc::BadRequest bad_request;
    auto* violation = bad_request.add_field_violations();
    violation->set_field(details.field);
    violation->set_description(wire.message());
    wire.add_details()->PackFrom(bad_request);
  }
  return grpc::Status(static_cast<grpc::StatusCode>(wire.code()), wire.message(),
                      wire.SerializeAsString());
}

}  // namespace parallax::feed
