#include "core/value/civil_date.h"

#include <gtest/gtest.h>

namespace parallax::value {
namespace {

TEST(CivilDateTest, DaysAndBack) {
  EXPECT_EQ(DaysFromCivil({1970, 1, 1}), 0);
  EXPECT_EQ(DaysFromCivil({2000, 3, 1}), 11017);
  CivilDate date{1899, 12, 31};
  for (int64_t day = DaysFromCivil(date); day < DaysFromCivil({2101, 1, 1}); ++day) {
    ASSERT_EQ(CivilFromDays(day), date);
    ASSERT_EQ(DaysFromCivil(date), day);
    ASSERT_TRUE(IsValidDate(date.year, date.month, date.day));
    ASSERT_EQ(ParseDate(FormatDate(date)), date);
    if (++date.day > DaysInMonth(date.year, date.month)) {
      date.day = 1;
      if (++date.month > 12) date = {date.year + 1, 1, 1};
    }
  }
}

TEST(CivilDateTest, WeekdaysAndMonths) {
  EXPECT_EQ(Weekday({2025, 2, 14}), 4);
  EXPECT_EQ(Weekday({1969, 12, 29}), 0);
  EXPECT_EQ(AddMonths({2024, 1, 31}, 1), (CivilDate{2024, 2, 29}));
  EXPECT_EQ(AddMonths({2024, 1, 31}, -11), (CivilDate{2023, 2, 28}));
  EXPECT_EQ(AddMonths({2024, 12, 1}, 1), (CivilDate{2025, 1, 1}));
  EXPECT_FALSE(IsValidDate(2023, 2, 29));
  for (const char* bad : {"2025-2-1", "2025-13-01", "2025-02-30", "20250201", "2025/02/01", ""}) {
    EXPECT_FALSE(ParseDate(bad).has_value()) << bad;
  }
}

}  // namespace
}  // namespace parallax::value
