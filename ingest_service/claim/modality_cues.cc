#include "ingest_service/claim/modality_cues.h"

#include <algorithm>
#include <cctype>

namespace parallax::claim {
namespace {

using record::Modality;

struct Cue {
  std::string_view phrase;  // lower case; ASCII phrases match whole words
  Modality modality;
};

constexpr Cue kCues[] = {
    {"claimed", Modality::kAlleged},
    {"claims", Modality::kAlleged},
    {"reportedly", Modality::kAlleged},
    {"allegedly", Modality::kAlleged},
    {"said to", Modality::kAlleged},
    {"rumoured", Modality::kAlleged},
    {"rumored", Modality::kAlleged},
    {"believed to", Modality::kAlleged},
    {"据称", Modality::kAlleged},
    {"據稱", Modality::kAlleged},
    {"据报道", Modality::kAlleged},
    {"據報導", Modality::kAlleged},
    {"据报", Modality::kAlleged},
    {"據報", Modality::kAlleged},
    {"号称", Modality::kAlleged},
    {"號稱", Modality::kAlleged},
    {"据传", Modality::kAlleged},
    {"據傳", Modality::kAlleged},
    {"自称", Modality::kAlleged},
    {"自稱", Modality::kAlleged},
    {"may", Modality::kConditional},
    {"might", Modality::kConditional},
    {"could", Modality::kConditional},
    {"possibly", Modality::kConditional},
    {"可能", Modality::kConditional},
    {"或将", Modality::kConditional},
    {"或將", Modality::kConditional},
    {"有望", Modality::kConditional},
    {"planned", Modality::kPlanned},
    {"plans to", Modality::kPlanned},
    {"proposed", Modality::kPlanned},
    {"expected to", Modality::kPlanned},
    {"to be launched", Modality::kPlanned},
    {"will be", Modality::kPlanned},
    {"计划于", Modality::kPlanned},
    {"計畫於", Modality::kPlanned},
    {"拟", Modality::kPlanned},
    {"擬", Modality::kPlanned},
    {"预计", Modality::kPlanned},
    {"預計", Modality::kPlanned},
};

bool IsWordByte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

bool StandsAt(std::string_view text, size_t at, std::string_view phrase) {
  for (size_t i = 0; i < phrase.size(); ++i) {
    if (static_cast<char>(std::tolower(static_cast<unsigned char>(text[at + i]))) != phrase[i]) {
      return false;
    }
  }
  if (static_cast<unsigned char>(phrase[0]) >= 0x80) return true;
  const size_t end = at + phrase.size();
  return (at == 0 || !IsWordByte(text[at - 1])) && (end == text.size() || !IsWordByte(text[end]));
}

}  // namespace

ModalityReading ReadModality(std::string_view text) {
  ModalityReading reading;
  for (const Cue& cue : kCues) {
    for (size_t at = 0; at + cue.phrase.size() <= text.size(); ++at) {
      if (!StandsAt(text, at, cue.phrase)) continue;
      reading.cues.push_back(
          {static_cast<int64_t>(at), static_cast<int64_t>(at + cue.phrase.size())});
      // The table is in order of strength.
      if (reading.modality == Modality::kActual) reading.modality = cue.modality;
      break;
    }
  }
  std::sort(reading.cues.begin(), reading.cues.end(),
            [](const TextRange& a, const TextRange& b) { return a.begin < b.begin; });
  return reading;
}

}  // namespace parallax::claim
