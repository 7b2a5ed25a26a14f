// Server reflection (grpc.reflection.v1alpha) over the descriptors that are linked in.
//
// gRPC's own plugin sends descriptors without JSON names, so that clients such as grpcurl print
// other field names than the protobuf JSON mapping's; this one sends them.
#ifndef PARALLAX_CORE_SERVING_REFLECTION_H_
#define PARALLAX_CORE_SERVING_REFLECTION_H_

#include <string>
#include <vector>

#include "grpc/reflection/v1alpha/reflection.grpc.pb.h"

namespace parallax::serving {

// Thread-safe. Lists `services` (full names) and itself.
class Reflection : public ::grpc::reflection::v1alpha::ServerReflection::CallbackService {
 public:
  explicit Reflection(std::vector<std::string> services);

  grpc::ServerBidiReactor<::grpc::reflection::v1alpha::ServerReflectionRequest,
                          ::grpc::reflection::v1alpha::ServerReflectionResponse>*
  ServerReflectionInfo(grpc::CallbackServerContext* context) override;

  // The answer to one request.
  ::grpc::reflection::v1alpha::ServerReflectionResponse Answer(
      const ::grpc::reflection::v1alpha::ServerReflectionRequest& request) const;

 private:
  class Stream;
  std::vector<std::string> services_;
};

}  // namespace parallax::serving

#endif  // PARALLAX_CORE_SERVING_REFLECTION_H_
