#include "ingest_service/claim/prose_han_words.h"

#include <array>
#include <utility>
#include <vector>

#include "core/text/phrase_matcher.h"

namespace parallax::claim {

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
  static constexpr std::array kAdverbs = {
      std::string_view("有可能"), std::string_view("可能"), std::string_view("进一步"),
      std::string_view("各"),     std::string_view("都"),   std::string_view("也"),
      std::string_view("还"),     std::string_view("又"),   std::string_view("再"),
      std::string_view("就"),     std::string_view("则"),   std::string_view("不"),
      std::string_view("未"),     std::string_view("或"),   std::string_view("共"),
      std::string_view("共计"),   std::string_view("合计"), std::string_view("累计"),
      std::string_view("分别"),   std::string_view("仍"),   std::string_view("仍然"),
      std::string_view("一直"),   std::string_view("已经"), std::string_view("正式"),
      std::string_view("首次"),   std::string_view("再次"), std::string_view("率先"),
      std::string_view("全部"),   std::string_view("持续"), std::string_view("不断"),
      std::string_view("大幅"),   std::string_view("逐步"), std::string_view("陆续"),
      std::string_view("普遍"),   std::string_view("平均"), std::string_view("明显"),
      std::string_view("显著"),   std::string_view("目前"), std::string_view("日前"),
      std::string_view("近日"),   std::string_view("今年"), std::string_view("去年"),
      std::string_view("仅"),     std::string_view("约"),   std::string_view("近"),
      std::string_view("每年"),   std::string_view("须"),   std::string_view("会"),
      std::string_view("要"),     std::string_view("能"),   std::string_view("并"),
      std::string_view("只"),     std::string_view("才"),   std::string_view("更"),
      std::string_view("一般"),   std::string_view("往往"), std::string_view("均"),
      std::string_view("最终"),   std::string_view("都在"), std::string_view("本身"),
      std::string_view("的"),     std::string_view("预计"), std::string_view("同样"),
      std::string_view("却"),     std::string_view("先后"), std::string_view("相继"),
      std::string_view("应"),     std::string_view("既"),   std::string_view("确实"),
      std::string_view("其实"),   std::string_view("依然"), std::string_view("早"),
      std::string_view("微"),     std::string_view("略"),   std::string_view("小幅"),
      std::string_view("稳步"),   std::string_view("完全"), std::string_view("有待"),
      std::string_view("既然"),   std::string_view("最快"), std::string_view("最晚"),
      std::string_view("正")};
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
    bool word = at > 0 && text.substr(0, at).ends_with("可");
    for (const std::string_view next : {"上", "下", "色", "内", "外", "太", "往"}) {
      word |= behind.starts_with(next);
    }
    if (!word) return true;
  }
  return false;
}

bool IsHanMeasure(std::string_view noun) {
  static constexpr std::array kMeasures = {
      std::string_view("规模"),   std::string_view("成本"), std::string_view("收入"),
      std::string_view("产值"),   std::string_view("比例"), std::string_view("比重"),
      std::string_view("占比"),   std::string_view("增速"), std::string_view("增幅"),
      std::string_view("面积"),   std::string_view("价格"), std::string_view("投资"),
      std::string_view("资本"),   std::string_view("资金"), std::string_view("里程"),
      std::string_view("长度"),   std::string_view("寿命"), std::string_view("周期"),
      std::string_view("期限"),   std::string_view("效率"), std::string_view("利润"),
      std::string_view("份额"),   std::string_view("排名"), std::string_view("水平"),
      std::string_view("支出"),   std::string_view("开支"), std::string_view("营收"),
      std::string_view("营业额"), std::string_view("能力"), std::string_view("领域"),
      std::string_view("目标"),   std::string_view("时间"), std::string_view("任务"),
      std::string_view("部分"),   std::string_view("方面"), std::string_view("内容"),
      std::string_view("补贴"),   std::string_view("补助"), std::string_view("强度"),
      std::string_view("额"),     std::string_view("率"),   std::string_view("量"),
      std::string_view("值"),     std::string_view("数"),   std::string_view("费"),
      std::string_view("期"),     std::string_view("价"),   std::string_view("度"),
      std::string_view("上限"),   std::string_view("总投"), std::string_view("力度"),
      std::string_view("方式"),   std::string_view("项目"), std::string_view("用户"),
      std::string_view("员工"),   std::string_view("重点"), std::string_view("产能"),
      std::string_view("岁"),     std::string_view("年限"), std::string_view("对象"),
      std::string_view("范围"),   std::string_view("总部"), std::string_view("单价"),
      std::string_view("本质"),   std::string_view("后果"), std::string_view("结果"),
      std::string_view("目的"),   std::string_view("原因"), std::string_view("前提"),
      std::string_view("核心"),   std::string_view("优势"), std::string_view("特点"),
      std::string_view("宗旨"),   std::string_view("名称"), std::string_view("来源")};
  for (const std::string_view measure : kMeasures) {
    if (noun.ends_with(measure)) return true;
  }
  return false;
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

bool IsHanTime(std::string_view noun) {
  for (const std::string_view end :
       {"季", "季度", "年", "月", "日", "周", "期间", "时候", "以来"}) {
    if (noun.ends_with(end)) return true;
  }
  return false;
}

bool IsHanAdverbial(std::string_view text) {
  static constexpr std::array kOpening = {
      std::string_view("在"),   std::string_view("经"),   std::string_view("据"),
      std::string_view("按照"), std::string_view("根据"), std::string_view("依据"),
      std::string_view("随着"), std::string_view("由于"), std::string_view("通过"),
      std::string_view("面对"), std::string_view("作为"), std::string_view("自"),
      std::string_view("从"),   std::string_view("对于"), std::string_view("为了"),
      std::string_view("截至"), std::string_view("围绕"), std::string_view("针对"),
      std::string_view("受"),   std::string_view("到"),   std::string_view("当"),
      std::string_view("如果"), std::string_view("虽然"), std::string_view("除了"),
      std::string_view("除"),   std::string_view("为"),   std::string_view("尽管"),
      std::string_view("自从"), std::string_view("若"),   std::string_view("继")};
  static constexpr std::array kClosing = {
      std::string_view("上"), std::string_view("下"),   std::string_view("中"),
      std::string_view("后"), std::string_view("时"),   std::string_view("前"),
      std::string_view("际"), std::string_view("期间"), std::string_view("以来"),
      std::string_view("起"), std::string_view("之间")};
  while (text.ends_with(' ')) text.remove_suffix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  if (text.starts_with("受到") || text.starts_with("达到") || text.starts_with("为期"))
    return false;
  for (const std::string_view word : kOpening) {
    if (text.starts_with(word)) return true;
  }
  for (const std::string_view word : kClosing) {
    if (text.ends_with(word)) return true;
  }
  return false;
}

}  // namespace parallax::claim
