#include "ingest_service/claim/prose_sentence.h"

#include <algorithm>
#include <utility>

#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

using catalog::Dimension;
using catalog::FrameShape;
using catalog::ValueType;

constexpr int64_t kLongestValue = 400;     // bytes of a value that is a text
constexpr int64_t kFarthestRaised = 24;    // bytes between "raised" and the amount
constexpr size_t kFewestDigitsOfSize = 5;  // of an amount that is more than a price

bool HeldBy(const void* dimension, std::string_view kind) {
  const auto& kinds = static_cast<const Dimension*>(dimension)->value_kinds;
  return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Fits HeldBy(const Dimension& dimension) { return {&HeldBy, &dimension}; }

bool WordStands(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if (text::IsWordBoundary(text, static_cast<int64_t>(at)) &&
        text::IsWordBoundary(text, static_cast<int64_t>(at + word.size()))) {
      return true;
    }
  }
  return false;
}

}  // namespace

SentenceReader::SentenceReader(const SentenceScene& scene, const discourse::Sentence& sentence,
                               ClaimDraft* draft)
    : scene_(scene),
      sentence_(sentence),
      draft_(draft),
      text_(scene.block.text()),
      chinese_(scene.block.block().language.starts_with("zh")),
      begin_(scene.block.ToFolded(sentence.range.begin)),
      end_(scene.block.ToFolded(sentence.range.end)),
      finder_(scene.block, tokens_, scene.focus, chinese_),
      first_claim_(draft->claims.size()) {
  Tokenize(scene.block, begin_, end_, &tokens_);
}

const discourse::Clause* SentenceReader::ClauseAt(int64_t folded, int64_t* begin,
                                                  int64_t* end) const {
  for (const discourse::Clause& clause : sentence_.clauses) {
    *begin = scene_.block.ToFolded(clause.range.begin);
    *end = scene_.block.ToFolded(clause.range.end);
    if (folded >= *begin && folded < *end) return &clause;
  }
  return nullptr;
}

SentenceReader::Place SentenceReader::PlaceAt(int64_t begin, int64_t end) const {
  Place place{};
  place.cue_begin = begin;
  place.cue_end = end;
  place.clause = ClauseAt(begin, &place.clause_begin, &place.clause_end);
  const auto token_at = [&](int64_t at) {
    return static_cast<size_t>(
        std::lower_bound(tokens_.begin(), tokens_.end(), at,
                         [](const ProseToken& t, int64_t value) { return t.begin < value; }) -
        tokens_.begin());
  };
  place.first = token_at(place.clause_begin);
  place.cue = token_at(begin);
  place.after = token_at(end);
  place.zone_end = place.clause_end;
  place.last = token_at(place.clause_end);
  return place;
}

int64_t SentenceReader::ZoneEnd(const Place& place) const {
  int commas = 0;
  // "While the US does this, China …": the clause that is set against another ends at its comma.
  bool set_against = false;
  for (size_t at = place.first; at < place.cue && !chinese_; ++at) {
    if (tokens_[at].mention >= 0) continue;
    const std::string_view word = finder_.Word(at);
    if (word == ",") set_against = false;
    if (word == "while" || word == "whereas" || word == "although" || word == "though" ||
        word == "as" || word == "if" || word == "unlike") {
      set_against = at == place.first || finder_.Word(at - 1) == "," || finder_.Word(at - 1) == ":";
    }
  }
  for (size_t at = place.after; at < place.last; ++at) {
    const std::string_view word = finder_.Word(at);
    const int64_t begin = tokens_[at].begin;
    if (tokens_[at].form == ProseToken::Form::kMark) {
      if (word == ";" || word == "；" || word == "。" || word == "—") return begin;
      if (set_against && word == ",") return begin;
      if (chinese_ && (word == "," || word == "，")) {
        const std::string_view rest = text_.substr(tokens_[at].end);
        for (const std::string_view opener :
             {"但", "而", "然而", "不过", "并且", "因此", "同时", "其中", "此外", "以及其"}) {
          if (rest.starts_with(opener)) return begin;
        }
        // A second comma opens another statement as a rule.
        if (++commas == 2 && begin - place.cue_end > 60) return begin;
      }
      continue;
    }
    if (!chinese_ && tokens_[at].mention < 0 && EndsValue(word)) return begin;
  }
  return place.clause_end;
}

bool SentenceReader::Locate(const text::PhraseMatch& phrase, Place* place) const {
  *place = PlaceAt(phrase.begin, phrase.end);
  if (place->clause == nullptr || phrase.end > place->clause_end) return false;
  place->zone_end = ZoneEnd(*place);
  while (place->last > place->after && tokens_[place->last - 1].begin >= place->zone_end) {
    --place->last;
  }
  return true;
}

bool SentenceReader::HasNeed(const Place& place) const {
  if (place.use->needs.empty()) return true;
  const std::string_view zone = text_.substr(place.cue_begin, place.zone_end - place.cue_begin);
  return std::any_of(place.use->needs.begin(), place.use->needs.end(),
                     [&](const std::string& word) { return WordStands(zone, word); });
}

void SentenceReader::Read(const std::vector<text::PhraseMatch>& phrases) {
  ReadNameWithAmount();
  ReadOwners();
  int frames = 0;
  for (const text::PhraseMatch& phrase : phrases) {
    if (++frames > kMostFramesPerSentence) break;
    ReadPhrase(phrase);
  }
  ReadStatements();
}

void SentenceReader::ReadPhrase(const text::PhraseMatch& phrase) {
  // A cue inside a name ("Build America Act") is part of it.
  const auto& mentions = scene_.block.mentions();
  const size_t next = scene_.block.MentionAt(phrase.begin + 1);
  if (next > 0 && mentions[next - 1].end > phrase.begin) return;
  Place place{};
  if (!Locate(phrase, &place)) return;
  for (const int32_t index : scene_.rules.UsesOf(phrase.value)) {
    place.use = &scene_.rules.use(index);
    if (HasNeed(place)) ReadFrame(place);
  }
}

void SentenceReader::ReadFrame(const Place& place) {
  switch (place.use->frame->shape) {
    case FrameShape::kAct:
      return ReadAct(place);
    case FrameShape::kLevelNoun:
      return ReadLevelNoun(place);
    case FrameShape::kTopicFirst:
      return ReadTopicFirst(place);
    case FrameShape::kPredicate:
      return ReadPredicate(place);
    case FrameShape::kObject:
      return ReadObject(place);
    case FrameShape::kSubjectFirst:
    case FrameShape::kValueFirst:
      break;
  }
  switch (place.use->dimension->value_type) {
    case ValueType::kEntitySet:
      return ReadEntities(place);
    case ValueType::kText:
    case ValueType::kItemList:
      return ReadPredicate(place);
    default:
      return ReadTyped(place);
  }
}

void SentenceReader::ReadEntities(const Place& place) {
  const Dimension& dimension = *place.use->dimension;
  const bool value_first = place.use->frame->shape == FrameShape::kValueFirst;
  // Lists stand behind "such as" too.
  const bool far = dimension.id == "participants" || dimension.id == "backed_by";
  SubjectAnswer subject =
      value_first ? finder_.After(place.after, place.last, ProseRules::ToldOf(*place.use), false)
                  : finder_.Before(place.first, place.cue, ProseRules::ToldOf(*place.use));
  if (subject.subjects.empty()) return Reject(place, &dimension, subject.reason);
  SubjectAnswer value = value_first
                            ? finder_.Before(place.first, place.cue, HeldBy(dimension))
                            : finder_.After(place.after, place.last, HeldBy(dimension), far);
  if (value.subjects.empty() && !value_first) {
    value = finder_.CalledBehind(place.after, HeldBy(dimension));
  }
  if (value.subjects.empty()) return Reject(place, &dimension, value.reason);
  subject.negated |= value.negated;
  // Nothing is its own participant or developer.
  for (const record::Mention* s : subject.subjects) {
    for (const record::Mention* v : value.subjects) {
      if (s->entity_id == v->entity_id) return;
    }
  }
  Add(place, subject, dimension, place.use->rule_id, RangeOf(value), {SetOf(value.subjects)});
}

void SentenceReader::ReadTyped(const Place& place) {
  const Dimension& dimension = *place.use->dimension;
  const ValueZone zone{place.cue_begin, place.cue_end, place.clause_begin, place.zone_end};
  if (dimension.value_type == ValueType::kLevel) return;
  const int32_t at = AttachedValue(Values(), dimension, zone, text_);
  if (at < 0) return;
  const PlacedValue& value = values_[at];
  const bool behind = place.use->frame->shape == FrameShape::kValueFirst;
  const SubjectAnswer subject =
      behind ? finder_.After(place.after, place.last, ProseRules::ToldOf(*place.use), false)
             : finder_.Before(place.first, place.cue, ProseRules::ToldOf(*place.use));
  if (subject.subjects.empty()) return Reject(place, &dimension, subject.reason);
  if (dimension.value_type == ValueType::kMoney && subject.subjects.size() > 1) {
    return Reject(place, &dimension, "an amount for several together");
  }
  // "raised its forecast by $15 billion": no money came in.
  if (dimension.id == "funding_raised" && value.begin - place.cue_end > kFarthestRaised) {
    return Reject(place, &dimension, "the amount is not what was raised");
  }
  // "the party, founded 100 years ago": a count of years, and the date is of something else.
  if (dimension.value_type == ValueType::kDateInterval && value.end <= place.cue_begin &&
      place.cue_end < end_ && text_[place.cue_end] >= '0' && text_[place.cue_end] <= '9') {
    return Reject(place, &dimension, "the date is of something else");
  }
  if (dimension.id == "announced_size") {
    const auto& amount = std::get<value::Money>(value.value.reading).amount;
    if (std::min(amount.decimal.find('.'), amount.decimal.size()) < kFewestDigitsOfSize) {
      return Reject(place, &dimension, "a price, not a commitment");
    }
    // 产业规模达到…: how large an industry is, and nobody's commitment.
    constexpr int64_t kBeforeCue = 12;  // bytes
    const int64_t noun = std::max(place.clause_begin, place.cue_begin - kBeforeCue);
    const std::string_view measured = text_.substr(noun, place.cue_end - noun);
    for (const std::string_view size : {"产业规模", "市场规模", "行业规模", "经济规模"}) {
      if (measured.find(size) != std::string_view::npos) {
        return Reject(place, &dimension, "how large an industry is");
      }
    }
    const int64_t from = std::min(place.cue_end, value.begin);
    const int64_t to = std::min<int64_t>(end_, value.end + 24);
    if (SpoilsInvestment(text_.substr(from, to - from))) {
      return Reject(place, &dimension, "the amount is of something else than a commitment");
    }
  }
  const auto add = [&](const PlacedValue& v) {
    record::Reading reading;
    std::visit(
        [&](const auto& read) {
          if constexpr (requires { reading = read; }) reading = read;
        },
        v.value.reading);
    if (auto* quantity = std::get_if<value::Quantity>(&reading);
        quantity != nullptr && !dimension.default_unit.empty()) {
      quantity->unit = dimension.default_unit;
    }
    return Add(place, subject, dimension, place.use->rule_id, {v.begin, v.end}, {reading});
  };
  const size_t before = draft_->claims.size();
  if (!add(value)) return;
  const size_t made = draft_->claims.size() - before;
  if (dimension.id == "announced_size") AddTerm(place, subject);
  // The source's own restatements: claims of their own, linked.
  for (const PlacedValue& other : values_) {
    if (other.value.stated_equivalent_of != at ||
        other.value.reading.index() != value.value.reading.index()) {
      continue;
    }
    const size_t first = draft_->claims.size();
    if (!add(other)) continue;
    for (size_t i = 0; i < made && first + i < draft_->claims.size(); ++i) {
      draft_->equivalents.push_back({first + i, before + i});
    }
  }
}

void SentenceReader::ReadPredicate(const Place& place) {
  const Dimension& dimension = *place.use->dimension;
  SubjectAnswer subject = finder_.Before(place.first, place.cue, ProseRules::ToldOf(*place.use));
  if (subject.subjects.empty() && dimension.value_type == ValueType::kLevel) {
    subject = finder_.Located(place.first, place.last, ProseRules::ToldOf(*place.use));
  }
  if (subject.subjects.empty() && dimension.subject_kinds.empty()) {
    subject = finder_.Compared(place.after, place.last, ProseRules::ToldOf(*place.use));
  }
  if (subject.subjects.empty() && !subject.refused && dimension.subject_kinds.empty()) {
    subject = finder_.OfEconomy(place.first, place.cue, ProseRules::ToldOf(*place.use));
  }
  if (subject.subjects.empty()) return Reject(place, &dimension, subject.reason);
  const bool with_cue = place.use->frame->shape == FrameShape::kPredicate;
  Range value = Cut(with_cue ? place.cue_begin : place.cue_end, place.zone_end, kLongestValue);
  value = WithoutCredit(place, value);
  // "wants to lead and is building …": what is wanted ends where the subject does something.
  if (!with_cue && !chinese_ && CueOf(place).ends_with(" to")) {
    const std::string_view wanted = text_.substr(value.begin, value.end - value.begin);
    for (const std::string_view next :
         {" and is ", " and are ", " and has ", " and have ", " and was ", " and were "}) {
      const size_t at = wanted.find(next);
      if (at == std::string_view::npos) continue;
      value = Cut(value.begin, value.begin + static_cast<int64_t>(at), kLongestValue);
      break;
    }
  }
  // What is only wanted ("aims to lead the world") is no strength yet.
  if (dimension.id == "strengths" || dimension.id == "policy_outcomes") {
    for (const Made& made : made_) {
      if ((made.dimension == "strategic_goal" || made.dimension == "aims") &&
          made.value.begin <= place.cue_begin && place.cue_begin < made.value.end) {
        return Reject(place, &dimension, "it is wanted, not reached");
      }
    }
  }
  if (value.end - value.begin < 6) return Reject(place, &dimension, "nothing is said");
  std::vector<record::Reading> readings;
  if (dimension.value_type == ValueType::kLevel) {
    if (!place.use->frame->levels) return;
    readings.emplace_back(*place.use->frame->levels);
  } else {
    readings = FigureReadings(value);
  }
  if (Add(place, subject, dimension, place.use->rule_id, value, readings)) {
    AddTerm(place, subject);
  }
}

void SentenceReader::ReadObject(const Place& place) {
  const Dimension& dimension = *place.use->dimension;
  const bool money = dimension.value_type == ValueType::kMoney;
  // "provides up to $2 billion in grants to Example": the receiver comes last.
  SubjectAnswer subject =
      finder_.After(place.after, place.last, ProseRules::ToldOf(*place.use), /*far=*/money);
  if (subject.subjects.empty()) {
    subject = finder_.TakenUpBehind(place.after, place.last, ProseRules::ToldOf(*place.use));
  }
  if (subject.subjects.empty()) return Reject(place, &dimension, subject.reason);
  if (money) {
    const ValueZone zone{place.cue_begin, place.cue_end, place.clause_begin, place.zone_end};
    const int32_t at = AttachedValue(Values(), dimension, zone, text_);
    if (at < 0) return;
    Add(place, subject, dimension, place.use->rule_id, {values_[at].begin, values_[at].end},
        {std::get<value::Money>(values_[at].value.reading)});
    return;
  }
  const Range value = Cut(place.cue_begin, place.zone_end, kLongestValue);
  std::vector<record::Reading> readings = FigureReadings(value);
  if (dimension.value_type == ValueType::kLevel) {
    if (!place.use->frame->levels) return;
    readings.assign(1, *place.use->frame->levels);
  }
  Add(place, subject, dimension, place.use->rule_id, value, readings);
}

// "the $500 billion Stargate Project", "Stargate, a $500 billion effort", "a one trillion yuan
// initiative, known as the Action Plan", 总规模3440亿元的大基金三期.
void SentenceReader::ReadNameWithAmount() {
  const Dimension* dimension = scene_.rules.announced_size();
  if (dimension == nullptr || dimension->value_type != ValueType::kMoney) return;
  for (size_t t = 0; t < tokens_.size(); ++t) {
    if (!finder_.IsMention(t) || finder_.MentionOf(t).kind != "initiative") continue;
    const PlacedMention& named = finder_.MentionOf(t);
    for (size_t i = 0; i < Values().size(); ++i) {
      const PlacedValue& v = values_[i];
      if (!std::holds_alternative<value::Money>(v.value.reading)) continue;
      bool beside = false;
      if (v.end <= named.begin && named.begin - v.end < 80) {
        const std::string_view gap = text_.substr(v.end, named.begin - v.end);
        const bool called = WordStands(gap, "known as") || WordStands(gap, "called") ||
                            WordStands(gap, "dubbed") || WordStands(gap, "named") ||
                            gap.find("名为") != std::string_view::npos ||
                            gap.find("称为") != std::string_view::npos;
        const auto words = std::count(gap.begin(), gap.end(), ' ');
        const bool plain = gap.find_first_of(",.;:") == std::string_view::npos;
        beside = called ||
                 (chinese_ ? gap == "的" || gap == "规模的"
                           : plain && words <= 4 && gap.size() < 32 && !WordStands(gap, "for") &&
                                 !WordStands(gap, "in") && !WordStands(gap, "to") &&
                                 !WordStands(gap, "from") && !WordStands(gap, "of") &&
                                 !WordStands(gap, "and") && !WordStands(gap, "by") &&
                                 !WordStands(gap, "on") && !WordStands(gap, "under") &&
                                 !WordStands(gap, "over") && !WordStands(gap, "through") &&
                                 !WordStands(gap, "with") && !WordStands(gap, "as"));
      } else if (v.begin >= named.end && v.begin - named.end < 14) {
        const std::string_view gap = text_.substr(named.end, v.begin - named.end);
        beside = gap == ", a " || gap == ", the " || gap == " (" || gap == ", an " || gap == "（" ||
                 gap == "(" || gap == ", worth " || gap == ", its " || gap == ", with ";
      }
      if (!beside) continue;
      Place place = PlaceAt(v.begin, v.end);
      if (place.clause == nullptr) continue;
      const int64_t to = std::min<int64_t>(end_, v.end + 20);
      if (SpoilsInvestment(text_.substr(v.end, to - v.end))) continue;
      SubjectAnswer subject;
      subject.subjects.push_back(named.mention);
      subject.begin = named.begin;
      subject.end = named.end;
      const size_t at = draft_->claims.size();
      if (!Add(place, subject, *dimension, "prose/announced_size/beside-name", {v.begin, v.end},
               {std::get<value::Money>(v.value.reading)})) {
        continue;
      }
      const int32_t of = v.value.stated_equivalent_of;
      if (of >= 0 && std::holds_alternative<value::Money>(values_[of].value.reading)) {
        const PlacedValue& first = values_[of];
        const size_t base = draft_->claims.size();
        if (Add(PlaceAt(first.begin, first.end), subject, *dimension,
                "prose/announced_size/beside-name", {first.begin, first.end},
                {std::get<value::Money>(first.value.reading)})) {
          draft_->equivalents.push_back({at, base});
        }
      } else {
        for (size_t j = i + 1; j < values_.size(); ++j) {
          const PlacedValue& other = values_[j];
          if (other.value.stated_equivalent_of != static_cast<int32_t>(i) ||
              !std::holds_alternative<value::Money>(other.value.reading)) {
            continue;
          }
          const size_t linked = draft_->claims.size();
          if (Add(PlaceAt(other.begin, other.end), subject, *dimension,
                  "prose/announced_size/beside-name", {other.begin, other.end},
                  {std::get<value::Money>(other.value.reading)})) {
            draft_->equivalents.push_back({linked, at});
          }
        }
      }
    }
  }
}

// "China's Action Plan", "the US Stargate Project", "Chinese startup DeepSeek": whose it is.
void SentenceReader::ReadOwners() {
  const Dimension* dimension = scene_.rules.economy_of();
  if (dimension == nullptr || dimension->value_type != ValueType::kEntitySet) return;
  for (size_t t = 0; t + 1 < tokens_.size(); ++t) {
    if (!finder_.IsMention(t) || finder_.MentionOf(t).kind != "economy") continue;
    const PlacedMention& owner = finder_.MentionOf(t);
    if (owner.mention->form == record::MentionForm::kMetonym) continue;
    size_t at = t + 1;
    size_t words = 0;
    bool describes = false;
    for (; at < tokens_.size() && at < t + 6 && !finder_.IsMention(at); ++at) {
      const std::string_view word = finder_.Word(at);
      if (word == "'s" || word == "的" || word == "“" || word == "\"" || word == "《" ||
          word == "「")
        continue;
      if (tokens_[at].form == ProseToken::Form::kMark) break;
      const bool role = word == "startup" || word == "company" || word == "firm" ||
                        word == "giant" || word == "lab" || word == "tech" || word == "ai" ||
                        word == "chipmaker" || word == "automaker" || word == "maker";
      describes |= role;
      words += role ? 0 : 1;
    }
    if (at >= tokens_.size() || !finder_.IsMention(at) || words > 1) continue;
    const PlacedMention& owned = finder_.MentionOf(at);
    const bool owns = finder_.IsOwner(t);
    const bool initiative = owned.kind == "initiative" && words <= 1 && (owns || words == 0);
    const bool firm =
        owned.kind == "organization" && owns && words == 0 &&
        (describes || owner.mention->form == record::MentionForm::kAdjective || at == t + 2);
    if (!initiative && !firm) continue;
    Place place = PlaceAt(owner.begin, owner.end);
    if (place.clause == nullptr) continue;
    SubjectAnswer subject;
    subject.subjects.push_back(owned.mention);
    subject.begin = owned.begin;
    subject.end = owned.end;
    Add(place, subject, *dimension, "prose/economy_of/owner", {owner.begin, owner.end},
        {SetOf({owner.mention})});
    const Dimension* headline = scene_.rules.headline_initiative();
    if (initiative && headline != nullptr && headline->value_type == ValueType::kEntitySet) {
      SubjectAnswer whose;
      whose.subjects.push_back(owner.mention);
      whose.begin = owner.begin;
      whose.end = owner.end;
      Add(place, whose, *headline, "prose/headline_initiative/owner", {owned.begin, owned.end},
          {SetOf({owned.mention})});
    }
  }
}

}  // namespace parallax::claim
