#include "ingest_service/link/linker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "ingest_service/link/provisional.h"

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

const char* FormName(record::MentionForm form) {
  switch (form) {
    case record::MentionForm::kAdjective:
      return "~";
    case record::MentionForm::kMetonym:
      return "@";
    case record::MentionForm::kGovernment:
      return "!";
    case record::MentionForm::kAbbreviation:
      return "=";
    case record::MentionForm::kForm:
      return "?";
    default:
      return "";
  }
}

// "[4-9]economy/CN …": the mentions but for technologies, which would drown the rest.
std::string Dump(const std::string& text) {
  std::string out;
  for (const record::Mention& mention : DefaultLinker().LinkText(text)) {
    EXPECT_EQ(text.substr(mention.text_begin, mention.text_end - mention.text_begin),
              mention.written);
    if (mention.entity_id.starts_with("technology/")) continue;
    if (!out.empty()) out += " ";
    out += FormName(mention.form) + mention.written + "=" + mention.entity_id;
  }
  return out;
}

struct Case {
  std::string text;
  std::string mentions;
};

TEST(LinkerTest, NamesInThreeScripts) {
  for (const Case& c : {
           Case{"South Korea and Taiwan backed Samsung and TSMC.",
                "South Korea=economy/KR Taiwan=economy/TW Samsung=organization/samsung "
                "TSMC=organization/tsmc"},
           {"韩国和台湾扶持了三星和台积电。",
            "韩国=economy/KR 台湾=economy/TW 三星=organization/samsung 台积电=organization/tsmc"},
           {"韓國與臺灣扶植三星與台積電。",
            "韓國=economy/KR 臺灣=economy/TW 三星=organization/samsung 台積電=organization/tsmc"},
           {"The Bank of China pledged loans.", "Bank of China=organization/bank-of-china"},
           {"中國銀行宣布放款。", "中國銀行=organization/bank-of-china"},
           {"ＯｐｅｎＡＩ trained GPT‑4 in the U.S.",
            "ＯｐｅｎＡＩ=organization/openai GPT‑4=model/gpt-4 U.S.=economy/US"},
           {"Zhejiang leads; 浙江省領先。", "Zhejiang=place/zhejiang 浙江省=place/zhejiang"},
           {"The South China Morning Post and the New York Times reported it.",
            "South China Morning Post=organization/scmp the New York "
            "Times=organization/new-york-times"},
           {"GPT-4.5 is not GPT-4.", "GPT-4.5=model/gpt-4-5 GPT-4=model/gpt-4"},
           {"Machinations in Indianola are neither China nor India.",
            "China=economy/CN India=economy/IN"},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
}

TEST(LinkerTest, OrganizationsThatNobodyListed) {
  for (const Case& c : {
           Case{"The Ministry of Inland Fisheries and Harbours met Tarnwell Corp in Bremen.",
                "?Ministry of Inland Fisheries and Harbours=organization/"
                "~ministry-of-inland-fisheries-and-harbours "
                "?Tarnwell Corp=organization/~tarnwell-corp Bremen=place/bremen"},
           {"Osmer and Tarnwell Bank lent money.", "?Tarnwell Bank=organization/~tarnwell-bank"},
           {"CEO of Tarnwell Group", "?Tarnwell Group=organization/~tarnwell-group"},
           {"Sony Group Corp invested.", "Sony Group Corp=organization/sony"},
           {"Why Every New Chip Needs A Better Design Institute", ""},
           {"由湖北云桥微电子有限公司投资。",
            "?湖北云桥微电子有限公司=organization/~" +
                ProvisionalId("organization", "湖北云桥微电子有限公司")
                    .substr(sizeof("organization/~") - 1)},
           {"他与多家国有银行和科技集团合作。", ""},
           {"优化产业布局，推动部署。", ""},
           {"中国工商银行股份有限公司出资。", "中国工商银行股份有限公司=organization/icbc"},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
}

TEST(LinkerTest, PeopleByTitleGivenNameOrSaying) {
  for (const Case& c : {
           Case{"Chief executive Orla Venn said so, and Venn left.",
                "?Orla Venn=person/~orla-venn =Venn=person/~orla-venn"},
           {"Thomas Ashgrove, an economist, disagreed.",
            "?Thomas Ashgrove=person/~thomas-ashgrove"},
           {"Thomas Ashgrove Medical Research Institute", ""},
           {"部长周启明表示，投资将增加。", "?周启明=" + ProvisionalId("person", "周启明")},
           {"院長高度重視。會長期投入。", ""},
           {"方面表示不满。周三表示。", ""},
           {"，林若溪指出，問題很多。", "?林若溪=" + ProvisionalId("person", "林若溪")},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
}

TEST(LinkerTest, PlansWithTheirYearsInBrackets) {
  EXPECT_EQ(Dump("印发《云桥市机器人产业行动方案（2031—2033年）》。"),
            "?云桥市机器人产业行动方案=" + ProvisionalId("initiative", "云桥市机器人产业行动方案"));
}

TEST(LinkerTest, AdjectivesAndGovernments) {
  for (const Case& c : {
           Case{"Chinese firms grew.", "~Chinese=economy/CN"},
           {"The Chinese government paid.", "!Chinese government=economy/CN"},
           {"China's policymakers waited.", "!China's policymakers=economy/CN"},
           {"中国政府补贴企业。", "!中国政府=economy/CN"},
           {"美國政府提供補助。", "!美國政府=economy/US"},
           {"Chinese state banks lent.", "~Chinese=economy/CN"},
           {"the Beijing government cracked down", "!Beijing government=economy/CN"},
           {"北京政府整頓了平台。", "!北京政府=economy/CN"},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
}

TEST(LinkerTest, SeatsActOrArePlaces) {
  for (const Case& c : {
           Case{"Beijing has pushed firms to build chips.", "@Beijing=economy/CN"},
           {"They met in Beijing last year.", "Beijing=place/beijing"},
           {"Rules imposed by Washington hurt.", "@Washington=economy/US"},
           {"Beijing's approach differs.", "@Beijing=economy/CN"},
           {"Beijing municipal rules apply.", "Beijing=place/beijing"},
           {"北京宣布新的投资。", "@北京=economy/CN"},
           {"会议在北京举行。", "北京=place/beijing"},
           {"北京大力扶持企業。", "@北京=economy/CN"},
           {"會議在東京召開。", "東京=place/tokyo"},
           {"Brussels proposed a fund, and Whitehall followed.",
            "@Brussels=economy/EU @Whitehall=economy/GB"},
           {"A walk through Paris, Beijing, Seoul.", ""},
           {"Brussels, for its part, wants rules.", "@Brussels=economy/EU"},
           {"New connections in Dublin remain rare.", "Dublin=place/dublin"},
           {"北京则希望保持领先。", "@北京=economy/CN"},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
  const auto result = [](const char* text) {
    record::Document document;
    record::Block block;
    block.content.text = text;
    block.content.map.AppendIdentity(0, static_cast<int64_t>(block.content.text.size()));
    document.blocks.push_back(block);
    return DefaultLinker().Link(document);
  }("A list: Beijing (north).");
  ASSERT_EQ(result.issues.size(), 1u);
  EXPECT_EQ(result.issues[0].kind, record::IssueKind::kAmbiguousName);
  EXPECT_EQ(result.issues[0].span, (text::ByteSpan{8, 15}));
}

TEST(LinkerTest, LettersAndCompanyDecideAmbiguousNames) {
  for (const Case& c : {
           Case{"It told us about the intel.", ""},
           {"The US told Intel.", "US=economy/US Intel=organization/intel"},
           {"CONTACT US TODAY", ""},
           {"Reliance on imports fell in India.",
            "Reliance=organization/reliance India=economy/IN"},
           {"India's reliance on imports fell.", "India=economy/IN"},
           {"Google updated Gemini.", "Google=organization/google Gemini=model/gemini"},
           {"She was born under Gemini.", ""},
           {"Georgia, next to Armenia, signed.", "Georgia=economy/GE Armenia=economy/AM"},
           {"A plant in Georgia near Atlanta opened.",
            "Georgia=place/georgia-us Atlanta=place/atlanta"},
           {"Most cars are small.", ""},
           {"The US paid US$5 billion.", "US=economy/US"},
           {"The Party Congress met in Hanoi.", "Hanoi=place/hanoi"},
           {"Kenya wrote a National AI Strategy.", "Kenya=economy/KE"},
           {"Kenya adopted a National Quantum Strategy.",
            "Kenya=economy/KE ?National Quantum Strategy=initiative/~national-quantum-strategy-ke"},
           {"Singapore wrote a National AI Strategy.",
            "Singapore=economy/SG National AI Strategy=initiative/singapore-nais"},
           {"越南公安部與新加坡經濟發展局",
            "越南=economy/VN 新加坡經濟發展局=organization/edb-singapore"},
           {"上海与北京的集群", "上海=place/shanghai 北京=place/beijing"},
           {"The New York Times asked; he told the Times.",
            "The New York Times=organization/new-york-times the Times=organization/new-york-times"},
           {"A paper on the times of the New York Times.",
            "the New York Times=organization/new-york-times"},
           {"He told the Times.", ""},
           {"苹果丰收了。", ""},
           {"苹果公司在中国生产。", "苹果公司=organization/apple 中国=economy/CN"},
           {"訊飛星火與文心一言競爭。", "訊飛星火=model/xinghuo 文心一言=model/ernie-bot"},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
}

TEST(LinkerTest, ProductAndMakerOfOneName) {
  for (const Case& c : {
           Case{"DeepSeek hired engineers.", "DeepSeek=organization/deepseek"},
           {"The DeepSeek model is free.", "DeepSeek=model/deepseek"},
           {"After China launched DeepSeek, shares fell.",
            "China=economy/CN DeepSeek=model/deepseek"},
           {"在中國推出 DeepSeek 之後", "中國=economy/CN DeepSeek=model/deepseek"},
           {"浙江省指定 DeepSeek 為高新企業",
            "浙江省=place/zhejiang DeepSeek=organization/deepseek"},
           {"DeepSeek大模型免费。", "DeepSeek=model/deepseek"},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
}

TEST(LinkerTest, EntitiesKnownByTheirForm) {
  for (const Case& c : {
           Case{
               "Chile adopted the Andean Compute Initiative.",
               "Chile=economy/CL ?Andean Compute Initiative=initiative/~andean-compute-initiative"},
           {"Spain’s Quantum Leap Fund grew.",
            "Spain=economy/ES ?Quantum Leap Fund=initiative/~quantum-leap-fund"},
           {"The plan and the fund grew. This Act was late.", ""},
           {"The Pension Fund invests.", ""},
           {"the US Stargate Project", "US=economy/US Stargate Project=initiative/stargate"},
           {"known as the “AI Industry Development Action Plan.”",
            "AI Industry Development Action Plan=initiative/ai-industry-development-action-plan"},
           {"The Économie Numérique Plan was late.",
            "?Économie Numérique Plan=initiative/~economie-numerique-plan"},
           {"China’s AI Industry Development Action Plan is big.",
            "China=economy/CN AI Industry Development Action "
            "Plan=initiative/ai-industry-development-action-plan"},
           {"越南公布了《数字基础设施发展规划》。",
            "越南=economy/VN ?数字基础设施发展规划=initiative/~3e5652b6edd4caba"},
           {"越南公布了《數字基礎設施發展規劃》。",
            "越南=economy/VN ?數字基礎設施發展規劃=initiative/~3e5652b6edd4caba"},
           {"泰国启动国家智能芯片培育计划，规模不明。",
            "泰国=economy/TH ?国家智能芯片培育计划=" +
                ProvisionalId("initiative", "國家智能芯片培育計劃 TH")},
           {"公司推出新计划。", ""},
           {"读者喜欢《红楼梦》。", ""},
           {"他称之为“本地对等项目”。", ""},
           {"越南印发《电子产业促进办法》。",
            "越南=economy/VN ?电子产业促进办法=" + ProvisionalId("initiative", "电子产业促进办法")},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
  EXPECT_EQ(ProvisionalId("initiative", "Andean  COMPUTE Initiative"),
            "initiative/~andean-compute-initiative");
  EXPECT_TRUE(IsProvisionalId(ProvisionalId("model", "某模型")));
  EXPECT_NE(ProvisionalId("model", "某模型"), ProvisionalId("initiative", "某模型"));
}

// A continent, an ocean or a group of countries is not the country within its name.
TEST(LinkerTest, NamesThatMeanSomethingElse) {
  for (const Case& c : {
           // Languages, but not who or whose firms are French.
           Case{"It is sold in English, French and Brazilian Portuguese.", ""},
           {"The tool speaks Japanese, Korean or Mandarin Chinese, among others.", ""},
           {"Chinese-speaking users, a German translation", ""},
           {"They translate reports into Chinese. It is written in French.", ""},
           {"in languages such as Icelandic or Maltese", ""},
           {"French, German and Chinese firms grew.",
            "~French=economy/FR ~German=economy/DE ~Chinese=economy/CN"},
           {"The Chinese protested.", "~Chinese=economy/CN"},
           {"The firm is Chinese.", "~Chinese=economy/CN"},
           // What letters shorten here, and what they shorten elsewhere.
           {"Old cameras were closed-circuit television (CCTV). CCTV was costly.", ""},
           {"China Central Television (CCTV) reported it. CCTV was there.",
            "China Central Television=organization/cctv CCTV=organization/cctv "
            "CCTV=organization/cctv"},
           {"The broadcaster (CCTV) reported it.", "CCTV=organization/cctv"},
           // Clubs and listings.
           {"She met the Dallas Wings in Dallas.", "Dallas=place/dallas"},
           {"the Dallas mayor", "Dallas=place/dallas"},
           {"Shares (EXMP.US) rose in the US.", "US=economy/US"},
           // Common words are no medium.
           {"in hard economic times", ""},
           {"the Economic Times wrote", "Economic Times=organization/economic-times"},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
}

TEST(LinkerTest, NamesWithinLongerNames) {
  for (const Case& c : {
           Case{"North American and Latin American firms",
                "~North American=economy/NORTH-AMERICA ~Latin American=economy/LATIN-AMERICA"},
           {"South America grew, America did not.",
            "South America=economy/SOUTH-AMERICA America=economy/US"},
           {"发展中国家与中国企业", "发展中国家=economy/DEVELOPING-COUNTRIES 中国=economy/CN"},
           {"開發中國家與印度", "開發中國家=economy/DEVELOPING-COUNTRIES 印度=economy/IN"},
           {"印度洋航线经过印度。", "印度洋=place/indian-ocean 印度=economy/IN"},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
}

TEST(LinkerTest, ShortFormsThatTheDocumentDefines) {
  for (const Case& c : {
           Case{"The Andean Compute Initiative (ACI) grew. Later ACI shrank.",
                "?Andean Compute Initiative=initiative/~andean-compute-initiative "
                "=ACI=initiative/~andean-compute-initiative "
                "=ACI=initiative/~andean-compute-initiative"},
           {"The Industrial Technology Research Institute (ITR) met. ITR agreed.",
            "Industrial Technology Research Institute=organization/itri =ITR=organization/itri "
            "=ITR=organization/itri"},
           {"The Andean Compute Initiative (Lima) grew. Lima shrank.",
            "?Andean Compute Initiative=initiative/~andean-compute-initiative"},
           // A document by the last word of its title; of two that end so neither.
           {"南昌公布《南昌市航空产业发展方案（2026—2030年）》（下称《方案》）。《方案》提出目标。",
            "南昌=place/nanchang ?南昌市航空产业发展方案=initiative/~49264487a642cb9e "
            "=方案=initiative/~49264487a642cb9e "
            "=方案=initiative/~49264487a642cb9e"},
           {"臺南市公布《臺南市綠能發展方案》。《方案》提出目標。",
            "臺南=place/tainan ?臺南市綠能發展方案=initiative/~0042eccd0d692448 "
            "=方案=initiative/~0042eccd0d692448"},
           {"《南昌航空产业方案》和《赣州稀土产业方案》出台。《方案》提出目标。",
            "?南昌航空产业方案=initiative/~c678184abb2b1988 "
            "?赣州稀土产业方案=initiative/~471c0838fb3a63eb"},
           {"国家发展和改革委员会（以下简称“发改委”）发文。",
            "国家发展和改革委员会=organization/ndrc 发改委=organization/ndrc"},
           {"全国一体化算力网（下称“一体网”）开建，一体网将并网。",
            "全国一体化算力网=initiative/national-integrated-computing-network "
            "=一体网=initiative/national-integrated-computing-network "
            "=一体网=initiative/national-integrated-computing-network"},
       }) {
    EXPECT_EQ(Dump(c.text), c.mentions) << c.text;
  }
}

TEST(SubjectTest, NamesAndParentheses) {
  struct SubjectCase {
    const char* text;
    const char* kind;
    const char* expected;  // id, role and what the parenthesis names
  };
  const char* const kRoles[] = {"none", "developer", "place", "alias", "entity", "qualifier"};
  for (const SubjectCase& c : {
           SubjectCase{"South Korea", "economy", "economy/KR none"},
           {"  The Netherlands* ", "economy", "economy/NL none"},
           {"韓國[3]", "economy", "economy/KR none"},
           {"Hong Kong (British rule)", "economy", "economy/HK qualifier"},
           {"香港（英治時期）", "economy", "economy/HK qualifier"},
           {"DeepSeek (Hangzhou)", "model", "model/deepseek place place/hangzhou"},
           {"DeepSeek（杭州）", "model", "model/deepseek place place/hangzhou"},
           {"Qwen (Alibaba Cloud)", "model", "model/qwen developer organization/alibaba-cloud"},
           {"DeepSeek (DeepSeek)", "model", "model/deepseek alias"},
           {"文心一言（百度）", "model", "model/ernie-bot developer organization/baidu"},
           {"Ernie Bot (文心一言)", "model", "model/ernie-bot alias"},
           {"DeepSeek", "organization", "organization/deepseek none"},
           {"Nebelhorn 7B (Fictive Labs)", "model", "model/~nebelhorn-7b qualifier"},
           {"Nebelhorn 7B (Huawei)", "model", "model/~nebelhorn-7b developer organization/huawei"},
           {"Qwen model", "model", "model/qwen none"},
           {"通義千問大模型", "model", "model/qwen none"},
           {"Stargate (US)", "initiative", "initiative/stargate place economy/US"},
           {"TSMC (Taiwan)", "organization", "organization/tsmc place economy/TW"},
           {"Total", "", " none"},
           {"", "economy", " none"},
           {"n/a", "model", " none"},
           {"Shanghai", "economy", "place/shanghai none"},
           {"Beijing", "economy", "economy/CN none"},
           {"Beijing", "place", "place/beijing none"},
       }) {
    const SubjectResolution subject = DefaultLinker().ResolveSubject(c.text, c.kind);
    std::string dump = subject.entity_id + " " + kRoles[static_cast<int>(subject.role)];
    if (!subject.parenthesis_entity_id.empty()) dump += " " + subject.parenthesis_entity_id;
    EXPECT_EQ(dump, c.expected) << c.text << " as " << c.kind;
    EXPECT_EQ(subject.provisional, IsProvisionalId(subject.entity_id));
  }
}

record::TableCell Cell(int row, int column, std::string text, int64_t at) {
  record::TableCell cell;
  cell.row = row;
  cell.column = column;
  cell.content.map.AppendIdentity(at, static_cast<int64_t>(text.size()));
  cell.content.text = std::move(text);
  return cell;
}

TEST(LinkerTest, RowSubjectsTakeTheKindOfTheirColumn) {
  record::Document document;
  record::Block block;
  block.kind = record::BlockKind::kTable;
  block.language = "en";
  block.table.rows = 3;
  block.table.columns = 2;
  block.table.header_rows = 1;
  block.table.cells = {Cell(0, 0, "Model", 0),
                       Cell(0, 1, "Infrastructure", 10),
                       Cell(1, 0, "DeepSeek (Hangzhou)", 30),
                       Cell(1, 1, "Huawei's platform", 60),
                       Cell(2, 0, "Nebelhorn 7B", 90),
                       Cell(2, 1, "", 110)};
  document.blocks.push_back(std::move(block));
  const LinkResult result = DefaultLinker().Link(document);
  ASSERT_EQ(result.mentions.size(), 4u);
  EXPECT_EQ(result.mentions[0].entity_id, "model/deepseek");
  EXPECT_EQ(result.mentions[0].span, (text::ByteSpan{30, 38}));
  EXPECT_EQ(result.mentions[1].entity_id, "place/hangzhou");
  EXPECT_EQ(result.mentions[2].entity_id, "organization/huawei");
  EXPECT_EQ(result.mentions[2].cell, 3);
  EXPECT_EQ(result.mentions[3].entity_id, "model/~nebelhorn-7b");
  ASSERT_EQ(result.provisional.size(), 1u);
  EXPECT_EQ(result.provisional[0].name, "Nebelhorn 7B");
  EXPECT_EQ(result.provisional[0].language, "en");
}

TEST(LinkerTest, HostileTextsEndInTime) {
  const std::string units[] = {"《",       "(",    "US ",      "China (",          "the A Plan ",
                               "推出",     "北京", "\xE4\xB8", "Initiative (II) ", "“计划",
                               "ﬁ\xF0\x9F"};
  for (const std::string& unit : units) {
    std::string text;
    while (text.size() < 300'000) text += unit;
    const auto mentions = DefaultLinker().LinkText(text);
    int64_t last = 0;
    for (const record::Mention& mention : mentions) {
      ASSERT_LE(last, mention.text_begin);
      ASSERT_LT(mention.text_begin, mention.text_end);
      last = mention.text_end;
    }
    ASSERT_LE(last, static_cast<int64_t>(text.size()));
  }
}

}  // namespace
}  // namespace parallax::link
