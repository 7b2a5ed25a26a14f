#include "ingest_service/link/running_names.h"

#include <algorithm>
#include <bitset>
#include <cctype>
#include <map>
#include <utility>

namespace parallax::link {
namespace {

#include "ingest_service/link/person_words.inc"

constexpr int kMostCharacters = 20;  // of a name before its suffix
constexpr size_t kHanBytes = 3;

// Where a name may end: what stands behind it, besides punctuation and the end.
constexpr std::string_view kMayFollow[] = {
    "的", "和", "与", "與", "及", "在", "于", "於", "将", "將", "为", "為", "等", "是", "已", "对",
    "對", "向", "从", "從", "就", "也", "又", "都", "均", "则", "則", "由", "被", "把", "以", "至",
    "因", "并", "並", "或", "之", "表", "称", "稱", "说", "說", "指", "宣", "发", "發", "推", "启",
    "啟", "成", "联", "聯", "共", "合", "签", "簽", "投", "出", "获", "獲", "设", "設", "计", "計",
    "提", "公", "去", "今", "昨", "近", "日", "还", "還", "正", "曾", "可", "有", "拥", "擁", "旗",
    "主", "负", "負", "认", "認", "强", "強", "介", "透", "副", "董", "总", "總", "首", "院", "教",
    "研", "分", "专", "專", "党", "黨", "书", "書", "党", "系", "则", "表", "率", "致", "会", "會",
    "完", "通", "参", "參", "牵", "牽", "承", "印", "印", "此", "所", "作", "集", "坦", "回", "警",
    "呼", "告", "直", "建", "预", "預", "补", "補", "上", "亦", "拟", "擬", "仍", "未",
};
// Where a name in running text may not begin before.
constexpr std::string_view kBreaking[] = {
    "的", "了", "在", "是", "将", "將", "把", "被", "与", "與", "等", "由", "向", "从", "從",
    "据", "據", "让", "讓", "使", "及", "或", "而", "但", "并", "並", "以", "给", "給", "于",
    "於", "到", "有", "个", "個", "家", "名", "位", "该", "該", "其", "这", "這", "那", "各",
    "某", "我", "他", "她", "它", "们", "們", "又", "也", "都", "均", "因", "如", "若", "则",
    "則", "随", "隨", "经", "被", "就", "自", "多", "所", "称", "稱", "为", "為", "对", "對",
};
// Words within names that have one of those characters.
constexpr std::string_view kWithin[] = {
    "经济", "經濟", "经营", "經營", "经贸", "經貿", "经信",   "經信", "经开", "經開", "国家",
    "國家", "数据", "數據", "成都", "首都", "国有", "國有",   "有限", "有色", "自然", "自动",
    "自動", "自治", "自主", "自贸", "自貿", "基因", "对外",   "對外", "其他", "家电", "家電",
    "家居", "茂名", "张家", "个人", "個人", "多媒", "科学家", "使馆", "使館",
};
// A body of the province, city or county that the page is of: 省财政厅, but not 市场监管局.
constexpr std::string_view kHere[] = {"省", "市", "县", "縣", "自治区", "自治區"};
constexpr std::string_view kNotHere[] = {"市场", "市場", "市民", "市值", "市内", "市區", "市区",
                                         "市级", "市級", "省级", "省級", "县级", "縣級", "省内",
                                         "市中", "市政", "省会", "省會", "市外", "省外", "市售"};
// Verbs and adverbs that are no part of the name that follows them.
constexpr std::string_view kLeadIns[] = {
    "获得", "獲得", "成立", "联合", "聯合", "宣布", "宣佈", "包括", "通过", "通過", "根据", "根據",
    "来自", "來自", "隶属", "隸屬", "加入", "委托", "委託", "协同", "協同", "组建", "組建", "设立",
    "設立", "建设", "建設", "支持", "参与", "參與", "依托", "依託", "其中", "以及", "例如", "比如",
    "分别", "分別", "目前", "同时", "同時", "此外", "另外", "近日", "日前", "今年", "去年", "当天",
    "當天", "随后", "隨後", "投资", "投資", "收购", "收購", "出席", "担任", "擔任", "曾任", "现任",
    "現任", "原任", "前往", "走进", "走進", "推动", "推動", "推进", "推進", "打造", "引进", "引進",
    "指导", "指導", "以来", "以來", "会同", "會同", "联手", "聯手", "携手", "攜手", "按照", "依照",
    "作为", "作為", "属于", "屬於", "位于", "位於", "还有", "還有", "主要", "涉及", "承担", "承擔",
    "推出", "发布", "發布", "發佈", "印发", "印發", "出台", "启动", "啟動", "实施", "實施", "宣布",
    "公布", "公佈", "计划", "計畫", "开展", "開展", "加快", "新建", "落实", "落實", "本市", "本省",
    "全市", "全省", "我市", "我省", "力争", "确保", "打好", "建成", "建立", "负责", "負責", "时任",
    "時任", "入选", "入選", "登陆", "登陸",
};
// Words that describe and do not name: nothing but these before a suffix is no name.
constexpr std::string_view kCommon[] = {
    "国有",   "國有",   "商业", "商業",   "大型",     "中小",     "地方",   "相关", "相關",
    "有关",   "有關",   "民营", "民營",   "上市",     "科技",     "互联网", "網路", "外资",
    "外資",   "龙头",   "龍頭", "头部",   "頭部",     "初创",     "新創",   "本土", "国内",
    "國內",   "海外",   "境外", "境内",   "知名",     "领先",     "領先",   "重点", "重點",
    "传统",   "傳統",   "新兴", "新興",   "人工智能", "人工智慧", "芯片",   "晶片", "半导体",
    "半導體", "汽车",   "汽車", "机器人", "機器人",   "产业",     "產業",   "企业", "企業",
    "行业",   "行業",   "技术", "技術",   "创新",     "創新",     "战略",   "戰略", "重大",
    "国家级", "國家級", "国家", "國家",   "省级",     "省級",     "市级",   "市級", "全国",
    "全國",   "世界",   "一流", "高水平", "高等",     "综合",     "綜合",   "专业", "專業",
    "研究",   "科研",   "金融", "投资",   "投資",     "证券",     "證券",   "中央", "政策性",
    "股份制", "村镇",   "民间", "民間",   "公共",     "社会",     "社會",   "基层", "基層",
    "联合",   "聯合",   "开放", "開放",   "共性",     "关键",     "關鍵",   "新型", "自主",
    "独立",   "獨立",   "大",   "小",     "新",       "老",       "双",     "雙",   "主",
    "总",     "總",     "分",   "子",     "母",       "工程",     "数据",   "數據", "能源",
    "电力",   "電力",   "医疗", "醫療",   "教育",     "制造",     "製造",   "全球", "国际",
    "國際",   "跨国",   "跨國", "军工",   "軍工",     "实体",     "實體",   "现代", "現代",
    "试点",   "試點",   "示范", "示範",   "特色",     "优势",     "優勢",   "骨干", "骨幹",
    "核心",   "领军",   "領軍", "上游",   "下游",     "区域",     "區域",   "性",   "型",
    "级",     "級",     "类",   "類",
};
// Bodies whose names have 和 within (发展和改革委员会).
constexpr std::string_view kGovernmentEnds[] = {"委员会", "委員會", "局", "厅", "廳", "署"};

// Words that end as an administration does and are none.
constexpr std::string_view kNoAdministrations[] = {
    "布局", "佈局", "格局", "结局", "結局", "全局", "大局", "时局", "時局", "政局", "变局", "變局",
    "僵局", "部署", "签署", "簽署", "客厅", "客廳", "餐厅", "餐廳", "大厅", "大廳", "展厅", "展廳",
};
// What a company is called before its name: 芯片企业某某公司.
constexpr std::string_view kCalled[] = {"企业", "企業", "公司", "厂商", "廠商", "机构", "機構",
                                        "券商", "作者", "平台", "旗下", "成立", "设立", "設立",
                                        "组建", "組建", "籌設", "籌建", "建置", "打造", "启用",
                                        "啟用", "建设", "建設", "兴建", "興建", "新建"};

// A set of Han characters.
class CharacterSet {
 public:
  template <size_t N>
  explicit CharacterSet(const std::string_view (&characters)[N]) {
    for (std::string_view character : characters) {
      if (character.size() >= kHanBytes) bits_.set(CodePoint(character.data()));
    }
  }
  // Whether the set has the character of three bytes at `at`.
  bool Has(std::string_view text, size_t at) const { return bits_.test(CodePoint(&text[at])); }

 private:
  static size_t CodePoint(const char* bytes) {
    const auto* const u = reinterpret_cast<const unsigned char*>(bytes);
    return static_cast<size_t>((u[0] & 0x0F) << 12 | (u[1] & 0x3F) << 6 | (u[2] & 0x3F));
  }
  std::bitset<0x10000> bits_;
};

const CharacterSet& MayFollow() {
  static const auto& set = *new CharacterSet(kMayFollow);
  return set;
}
const CharacterSet& Breaking() {
  static const auto& set = *new CharacterSet(kBreaking);
  return set;
}
const CharacterSet& Surnames() {
  static const auto& set = *new CharacterSet(kSurnames);
  return set;
}
const CharacterSet& NotInNames() {
  static const auto& set = *new CharacterSet(kNotInNames);
  return set;
}
// What no name ends with.
constexpr std::string_view kNeverInNames[] = {
    "的", "了", "在", "是", "和", "与", "與", "及", "等", "对", "對", "也", "还", "還", "则", "則",
    "均", "都", "已", "将", "將", "曾", "又", "再", "就", "不", "未", "可", "能", "要", "应", "應",
    "会", "會", "们", "們", "于", "於", "从", "從", "向", "由", "被", "把", "所", "者", "表", "指",
    "说", "說", "称", "稱", "今", "昨", "日", "月", "年", "人", "员", "員", "任", "长", "長", "部",
};
const CharacterSet& NeverInNames() {
  static const auto& set = *new CharacterSet(kNeverInNames);
  return set;
}
// First characters of kLeadIns: what most names do not begin with.
const CharacterSet& LeadIns() {
  static const auto& set = *new CharacterSet(kLeadIns);
  return set;
}

// The same of kCommon and kCalled.
const CharacterSet& CommonBegins() {
  static const auto& set = *new CharacterSet(kCommon);
  return set;
}
const CharacterSet& CalledBegins() {
  static const auto& set = *new CharacterSet(kCalled);
  return set;
}

template <size_t N>
bool In(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool IsHan(std::string_view text, size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  return c >= 0xE4 && c <= 0xE9 && at + kHanBytes <= text.size();  // U+4000 to U+9FFF
}

std::string_view CharacterBefore(std::string_view text, size_t at) {
  size_t begin = at;
  while (begin > 0 && at - begin < 4) {
    --begin;
    if ((static_cast<unsigned char>(text[begin]) & 0xC0) != 0x80) break;
  }
  return text.substr(begin, at - begin);
}

// Whether the character at `at` is the first or the last of one of kWithin.
bool StandsWithin(std::string_view text, size_t at) {
  const std::string_view ahead = text.substr(at);
  const std::string_view behind = text.substr(0, at + kHanBytes);
  return std::any_of(std::begin(kWithin), std::end(kWithin), [&](std::string_view word) {
    return ahead.starts_with(word) || behind.ends_with(word);
  });
}

// Where "(上海)" begins that ends at `end`, the seat within a company's name; `end` when none does.
size_t SeatBegin(std::string_view text, size_t end) {
  const std::string_view before = text.substr(0, end);
  const bool wide = before.ends_with("）");
  if (!wide && !before.ends_with(")")) return end;
  size_t at = end - (wide ? kHanBytes : 1);
  for (int characters = 0; characters < 5; ++characters) {
    if (characters >= 2 && text.substr(0, at).ends_with("(")) return at - 1;
    if (characters >= 2 && text.substr(0, at).ends_with("（")) return at - kHanBytes;
    if (at < kHanBytes || !IsHan(text, at - kHanBytes)) break;
    at -= kHanBytes;
  }
  return end;
}

bool IsOfHere(std::string_view own) {
  const auto begins = [&](std::string_view word) { return own.starts_with(word); };
  return std::any_of(std::begin(kHere), std::end(kHere), begins) &&
         std::none_of(std::begin(kNotHere), std::end(kNotHere), begins);
}

bool MayEndAt(std::string_view text, size_t at) {
  if (at >= text.size()) return true;
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) return std::isalnum(c) == 0;
  return !IsHan(text, at) || MayFollow().Has(text, at);
}

// Whether nothing but describing words makes up `words`.
bool AllCommon(std::string_view words) {
  while (!words.empty()) {
    if (!IsHan(words, 0) || !CommonBegins().Has(words, 0)) return false;
    size_t longest = 0;
    for (std::string_view common : kCommon) {
      if (common.size() > longest && words.starts_with(common)) longest = common.size();
    }
    if (longest == 0) return false;
    words.remove_prefix(longest);
  }
  return true;
}

struct Word {
  size_t begin = 0;
  size_t end = 0;
};

bool IsNameByte(std::string_view text, size_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (std::isalpha(c) != 0 || (c >= 0xC3 && c <= 0xC9)) return true;
  if ((c & 0xC0) == 0x80 && i > 0) {
    const auto lead = static_cast<unsigned char>(text[i - 1]);
    return lead >= 0xC3 && lead <= 0xC9;
  }
  return c == '-' && i > 0 && i + 1 < text.size() &&
         std::isupper(static_cast<unsigned char>(text[i + 1])) != 0;
}

// The capitalized word at `at`, or an initial with its full stop; empty when there is none.
Word NameWordAt(std::string_view text, size_t at) {
  if (at >= text.size()) return {};
  const auto c = static_cast<unsigned char>(text[at]);
  const bool capital = std::isupper(c) != 0 || (c == 0xC3 && at + 1 < text.size() &&
                                                static_cast<unsigned char>(text[at + 1]) <= 0x9E);
  if (!capital) return {};
  size_t end = at;
  bool lower = false;
  while (end < text.size() && end - at < 40 && IsNameByte(text, end)) {
    lower = lower || std::islower(static_cast<unsigned char>(text[end])) != 0 ||
            static_cast<unsigned char>(text[end]) >= 0x80;
    ++end;
  }
  if (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) return {};
  if (end - at == 1) {  // an initial
    if (end >= text.size() || text[end] != '.') return {};
    return {at, end + 1};
  }
  return lower ? Word{at, end} : Word{};  // an abbreviation is no part of a name
}

// Capitalized words that follow a person's name or title and are no part of it.
constexpr std::string_view kNoSurnames[] = {
    "Inc",        "Corp",     "Ltd",      "University", "Institute", "Street",    "Avenue",
    "Park",       "Bank",     "School",   "College",    "Hospital",  "Award",     "Prize",
    "Day",        "Center",   "Centre",   "Act",        "Plan",      "Fund",      "Foundation",
    "Group",      "Capital",  "Partners", "Minister",   "President", "Secretary", "Director",
    "General",    "Officer",  "Chairman", "Chief",      "The",       "In",        "On",
    "At",         "And",      "Of",       "For",        "With",      "Monday",    "Tuesday",
    "Wednesday",  "Thursday", "Friday",   "Saturday",   "Sunday",    "January",   "February",
    "March",      "April",    "June",     "July",       "August",    "September", "October",
    "November",   "December", "State",    "Defense",    "Defence",   "Commerce",  "Treasury",
    "Energy",     "Office",   "House",    "Senate",     "Congress",  "Ministry",  "Department",
    "Commission", "Says",     "Said",     "Is",         "Has",       "Will",      "Was",
    "To",         "From",     "By",
};

// One to three name words from `at`; its end, or `at` when they make no name. A run that goes on is
// a title or a longer name, and none.
size_t NameEnd(std::string_view text, size_t at, int least) {
  size_t end = at;
  int words = 0;
  int whole = 0;
  for (size_t next = at; words < 4;) {
    const Word word = NameWordAt(text, next);
    if (word.end == 0) break;
    const std::string_view written = text.substr(word.begin, word.end - word.begin);
    if (In(kNoSurnames, written)) return at;
    ++words;
    if (!written.ends_with('.')) {
      ++whole;
      end = word.end;
    }
    next = word.end;
    if (next + 1 >= text.size() || text[next] != ' ') break;
    ++next;
  }
  return words <= 3 && whole >= least ? end : at;
}

bool CapitalizedWordEndsAt(std::string_view text, size_t end) {
  size_t begin = end;
  while (begin > 0 && end - begin < 40 && IsNameByte(text, begin - 1)) --begin;
  return begin < end && std::isupper(static_cast<unsigned char>(text[begin])) != 0;
}

// A Chinese name of two or three characters at `at`: its end, or `at`.
size_t ChineseNameEnd(std::string_view text, size_t at) {
  if (at >= text.size() || !IsHan(text, at) || !Surnames().Has(text, at)) return at;
  for (size_t characters : {3, 2}) {
    const size_t end = at + characters * kHanBytes;
    if (end > text.size()) continue;
    bool good = true;
    for (size_t i = at + kHanBytes; i < end && good; i += kHanBytes) {
      // The third character of a name behind a title may be almost any: 蔡力行, 郑新业.
      const bool third = characters == 3 && i + kHanBytes == end;
      good = IsHan(text, i) && !(third ? NeverInNames().Has(text, i) : NotInNames().Has(text, i));
    }
    if (good && MayEndAt(text, end)) return end;
  }
  return at;
}

// A name of two to five characters of any origin between a title and a verb of saying (大臣…表示):
// its end, or `at`.
size_t SpeakerEnd(std::string_view text, size_t at) {
  size_t end = at;
  for (int characters = 0; characters <= 5; ++characters) {
    if (characters >= 2) {
      for (std::string_view verb : {"表示", "指出", "强调", "強調", "认为", "認為", "说", "說"}) {
        if (text.substr(end).starts_with(verb)) return end;
      }
    }
    if (end + kHanBytes > text.size() || !IsHan(text, end) || NotInNames().Has(text, end)) break;
    end += kHanBytes;
  }
  return at;
}

// The same, ending at `end`, behind a boundary: its begin, or `end`.
size_t ChineseNameBegin(std::string_view text, size_t end) {
  for (size_t characters : {3, 2}) {
    if (end < characters * kHanBytes) continue;
    const size_t at = end - characters * kHanBytes;
    if (!IsHan(text, at) || !Surnames().Has(text, at)) continue;
    bool good = true;
    for (size_t i = at + kHanBytes; i < end && good; i += kHanBytes)
      good = IsHan(text, i) && !NotInNames().Has(text, i);
    if (!good) continue;
    if (at == 0) return at;
    const std::string_view before = CharacterBefore(text, at);
    if (before.size() != kHanBytes || !IsHan(text, at - kHanBytes)) return at;
  }
  return end;
}

}  // namespace

RunningNameFinder::RunningNameFinder(const catalog::Catalog& catalog) {
  std::map<std::string, Trigger> triggers;
  for (const catalog::EntityForm& form : catalog.entity_forms()) {
    if (!form.running) continue;
    const int kind = static_cast<int>(kinds_.size());
    kinds_.push_back(form.kind);
    for (const std::string& word : form.suffix) {
      if (static_cast<unsigned char>(word[0]) < 0x80) continue;
      triggers[word].suffix_kind = kind;
      triggers[word].seated = form.seated;
    }
  }
  std::vector<text::PhraseMatcher::Entry> places;
  for (const catalog::Entity& entity : catalog.entities()) {
    if (entity.kind != "place" && entity.kind != "economy") continue;
    for (const catalog::EntityName& name : entity.names) {
      if (static_cast<unsigned char>(name.text[0]) >= 0xE4) places.emplace_back(name.text, 0);
    }
  }
  places_ = text::PhraseMatcher(std::move(places));
  if (catalog.FindKind("person") != nullptr) {
    for (std::string_view word : kTitles) {
      std::string title(word);
      triggers[title].title = true;
      title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
      if (static_cast<unsigned char>(word[0]) < 0x80) triggers[title].title = true;
    }
    for (std::string_view word : kGivenNames) triggers[std::string(word)].given = true;
    for (std::string_view word : kSayings) triggers[std::string(word)].saying = true;
  }
  for (const auto& [word, trigger] : triggers) {
    words_.push_back(word);
    triggers_.push_back(trigger);
  }
}

void RunningNameFinder::Take(std::string_view text, const text::PhraseMatch& match, size_t index,
                             int64_t* taken, std::vector<FormMatch>* found) const {
  const Trigger& trigger = triggers_[index];
  if (trigger.suffix_kind >= 0)
    TakeOrganization(text, match.begin, match.end, trigger.suffix_kind, trigger.seated, found);
  if (match.begin < *taken) return;
  const auto person = [&](size_t begin, size_t end) {
    found->push_back({static_cast<int64_t>(begin), static_cast<int64_t>(end), "person"});
    *taken = static_cast<int64_t>(end);
  };
  const size_t begin = match.begin;
  size_t end = match.end;
  if (trigger.given &&
      !(begin >= 2 && text[begin - 1] == ' ' && CapitalizedWordEndsAt(text, begin - 1))) {
    const size_t name_end = NameEnd(text, begin, 2);
    if (name_end > begin) {
      person(begin, name_end);
      return;
    }
  }
  if (trigger.title) {
    if (end + 1 < text.size() && text[end] == ' ' && IsHan(text, end + 1)) ++end;  // "CEO 王明"
    if (end < text.size() && IsHan(text, end)) {
      size_t name_end = ChineseNameEnd(text, end);
      if (name_end == end) name_end = SpeakerEnd(text, end);
      if (name_end > end) person(end, name_end);
    } else if (end + 1 < text.size()) {
      if (text[end] == '.') ++end;
      if (end < text.size() && text[end] == ' ') {
        const size_t name_end = NameEnd(text, end + 1, 2);
        if (name_end > end + 1) person(end + 1, name_end);
      }
    }
  }
  if (trigger.saying) {
    const size_t name_begin = ChineseNameBegin(text, begin);
    if (name_begin < begin && static_cast<int64_t>(name_begin) >= *taken) person(name_begin, begin);
  }
}

void RunningNameFinder::TakeOrganization(std::string_view text, int64_t suffix, int64_t end,
                                         int kind, bool seated,
                                         std::vector<FormMatch>* found) const {
  const std::string_view last = text.substr(suffix, end - suffix);
  // Nothing goes on behind the form that the law prescribes.
  if (!last.ends_with("有限公司") && !MayEndAt(text, static_cast<size_t>(end))) return;
  const bool government = In(kGovernmentEnds, last);
  size_t begin = static_cast<size_t>(suffix);
  int characters = 0;
  while (begin > 0) {
    if (last.ends_with("公司") && SeatBegin(text, begin) != begin) {
      begin = SeatBegin(text, begin);
      continue;
    }
    const std::string_view before = CharacterBefore(text, begin);
    const bool latin =
        before.size() == 1 && std::isalnum(static_cast<unsigned char>(before[0])) != 0;
    if (!latin && (before.size() != kHanBytes || !IsHan(text, begin - kHanBytes))) break;
    if (before == "和" && !government) break;
    if (!latin && Breaking().Has(text, begin - kHanBytes) &&
        !StandsWithin(text, begin - kHanBytes) &&
        !(before == "为" && begin >= 2 * kHanBytes &&
          CharacterBefore(text, begin - kHanBytes) == "华"))
      break;
    begin -= before.size();
    if (++characters > kMostCharacters) return;  // no boundary: no telling where it begins
  }
  for (bool stripped = true; stripped;) {
    stripped = false;
    if (static_cast<size_t>(suffix) - begin < kHanBytes || !IsHan(text, begin) ||
        !LeadIns().Has(text, begin))
      break;
    for (std::string_view word : kLeadIns) {
      if (text.substr(begin, suffix - begin).starts_with(word)) {
        begin += word.size();
        stripped = true;
      }
    }
  }
  if (static_cast<size_t>(suffix) < begin + kHanBytes) return;
  bool is_called = false;
  for (size_t i = begin; i < static_cast<size_t>(suffix) && !is_called; ++i)
    is_called = IsHan(text, i) && CalledBegins().Has(text, i);
  for (std::string_view called : kCalled) {
    if (!is_called) break;
    const size_t at = text.substr(begin, suffix - begin).find(called);
    if (at == std::string_view::npos) continue;
    const size_t after = begin + at + called.size();
    if (after + 2 * kHanBytes <= static_cast<size_t>(suffix)) begin = after;
  }
  const std::string_view own = text.substr(begin, suffix - begin);
  if (suffix >= static_cast<int64_t>(kHanBytes) &&
      In(kNoAdministrations, text.substr(suffix - kHanBytes, end - suffix + kHanBytes)))
    return;
  const bool here = IsOfHere(own);
  if (here && own.size() + last.size() < 4 * kHanBytes) return;
  if (!here && (own.size() < 2 * kHanBytes || AllCommon(own))) return;
  // 首条…, 1500万亩…: those count or rank, and name nothing.
  for (std::string_view word : {"首条", "首條", "首个", "首個", "首座", "万", "萬", "亿", "億"}) {
    if (seated && own.find(word) != std::string_view::npos) return;
  }
  // A data center is a building, whosesoever.
  for (std::string_view facility : {"数据", "數據", "资料", "資料"}) {
    if (seated && last == "中心" && own.ends_with(facility)) return;
  }
  if (seated) {
    std::vector<text::PhraseMatch> place;
    places_.FindAt(text, static_cast<int64_t>(begin), &place);
    // Something of its own stands between the place and the suffix: not 上海市 + 局.
    const bool behind_place =
        !place.empty() && place.back().end + 2 * static_cast<int64_t>(kHanBytes) <= suffix;
    if (!behind_place && !here && !own.starts_with("国家") && !own.starts_with("國家")) return;
    if (behind_place && AllCommon(text.substr(place.back().end, suffix - place.back().end)) &&
        last == "中心")
      return;
  }
  found->push_back({static_cast<int64_t>(begin), end, kinds_[kind]});
}

bool IsCorporateForm(std::string_view rest) {
  constexpr std::string_view kForms[] = {
      "Corporation",  "Corp",         "Inc",      "Ltd",      "Limited", "LLC",    "PLC",
      "Co",           "Company",      "Group",    "Holdings", "Holding", "Motors", "Motor",
      "AG",           "SE",           "NV",       "集团",     "集團",    "控股",   "股份",
      "有限责任公司", "有限責任公司", "有限公司", "公司"};
  while (!rest.empty()) {
    if (rest[0] == ' ' || rest[0] == ',' || rest[0] == '.') {
      rest.remove_prefix(1);
      continue;
    }
    const auto* const form = std::find_if(std::begin(kForms), std::end(kForms),
                                          [&](auto word) { return rest.starts_with(word); });
    if (form == std::end(kForms)) return false;
    rest.remove_prefix(form->size());
    if (!rest.empty() && std::isalnum(static_cast<unsigned char>(rest[0])) != 0) return false;
  }
  return true;
}

std::string_view SurnameOf(std::string_view name) {
  const size_t blank = name.rfind(' ');
  if (blank == std::string_view::npos) return {};
  const std::string_view surname = name.substr(blank + 1);
  if (surname.size() < 3 || std::isupper(static_cast<unsigned char>(surname[0])) == 0) return {};
  for (char c : surname) {
    if (static_cast<unsigned char>(c) < 0x80 && std::isalpha(static_cast<unsigned char>(c)) == 0 &&
        c != '-')
      return {};
  }
  return In(kNoSurnames, surname) ? std::string_view() : surname;
}

}  // namespace parallax::link
