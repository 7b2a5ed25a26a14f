#include "ingest_service/claim/prose_han_words.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "core/text/phrase_matcher.h"
#include "ingest_service/discourse/speaker.h"

namespace parallax::claim {
namespace {

template <size_t kCount>
bool StartsWithAny(std::string_view text, const std::string_view (&words)[kCount]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return text.starts_with(word); });
}

template <size_t kCount>
bool EndsWithAny(std::string_view text, const std::string_view (&words)[kCount]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return text.ends_with(word); });
}

}  // namespace

size_t HanLead(std::string_view text) {
  static const auto* const kLeads = [] {
    std::vector<text::PhraseMatcher::Entry> entries;
    for (const char* lead :
         {"据不完全统计", "值得注意的是", "具体来看", "具体而言", "与此同时", "在此之前", "据统计",
          "数据显示",     "其中",         "目前",     "据悉",     "据了解",   "预计",     "同时",
          "此外",         "此前",         "另外",     "日前",     "近日",     "近期",     "今年",
          "去年",         "明年",         "今后",     "未来",     "当前",     "截至目前", "如今",
          "最终",         "因此",         "不过",     "然而",     "多年来",   "近年来",   "去年底",
          "年底",         "此次",         "对此",     "为此",     "而",       "但",       "且",
          "至此",         "随后",         "而且",     "但是",     "并且"}) {
      entries.emplace_back(lead, 0);
    }
    return new text::PhraseMatcher(std::move(entries));
  }();
  std::vector<text::PhraseMatch> leads;
  kLeads->FindAt(text, 0, &leads);
  return leads.empty() ? 0 : static_cast<size_t>(leads.back().end);
}

std::string_view WithoutHanAdverbs(std::string_view noun) {
  static constexpr std::string_view kAdverbs[] = {
      "有可能", "可能", "进一步", "各",   "都",   "也",   "还",   "又",   "再",   "就",   "则",
      "不",     "未",   "或",     "共",   "共计", "合计", "累计", "分别", "仍",   "仍然", "一直",
      "已经",   "正式", "首次",   "再次", "率先", "全部", "持续", "不断", "大幅", "逐步", "陆续",
      "普遍",   "平均", "明显",   "显著", "目前", "日前", "近日", "今年", "去年", "仅",   "约",
      "近",     "每年", "须",     "会",   "要",   "能",   "并",   "只",   "才",   "更",   "一般",
      "往往",   "均",   "最终",   "都在", "本身", "的",   "预计", "同样", "却",   "先后", "相继",
      "应",     "既",   "确实",   "其实", "依然", "早",   "微",   "略",   "小幅", "稳步", "完全",
      "有待",   "既然", "最快",   "最晚", "正"};
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view adverb : kAdverbs) {
      if (noun.size() <= adverb.size() || !noun.ends_with(adverb)) continue;
      noun.remove_suffix(adverb.size());
      cut = true;
    }
  }
  return noun;
}

bool HoldsNoHanNoun(std::string_view text) {
  for (const std::string_view word : {"了", "作为", "以及", "只有", "而", "哪", "把"}) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  // 国家以宪法…, but 以上, 以下 and 以色列.
  for (size_t at = text.find("以"); at != std::string_view::npos; at = text.find("以", at + 3)) {
    const std::string_view behind = text.substr(at + 3);
    const bool word = at > 0 && text.substr(0, at).ends_with("可");
    static constexpr std::string_view kNext[] = {"上", "下", "色", "内", "外", "太", "往"};
    if (!word && !StartsWithAny(behind, kNext)) return true;
  }
  return false;
}

bool IsHanMeasure(std::string_view noun) {
  static constexpr std::string_view kMeasures[] = {
      "规模", "成本", "收入", "产值", "比例", "比重",   "占比", "增速", "增幅", "面积", "价格",
      "投资", "资本", "资金", "里程", "长度", "寿命",   "周期", "期限", "效率", "利润", "份额",
      "排名", "水平", "支出", "开支", "营收", "营业额", "能力", "领域", "目标", "时间", "任务",
      "部分", "方面", "内容", "补贴", "补助", "强度",   "额",   "率",   "量",   "值",   "数",
      "费",   "期",   "价",   "度",   "上限", "总投",   "力度", "方式", "项目", "用户", "员工",
      "重点", "产能", "岁",   "年限", "对象", "范围",   "总部", "单价", "本质", "后果", "结果",
      "目的", "原因", "前提", "核心", "优势", "特点",   "宗旨", "名称", "来源"};
  return EndsWithAny(noun, kMeasures);
}

std::string_view WithoutHanMeasure(std::string_view noun) {
  if (!IsHanMeasure(noun)) return noun;
  constexpr size_t kLongestMeasure = 24;  // bytes
  constexpr size_t kShortestRest = 9;
  for (const std::string_view joint : {"年均", "日均", "月均", "平均", "人均", "的"}) {
    const size_t at = noun.rfind(joint);
    if (at == std::string_view::npos || at < kShortestRest || noun.size() - at > kLongestMeasure) {
      continue;
    }
    return noun.substr(0, at);
  }
  return noun;
}

bool HanNounSpeaksForName(std::string_view noun, std::string_view kind) {
  // Measures that are things of their own: 某地建设项目.
  static constexpr std::string_view kThings[] = {"项目", "时间", "用户", "员工", "领域", "部分",
                                                 "内容", "任务", "对象", "资金", "补贴", "补助",
                                                 "方式", "重点", "来源", "名称"};
  if (IsHanMeasure(noun) && !EndsWithAny(noun, kThings)) return true;
  if (kind == "economy" || kind == "place") {
    static constexpr std::string_view kOfPlaces[] = {
        "政府", "当局", "战略", "政策", "模式", "计划", "产业", "企业", "做法", "行业",
        "经济", "部门", "策略", "方针", "领导", "央行", "公司", "官方", "监管", "国会",
        "科技", "技术", "区域", "地区", "全市", "全省", "全境", "官员", "人口", "方面",
        "体制", "路线", "两地", "投资", "市场", "国内", "幅员"};
    return EndsWithAny(noun, kOfPlaces);
  }
  static constexpr std::string_view kOfOthers[] = {
      "模型", "产品", "平台", "业务", "估值", "市值", "应用",     "系统", "参数", "版本", "服务",
      "股东", "使命", "工程", "计划", "方案", "基金", "公司",     "集团", "方面", "官员", "总书记",
      "同志", "先生", "女士", "人",   "本人", "规划", "规划纲要", "行动", "战略", "团队"};
  return EndsWithAny(noun, kOfOthers);
}

bool IsHanTime(std::string_view noun) {
  static constexpr std::string_view kEnds[] = {"季", "季度", "年",   "月",  "日",
                                               "周", "期间", "时候", "以来"};
  return EndsWithAny(noun, kEnds);
}

bool IsHanAdverbial(std::string_view text) {
  static constexpr std::string_view kOpening[] = {
      "在",   "经",   "据",   "按照", "根据", "依据", "随着", "由于", "通过", "面对",
      "作为", "自",   "从",   "对于", "为了", "截至", "围绕", "针对", "受",   "到",
      "当",   "如果", "虽然", "除了", "除",   "为",   "尽管", "自从", "若",   "继"};
  static constexpr std::string_view kClosing[] = {"上", "下",   "中",   "后", "时",   "前",
                                                  "际", "期间", "以来", "起", "之间", "的"};
  while (text.ends_with(' ')) text.remove_suffix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  if (text.starts_with("受到") || text.starts_with("达到") || text.starts_with("为期"))
    return false;
  return StartsWithAny(text, kOpening) || EndsWithAny(text, kClosing);
}

size_t WholeCountryAt(std::string_view clause) {
  constexpr size_t kLongestTime = 40;  // bytes
  static constexpr std::string_view kTimes[] = {",",  "年", "月", "季度", "底", "末",
                                                "来", "间", "前", "日",   "期", "度"};
  static constexpr std::string_view kBodies[] = {"人民", "人大", "政协", "两会",   "各族",  "纪检",
                                                 "统一", "性",   "代表", "工商联", "总工会"};
  for (const std::string_view whole : {"全国", "全社会"}) {
    const size_t at = clause.find(whole);
    if (at > kLongestTime) continue;  // or nowhere
    if (at > 0 && !EndsWithAny(clause.substr(0, at), kTimes)) continue;
    if (!StartsWithAny(clause.substr(at + whole.size()), kBodies)) return at;
  }
  return std::string_view::npos;
}

bool IsHanDependent(std::string_view text) {
  static constexpr std::string_view kOpening[] = {"既然", "虽然", "尽管", "如果", "即使", "即便",
                                                  "由于", "因为", "倘若", "假如", "只要"};
  static constexpr std::string_view kClosing[] = {"前提下", "情况下", "基础上", "背景下",
                                                  "过程中", "的同时", "形势下", "条件下"};
  constexpr size_t kFarthest = 48;  // bytes before the word that opens
  while (text.ends_with(' ') || text.ends_with(',')) text.remove_suffix(1);
  if (EndsWithAny(text, kClosing)) return true;
  // One stretch, from its head or behind its subject.
  if (text.find(',') != std::string_view::npos) return false;
  return std::ranges::any_of(kOpening,
                             [&](std::string_view word) { return text.find(word) <= kFarthest; });
}

bool IsHanOffice(std::string_view text) {
  // Somebody does something there, or it is another's.
  for (const std::string_view mark : {",", "。", ";", ":", "在", "与", "和", "的", "将", "对", "由",
                                      "向", "为", "是", "“", "《"}) {
    if (text.find(mark) != std::string_view::npos) return false;
  }
  return discourse::EndsWithOffice(text);
}

}  // namespace parallax::claim
