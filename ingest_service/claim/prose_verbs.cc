#include "ingest_service/claim/prose_verbs.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string>

#include "core/text/phrase_matcher.h"
#include "core/text/word_set.h"
#include "ingest_service/claim/prose_han_noun.h"

namespace parallax::claim {
namespace {

using Words = text::WordSet;

const Words& Bases() {
  // Regular verbs, and the base form of others.
  static const auto* const kWords = new Words{
      "accelerate",  "accept",     "access",     "account",     "accuse",      "achieve",
      "acknowledge", "acquire",    "act",        "add",         "address",     "adopt",
      "advance",     "affect",     "agree",      "aim",         "allege",      "allocate",
      "allow",       "amount",     "announce",   "appear",      "apply",       "appoint",
      "approve",     "argue",      "arrive",     "ask",         "assemble",    "assess",
      "attend",      "attract",    "authorise",  "authorize",   "award",       "back",
      "ban",         "bar",        "base",       "begin",       "believe",     "belong",
      "benefit",     "blame",      "block",      "boast",       "boost",       "borrow",
      "brace",       "bring",      "build",      "buy",         "call",        "cap",
      "capture",     "carry",      "cater",      "cause",       "celebrate",   "challenge",
      "change",      "charge",     "choose",     "circulate",   "cite",        "claim",
      "clash",       "climb",      "close",      "collaborate", "collapse",    "collect",
      "combine",     "come",       "command",    "commit",      "compare",     "compete",
      "complain",    "complete",   "comprise",   "concern",     "conclude",    "conduct",
      "confirm",     "consider",   "consist",    "constitute",  "construct",   "contain",
      "continue",    "contribute", "control",    "convene",     "convert",     "cooperate",
      "cost",        "cover",      "create",     "cripple",     "criticize",   "curb",
      "cut",         "deal",       "decide",     "declare",     "decline",     "decrease",
      "dedicate",    "deepen",     "defend",     "define",      "delay",       "deliver",
      "demand",      "deny",       "depart",     "depend",      "deploy",      "derive",
      "describe",    "design",     "designate",  "develop",     "differ",      "diminish",
      "dip",         "direct",     "disclose",   "discuss",     "disrupt",     "distribute",
      "dominate",    "donate",     "double",     "downgrade",   "draw",        "drive",
      "drop",        "dwarf",      "earmark",    "earn",        "ease",        "eliminate",
      "embrace",     "emerge",     "emphasize",  "employ",      "enable",      "enact",
      "encourage",   "end",        "endorse",    "enforce",     "engage",      "enhance",
      "enjoy",       "ensure",     "enter",      "equip",       "escalate",    "establish",
      "estimate",    "evaluate",   "evolve",     "examine",     "exceed",      "exclude",
      "execute",     "exempt",     "exist",      "expand",      "expect",      "experience",
      "explain",     "exploit",    "explore",    "export",      "express",     "extend",
      "face",        "facilitate", "fail",       "fall",        "falter",      "favor",
      "favour",      "fear",       "feature",    "fight",       "file",        "finalize",
      "finance",     "find",       "finish",     "focus",       "follow",      "force",
      "forecast",    "form",       "foster",     "found",       "fund",        "gain",
      "gather",      "generate",   "get",        "give",        "go",          "govern",
      "grant",       "grow",       "guarantee",  "guide",       "hail",        "halt",
      "hamper",      "happen",     "have",       "help",        "herald",      "highlight",
      "hinder",      "hinge",      "hint",       "hire",        "hit",         "hold",
      "host",        "hover",      "hurt",       "identify",    "impact",      "implement",
      "import",      "impose",     "improve",    "include",     "incorporate", "increase",
      "incur",       "indicate",   "influence",  "inform",      "initiate",    "inject",
      "injure",      "innovate",   "insist",     "inspect",     "inspire",     "install",
      "integrate",   "intend",     "introduce",  "invent",      "invest",      "invite",
      "invoke",      "involve",    "issue",      "join",        "jump",        "keep",
      "kick",        "kill",       "know",       "lack",        "lag",         "land",
      "last",        "launch",     "lay",        "lead",        "lean",        "leave",
      "leverage",    "license",    "lift",       "limit",       "linger",      "link",
      "list",        "locate",     "look",       "loosen",      "lose",        "lower",
      "maintain",    "make",       "manage",     "mandate",     "manufacture", "mark",
      "match",       "mean",       "meet",       "merge",       "mobilize",    "modernise",
      "modernize",   "monitor",    "move",       "name",        "narrow",      "need",
      "negotiate",   "nominate",   "note",       "observe",     "obtain",      "occur",
      "offer",       "open",       "operate",    "oppose",      "order",       "organize",
      "outlaw",      "outline",    "outpace",    "outperform",  "outsell",     "outweigh",
      "overhaul",    "oversee",    "overtake",   "overturn",    "own",         "participate",
      "partner",     "pass",       "pause",      "pay",         "penalize",    "penetrate",
      "persist",     "pivot",      "plan",       "play",        "pledge",      "plunge",
      "position",    "postpone",   "pour",       "power",       "praise",      "predict",
      "prepare",     "present",    "press",      "prevent",     "price",       "prioritise",
      "prioritize",  "procure",    "produce",    "prohibit",    "project",     "promise",
      "promote",     "propose",    "prosper",    "protect",     "prove",       "provide",
      "publish",     "pull",       "purchase",   "pursue",      "push",        "put",
      "quit",        "raise",      "range",      "rank",        "reach",       "read",
      "realize",     "rebound",    "rebuild",    "receive",     "recognize",   "recommend",
      "record",      "recover",    "reduce",     "reflect",     "reform",      "refuse",
      "regain",      "regard",     "regulate",   "rein",        "reinforce",   "reject",
      "relax",       "release",    "relocate",   "rely",        "remain",      "remove",
      "renew",       "reopen",     "repeal",     "replace",     "report",      "represent",
      "require",     "research",   "resign",     "resist",      "respond",     "rest",
      "restore",     "restrict",   "result",     "resume",      "retain",      "retaliate",
      "retire",      "return",     "reveal",     "reverse",     "review",      "revise",
      "revive",      "ride",       "rise",       "roll",        "run",         "sanction",
      "save",        "say",        "scale",      "scrap",       "scrutinise",  "scrutinize",
      "secure",      "see",        "seek",       "seem",        "sell",        "send",
      "serve",       "set",        "settle",     "shape",       "share",       "shift",
      "ship",        "show",       "shrink",     "shut",        "sign",        "signal",
      "slash",       "slide",      "slip",       "slow",        "slump",       "soar",
      "spark",       "speak",      "specialize", "spend",       "sponsor",     "spur",
      "stabilise",   "stabilize",  "stall",      "stand",       "start",       "state",
      "stay",        "steer",      "stem",       "step",        "stimulate",   "stipulate",
      "stop",        "streamline", "strengthen", "stress",      "strike",      "strive",
      "struggle",    "stumble",    "submit",     "subsidise",   "subsidize",   "succeed",
      "suffer",      "suggest",    "supply",     "support",     "surge",       "surpass",
      "suspend",     "sustain",    "swell",      "take",        "talk",        "tally",
      "target",      "tax",        "teach",      "tell",        "tend",        "test",
      "think",       "threaten",   "thrive",     "throw",       "tie",         "tighten",
      "top",         "total",      "touch",      "tout",        "touted",      "trade",
      "trail",       "train",      "transfer",   "transform",   "trek",        "trigger",
      "triple",      "try",        "tumble",     "turn",        "undercut",    "undergo",
      "underline",   "undermine",  "underpin",   "understand",  "undertake",   "unite",
      "unlock",      "unveil",     "update",     "upgrade",     "urge",        "use",
      "value",       "vary",       "veto",       "view",        "vow",         "wage",
      "wait",        "waive",      "walk",       "want",        "warm",        "warn",
      "weaken",      "weigh",      "welcome",    "widen",       "win",         "withdraw",
      "work",        "worry",      "write",      "yield",
  };
  return *kWords;
}

const Words& Forms() {
  static const auto* const kWords = new Words{
      "am",        "are",       "aren't",  "be",       "became", "become",    "becomes",
      "been",      "began",     "begun",   "being",    "bought", "broadcast", "brought",
      "built",     "came",      "can",     "can't",    "cannot", "could",     "cut",
      "dealt",     "did",       "didn't",  "do",       "does",   "doesn't",   "don't",
      "drawn",     "drew",      "driven",  "drove",    "fallen", "fell",      "felt",
      "forbade",   "forecast",  "fought",  "found",    "gave",   "given",     "gone",
      "got",       "grew",      "grown",   "had",      "has",    "hasn't",    "have",
      "haven't",   "held",      "hit",     "hurt",     "i'm",    "is",        "isn't",
      "it's",      "kept",      "knew",    "known",    "laid",   "led",       "left",
      "lent",      "let",       "lost",    "made",     "may",    "meant",     "met",
      "might",     "must",      "outgrew", "overtook", "paid",   "put",       "ran",
      "read",      "relies",    "rely",    "risen",    "rose",   "said",      "saw",
      "seen",      "sent",      "set",     "shall",    "shook",  "should",    "shown",
      "shrank",    "shrunk",    "shut",    "sold",     "sought", "spent",     "spoke",
      "stood",     "struck",    "stuck",   "taken",    "taught", "that's",    "there's",
      "they're",   "they've",   "thought", "threw",    "told",   "took",      "understood",
      "undertook", "underwent", "was",     "wasn't",   "we're",  "we've",     "went",
      "were",      "weren't",   "will",    "withdrew", "won",    "won't",     "would",
      "written",   "wrote",
  };
  return *kWords;
}

bool IsBase(std::string_view word) { return Bases().Contains(word); }

// "plans", "planned", "relied", "uses", "passes": a form of a base.
bool IsRegularForm(std::string_view word) {
  const auto without = [&](size_t tail) { return word.substr(0, word.size() - tail); };
  if (word.ends_with("ies") && word.size() > 4) return IsBase(std::string(without(3)) + "y");
  if (word.ends_with("ied") && word.size() > 4) return IsBase(std::string(without(3)) + "y");
  if (word.ends_with("es") && IsBase(without(2))) return true;
  if (word.ends_with("s") && IsBase(without(1))) return true;
  if (!word.ends_with("ed") || word.size() < 4) return false;
  if (IsBase(without(2)) || IsBase(without(1))) return true;
  return word.size() > 5 && word[word.size() - 3] == word[word.size() - 4] && IsBase(without(3));
}

text::PhraseMatcher MatcherOf(std::initializer_list<const char*> words) {
  std::vector<text::PhraseMatcher::Entry> entries;
  for (const char* word : words) entries.emplace_back(word, 0);
  return text::PhraseMatcher(std::move(entries));
}

const text::PhraseMatcher& ChineseVerbs() {
  static const auto* const kMatcher = new text::PhraseMatcher(MatcherOf({
      "上升", "上市", "上调", "下发",   "下调", "下降", "主导", "举办", "举行", "亏损", "仍",
      "任命", "优化", "会见", "位于",   "位居", "使用", "依赖", "促进", "保持", "保障", "停止",
      "停运", "入选", "公布", "共计",   "兴建", "具有", "减少", "出口", "出台", "出席", "出资",
      "列入", "创造", "制定", "制裁",   "制造", "加入", "加大", "加强", "加征", "加快", "动土",
      "动工", "募集", "包括", "占全球", "占据", "占比", "印发", "参与", "反对", "发展", "发布",
      "发起", "取消", "受到", "召开",   "合作", "合计", "启动", "启用", "吸引", "呼吁", "围绕",
      "坚持", "培育", "增加", "增强",   "增至", "增长", "奖励", "威胁", "完成", "实施", "实现",
      "审查", "宣布", "导致", "将",     "尚未", "属于", "巩固", "已",   "带动", "并未", "应对",
      "应当", "应用", "建成", "建立",   "建设", "开发", "开始", "开展", "开工", "开放", "引导",
      "引进", "强化", "强调", "形成",   "影响", "征收", "成为", "成立", "打造", "扩产", "扩大",
      "扩展", "扩建", "批准", "承建",   "承诺", "把握", "投产", "投入", "投资", "投运", "拟",
      "拥有", "持有", "指出", "损害",   "排名", "推出", "推动", "推进", "推迟", "提供", "提出",
      "提升", "提高", "支持", "支援",   "收紧", "收购", "改革", "放宽", "是",   "暂停", "有望",
      "服务", "未能", "来自", "构建",   "核定", "没有", "涵盖", "深化", "牵头", "生产", "用于",
      "盈利", "监管", "瞄准", "研发",   "确保", "禁止", "突破", "筹集", "签约", "签署", "签订",
      "管理", "组织", "给予", "维持",   "缺乏", "聚焦", "获",   "获得", "落后", "落地", "落实",
      "融资", "补助", "补贴", "表示",   "被",   "要求", "覆盖", "解决", "警告", "计划", "认为",
      "认定", "认缴", "设有", "设立",   "访问", "调升", "调整", "调查", "调降", "负责", "购买",
      "贯彻", "资助", "超过", "达到",   "达成", "运营", "进入", "进口", "退出", "通过", "造成",
      "遭",   "避免", "部署", "采用",   "采购", "量产", "销售", "防止", "降低", "限制", "需要",
      "面临", "颁布", "预期", "预计",   "领先", "鼓励", "努力", "力争", "争取", "旨在", "力求",
      "力图", "遇到", "擘画", "面向",   "追赶",
  }));
  return *kMatcher;
}

}  // namespace

bool IsAuxiliary(std::string_view word) {
  static const auto* const kWords = new Words{
      "am",     "are",  "aren't",  "be",   "been",    "being",   "can",   "can't", "cannot",
      "could",  "did",  "didn't",  "do",   "does",    "doesn't", "don't", "had",   "has",
      "hasn't", "have", "haven't", "is",   "isn't",   "may",     "might", "must",  "shall",
      "should", "was",  "wasn't",  "were", "weren't", "will",    "won't", "would",
  };
  return kWords->Contains(word);
}

bool IsVerb(std::string_view word) {
  return Forms().Contains(word) || IsBase(word) || IsRegularForm(word);
}

int64_t ChineseVerbBegin(std::string_view text) {
  text::PhraseMatch match;
  return ChineseVerbs().FindNext(text, 0, &match) ? match.begin : -1;
}

bool IsChineseVerb(std::string_view text) {
  text::PhraseMatch match;
  return ChineseVerbs().FindNext(text, 0, &match) && match.begin == 0 &&
         match.end == static_cast<int64_t>(text.size());
}

bool HasChineseVerb(std::string_view text) { return ChineseVerbBegin(text) >= 0; }

bool HasFirmChineseVerb(std::string_view text) {
  // Verbs that a noun is as often made of: 数据中心建设项目, 出口企业.
  static const auto* const kNominal = new Words{
      "出口", "制造", "发展", "合作", "应用", "建设", "开发", "开放", "影响", "投资",
      "投入", "改革", "服务", "创造", "生产", "监管", "研发", "管理", "组织", "融资",
      "补助", "补贴", "计划", "调查", "资助", "运营", "进口", "部署", "采购", "销售",
      "签约", "制裁", "部署", "突破", "保障", "奖励", "来自",
  };
  text::PhraseMatch match;
  for (int64_t at = 0; ChineseVerbs().FindNext(text, at, &match); at = match.end) {
    if (!kNominal->Contains(text.substr(match.begin, match.end - match.begin))) {
      return true;
    }
  }
  return false;
}

int64_t ChineseSubjectEnd(std::string_view text) {
  static const auto* const kMatcher = new text::PhraseMatcher(MatcherOf({
      "上升", "下降", "不得", "不超过", "主要", "也",   "仍",   "位于", "促进",   "具有", "减少",
      "包括", "受到", "可以", "启动",   "均",   "增加", "增长", "完成", "实现",   "宣布", "导致",
      "将",   "属于", "已",   "已经",   "应当", "开始", "总计", "成为", "成立于", "拟",   "拥有",
      "推动", "提出", "提升", "提高",   "是",   "最高", "来自", "正在", "没有",   "用于", "累计",
      "约为", "能够", "获得", "表示",   "被",   "超过", "达到", "重点", "需要",   "面临", "预估",
      "预期", "预计", "高达", "为",     "不足", "分别", "享受", "设立", "推出",   "印发", "建成",
      "举行", "举办", "采用", "涵盖",   "覆盖", "出台", "遭遇", "增至", "降至",   "升至", "跌至",
      "达",   "共有", "设有", "须",     "可获", "可享", "有望", "仅",   "签署",   "同比", "必须",
      "停运", "投产", "动工", "开工",   "量产", "上路", "落地", "迎来", "承诺",   "呼吁", "批准",
      "持有", "应该", "不应", "不再",
  }));
  static constexpr std::string_view kNotFor[] = {"因", "作", "认", "成", "以", "行", "人", "视",
                                                 "列", "称", "定", "更", "较", "极", "尤", "颇"};
  static constexpr std::string_view kNotEven[] = {"平", "人", "年", "月", "日", "户"};
  const auto follows = [&](int64_t at, const auto& heads) {
    return std::any_of(std::begin(heads), std::end(heads), [&](std::string_view head) {
      return text.substr(0, static_cast<size_t>(at)).ends_with(head);
    });
  };
  text::PhraseMatch match;
  for (int64_t at = 0; kMatcher->FindNext(text, at, &match); at = match.end) {
    const std::string_view word = text.substr(match.begin, match.end - match.begin);
    // 认为, 为了 and 平均 end no subject.
    if (word == "为" &&
        (follows(match.begin, kNotFor) || text.substr(match.end).starts_with("了"))) {
      continue;
    }
    if (word == "均" && follows(match.begin, kNotEven)) continue;
    if (word == "是" && follows(match.begin, std::initializer_list<std::string_view>{
                                                 "但", "于", "还", "只", "就", "正"})) {
      continue;
    }
    if (IsPieceOfHanNoun(text, match.begin, match.end)) continue;
    return match.begin;
  }
  return -1;
}

}  // namespace parallax::claim
