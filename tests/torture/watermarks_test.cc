// Waiting for revision tokens, on a replica that commits are applied to by hand.
#include "query_service/follow/watermarks.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "core/errors/error.h"
#include "core/storage/revision_token.h"
#include "tests/torture/pair_fixture.h"

namespace parallax::torture {
namespace {

using errors::Reason;

class WatermarksTest : public testing::Test {
 protected:
  void SetUp() override {
    primary_.Open();
    replica_.Open();
  }
  // Carries the next commit over.
  void Apply(const std::string& collection) {
    auto view = primary_.store->store().OpenView(collection);
    auto record = (*view)->ReadCommit(replica_.Applied(collection) + 1);
    ASSERT_TRUE(record.ok()) << record.status();
    std::vector<storage::OriginalContent> originals;
    for (const std::string& digest : record->new_originals) {
      originals.push_back({digest, *(*view)->ReadOriginalBytes(digest)});
    }
    absl::Status status = replica_.store->ApplyCommit((*view)->info().identity, *record, originals);
    ASSERT_TRUE(status.ok()) << status;
  }
  storage::RevisionToken Put(const std::string& id) {
    return *storage::ParseRevisionToken(
        primary_.Put("default", id, MakeContent(next_seed_++, {})).revision);
  }

  PrimarySide primary_;
  ReplicaSide replica_;
  uint64_t next_seed_ = 1;
};

TEST_F(WatermarksTest, AnswersWhenTheCommitIsApplied) {
  follow::Watermarks watermarks(&replica_.store->store());
  const storage::RevisionToken second = Put("a");
  const storage::RevisionToken third = Put("b");
  std::atomic<int> answered{0};
  const auto wait = [&](const storage::RevisionToken& token) {
    watermarks.NotifyWhenApplied("default", token, absl::InfiniteFuture(), [&](absl::Status s) {
      EXPECT_TRUE(s.ok()) << s;
      ++answered;
    });
  };
  wait(second);
  wait(third);
  EXPECT_EQ(watermarks.waiting(), 2u);
  Apply("default");
  EXPECT_EQ(answered, 0);
  Apply("default");
  EXPECT_TRUE(Eventually([&] { return answered == 1; }));
  Apply("default");
  EXPECT_TRUE(Eventually([&] { return answered == 2; }));
  EXPECT_EQ(watermarks.waiting(), 0u);
  // At once from now on.
  wait(second);
  EXPECT_EQ(answered, 3);
}

TEST_F(WatermarksTest, RefusesWhatCanNeverBe) {
  follow::Watermarks watermarks(&replica_.store->store());
  Apply("default");
  storage::RevisionToken token = Put("a");
  const auto wait = [&](const storage::RevisionToken& t, absl::Duration patience) {
    return errors::DetailsOf(watermarks.WaitUntilApplied("default", t, absl::Now() + patience))
        .reason;
  };
  storage::RevisionToken other = token;
  other.store_id = "ffffffffffffffff";
  EXPECT_EQ(wait(other, absl::Seconds(60)), Reason::kTokenOfAnotherStore);
  other = token;
  other.collection_uid = "ffffffffffffffff";
  EXPECT_EQ(wait(other, absl::Seconds(60)), Reason::kTokenOfAnotherCollection);
  EXPECT_EQ(wait(token, absl::Milliseconds(50)), Reason::kTokenNotReached);
  EXPECT_EQ(wait(token, -absl::Seconds(1)), Reason::kTokenNotReached);
  EXPECT_EQ(watermarks.waiting(), 0u);
}

TEST_F(WatermarksTest, WaitsAreBoundedAndEndWithTheService) {
  auto watermarks = std::make_unique<follow::Watermarks>(&replica_.store->store(), 2);
  const storage::RevisionToken token = Put("a");
  std::vector<absl::Status> answers(3);
  std::atomic<int> answered{0};
  for (absl::Status& answer : answers) {
    watermarks->NotifyWhenApplied("default", token, absl::InfiniteFuture(),
                                  [&](absl::Status status) {
                                    answer = std::move(status);
                                    ++answered;
                                  });
  }
  EXPECT_EQ(answered, 1);
  EXPECT_TRUE(absl::IsResourceExhausted(answers[2])) << answers[2];
  watermarks.reset();
  EXPECT_EQ(answered, 3);
  EXPECT_EQ(errors::DetailsOf(answers[0]).reason, Reason::kDraining);
}

TEST_F(WatermarksTest, ManyWaitersWhileCommitsCome) {
  follow::Watermarks watermarks(&replica_.store->store());
  std::vector<storage::RevisionToken> tokens;
  for (int i = 0; i < 30; ++i) tokens.push_back(Put(absl::StrCat("d", i)));
  std::atomic<int> answered{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (const storage::RevisionToken& token : tokens) {
        watermarks.NotifyWhenApplied("default", token, absl::Now() + absl::Seconds(60),
                                     [&](absl::Status status) {
                                       EXPECT_TRUE(status.ok()) << status;
                                       ++answered;
                                     });
      }
    });
  }
  for (int i = 0; i <= 30; ++i) Apply("default");
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(Eventually([&] { return answered == 120; })) << answered;
}

}  // namespace
}  // namespace parallax::torture
