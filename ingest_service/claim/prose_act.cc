// What an act or a stance is about tells which question it answers: "funded research laboratories",
// "open source is a key strategy for …".
#include <algorithm>

#include "ingest_service/claim/prose_sentence.h"

namespace parallax::claim {
namespace {

using catalog::Dimension;

constexpr int64_t kLongestAct = 400;       // bytes that are shown
constexpr int64_t kTopicBehindAct = 200;   // bytes between an act and what it is about
constexpr int64_t kTopicBeforeFrame = 60;  // bytes before what tells what something is to whom

}  // namespace

// The dimensions whose topics a text names, first ones first.
std::vector<const Dimension*> SentenceReader::AskedIn(std::string_view zone) const {
  std::vector<text::PhraseMatch> topics;
  scene_.rules.topics().FindAll(zone, &topics);
  std::vector<const Dimension*> asked;
  for (const text::PhraseMatch& topic : topics) {
    const auto& dimensions = scene_.rules.TopicsOf(topic.value);
    asked.insert(asked.end(), dimensions.begin(), dimensions.end());
    if (asked.size() >= 2) break;
  }
  return asked;
}

// "Open source is a key strategy for Chinese policymakers": what something is to whom stands
// behind.
void SentenceReader::ReadTopicFirst(const Place& place) {
  const int64_t from = std::max(place.clause_begin, place.cue_begin - kTopicBeforeFrame);
  const Range value = Cut(place.clause_begin, place.zone_end, kLongestAct);
  for (const Dimension* dimension : AskedIn(text_.substr(from, place.cue_begin - from))) {
    const SubjectAnswer subject =
        finder_.OwnerBehind(place.after, place.last, ProseRules::AskedOf(*dimension));
    if (subject.subjects.empty()) {
      Reject(place, dimension, subject.reason);
      continue;
    }
    Add(place, subject, *dimension, "prose/" + dimension->id + "/topic-first", value,
        FigureReadings(value));
  }
}

void SentenceReader::ReadAct(const Place& place) {
  std::string_view zone =
      text_.substr(place.cue_end, std::min(place.zone_end - place.cue_end, kTopicBehindAct));
  // What the act is meant to bring, or what brought it, is not what it is about.
  for (const std::string_view end :
       {" in a bid to ", " in order to ", " so as to ", " in an effort to ", " driven ", " due to ",
        " because of ", " amid ", " despite ", " in response to ", " in the face of "}) {
    zone = zone.substr(0, zone.find(end));
  }
  // In Chinese another statement begins behind the comma.
  if (chinese_) zone = zone.substr(0, std::min(zone.find(','), zone.find("，")));
  const std::vector<const Dimension*> asked = AskedIn(zone);
  // The act's own words may be a topic as well ("subsidizes").
  const Range value = Cut(place.cue_begin, place.zone_end, kLongestAct);
  for (const Dimension* dimension : asked) {
    SubjectAnswer subject = finder_.Before(place.first, place.cue, ProseRules::AskedOf(*dimension));
    if (subject.subjects.empty() && !subject.refused) {
      subject = finder_.OfEconomy(place.first, place.cue, ProseRules::AskedOf(*dimension));
    }
    if (subject.subjects.empty()) {
      const SubjectAnswer owner = finder_.OwnerOfGerund(place.cue, ProseRules::AskedOf(*dimension));
      if (!owner.subjects.empty()) subject = owner;
    }
    if (subject.subjects.empty()) {
      Reject(place, dimension, subject.reason);
      continue;
    }
    if (!Add(place, subject, *dimension, "prose/" + dimension->id + "/act", value,
             FigureReadings(value))) {
      continue;
    }
    AddTerm(place, subject);
    // "Example is building a network that uses wind power": what is told of the network is its
    // builder's policy as well.
    const SubjectAnswer builder = finder_.BuilderOf(subject, ProseRules::AskedOf(*dimension));
    if (!builder.subjects.empty()) {
      Add(place, builder, *dimension, "prose/" + dimension->id + "/act", value,
          FigureReadings(value));
    }
  }
}

}  // namespace parallax::claim
