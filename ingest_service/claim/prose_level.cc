// Levels that are said of a noun: "China's state-led model", "a similar approach".
#include <algorithm>
#include <optional>
#include <string>

#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

using catalog::Dimension;

constexpr int64_t kLevelBeforeNoun = 40;  // bytes between a level's words and their noun

// "approaches" and "approach" are one noun here.
std::string_view Singular(std::string_view noun) {
  for (const std::string_view ending : {"ches", "s"}) {
    if (noun.ends_with(ending) && noun.size() > ending.size() + 3) {
      return noun.substr(0, noun.size() - (ending == "s" ? 1 : 2));
    }
  }
  return noun;
}

}  // namespace

std::string_view SentenceReader::CueOf(const Place& place) const {
  return text_.substr(place.cue_begin, place.cue_end - place.cue_begin);
}

// Where the word stands that likens the noun to an earlier one; empty without it.
SentenceReader::Range SentenceReader::LikenessBefore(const Place& place) const {
  constexpr int64_t kNear = 24;  // bytes
  const int64_t from = std::max(place.clause_begin, place.cue_begin - kNear);
  const std::string_view before = text_.substr(from, place.cue_begin - from);
  for (const std::string_view word :
       {"similar", "the same", "comparable", "类似", "相似", "同样的", "相同的"}) {
    const size_t at = before.rfind(word);
    if (at == std::string_view::npos) continue;
    const std::string_view gap = before.substr(at + word.size());
    if (gap != " " && gap != "的" && !gap.empty()) continue;
    return {from + static_cast<int64_t>(at), from + static_cast<int64_t>(at + word.size())};
  }
  return {};
}

void SentenceReader::ReadLevelNoun(const Place& place) {
  const Dimension& dimension = *place.use->dimension;
  const int64_t from = std::max(place.clause_begin, place.cue_begin - kLevelBeforeNoun - 40);
  const std::string_view before = text_.substr(from, place.cue_begin - from);
  std::optional<value::LevelSpan> level;
  Range words;
  for (const catalog::LevelMatch& match :
       scene_.rules.catalog().ReadLevels(dimension.scale, before)) {
    level = match.levels;
    words = {from + match.begin, from + match.end};
  }
  // "a similar approach": the one last told of.
  if (!level) {
    level = scene_.focus.LevelOf(dimension.id, Singular(CueOf(place)));
    if (level) words = LikenessBefore(place);
    if (words.end <= words.begin) return;
  }
  // Nothing but a name, quotation marks or an adjective between the level and its noun.
  if (!level || place.cue_begin - words.end > kLevelBeforeNoun) return;
  size_t between = 0;
  size_t named = tokens_.size();
  for (size_t at = 0; at < place.cue; ++at) {
    if (tokens_[at].begin < words.end) continue;
    if (finder_.IsMention(at)) {
      named = at;
    } else if (IsPreposition(finder_.Word(at)) || finder_.Word(at) == ".") {
      return;
    } else if (tokens_[at].form != ProseToken::Form::kMark) {
      // "state-backed funding model" is a way of funding; "state-led growth model" is one of
      // growth.
      const std::string_view word = finder_.Word(at);
      if (!chinese_ && word != "economic" && word != "development" && word != "growth" &&
          word != "industrial" && word != "innovation" && word != "policy") {
        return;
      }
      ++between;
    }
  }
  if (between > (chinese_ ? 4U : 2U)) return;
  SubjectAnswer subject;
  const Fits fits = ProseRules::ToldOf(*place.use);
  const auto take = [&](size_t token) {
    for (size_t member : finder_.ListFrom(token, tokens_.size())) {
      subject.subjects.push_back(finder_.MentionOf(member).mention);
    }
    subject.begin = finder_.MentionOf(token).begin;
    subject.end = finder_.MentionOf(token).end;
  };
  if (named < tokens_.size() && fits(finder_.MentionOf(named).kind)) {
    take(named);  // "the more market-led U.S. approach"
  } else {
    // "China's state-led model": the owner before the level.
    for (size_t at = place.cue; at-- > place.first && subject.subjects.empty();) {
      if (tokens_[at].begin >= words.begin) continue;
      if (finder_.IsMention(at)) {
        if (finder_.IsOwner(at) && fits(finder_.MentionOf(at).kind)) take(at);
        break;
      }
      if (words.begin - tokens_[at].end > 30 || tokens_[at].form == ProseToken::Form::kMark) {
        if (finder_.Word(at) != "“" && finder_.Word(at) != "\"" && finder_.Word(at) != "「" &&
            finder_.Word(at) != ",") {
          break;
        }
      }
    }
    // "models … followed by Japan and Korea", "approach in China".
    for (size_t at = place.after;
         at < place.last && at < place.after + 12 && subject.subjects.empty(); ++at) {
      const std::string_view word = finder_.Word(at);
      if (!finder_.IsMention(at) &&
          (tokens_[at].form == ProseToken::Form::kMark || EndsValue(word)))
        break;
      if (finder_.IsMention(at)) {
        const std::string_view lead = at > 0 ? finder_.Word(at - 1) : "";
        const std::string_view lead2 = at > 1 ? finder_.Word(at - 2) : "";
        const bool way = lead == "way" && lead2 == "the";  // "in the way China does it"
        if (fits(finder_.MentionOf(at).kind) &&
            (way || lead == "by" || lead == "in" || lead == "of" ||
             (lead == "the" && (lead2 == "by" || lead2 == "in" || lead2 == "of")))) {
          take(at);
        }
        break;
      }
    }
    if (subject.subjects.empty()) subject = finder_.Before(place.first, place.cue, fits);
  }
  if (subject.subjects.empty()) return Reject(place, &dimension, subject.reason);
  if (!Add(place, subject, dimension, place.use->rule_id, {words.begin, place.cue_end}, {*level})) {
    return;
  }
  // What it is set against is not what the sentence is about.
  const std::string_view lead = text_.substr(place.clause_begin, words.begin - place.clause_begin);
  if (level_.dimension.empty() && lead.find("compared") == std::string_view::npos &&
      lead.find("unlike") == std::string_view::npos &&
      lead.find(" than ") == std::string_view::npos) {
    level_ = {dimension.id, std::string(Singular(CueOf(place))), *level};
  }
}

}  // namespace parallax::claim
