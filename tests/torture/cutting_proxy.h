// A TCP forwarder whose connections a test can cut.
#ifndef PARALLAX_TESTS_TORTURE_CUTTING_PROXY_H_
#define PARALLAX_TESTS_TORTURE_CUTTING_PROXY_H_

#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace parallax::torture {

// Thread-safe. Loopback only.
class CuttingProxy {
 public:
  // Null when no port can be bound.
  static std::unique_ptr<CuttingProxy> Create(int target_port);
  ~CuttingProxy();

  int port() const { return port_; }
  // Ends all connections that are open now.
  void Cut();
  // Takes connections and carries nothing on them, as a network does that drops packets; or goes
  // on.
  void SetBlackHole(bool on);

 private:
  CuttingProxy(int listener, int port, int target_port);
  void Accept();
  void Carry(int client);
  bool Forward(int from, int to);

  const int listener_;
  const int port_;
  const int target_port_;
  absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool black_hole_ ABSL_GUARDED_BY(mutex_) = false;
  std::set<int> open_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> carriers_ ABSL_GUARDED_BY(mutex_);
  std::thread acceptor_;
};

}  // namespace parallax::torture

#endif  // PARALLAX_TESTS_TORTURE_CUTTING_PROXY_H_
