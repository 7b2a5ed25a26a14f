// Finds whom a clause is about: the noun before the verb, its owner, a list, a pronoun's
// antecedent. Light on syntax: abstains with a reason where two readings are as near.
// Thread-compatible.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_SUBJECT_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_SUBJECT_H_

#include <string_view>
#include <vector>

#include "ingest_service/claim/prose_clause.h"
#include "ingest_service/claim/prose_focus.h"

namespace parallax::claim {

struct SubjectAnswer {
  std::vector<const record::Mention*> subjects;  // several: a list
  // What takes an earlier mention up here ("the company"), folded range; empty when named here.
  int64_t taken_begin = 0;
  int64_t taken_end = 0;
  int64_t begin = 0;  // of the name in the block; -1 when it stands elsewhere
  int64_t end = 0;
  const record::Mention* owner = nullptr;  // "China" of "China's Action Plan"
  bool negated = false;                    // a negation between subject and verb, at:
  int64_t negation_begin = 0;
  int64_t negation_end = 0;
  bool refused = false;  // something was there and will not do
  const char* reason = "no subject is named";

  // The name, where the block has it.
  void Take(const PlacedMention& named) {
    subjects.push_back(named.mention);
    begin = named.begin;
    end = named.end;
  }
  // The same of one that must be the only one; false, and nothing taken, when it is the second.
  bool TakeOnly(const PlacedMention& named) {
    if (!subjects.empty()) {
      subjects.clear();
      reason = "two subjects are as near";
      return false;
    }
    Take(named);
    return true;
  }
};

// Over the tokens of one sentence.
class SubjectFinder {
 public:
  SubjectFinder(const ProseBlock& block, const std::vector<ProseToken>& tokens,
                const ProseFocus& focus, bool chinese)
      : block_(block), tokens_(tokens), focus_(focus), chinese_(chinese) {}

  // The subject of a verb at token `verb`; tokens from `first` on may be looked at. O(tokens).
  SubjectAnswer Before(size_t first, size_t verb, const Fits& fits) const;
  // What stands right behind token `after`; with `far` also behind "to" and "for" in the clause.
  SubjectAnswer After(size_t after, size_t last, const Fits& fits, bool far) const;

  // What takes an earlier name up right behind token `after`: "made / the country a leader".
  SubjectAnswer TakenUpBehind(size_t after, size_t last, const Fits& fits) const;
  // Whose policy a gerund tells of: "China's approach of / making …", "its strategy of …".
  SubjectAnswer OwnerOfGerund(size_t verb, const Fits& fits) const;
  // The economy that builds or launches the initiative that `of` names, in the same sentence.
  SubjectAnswer BuilderOf(const SubjectAnswer& of, const Fits& fits) const;
  // The name of what stands behind a verb with much between them: "is launching / an ambitious
  // initiative, known as the Action Plan", 名为《…》.
  SubjectAnswer CalledBehind(size_t after, const Fits& fits) const;
  // Whom a frame that a noun ends is of: "a strategy for / China", "… for / Chinese policymakers".
  SubjectAnswer OwnerBehind(size_t after, size_t last, const Fits& fits) const;
  // Whose like is compared: "… China's compute capacity … lags far behind / US compute capacity":
  // the other owner of the same noun in the sentence.
  SubjectAnswer Compared(size_t after, size_t last, const Fits& fits) const;
  // Whom a verb is about whose subject names nobody but is a country's: "the approach could cause
  // …", "state-backed labs play …". The one that the sentence names, whose the same noun was
  // before, whom the sentence before was about, or whom the document is about; none behind a
  // sentence about a firm.
  SubjectAnswer OfEconomy(size_t first, size_t verb, const Fits& fits) const;
  // The one economy where it happens: "in China, … is within the government's remit".
  SubjectAnswer Located(size_t first, size_t last, const Fits& fits) const;

  std::string_view Word(size_t token) const {
    return block_.text().substr(tokens_[token].begin, tokens_[token].end - tokens_[token].begin);
  }
  const PlacedMention& MentionOf(size_t token) const {
    return block_.mentions()[tokens_[token].mention];
  }
  bool IsMention(size_t token) const { return tokens_[token].mention >= 0; }
  // The list that the mention at `token` begins: each of its members' tokens.
  std::vector<size_t> ListFrom(size_t token, size_t last) const;
  bool IsOwner(size_t token) const;  // "China's", "Chinese", 中国的
  // Whether the name at `token` leans on a preposition: "in China"; tokens from `first` on count.
  bool IsOblique(size_t token, size_t first) const;
  // Whether the word at `noun` takes an earlier name up: "the company", not any company.
  bool IsTakenUp(size_t noun, size_t from) const;
  // The two economies that "both countries" at `at` of the folded text means: those that the
  // sentence names before it, else those of the last sentence that named two; empty where they are
  // not two.
  std::vector<const record::Mention*> BothEconomies(int64_t at) const;
  // The last of the kind that the sentence names before `at` of the folded text; null without one.
  const record::Mention* NamedBefore(int64_t at, std::string_view kind) const;

 private:
  SubjectAnswer Find(size_t first, size_t verb, const Fits& fits, int depth) const;
  SubjectAnswer Judge(size_t head, size_t owner, size_t verb, bool coordinated,
                      const Fits& fits) const;
  SubjectAnswer TakeUp(size_t from, size_t verb, const Fits& fits) const;
  bool IsExpletive(size_t pronoun) const;
  const record::Mention* OnlyEconomy() const;
  const record::Mention* EconomyInCharge(std::string_view noun) const;
  const record::Mention* EarlierInSentence(size_t before, const Fits& fits) const;
  bool IsDirect(size_t token, size_t verb) const;
  size_t HeadOf(size_t token, size_t last) const;
  std::string_view Between(size_t from, size_t to) const;
  void TakeNegation(size_t from, size_t to, SubjectAnswer* answer) const;

  const ProseBlock& block_;
  const std::vector<ProseToken>& tokens_;
  const ProseFocus& focus_;
  const bool chinese_;
};

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_SUBJECT_H_
