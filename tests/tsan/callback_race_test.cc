// Races planted in functions of ours that gRPC and RocksDB call on their own threads: the rules for
// what those libraries do do not silence what we do there.
#include <grpcpp/create_channel.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>
#include <rocksdb/env.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "grpc/health/v1/health.grpc.pb.h"

namespace parallax {
namespace {

using ::grpc::health::v1::HealthCheckRequest;
using ::grpc::health::v1::HealthCheckResponse;
using HealthProto = ::grpc::health::v1::Health;

struct Count {
  void Add(bool guarded) {
    if (guarded) mutex.Lock();
    ++value;
    if (guarded) mutex.Unlock();
  }
  absl::Mutex mutex;
  int64_t value = 0;
};

class CountingService final : public HealthProto::CallbackService {
 public:
  CountingService(Count* count, bool guarded) : count_(count), guarded_(guarded) {}
  grpc::ServerUnaryReactor* Check(grpc::CallbackServerContext* context,
                                  const HealthCheckRequest* /*request*/,
                                  HealthCheckResponse* /*response*/) override {
    count_->Add(guarded_);
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  Count* const count_;
  const bool guarded_;
};

// A thread counts under the lock while gRPC's threads count with it or without; ends the process.
[[noreturn]] void CountInHandlers(bool guarded) {
  Count count;
  std::atomic<bool> over = false;  // relaxed: orders nothing
  std::thread counter([&] {
    while (!over.load(std::memory_order_relaxed)) count.Add(true);
  });
  int answered = 0;
  {
    CountingService service(&count, guarded);
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&service);
    const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
    const auto stub = HealthProto::NewStub(grpc::CreateChannel("127.0.0.1:" + std::to_string(port),
                                                               grpc::InsecureChannelCredentials()));
    for (int i = 0; i < 100; ++i) {
      grpc::ClientContext context;
      HealthCheckResponse response;
      answered += stub->Check(&context, HealthCheckRequest(), &response).ok();
    }
    server->Shutdown();
  }
  over.store(true, std::memory_order_relaxed);
  counter.join();
  std::exit(answered == 100 ? 0 : 1);
}

// The same on the threads of RocksDB's pool, where it flushes and compacts and calls our file
// system.
[[noreturn]] void CountOnRocksThreads(bool guarded) {
  constexpr int kTasks = 4;
  Count count;
  std::atomic<int> done = 0;  // relaxed: orders nothing
  struct Work {
    Count* count;
    std::atomic<int>* done;
    bool guarded;
  } work = {&count, &done, guarded};
  rocksdb::Env* const env = rocksdb::Env::Default();
  for (int i = 0; i < kTasks; ++i) {
    env->Schedule(
        [](void* argument) {
          const auto* work = static_cast<Work*>(argument);
          for (int j = 0; j < 1000; ++j) work->count->Add(work->guarded);
          work->done->fetch_add(1, std::memory_order_relaxed);
        },
        &work);
  }
  while (done.load(std::memory_order_relaxed) < kTasks) count.Add(true);
  std::exit(0);
}

class CallbackRaceTest : public ::testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(CallbackRaceTest, AHandlerThatTakesTheLockIsClean) {
  EXPECT_EXIT(CountInHandlers(true), ::testing::ExitedWithCode(0), "^$");
}

TEST_F(CallbackRaceTest, AHandlerThatDoesNotIsReported) {
  EXPECT_EXIT(CountInHandlers(false), ::testing::ExitedWithCode(66), "data race.*Count::Add");
}

TEST_F(CallbackRaceTest, WorkOnRocksThreadsThatTakesTheLockIsClean) {
  EXPECT_EXIT(CountOnRocksThreads(true), ::testing::ExitedWithCode(0), "^$");
}

TEST_F(CallbackRaceTest, WorkOnRocksThreadsThatDoesNotIsReported) {
  EXPECT_EXIT(CountOnRocksThreads(false), ::testing::ExitedWithCode(66), "data race.*Count::Add");
}

}  // namespace
}  // namespace parallax
