// What a sentence's reader hands on: claims with their evidence, and what was refused.
#include <algorithm>
#include <utility>

#include "core/catalog/well_known.h"
#include "core/record/entity_id.h"
#include "ingest_service/claim/cell_value.h"
#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

using record::Claim;
using record::Evidence;
using record::EvidenceRole;

// A document's refusals are for a reader who asks; no more than this are kept.
constexpr size_t kMostRejected = 2000;
constexpr int64_t kFarthestOwned = 28;     // bytes between an owner and the level of what it owns
constexpr int64_t kFarthestNegation = 24;  // bytes between a negation and the words of a frame

bool HoldsNegation(std::string_view cue) {
  return cue.find(" not ") != std::string_view::npos || cue.starts_with("not ");
}

}  // namespace

const std::vector<PlacedValue>& SentenceReader::Values() {
  if (recognized_) return values_;
  recognized_ = true;
  const record::Block& block = scene_.block.block();
  const std::string_view source =
      std::string_view(block.content.text)
          .substr(sentence_.range.begin, sentence_.range.end - sentence_.range.begin);
  recognize::Context context;
  context.language = block.language;
  context.reference_date = scene_.context.reference_date;
  context.region = scene_.context.region;
  for (recognize::RecognizedValue& value : scene_.context.recognizer.Recognize(source, context)) {
    PlacedValue placed;
    int64_t begin = value.begin;
    int64_t end = value.end;
    if (!value.hedge.empty()) {
      begin = std::min(begin, value.hedge.begin);
      end = std::max(end, value.hedge.end);
    }
    placed.begin = scene_.block.ToFolded(sentence_.range.begin + begin);
    placed.end = scene_.block.ToFolded(sentence_.range.begin + end);
    placed.value = std::move(value);
    values_.push_back(std::move(placed));
  }
  return values_;
}

std::vector<record::Reading> SentenceReader::FigureReadings(Range range) {
  // Only the first of each kind: a text may name more than one figure, a claim reads one.
  std::vector<record::Reading> readings;
  bool has_digit = false;
  for (int64_t at = range.begin; at < range.end && !has_digit; ++at) {
    const auto c = static_cast<unsigned char>(text_[at]);
    has_digit = (c >= '0' && c <= '9') || c >= 0xE3 || c == '$';
  }
  if (!has_digit) return readings;
  bool money = false;
  bool share = false;
  for (const PlacedValue& v : Values()) {
    if (v.begin < range.begin || v.end > range.end) continue;
    if (const auto* amount = std::get_if<value::Money>(&v.value.reading); amount && !money) {
      readings.emplace_back(*amount);
      money = true;
    } else if (const auto* part = std::get_if<value::Percentage>(&v.value.reading);
               part && !share) {
      readings.emplace_back(*part);
      share = true;
    }
  }
  return readings;
}

record::EntitySet SentenceReader::SetOf(const std::vector<const record::Mention*>& mentions) const {
  record::EntitySet set;
  for (const record::Mention* mention : mentions) {
    const bool known = std::any_of(set.entities.begin(), set.entities.end(), [&](const auto& e) {
      return e.entity_id == mention->entity_id;
    });
    if (!known) set.entities.push_back({mention->entity_id, mention->written});
  }
  return set;
}

SentenceReader::Range SentenceReader::Cut(int64_t begin, int64_t end, int64_t most) const {
  Range range{begin, std::min(end, begin + most)};
  while (range.end < end && range.end > begin &&
         (static_cast<unsigned char>(text_[range.end]) & 0xC0) == 0x80) {
    --range.end;
  }
  TrimValue(text_, &range.begin, &range.end);
  return range;
}

SentenceReader::Range SentenceReader::RangeOf(const SubjectAnswer& answer) const {
  if (answer.begin < 0) return {answer.taken_begin, answer.taken_end};
  Range range{answer.begin, answer.end};
  // A list is one value from its first member to its last.
  for (const PlacedMention& m : scene_.block.mentions()) {
    if (m.begin < answer.begin || m.begin >= end_) continue;
    if (std::find(answer.subjects.begin(), answer.subjects.end(), m.mention) !=
        answer.subjects.end()) {
      range.end = std::max(range.end, m.end);
    }
  }
  return range;
}

bool SentenceReader::IsNew(const std::string& subject, std::string_view dimension, Range value) {
  for (const Made& made : made_) {
    if (made.subject == subject && made.dimension == dimension && made.value.begin < value.end &&
        value.begin < made.value.end) {
      return false;
    }
  }
  made_.push_back({subject, dimension, value});
  return true;
}

bool SentenceReader::NegatedAt(const Place& place) const {
  if (!place.clause->negated) return false;
  return std::any_of(place.clause->cues.begin(), place.clause->cues.end(),
                     [&](const discourse::Cue& cue) {
                       if (cue.role != EvidenceRole::kNegation || cue.block != sentence_.block)
                         return false;
                       const int64_t begin = scene_.block.ToFolded(cue.range.begin);
                       const int64_t end = scene_.block.ToFolded(cue.range.end);
                       return begin < place.cue_end && end + kFarthestNegation >= place.cue_begin;
                     });
}

// "China's state-driven model", 中国的「国家主导」模式: a name that owns the noun a level is said
// of.
bool SentenceReader::OwnsLevel(const Place& place, const SubjectAnswer& subject,
                               Range value) const {
  if (place.use == nullptr || place.use->frame->shape != catalog::FrameShape::kLevelNoun ||
      subject.begin < 0 || subject.end > value.begin ||
      value.begin - subject.end > kFarthestOwned) {
    return false;
  }
  const std::string_view gap = text_.substr(subject.end, value.begin - subject.end);
  // "China's centralized, state-driven model".
  const bool owns = gap.starts_with("'s ") && std::ranges::count(gap, ' ') <= 3;
  return owns || gap == "的" || gap == "「" || gap == "“" || gap == "\"" || gap == "的「" ||
         gap == "的“" || gap == "的\"";
}

// "wants to lead and is building …": what it does is not what it wants.
bool SentenceReader::IsSecondPredicate(const Place& place) const {
  if (chinese_ || place.cue == 0 || place.cue_begin >= place.cue_end) return false;
  const std::string_view verb = finder_.Word(place.cue);
  const bool finite = verb == "is" || verb == "are" || verb == "has" || verb == "have" ||
                      verb == "was" || verb == "were";
  return finite && !finder_.IsMention(place.cue - 1) && finder_.Word(place.cue - 1) == "and";
}

Claim SentenceReader::Make(const Place& place, const SubjectAnswer& answer,
                           const record::Mention& subject, const catalog::Dimension& dimension,
                           const std::string& rule, Range value,
                           std::vector<record::Reading> readings) {
  Claim claim;
  claim.subject_entity_id = subject.entity_id;
  claim.subject_written = subject.written;
  claim.dimension_id = dimension.id;
  claim.kind = record::ClaimKind::kValue;
  claim.activity = {rule, kProseRuleVersion, scene_.rules.catalog().pack_id(),
                    scene_.rules.catalog().pack_version()};
  constexpr size_t kOwnEvidence = 5;  // subject, what takes it up, words, value, negation
  claim.evidence.reserve(kOwnEvidence + place.clause->cues.size());
  claim.voices.reserve(place.clause->voices.size());
  claim.evidence.push_back(
      {subject.span, EvidenceRole::kSubject, record::Alignment::kUnspecified, subject.written});
  if (answer.taken_end > answer.taken_begin) {
    claim.evidence.push_back(
        scene_.block.Quote(answer.taken_begin, answer.taken_end, EvidenceRole::kSubject));
  }
  if (place.cue_begin < place.cue_end) {
    claim.evidence.push_back(
        scene_.block.Quote(place.cue_begin, place.cue_end, EvidenceRole::kDimension));
  }
  const Evidence quote = scene_.block.Quote(value.begin, value.end, EvidenceRole::kValue);
  claim.value.text = quote.quote;
  claim.value.language = scene_.block.block().language;
  claim.value.readings = std::move(readings);
  claim.evidence.push_back(quote);
  if (dimension.value_type == catalog::ValueType::kItemList) {
    claim.value.readings.insert(
        claim.value.readings.begin(),
        record::ItemList{
            {{quote.quote, quote.span, MentionedIn(scene_.context.mentions, quote.span)}}});
  }

  const discourse::Clause& clause = *place.clause;
  for (const int32_t voice : clause.voices) {
    claim.voices.push_back(scene_.discourse.voices[voice]);
  }
  claim.stance = clause.stance;
  claim.modality = clause.modality;
  claim.polarity = clause.polarity;
  if (dimension.id == "weaknesses") claim.polarity = record::Polarity::kWeakness;
  if (dimension.id == "strengths") claim.polarity = record::Polarity::kStrength;
  if (claim.modality == record::Modality::kActual &&
      (dimension.id == "strategic_goal" || dimension.id == "target_date" ||
       dimension.id == "aims")) {
    claim.modality = record::Modality::kPlanned;
  }
  if (dimension.commitment && claim.stance == record::Stance::kPredicts && !clause.expected) {
    claim.stance = record::Stance::kAsserts;
  }
  // What a name carries with it ("Toronto-based Example will invest", "the US Stargate Project")
  // is so already, whatever the sentence plans, doubts or wishes.
  const int64_t cue = scene_.block.ToSource(place.cue_begin);
  if (claim.modality == record::Modality::kPlanned && IsSecondPredicate(place)) {
    claim.modality = record::Modality::kActual;
  }
  const bool carried = (cue > 0 && place.cue_begin < place.cue_end &&
                        scene_.block.block().content.text[cue - 1] == '-') ||
                       rule == "prose/economy_of/owner" || OwnsLevel(place, answer, value);
  if (carried && claim.modality != record::Modality::kAlleged) {
    claim.modality = record::Modality::kActual;
    if (claim.stance == record::Stance::kPredicts || claim.stance == record::Stance::kRecommends) {
      claim.stance = record::Stance::kAsserts;
    }
  }
  const bool in_cue = HoldsNegation(text_.substr(place.cue_begin, place.cue_end - place.cue_begin));
  // An open question's value is the whole clause, its negation included. A frame is denied by a
  // negation at its own words, not by one elsewhere in the clause.
  const bool denied = !catalog::IsOpenQuestion(dimension.id) && dimension.id != "weaknesses" &&
                      (NegatedAt(place) || answer.negated || in_cue);
  if (denied &&
      (claim.stance == record::Stance::kAsserts || claim.stance == record::Stance::kPredicts)) {
    claim.stance = record::Stance::kDenies;
  }
  bool shown = false;
  for (const discourse::Cue& cue : clause.cues) {
    const record::MappedText& content = scene_.context.document.blocks[cue.block].content;
    claim.evidence.push_back(
        {content.Original(cue.range.begin, cue.range.end), cue.role,
         record::Alignment::kUnspecified,
         content.text.substr(cue.range.begin, cue.range.end - cue.range.begin)});
    shown |= cue.role == EvidenceRole::kNegation;
  }
  if (denied && !shown && answer.negated) {
    claim.evidence.push_back(
        scene_.block.Quote(answer.negation_begin, answer.negation_end, EvidenceRole::kNegation));
  }
  return claim;
}

bool SentenceReader::Add(const Place& place, const SubjectAnswer& subject,
                         const catalog::Dimension& dimension, const std::string& rule, Range value,
                         const std::vector<record::Reading>& readings) {
  if (place.clause == nullptr || value.begin >= value.end) return false;
  bool added = false;
  for (const record::Mention* mention : subject.subjects) {
    if (!IsNew(mention->entity_id, dimension.id, value)) continue;
    draft_->claims.push_back(Make(place, subject, *mention, dimension, rule, value, readings));
    last_subject_ = mention;
    added = true;
  }
  return added;
}

// "by 2030" beside what is wanted: the term is a claim of its own.
void SentenceReader::AddTerm(const Place& place, const SubjectAnswer& subject) {
  const catalog::Dimension* dimension = scene_.rules.target_date();
  if (dimension == nullptr || dimension->value_type != catalog::ValueType::kDateInterval) return;
  bool asked = false;
  for (const record::Mention* mention : subject.subjects) {
    asked |= ProseRules::AppliesTo(*dimension, record::EntityKind(mention->entity_id));
  }
  if (!asked) return;
  for (const PlacedValue& v : Values()) {
    if (v.begin < place.clause_begin || v.end > place.clause_end || !IsTerm(v, text_)) continue;
    Place at = place;
    at.cue_begin = v.begin;
    at.cue_end = v.end;
    Add(at, subject, *dimension, "prose/target_date/term", {v.begin, v.end},
        {std::get<value::DateInterval>(v.value.reading)});
  }
}

void SentenceReader::Reject(const Place& place, const catalog::Dimension* dimension,
                            std::string_view reason) {
  if (draft_->rejected.size() >= kMostRejected) return;
  record::RejectedCandidate rejected;
  if (dimension != nullptr) rejected.dimension_id = dimension->id;
  rejected.span = scene_.block.Quote(place.cue_begin, place.cue_end, EvidenceRole::kDimension).span;
  rejected.rule_id = place.use != nullptr ? place.use->rule_id : "prose";
  rejected.reason = std::string(reason);
  draft_->rejected.push_back(std::move(rejected));
}

}  // namespace parallax::claim
