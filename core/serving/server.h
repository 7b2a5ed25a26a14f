// A gRPC server with what both services have in common: reflection, health, request log, limits,
// draining.
#ifndef PARALLAX_CORE_SERVING_SERVER_H_
#define PARALLAX_CORE_SERVING_SERVER_H_

#include <grpcpp/server.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/serving/health.h"
#include "core/serving/reflection.h"
#include "core/serving/request_log.h"

namespace parallax::serving {

struct ServerOptions {
  std::string listen_address = "127.0.0.1:7401";  // host:port, or unix:PATH; port 0 chooses one
  std::string unix_socket;                        // additionally, a socket's path; empty for none
  int64_t max_receive_bytes = 9 << 20;  // a request's size: the content limit and its envelope
  RequestLogging logging = RequestLogging::kFailuresAndSlow;
};

// Thread-safe after Start. The services must outlive it.
class Server {
 public:
  // A service with its full name ("parallax.v1.IngestService"), for reflection and health.
  struct NamedService {
    std::string name;
    grpc::Service* service = nullptr;
  };

  // Binds and serves; every service's health is NOT_SERVING until it is set. Errors:
  // FailedPrecondition naming the address when it is taken or cannot be bound.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                       const std::vector<NamedService>& services);
  ~Server();

  // The port that is bound; 0 for a unix socket.
  int port() const { return port_; }
  Health& health() { return *health_; }

  // Health says NOT_SERVING, no new calls are taken, those under way have `grace_ms` to finish,
  // then are cancelled. Idempotent.
  void Drain(int64_t grace_ms);

 private:
  Server() = default;

  std::unique_ptr<Health> health_;
  std::unique_ptr<Reflection> reflection_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

// Blocks SIGTERM and SIGINT in this and all later threads. Call first in main.
void BlockShutdownSignals();

// Waits for SIGTERM or SIGINT and returns it. REQUIRES: BlockShutdownSignals.
int WaitForShutdownSignal();

}  // namespace parallax::serving

#endif  // PARALLAX_CORE_SERVING_SERVER_H_
