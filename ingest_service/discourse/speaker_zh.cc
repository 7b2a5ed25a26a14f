#include <algorithm>
#include <array>
#include <string>

#include "core/catalog/name_fold.h"
#include "core/record/entity_id.h"
#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/discourse/speaker.h"
#include "ingest_service/link/han_lexicon.h"

namespace parallax::discourse {
namespace {

using record::Mention;
using record::VoiceKind;

// The hundred commonest surnames and some more, simplified; those of two characters apart.
constexpr std::string_view kSurnames =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚"
    "邵万钱严覃武戴莫孔向汤温康施洪季梅文庞樊兰殷俞章葛柯简游阮巫凌童翁连楼尤倪卓裘甘颜辜蓝詹涂"
    "骆纪焦牛耿安左路关盛祝辛管申舒屈项祁岳欧褚柴成翟鲍伍毕聂";
constexpr std::string_view kDoubleSurnames[] = {"欧阳", "司马", "诸葛", "上官",
                                                "慕容", "东方", "张简", "范姜"};
// What a name that no mention covers ends with, when it is an organization's; simplified.
constexpr std::string_view kBodySuffixes[] = {
    "部",   "局",   "署",   "厅",   "院",   "委",   "社",   "报",   "网",   "党",
    "会",   "行",   "所",   "处",   "司",   "府",   "证券", "基金", "资本", "半导体",
    "科技", "电子", "集团", "公司", "大学", "银行", "中心", "研究"};

constexpr size_t kMostNameBytes = 15;   // five characters
constexpr int64_t kMostBodyBytes = 60;  // twenty
constexpr int64_t kMostPhraseBytes = 180;

std::string_view KindOf(const Mention& mention) { return record::EntityKind(mention.entity_id); }

bool OnlyHan(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (!text::IsHan(text::NextCodePoint(text, &at))) return false;
  }
  return true;
}

class ChineseReader {
 public:
  ChineseReader(const BlockText& block, TextRange range) : block_(block), range_(range) {}

  std::optional<SpeakerReading> Read() {
    StripFront();
    CutCircumstance();
    CutTail();
    range_ = Trimmed(block_.text, range_);
    if (range_.begin >= range_.end) return std::nullopt;
    CutBracket();
    if (auto title = Title()) return title;
    if (auto data = OfData()) return data;
    const auto cues = block_.CuesIn(range_);
    CueBits end_bits = 0;
    int64_t end_begin = range_.end;  // where the cue that ends the phrase begins
    for (const CueHit& hit : cues) {
      if (hit.end == range_.end && hit.bits != 0) {
        end_bits |= hit.bits;
        end_begin = std::min(end_begin, hit.begin);
      }
    }
    if (end_begin == range_.begin) {
      if (auto pronoun = Pronoun(end_bits)) return pronoun;
    }
    if ((end_bits & kIt) != 0) return Pronoun(kIt);
    if (auto person = Person(cues)) return person;
    if (auto speaks_for = SpeaksFor()) return speaks_for;
    if ((end_bits & kUnnamed) != 0) {
      SpeakerReading reading = Reading(VoiceKind::kUnnamedSource);
      reading.role = Written(range_);
      return reading;
    }
    const Mention* at_end = nullptr;
    const Mention* organization = nullptr;
    for (const Mention& m : block_.MentionsIn(range_)) {
      if (m.text_end == range_.end) at_end = &m;
      if (organization == nullptr && KindOf(m) == "organization") organization = &m;
    }
    if (at_end != nullptr && Speaks(*at_end)) return OfMention(*at_end);
    if ((end_bits & kDocument) != 0) return Document(organization, end_begin);
    if ((end_bits & kBody) != 0 || EndsAsBody(range_)) return Body();
    if ((end_bits & kMedium) != 0) {
      SpeakerReading reading = Reading(VoiceKind::kMedium);
      reading.name = Written(range_);
      return reading;
    }
    if ((end_bits & kRole) != 0) {
      SpeakerReading reading = Reading(VoiceKind::kUnnamedSource);
      reading.role = Written(range_);
      if (block_.Of(range_).size() <= kMostNameBytes) reading.takes_up = TakesUp::kRole;
      return reading;
    }
    return Short(cues);
  }

 private:
  std::string Written(TextRange range) const { return std::string(block_.Of(range)); }
  SpeakerReading Reading(VoiceKind kind) const {
    SpeakerReading reading;
    reading.kind = kind;
    reading.range = range_;
    return reading;
  }

  static bool Speaks(const Mention& m) {
    const std::string_view kind = KindOf(m);
    return kind == "organization" || kind == "economy" || kind == "place";
  }

  SpeakerReading OfMention(const Mention& m) const {
    SpeakerReading reading =
        Reading(NamesMedium(m.written) ? VoiceKind::kMedium : VoiceKind::kOrganization);
    reading.name = m.written;
    reading.entity_id = m.entity_id;
    return reading;
  }

  // Words that only lead to the phrase: 但, 同时, 对此.
  void StripFront() {
    for (bool again = true; again;) {
      again = false;
      range_ = Trimmed(block_.text, range_);
      for (const CueHit& hit : block_.CuesIn(range_)) {
        if (hit.begin != range_.begin) break;
        if (hit.Is(kContrast | kConcession | kCoordinate | kAdverb | kAccording) &&
            !hit.Is(kHe | kIt | kThey | kSelf | kUnnamed | kBody | kMedium)) {
          range_.begin = hit.end;
          again = true;
        }
        break;
      }
    }
  }

  // 张三在接受采访时: the phrase ends before what only tells when, where and to whom.
  void CutCircumstance() {
    for (const CueHit& hit : block_.CuesIn(range_)) {
      if (hit.begin <= range_.begin) continue;
      if (hit.Is(kToListener | kInterview | kAdverb) && !hit.Is(kRole | kBody)) {
        range_.end = hit.begin;
        break;
      }
    }
    // 王某26日列席…时: a day behind the name.
    for (int64_t at = range_.begin + 6; at < range_.end; ++at) {
      if (block_.text[at] < '0' || block_.text[at] > '9') continue;
      int64_t end = at;
      while (end < range_.end && block_.text[end] >= '0' && block_.text[end] <= '9') ++end;
      const std::string_view day = block_.Of({end, range_.end});
      if (day.starts_with("日") || day.starts_with("月") || day.starts_with("号") ||
          day.starts_with("號")) {
        range_.end = at;
      }
      break;
    }
    const std::string_view text = block_.Of(range_);
    static constexpr std::string_view kCircumstances[] = {
        "在",   "于",   "於",   "今(",  "今天", "昨天", "上午", "下午", "出席", "列席",
        "回应", "回應", "主持", "参加", "參加", "透过", "透過", "通过", "通過"};
    static constexpr uint64_t kSeconds = [] {
      uint64_t bits = 0;
      for (std::string_view word : kCircumstances)
        bits |= uint64_t{1} << (static_cast<unsigned char>(word[1]) & 0x3F);
      return bits;
    }();
    // The first place of each word counts, if it leaves two characters before it.
    uint32_t seen = 0;
    for (size_t at = 0; at + 3 <= text.size(); ++at) {
      const auto lead = static_cast<unsigned char>(text[at]);
      if (lead < 0xE4 || lead > 0xE9) continue;
      // The second bytes of all of them, as bits.
      const auto second = static_cast<unsigned char>(text[at + 1]);
      if ((second & 0xC0) != 0x80 || ((kSeconds >> (second & 0x3F)) & 1) == 0) {
        at += 2;
        continue;
      }
      uint32_t bit = 1;
      for (std::string_view word : kCircumstances) {
        if (word[0] == text[at] && word[1] == text[at + 1] && text.substr(at).starts_with(word)) {
          if (at >= 6 && (seen & bit) == 0) {
            range_.end = range_.begin + static_cast<int64_t>(at);
            at = text.size();
            break;
          }
          seen |= bit;
        }
        bit <<= 1;
      }
    }
    // A day: 张三15日表示.
    static constexpr std::string_view kDays[] = {"日", "号", "號"};
    for (std::string_view day : kDays) {
      const std::string_view rest = block_.Of(range_);
      if (rest.size() > day.size() && rest.ends_with(day) &&
          rest[rest.size() - day.size() - 1] >= '0' && rest[rest.size() - day.size() - 1] <= '9') {
        range_.end -= static_cast<int64_t>(day.size());
      }
    }
    while (range_.end > range_.begin) {
      const char c = block_.text[range_.end - 1];
      if (c < '0' || c > '9') break;
      --range_.end;
    }
  }

  // 援引某人的话, 据某人的说法.
  void CutTail() {
    const std::string_view text = block_.Of(range_);
    static constexpr std::string_view kTails[] = {"的话",   "的話",   "的消息", "的说法",
                                                  "的說法", "的话说", "发布",   "發布",
                                                  "发表",   "發表",   "刊发",   "刊發"};
    for (std::string_view tail : kTails) {
      if (text.size() > tail.size() && text.ends_with(tail)) {
        range_.end -= static_cast<int64_t>(tail.size());
        return;
      }
    }
  }

  // 某某（Name）: the bracket goes.
  void CutBracket() {
    const std::string_view text = block_.Of(range_);
    if (!text.ends_with("）") && !text.ends_with(")")) return;
    static constexpr std::string_view kOpen[] = {"（", "("};
    for (std::string_view open : kOpen) {
      const size_t at = text.find(open);
      if (at != std::string_view::npos && at > 0 && (text.ends_with("）") || text.ends_with(")")))
        range_.end = range_.begin + static_cast<int64_t>(at);
    }
  }

  // 《…》: a document by its title, or a newspaper.
  std::optional<SpeakerReading> Title() const {
    const std::string_view text = block_.Of(range_);
    if (!text.ends_with("》")) return std::nullopt;
    const size_t open = text.rfind("《");
    if (open == std::string_view::npos || text.size() - open > 180) return std::nullopt;
    SpeakerReading reading = Reading(VoiceKind::kOrganization);
    reading.name = std::string(text.substr(open + 3, text.size() - open - 6));
    if (reading.name.empty()) return std::nullopt;
    if (NamesMedium(reading.name)) {
      reading.kind = VoiceKind::kMedium;
    } else {
      reading.role = reading.name;
    }
    const TextRange inner = {range_.begin + static_cast<int64_t>(open) + 3, range_.end - 3};
    for (const Mention& m : block_.MentionsIn(inner)) {
      const bool whole = m.text_begin == inner.begin && m.text_end == inner.end;
      if (whole && (KindOf(m) == "organization" || KindOf(m) == "initiative"))
        reading.entity_id = m.entity_id;
    }
    return reading;
  }

  // 乘联会统计数据, 行动方案的主要目标: whose data and whose aims.
  std::optional<SpeakerReading> OfData() const {
    const std::string_view text = block_.Of(range_);
    static constexpr std::string_view kTails[] = {"数据", "數據", "资料", "資料", "结果", "結果",
                                                  "测算", "測算", "目标", "目標", "要求", "规定",
                                                  "規定", "内容", "內容", "部署", "安排"};
    for (std::string_view tail : kTails) {
      if (text.size() <= tail.size() + 3 || !text.ends_with(tail)) continue;
      std::string_view whose = text.substr(0, text.size() - tail.size());
      for (int i = 0; i < 2; ++i) {
        static constexpr std::string_view kLeads[] = {"统计",   "統計",   "最新",   "主要",
                                                      "公开",   "公開",   "发布的", "發布的",
                                                      "公布的", "提供的", "披露的", "的"};
        for (std::string_view middle : kLeads) {
          if (whose.size() > middle.size() && whose.ends_with(middle))
            whose.remove_suffix(middle.size());
        }
      }
      const TextRange rest = {range_.begin, range_.begin + static_cast<int64_t>(whose.size())};
      auto reading = ReadChineseSpeaker(block_, rest);
      if (!reading || reading->kind == VoiceKind::kSpeaker ||
          (reading->name.empty() && reading->takes_up == TakesUp::kNothing)) {
        return std::nullopt;
      }
      if (reading->role.empty()) reading->role = Written(range_);
      reading->range = range_;
      return reading;
    }
    return std::nullopt;
  }

  std::optional<SpeakerReading> Pronoun(CueBits bits) const {
    SpeakerReading reading = Reading(VoiceKind::kSpeaker);
    if ((bits & kHe) != 0)
      reading.takes_up = TakesUp::kPerson;
    else if ((bits & kIt) != 0)
      reading.takes_up = TakesUp::kOrganization;
    else if ((bits & kThey) != 0)
      reading.takes_up = TakesUp::kLast;
    else if ((bits & kSelf) != 0)
      reading.takes_up = TakesUp::kSelf;
    else
      return std::nullopt;
    return reading;
  }

  // 商务部发言人 speaks for the ministry.
  std::optional<SpeakerReading> SpeaksFor() const {
    if (!block_.Of(range_).ends_with("发言人") && !block_.Of(range_).ends_with("發言人"))
      return std::nullopt;
    for (const Mention& m : block_.MentionsIn(range_)) {
      if (!Speaks(m)) continue;
      SpeakerReading reading = OfMention(m);
      reading.role = Written(range_);
      return reading;
    }
    return std::nullopt;
  }

  std::optional<SpeakerReading> Person(std::span<const CueHit> cues) const {
    for (const Mention& m : block_.MentionsIn(range_)) {
      if (KindOf(m) != "person") continue;
      const TextRange after = {m.text_end, range_.end};
      if (after.end - after.begin > 24) continue;
      SpeakerReading reading = Reading(VoiceKind::kSpeaker);
      reading.name = m.written;
      reading.entity_id = m.entity_id;
      reading.role = Written(Trimmed(block_.text, m.text_begin > range_.begin
                                                      ? TextRange{range_.begin, m.text_begin}
                                                      : after));
      return reading;
    }
    // 部长王文涛 or 王文涛部长.
    for (auto it = cues.rbegin(); it != cues.rend(); ++it) {
      if (!it->Is(kRole)) continue;
      const TextRange after = Trimmed(block_.text, {it->end, range_.end});
      if (IsName(after) || IsForeignName(after)) {
        SpeakerReading reading = Reading(VoiceKind::kSpeaker);
        reading.name = Written(after);
        reading.role = Written({range_.begin, it->end});
        return reading;
      }
      if (it->end != range_.end) continue;
      const TextRange before = {range_.begin, it->begin};
      if (IsName(before)) {
        SpeakerReading reading = Reading(VoiceKind::kSpeaker);
        reading.name = Written(before);
        reading.role = Written({it->begin, it->end});
        return reading;
      }
      break;
    }
    if (IsName(range_) && cues.empty()) {
      SpeakerReading reading = Reading(VoiceKind::kSpeaker);
      reading.name = Written(range_);
      if (block_.Of(range_).size() <= 3) reading.takes_up = TakesUp::kShortName;
      return reading;
    }
    return std::nullopt;
  }

  // A Chinese name of two to four characters that begins with a surname, or a foreign one with a
  // dot in it or in Latin letters.
  bool IsName(TextRange range) const {
    const std::string_view text = block_.Of(range);
    if (text.size() < 6 || text.size() > 60) return false;
    if (text.find("·") != std::string_view::npos || text.find("・") != std::string_view::npos ||
        text.find("‧") != std::string_view::npos) {
      return text.find("的") == std::string_view::npos;
    }
    if (text[0] >= 'A' && text[0] <= 'Z') {
      return text.find(' ') != std::string_view::npos &&
             std::none_of(text.begin(), text.end(),
                          [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    }
    if (!OnlyHan(text) || text.size() > 12) return false;
    for (const Mention& m : block_.MentionsIn(range)) {
      if (KindOf(m) != "person") return false;
    }
    const std::string folded = catalog::FoldName(text);
    for (std::string_view surname : kDoubleSurnames) {
      if (folded.starts_with(surname) && folded.size() >= 9) return true;
    }
    return folded.size() <= 9 && IsSurname(folded.substr(0, 3));
  }

  // Behind an office any two to five characters that do nothing else are a name.
  bool IsForeignName(TextRange range) const {
    const std::string_view text = block_.Of(range);
    if (text.size() < 6 || text.size() > kMostNameBytes || !OnlyHan(text)) return false;
    return block_.CuesIn(range).empty() && text.find("的") == std::string_view::npos;
  }

  static bool IsSurname(std::string_view character) {
    for (size_t at = 0; at < kSurnames.size(); at += 3) {
      if (kSurnames.substr(at, 3) == character) return true;
    }
    return false;
  }

  // 该报告, 这份文件.
  bool StartsWithThis() const {
    const std::string folded = catalog::FoldName(block_.Of(range_).substr(0, 12));
    return folded.starts_with("该") || folded.starts_with("这") || folded.starts_with("上述");
  }

  static std::string WithoutOf(std::string_view name) {
    static constexpr std::string_view kTails[] = {"的", "最新", "发布", "發布"};
    for (std::string_view tail : kTails) {
      if (name.ends_with(tail)) name.remove_suffix(tail.size());
    }
    return std::string(name);
  }

  SpeakerReading Document(const Mention* organization, int64_t document_begin) const {
    SpeakerReading reading = Reading(VoiceKind::kOrganization);
    reading.role = Written(range_);
    static constexpr std::string_view kReports[] = {"报道", "報道", "报导", "報導"};
    for (std::string_view report : kReports) {
      if (reading.role.ends_with(report)) reading.kind = VoiceKind::kMedium;
    }
    if (organization != nullptr) {
      reading.name = organization->written;
      reading.entity_id = organization->entity_id;
      if (NamesMedium(reading.name)) reading.kind = VoiceKind::kMedium;
    } else {
      reading.name = reading.role;
      if (document_begin == range_.begin || StartsWithThis()) {
        reading.takes_up = TakesUp::kOrganization;
      } else if (const TextRange body = Trimmed(block_.text, {range_.begin, document_begin});
                 body.end - body.begin >= 6 && (EndsAsBody(body) || EndsWithBodyCue(body))) {
        reading.name = WithoutOf(block_.Of(body));
      }
    }
    return reading;
  }

  bool EndsWithBodyCue(TextRange range) const {
    for (const CueHit& hit : block_.CuesIn(range)) {
      if (hit.end == range.end && hit.Is(kBody | kMedium)) return true;
    }
    return false;
  }

  bool EndsAsBody(TextRange range) const {
    const std::string folded = catalog::FoldName(block_.Of(range));
    if (folded.size() < 6 || folded.size() > static_cast<size_t>(kMostBodyBytes)) return false;
    for (std::string_view suffix : kBodySuffixes) {
      if (folded.ends_with(suffix)) return true;
    }
    return false;
  }

  std::optional<SpeakerReading> Body() const {
    if (range_.end - range_.begin > kMostBodyBytes) return std::nullopt;
    SpeakerReading reading = Reading(VoiceKind::kOrganization);
    // 美国公司, 中国车企: firms of a country are nobody's name.
    for (const Mention& m : block_.MentionsIn(range_)) {
      if (m.text_begin != range_.begin || (KindOf(m) != "economy" && KindOf(m) != "place"))
        continue;
      const std::string_view rest = block_.Of({m.text_end, range_.end});
      static constexpr std::string_view kGroups[] = {"公司", "企业", "企業", "厂商", "廠商",
                                                     "机构", "機構", "智库", "智庫", "大厂",
                                                     "大廠", "媒体", "媒體"};
      for (std::string_view group : kGroups) {
        if (rest != group) continue;
        reading.kind = VoiceKind::kUnnamedSource;
        reading.role = Written(range_);
        return reading;
      }
    }
    reading.name = Written(range_);
    if (NamesMedium(reading.name)) reading.kind = VoiceKind::kMedium;
    for (const Mention& m : block_.MentionsIn(range_)) {
      // 美国商务部: the ministry is named; 阿里巴巴方面 and 某省政府 are who the mention names.
      if (m.text_begin == range_.begin && KindOf(m) == "organization")
        reading.entity_id = m.entity_id;
    }
    return reading;
  }

  // A foreign name written in characters: 马斯克表示.
  std::optional<SpeakerReading> Short(std::span<const CueHit> cues) const {
    const std::string_view text = block_.Of(range_);
    if (text.size() < 6 || text.size() > 12 || !OnlyHan(text)) return std::nullopt;
    if (!cues.empty()) return std::nullopt;
    if (!block_.MentionsIn(range_).empty()) return std::nullopt;
    static constexpr std::string_view kNoName[] = {"的", "了", "其", "是", "有", "这",
                                                   "這", "该", "該", "那", "此"};
    for (std::string_view no : kNoName) {
      if (text.find(no) != std::string_view::npos) return std::nullopt;
    }
    // 创造性地提出, 准备宣布: words and no name.
    const std::string folded = catalog::FoldName(text);
    const auto words = link::HanWords(folded, 0, static_cast<int64_t>(folded.size()));
    const auto tells_how = [](link::HanClass part) {
      return part == link::HanClass::kVerb || part == link::HanClass::kVerbalNoun ||
             part == link::HanClass::kAdverb || part == link::HanClass::kAdjective ||
             part == link::HanClass::kConjunction || part == link::HanClass::kNumber ||
             part == link::HanClass::kTime || part == link::HanClass::kIdiom;
    };
    if (folded.ends_with("地") ||
        (!words.empty() && words.front().end > 3 && tells_how(words.front().part)) ||
        (words.size() > 1 && (folded.starts_with("超") || folded.starts_with("近")) &&
         words.back().part == link::HanClass::kNumber)) {
      return std::nullopt;
    }
    SpeakerReading reading = Reading(VoiceKind::kSpeaker);
    reading.name = std::string(text);
    reading.takes_up = TakesUp::kShortName;
    return reading;
  }

  const BlockText& block_;
  TextRange range_;
};

}  // namespace

std::optional<SpeakerReading> ReadChineseSpeaker(const BlockText& block, TextRange range) {
  range = Trimmed(block.text, range);
  if (range.begin >= range.end || range.end - range.begin > kMostPhraseBytes) return std::nullopt;
  return ChineseReader(block, range).Read();
}

}  // namespace parallax::discourse
