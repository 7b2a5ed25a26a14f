#include "ingest_service/discourse/frame.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "absl/container/inlined_vector.h"
#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/discourse/speaker.h"

namespace parallax::discourse {
namespace {

using record::EvidenceRole;
using record::Modality;
using record::Polarity;
using record::Stance;

// A clause shorter than this many words joins its neighbour.
constexpr int kFewestWords = 3;
// A quotation of fewer words names something; it is no speech of its own.
constexpr int kFewestQuotedWords = 5;
// Bytes before a word that describes a noun: the noun and the verb whose object it is.
constexpr int64_t kFewestBefore = 16;

struct Border {
  int64_t at = 0;    // the clause before ends here
  int64_t from = 0;  // the clause behind begins here
  bool strong = false;
  bool without = false;
};

// Bytes that begin what may border a clause.
constexpr std::array<bool, 256> kMarks = [] {
  std::array<bool, 256> marks{};
  for (unsigned char c : {'(', ')', ';', ','}) marks[c] = true;
  marks[0xEF] = true;  // ； and ，
  return marks;
}();

// The bare future, by which whoever decides tells what is decided.
bool TellsOfPlan(std::string_view word) {
  for (const std::string_view future : {"will", "shall", "'ll", "won't", "将", "將"}) {
    if (word.starts_with(future)) return true;
  }
  return false;
}

bool IsHanAt(std::string_view text, int64_t at) {
  if (at >= static_cast<int64_t>(text.size())) return false;
  size_t next = static_cast<size_t>(at);
  return text::IsHan(text::NextCodePoint(text, &next));
}

class Splitter {
 public:
  Splitter(const BlockText& block, TextRange range, const Governed& governed)
      : block_(block), range_(range), governed_(governed), end_(range.end) {
    const bool quotes = !block_.quotations.empty();
    const Quotation* around = quotes ? block_.QuotationAt(range.begin) : nullptr;
    for (const CueHit& hit : block_.CuesIn(range)) {
      if (hit.bits == 0) continue;
      // What a short quotation says is a name.
      const Quotation* q = quotes ? block_.QuotationAt(hit.begin) : nullptr;
      if (q != nullptr && q != around && q->outer.end <= range.end &&
          CountWords(block_.Of(q->inner), kFewestQuotedWords) < kFewestQuotedWords) {
        continue;
      }
      cues_.push_back(hit);
    }
  }

  void Run(std::vector<Clause>* clauses) {
    FindBorders();
    const size_t first = clauses->size();
    int64_t begin = range_.begin;
    bool joinable = false;  // no strong border before
    bool without = false;
    size_t cue = 0;
    for (size_t i = 0; i <= borders_.size(); ++i) {
      const int64_t end = i < borders_.size() ? borders_[i].at : end_;
      const TextRange piece = Trimmed(block_.text, {begin, end});
      if (piece.begin < piece.end) {
        Clause clause = Read(piece, without, &cue);
        if (clauses->size() > first && joinable) Inherit(clauses->back(), &clause);
        if (clauses->size() > first && (joinable && SameFrame(clauses->back(), clause))) {
          Join(&clauses->back(), clause);
        } else {
          clauses->push_back(std::move(clause));
        }
      }
      if (i < borders_.size()) {
        begin = borders_[i].from;
        joinable = !borders_[i].strong;
        without = borders_[i].without;
      }
    }
  }

 private:
  // What stands behind a mere comma without a word of its own is said as what stands before it;
  // but it is not denied with it. What hangs on a condition hangs on it behind the comma too.
  void Inherit(const Clause& before, Clause* clause) const {
    if (plain_) {
      clause->stance = before.stance;
      clause->expected = before.expected;
      clause->modality = before.modality;
    } else if (conditional_sentence_ && clause->modality != Modality::kAlleged) {
      clause->modality = Modality::kConditional;
    }
  }

  static bool SameFrame(const Clause& a, const Clause& b) {
    return a.stance == b.stance && a.modality == b.modality && a.negated == b.negated &&
           (a.polarity == b.polarity || a.polarity == Polarity::kUnspecified ||
            b.polarity == Polarity::kUnspecified);
  }

  static void Join(Clause* into, const Clause& clause) {
    into->range.end = clause.range.end;
    into->expected |= clause.expected;
    if (into->polarity == Polarity::kUnspecified) into->polarity = clause.polarity;
    into->cues.insert(into->cues.end(), clause.cues.begin(), clause.cues.end());
  }

  // The character before `at`, blanks apart.
  char32_t MarkBefore(int64_t at) const {
    while (at > range_.begin && block_.text[at - 1] == ' ') --at;
    return at <= range_.begin ? 0 : text::CodePointBefore(block_.text, static_cast<size_t>(at));
  }

  bool LongEnough(int64_t begin, int64_t end) const {
    return CountWords(block_.Of({begin, end}), kFewestWords) >= kFewestWords;
  }

  void AddBorder(int64_t at, int64_t from, bool strong, bool without = false) {
    const int64_t last = borders_.empty() ? range_.begin : borders_.back().from;
    if (at < last || !LongEnough(from, range_.end)) return;
    if (Trimmed(block_.text, {last, at}).begin >= at) {
      // The word that makes the border stronger stands right behind a comma.
      if (strong && !borders_.empty()) borders_.back() = {borders_.back().at, from, true, without};
      return;
    }
    if (!LongEnough(last, at)) return;
    borders_.push_back({at, from, strong, without});
  }

  void FindBorders() {
    // A concession at the begin ends at its comma.
    int64_t concession_end = -1;
    int64_t first = range_.begin;  // behind blanks and quotation marks
    while (first < range_.end && (block_.text[first] == ' ' || block_.text[first] == '"')) ++first;
    size_t next_cue = 0;
    int depth = 0;
    for (int64_t at = range_.begin; at < range_.end; ++at) {
      while (next_cue < cues_.size() && cues_[next_cue].begin < at) ++next_cue;
      // Between marks and cues nothing happens.
      const int64_t stop = next_cue < cues_.size() ? cues_[next_cue].begin : range_.end;
      while (at < stop && !kMarks[static_cast<unsigned char>(block_.text[at])]) ++at;
      if (at >= range_.end) break;
      if (next_cue < cues_.size() && cues_[next_cue].begin == at) {
        const CueHit& cue = cues_[next_cue];
        const char32_t mark = MarkBefore(at);
        if (at <= first && cue.Is(kConcession)) concession_end = 0;
        AtCue(cue, mark, depth);
        if (cue.Is(kContrast) && mark == 0) SkipLeading(cue);
      }
      const char c = block_.text[at];
      if (c == '(') ++depth;
      if (c == ')' && depth > 0) {
        --depth;
        if (in_bracket_) {
          if (LongEnough(at + 1, range_.end)) {
            AddBorder(at, at + 1, true);
          } else {
            end_ = at;
          }
          in_bracket_ = false;
        }
      }
      if (c == ';' && depth == 0) AddBorder(at, at + 1, true);
      const bool wide = static_cast<unsigned char>(c) == 0xEF;
      const std::string_view three =
          wide ? block_.Of({at, std::min(at + 3, range_.end)}) : std::string_view();
      if (wide && three == "；") AddBorder(at, at + 3, true);
      const bool comma = c == ',' || three == "，";
      if (!comma || depth > 0 || InNumber(at)) continue;
      const int64_t behind = at + (c == ',' ? 1 : 3);
      if (concession_end == 0 && LongEnough(range_.begin, at)) {
        concession_end = at;
        AddBorder(at, behind, true);
      } else if (three == "，" || IsHanAt(block_.text, behind)) {
        AddBorder(at, behind, false);
      }
    }
  }

  bool InNumber(int64_t at) const {
    return at + 1 < range_.end && block_.text[at] == ',' && block_.text[at + 1] >= '0' &&
           block_.text[at + 1] <= '9' && at > range_.begin && block_.text[at - 1] >= '0' &&
           block_.text[at - 1] <= '9';
  }

  // "But Chinese officials …": the clause begins behind it.
  void SkipLeading(const CueHit& cue) {
    if (LongEnough(cue.end, range_.end) && !cue.Is(kConcession)) leading_end_ = cue.end;
  }

  void AtCue(const CueHit& cue, char32_t mark, int depth) {
    const bool marked = mark == ',' || mark == ';' || mark == 0xFF0C || mark == 0xFF1B ||
                        mark == 0x2014 || mark == 0x2013;
    const std::string_view word = block_.Of({cue.begin, cue.end});
    const bool chinese = static_cast<unsigned char>(word[0]) >= 0x80;
    if (cue.Is(kContrast | kConcession) && mark == '(') {
      AddBorder(cue.begin - 1, cue.end, true);
      in_bracket_ = true;
      return;
    }
    if (depth > 0) return;
    if (cue.Is(kContrast) && mark != 0) {
      if (marked ||
          (chinese ? false
                   : word == "but" || word == "though" || word == "although" || word == "whereas"))
        AddBorder(cue.begin, cue.end, true);
    } else if ((cue.Is(kReason) && mark != 0) ||
               (cue.Is(kCoordinate) && (mark == 0x2014 || mark == 0x2013) && !chinese)) {
      AddBorder(cue.begin, cue.end, true);
    } else if (cue.Is(kConcession) && marked && !chinese) {
      AddBorder(cue.begin, cue.begin, word == "if" || word == "unless");
    } else if (cue.Is(kWithout) && mark != 0) {
      AddBorder(cue.begin, cue.begin, true, true);
    } else if (cue.Is(kCoordinate) && marked && !chinese && BeginsPredicate(cue.end)) {
      AddBorder(cue.begin, cue.end, false);
    } else if (cue.Is(kPlanned) && mark == ',' && !chinese) {
      AddBorder(cue.begin, cue.begin, false);  // ", aiming to": not the main predicate
    }
  }

  // Whether a clause or a predicate begins at `at` rather than the last item of a list: a pronoun,
  // an article, a word that makes a frame, or a name right before such a word.
  bool BeginsPredicate(int64_t at) const {
    while (at < range_.end && block_.text[at] == ' ') ++at;
    constexpr CueBits kMakes = kRecommends | kPredicts | kPlanned | kConditional | kAlleged |
                               kNegation | kHe | kIt | kThey | kSelf;
    for (const record::Mention& m : block_.MentionsIn({at, range_.end})) {
      if (m.text_begin == at) return CueBegins(m.text_end + 1, kMakes | kAuxiliary);
      break;
    }
    return CueBegins(at, kMakes);
  }

  bool CueBegins(int64_t at, CueBits bits) const {
    const auto it = std::lower_bound(cues_.begin(), cues_.end(), at,
                                     [](const CueHit& hit, int64_t v) { return hit.begin < v; });
    return it != cues_.end() && it->begin == at && it->Is(bits);
  }

  // Whether the cue at index `i` belongs to a relative clause ("firms that do not comply") and not
  // to the main predicate.
  bool Relative(size_t i, TextRange piece) const {
    int64_t at = cues_[i].begin;
    for (size_t k = i; k-- > 0;) {
      const CueHit& hit = cues_[k];
      if (hit.begin < piece.begin) return false;
      if (std::abs(at - hit.end) > 1) return false;
      if (hit.Is(kRelative)) return hit.begin > piece.begin + 2;
      if (!hit.Is(kAdverb | kAuxiliary)) return false;
      at = hit.begin;
    }
    return false;
  }

  // Whether a noun says once more what the name before it is: "the Act, a plan to"; or is the
  // object of a participle: "pushing plans to".
  bool InApposition(int64_t at, TextRange piece) const {
    constexpr int64_t kFarthest = 120;  // bytes
    std::string_view before = block_.Of({std::max(piece.begin, at - kFarthest), at});
    while (before.ends_with(" ")) before.remove_suffix(1);
    if (before.ends_with("ing") && !before.ends_with("announcing") &&
        !before.ends_with("unveiling")) {
      return true;
    }
    const size_t comma = before.rfind(", ");
    if (comma == std::string_view::npos) return false;
    const std::string_view noun = before.substr(comma + 2);
    return (noun.starts_with("a ") || noun.starts_with("an ") || noun.starts_with("the ")) &&
           CountWords(noun, kFewestQuotedWords) < kFewestQuotedWords;
  }

  // Whether a cue of what is planned only describes a noun before it ("a fund designed to help",
  // "its goal of leading") and not what the clause's own verb tells.
  bool Modifies(size_t i, TextRange piece) const {
    const CueHit& hit = cues_[i];
    if (!hit.Is(kPlanned) || hit.begin <= piece.begin + kFewestBefore) return false;
    const std::string_view word = block_.Of({hit.begin, hit.end});
    if (word == "plan to" || word == "plans to") return InApposition(hit.begin, piece);
    // "is government-driven, with an aim to push": how, not what.
    const std::string_view before = block_.Of({piece.begin, hit.begin});
    if (before.ends_with("with an ") || before.ends_with("with the ")) return true;
    if (word != "designed to" && word != "intended to" && word != "aimed at" &&
        word != "aiming to" && word != "goal of" && word != "weighing") {
      return false;
    }
    return i == 0 || !cues_[i - 1].Is(kAuxiliary | kAdverb) || hit.begin - cues_[i - 1].end > 1;
  }

  // 将今年的增速预期…上调了…: an expectation that is revised is so.
  bool Revised(const CueHit& hit, TextRange piece) const {
    if (!hit.Is(kPredicts) || static_cast<unsigned char>(block_.text[hit.begin]) < 0x80) {
      return false;
    }
    const std::string_view word = block_.Of({hit.begin, hit.end});
    if (!word.starts_with("预期") && !word.starts_with("預期") && !word.starts_with("预测") &&
        !word.starts_with("預測")) {
      return false;
    }
    // Right behind it, and not what somebody else is expected to do (预期央行将下调利率).
    constexpr int64_t kFarthest = 60;  // bytes
    const std::string_view rest = block_.Of({hit.end, std::min(piece.end, hit.end + kFarthest)});
    for (const std::string_view future : {"将", "將", "会", "會"}) {
      if (rest.find(future) != std::string_view::npos) return false;
    }
    for (const std::string_view revised :
         {"上调", "上調", "下调", "下調", "上修", "下修", "调升", "調升", "调降", "調降", "调高",
          "調高", "调低", "調低"}) {
      if (rest.find(revised) != std::string_view::npos) return true;
    }
    return false;
  }

  // 此前, 去年, 目前: what is said behind a comma of another time is not expected with what stands
  // before.
  bool OpensOtherTime(TextRange piece) const {
    const std::string_view text = block_.Of(piece);
    for (const std::string_view time :
         {"此前", "之前", "早前", "去年", "目前", "截至", "截止", "当前", "當前", "曾"}) {
      if (text.starts_with(time)) return true;
    }
    return false;
  }

  // Words of duty that call for nothing: what follows from a cause ("Therefore China must make
  // do"), what is asked ("whether it should"), and 需要 as a noun (人民的需要).
  bool OnlyTellsOf(const CueHit& hit, TextRange piece) {
    if (!hit.Is(kRecommends)) return false;
    const std::string_view word = block_.Of({hit.begin, hit.end});
    if (word == "需要") {
      const std::string_view behind = block_.Of({hit.end, piece.end});
      for (const std::string_view mark : {"的", "和", "，", "。", "、", "；", ",", ";"}) {
        if (behind.starts_with(mark)) return true;
      }
      if (behind.empty()) return true;
    }
    if (word == "should" &&
        block_.Of({piece.begin, hit.begin}).find("whether") != std::string_view::npos) {
      return true;
    }
    const bool duty = word == "must" || word == "has to" || word == "have to" || word == "必须" ||
                      word == "必須" || word == "不得不" || word == "必需";
    if (!duty) return false;
    // What forces somebody is told in the sentence or at the head of it.
    if (!forced_) {
      const std::string_view sentence = block_.Of(range_);
      forced_ = std::ranges::any_of(
          std::initializer_list<std::string_view>{
              "Due to ",     "due to ",     "Owing to ", "owing to ",    "Because of ",
              "because of ", "Therefore",   "therefore", "Consequently", "consequently",
              "As a result", "as a result", "Thus",      "thus",         "鉴于",
              "鑒於",        "由于",        "由於",      "因此",         "因而",
              "为此",        "為此"},
          [&](std::string_view cause) { return sentence.find(cause) != std::string_view::npos; });
    }
    return *forced_;
  }

  Clause Read(TextRange piece, bool without, size_t* cue) {
    Clause clause;
    if (leading_end_ > piece.begin && leading_end_ < piece.end) {
      piece = Trimmed(block_.text, {leading_end_, piece.end});
    }
    clause.range = piece;
    clause.stance = governed_.stance;
    clause.expected = governed_.stance == Stance::kPredicts;
    clause.negated = without;
    while (*cue < cues_.size() && cues_[*cue].begin < piece.begin) ++*cue;
    int good = 0;
    bool alleged = governed_.alleged;
    bool conditional = false;
    bool planned = governed_.planned;
    bool recommends = false;
    bool predicts = false;
    bool denies = false;
    bool doubts = false;
    bool backshifted = false;
    int64_t negation_end = -1;
    plain_ = !OpensOtherTime(piece);
    for (size_t i = *cue; i < cues_.size() && cues_[i].begin < piece.end; ++i) {
      const CueHit& hit = cues_[i];
      constexpr CueBits kFirm = kDenies | kDoubts | kRecommends | kPredicts | kPlanned |
                                kConditional | kIf | kAlleged | kHedge | kNegation | kWithout;
      if (hit.Is(kStrength | kWeakness)) {
        const bool flipped = negation_end >= 0 && hit.begin - negation_end <= 12;
        const int step = hit.Is(kStrength) ? 1 : -1;
        good += flipped && !hit.Is(kNegation) ? -step : step;
      }
      if (!hit.Is(kFirm) || Relative(i, piece) || Modifies(i, piece) || Revised(hit, piece) ||
          OnlyTellsOf(hit, piece)) {
        continue;
      }
      if (hit.Is(kFirm & ~(kHedge | kWithout))) plain_ = false;
      if (hit.Is(kNegation)) {
        // "has not failed to" denies twice.
        clause.negated = !(clause.negated && hit.begin - negation_end <= 1 && !without);
        negation_end = hit.end;
        clause.cues.push_back({EvidenceRole::kNegation, block_.block, {hit.begin, hit.end}});
      } else if (hit.Is(kWithout) && without) {
        clause.cues.push_back({EvidenceRole::kNegation, block_.block, {hit.begin, hit.end}});
      }
      if (hit.Is(kHedge | kConditional | kAlleged)) {
        clause.cues.push_back({EvidenceRole::kHedge, block_.block, {hit.begin, hit.end}});
      }
      if (governed_.told && hit.Is(kConditional) && block_.Of({hit.begin, hit.end}) == "would") {
        backshifted = true;
        continue;
      }
      alleged |= hit.Is(kAlleged);
      conditional |= hit.Is(kConditional | kIf);
      conditional_sentence_ |= hit.Is(kIf);
      planned |= hit.Is(kPlanned | kPredicts);
      recommends |= hit.Is(kRecommends);
      predicts |= hit.Is(kPredicts);
      clause.expected |= hit.Is(kPredicts) && !TellsOfPlan(block_.Of({hit.begin, hit.end}));
      denies |= hit.Is(kDenies);
      doubts |= hit.Is(kDoubts);
    }
    // "said it would open if": of what may be after all.
    if (backshifted && !conditional && !conditional_sentence_) planned = predicts = true;
    if (backshifted) conditional |= conditional_sentence_;
    clause.modality = alleged       ? Modality::kAlleged
                      : conditional ? Modality::kConditional
                      : planned     ? Modality::kPlanned
                                    : Modality::kActual;
    if (clause.stance == Stance::kAsserts) {
      clause.stance = denies       ? Stance::kDenies
                      : doubts     ? Stance::kDoubts
                      : recommends ? Stance::kRecommends
                      : predicts   ? Stance::kPredicts
                                   : Stance::kAsserts;
    }
    clause.polarity = good > 0   ? Polarity::kStrength
                      : good < 0 ? Polarity::kWeakness
                                 : Polarity::kUnspecified;
    return clause;
  }

  const BlockText& block_;
  const TextRange range_;
  const Governed governed_;
  absl::InlinedVector<CueHit, 16> cues_;
  absl::InlinedVector<Border, 8> borders_;
  int64_t end_;  // of the last clause
  int64_t leading_end_ = -1;
  bool in_bracket_ = false;
  bool plain_ = true;  // the clause read last has no word of its own that makes its frame
  bool conditional_sentence_ = false;
  std::optional<bool> forced_;  // the sentence tells a cause; not looked for yet where empty
};

}  // namespace

void SplitClauses(const BlockText& block, TextRange range, const Governed& governed,
                  std::vector<Clause>* clauses) {
  Splitter(block, range, governed).Run(clauses);
}

}  // namespace parallax::discourse
