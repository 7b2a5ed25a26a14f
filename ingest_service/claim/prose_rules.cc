#include "ingest_service/claim/prose_rules.h"

#include <algorithm>
#include <map>

#include "core/catalog/name_fold.h"

namespace parallax::claim {
namespace {

using catalog::FrameShape;

std::string_view NameOf(FrameShape shape) {
  switch (shape) {
    case FrameShape::kSubjectFirst:
      return "subject-first";
    case FrameShape::kValueFirst:
      return "value-first";
    case FrameShape::kPredicate:
      return "predicate";
    case FrameShape::kObject:
      return "object";
    case FrameShape::kAct:
      return "act";
    case FrameShape::kLevelNoun:
      return "level-noun";
    case FrameShape::kTopicFirst:
      return "topic-first";
  }
  return "";
}

template <typename Value>
text::PhraseMatcher MatcherOf(const std::map<std::string, std::vector<Value>>& values,
                              std::vector<std::vector<Value>>* by_phrase) {
  std::vector<text::PhraseMatcher::Entry> entries;
  for (const auto& [phrase, of_phrase] : values) {
    entries.emplace_back(phrase, static_cast<uint32_t>(by_phrase->size()));
    by_phrase->push_back(of_phrase);
  }
  return text::PhraseMatcher(std::move(entries));
}

}  // namespace

bool ProseRules::AppliesTo(const catalog::Dimension& dimension, std::string_view kind) {
  // What any subject may be asked is asked in prose of those that can be good or bad at something.
  if (dimension.subject_kinds.empty()) {
    return kind == "economy" || kind == "organization" || kind == "model" || kind == "initiative";
  }
  return std::find(dimension.subject_kinds.begin(), dimension.subject_kinds.end(), kind) !=
         dimension.subject_kinds.end();
}

Fits ProseRules::AskedOf(const catalog::Dimension& dimension) {
  return {[](const void* asked, std::string_view kind) {
            return AppliesTo(*static_cast<const catalog::Dimension*>(asked), kind);
          },
          &dimension};
}

bool ProseRules::ToldOf(const Use& use, std::string_view kind) {
  const std::vector<std::string>& kinds = use.frame->subject_kinds;
  return AppliesTo(*use.dimension, kind) &&
         (kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end());
}

Fits ProseRules::ToldOf(const Use& use) {
  return {[](const void* told, std::string_view kind) {
            return ToldOf(*static_cast<const Use*>(told), kind);
          },
          &use};
}

ProseRules::ProseRules(const catalog::Catalog& catalog)
    : catalog_(catalog),
      statements_(catalog.FindDimension("statements")),
      involvement_(catalog.FindDimension("involvement")),
      announced_size_(catalog.FindDimension("announced_size")),
      economy_of_(catalog.FindDimension("economy_of")),
      target_date_(catalog.FindDimension("target_date")),
      headline_initiative_(catalog.FindDimension("headline_initiative")) {
  std::map<std::string, std::vector<int32_t>> phrases;
  for (const catalog::ProseFrame& frame : catalog.prose_frames()) {
    Use use;
    use.frame = &frame;
    use.dimension = catalog.FindDimension(frame.dimension);
    for (const std::string& word : frame.needs) use.needs.push_back(catalog::FoldName(word));
    use.rule_id = "prose/" + (frame.dimension.empty() ? std::string() : frame.dimension + "/") +
                  std::string(NameOf(frame.shape));
    for (const std::string& kind : frame.subject_kinds) use.rule_id += "/" + kind;
    const auto index = static_cast<int32_t>(uses_.size());
    uses_.push_back(std::move(use));
    for (const std::string& phrase : frame.phrases) {
      std::vector<int32_t>& of_phrase = phrases[catalog::FoldName(phrase)];
      if (of_phrase.empty() || of_phrase.back() != index) of_phrase.push_back(index);
    }
  }
  phrases_ = MatcherOf(phrases, &uses_of_);
  std::map<std::string, std::vector<const catalog::Dimension*>> topics;
  for (const catalog::Dimension& dimension : catalog.dimensions()) {
    for (const catalog::CuePhrase& cue : dimension.prose_cues) {
      auto& of_topic = topics[catalog::FoldName(cue.text)];
      if (of_topic.empty() || of_topic.back() != &dimension) of_topic.push_back(&dimension);
    }
  }
  topics_ = MatcherOf(topics, &dimensions_of_);
}

}  // namespace parallax::claim
