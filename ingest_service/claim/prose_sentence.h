// Reads one sentence by the frames that stand in it. Internal to the prose rules.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_SENTENCE_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_SENTENCE_H_

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest_service/claim/prose_claims.h"
#include "ingest_service/claim/prose_clause.h"
#include "ingest_service/claim/prose_subject.h"
#include "ingest_service/claim/prose_value.h"

namespace parallax::claim {

// Everything around a sentence. All must outlive the reader.
struct SentenceScene {
  const ProseRules& rules;
  const ClaimContext& context;
  const discourse::Discourse& discourse;
  const ProseBlock& block;
  const ProseFocus& focus;
};

// A list that a sentence announces: what its items answer, and for whom.
struct Announced {
  const catalog::Dimension* dimension = nullptr;
  const record::Mention* subject = nullptr;
  record::Evidence asked;  // the words that ask
  record::Evidence taken;  // what takes the subject up; empty where it is named
};

class SentenceReader {
 public:
  SentenceReader(const SentenceScene& scene, const discourse::Sentence& sentence,
                 ClaimDraft* draft);

  // `phrases`: the frames found in the sentence.
  void Read(const std::vector<text::PhraseMatch>& phrases);

  // What the list below the sentence tells, where the sentence says so ("China faces three
  // challenges:").
  std::optional<Announced> Announces();
  // The item that begins with this sentence, as an answer to what was announced. Call before Read.
  void ReadItem(const Announced& announced);

  // Whom the last claim of the sentence is about; null when it made none.
  const record::Mention* last_subject() const { return last_subject_; }
  // The level that the sentence says of a noun first ("state-led approaches"); none without one.
  const ToldLevel& level() const { return level_; }

 private:
  // A frame at its place.
  struct Place {
    const ProseRules::Use* use;
    const discourse::Clause* clause;
    int64_t cue_begin, cue_end;  // folded
    int64_t clause_begin, clause_end;
    int64_t zone_end;                // what stands behind the cue ends here
    size_t first, cue, after, last;  // tokens: clause, cue, behind it, end of the zone
  };
  struct Range {
    int64_t begin = 0;
    int64_t end = 0;
  };

  // [begin, end), at most `most` bytes of it on a character boundary, without marks at its ends.
  Range Cut(int64_t begin, int64_t end, int64_t most) const;
  void ReadPhrase(const text::PhraseMatch& phrase);
  bool Locate(const text::PhraseMatch& phrase, Place* place) const;
  int64_t ZoneEnd(const Place& place) const;
  bool HasNeed(const Place& place) const;

  void ReadFrame(const Place& place);
  void ReadEntities(const Place& place);
  void ReadTyped(const Place& place);
  void ReadPredicate(const Place& place);
  void ReadObject(const Place& place);
  // Before `end`, a token: the verb and the words that ask what a list tells; `asked` is empty
  // where nothing is asked.
  struct Question {
    size_t verb = 0;
    std::string_view asked;
  };
  Question AskedInHan(size_t end) const;
  Question AskedInLatin(size_t end) const;
  void ReadTopicFirst(const Place& place);
  std::vector<const catalog::Dimension*> AskedIn(std::string_view zone) const;
  void ReadLevelNoun(const Place& place);
  std::string_view CueOf(const Place& place) const;
  Range LikenessBefore(const Place& place) const;
  void ReadAct(const Place& place);
  void ReadNameWithAmount();
  void ReadOwners();

  // How an entity has a part in a clause: it is named in it, taken up ("the company"), speaks it,
  // is what the passage is about, is no name ("carmakers"), or is the subject of the clause before.
  enum class Part { kNamed, kTakenUp, kVoice, kTopic, kUnnamed, kCarried };
  struct Told {
    const record::Mention* mention = nullptr;
    std::string_view kind;
    int64_t begin = -1, end = -1;  // folded; -1 when it is not named in the clause
    int64_t taken_begin = 0, taken_end = 0;
    int list = -1;  // members of one list have one number
    Part part = Part::kNamed;
    bool subject = false;  // of the clause
  };
  static constexpr size_t kMostTold = 12;  // entities of one clause
  void ReadStatements();
  bool HandsOn(const discourse::Clause& clause, const record::Mention& mention) const;
  bool InVoiceCue(const discourse::Clause& clause, const record::Mention& mention) const;
  bool SpeaksHere(const Place& place, const Told& one) const;
  void ReadUnit(const Place& place, const catalog::Dimension& statements,
                const catalog::Dimension& involvement);
  void ReadSaying(const catalog::Dimension& statements, const catalog::Dimension& involvement);
  bool HasFigure(const Place& place);
  bool IsStatement(const Place& place);
  std::string_view ClosingMark() const;
  Range UnnamedSubject(const Place& place);
  Range UnnamedHanSubject(const Place& place);
  // “十四五”期间 tells when, not who.
  bool IsPeriod(size_t token) const;
  // Whether a Chinese clause says what is to be done and by nobody named: a plan's measure (打造…),
  // what a speaker calls for, or what is to be reached by a day to come (到2030年…达到…).
  enum class MeasureOf { kNone, kPlan, kSpeaker };
  MeasureOf HanMeasure(const Place& place);
  // 交通部长 is a person, “典籍里的中国” a show: the name is only a piece of what is spoken of.
  bool IsPiece(size_t token) const;
  bool IsHanOfficeOf(size_t token) const;
  bool OwnsByTurn(const Told& told, const PlacedValue& value);
  Range GrantedHanNoun(const Place& place);
  Range HanNoun(const Place& place);
  // The stretches of a Chinese clause that have one subject each; one that names none goes on about
  // the subject before it.
  std::vector<Range> HanUnits(const Place& clause);
  bool OpensHanSubject(const Place& clause, Range range);
  // Whether a noun only measures somebody spoken of before: 营收, 年均成本.
  bool IsBareMeasure(Range noun) const;
  int64_t BehindHanLead(Range clause);
  Place PlaceOf(const Place& clause, Range range) const;
  Range UnnamedLatinSubject(const Place& place) const;
  bool OpensLatinSubject(const Place& place) const;
  bool EndsList(size_t t, const Place& place) const;
  bool IsCondition(const Place& place) const;
  std::vector<Range> LatinUnits(const Place& clause);
  void CarrySubject(const Place& place, std::vector<Told>* told) const;
  bool IsHyphened(size_t t) const;
  bool FiniteFollows(size_t t, const Place& place) const;
  bool IsLatinVerb(size_t t, const Place& place) const;
  bool HasLatinVerb(const Place& place) const;
  bool DescribesFirm(size_t t, const Place& place) const;
  bool IsEmployer(size_t t, const Place& place) const;
  bool IsInTitle(size_t t, const Place& place) const;
  bool IsAside(size_t t, const Place& place) const;
  bool IsCitation(const PlacedValue& value) const;
  size_t BehindHanTime(const Place& place) const;
  size_t MainFirst(const Place& place) const;
  bool InApposition(size_t noun, const Place& place) const;
  enum class Turn { kNone, kOwn, kOther };
  Turn LatinTurn(const Told& told, const std::vector<Told>& all, const PlacedValue& value);
  bool CountsAnother(const PlacedValue& value) const;
  bool ReachesLatin(const Told& told, const PlacedValue& value) const;
  bool DatesSaying(const PlacedValue& value) const;
  bool Crowded(const PlacedValue& value, Range whole);
  static bool Beside(const Told& one, const PlacedValue& value);
  bool IsSpeaker(int64_t at, const record::Mention& mention) const;
  bool IsExpletive(int64_t end) const;
  bool IsSafelyTakenUp(const SubjectAnswer& answer, const record::Mention& mention) const;
  bool StandsBehindVerb(size_t head, const Place& place) const;
  size_t SubjectHead(size_t head, const Place& place) const;
  bool IsHead(size_t head, const Place& place) const;
  // What a claim of a clause shows; false when a quotation or a bracket would be cut in two.
  bool Extent(const Place& place, const std::vector<Told>& told, Range* shown) const;
  bool Depends(const Place& place, std::string_view shown) const;
  Range WithoutCredit(const Place& place, Range shown) const;
  bool LeavesOut(const Place& place) const;
  bool GoesOn(const Place& place, const std::vector<Told>& told) const;
  int64_t BeginOfRun(const discourse::Clause& clause) const;
  bool IsReference() const;
  bool ReadsAsTitle(std::string_view close) const;
  bool IsCutOff() const;
  bool IsDoneInHan(const Place& place) const;
  bool DescribesPicture();
  bool Called(std::string_view noun, const record::Mention& mention) const;
  std::vector<Told> ToldIn(const Place& place);
  void TellVoice(const Place& place, bool has_subject, std::vector<Told>* told) const;
  void TellGoverned(const Place& place, std::vector<Told>* told);
  const record::Mention* OwnerBefore(size_t noun) const;
  void TellTakenUp(const Place& place, std::vector<Told>* told) const;
  void Tell(const record::Mention* mention, int64_t taken_begin, int64_t taken_end, Part part,
            std::vector<Told>* told) const;
  // `whole`: where the clause's figures stand; `shown`: what the claim shows, no less than it.
  void TellOf(const Place& place, const Told& one, const std::vector<Told>& told, Range whole,
              Range shown, const catalog::Dimension& statements,
              const catalog::Dimension& involvement);
  // Whether a value of the clause is told of `told` and not of another of its kind.
  bool Owns(const Told& told, const std::vector<Told>& all, const PlacedValue& value);

  // Adds one claim for each of the subjects; false when nothing was added.
  bool Add(const Place& place, const SubjectAnswer& subject, const catalog::Dimension& dimension,
           const std::string& rule, Range value, const std::vector<record::Reading>& readings);
  bool NegatedAt(const Place& place) const;
  bool IsSecondPredicate(const Place& place) const;
  bool OwnsLevel(const Place& place, const SubjectAnswer& subject, Range value) const;
  record::Claim Make(const Place& place, const SubjectAnswer& answer,
                     const record::Mention& subject, const catalog::Dimension& dimension,
                     const std::string& rule, Range value, std::vector<record::Reading> readings);
  void AddTerm(const Place& place, const SubjectAnswer& subject);
  void Reject(const Place& place, const catalog::Dimension* dimension, std::string_view reason);
  bool IsNew(const std::string& subject, std::string_view dimension, Range value);
  const std::vector<PlacedValue>& Values();
  std::vector<record::Reading> FigureReadings(Range range);
  record::EntitySet SetOf(const std::vector<const record::Mention*>& mentions) const;
  Range RangeOf(const SubjectAnswer& answer) const;
  const discourse::Clause* ClauseAt(int64_t folded, int64_t* begin, int64_t* end) const;
  Place PlaceAt(int64_t begin, int64_t end) const;

  const SentenceScene scene_;
  const discourse::Sentence& sentence_;
  ClaimDraft* const draft_;
  const std::string_view text_;  // folded, of the block
  const bool chinese_;
  const int64_t begin_, end_;  // of the sentence, folded
  std::vector<ProseToken> tokens_;
  const SubjectFinder finder_;
  std::vector<PlacedValue> values_;
  bool recognized_ = false;
  const size_t first_claim_;
  struct Made {
    std::string subject;
    std::string_view dimension;
    Range value;
  };
  std::vector<Made> made_;
  discourse::Clause saying_;          // the sentence as who reports it says it
  discourse::Clause measure_;         // a clause of what is only to be done
  std::deque<record::Mention> open_;  // subjects that are no names
  Told carried_;                      // the subject of the stretch read last; no mention: none
  std::vector<int32_t> carried_voices_;
  const record::Mention* last_subject_ = nullptr;
  ToldLevel level_;
};

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_SENTENCE_H_
