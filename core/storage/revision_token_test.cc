#include "core/storage/revision_token.h"

#include <gtest/gtest.h>

#include <random>

namespace parallax::storage {
namespace {

const RevisionToken kToken{.store_id = "0123456789abcdef",
                           .collection_uid = "fedcba9876543210",
                           .commit = 123456789,
                           .generation = 1};

CollectionInfo Info() {
  CollectionInfo info;
  info.identity = {.name = "default",
                   .store_id = kToken.store_id,
                   .uid = kToken.collection_uid,
                   .generation = 1};
  info.commit = 200000000;
  info.earliest_commit = 1000;
  return info;
}

TEST(RevisionTokenTest, RoundTrips) {
  for (const uint64_t commit : {uint64_t{0}, uint64_t{1}, uint64_t{300}, UINT64_MAX}) {
    RevisionToken token = kToken;
    token.commit = commit;
    const std::string text = FormatRevisionToken(token);
    EXPECT_LE(text.size(), 64u);
    const auto parsed = ParseRevisionToken(text);
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    EXPECT_EQ(*parsed, token);
  }
  EXPECT_EQ(FormatRevisionToken(Info(), kToken.commit), FormatRevisionToken(kToken));
}

TEST(RevisionTokenTest, DamageIsNoticed) {
  const std::string text = FormatRevisionToken(kToken);
  for (size_t n = 0; n < text.size(); ++n) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseRevisionToken(text.substr(0, n)).status())) << n;
    for (const char c : {'A', 'b', '7', '-', '_', '=', ' ', '\0', '\xe4'}) {
      if (text[n] == c) continue;
      std::string damaged = text;
      damaged[n] = c;
      EXPECT_TRUE(absl::IsInvalidArgument(ParseRevisionToken(damaged).status())) << n;
    }
  }
  for (const std::string& other : {text + "A", text + "=", text + " ", std::string("令牌"),
                                   std::string(10000, 'A'), "+" + text, " " + text}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseRevisionToken(other).status()));
  }
  std::mt19937 random(3);
  for (int i = 0; i < 20000; ++i) {
    std::string noise;
    for (size_t n = random() % 80; n > 0; --n) noise.push_back(static_cast<char>(random()));
    EXPECT_FALSE(ParseRevisionToken(noise).ok());
  }
}

TEST(RevisionTokenTest, Standing) {
  const CollectionInfo info = Info();
  const auto standing = [&](auto change) {
    RevisionToken token = kToken;
    change(token);
    return JudgeToken(token, info);
  };
  EXPECT_EQ(standing([](RevisionToken&) {}), TokenStanding::kReadable);
  EXPECT_EQ(standing([](RevisionToken& t) { t.commit = 200000000; }), TokenStanding::kReadable);
  EXPECT_EQ(standing([](RevisionToken& t) { t.commit = 1000; }), TokenStanding::kReadable);
  EXPECT_EQ(standing([](RevisionToken& t) { t.commit = 999; }), TokenStanding::kOlderThanRetention);
  EXPECT_EQ(standing([](RevisionToken& t) { t.commit = 200000001; }),
            TokenStanding::kNewerThanKnown);
  EXPECT_EQ(standing([](RevisionToken& t) { t.generation = 2; }), TokenStanding::kNewerThanKnown);
  EXPECT_EQ(standing([](RevisionToken& t) { t.store_id[0] = 'f'; }), TokenStanding::kOtherStore);
  EXPECT_EQ(standing([](RevisionToken& t) { t.collection_uid[0] = '0'; }),
            TokenStanding::kOtherCollection);
  EXPECT_TRUE(TokenStandingStatus(TokenStanding::kReadable).ok());
  EXPECT_TRUE(absl::IsInvalidArgument(TokenStandingStatus(TokenStanding::kOtherStore)));
  EXPECT_TRUE(absl::IsInvalidArgument(TokenStandingStatus(TokenStanding::kOtherCollection)));
  EXPECT_TRUE(absl::IsUnavailable(TokenStandingStatus(TokenStanding::kNewerThanKnown)));
  EXPECT_TRUE(absl::IsOutOfRange(TokenStandingStatus(TokenStanding::kOlderThanRetention)));
}

}  // namespace
}  // namespace parallax::storage
