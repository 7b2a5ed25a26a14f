// Names that no catalog lists, told by their role, their list, their version or their page.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <set>
#include <string>
#include <utility>

#include "ingest_service/link/linker.h"
#include "ingest_service/link/listed_names.h"
#include "ingest_service/link/model_versions.h"
#include "ingest_service/link/word_straddle.h"

namespace parallax::link {
namespace {

const Linker& DefaultLinker() {
  static const Linker* const linker = [] {
    auto catalog = catalog::Catalog::Load(std::string(std::getenv("PARALLAX_SOURCE_DIR")) +
                                          "/packs/ai_industrial_policy");
    if (!catalog.ok()) {
      ADD_FAILURE() << catalog.status();
      std::abort();
    }
    return new Linker(std::move(*catalog));
  }();
  return *linker;
}

// "written=kind" of what was found, with '?' before provisional ones and the whole id of listed
// ones; technologies are left out.
std::string Dump(const std::string& text, const std::string& language = "en") {
  record::Document document;
  record::Block block;
  block.language = language;
  block.content.text = text;
  block.content.map.AppendIdentity(0, static_cast<int64_t>(text.size()));
  document.blocks.push_back(std::move(block));
  std::string out;
  for (const record::Mention& mention : DefaultLinker().Link(document).mentions) {
    const std::string& id = mention.entity_id;
    if (id.starts_with("technology/")) continue;
    if (!out.empty()) out += " ";
    const size_t provisional = id.find("/~");
    out += mention.written + "=" +
           (provisional == std::string::npos ? id : "?" + id.substr(0, provisional));
  }
  return out;
}

struct Case {
  std::string text;
  std::string mentions;
};

TEST(UnlistedNamesTest, TheSentenceSaysWhatBearsThem) {
  for (const Case& c : {
           Case{"The startup Norvane sells drills. Orders rose, and Norvane hired.",
                "Norvane=?organization Norvane=?organization"},
           {"Norvane, a Leeds-based chipmaker, grew.", "Norvane=?organization Leeds=place/leeds"},
           {"Halvard Quist, a professor at the school, doubts it.", "Halvard Quist=?person"},
           {"Orvex Bio raises $25M to build labs.", "Orvex Bio=?organization"},
           {"Orvex, which builds labs, raised $25 million.", "Orvex=?organization"},
           {"She is chief executive of Tarnmoor.", "Tarnmoor=?organization"},
           {"It is a chatbot called Ottarix.", "Ottarix=?model"},
           {"By Tamas Orwell in Leeds\n", "Tamas Orwell=?person Leeds=place/leeds"},
           // What stands by the word and is no name.
           {"The company Monday said so.", ""},
           {"The firm raised prices.", ""},
           {"Nothing, a firm believer says, is lost.", ""},
           {"Last year, a startup accelerator closed.", ""},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
}

TEST(UnlistedNamesTest, ThePageGoesOnByLess) {
  for (const Case& c : {
           Case{"Norvane Technologies Inc grew. Norvane hired.",
                "Norvane Technologies Inc=?organization Norvane=?organization"},
           {"Norvane Robotics grew, Norvane Capital lent, and Norvane paid.",
            "Norvane Robotics=?organization Norvane Capital=?organization"},
           {"Tamsin Orwell, CEO of Norvane, agreed on Thursday with the Centre.",
            "Tamsin Orwell=?person Norvane=?organization"},
           {"Advanced Technologies Inc grew. Advanced cars did not.",
            "Advanced Technologies Inc=?organization"},
           {"The European Commission met. The Commission agreed, and the Commission on Growth too.",
            "European Commission=organization/european-commission "
            "The Commission=organization/european-commission Commission on Growth=?organization"},
           {"It was built near Casa Tarn, Arizona.", "Casa Tarn=?place Arizona=place/arizona"},
           {"Leeds-based Norvane grew.", "Leeds=place/leeds Norvane=?organization"},
           {"IndiaAI Star Capacity opens.", "IndiaAI Star Capacity=?initiative"},
           {"A loan from the Department of Energy to Norvane.",
            "Department of Energy=organization/us-energy"},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
  EXPECT_EQ(Dump("其子公司云桥键科拟融资。云桥键科成立三年。", "zh-Hans"),
            "云桥键科=?organization 云桥键科=?organization");
  EXPECT_EQ(Dump("子公司負責人表示同意。", "zh-Hant"), "");
  EXPECT_EQ(Dump("蘇州高新區舉行儀式。", "zh-Hant"), "蘇州高新區=?place");
  // Kinds of funds are no funds.
  EXPECT_EQ(Dump("其母公司是一家避险基金。", "zh-Hans"), "");
  EXPECT_EQ(Dump("其母公司原是一家避險基金。", "zh-Hant"), "");
  EXPECT_EQ(Dump("在中国西部建设新数据中心。", "zh-Hans"), "中国=economy/CN");
}

TEST(UnlistedNamesTest, OneListIsOfOneKind) {
  for (const Case& c : {
           Case{"It was backed by Oracle, Norvane, Intel and the Tarn Collective.",
                "Oracle=organization/oracle Norvane=?organization Intel=organization/intel "
                "Tarn Collective=?organization"},
           {"Oracle, Texas and Norvane took part.", "Oracle=organization/oracle Texas=place/texas"},
           {"包括沐曦、云桥半导、壁仞科技等在内。",
            "沐曦=organization/metax 云桥半导=?organization 壁仞科技=organization/biren"},
           {"包括沐曦、雲橋半導、壁仞科技等在內。",
            "沐曦=organization/metax 雲橋半導=?organization 壁仞科技=organization/biren"},
           {"沐曦、壁仞科技、芯片厂商等。", "沐曦=organization/metax 壁仞科技=organization/biren"},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
}

// What is added for a list moves the mentions that the search for places by their state reads; a
// sanitizer run sees a search that still looks at where they were. Every size up to several
// doublings is tried.
TEST(UnlistedNamesTest, ListsAndPlacesByTheirStateInOneText) {
  std::string before;
  std::string expected;
  for (int names = 0; names < 40; ++names) {
    EXPECT_EQ(Dump(before + "It was backed by Oracle, Norvane and Intel in Tarnfield, Texas."),
              expected +
                  "Oracle=organization/oracle Norvane=?organization "
                  "Intel=organization/intel Tarnfield=?place Texas=place/texas")
        << names;
    before += "Intel grew. ";
    expected += "Intel=organization/intel ";
  }
}

TEST(UnlistedNamesTest, VersionsAreModelsOfTheirOwn) {
  for (const Case& c : {
           Case{"Olmo 9.5 Pro beats Gemma.", "Olmo 9.5 Pro=?model Gemma=model/gemma"},
           {"Mixtral 8x7B is open.", "Mixtral 8x7B=model/mixtral"},
           {"Gemma 12 billion parameters", "Gemma=model/gemma"},
           {"Gemma 900 users", "Gemma=model/gemma"},
           {"豆包 3 月上线", "豆包=model/doubao"},
           {"DeepSeek unveiled its R1 model; R1 is cheap.",
            "DeepSeek=organization/deepseek R1=model/deepseek-r1 R1=model/deepseek-r1"},
           {"DeepSeek works in room R1.", "DeepSeek=organization/deepseek"},
           {"The R1 model was sold.", ""},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
}

TEST(UnlistedNamesTest, OurCountryIsThePages) {
  EXPECT_EQ(Dump("我国发布规划。", "zh-Hans"), "我国=economy/CN");
  EXPECT_EQ(Dump("新加坡和我国企业合作。", "zh-Hans"), "新加坡=economy/SG");
  EXPECT_EQ(Dump("台積電在高雄設廠，我國支持。", "zh-Hant"),
            "台積電=organization/tsmc 高雄=place/kaohsiung 我國=economy/TW");
  EXPECT_EQ(Dump("我國支持。", "zh-Hant"), "");
  EXPECT_EQ(Dump("浙江省发文，我省跟进，由省财政厅负责。", "zh-Hans"),
            "浙江省=place/zhejiang 我省=place/zhejiang 省财政厅=?organization");
  EXPECT_EQ(Dump("浙江省和江苏省发文，我省跟进。", "zh-Hans"),
            "浙江省=place/zhejiang 江苏省=place/jiangsu");
}

TEST(UnlistedNamesTest, AnotherEconomysActOfTheName) {
  EXPECT_EQ(Dump("立院三讀台版晶片法案。", "zh-Hant"), "台版晶片法案=?initiative");
  EXPECT_EQ(Dump("歐洲的晶片法案。", "zh-Hant"),
            "歐洲=economy/EUROPE 晶片法案=initiative/eu-chips-act");
  EXPECT_EQ(Dump("India's CHIPS Act passed."), "India=economy/IN CHIPS Act=?initiative");
  EXPECT_EQ(Dump("America's CHIPS Act passed."),
            "America=economy/US CHIPS Act=initiative/chips-act");
}

TEST(UnlistedNamesTest, QuotedNamesByTheWordBeside) {
  EXPECT_EQ(Dump("“海桐一号”完成安装。", "zh-Hans"), "海桐一号=?initiative");
  EXPECT_EQ(Dump("启动“星桥”计划。", "zh-Hans"), "星桥=?initiative");
  EXPECT_EQ(Dump("服務平台「STAR BRIDGE」上線。", "zh-Hant"), "STAR BRIDGE=?initiative");
  EXPECT_EQ(Dump("他说“很好”。", "zh-Hans"), "");
}

TEST(UnlistedNamesTest, CompaniesWithTheirSeatAndBodiesOfThePlace) {
  EXPECT_EQ(Dump("云桥微电子(上海)股份有限公司上市。", "zh-Hans"),
            "云桥微电子(上海)股份有限公司=?organization");
  EXPECT_EQ(Dump("記者從上海市國資委獲悉。", "zh-Hant"), "上海市國資委=?organization");
  EXPECT_EQ(Dump("由市场监管部门处理。", "zh-Hans"), "");
}

TEST(WordStraddleTest, SeamsOfWords) {
  struct Seam {
    std::string_view text;
    std::string_view name;
    bool straddles;
  };
  for (const Seam& c :
       {Seam{"普通义务", "通义", true}, Seam{"其中行业", "中行", true},
        Seam{"国家水利部门负责", "水利部", true}, Seam{"水利部表示", "水利部", false},
        Seam{"商务部分析", "商务部", false}, Seam{"财政部长", "财政部", false},
        Seam{"服务平台中的数据", "台中", true}, Seam{"在台中设厂", "台中", false},
        Seam{"通义千问", "通义", false}, Seam{"在中行开户", "中行", false}}) {
    const auto begin = static_cast<int64_t>(c.text.find(c.name));
    EXPECT_EQ(StraddlesWords(c.text, begin, begin + static_cast<int64_t>(c.name.size())),
              c.straddles)
        << c.text;
  }
}

TEST(WordStraddleTest, WhatMakesAnotherWordOfAName) {
  EXPECT_EQ(Dump("中国式养老正在变化。", "zh-Hans"), "");
  EXPECT_EQ(Dump("這是具有中國特色的制度。", "zh-Hant"), "");
  EXPECT_EQ(Dump("香港时间八点开市。", "zh-Hans"), "");
  EXPECT_TRUE(MakesAnotherWord("习近平经济思想", 0, 9, "person"));
  EXPECT_FALSE(MakesAnotherWord("中国经济", 0, 6, "economy"));
  EXPECT_FALSE(MakesAnotherWord("中国", 0, 6, "economy"));
  EXPECT_FALSE(MakesAnotherWord("武汉特色产业", 0, 6, "place"));
  EXPECT_FALSE(MakesAnotherWord("加拿大菜籽", 0, 9, "economy"));
  EXPECT_FALSE(MakesAnotherWord("japanese american chip pact", 0, 8, "economy"));
}

TEST(UnlistedNamesTest, PlacesWithinLongerNames) {
  for (const Case& c : {
           Case{"韩国欧盟商会调查显示订单增长。", "韩国欧盟商会=?organization"},
           Case{"韓國歐盟商會調查顯示訂單增長。", "韓國歐盟商會=?organization"},
           Case{"青岛国际航运博览会(QISE2025)将于五月开幕。", "青岛国际航运博览会=?organization"},
           Case{"青島國際航運博覽會將於五月開幕。", "青島國際航運博覽會=?organization"},
           Case{"2024青岛全球航运大会上发布了指南。", "青岛全球航运大会=?organization"},
           Case{"第十三届青岛航运博览会五月开幕。", "青岛航运博览会=?organization"},
           Case{"青岛召开大会的消息传开了。", "青岛=place/qingdao"},
           Case{"青島將舉辦峰會的消息傳開了。", "青島=place/qingdao"},
           Case{"海南热带雨林国家公园面积扩大。", "海南热带雨林国家公园=?place"},
           Case{"上海合作组织扩员。", "上海合作组织=organization/sco"},
           Case{"上海合作組織擴員。", "上海合作組織=organization/sco"},
           Case{"某某银行（中国）首席分析师到场。", ""},
           Case{"出口（中国）增长。", "中国=economy/CN"},
           Case{"北京表示反对。", "北京=economy/CN"},
           Case{"上海、北京两地出台政策，北京计划投资。",
                "上海=place/shanghai 北京=place/beijing 北京=place/beijing"},
           Case{"上海、北京兩地出台政策，北京計畫投資。",
                "上海=place/shanghai 北京=place/beijing 北京=place/beijing"},
           Case{"二十国集团（G20）开会。", "二十国集团=economy/G20 G20=economy/G20"},
           Case{"他提出发挥政府引导投资基金作用。", "政府引导投资基金=?initiative"},
           Case{"他提出構建“社會治理新格局”。", ""},
       }) {
    EXPECT_EQ(Dump(c.text, "zh-Hans"), c.mentions) << c.text;
  }
}

TEST(ModelVersionsTest, Ends) {
  for (const auto& [text, name, version] :
       {std::tuple<std::string, int, std::string>{"Olmo 3 is", 4, " 3"},
        {"Olmo-7B", 4, "-7B"},
        {"Olmo V2.5 Turbo", 4, " V2.5 Turbo"},
        {"Olmo 2025", 4, ""},
        {"Olmo 5% more", 4, ""},
        {"Olmo 3 times", 4, ""},
        {"Olmo 3亿", 4, ""},
        {"Olmo 1,000", 4, ""},
        {"Olmo", 4, ""}}) {
    EXPECT_EQ(text.substr(name, VersionEnd(text, name) - name), version) << text;
  }
}

TEST(UnlistedNamesTest, HostileListsEndInTime) {
  std::string listed;
  while (listed.size() < 600'000) listed += "Oracle, Norvane, Intel and the ";
  std::string chinese;
  while (chinese.size() < 600'000) chinese += "沐曦、云桥半导、壁仞科技、";
  std::string roles;
  while (roles.size() < 600'000) roles += "Norvane, a startup CEO of the company raised $";
  for (const std::string& text : {listed, chinese, roles}) {
    const auto start = std::chrono::steady_clock::now();
    DefaultLinker().LinkText(text);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
  }
}

}  // namespace
}  // namespace parallax::link
