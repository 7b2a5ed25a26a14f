#include "core/text/web_address.h"

#include <gtest/gtest.h>

#include <string>

namespace parallax::text {
namespace {

constexpr const char* kBase = "https://News.example/en/2025/grid?page=2#top";

TEST(ResolveAddress, References) {
  struct Case {
    const char* reference;
    const char* address;  // "" for none
  };
  const Case kCases[] = {
      {"https://news.example/zh/2025/grid", "https://news.example/zh/2025/grid"},
      {"HTTPS://NEWS.example/ZH", "https://news.example/ZH"},
      {"  https://news.example/a\n", "https://news.example/a"},
      {"//cdn.example/a", "https://cdn.example/a"},
      {"/zh-hant/grid", "https://news.example/zh-hant/grid"},
      {"../../zh/grid", "https://news.example/zh/grid"},
      {"../../../../zh", "https://news.example/zh"},
      {"./b/./c/..", "https://news.example/en/2025/b/"},
      {"grid.zh.html", "https://news.example/en/2025/grid.zh.html"},
      {"?lang=zh", "https://news.example/en/2025/grid?lang=zh"},
      {"zh/电网", "https://news.example/en/2025/zh/电网"},
      {"#zh", "https://news.example/en/2025/grid?page=2"},
      {"a:b/c", ""},
      {"javascript:alert(1)", ""},
      {"data:text/html,x", ""},
      {"mailto:a@b.example", ""},
      {"https:zh/grid", ""},
      {"https://", ""},
      {"//", ""},
      {"https://user:word@news.example/", ""},
      {"https://news.example/a b", ""},
      {"https://news.example/\"onload", ""},
      {"https:\\\\news.example\\a", ""},
      {"", ""},
      {" \t ", ""},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(ResolveAddress(kBase, one.reference).value_or(""), one.address) << one.reference;
  }
  EXPECT_EQ(ResolveAddress(kBase, "/" + std::string(kMostAddressBytes, 'a')), std::nullopt);
}

TEST(ResolveAddress, BasesThatAreNone) {
  for (const char* base : {"", "news.example/en/", "file:///a/b", "not an address", "https:///a"}) {
    EXPECT_EQ(ResolveAddress(base, "zh"), std::nullopt) << base;
    EXPECT_EQ(ResolveAddress(base, "//b.example/zh").has_value(),
              std::string(base) == "https:///a");
    EXPECT_EQ(ResolveAddress(base, "http://b.example"), "http://b.example") << base;
  }
}

TEST(PlainAddress, OneForAllWaysToWriteIt) {
  for (const char* address : {"https://www.news.example/Zh/grid/", "http://NEWS.example/Zh/grid",
                              "news.example/Zh/grid#part", "//news.example/Zh/grid",
                              "HTTPS://WWW.news.example/Zh/grid"}) {
    EXPECT_EQ(PlainAddress(address), "news.example/Zh/grid");
    EXPECT_EQ(HostOf(PlainAddress(address)), "news.example");
  }
  // Letters of a query are told apart as those of a path are.
  EXPECT_EQ(PlainAddress("https://News.example?Id=A"), "news.example?Id=A");
}

}  // namespace
}  // namespace parallax::text
