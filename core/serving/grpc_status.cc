#include "core/serving/grpc_status.h"

#include <string>

#include "core/errors/error.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace parallax::serving {

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const errors::ErrorDetails details = errors::DetailsOf(status);
  google::rpc::Status rpc;
  rpc.set_code(static_cast<int>(status.code()));
  rpc.set_message(std::string(status.message()));
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(errors::NameOf(details.reason == errors::Reason::kUnspecified
                                                 ? errors::Reason::kInternal
                                                 : details.reason)));
  info.set_domain(kErrorDomain);
  if (!details.field.empty()) (*info.mutable_metadata())["field"] = details.field;
  rpc.add_details()->PackFrom(info);
  if (!details.field.empty() && status.code() == absl::StatusCode::kInvalidArgument) {
    google::rpc::BadRequest bad_request;
    auto* violation = bad_request.add_field_violations();
    violation->set_field(details.field);
    violation->set_description(std::string(status.message()));
    rpc.add_details()->PackFrom(bad_request);
  }
  return {static_cast<grpc::StatusCode>(status.code()), rpc.message(), rpc.SerializeAsString()};
}

}  // namespace parallax::serving
