#include "core/errors/error.h"

#include <gtest/gtest.h>

namespace parallax::errors {
namespace {

TEST(ErrorTest, EveryReasonStandsAtItsOwnRow) {
  for (int i = 0; i <= static_cast<int>(Reason::kDimensionNotApplicable); ++i) {
    const absl::Status status = Error(static_cast<Reason>(i), "a.b[3]", "is wrong");
    EXPECT_FALSE(status.ok());
    EXPECT_EQ(static_cast<int>(DetailsOf(status).reason), i);
    EXPECT_EQ(DetailsOf(status).field, "a.b[3]");
    EXPECT_EQ(status.message(), "a.b[3]: is wrong");
  }
}

TEST(ErrorTest, OtherStatusesHaveNoReason) {
  EXPECT_EQ(DetailsOf(absl::InternalError("x")).reason, Reason::kUnspecified);
}

TEST(ErrorTest, PrefixGoesBeforeTheField) {
  const absl::Status status =
      WithFieldPrefix(Error(Reason::kContentEmpty, "content", "must not be empty"), "input.");
  EXPECT_EQ(status.message(), "input.content: must not be empty");
  EXPECT_EQ(DetailsOf(status).field, "input.content");
  EXPECT_EQ(DetailsOf(status).reason, Reason::kContentEmpty);
}

TEST(ErrorTest, NoFieldNoPrefix) {
  const absl::Status status = Error(Reason::kQueueFull, "", "the ingest queue is full");
  EXPECT_EQ(status.message(), "the ingest queue is full");
  EXPECT_EQ(WithFieldPrefix(status, "input.").message(), status.message());
}

}  // namespace
}  // namespace parallax::errors
