#include "core/text/text_map.h"

#include <gtest/gtest.h>

namespace parallax::text {
namespace {

TEST(TextMapTest, IdentityRunsMerge) {
  TextMap map;
  map.AppendIdentity(10, 3);
  map.AppendIdentity(13, 4);
  EXPECT_EQ(map.runs().size(), 1u);
  EXPECT_EQ(map.ToOriginal(0, 7), (ByteSpan{10, 17}));
  EXPECT_EQ(map.ToOriginal(2, 2), (ByteSpan{12, 12}));
  EXPECT_EQ(map.ToOriginal(7, 7), (ByteSpan{17, 17}));
}

TEST(TextMapTest, UnitsAreNeverSplit) {
  TextMap map;
  map.Append(/*original_begin=*/0, /*text_unit=*/3, /*original_unit=*/2, /*count=*/4);  // GBK
  EXPECT_EQ(map.ToOriginal(0, 3), (ByteSpan{0, 2}));
  EXPECT_EQ(map.ToOriginal(4, 5), (ByteSpan{2, 4}));
  EXPECT_EQ(map.ToOriginal(3, 12), (ByteSpan{2, 8}));
}

TEST(TextMapTest, GapsBetweenRunsAreCovered) {
  TextMap map;
  map.AppendIdentity(3, 2);    // "ab" inside <b>…</b>
  map.AppendAtom({9, 14}, 1);  // &amp;
  map.AppendIdentity(14, 2);
  EXPECT_EQ(map.text_size(), 5);
  EXPECT_EQ(map.ToOriginal(0, 5), (ByteSpan{3, 16}));
  EXPECT_EQ(map.ToOriginal(2, 3), (ByteSpan{9, 14}));
  EXPECT_EQ(map.ToOriginal(1, 3), (ByteSpan{4, 14}));
}

TEST(TextMapTest, SliceKeepsTheMapping) {
  TextMap map;
  map.AppendIdentity(3, 2);
  map.AppendAtom({9, 14}, 1);
  map.Append(14, 3, 2, 5);
  for (int begin = 0; begin <= map.text_size(); ++begin) {
    for (int end = begin; end <= map.text_size(); ++end) {
      TextMap slice;
      slice.AppendSlice(map, begin, end);
      ASSERT_EQ(slice.text_size(), end - begin);
      if (begin < end) {
        ASSERT_EQ(slice.ToOriginal(0, end - begin), map.ToOriginal(begin, end));
      }
    }
  }
}

}  // namespace
}  // namespace parallax::text
