// What abseil's locks order is not reported, and what they do not order is: the proof that a clean
// run says something.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <thread>

#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"

namespace parallax {
namespace {

constexpr int kRounds = 2000;

template <typename First, typename Second>
void RunBoth(First first, Second second) {
  std::thread a(first), b(second);
  a.join();
  b.join();
}

struct Guarded {
  absl::Mutex mutex;
  int64_t value = 0;
};

void Add(Guarded& guarded) {
  for (int i = 0; i < kRounds; ++i) {
    absl::MutexLock lock(&guarded.mutex);
    ++guarded.value;
  }
}

TEST(AbseilLocksTest, AMutexOrders) {
  Guarded guarded;
  RunBoth([&] { Add(guarded); }, [&] { Add(guarded); });
  EXPECT_EQ(guarded.value, 2 * kRounds);
}

TEST(AbseilLocksTest, ReadersAndTriesAreOrdered) {
  Guarded guarded;
  int64_t seen = 0;
  RunBoth(
      [&] {
        for (int done = 0; done < kRounds;) {
          if (!guarded.mutex.TryLock()) continue;
          ++guarded.value;
          ++done;
          guarded.mutex.Unlock();
        }
      },
      [&] {
        for (int i = 0; i < kRounds; ++i) {
          absl::ReaderMutexLock lock(&guarded.mutex);
          seen = std::max(seen, guarded.value);
        }
      });
  EXPECT_LE(seen, kRounds);
}

TEST(AbseilLocksTest, AConditionThatTheLibraryEvaluatesIsNoRace) {
  Guarded guarded;
  const auto even = [&] { return guarded.value % 2 == 0; };
  const auto odd = [&] { return guarded.value % 2 == 1; };
  RunBoth(
      [&] {
        for (int i = 0; i < kRounds; ++i) {
          absl::MutexLock lock(&guarded.mutex);
          guarded.mutex.Await(absl::Condition(&even));
          ++guarded.value;
        }
      },
      [&] {
        for (int i = 0; i < kRounds; ++i) {
          if (!guarded.mutex.LockWhenWithTimeout(absl::Condition(&odd), absl::Seconds(60)))
            std::abort();
          ++guarded.value;
          guarded.mutex.Unlock();
        }
      });
  EXPECT_EQ(guarded.value, 2 * kRounds);
}

TEST(AbseilLocksTest, ATimedWaitOrdersWhetherItEndsOrNot) {
  Guarded guarded;
  const auto never = [&] { return guarded.value < 0; };
  RunBoth([&] { Add(guarded); },
          [&] {
            for (int i = 0; i < 20; ++i) {
              absl::MutexLock lock(&guarded.mutex);
              EXPECT_FALSE(
                  guarded.mutex.AwaitWithTimeout(absl::Condition(&never), absl::Milliseconds(1)));
              ++guarded.value;
            }
          });
  EXPECT_EQ(guarded.value, kRounds + 20);
}

TEST(AbseilLocksTest, ACondVarOrders) {
  Guarded guarded;
  absl::CondVar changed;
  RunBoth(
      [&] {
        absl::MutexLock lock(&guarded.mutex);
        while (guarded.value == 0) changed.WaitWithTimeout(&guarded.mutex, absl::Seconds(1));
        ++guarded.value;
      },
      [&] {
        absl::SleepFor(absl::Milliseconds(20));
        absl::MutexLock lock(&guarded.mutex);
        ++guarded.value;
        changed.SignalAll();
      });
  EXPECT_EQ(guarded.value, 2);
}

TEST(AbseilLocksTest, ANotificationOrders) {
  for (int i = 0; i < 200; ++i) {
    int64_t value = 0;
    absl::Notification set;
    RunBoth(
        [&] {
          value = 1;
          set.Notify();
        },
        [&] {
          if (i % 2 == 0) set.WaitForNotification();
          while (!set.HasBeenNotified()) std::this_thread::yield();
          EXPECT_EQ(value, 1);
        });
  }
}

TEST(AbseilLocksTest, ABlockingCounterOrders) {
  for (int i = 0; i < 200; ++i) {
    int64_t values[2] = {0, 0};
    absl::BlockingCounter left(2);
    std::thread a([&] { values[0] = 1, left.DecrementCount(); });
    std::thread b([&] { values[1] = 2, left.DecrementCount(); });
    left.Wait();
    EXPECT_EQ(values[0] + values[1], 3);
    a.join();
    b.join();
  }
}

// Planted: each is run in a process of its own, which has to leave with the exit code
// that tsan gives a program with a report.
class PlantedTest : public ::testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(PlantedTest, AWriteWithoutTheLockIsReported) {
  EXPECT_EXIT(
      {
        Guarded guarded;
        RunBoth([&] { Add(guarded); },
                [&] {
                  for (int i = 0; i < kRounds; ++i) ++guarded.value;
                });
        std::exit(0);
      },
      ::testing::ExitedWithCode(66), "ThreadSanitizer: data race");
}

TEST_F(PlantedTest, AnotherMutexDoesNotGuard) {
  EXPECT_EXIT(
      {
        Guarded guarded;
        absl::Mutex other;
        RunBoth([&] { Add(guarded); },
                [&] {
                  for (int i = 0; i < kRounds; ++i) {
                    absl::MutexLock lock(&other);
                    ++guarded.value;
                  }
                });
        std::exit(0);
      },
      ::testing::ExitedWithCode(66), "ThreadSanitizer: data race");
}

TEST_F(PlantedTest, AWriteUnderAReadersLockIsReported) {
  EXPECT_EXIT(
      {
        Guarded guarded;
        const auto write = [&] {
          for (int i = 0; i < kRounds; ++i) {
            absl::ReaderMutexLock lock(&guarded.mutex);
            ++guarded.value;
          }
        };
        RunBoth(write, write);
        std::exit(0);
      },
      ::testing::ExitedWithCode(66), "ThreadSanitizer: data race");
}

TEST_F(PlantedTest, AReadAfterTheWaitsLockIsReleasedIsReported) {
  EXPECT_EXIT(
      {
        Guarded guarded;
        std::atomic<bool> over = false;  // relaxed: orders nothing
        const auto some = [&] { return guarded.value > 0; };
        const auto writes = [&] {
          while (!over.load(std::memory_order_relaxed)) Add(guarded);
        };
        const auto reads = [&] {
          guarded.mutex.LockWhen(absl::Condition(&some));
          guarded.mutex.Unlock();
          int64_t seen = 0;
          for (int i = 0; i < kRounds; ++i) seen = std::max(seen, guarded.value);
          over.store(seen > 0, std::memory_order_relaxed);
        };
        RunBoth(writes, reads);
        std::exit(0);
      },
      ::testing::ExitedWithCode(66), "ThreadSanitizer: data race");
}

TEST_F(PlantedTest, TwoOrdersOfTwoLocksAreReported) {
  EXPECT_EXIT(
      {
        absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);  // its own ends us
        absl::Mutex first;
        absl::Mutex second;
        std::thread([&] {
          absl::MutexLock outer(&first);
          absl::MutexLock inner(&second);
        }).join();
        std::thread([&] {
          absl::MutexLock outer(&second);
          absl::MutexLock inner(&first);
        }).join();
        std::exit(0);
      },
      ::testing::ExitedWithCode(66), "lock-order-inversion");
}

}  // namespace
}  // namespace parallax
