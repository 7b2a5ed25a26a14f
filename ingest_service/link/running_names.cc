#include "ingest_service/link/running_names.h"

#include <algorithm>
#include <bitset>
#include <cctype>
#include <map>
#include <utility>

#include "core/catalog/name_fold.h"
#include "ingest_service/link/gatherings.h"
#include "ingest_service/link/word_straddle.h"

namespace parallax::link {
namespace {

#include "ingest_service/link/organization_words.inc"
#include "ingest_service/link/person_words.inc"

constexpr int kMostCharacters = 20;  // of a name before its suffix
constexpr size_t kHanBytes = 3;

// A set of Han characters.
class CharacterSet {
 public:
  template <size_t N>
  explicit CharacterSet(const std::string_view (&characters)[N]) {
    for (std::string_view character : characters) {
      if (character.size() >= kHanBytes) bits_.set(CodePoint(character.data()));
    }
  }
  CharacterSet(const CharacterSet& a, const CharacterSet& b) : bits_(a.bits_ | b.bits_) {}
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

// The same of kCommon, and of kCalled with kActed.
const CharacterSet& CommonBegins() {
  static const auto& set = *new CharacterSet(kCommon);
  return set;
}
const CharacterSet& CalledBegins() {
  static const auto& set = *new CharacterSet(kCalled);
  static const auto& acted = *new CharacterSet(kActed);
  static const auto& both = *new CharacterSet(set, acted);
  return both;
}

template <size_t N>
bool In(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool IsHan(std::string_view text, size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  return c >= 0xE4 && c <= 0xE9 && at + kHanBytes <= text.size();  // U+4000 to U+9FFF
}

// What a company's name follows without a mark.
constexpr std::string_view kCalling[] = {"子公司",   "初创公司",   "新創公司",
                                         "初创企业", "新創企業",   "创业公司",
                                         "創業公司", "独角兽企业", "初創公司"};

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
  return !IsHan(text, at) || MayFollow().Has(text, at) || text.substr(at).starts_with("一行");
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

// A company's name of three to six characters at `at`, behind 子公司 and the like: its end, or
// `at`. One that begins with a common word (子公司负责…) is none.
size_t CalledNameEnd(std::string_view text, size_t at) {
  if (IsCommonWord(catalog::FoldName(text.substr(at, 2 * kHanBytes)), 0)) return at;
  size_t end = at;
  for (int characters = 0; characters <= 6; ++characters) {
    if (characters >= 3 && MayEndAt(text, end) && !(end < text.size() && text[end] == ' '))
      return end;
    if (end + kHanBytes > text.size() || !IsHan(text, end) || Breaking().Has(text, end)) break;
    if (characters > 0 && characters < 3 && MayFollow().Has(text, end)) break;
    end += kHanBytes;
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

// Whether a numeral and a measure word begin the words, or a sum of money stands among them: they
// count or describe.
bool IsCount(std::string_view own) {
  for (std::string_view lead : {"上述", "这", "這", "该", "該", "共", "前"}) {
    if (own.starts_with(lead)) own.remove_prefix(lead.size());
  }
  for (std::string_view sum : {"亿元", "億元", "万元", "萬元"}) {
    if (own.find(sum) != std::string_view::npos) return true;
  }
  size_t at = 0;
  for (int digits = 0; digits < 4; ++digits) {
    const size_t before = at;
    for (std::string_view numeral : kNumerals) {
      if (!own.substr(at).starts_with(numeral)) continue;
      at += numeral.size();
      break;
    }
    if (at == before) break;
  }
  return at > 0 && std::any_of(std::begin(kMeasures), std::end(kMeasures),
                               [&](auto measure) { return own.substr(at).starts_with(measure); });
}

}  // namespace

RunningNameFinder::RunningNameFinder(const catalog::Catalog& catalog) {
  std::map<std::string, Trigger> triggers;
  for (const catalog::EntityForm& form : catalog.entity_forms()) {
    if (!form.running) continue;
    const int kind = static_cast<int>(kinds_.size());
    kinds_.push_back(form.kind);
    for (const std::string& name : form.except) except_.insert(catalog::FoldName(name));
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
      if (static_cast<unsigned char>(name.text[0]) >= 0xE4)
        places.emplace_back(catalog::FoldName(name.text), 0);
    }
  }
  places_ = text::PhraseMatcher(std::move(places));
  const auto organization = std::find(kinds_.begin(), kinds_.end(), "organization");
  if (organization != kinds_.end()) {
    calling_kind_ = static_cast<int>(organization - kinds_.begin());
    for (std::string_view word : kCalling) triggers[std::string(word)].calling = true;
  }
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
  if (trigger.calling && calling_kind_ >= 0) {
    const size_t from = static_cast<size_t>(match.end);
    const size_t name_end = CalledNameEnd(text, from);
    if (name_end > from) {
      found->push_back({static_cast<int64_t>(from), static_cast<int64_t>(name_end),
                        kinds_[calling_kind_], /*follow=*/true});
    }
  }
  if (match.begin < *taken) return;
  const auto person = [&](size_t begin, size_t end) {
    // A Chinese name of three characters stands for its bearer throughout.
    const bool whole = end - begin == 3 * kHanBytes && IsHan(text, begin);
    // 罗伯特·…: a foreign name goes on behind the point; half of it is no one's.
    if (IsHan(text, begin) && text.substr(end).starts_with("·")) return;
    found->push_back({static_cast<int64_t>(begin), static_cast<int64_t>(end), "person", whole});
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
  // Nothing goes on behind the form that the law prescribes, nor behind words that are nothing
  // else.
  static constexpr std::string_view kWhole[] = {"有限公司", "分公司", "商会",     "商會",
                                                "博览会",   "博覽會", "国家公园", "國家公園"};
  const bool whole =
      std::any_of(std::begin(kWhole), std::end(kWhole), [&](auto w) { return last.ends_with(w); });
  const std::string_view after = text.substr(end);
  // 大会上发布
  const bool met = IsGathering(last) && after.starts_with("上") && !after.starts_with("上海");
  if (!whole && !met && !MayEndAt(text, static_cast<size_t>(end))) return;
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
  if (IsGathering(last)) begin += RoundSize(text.substr(begin, suffix - begin));
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
    if (after + 2 * kHanBytes <= static_cast<size_t>(suffix)) {
      begin = after;
    } else if (called == "旗下") {
      return;  // 某某旗下基金 says whose they are
    }
  }
  for (std::string_view acted : kActed) {
    if (!is_called) break;
    const size_t at = text.substr(begin, suffix - begin).rfind(acted);
    if (at == std::string_view::npos) continue;
    begin += at + acted.size();
    if (begin + 2 * kHanBytes > static_cast<size_t>(suffix)) return;
  }
  const std::string_view own = text.substr(begin, suffix - begin);
  if (suffix >= static_cast<int64_t>(kHanBytes) &&
      In(kNoAdministrations, text.substr(suffix - kHanBytes, end - suffix + kHanBytes)))
    return;
  const bool here = IsOfHere(own);
  if (here && own.size() + last.size() < 4 * kHanBytes) return;
  if (!here && (own.size() < 2 * kHanBytes || AllCommon(own))) return;
  if (IsCount(own) || except_.contains(catalog::FoldName(text.substr(begin, end - begin)))) return;
  // 首条…, 1500万亩…: those count or rank, and name nothing.
  for (std::string_view word : {"首条", "首條", "首个", "首個", "首座", "万", "萬", "亿", "億"}) {
    if (seated && own.find(word) != std::string_view::npos) return;
  }
  // A data center is a building, whosesoever.
  for (std::string_view facility : {"数据", "數據", "资料", "資料"}) {
    if (seated && last == "中心" && own.ends_with(facility)) return;
  }
  if (seated) {
    // In both scripts: folding leaves a Han character its length.
    const std::string folded = catalog::FoldName(own);
    std::vector<text::PhraseMatch> place;
    if (folded.size() == own.size()) places_.FindAt(folded, 0, &place);
    // Something of its own stands between the place and a body's suffix: not 上海市 + 局. A zone is
    // its city's (无锡高新区).
    const int64_t least = kinds_[kind] == "place" ? 0 : 2 * static_cast<int64_t>(kHanBytes);
    const int64_t own_size = suffix - static_cast<int64_t>(begin);
    const bool behind_place = !place.empty() && place.back().end + least <= own_size;
    if (behind_place && IsGathering(last) && IsHeldThere(folded, place.back().end)) return;
    if (!behind_place && !here && !own.starts_with("国家") && !own.starts_with("國家")) return;
    if (behind_place && AllCommon(own.substr(place.back().end)) && last == "中心") return;
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

std::string_view WithoutCompanyForm(std::string_view name) {
  constexpr std::string_view kForms[] = {
      "Inc",          "Corp",       "Corporation",  "Ltd",           "Limited",
      "LLC",          "PLC",        "Co",           "Group",         "Holdings",
      "Technologies", "Technology", "Solutions",    "Semiconductor", "Semiconductors",
      "Robotics",     "Motors",     "Therapeutics", "Labs",          "Ventures",
      "Partners",     "Lithium",    "Materials",    "Minerals"};
  // Words that many bear and that mean nothing alone.
  constexpr std::string_view kCommonHeads[] = {
      "American", "National",      "General", "United", "First",   "Global",
      "Advanced", "International", "New",     "Future", "Digital", "Applied",
      "Central",  "Smart",         "Green",   "Data",   "Capital", "Energy",
      "Power",    "Quantum",       "Open",    "Super",  "Micro",   "Modern"};
  bool stripped = false;
  for (;;) {
    const size_t blank = name.rfind(' ');
    if (blank == std::string_view::npos || !In(kForms, name.substr(blank + 1))) break;
    name = name.substr(0, blank);
    if (name.ends_with(",")) name.remove_suffix(1);
    stripped = true;
  }
  if (!stripped || name.size() < 4 || name.find(' ') != std::string_view::npos) return {};
  if (std::isupper(static_cast<unsigned char>(name[0])) == 0 || In(kCommonHeads, name)) return {};
  return name;
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
