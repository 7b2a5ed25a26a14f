// The serialized way of answering against the messages, and cached cells against read ones while
// commits are made.
#include "query_service/respond/ready_cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <random>
#include <thread>

#include "query_service/respond/engine_fixture.h"

namespace parallax::respond {
namespace {

using cells::CellCache;
using cells::CellKeeper;
using reduce::testing::Amount;
using reduce::testing::Items;
using reduce::testing::Years;
using storage::ReadFrom;
using testing::Role;
using testing::Told;
using testing::World;

const std::vector<std::string> kEconomies = {"economy/KR", "economy/HK", "economy/SG",
                                             "economy/TW"};

// Document `number` in one of its revisions: what it says is a function of both.
std::vector<Told> Say(const World& world, uint64_t number, uint64_t revision) {
  std::mt19937_64 random(number * 1000 + revision);
  std::vector<Told> told;
  for (int i = 0; i < 5; ++i) {
    const std::string& economy = kEconomies[random() % kEconomies.size()];
    const std::string voice = "voice:" + std::to_string(random() % 4);
    switch (random() % 7) {
      case 0: {
        const int level = static_cast<int>(random() % 4);
        told.push_back(
            {economy, "role_of_state", "level", {Role(world.catalog(), level, level)}, voice});
        break;
      }
      case 1: {
        const int begin = 1950 + static_cast<int>(random() % 5);
        told.push_back({economy, "key_period", "时期", {Years(begin, begin + 20)}, voice});
        break;
      }
      case 2:
        told.push_back(
            {economy, "industrial_policy", random() % 2 ? "重工業優先" : "no plan", {}, voice});
        break;
      case 3:
        told.push_back({economy,
                        "policy_mechanisms",
                        "means",
                        {Items({"credit " + std::to_string(random() % 3), "出口退税"})},
                        voice});
        break;
      case 4:
        told.push_back({economy,
                        "announced_size",
                        "level",
                        {Amount("1" + std::to_string(random() % 2) + "0000000000", 10,
                                random() % 2 ? "EUR" : "USD")},
                        voice});
        break;
      case 5: {
        const int begin = 2015 + static_cast<int>(random() % 3);
        told.push_back({economy, "announced_on", "时期", {Years(begin, begin + 1)}, voice});
        break;
      }
      default:
        told.push_back({economy, "policy_outcomes", ""});
        break;
    }
  }
  return told;
}

constexpr char kContent[] = "level 时期 重工業優先 no plan means";

void Put(World& world, uint64_t number, uint64_t revision) {
  // Some revisions differ from others by their date alone, as other rules find it.
  world.Put("d" + std::to_string(number),
            kContent + std::string(" ") + std::to_string(revision / 2),
            Say(world, number, revision / 2), "",
            std::to_string(2010 + (number + revision) % 9) + "-03-01", "en", "",
            "rules " + std::to_string(revision));
}

v1::CompareEconomiesRequest AskAll() {
  v1::CompareEconomiesRequest request;
  for (const std::string& economy : kEconomies) request.add_economies(economy);
  return request;
}

template <typename Response, typename Request>
void ExpectSame(World& world, const ComparisonEngine& engine, const Request& request) {
  Response response;
  const absl::Status status = world.comparisons().Answer(request, {}, &response);
  const auto bytes = engine.AnswerBytes(request, {});
  ASSERT_EQ(status.code(), bytes.status().code()) << status << " " << bytes.status();
  if (!status.ok()) {
    EXPECT_EQ(status.message(), bytes.status().message());
    return;
  }
  Response parsed;
  ASSERT_TRUE(parsed.ParseFromString(*bytes));
  EXPECT_EQ(parsed.DebugString(), response.DebugString());
  EXPECT_EQ(*bytes, response.SerializeAsString());
}

TEST(ReadyCellsTest, SerializedAnswersAreTheMessagesBytes) {
  World world;
  CellCache cache(&world.store(), 8 << 20);
  const cells::ViewSource views(&world.store());
  const auto cached = ComparisonEngine::Create(&world.catalog(), &views, &world.rates(), {&cache});
  const auto uncached = ComparisonEngine::Create(&world.catalog(), &views, &world.rates());
  CellCache no_room(&world.store(), 0);
  CellKeeper keeper(&world.store(), &no_room);
  const auto kept =
      ComparisonEngine::Create(&world.catalog(), &views, &world.rates(), {&no_room, &keeper});
  ASSERT_TRUE(cached.ok() && uncached.ok() && kept.ok());
  for (uint64_t i = 0; i < 30; ++i) Put(world, i, 0);
  world.Put("models", "an open model of 70 billion, by DeepSeek",
            {{"model/DeepSeek-R1", "openness", "open"},
             {"model/made-up", "developer", "DeepSeek"},
             {"model/made-up", "strengths", "cheap", {Items({"cheap"})}}});

  auto economies = AskAll();
  auto bounded = AskAll();
  bounded.mutable_options()->set_max_propositions(1);
  bounded.mutable_options()->set_max_claims_per_proposition(-1);
  auto chinese = AskAll();
  chinese.set_display_language("zh-Hans");
  auto filtered = AskAll();
  filtered.mutable_filter()->add_voice_keys("voice:1");
  auto unknown = AskAll();
  unknown.add_economies("Atlantis");
  auto provisional = AskAll();
  provisional.add_economies("economy/none-such");
  v1::CompareRequest any;
  for (const char* name : {"economy/KR", "model/made-up", "economy/HK"}) any.add_entities(name);
  v1::CompareModelsRequest models;
  models.add_models("model/made-up");
  for (int round = 0; round < 3; ++round) {
    for (const auto& engine : {cached->get(), uncached->get(), kept->get(), kept->get()}) {
      keeper.WaitUntilWritten();
      for (const auto& request : {economies, bounded, chinese, filtered, unknown, provisional}) {
        ExpectSame<v1::CompareEconomiesResponse>(world, *engine, request);
      }
      ExpectSame<v1::CompareResponse>(world, *engine, any);
      ExpectSame<v1::CompareModelsResponse>(world, *engine, models);
    }
    EXPECT_GT(cache.GetStats().hits, 0u);
    EXPECT_GT(keeper.GetStats().kept, 0u);
    EXPECT_GT(keeper.GetStats().found, 0u);
    EXPECT_EQ(keeper.GetStats().unreadable, 0u);
    Put(world, 3, static_cast<uint64_t>(round) + 1);
    world.Delete("d" + std::to_string(10 + round));
  }
}

TEST(ReadyCellsTest, WhatIsInTheCacheIsAnsweredAtOnce) {
  World world;
  CellCache cache(&world.store(), 8 << 20);
  const cells::ViewSource views(&world.store());
  const auto created = ComparisonEngine::Create(&world.catalog(), &views, &world.rates(), {&cache});
  const auto uncached = ComparisonEngine::Create(&world.catalog(), &views, &world.rates());
  ASSERT_TRUE(created.ok() && uncached.ok());
  const ComparisonEngine& engine = **created;
  for (uint64_t i = 0; i < 10; ++i) Put(world, i, 0);
  const auto request = AskAll();
  const auto nothing_yet = engine.AnswerAtOnce(request, {});
  ASSERT_TRUE(nothing_yet.ok()) << nothing_yet.status();
  EXPECT_FALSE(nothing_yet->has_value());
  const auto read = engine.AnswerBytes(request, {});
  ASSERT_TRUE(read.ok()) << read.status();
  const auto at_once = engine.AnswerAtOnce(request, {});
  ASSERT_TRUE(at_once.ok() && at_once->has_value());
  EXPECT_EQ(**at_once, *read);
  EXPECT_FALSE((*uncached)->AnswerAtOnce(request, {})->has_value());

  // Not what is reduced afresh, nor what would keep other calls waiting.
  auto filtered = request;
  filtered.mutable_filter()->add_voice_keys("voice:1");
  auto rolled_up = request;
  rolled_up.mutable_roll_up()->set_child_dimensions(true);
  auto large = request;
  for (const catalog::Entity& entity : world.catalog().entities()) {
    if (entity.kind == "economy" && large.economies_size() < 40) large.add_economies(entity.id);
  }
  for (const auto& asked : {filtered, rolled_up, large}) {
    ASSERT_TRUE(engine.AnswerBytes(asked, {}).ok());
    const auto answer = engine.AnswerAtOnce(asked, {});
    ASSERT_TRUE(answer.ok()) << answer.status();
    EXPECT_FALSE(answer->has_value());
  }
  auto unknown = request;
  unknown.add_economies("Atlantis");
  EXPECT_EQ(engine.AnswerAtOnce(unknown, {}).status(), engine.AnswerBytes(unknown, {}).status());

  // A commit takes its cells out again.
  Put(world, 3, 2);
  EXPECT_FALSE(engine.AnswerAtOnce(request, {})->has_value());
}

TEST(ReadyCellsTest, WhatIsKeptInMemoryIsAnsweredAtOnce) {
  World world;
  CellCache no_room(&world.store(), 0);
  CellKeeper keeper(&world.store(), &no_room);
  const cells::ViewSource views(&world.store());
  const auto created =
      ComparisonEngine::Create(&world.catalog(), &views, &world.rates(), {&no_room, &keeper});
  ASSERT_TRUE(created.ok());
  const ComparisonEngine& engine = **created;
  for (uint64_t i = 0; i < 10; ++i) Put(world, i, 0);
  const auto request = AskAll();
  EXPECT_FALSE(engine.AnswerAtOnce(request, {})->has_value());
  const auto read = engine.AnswerBytes(request, {});
  ASSERT_TRUE(read.ok()) << read.status();
  keeper.WaitUntilWritten();
  const auto at_once = engine.AnswerAtOnce(request, {});
  ASSERT_TRUE(at_once.ok() && at_once->has_value());
  EXPECT_EQ(**at_once, *read);
  // Cells of other bounds are not kept.
  auto bounded = request;
  bounded.mutable_options()->set_max_propositions(1);
  ASSERT_TRUE(engine.AnswerBytes(bounded, {}).ok());
  keeper.WaitUntilWritten();
  EXPECT_FALSE(engine.AnswerAtOnce(bounded, {})->has_value());
  EXPECT_EQ(**engine.AnswerAtOnce(request, {}), *read);
  Put(world, 3, 2);
  EXPECT_FALSE(engine.AnswerAtOnce(request, {})->has_value());
}

// A cell that was read before a commit and comes to be kept after it.
TEST(ReadyCellsTest, ACellThatWasTouchedMeanwhileIsNotKept) {
  World world;
  CellCache no_room(&world.store(), 0);
  CellKeeper keeper(&world.store(), &no_room);
  world.Put("one", kContent,
            {{"economy/KR", "industrial_policy", "no plan"}, {"economy/HK", "strengths", "means"}});
  auto asked = AskAll();
  asked.add_dimensions("industrial_policy");
  asked.add_dimensions("strengths");
  const auto spec = request::ParseCompare(asked, world.catalog());
  ASSERT_TRUE(spec.ok());
  const auto view = world.store().OpenView("default");
  ASSERT_TRUE(view.ok());
  world.Put("two", kContent, {{"economy/KR", "industrial_policy", "重工業優先"}});
  const cells::CallLimits limits;
  const cells::CellReader reader(**view, limits, nullptr, cells::ShownClaims::kStored);
  const ReadyPlaces places = {nullptr, &keeper};
  ReadyCells cells;
  EXPECT_FALSE(FindReadyCells(**view, *spec, places, ReadFrom::kAnywhere, &cells));
  ASSERT_TRUE(ReadMissingCells(**view, reader, *spec, places, &cells).ok());
  keeper.WaitUntilWritten();
  EXPECT_EQ(keeper.GetStats().kept, cells.size() - 1);
  EXPECT_EQ(keeper.GetStats().refused, 1u);
  const auto now = world.store().OpenView("default");
  ASSERT_TRUE(now.ok());
  ReadyCells found;
  EXPECT_FALSE(FindReadyCells(**now, *spec, places, ReadFrom::kAnywhere, &found));
  EXPECT_EQ(std::count(found.begin(), found.end(), nullptr), 1);
  EXPECT_EQ(found.front(), nullptr);
}

// A cache that loses the rows of one commit now and then.
class ForgetfulCache : public CellCache {
 public:
  using CellCache::CellCache;
  void BeforeRows(uint64_t keyspace, uint64_t commit,
                  absl::Span<const storage::RowChange> rows) override {
    if (commit % 5 != 0) CellCache::BeforeRows(keyspace, commit, rows);
  }
};

bool Same(const cells::ReadyCell& a, const cells::ReadyCell& b) {
  return a.message == b.message && a.covered == b.covered && a.state == b.state &&
         a.agreement == b.agreement && a.typed == b.typed &&
         std::equal(
             a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
             [](const auto& x, const auto& y) { return x.key == y.key && x.text == y.text; });
}

// Readers compare what the cache says with what their view reads, at the latest commit and at older
// ones, while one writer puts, replaces and deletes. Returns the mismatches.
template <typename Cache>
int64_t Torture(int commits, CellCache::Stats* stats, CellKeeper::Stats* kept = nullptr) {
  World world;
  Cache cache(&world.store(), 256 << 10);
  std::optional<CellKeeper> keeper;
  if (kept != nullptr) keeper.emplace(&world.store(), &cache);
  Put(world, 0, 0);
  const auto spec = request::ParseCompare(AskAll(), world.catalog());
  EXPECT_TRUE(spec.ok());
  std::atomic<bool> done = false;
  std::atomic<int64_t> compared = 0;
  std::atomic<int64_t> mismatches = 0;
  std::vector<std::thread> readers;
  for (uint64_t seed = 0; seed < 3; ++seed) {
    readers.emplace_back([&, seed] {
      std::mt19937_64 random(seed);
      auto narrow = *spec;
      narrow.bounds = {1, 1};
      while (!done) {
        auto view = world.store().OpenView("default");
        ASSERT_TRUE(view.ok());
        if (random() % 4 == 0) {
          const auto& info = (*view)->info();
          const uint64_t back = random() % 4;
          auto older = (*view)->At(
              std::max(info.earliest_commit, info.commit - std::min(info.commit, back)));
          ASSERT_TRUE(older.ok());
          view = std::move(older);
        }
        // Time for commits in between.
        if (random() % 3 == 0) std::this_thread::yield();
        const auto& asked = random() % 3 == 0 ? narrow : *spec;
        const cells::CallLimits limits;
        const cells::CellReader reader(**view, limits, &world.rates(), cells::ShownClaims::kStored);
        ReadyCells ready;
        ReadyCells fresh;
        const ReadyPlaces places = {keeper && random() % 2 == 0 ? nullptr : &cache,
                                    keeper ? &*keeper : nullptr};
        const auto from = random() % 2 == 0 ? ReadFrom::kMemory : ReadFrom::kAnywhere;
        FindReadyCells(**view, asked, places, from, &ready);
        FindReadyCells(**view, asked, {}, from, &fresh);
        ASSERT_TRUE(ReadMissingCells(**view, reader, asked, places, &ready).ok());
        ASSERT_TRUE(ReadMissingCells(**view, reader, asked, {}, &fresh).ok());
        for (size_t i = 0; i < ready.size(); ++i) mismatches += !Same(*ready[i], *fresh[i]);
        ++compared;
      }
    });
  }
  std::mt19937_64 random(7);
  for (int i = 0; i < commits && mismatches == 0; ++i) {
    const uint64_t number = random() % 12;
    if (random() % 4 == 0) {
      const auto result = world.ingest().committer().SubmitAndWait(
          store::Deletion("default", "d" + std::to_string(number)));
      EXPECT_TRUE(result.ok() || absl::IsNotFound(result.status())) << result.status();
    } else {
      Put(world, number, random() % 6);
    }
    // Every commit is seen by somebody, whatever the machine.
    const int64_t before = compared;
    for (int wait = 0; wait < 100000 && compared < before + 2; ++wait) {
      std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  *stats = cache.GetStats();
  if (kept != nullptr) *kept = keeper->GetStats();
  EXPECT_LE(stats->bytes, 256u << 10);
  return mismatches;
}

TEST(ReadyCellsTest, CachedCellsAreThoseThatTheViewReads) {
  CellCache::Stats stats;
  EXPECT_EQ(Torture<CellCache>(200, &stats), 0);
  EXPECT_GT(stats.hits, 1000u);
  EXPECT_GT(stats.invalidated, 100u);
}

TEST(ReadyCellsTest, KeptCellsAreThoseThatTheViewReads) {
  CellCache::Stats stats;
  CellKeeper::Stats kept;
  EXPECT_EQ(Torture<CellCache>(200, &stats, &kept), 0);
  EXPECT_GT(kept.kept, 200u);
  EXPECT_GT(kept.found, 200u);
  EXPECT_EQ(kept.failed, 0u);
  EXPECT_EQ(kept.unreadable, 0u);
}

TEST(ReadyCellsTest, ACacheThatMissesCommitsIsFound) {
  CellCache::Stats stats;
  EXPECT_GT(Torture<ForgetfulCache>(200, &stats), 0);
}

std::shared_ptr<const cells::ReadyCell> Cell(size_t size) {
  cells::ReadyCell cell;
  cell.message.assign(size, 'x');
  return std::make_shared<const cells::ReadyCell>(std::move(cell));
}

class CellCacheTest : public ::testing::Test {
 protected:
  static storage::RowChange Row(const std::string& entity) {
    return {storage::CellKey(entity, "q"), "row"};
  }
  World world_;
  CellCache cache_{&world_.store(), 1 << 20};
  const storage::CellAddress a_{"economy/KR", "q"};
  const storage::CellAddress b_{"economy/HK", "q"};
  const request::CellBounds bounds_;
};

TEST_F(CellCacheTest, ServesViewsNoOlderThanTheCell) {
  cache_.Insert(1, 10, a_, bounds_, Cell(10));
  EXPECT_EQ(cache_.Find(1, 9, a_, bounds_), nullptr);
  EXPECT_NE(cache_.Find(1, 10, a_, bounds_), nullptr);
  EXPECT_NE(cache_.Find(1, 11, a_, bounds_), nullptr);
  EXPECT_EQ(cache_.Find(2, 11, a_, bounds_), nullptr);
  EXPECT_EQ(cache_.Find(1, 11, b_, bounds_), nullptr);
  EXPECT_EQ(cache_.Find(1, 11, a_, {3, 3}), nullptr);
  // One that was read earlier serves more views; one that was read later does not replace it.
  cache_.Insert(1, 12, a_, bounds_, Cell(10));
  EXPECT_NE(cache_.Find(1, 10, a_, bounds_), nullptr);
  cache_.Insert(1, 8, a_, bounds_, Cell(10));
  EXPECT_NE(cache_.Find(1, 8, a_, bounds_), nullptr);
}

TEST_F(CellCacheTest, ATouchedCellIsDroppedAndCannotComeBackFromAnOlderView) {
  cache_.Insert(1, 10, a_, bounds_, Cell(10));
  cache_.Insert(1, 10, a_, {1, 1}, Cell(10));
  cache_.Insert(1, 10, b_, bounds_, Cell(10));
  cache_.BeforeRows(1, 11, {Row(a_.entity_id)});
  EXPECT_EQ(cache_.Find(1, 11, a_, bounds_), nullptr);
  EXPECT_EQ(cache_.Find(1, 11, a_, {1, 1}), nullptr);
  EXPECT_NE(cache_.Find(1, 11, b_, bounds_), nullptr);
  cache_.Insert(1, 10, a_, bounds_, Cell(10));
  EXPECT_EQ(cache_.Find(1, 11, a_, bounds_), nullptr);
  EXPECT_EQ(cache_.GetStats().refused, 1u);
  cache_.Insert(1, 11, a_, bounds_, Cell(10));
  EXPECT_NE(cache_.Find(1, 11, a_, bounds_), nullptr);
  // A keyspace is not touched by another's commits.
  cache_.Insert(2, 3, a_, bounds_, Cell(10));
  EXPECT_NE(cache_.Find(2, 3, a_, bounds_), nullptr);
}

TEST_F(CellCacheTest, ManyKeyspacesRefuseRatherThanForget) {
  for (uint64_t keyspace = 1; keyspace <= 500; ++keyspace) {
    cache_.BeforeRows(keyspace, 20, {Row(a_.entity_id)});
  }
  for (uint64_t keyspace = 1; keyspace <= 500; ++keyspace) {
    cache_.Insert(keyspace, 19, a_, bounds_, Cell(1));
    EXPECT_EQ(cache_.Find(keyspace, 30, a_, bounds_), nullptr) << keyspace;
    cache_.Insert(keyspace, 20, a_, bounds_, Cell(1));
    EXPECT_NE(cache_.Find(keyspace, 30, a_, bounds_), nullptr) << keyspace;
  }
}

TEST_F(CellCacheTest, StaysWithinItsBytes) {
  for (int i = 0; i < 5000; ++i) {
    cache_.Insert(1, 1, {"economy/" + std::to_string(i), "q"}, bounds_, Cell(1000));
    // What is asked for again and again stays.
    if (i < 99) continue;
    EXPECT_NE(cache_.Find(1, 1, {"economy/99", "q"}, bounds_), nullptr) << i;
  }
  const auto stats = cache_.GetStats();
  EXPECT_LE(stats.bytes, 1u << 20);
  EXPECT_GT(stats.bytes, 700u << 10);
  EXPECT_EQ(stats.cells + stats.evicted, 5000u);
  EXPECT_NE(cache_.Find(1, 1, {"economy/4999", "q"}, bounds_), nullptr);
  EXPECT_EQ(cache_.Find(1, 1, {"economy/0", "q"}, bounds_), nullptr);
  cache_.Insert(1, 1, a_, bounds_, Cell(1 << 20));
  EXPECT_EQ(cache_.Find(1, 1, a_, bounds_), nullptr);
  CellCache none(&world_.store(), 0);
  none.Insert(1, 1, a_, bounds_, Cell(1));
  EXPECT_EQ(none.Find(1, 1, a_, bounds_), nullptr);
}

}  // namespace
}  // namespace parallax::respond
