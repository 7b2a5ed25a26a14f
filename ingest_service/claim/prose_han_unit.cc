// Chinese clauses go from one subject over to another at a comma; here are the subjects that are no
// names, and the stretches that have one subject each. Part of SentenceReader.
#include <algorithm>
#include <optional>

#include "ingest_service/claim/prose_han_noun.h"
#include "ingest_service/claim/prose_han_words.h"
#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_verbs.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

constexpr int64_t kShortestHanSubject = 6;  // bytes
constexpr int64_t kLongestHanSubject = 48;
constexpr int64_t kLongestLead = 24;  // bytes of an adverbial that a comma parts from its clause
constexpr int64_t kLongestBareMeasure = 15;  // bytes
constexpr size_t kMostUnits = 24;

int64_t CommaAt(std::string_view text, int64_t at) {
  if (text[at] == ',') return 1;
  return text.substr(at).starts_with("，") ? 3 : 0;
}

}  // namespace

SentenceReader::Place SentenceReader::PlaceOf(const Place& clause, Range range) const {
  Place place = clause;
  place.clause_begin = place.cue_begin = place.cue_end = range.begin;
  place.clause_end = place.zone_end = range.end;
  const auto token_at = [&](int64_t at) {
    return static_cast<size_t>(
        std::lower_bound(tokens_.begin(), tokens_.end(), at,
                         [](const ProseToken& t, int64_t value) { return t.begin < value; }) -
        tokens_.begin());
  };
  place.first = place.cue = place.after = token_at(range.begin);
  place.last = token_at(range.end);
  return place;
}

// Behind 其中, 目前, "到2027年，": where the clause itself begins.
int64_t SentenceReader::BehindHanLead(Range clause) {
  int64_t begin = clause.begin;
  for (int steps = 0; steps < 4 && begin < clause.end; ++steps) {
    const int64_t before = begin;
    for (const PlacedValue& v : Values()) {
      if (v.begin != begin || v.end > clause.end ||
          !std::holds_alternative<value::DateInterval>(v.value.reading)) {
        continue;
      }
      begin = v.end;
      for (const std::string_view mark : {"期间", "以来", "前", "底", "末", "初", "起"}) {
        if (text_.substr(begin).starts_with(mark)) begin += static_cast<int64_t>(mark.size());
      }
      break;
    }
    if (begin == before) {
      begin += static_cast<int64_t>(HanLead(text_.substr(begin, clause.end - begin)));
    }
    if (begin == before) break;
    if (begin < clause.end) begin += CommaAt(text_, begin);
  }
  return std::min(begin, clause.end);
}

SentenceReader::Range SentenceReader::UnnamedHanSubject(const Place& place) {
  Range noun = HanNoun(place);
  // Behind a time no comma is part of it: 2017年运营期间，某线….
  if (noun.begin < noun.end) noun.begin += CommaAt(text_, noun.begin);
  if (noun.begin >= noun.end) return GrantedHanNoun(place);
  const std::string_view whole = text_.substr(noun.begin, noun.end - noun.begin);
  const std::string_view owner = WithoutHanMeasure(whole);
  // 民众对政府的满意度 is no measure of 民众对政府.
  const HanSpan bare =
      WithoutHanAdjuncts(text_, noun.begin, noun.begin + static_cast<int64_t>(owner.size()));
  if (bare.begin == noun.begin && bare.end == noun.begin + static_cast<int64_t>(owner.size())) {
    noun.end = bare.end;
  }
  return noun;
}

// 对首次认定的企业，给予…; 通过验收的项目，按照…: to whom something is granted.
SentenceReader::Range SentenceReader::GrantedHanNoun(const Place& place) {
  constexpr int64_t kLongestHead = 300;  // bytes
  const int64_t begin = BehindHanLead({place.clause_begin, place.clause_end});
  const std::string_view head =
      text_.substr(begin, std::min(place.clause_end - begin, kLongestHead));
  size_t end = std::string_view::npos;
  bool grants = false;
  for (const std::string_view verb : {"给予", "予以"}) end = std::min(end, head.find(verb));
  size_t comma = std::min(head.find(','), head.find("，"));
  if (comma != std::string_view::npos && comma < end) {
    end = comma;
    const std::string_view rest = head.substr(comma + CommaAt(head, static_cast<int64_t>(comma)));
    for (const std::string_view verb : {"按照", "按", "可", "给予", "予以", "鼓励", "由", "最高",
                                        "上限", "一次性", "应", "须", "不得", "只要"}) {
      grants |= rest.starts_with(verb);
    }
  } else {
    grants = head.starts_with("对");
  }
  if (!grants || end == std::string_view::npos) return {};
  const std::string_view phrase = head.substr(0, end);
  constexpr std::string_view kOf = "的";
  const size_t of = phrase.rfind(kOf);
  if (of == std::string_view::npos) return {};
  const std::string_view noun = phrase.substr(of + kOf.size());
  const auto size = static_cast<int64_t>(noun.size());
  if (size < kShortestHanSubject || size > kLongestHanSubject / 2) return {};
  if (HasFirmChineseVerb(noun) || OpensNoHanNoun(noun) || IsHanMeasure(noun)) return {};
  const int64_t from = begin + static_cast<int64_t>(of + kOf.size());
  for (size_t t = place.first; t < place.last && tokens_[t].begin < from + size; ++t) {
    if (tokens_[t].begin >= from &&
        (finder_.IsMention(t) || tokens_[t].form == ProseToken::Form::kMark)) {
      return {};
    }
  }
  return {from, from + size};
}

// The noun before the clause's verb.
SentenceReader::Range SentenceReader::HanNoun(const Place& place) {
  int64_t begin = BehindHanLead({place.clause_begin, place.clause_end});
  int64_t length = ChineseSubjectEnd(text_.substr(begin, place.clause_end - begin));
  if (length <= 0) return {};
  // 大基金旗下两只基金: the funds.
  constexpr std::string_view kUnder = "旗下";
  const size_t under = text_.substr(begin, length).rfind(kUnder);
  if (under != std::string_view::npos) {
    const auto skipped = static_cast<int64_t>(under + kUnder.size());
    begin += skipped;
    length -= skipped;
  }
  const HanSpan bare = WithoutHanAdjuncts(text_, begin, begin + length);
  begin = bare.begin;
  length = bare.end - bare.begin;
  if (length < kShortestHanSubject) return {};
  // 年投入超500万元企业可获…: behind the sum or date that describes it.
  for (const PlacedValue& v : Values()) {
    if (v.begin < begin || v.end > begin + length - kShortestHanSubject) continue;
    if (!std::holds_alternative<value::Money>(v.value.reading) &&
        !std::holds_alternative<value::DateInterval>(v.value.reading)) {
      continue;
    }
    length -= v.end - begin;
    begin = v.end;
    while (text_[begin] == ' ') ++begin, --length;
    for (const std::string_view mark : {"底", "末", "初", "的"}) {
      if (!text_.substr(begin).starts_with(mark)) continue;
      begin += static_cast<int64_t>(mark.size());
      length -= static_cast<int64_t>(mark.size());
    }
  }
  // 税率由15%提高为25%: behind the noun it says from where.
  for (const std::string_view from : {"由", "从"}) {
    const size_t at = text_.substr(begin, length).find(from);
    if (at != std::string_view::npos) length = std::min(length, static_cast<int64_t>(at));
  }
  if (length < kShortestHanSubject || length > kLongestHanSubject) return {};
  const std::string_view noun = text_.substr(begin, length);
  bool opened = false;
  for (size_t t = place.first; t < place.last && tokens_[t].begin < begin + length; ++t) {
    if (tokens_[t].begin < begin) continue;
    if (finder_.IsMention(t)) {
      // 天水有轨电车: the place is a part of what it is called.
      if (opened || IsHead(t, place) || tokens_[t].end + 6 > begin + length) return {};
      opened = true;
      continue;
    }
    const std::string_view word = finder_.Word(t);
    if (word[0] >= '0' && word[0] <= '9' && word.size() > 2) return {};
    if (tokens_[t].form == ProseToken::Form::kMark && word != "“" && word != "”") return {};
    if (!opened && (IsPreposition(word) || IsLightWord(word))) return {};
    opened = true;
  }
  // 第三季 is when.
  if (length <= kLongestBareMeasure && IsHanTime(noun)) return {};
  if (!KindTakenUp(noun).empty() || HasFirmChineseVerb(noun) || OpensNoHanNoun(noun) ||
      HoldsNoHanNoun(noun) || IsPreposition(noun.substr(noun.size() - 3)) || noun == "结果" ||
      !IsHanNounPhrase(text_, begin, begin + length)) {
    return {};
  }
  return {begin, begin + length};
}

bool SentenceReader::IsBareMeasure(Range noun) const {
  return chinese_ && noun.end - noun.begin <= kLongestBareMeasure &&
         IsHanMeasure(text_.substr(noun.begin, noun.end - noun.begin));
}

bool SentenceReader::IsPeriod(size_t token) const {
  if (!chinese_ || finder_.MentionOf(token).kind != "initiative") return false;
  std::string_view rest = text_.substr(tokens_[token].end, 18);
  for (const std::string_view mark : {"”", "\"", "」"}) {
    if (rest.starts_with(mark)) rest.remove_prefix(mark.size());
  }
  return rest.starts_with("期间") || rest.starts_with("时期") || rest.starts_with("以来") ||
         rest.starts_with("末") || rest.starts_with("开局");
}

// 国务院总理某某, 某部副部长、某市委书记某某: whether a name stands in the office of the person
// named behind it.
bool SentenceReader::IsHanOfficeOf(size_t token) const {
  constexpr int64_t kLongestOffice = 60;  // bytes
  constexpr std::string_view kAnother = "、";
  for (size_t at = token; at < tokens_.size();) {
    const int64_t end = finder_.MentionOf(at).end;
    size_t next = at + 1;
    while (next < tokens_.size() && !finder_.IsMention(next)) ++next;
    if (next >= tokens_.size()) return false;
    const PlacedMention& named = finder_.MentionOf(next);
    if (named.begin < end || named.begin - end > kLongestOffice) return false;
    std::string_view office = text_.substr(end, named.begin - end);
    if (named.kind == "person") return IsHanOffice(office);
    if (named.kind != "organization" && named.kind != "place" && named.kind != "economy") {
      return false;
    }
    // Of a body of the body, or another office.
    if (!office.empty()) {
      if (!office.ends_with(kAnother)) return false;
      office.remove_suffix(kAnother.size());
      if (!IsHanOffice(office)) return false;
    }
    at = next;
  }
  return false;
}

bool SentenceReader::IsPiece(size_t token) const {
  if (!chinese_) return false;
  const PlacedMention& m = finder_.MentionOf(token);
  const std::string_view rest = text_.substr(m.end);
  // 经济部长, 研究院长: who heads it; not 三星长沙工厂, 诺基亚长三角, 长期.
  if (m.kind == "organization" && rest.starts_with("长")) {
    const bool word = std::ranges::any_of(
        std::initializer_list<std::string_view>{"长期", "长江", "长沙", "长春", "长三角", "长安",
                                                "长城", "长远", "长年", "长治", "长途"},
        [&](std::string_view w) { return rest.starts_with(w); });
    if (!word) return true;
  }
  if ((m.kind == "organization" || m.kind == "place") && IsHanOfficeOf(token)) return true;
  // 台积电南京: a subsidiary called after the place; 三星长沙工厂 is a plant there.
  if (m.kind == "place" && token > 0 && finder_.IsMention(token - 1)) {
    const PlacedMention& firm = finder_.MentionOf(token - 1);
    const bool site = std::ranges::any_of(
        std::initializer_list<std::string_view>{"工厂", "厂", "基地", "园区", "数据中心", "总部"},
        [&](std::string_view noun) { return rest.starts_with(noun); });
    if (firm.kind == "organization" && firm.end == m.begin && !site) return true;
  }
  // 某省委, 某自贸区某片区管委会: a body that is called after the place.
  if (m.kind == "place" || m.kind == "economy") {
    const std::string_view name = text_.substr(m.begin, m.end - m.begin);
    std::string_view tail = rest;
    bool seat = false;
    for (const std::string_view unit : {"省", "市", "区", "县", "州"}) {
      seat |= name.ends_with(unit);
      if (seat || !tail.starts_with(unit)) continue;
      tail.remove_prefix(unit.size());
      seat = true;
    }
    if (seat && (tail.starts_with("委") || tail.starts_with("党委"))) {
      bool other = false;
      for (const std::string_view word : {"委员", "委托", "委派", "委任"}) {
        other |= tail.starts_with(word);
      }
      if (!other) return true;
    }
    const std::string_view noun =
        HanRunBehindName(text_, m.end, static_cast<int64_t>(text_.size()));
    for (const std::string_view body : {"管委会", "党委", "指数"}) {
      if (noun.ends_with(body)) return true;
    }
  }
  // A few characters between quotation marks, without a mark among them, are called so.
  constexpr int64_t kLongestQuoted = 30;  // bytes
  constexpr std::string_view kMarks[][2] = {{"“", "”"}, {"「", "」"}, {"《", "》"}, {"\"", "\""}};
  const std::string_view before = text_.substr(std::max<int64_t>(0, m.begin - kLongestQuoted),
                                               std::min(m.begin, kLongestQuoted));
  for (const auto& [open, close] : kMarks) {
    const size_t at = before.rfind(open);
    const size_t to = rest.substr(0, kLongestQuoted).find(close);
    if (at == std::string_view::npos || to == std::string_view::npos) continue;
    const std::string_view said = text_.substr(begin_, m.begin - begin_);
    if (open == close && std::count(said.begin(), said.end(), '"') % 2 == 0) continue;
    const std::string_view head = before.substr(at + open.size());
    const std::string_view tail = rest.substr(0, to);
    if (head.size() + tail.size() == 0) continue;  // the name itself
    const std::string_view inner =
        text_.substr(m.begin - static_cast<int64_t>(head.size()),
                     static_cast<int64_t>(head.size() + to) + m.end - m.begin);
    if (static_cast<int64_t>(inner.size()) > kLongestQuoted) continue;
    bool marked = false;
    for (const std::string_view mark : {"，", "、", "。", "；", "”", "」", "》", ",", "！"}) {
      marked |= inner.find(mark) != std::string_view::npos;
    }
    if (!marked) return true;
  }
  return false;
}

SentenceReader::MeasureOf SentenceReader::HanMeasure(const Place& place) {
  const discourse::Clause& clause = *place.clause;
  if (!chinese_ || clause.modality != record::Modality::kActual ||
      clause.stance != record::Stance::kAsserts) {
    return MeasureOf::kNone;
  }
  const std::string_view text =
      text_.substr(place.clause_begin, place.clause_end - place.clause_begin);
  for (const std::string_view done : {"了", "已", "过去", "同比", "曾"}) {
    if (text.find(done) != std::string_view::npos) return MeasureOf::kNone;
  }
  const record::Voice& voice = scene_.discourse.voices[clause.voices.back()];
  bool plan = voice.entity_id.starts_with("initiative/");
  for (const std::string_view noun :
       {"方案", "计划", "計畫", "計劃", "规划", "規劃", "意见", "意見", "措施", "纲要", "綱要",
        "政策", "办法", "辦法", "通知"}) {
    // 《某行动方案（2023-2025年）》
    const std::string_view name = voice.name;
    plan |= name.substr(0, std::min(name.find('('), name.find("（"))).ends_with(noun);
  }
  // 到2030年…: what a plan says of such a day is planned, and what anybody says of one to come.
  const std::optional<value::CivilDate>& today = scene_.context.reference_date;
  for (const PlacedValue& v : Values()) {
    const auto* date = std::get_if<value::DateInterval>(&v.value.reading);
    if (date == nullptr || date->begin || !date->end || v.begin < place.clause_begin ||
        v.end > place.clause_end) {
      continue;
    }
    const std::string_view head = text_.substr(std::max<int64_t>(0, v.begin - 3), 6);
    if ((plan || (today && *date->end > *today)) && head.find("到") != std::string_view::npos) {
      return MeasureOf::kPlan;
    }
  }
  int64_t begin = BehindHanLead({place.clause_begin, place.clause_end});
  if (clause.voices.size() < 2 || text.find("是") != std::string_view::npos) {
    return MeasureOf::kNone;
  }
  if (plan && !OpensHanMeasure(text_, begin)) {
    // 举全市之力，打造…: by what, and then what.
    constexpr int64_t kLongestMeans = 36;  // bytes
    for (int64_t at = begin; at < std::min(place.clause_end, begin + kLongestMeans); ++at) {
      if (CommaAt(text_, at) == 0) continue;
      begin = at + CommaAt(text_, at);
      break;
    }
  }
  if (!OpensHanMeasure(text_, begin)) return MeasureOf::kNone;
  if (plan) return MeasureOf::kPlan;
  const bool first = place.clause_begin <= begin_ + 6;
  return first && voice.kind == record::VoiceKind::kSpeaker && !HasFigure(place)
             ? MeasureOf::kSpeaker
             : MeasureOf::kNone;
}

// 甲、乙分别增长5%和7%: which of the values is the entity's own by its place in the list; true
// where the list and the values do not match one by one.
bool SentenceReader::OwnsByTurn(const Told& told, const PlacedValue& value) {
  constexpr std::string_view kEach = "分别";
  if (!chinese_ || told.end < 0 || value.begin <= told.end) return true;
  const std::string_view between = text_.substr(told.end, value.begin - told.end);
  const size_t each = between.rfind(kEach);
  if (each == std::string_view::npos) return true;
  const int64_t turn = told.end + static_cast<int64_t>(each);
  // Names are whole tokens: the 和 of 和硕 joins nothing.
  size_t token = 0;
  while (token < tokens_.size() && tokens_[token].begin < told.begin) ++token;
  const auto joins = [&](size_t t) {
    const std::string_view word = finder_.Word(t);
    return !finder_.IsMention(t) && (word == "、" || word == "和" || word == "及" || word == "与");
  };
  const auto stops = [&](size_t t) {
    return tokens_[t].form == ProseToken::Form::kMark && !joins(t);
  };
  int64_t before = 0;
  for (size_t t = token; t > 0 && !stops(t - 1); --t) before += joins(t - 1);
  int64_t total = 1 + before;
  for (size_t t = token; t < tokens_.size() && tokens_[t].begin < turn && !stops(t); ++t) {
    total += joins(t);
  }
  int64_t values = 0;
  int64_t own = -1;
  for (const PlacedValue& v : Values()) {
    if (v.begin < turn || v.value.reading.index() != value.value.reading.index()) continue;
    if (v.begin == value.begin) own = values;
    ++values;
  }
  return total < 2 || values != total || own < 0 || own == before;
}

// Whether a subject of its own stands at the head of [range): a name, or a noun that is not only a
// measure of what was spoken of before (规模, 成本).
bool SentenceReader::OpensHanSubject(const Place& clause, Range range) {
  const Place place = PlaceOf(clause, range);
  const int64_t begin = BehindHanLead(range);
  size_t head = place.first;
  while (head < place.last && tokens_[head].begin < begin) ++head;
  if (head >= place.last) return false;
  if (finder_.IsMention(head) && !IsPeriod(head)) {
    const int64_t end = finder_.MentionOf(finder_.ListFrom(head, place.last).back()).end;
    const std::string_view rest = text_.substr(end, range.end - end);
    if (IsHead(head, place) && (HasChineseVerb(rest) || ChineseSubjectEnd(rest) >= 0)) return true;
  }
  const Range noun = HanNoun(place);
  if (noun.begin >= noun.end) return false;
  return finder_.IsMention(head) || !IsHanMeasure(text_.substr(noun.begin, noun.end - noun.begin));
}

std::vector<SentenceReader::Range> SentenceReader::HanUnits(const Place& clause) {
  std::vector<Range> units;
  const auto is_open = [&](int64_t at) {
    const std::string_view rest = text_.substr(at, 3);
    return rest[0] == '(' || rest[0] == '"' || rest == "（" || rest == "“" || rest == "「" ||
           rest == "《" || rest == "『";
  };
  const auto is_close = [&](int64_t at) {
    const std::string_view rest = text_.substr(at, 3);
    return rest[0] == ')' || rest == "）" || rest == "”" || rest == "」" || rest == "》" ||
           rest == "』";
  };
  int64_t from = clause.clause_begin;
  int depth = 0;
  std::vector<int64_t> starts = {from};
  for (size_t t = clause.first; t < clause.last; ++t) {
    if (tokens_[t].form != ProseToken::Form::kMark) continue;
    const int64_t at = tokens_[t].begin;
    if (is_close(at)) {
      depth = std::max(0, depth - 1);
    } else if (text_[at] != '"' && is_open(at)) {
      ++depth;
    } else if (depth == 0 && CommaAt(text_, at) > 0 && starts.size() < kMostUnits) {
      starts.push_back(tokens_[t].end);
    }
  }
  for (size_t i = 1; i < starts.size(); ++i) {
    const int64_t end = i + 1 < starts.size() ? starts[i + 1] - 1 : clause.clause_end;
    // A mere adverbial belongs to what follows.
    if (starts[i] - from < kLongestLead && BehindHanLead({from, starts[i]}) >= starts[i]) continue;
    const Range segment{starts[i], end};
    if (BehindHanLead(segment) >= end && i + 1 < starts.size()) {
      // 据悉, before the clause that it opens.
      const int64_t next = i + 2 < starts.size() ? starts[i + 2] - 1 : clause.clause_end;
      if (!OpensHanSubject(clause, {starts[i + 1], next})) continue;
    } else if (!OpensHanSubject(clause, segment)) {
      continue;
    }
    // "…，在会上，Y表示": where it happens belongs to what follows.
    size_t first = i;
    while (first > 0 && starts[first - 1] >= from &&
           IsHanAdverbial(text_.substr(starts[first - 1], starts[first] - 1 - starts[first - 1]))) {
      --first;
    }
    if (starts[first] <= from) continue;
    if (IsHanDependent(text_.substr(from, starts[first] - from))) continue;
    units.push_back({from, starts[first]});
    from = starts[first];
  }
  units.push_back({from, clause.clause_end});
  return units;
}

}  // namespace parallax::claim
