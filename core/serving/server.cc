#include "core/serving/server.h"

#include <grpcpp/server_builder.h>

#include <chrono>
#include <csignal>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"

namespace parallax::serving {

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options,
                                                      const std::vector<NamedService>& services) {
  // The distribution's abseil is built with its checks on: every lock, of gRPC's too, would be
  // entered into a graph of who waits for whom.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  std::unique_ptr<Server> self(new Server);
  self->health_ = std::make_unique<Health>();
  grpc::ServerBuilder builder;
  // Without this a second server silently shares the port.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 5000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.SetMaxReceiveMessageSize(static_cast<int>(options.max_receive_bytes));
  builder.AddListeningPort(options.listen_address, grpc::InsecureServerCredentials(), &self->port_);
  if (!options.unix_socket.empty()) {
    builder.AddListeningPort("unix:" + options.unix_socket, grpc::InsecureServerCredentials());
  }
  builder.RegisterService(self->health_.get());
  std::vector<std::string> names = {"grpc.health.v1.Health"};
  for (const NamedService& service : services) {
    builder.RegisterService(service.service);
    self->health_->Set(service.name, false);
    names.push_back(service.name);
  }
  self->reflection_ = std::make_unique<Reflection>(std::move(names));
  builder.RegisterService(self->reflection_.get());
  builder.experimental().SetInterceptorCreators(RequestLogInterceptors(options.logging));
  self->server_ = builder.BuildAndStart();
  if (self->server_ == nullptr) {
    return absl::FailedPreconditionError(absl::StrCat(
        "cannot listen on ", options.listen_address,
        options.unix_socket.empty() ? "" : absl::StrCat(" and unix:", options.unix_socket),
        ": the address is taken, not valid or not permitted"));
  }
  return self;
}

Server::~Server() { Drain(0); }

void Server::Drain(int64_t grace_ms) {
  if (server_ == nullptr) return;
  health_->Drain();
  server_->Shutdown(std::chrono::system_clock::now() + std::chrono::milliseconds(grace_ms));
  server_->Wait();
  server_.reset();
}

void BlockShutdownSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

int WaitForShutdownSignal() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  int signal = 0;
  sigwait(&signals, &signal);
  return signal;
}

}  // namespace parallax::serving
