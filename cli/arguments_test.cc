#include "cli/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace parallax::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<OptionSpec> kSpecs = {
    {"collection", "NAME", "", "PARALLAX_TEST_COLLECTION"},
    {"dimensions", "IDS", "", ""},
    {"evidence", "", "", ""},
};

TEST(Arguments, TakesOptionsInAnyPlace) {
  const auto args = Arguments::Parse({"economies", "--evidence", "韩国", "--collection", "policy",
                                      "--dimensions=a,b", "--dimensions", ",c", "--", "--x"},
                                     kSpecs);
  ASSERT_TRUE(args.ok()) << args.status();
  EXPECT_THAT(args->positional(), ElementsAre("economies", "韩国", "--x"));
  EXPECT_TRUE(args->Has("evidence"));
  EXPECT_EQ(args->Get("collection"), "policy");
  EXPECT_THAT(args->GetList("dimensions"), ElementsAre("a", "b", "c"));
  EXPECT_EQ(args->Get("missing", "fallback"), "fallback");
}

TEST(Arguments, SaysWhatIsWrong) {
  struct Case {
    std::vector<std::string> args;
    std::string message;
  };
  for (const Case& c :
       {Case{{"--nope"}, "unknown option --nope"}, Case{{"-x"}, "unknown option -x"},
        Case{{"--evidence=1"}, "--evidence takes no value"},
        Case{{"--collection"}, "--collection needs a value: NAME"}}) {
    const auto args = Arguments::Parse(c.args, kSpecs);
    ASSERT_FALSE(args.ok());
    EXPECT_THAT(std::string(args.status().message()), HasSubstr(c.message));
  }
}

TEST(Arguments, EnvironmentCountsOnlyWhereNothingIsGiven) {
  setenv("PARALLAX_TEST_COLLECTION", "from_environment", 1);
  EXPECT_EQ(Arguments::Parse({}, kSpecs)->Get("collection"), "from_environment");
  EXPECT_EQ(Arguments::Parse({"--collection", "given"}, kSpecs)->Get("collection"), "given");
  unsetenv("PARALLAX_TEST_COLLECTION");
}

TEST(Arguments, IntegersAreWholeAndInRange) {
  const auto get = [](const std::string& text) {
    return Arguments::Parse({"--collection", text}, kSpecs)->GetInteger("collection", 7, -1, 100);
  };
  EXPECT_EQ(*get("42"), 42);
  EXPECT_EQ(*get("-1"), -1);
  EXPECT_EQ(*Arguments::Parse({}, kSpecs)->GetInteger("collection", 7, 0, 9), 7);
  for (const char* bad : {"", "x", "4x", "101", "-2", "99999999999999999999"}) {
    EXPECT_FALSE(get(bad).ok()) << bad;
  }
}

}  // namespace
}  // namespace parallax::cli
