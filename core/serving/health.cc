#include "core/serving/health.h"

#include <algorithm>

namespace parallax::serving {

using ::grpc::health::v1::HealthCheckRequest;
using ::grpc::health::v1::HealthCheckResponse;

// One Watch stream. Lives until gRPC is done with it; the service knows it until then. All state is
// guarded by the service's mutex.
class Health::Watcher : public grpc::ServerWriteReactor<HealthCheckResponse> {
 public:
  Watcher(Health* health, std::string service) : health_(health), service_(std::move(service)) {}

  // Sends the status when it is news and no write is under way; ends the stream when draining.
  void Update() ABSL_EXCLUSIVE_LOCKS_REQUIRED(health_->mutex_) {
    if (writing_ || finished_) return;
    const auto status = health_->StatusOf(service_);
    if (sent_ && status == response_.status()) {
      if (health_->draining_ || cancelled_) {
        finished_ = true;
        Finish(grpc::Status::OK);
      }
      return;
    }
    response_.set_status(status);
    sent_ = true;
    writing_ = true;
    StartWrite(&response_);
  }

  void OnWriteDone(bool ok) override {
    absl::MutexLock lock(&health_->mutex_);
    writing_ = false;
    if (!ok) cancelled_ = true;
    Settle();
  }
  void OnCancel() override {
    absl::MutexLock lock(&health_->mutex_);
    cancelled_ = true;
    if (!writing_) Settle();
  }
  void OnDone() override {
    {
      absl::MutexLock lock(&health_->mutex_);
      health_->watchers_.erase(this);
    }
    delete this;
  }

 private:
  void Settle() ABSL_EXCLUSIVE_LOCKS_REQUIRED(health_->mutex_) {
    if (finished_) return;
    if (cancelled_) {
      finished_ = true;
      Finish(grpc::Status::CANCELLED);
      return;
    }
    Update();
  }

  Health* const health_;
  const std::string service_;
  HealthCheckResponse response_;
  bool sent_ = false;
  bool writing_ = false;
  bool cancelled_ = false;
  bool finished_ = false;
};

Health::~Health() = default;

HealthCheckResponse::ServingStatus Health::StatusOf(const std::string& service) const {
  if (service.empty()) {
    const bool all = !draining_ && !services_.empty() &&
                     std::all_of(services_.begin(), services_.end(),
                                 [](const auto& entry) { return entry.second; });
    return all ? HealthCheckResponse::SERVING : HealthCheckResponse::NOT_SERVING;
  }
  auto it = services_.find(service);
  if (it == services_.end()) return HealthCheckResponse::SERVICE_UNKNOWN;
  return it->second && !draining_ ? HealthCheckResponse::SERVING : HealthCheckResponse::NOT_SERVING;
}

void Health::Set(const std::string& service, bool serving) {
  absl::MutexLock lock(&mutex_);
  services_[service] = serving;
  for (Watcher* watcher : watchers_) watcher->Update();
}

void Health::Drain() {
  absl::MutexLock lock(&mutex_);
  draining_ = true;
  for (Watcher* watcher : watchers_) watcher->Update();
}

bool Health::Serving(const std::string& service) const {
  absl::ReaderMutexLock lock(&mutex_);
  return StatusOf(service) == HealthCheckResponse::SERVING;
}

grpc::ServerUnaryReactor* Health::Check(grpc::CallbackServerContext* context,
                                        const HealthCheckRequest* request,
                                        HealthCheckResponse* response) {
  auto* reactor = context->DefaultReactor();
  absl::ReaderMutexLock lock(&mutex_);
  const auto status = StatusOf(request->service());
  if (status == HealthCheckResponse::SERVICE_UNKNOWN) {
    reactor->Finish(grpc::Status(grpc::StatusCode::NOT_FOUND, "unknown service"));
  } else {
    response->set_status(status);
    reactor->Finish(grpc::Status::OK);
  }
  return reactor;
}

grpc::ServerWriteReactor<HealthCheckResponse>* Health::Watch(grpc::CallbackServerContext*,
                                                             const HealthCheckRequest* request) {
  auto* watcher = new Watcher(this, request->service());
  absl::MutexLock lock(&mutex_);
  watchers_.insert(watcher);
  watcher->Update();
  return watcher;
}

}  // namespace parallax::serving
