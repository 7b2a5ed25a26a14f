// Nothing in the catalog or the linker knows the subject of the first pack: another pack, another
// subject.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "ingest_service/link/linker.h"

namespace parallax::link {
namespace {

class SecondPackTest : public ::testing::Test {
 protected:
  SecondPackTest() {
    auto catalog = catalog::Catalog::Load(std::string(std::getenv("PARALLAX_SOURCE_DIR")) +
                                          "/packs/electric_vehicles");
    EXPECT_TRUE(catalog.ok()) << catalog.status();
    linker_ = std::make_unique<Linker>(std::move(*catalog));
  }

  std::string Dump(const std::string& text) const {
    std::string out;
    for (const auto& mention : linker_->LinkText(text))
      out += (out.empty() ? "" : " ") + mention.entity_id;
    return out;
  }

  std::unique_ptr<Linker> linker_;
};

TEST_F(SecondPackTest, HeadersAskItsOwnQuestions) {
  const auto& catalog = linker_->catalog();
  EXPECT_EQ(catalog.pack_id(), "electric_vehicles");
  struct Case {
    const char* header;
    const char* kind;
    const char* dimension;
  };
  for (const Case& c : {Case{"Range (km)", "vehicle", "driving_range"},
                        {"续航里程（公里）", "vehicle", "driving_range"},
                        {"續航", "vehicle", "driving_range"},
                        {"Tariff on imports", "economy", "import_tariff"},
                        {"關稅", "economy", "import_tariff"},
                        {"Starting price", "vehicle", "list_price"},
                        {"起售价", "vehicle", "list_price"},
                        {"EV share of new sales", "economy", "market_share"},
                        {"Budget", "initiative", "announced_size"}}) {
    const auto found = catalog.MatchHeader(c.header, c.kind);
    ASSERT_FALSE(found.empty()) << c.header;
    EXPECT_EQ(found.front().dimension->id, c.dimension) << c.header;
  }
  EXPECT_TRUE(catalog.MatchHeader("Role of the state", "economy").empty());
  EXPECT_EQ(catalog.FindDimension("role_of_state"), nullptr);
  ASSERT_EQ(catalog.MatchKindHeader("Model").size(), 1u);
  EXPECT_EQ(catalog.MatchKindHeader("Model").front().kind->id, "vehicle");
  ASSERT_EQ(catalog.ReadLevels("localization", "整車進口，後改為本地組裝").size(), 2u);
}

TEST_F(SecondPackTest, NamesOfVehiclesAndMakers) {
  EXPECT_EQ(Dump("BYD sells the Atto 3 in Thailand."),
            "organization/byd vehicle/byd-atto-3 economy/TH");
  EXPECT_EQ(Dump("比亞迪海豹在泰國上市。"), "vehicle/byd-seal economy/TH");
  EXPECT_EQ(Dump("蔚来ET5与特斯拉Model 3竞争"), "vehicle/nio-et5 vehicle/model-3");
  EXPECT_EQ(Dump("DeepSeek and OpenAI"), "");
  EXPECT_EQ(Dump("Chile passed the Lithium Mobility Act."), "initiative/~lithium-mobility-act");
}

TEST_F(SecondPackTest, RowSubjects) {
  const auto known = linker_->ResolveSubject("Seal (BYD)", "vehicle");
  EXPECT_EQ(known.entity_id, "vehicle/byd-seal");
  EXPECT_EQ(known.role, ParenthesisRole::kDeveloper);
  const auto unknown = linker_->ResolveSubject("Zephyr 9（宁德时代）", "vehicle");
  EXPECT_EQ(unknown.entity_id, "vehicle/~zephyr-9");
  EXPECT_EQ(unknown.parenthesis_entity_id, "organization/catl");
}

}  // namespace
}  // namespace parallax::link
