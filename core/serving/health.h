// The standard health service (grpc.health.v1), served from its own proto so that reflection
// describes it.
#ifndef PARALLAX_CORE_SERVING_HEALTH_H_
#define PARALLAX_CORE_SERVING_HEALTH_H_

#include <map>
#include <set>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "grpc/health/v1/health.grpc.pb.h"

namespace parallax::serving {

// The empty service name stands for the whole process and serves only when every named service
// does. Services are NOT_SERVING until set. Thread-safe. Must outlive the server that it is
// registered with.
class Health : public ::grpc::health::v1::Health::CallbackService {
 public:
  Health() = default;
  ~Health() override;

  // Makes `service` known, or changes whether it serves; watchers are told.
  void Set(const std::string& service, bool serving);

  // Everything NOT_SERVING from now on, whatever Set() says; watchers are told and their streams
  // ended.
  void Drain();

  // Whether `service` serves; false for an unknown one.
  bool Serving(const std::string& service) const;

  grpc::ServerUnaryReactor* Check(grpc::CallbackServerContext* context,
                                  const ::grpc::health::v1::HealthCheckRequest* request,
                                  ::grpc::health::v1::HealthCheckResponse* response) override;
  grpc::ServerWriteReactor<::grpc::health::v1::HealthCheckResponse>* Watch(
      grpc::CallbackServerContext* context,
      const ::grpc::health::v1::HealthCheckRequest* request) override;

 private:
  class Watcher;

  ::grpc::health::v1::HealthCheckResponse::ServingStatus StatusOf(const std::string& service) const
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  std::map<std::string, bool> services_ ABSL_GUARDED_BY(mutex_);
  std::set<Watcher*> watchers_ ABSL_GUARDED_BY(mutex_);
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace parallax::serving

#endif  // PARALLAX_CORE_SERVING_HEALTH_H_
