#include "ingest_service/claim/prose_words.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "core/text/phrase_matcher.h"
#include "core/text/word_set.h"

namespace parallax::claim {
namespace {

using Words = text::WordSet;

bool In(const Words& words, std::string_view word) { return words.Contains(word); }

bool ContainsAny(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

}  // namespace

bool IsPreposition(std::string_view word) {
  static const auto* const kWords = new Words{
      "in",      "of",      "with",     "by",      "for",       "from",   "to",      "on",
      "at",      "under",   "against",  "between", "among",     "across", "into",    "over",
      "through", "than",    "like",     "about",   "within",    "toward", "towards", "behind",
      "near",    "outside", "inside",   "versus",  "via",       "amid",   "despite", "without",
      "per",     "beyond",  "around",   "unlike",  "including", "given",  "before",  "after",
      "since",   "because", "compared", "在",      "对",        "向",     "从",      "由",
      "被",      "把",      "为",       "给",      "据",        "按",     "以",      "于",
      "跟",      "同",      "比",       "当"};
  return In(*kWords, word);
}

bool IsLightWord(std::string_view word) {
  static const auto* const kWords = new Words{"is",
                                              "are",
                                              "was",
                                              "were",
                                              "be",
                                              "been",
                                              "being",
                                              "has",
                                              "have",
                                              "had",
                                              "will",
                                              "would",
                                              "could",
                                              "may",
                                              "might",
                                              "can",
                                              "should",
                                              "shall",
                                              "must",
                                              "does",
                                              "do",
                                              "did",
                                              "also",
                                              "now",
                                              "not",
                                              "never",
                                              "still",
                                              "already",
                                              "recently",
                                              "reportedly",
                                              "currently",
                                              "only",
                                              "just",
                                              "then",
                                              "later",
                                              "first",
                                              "even",
                                              "further",
                                              "both",
                                              "each",
                                              "all",
                                              "long",
                                              "once",
                                              "soon",
                                              "today",
                                              "officially",
                                              "formally",
                                              "jointly",
                                              "initially",
                                              "actively",
                                              "heavily",
                                              "massively",
                                              "firmly",
                                              "primarily",
                                              "mainly",
                                              "largely",
                                              "to",
                                              "itself",
                                              "themselves",
                                              "again",
                                              "too",
                                              "instead",
                                              "alone",
                                              "together",
                                              "the",
                                              "a",
                                              "an",
                                              "its",
                                              "their",
                                              "his",
                                              "her",
                                              "'s",
                                              "n't",
                                              "clearly",
                                              "significantly",
                                              "particularly",
                                              "increasingly",
                                              "effectively",
                                              "已",
                                              "已经",
                                              "将",
                                              "也",
                                              "正",
                                              "正在",
                                              "还",
                                              "仍",
                                              "曾",
                                              "都",
                                              "均",
                                              "会",
                                              "要",
                                              "拟",
                                              "并",
                                              "又",
                                              "便",
                                              "就",
                                              "则",
                                              "不",
                                              "未",
                                              "并未",
                                              "随",
                                              "即",
                                              "大",
                                              "力",
                                              "积",
                                              "极",
                                              "率",
                                              "先",
                                              "共",
                                              "同",
                                              "经",
                                              "在",
                                              "着",
                                              "了",
                                              "更",
                                              "再",
                                              "另",
                                              "须"};
  return In(*kWords, word);
}

bool OpensClause(std::string_view word) {
  static const auto* const kWords = new Words{
      "while", "whereas", "but",   "although", "though", "because", "that", "which",  "who",
      "when",  "where",   "after", "before",   "if",     "so",      "as",   "how",    "whose",
      "since", "unless",  "until", "what",     "why",    "whether", "yet",  "however"};
  return In(*kWords, word);
}

bool EndsValue(std::string_view word) {
  return word == "while" || word == "whereas" || word == "but" || word == "although" ||
         word == "though" || word == "because" || word == "however";
}

bool IsRelative(std::string_view word) {
  return word == "which" || word == "who" || word == "that";
}

bool IsNegation(std::string_view word) {
  static const auto* const kWords =
      new Words{"not",     "never", "no",     "n't",     "neither", "nor",    "cannot", "didn't",
                "don't",   "won't", "hasn't", "haven't", "isn't",   "aren't", "wasn't", "doesn't",
                "without", "不",    "未",     "没",      "非",      "无"};
  return In(*kWords, word);
}

bool JoinsToName(std::string_view word) {
  return word == "based" || word == "led" || word == "backed" || word == "owned" ||
         word == "born" || word == "listed";
}

bool IsPronoun(std::string_view word) {
  static const auto* const kWords =
      new Words{"there", "he", "she", "we", "you", "i", "who", "these", "those"};
  return In(*kWords, word);
}

bool OpensNoNoun(std::string_view word) {
  static const auto* const kWords =
      new Words{"if",  "to",   "our", "my",   "your", "his", "her", "most", "some",
                "one", "much", "how", "what", "why",  "and", "or",  "but",  "plus"};
  return In(*kWords, word);
}

bool OpensNoHanNoun(std::string_view text) {
  for (const std::string_view word :
       {"其中", "却",   "特别", "如果", "既然", "相信", "甚至", "尤其", "由于", "因为", "虽然",
        "尽管", "但",   "而",   "并",   "且",   "当",   "随着", "通过", "根据", "按照", "对于",
        "关于", "至于", "为了", "除了", "只有", "只要", "无论", "即使", "此外", "同时", "目前",
        "近年", "今年", "去年", "明年", "这",   "那",   "他",   "她",   "我",   "你",   "人们",
        "另",   "再",   "更",   "也",   "就",   "才",   "还",   "又",   "最后", "自然", "终究",
        "双方", "各方", "全面", "始终", "广泛", "或者", "深入", "积极", "大力", "充分", "不断",
        "坚定", "使",   "令",   "让",   "共同", "着力", "切实", "稳步", "有效", "进而", "必将",
        "努力", "本次", "此次", "首先", "其次", "最终", "为此", "对此", "据",   "因此", "所以",
        "不过", "然而", "可以", "总之", "例如", "比如", "包括", "有的", "有些", "大家", "什么",
        "没有", "从而", "以便", "其",   "它",   "将",   "已",   "正",   "未",   "不",   "可",
        "均",   "能",   "会",   "基本", "初步", "必然", "影响", "有",   "近",   "年初", "接下来",
        "等",   "的",   "逐步", "受",   "仍",   "约",   "超",   "达",   "每"}) {
    if (!text.starts_with(word)) continue;
    // 当地, 其他 and 有轨电车 begin nouns.
    return !(word == "当" && (text.starts_with("当地") || text.starts_with("当局"))) &&
           !(word == "其" && text.starts_with("其他")) &&
           !(word == "有" && (text.starts_with("有轨") || text.starts_with("有色") ||
                              text.starts_with("有机") || text.starts_with("有关")));
  }
  return false;
}

bool JoinsList(std::string_view word) {
  static const auto* const kWords = new Words{"and", "or", "&",  ",",  "、", "和", "与",
                                              "及",  "跟", "以", "暨", "或", "as", "well"};
  return In(*kWords, word);
}

bool SpeaksForOwner(std::string_view noun, std::string_view owner_kind) {
  static const auto* const kOfEconomy =
      new Words{"government", "governments",  "administration", "leaders",
                "leadership", "policymakers", "authorities",    "regulators",
                "regulator",  "officials",    "approach",       "approaches",
                "policy",     "policies",     "strategy",       "strategies",
                "efforts",    "effort",       "push",           "drive",
                "model",      "system",       "economy",        "industry",
                "sector",     "state",        "parliament",     "ambition",
                "ambitions",  "development",  "goal",           "goals",
                "aim",        "target",       "regime",         "technology",
                "firms",      "companies",    "policymaker",    "lawmakers",
                "party",      "central",      "congress",       "capacity",
                "sectors",    "industries",   "chipmakers",     "labs",
                "makers",     "planners",     "framework",      "infrastructure",
                "speed",      "spending",     "government's"};
  static const auto* const kOfOthers = new Words{
      "model",      "models",    "platform",     "platforms",    "app",       "chatbot",
      "business",   "strategy",  "plan",         "plans",        "goal",      "goals",
      "aim",        "mission",   "objective",    "purpose",      "revenue",   "revenues",
      "sales",      "valuation", "budget",       "cost",         "workforce", "size",
      "investment", "funding",   "services",     "service",      "products",  "technology",
      "training",   "market",    "headquarters", "architecture", "backers",   "investors",
      "partners",   "members",   "participants", "system",       "team",      "target",
      "ambition",   "version"};
  return In(owner_kind == "economy" || owner_kind == "place" ? *kOfEconomy : *kOfOthers, noun);
}

bool NamesAnother(std::string_view noun) {
  static const auto* const kWords = new Words{
      "founder",      "co",           "cofounder",  "ceo",         "cfo",          "cto",
      "chief",        "executive",    "executives", "president",   "chairman",     "minister",
      "secretary",    "spokesperson", "spokesman",  "spokeswoman", "analyst",      "analysts",
      "researcher",   "researchers",  "parent",     "subsidiary",  "rival",        "rivals",
      "competitor",   "competitors",  "shares",     "stock",       "investor",     "users",
      "customers",    "employees",    "engineers",  "supplier",    "suppliers",    "owner",
      "director",     "professor",    "expert",     "experts",     "critics",      "report",
      "launch",       "release",      "success",    "decision",    "announcement", "embassy",
      "ambassador",   "breakthrough", "rise",       "embargo",     "tariffs",      "controls",
      "sanctions",    "restrictions", "ban",        "restriction", "export",       "students",
      "universities", "news",         "media"};
  return In(*kWords, noun);
}

std::string_view KindTakenUp(std::string_view noun) {
  struct Noun {
    std::string_view noun, kind;
  };
  static constexpr Noun kNouns[] = {
      {"it", "*"},
      {"they", "*"},
      {"it's", "*"},
      {"this", "*"},
      {"company", "organization"},
      {"firm", "organization"},
      {"startup", "organization"},
      {"group", "organization"},
      {"lab", "organization"},
      {"chipmaker", "organization"},
      {"agency", "organization"},
      {"ministry", "organization"},
      {"automaker", "organization"},
      {"country", "economy"},
      {"nation", "economy"},
      {"government", "economy"},
      {"plan", "initiative"},
      {"initiative", "initiative"},
      {"project", "initiative"},
      {"program", "initiative"},
      {"programme", "initiative"},
      {"fund", "initiative"},
      {"venture", "initiative"},
      {"act", "initiative"},
      {"law", "initiative"},
      {"strategy", "initiative"},
      {"scheme", "initiative"},
      {"bill", "initiative"},
      {"governments", "economy"},
      {"model", "model"},
      {"chatbot", "model"},
      {"其", "*"},
      {"它", "*"},
      {"该", "*"},
      {"他们", "*"},
      {"该公司", "organization"},
      {"公司", "organization"},
      {"该企业", "organization"},
      {"该机构", "organization"},
      {"该国", "economy"},
      {"政府", "economy"},
      {"各省政府", "economy"},
      {"地方政府", "economy"},
      {"中央政府", "economy"},
      {"我国", "economy"},
      {"该计划", "initiative"},
      {"该项目", "initiative"},
      {"该基金", "initiative"},
      {"基金", "initiative"},
      {"项目", "initiative"},
      {"计划", "initiative"},
      {"该法案", "initiative"},
      {"法案", "initiative"},
      {"该行动", "initiative"},
      {"该方案", "initiative"},
      {"该模型", "model"},
      {"模型", "model"},
  };
  static const auto* const kWords = [] {
    std::vector<std::string_view> words;
    for (const Noun& entry : kNouns) words.push_back(entry.noun);
    return new Words(words.data(), words.size());
  }();
  const int32_t at = kWords->Find(noun);
  return at < 0 ? std::string_view() : kNouns[at].kind;
}

const std::vector<std::string_view>& KindsTakenUp() {
  static const auto* const kKinds =
      new std::vector<std::string_view>{"economy", "organization", "initiative", "model"};
  return *kKinds;
}

const text::PhraseMatcher& ChineseTakenUp() {
  static const auto* const kMatcher = [] {
    std::vector<text::PhraseMatcher::Entry> entries;
    const auto add = [&](std::string_view noun, uint32_t kind) {
      for (const std::string_view pointer : {"该", "这项", "这一", "这个", "此项", "此", "上述"}) {
        entries.emplace_back(std::string(pointer) + std::string(noun), kind);
      }
    };
    for (const char* noun : {"国", "国家", "国政府"}) add(noun, 0);
    entries.emplace_back("我国", 0);
    for (const char* noun : {"公司", "企业", "机构", "集团", "银行", "厂商", "车企", "实验室"}) {
      add(noun, 1);
    }
    for (const char* noun : {"计划",   "项目", "基金", "法案", "方案", "政策", "行动", "规划",
                             "办法",   "工程", "战略", "法",   "文件", "专案", "倡议", "举措",
                             "修正案", "草案", "条例", "规定", "措施", "意见", "指南", "专项"}) {
      add(noun, 2);
    }
    // The short form of a document's own long title.
    for (const char* noun :
         {"行动方案", "行动计划", "实施方案", "若干措施", "若干政策", "实施意见"}) {
      entries.emplace_back(noun, 2);
    }
    for (const char* noun : {"模型", "大模型"}) add(noun, 3);
    return new text::PhraseMatcher(std::move(entries));
  }();
  return *kMatcher;
}

bool SpoilsInvestment(std::string_view folded) {
  static const auto* const kMatcher = [] {
    std::vector<text::PhraseMatcher::Entry> entries;
    for (const char* word : {"tariff",    "tariffs",  "goods",
                             "imports",   "exports",  "fine",
                             "fines",     "fined",    "loss",
                             "losses",    "revenue",  "revenues",
                             "profit",    "profits",  "debt",
                             "deficit",   "surplus",  "gdp",
                             "valuation", "valued",   "export",
                             "import",    "charge",   "penalty",
                             "tax",       "taxes",    "salary",
                             "earnings",  "income",   "backlog",
                             "lawsuit",   "damages",  "trade",
                             "duties",    "shares",   "sales",
                             "write",     "bonds",    "a year in revenue",
                             "关税",      "商品",     "带动",
                             "民间",      "罚款",     "亏损",
                             "营收",      "利润",     "债务",
                             "出口",      "进口",     "产值",
                             "市值",      "估值",     "销售额",
                             "贸易",      "收入",     "增加值",
                             "交易",      "赤字",     "税",
                             "贷款余额",  "生产总值", "经济损失"}) {
      entries.emplace_back(word, 0);
    }
    return new text::PhraseMatcher(std::move(entries));
  }();
  text::PhraseMatch match;
  return kMatcher->FindNext(folded, 0, &match);
}

bool SpeaksForOwnerInChinese(std::string_view text, std::string_view kind) {
  if (kind == "economy" || kind == "place") {
    return ContainsAny(
        text, {"政府", "当局", "战略", "政策", "模式", "计划", "目标", "产业", "企业", "发展",
               "做法", "行业", "经济", "部门", "策略", "路线", "方针", "领导", "央行", "公司",
               "愿景", "体制", "路径", "监管", "决策", "国会", "科技", "能力", "技术"});
  }
  return ContainsAny(text, {"模型", "产品", "平台", "业务", "营收", "收入", "估值", "市值", "员工",
                            "用户", "应用", "系统", "目标", "规模", "投资", "资金", "成本", "参数",
                            "版本", "服务", "总部", "资本", "股东", "宗旨", "使命", "任务"});
}

bool NamesAnotherInChinese(std::string_view text) {
  return ContainsAny(
      text,
      {"母公司", "创始人", "子公司", "总裁",     "首席", "董事长", "ceo",  "发言人", "股价", "股票",
       "创办人", "执行长", "高管",   "竞争对手", "用户", "分析师", "总理", "总统",   "部长", "主席",
       "学者",   "专家",   "研究员", "媒体",     "成功", "突破",   "地位", "大使",   "旗下"});
}

}  // namespace parallax::claim
