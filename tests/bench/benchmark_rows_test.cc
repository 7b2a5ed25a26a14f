// Rows loaded in bulk are those that the commits make.
#include "tests/bench/benchmark_rows.h"

#include <gtest/gtest.h>
#include <rocksdb/env.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <string>

#include "core/storage/keys.h"
#include "ingest_service/store/store_fixture.h"

namespace parallax::bench {
namespace {

std::map<std::string, std::string> CellRowsOf(const storage::RecordStore& store) {
  std::map<std::string, std::string> rows;
  const auto view = store.OpenView("default");
  EXPECT_TRUE(view.ok()) << view.status();
  const absl::Status status = (*view)->Scan({}, [&](std::string_view key, std::string_view value) {
    if (!storage::CellPart(key).empty()) rows.emplace(key, value);
    return true;
  });
  EXPECT_TRUE(status.ok()) << status;
  return rows;
}

TEST(BenchmarkRowsTest, AreThoseOfTheCommits) {
  const auto catalog = BenchmarkCatalog(
      std::string(std::getenv("PARALLAX_SOURCE_DIR")) + "/packs/ai_industrial_policy", 300);
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  const BenchmarkDocuments documents(**catalog, 320);
  constexpr int64_t kDocuments = 300;

  store::TestClock clock;
  const std::unique_ptr<rocksdb::Env> written(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  auto store = store::IngestStore::Open(store::TestStoreOptions(written.get(), &clock),
                                        store::TestCommitterOptions());
  ASSERT_TRUE(store.ok()) << store.status();
  for (uint64_t number = 0; number < kDocuments; ++number) {
    const auto result =
        (*store)->committer().SubmitAndWait(store::Upsert("default", documents.Make(number)));
    ASSERT_TRUE(result.ok()) << result.status();
  }
  const std::unique_ptr<rocksdb::Env> loaded(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  auto replica = storage::ReplicaStore::Open(store::TestStoreOptions(loaded.get(), &clock));
  ASSERT_TRUE(replica.ok()) << replica.status();
  ASSERT_TRUE(LoadRows(documents, kDocuments, **replica).ok());

  const auto expected = CellRowsOf((*store)->store());
  EXPECT_GT(expected.size(), 10000u);
  EXPECT_EQ(CellRowsOf((*replica)->store()), expected);
}

}  // namespace
}  // namespace parallax::bench
