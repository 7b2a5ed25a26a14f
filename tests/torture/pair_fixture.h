// An ingest store and a replica in one process, joined by a real gRPC server on a unix socket; both
// on RocksDB in memory.
#ifndef PARALLAX_TESTS_TORTURE_PAIR_FIXTURE_H_
#define PARALLAX_TESTS_TORTURE_PAIR_FIXTURE_H_

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <rocksdb/env.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "core/storage/replica_store.h"
#include "ingest_service/feed/change_feed_service.h"
#include "ingest_service/store/ingest_store.h"
#include "query_service/follow/feed_follower.h"
#include "query_service/follow/watermarks.h"
#include "tests/torture/synthetic_document.h"

namespace parallax::torture {

// True once `condition` holds; false after 20 s.
inline bool Eventually(const std::function<bool()>& condition) {
  for (int i = 0; i < 4000; ++i) {
    if (condition()) return true;
    absl::SleepFor(absl::Milliseconds(5));
  }
  return false;
}

inline std::string SocketAddress(std::string_view name) {
  return absl::StrCat("unix:/tmp/parallax-", absl::string_view(name.data(), name.size()), "-",
                      getpid(), ".sock");
}

// The write side: store, committer and feed.
struct PrimarySide {
  std::unique_ptr<rocksdb::Env> env{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  storage::Retention retention;
  std::string address = SocketAddress("feed");
  std::unique_ptr<store::IngestStore> store;
  std::unique_ptr<feed::ChangeFeedService> feed;
  std::unique_ptr<grpc::Server> server;
  feed::FeedOptions feed_options{.heartbeat_interval = absl::Milliseconds(50)};

  void Open() {
    storage::StoreOptions options;
    options.directory = "/primary";
    options.env = env.get();
    options.retention = retention;
    auto opened = store::IngestStore::Open(options, {.sweep_interval = absl::ZeroDuration()});
    ASSERT_TRUE(opened.ok()) << opened.status();
    store = *std::move(opened);
  }
  void Serve() {
    feed = std::make_unique<feed::ChangeFeedService>(&store->store(), feed_options);
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address, grpc::InsecureServerCredentials());
    builder.RegisterService(feed.get());
    server = builder.BuildAndStart();
    ASSERT_NE(server, nullptr);
  }
  void StopServing() {
    if (server == nullptr) return;
    feed->Drain();
    server->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(1));
    server.reset();
    feed.reset();
  }
  ~PrimarySide() { StopServing(); }

  // The commit made, or 0.
  store::CommitResult Put(const std::string& collection, const std::string& id,
                          std::string content) {
    auto result = store->committer().SubmitAndWait(
        {.collection = collection, .change = MakeStoredDocument(id, std::move(content))});
    EXPECT_TRUE(result.ok()) << result.status();
    return result.value_or(store::CommitResult());
  }
  void Delete(const std::string& collection, const std::string& id) {
    auto result = store->committer().SubmitAndWait(
        {.collection = collection, .change = store::DocumentDeletion{id}});
    EXPECT_TRUE(result.ok()) << result.status();
  }
  void MakeCollection(const std::string& name) {
    auto result = store->committer().CreateCollection(name, "");
    EXPECT_TRUE(result.ok()) << result.status();
  }
  void SweepAll() {
    for (;;) {
      auto swept = store->store().Sweep();
      ASSERT_TRUE(swept.ok()) << swept.status();
      if (swept->done) return;
    }
  }
};

// The read side: replica and follower.
struct ReplicaSide {
  std::unique_ptr<rocksdb::Env> env{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  std::unique_ptr<storage::ReplicaStore> store;
  std::unique_ptr<follow::FeedFollower> follower;
  follow::FollowerOptions options;

  void Open() {
    storage::StoreOptions store_options;
    store_options.directory = "/replica";
    store_options.env = env.get();
    auto opened = storage::ReplicaStore::Open(store_options);
    ASSERT_TRUE(opened.ok()) << opened.status();
    store = *std::move(opened);
  }
  void Follow(const std::string& address) {
    options.ingest_address = address;
    options.max_backoff = absl::Milliseconds(200);
    auto made = follow::FeedFollower::Create(store.get(), options);
    ASSERT_TRUE(made.ok()) << made.status();
    follower = *std::move(made);
  }
  uint64_t Applied(const std::string& collection) const {
    auto info = store->store().GetCollection(collection);
    return info.ok() ? info->commit : 0;
  }
};

// Every row and every original of the collection, as one text.
inline std::string Dump(const storage::RecordStore& store, const std::string& collection) {
  auto view = store.OpenView(collection);
  if (!view.ok()) return view.status().ToString();
  std::string dump = absl::StrCat("commit ", (*view)->commit(), "\n");
  const auto next = [](std::string_view bytes) {
    return absl::StrCat(bytes.size(), ":", absl::string_view(bytes.data(), bytes.size()));
  };
  absl::Status status = (*view)->Scan({}, [&](std::string_view key, std::string_view value) {
    absl::StrAppend(&dump, next(key), "=", next(value), "\n");
    return true;
  });
  EXPECT_TRUE(status.ok()) << status;
  auto rows = store::ScanRowsForBootstrap(**view, "", SIZE_MAX);
  EXPECT_TRUE(rows.ok()) << rows.status();
  for (const std::string& digest : rows->originals) {
    auto size = (*view)->OriginalSize(digest);
    EXPECT_TRUE(size.ok()) << size.status();
    auto content = (*view)->ReadOriginal(digest, 0, *size);
    EXPECT_TRUE(content.ok()) << content.status();
    absl::StrAppend(&dump, digest, " ", Sha256Of(*content), "\n");
  }
  return dump;
}

}  // namespace parallax::torture

#endif  // PARALLAX_TESTS_TORTURE_PAIR_FIXTURE_H_
