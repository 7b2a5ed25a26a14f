// Sentences that say what the list below them tells: "The approach has its weaknesses.", "China
// faces three challenges:", 中国面临以下挑战：. Each item answers the question for the sentence's
// subject.
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "core/record/entity_id.h"
#include "ingest_service/claim/heading_focus.h"
#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

using catalog::Dimension;

constexpr int64_t kLongestItem = 400;    // bytes of an item that is shown whole
constexpr size_t kLongestAsked = 12;     // tokens behind the verb
constexpr size_t kLongestHanAsked = 45;  // bytes of them

constexpr std::array<std::string_view, 14> kVerbs = {
    "has",    "have",  "had",  "faces",   "face",    "faced",    "offers",
    "brings", "poses", "with", "carries", "include", "includes", "enjoys"};
constexpr std::array<std::string_view, 40> kCounts = {
    "its",  "their",    "several", "some",        "many",     "a",       "an",        "number",
    "of",   "two",      "three",   "four",        "five",     "six",     "seven",     "the",
    "ten",  "key",      "main",    "major",       "serious",  "these",   "important", "clear",
    "own",  "certain",  "real",    "significant", "various",  "few",     "big",       "structural",
    "core", "multiple", "notable", "eight",       "distinct", "obvious", "following", "critical"};
constexpr std::array<std::string_view, 7> kHanVerbs = {"面临", "存在", "具有", "具备",
                                                       "拥有", "享有", "有"};
constexpr std::array<std::string_view, 36> kHanCounts = {
    "以下", "如下", "一些", "诸多", "多项",   "多个", "若干", "许多", "不少", "主要", "明显", "的",
    "几个", "几大", "几项", "几点", "一系列", "着",   "了",   "两",   "三",   "四",   "五",   "六",
    "七",   "八",   "大",   "个",   "项",     "种",   "方面", "重大", "严峻", "突出", "多重", "几"};

template <size_t kSize>
bool In(const std::array<std::string_view, kSize>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A list's question is one that items answer, not a number or a name.
bool IsListed(const Dimension* dimension) {
  return dimension != nullptr && dimension->value_type == catalog::ValueType::kItemList;
}

}  // namespace

// The verb before what is asked and the words that ask, counts left out: 面临|以下|挑战.
SentenceReader::Question SentenceReader::AskedInHan(size_t end) const {
  Question question{end, {}};
  for (size_t at = end; at-- > 0 && question.verb == end && !finder_.IsMention(at);) {
    const std::string_view rest =
        text_.substr(tokens_[at].begin, tokens_[end - 1].end - tokens_[at].begin);
    if (rest.size() > kLongestHanAsked) break;
    for (const std::string_view word : kHanVerbs) {
      if (!rest.starts_with(word)) continue;
      question = {at, rest.substr(word.size())};
      break;
    }
  }
  std::string_view& asked = question.asked;
  for (bool cut = true; cut && !asked.empty();) {
    cut = false;
    for (const std::string_view word : kHanCounts) {
      if (!asked.starts_with(word) || asked.size() == word.size()) continue;
      asked.remove_prefix(word.size());
      cut = true;
    }
  }
  if (asked.ends_with("如下")) asked.remove_suffix(std::string_view("如下").size());
  return question;
}

// "faces | three major | challenges".
SentenceReader::Question SentenceReader::AskedInLatin(size_t end) const {
  for (size_t at = end; at-- > 0 && end - at < kLongestAsked && !finder_.IsMention(at);) {
    if (!In(kVerbs, finder_.Word(at))) continue;
    size_t from = at + 1;
    while (from < end && !finder_.IsMention(from) && In(kCounts, finder_.Word(from))) ++from;
    if (from >= end) return {};
    return {at, text_.substr(tokens_[from].begin, tokens_[end - 1].end - tokens_[from].begin)};
  }
  return {};
}

std::optional<Announced> SentenceReader::Announces() {
  if (sentence_.clauses.empty()) return std::nullopt;
  // What the last clause asks for stands at its end, before the mark.
  size_t end = tokens_.size();
  while (end > 0 && !finder_.IsMention(end - 1) &&
         tokens_[end - 1].form == ProseToken::Form::kMark) {
    --end;
  }
  if (end == 0) return std::nullopt;
  const auto& [verb, asked] = chinese_ ? AskedInHan(end) : AskedInLatin(end);
  if (asked.empty() || verb == 0) return std::nullopt;
  const Place place = PlaceAt(tokens_[verb].begin, tokens_[verb].end);
  if (place.clause == nullptr) return std::nullopt;
  for (const std::string_view kind : {"economy", "organization", "initiative", "model"}) {
    const Dimension* dimension = DimensionAsked(scene_.rules.catalog(), asked, kind);
    if (!IsListed(dimension)) continue;
    const Fits fits = ProseRules::AskedOf(*dimension);
    SubjectAnswer subject = finder_.Before(place.first, place.cue, fits);
    if (subject.subjects.empty() && !subject.refused) {
      subject = finder_.OfEconomy(place.first, place.cue, fits);
    }
    if (subject.subjects.size() != 1) return std::nullopt;
    const record::Mention& mention = *subject.subjects.front();
    if (!ProseRules::AppliesTo(*dimension, record::EntityKind(mention.entity_id))) {
      return std::nullopt;
    }
    Announced announced{dimension, &mention, {}, {}};
    const int64_t words_end = tokens_[end - 1].end;
    announced.asked =
        scene_.block.Quote(tokens_[verb].begin, words_end, record::EvidenceRole::kDimension);
    if (subject.taken_end > subject.taken_begin) {
      announced.taken = scene_.block.Quote(subject.taken_begin, subject.taken_end,
                                           record::EvidenceRole::kSubject);
    }
    return announced;
  }
  return std::nullopt;
}

void SentenceReader::ReadItem(const Announced& announced) {
  if (sentence_.clauses.empty()) return;
  const int64_t first = scene_.block.ToFolded(sentence_.clauses.front().range.begin);
  const Place place = PlaceAt(first, first);
  if (place.clause == nullptr) return;
  const auto whole = static_cast<int64_t>(text_.size());
  const Range value = Cut(begin_, whole - begin_ <= kLongestItem ? whole : end_, kLongestItem);
  SubjectAnswer subject;
  subject.subjects.push_back(announced.subject);
  subject.begin = -1;
  const record::Mention* before = last_subject_;
  if (!Add(place, subject, *announced.dimension, "prose/" + announced.dimension->id + "/announced",
           value, FigureReadings(value))) {
    return;
  }
  // The item goes on about whom it names itself.
  last_subject_ = before;
  record::Claim& claim = draft_->claims.back();
  claim.evidence.push_back(announced.asked);
  if (!announced.taken.quote.empty()) claim.evidence.push_back(announced.taken);
}

}  // namespace parallax::claim
