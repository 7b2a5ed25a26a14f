// Where a replica follows from, and how patient it is.
#ifndef PARALLAX_QUERY_SERVICE_FOLLOW_FOLLOWER_OPTIONS_H_
#define PARALLAX_QUERY_SERVICE_FOLLOW_FOLLOWER_OPTIONS_H_

#include <grpcpp/grpcpp.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "query_service/follow/part_assembler.h"

namespace parallax::follow {

struct FollowerOptions {
  std::string ingest_address;                             // host:port or unix:path
  std::shared_ptr<grpc::ChannelCredentials> credentials;  // null: insecure
  std::vector<std::string> collections;                   // empty: all, new ones included

  absl::Duration min_backoff = absl::Milliseconds(50);
  absl::Duration max_backoff = absl::Seconds(2);
  // A stream that says nothing for this long, or for three of its heartbeat intervals if that is
  // longer, is cut and opened again.
  absl::Duration min_silence = absl::Seconds(3);
  // A bootstrap that brings nothing for this long is given up and begun again.
  absl::Duration bootstrap_silence = absl::Seconds(30);
  // HTTP/2 pings. The ingest service must allow them: a server takes more than one in five minutes
  // for an attack unless GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS says otherwise.
  absl::Duration keepalive_interval = absl::Seconds(20);

  // Further behind than this, the replica is not ready.
  absl::Duration max_lag = absl::Seconds(30);
  // The largest commit and the largest original that are taken.
  size_t max_commit_bytes = 256u << 20;

  // How often the replica drops what its own retention no longer keeps; zero: never.
  absl::Duration sweep_interval = absl::Seconds(10);

  // Told in one line what happens: connected, lost, bootstrapping. Null: nobody. Any thread.
  std::function<void(std::string_view)> log;
  // For tests of the tests: called with each commit before it is applied.
  std::function<void(IncomingCommit&)> tamper;
};

}  // namespace parallax::follow

#endif  // PARALLAX_QUERY_SERVICE_FOLLOW_FOLLOWER_OPTIONS_H_
