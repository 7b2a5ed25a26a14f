#include "ingest_service/discourse/discourse_dump.h"

namespace parallax::discourse {
namespace {

using record::Modality;
using record::Polarity;
using record::Stance;
using record::Voice;
using record::VoiceKind;

std::string NameOf(const Voice& voice) {
  std::string name = voice.name.empty() && voice.role.empty() ? "?" : voice.name;
  if (voice.kind == VoiceKind::kReader) name = "reader";
  if (voice.kind == VoiceKind::kMedium) name += "*";
  if (voice.kind == VoiceKind::kOrganization) name += "+";
  if (!voice.role.empty()) name += "[" + voice.role + "]";
  return name;
}

void Append(std::string_view word, std::string* out) {
  if (!out->empty()) *out += ", ";
  *out += word;
}

std::string FrameOf(const Discourse& discourse, const Clause& clause) {
  std::string frame;
  for (size_t i = 0; i < clause.voices.size(); ++i) {
    const Voice& voice = discourse.voices[clause.voices[i]];
    if (i == 0 && voice.kind == VoiceKind::kAuthor) continue;
    if (!frame.empty()) frame += " < ";
    frame += NameOf(voice);
  }
  if (clause.stance == Stance::kDenies) Append("denies", &frame);
  if (clause.stance == Stance::kDoubts) Append("doubts", &frame);
  if (clause.stance == Stance::kPredicts) Append("predicts", &frame);
  if (clause.stance == Stance::kRecommends) Append("recommends", &frame);
  if (clause.modality == Modality::kPlanned) Append("planned", &frame);
  if (clause.modality == Modality::kConditional) Append("conditional", &frame);
  if (clause.modality == Modality::kAlleged) Append("alleged", &frame);
  if (clause.polarity == Polarity::kStrength) Append("good", &frame);
  if (clause.polarity == Polarity::kWeakness) Append("bad", &frame);
  if (clause.negated) Append("not", &frame);
  return frame;
}

}  // namespace

std::string DumpDiscourse(const record::Document& document, const Discourse& discourse) {
  std::string out;
  for (const Sentence& sentence : discourse.sentences) {
    if (!out.empty()) out += "\n";
    const std::string& text = document.blocks[sentence.block].content.text;
    for (const Clause& clause : sentence.clauses) {
      out += text.substr(clause.range.begin, clause.range.end - clause.range.begin);
      const std::string frame = FrameOf(discourse, clause);
      if (!frame.empty()) out += " {" + frame + "}";
      out += "\n";
    }
  }
  return out;
}

}  // namespace parallax::discourse
