// Finds the attributions of one sentence; private to attribution*.cc.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_ATTRIBUTION_FINDER_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_ATTRIBUTION_FINDER_H_

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "ingest_service/discourse/attribution.h"

namespace parallax::discourse {

// The stance that a verb of speaking lends to what is said.
record::Stance StanceOf(CueBits speaks);

// One for a sentence. The block must outlive it.
class AttributionFinder {
 public:
  AttributionFinder(const BlockText& block, TextRange sentence, std::vector<Attribution>* out);
  void Run();

 private:
  // "Jane Roe: “…”"
  void TakeColon();
  std::string_view Text(int64_t begin, int64_t end) const { return block_.Of({begin, end}); }
  bool IsChinese(int64_t at) const { return static_cast<unsigned char>(block_.text[at]) >= 0x80; }
  int64_t SkipBlanks(int64_t at) const;
  // The quotation that begins at `at`, blanks, commas and colons apart; null when none does.
  const Quotation* QuotationFrom(int64_t at) const;
  // The begin of the words that may be the subject of a verb at `at`: behind the last quotation,
  // attribution or border before it.
  int64_t SubjectBegin(int64_t at) const;
  // The end of adverbs and auxiliaries that stand before a verb: the subject ends there.
  int64_t SubjectEnd(int64_t begin, int64_t at, bool* passive) const;
  int64_t TimeBegin(int64_t begin, int64_t at) const;
  const CueHit* CueAt(int64_t at, CueBits bits) const;
  // Whether `text` behind a verb is only circumstance: "on Monday", "in a statement", or nothing.
  bool OnlyCircumstance(int64_t begin, int64_t end) const;
  static bool IsDay(std::string_view text);
  // Where the content of a preposed attribution ends: at a contrast behind a comma, a semicolon, or
  // with the sentence. Quotations are taken whole.
  int64_t ContentEnd(int64_t begin) const;
  // A listener or an interviewer in [begin, end): a medium is a voice of its own between the author
  // and the speaker. Returns the end of the listener.
  int64_t Listener(int64_t begin, std::vector<SpeakerReading>* chain) const;
  bool TakeEnglish(size_t i);
  // Who has a name expects, thinks and doubts without "that".
  bool PersonExpects(const CueHit& verb, const SpeakerReading& subject) const;
  // The subject of an English verb. Where the words from the clause's begin name nobody: those
  // behind the last "that", "and" or "as"; the subject of the verb before it ("reported a loss and
  // said"); for "…, saying that" the sentence's. `range` holds what was read, empty for a subject
  // that stands before another verb.
  std::optional<SpeakerReading> EnglishSubject(const CueHit& verb, TextRange* range) const;
  std::optional<SpeakerReading> NearSubject(const CueHit& verb, TextRange range,
                                            TextRange* read) const;
  std::optional<SpeakerReading> SharedSubject(const CueHit& verb, TextRange range,
                                              TextRange* read) const;
  std::optional<SpeakerReading> LeadingSubject(int64_t end) const;
  // "The ministry announced 3 billion for …": what is announced is said by who announces it.
  bool TakeAnnouncement(const CueHit& verb, const SpeakerReading& subject, int64_t begin);
  // Whether what stands behind the verb can be announced.
  bool MayAnnounce(const CueHit& verb) const;
  // Whether an object begins behind a verb, days and places apart: not "announced by", "announced
  // would".
  bool HasObject(int64_t begin) const;
  bool NamesSum(int64_t begin) const;
  bool NamesResult(int64_t begin) const;
  bool Infinitive(const CueHit& verb) const;
  // "announced on Monday that"
  bool ThatBehind(int64_t begin) const;
  // Whether the reading reaches the verb: "Jane Roe, director of X," does, "Roe's firm" does not.
  bool Adjacent(const SpeakerReading& subject, int64_t end) const;
  // Whether the attribution ends what it closes: something stands before the speaker, and behind
  // the verb only circumstances.
  bool Postposed(int64_t speaker_begin, int64_t verb_end) const;
  bool HasThat(int64_t begin) const;
  bool BeginsCircumstance(int64_t at) const { return CueAt(at, kPreposition) != nullptr; }
  int64_t TrimBlank(int64_t at) const;
  bool EndsQuotation(int64_t at) const;
  // What a postposed attribution closes begins with its sentence, or with the quotation that
  // reaches into it, or behind an attribution before it.
  int64_t ContentBegin(int64_t) const { return std::max(sentence_.begin, done_); }
  // "in a statement", "on Monday": to the next comma, quotation or the sentence's end.
  int64_t EndOfCircumstance(int64_t begin) const;
  // Interviews: "said in an interview with the Times".
  void Circumstance(int64_t begin, Attribution* found);
  // Where the content of "X said …" begins: behind "that", a colon, a quotation's mark; behind a
  // circumstance that a "that" or a quotation ends ("said on Monday that").
  int64_t PreposedContent(int64_t end) const;
  // "…, said Jane Roe, director of X, on Monday."
  bool TakeInverted(size_t i);
  // "Citing officials, the Times reported that …"
  void CitedBefore(Attribution* found) const;
  // ", citing people familiar with the matter": a deeper voice.
  void Cite(int64_t begin, Attribution* found);
  bool TakeAccording(size_t i);
  // 据报道: of the medium named last, or of nobody.
  bool TakeHearsay(const CueHit& cue);
  // Whether an office begins at `at`: ", a researcher at X".
  bool BeginsOffice(int64_t at) const;
  bool TakeChinese(size_t i);
  std::optional<SpeakerReading> ImpliedReport(const CueHit& verb) const;
  std::optional<SpeakerReading> ReadChineseSubject(TextRange range) const;
  std::optional<SpeakerReading> BareDocument(TextRange range) const;
  bool TakeChineseAnnouncement(const CueHit& verb, const SpeakerReading& subject);
  bool NamesChineseSum(int64_t begin) const;
  bool OnlyJoins(TextRange range) const;
  std::optional<SpeakerReading> GoesOnSpeaking(const CueHit& verb, TextRange range) const;
  std::optional<SpeakerReading> LeadingChineseSubject(const CueHit& verb, TextRange range) const;
  bool TakeProposal(const CueHit& verb, int64_t subject_begin);
  // Behind the last comma, quotation or attribution before `at`.
  int64_t ChineseSubjectBegin(int64_t at) const;
  int64_t EarlierSubjectBegin(int64_t at) const;
  // 接受某报采访时, 对某报: a medium that is told.
  void ChineseListener(TextRange range, std::vector<SpeakerReading>* chain) const;
  bool Add(Attribution found);
  const BlockText& block_;
  const TextRange sentence_;
  std::vector<Attribution>* out_;
  absl::InlinedVector<CueHit, 32> cues_;   // of the sentence, outside of quotations
  std::span<const Quotation> quotations_;  // that touch it
  size_t first_ = 0;                       // of the attributions found here
  int64_t done_ = 0;                       // no attribution begins before
  TextRange cited_;
};

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_ATTRIBUTION_FINDER_H_
