// The subject that a clause without one goes on about: the one of the clause before. Part of
// SentenceReader.
#include <initializer_list>

#include "ingest_service/claim/prose_latin_words.h"
#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_verbs.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

bool JoinsPredicates(std::string_view word) {
  return word == "and" || word == "but" || word == "so" || word == "yet" || word == "or";
}

}  // namespace

// "The country leads but may not stay ahead": the second clause is told of the subject of the
// first, which one voice says in one breath.
void SentenceReader::CarrySubject(const Place& place, std::vector<Told>* told) const {
  if (carried_.mention == nullptr || carried_voices_ != place.clause->voices ||
      place.first >= place.last || told->size() >= kMostTold) {
    return;
  }
  if (chinese_) {
    // 某国优势明显，但人才不足，恐难长久: the topic goes on until another is named.
    if (!told->empty()) return;
    // 使…: what the clause before brings about; 而是…: what it denies, corrected.
    const std::string_view text =
        text_.substr(place.clause_begin, place.clause_end - place.clause_begin);
    for (const std::string_view opener : {"使", "将使", "令", "让", "而是", "从而", "以", "其中",
                                          "这", "“", "「", "因为", "由于", "如果"}) {
      if (text.starts_with(opener)) return;
    }
    told->push_back(carried_);
    told->front().part = Part::kCarried;
    told->front().subject = true;
    told->front().list = -1;
    return;
  }
  size_t first = place.first;
  while (first + 1 < place.last && !finder_.IsMention(first) &&
         (JoinsPredicates(finder_.Word(first)) || IsAdverbBehindNoun(finder_.Word(first)))) {
    ++first;
  }
  if (finder_.IsMention(first) || tokens_[first].form != ProseToken::Form::kWord) return;
  const std::string_view word = finder_.Word(first);
  // "…, and it will build plants".
  const bool pronoun = word == "it" && first + 1 < place.last && !finder_.IsMention(first + 1) &&
                       carried_.kind != "person" && IsLatinVerb(first + 1, place) &&
                       !IsExpletive(tokens_[first].end);
  const bool finite =
      IsAuxiliary(word) || IsPastForm(word) ||
      (IsVerb(word) && (word.ends_with("s") || word.ends_with("ed")) && !IsPluralToo(word));
  // "…, and said Another would": who said it stands further before.
  const bool speaks = word == "said" || word == "says" || word == "told" || word == "noted" ||
                      word == "wrote" || word == "added";
  if (!pronoun && (!finite || speaks || word.find('\'') != std::string_view::npos)) return;
  for (const Told& one : *told) {
    if (one.subject || one.part == Part::kUnnamed ||
        one.mention->entity_id == carried_.mention->entity_id) {
      return;
    }
  }
  told->insert(told->begin(), carried_);
  told->front().part = pronoun ? Part::kTakenUp : Part::kCarried;
  if (pronoun) {
    told->front().begin = told->front().end = -1;
    told->front().taken_begin = tokens_[first].begin;
    told->front().taken_end = tokens_[first].end;
  }
  told->front().subject = true;
  told->front().list = -1;
}

}  // namespace parallax::claim
