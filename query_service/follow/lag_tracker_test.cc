#include "query_service/follow/lag_tracker.h"

#include <gtest/gtest.h>

namespace parallax::follow {
namespace {

absl::Time At(int seconds) { return absl::FromUnixSeconds(1000 + seconds); }

TEST(LagTracker, CountsFromTheNewestHeartbeatThatIsReached) {
  LagTracker lag;
  EXPECT_EQ(lag.Lag(At(0)), absl::InfiniteDuration());
  lag.OnHeartbeat({{"a", 10}}, At(1));
  EXPECT_EQ(lag.Lag(At(1)), absl::InfiniteDuration());
  EXPECT_EQ(lag.Collections(At(1))[0].state, CollectionState::kStarting);
  lag.OnApplied("a", 9, At(2));
  EXPECT_EQ(lag.Lag(At(2)), absl::InfiniteDuration());
  // While it works towards the first heartbeat, later ones do not move the goal.
  lag.OnHeartbeat({{"a", 20}}, At(3));
  lag.OnApplied("a", 10, At(4));
  EXPECT_EQ(lag.Lag(At(4)), absl::Seconds(3));
  lag.OnHeartbeat({{"a", 20}}, At(5));
  lag.OnApplied("a", 20, At(6));
  EXPECT_EQ(lag.Lag(At(6)), absl::Seconds(1));
  EXPECT_EQ(lag.Collections(At(6))[0].newest, 20u);
  EXPECT_EQ(lag.Collections(At(6))[0].state, CollectionState::kFollowing);
  // Without heartbeats it grows.
  EXPECT_EQ(lag.Lag(At(106)), absl::Seconds(101));
}

TEST(LagTracker, IsTheWorstOfAllCollections) {
  LagTracker lag;
  lag.OnApplied("a", 5, At(0));
  lag.OnHeartbeat({{"a", 5}, {"b", 1}}, At(1));
  EXPECT_EQ(lag.Lag(At(1)), absl::InfiniteDuration());
  lag.OnApplied("b", 1, At(2));
  EXPECT_EQ(lag.Lag(At(2)), absl::Seconds(1));
  // A new collection counts from when it was heard of, and one that is gone not at all.
  lag.OnHeartbeat({{"b", 1}, {"new", 3}}, At(10));
  EXPECT_EQ(lag.Lag(At(12)), absl::Seconds(2));
  EXPECT_EQ(lag.Collections(At(12)).size(), 2u);
  lag.OnBootstrapping("new", true, At(12));
  EXPECT_EQ(lag.Collections(At(12))[1].state, CollectionState::kBootstrapping);
  lag.OnHeartbeat({{"b", 1}, {"new", 3}}, At(20));
  EXPECT_EQ(lag.Lag(At(20)), absl::Seconds(10));
}

TEST(LagTracker, ACollectionMadeAnewHasANewGoal) {
  LagTracker lag;
  lag.OnHeartbeat({{"a", 100}}, At(0));
  lag.OnHeartbeat({{"a", 2}}, At(1));
  lag.OnApplied("a", 2, At(2));
  EXPECT_EQ(lag.Lag(At(2)), absl::Seconds(1));
}

TEST(LagTracker, AnEmptyStoreIsLevel) {
  LagTracker lag;
  lag.OnHeartbeat({}, At(0));
  EXPECT_EQ(lag.Lag(At(3)), absl::Seconds(3));
}

}  // namespace
}  // namespace parallax::follow
