#include <algorithm>

#include "ingest_service/recognize/draft.h"
#include "ingest_service/recognize/glyph.h"

namespace parallax::recognize {
namespace {

using value::AmountBasis;
using value::Bound;

struct Phrase {
  std::string_view words;
  Bound bound;
};

// Longest first among those that share their last word.
constexpr Phrase kBefore[] = {{"no more than", Bound::kAtMost},
                              {"not more than", Bound::kAtMost},
                              {"slightly more than", Bound::kMoreThan},
                              {"a little more than", Bound::kMoreThan},
                              {"more than", Bound::kMoreThan},
                              {"greater than", Bound::kMoreThan},
                              {"no less than", Bound::kAtLeast},
                              {"not less than", Bound::kAtLeast},
                              {"no fewer than", Bound::kAtLeast},
                              {"less than", Bound::kLessThan},
                              {"fewer than", Bound::kLessThan},
                              {"lower than", Bound::kLessThan},
                              {"higher than", Bound::kMoreThan},
                              {"at least", Bound::kAtLeast},
                              {"at most", Bound::kAtMost},
                              {"up to", Bound::kAtMost},
                              {"as much as", Bound::kAtMost},
                              {"as many as", Bound::kAtMost},
                              {"as high as", Bound::kAtMost},
                              {"as little as", Bound::kAtLeast},
                              {"a maximum of", Bound::kAtMost},
                              {"a minimum of", Bound::kAtLeast},
                              {"in excess of", Bound::kMoreThan},
                              {"upwards of", Bound::kMoreThan},
                              {"upward of", Bound::kMoreThan},
                              {"north of", Bound::kMoreThan},
                              {"just over", Bound::kMoreThan},
                              {"well over", Bound::kMoreThan},
                              {"over", Bound::kMoreThan},
                              {"above", Bound::kMoreThan},
                              {"exceeding", Bound::kMoreThan},
                              {"exceeded", Bound::kMoreThan},
                              {"exceeds", Bound::kMoreThan},
                              {"exceed", Bound::kMoreThan},
                              {"surpassing", Bound::kMoreThan},
                              {"surpassed", Bound::kMoreThan},
                              {"just under", Bound::kLessThan},
                              {"under", Bound::kLessThan},
                              {"below", Bound::kLessThan},
                              {"close to", Bound::kApproximate},
                              {"in the region of", Bound::kApproximate},
                              {"on the order of", Bound::kApproximate},
                              {"or so", Bound::kApproximate},
                              {"an estimated", Bound::kApproximate},
                              {"estimated", Bound::kApproximate},
                              {"about", Bound::kApproximate},
                              {"around", Bound::kApproximate},
                              {"nearly", Bound::kApproximate},
                              {"almost", Bound::kApproximate},
                              {"roughly", Bound::kApproximate},
                              {"approximately", Bound::kApproximate},
                              {"approx", Bound::kApproximate},
                              {"some", Bound::kApproximate},
                              {"circa", Bound::kApproximate},
                              {"approaching", Bound::kApproximate},
                              {"reportedly", Bound::kExact}};

constexpr Phrase kHanBefore[] = {
    {"不少于", Bound::kAtLeast},   {"不少於", Bound::kAtLeast},   {"不低于", Bound::kAtLeast},
    {"不低於", Bound::kAtLeast},   {"不超过", Bound::kAtMost},    {"不超過", Bound::kAtMost},
    {"不足", Bound::kLessThan},    {"不到", Bound::kLessThan},    {"至少", Bound::kAtLeast},
    {"最少", Bound::kAtLeast},     {"最多", Bound::kAtMost},      {"至多", Bound::kAtMost},
    {"最高", Bound::kAtMost},      {"高达", Bound::kExact},       {"高達", Bound::kExact},
    {"多达", Bound::kExact},       {"多達", Bound::kExact},       {"超过", Bound::kMoreThan},
    {"超過", Bound::kMoreThan},    {"突破", Bound::kMoreThan},    {"大于", Bound::kMoreThan},
    {"大於", Bound::kMoreThan},    {"高于", Bound::kMoreThan},    {"高於", Bound::kMoreThan},
    {"低于", Bound::kLessThan},    {"低於", Bound::kLessThan},    {"少于", Bound::kLessThan},
    {"少於", Bound::kLessThan},    {"大约", Bound::kApproximate}, {"大約", Bound::kApproximate},
    {"大概", Bound::kApproximate}, {"约合", Bound::kApproximate}, {"約合", Bound::kApproximate},
    {"将近", Bound::kApproximate}, {"將近", Bound::kApproximate}, {"接近", Bound::kApproximate},
    {"约占", Bound::kApproximate}, {"約佔", Bound::kApproximate}, {"约为", Bound::kApproximate},
    {"約為", Bound::kApproximate}, {"约", Bound::kApproximate},   {"約", Bound::kApproximate},
    {"近", Bound::kApproximate},   {"逾", Bound::kMoreThan},      {"超", Bound::kMoreThan},
    {"达到", Bound::kExact}};

constexpr Phrase kHanAfter[] = {{"以上", Bound::kAtLeast},     {"以下", Bound::kAtMost},
                                {"左右", Bound::kApproximate}, {"上下", Bound::kApproximate},
                                {"之多", Bound::kApproximate}, {"以内", Bound::kAtMost},
                                {"以內", Bound::kAtMost}};

bool EndsWithWord(std::string_view phrase, std::string_view word) {
  return !word.empty() && phrase.size() >= word.size() &&
         phrase.substr(phrase.size() - word.size()) == word &&
         (phrase.size() == word.size() || phrase[phrase.size() - word.size() - 1] == ' ');
}

// Whether the words before `at` are `phrase`; the place where they begin, -1 otherwise.
int64_t WordsBefore(std::string_view text, int64_t at, std::string_view phrase, int64_t floor) {
  int64_t p = at;
  while (true) {
    const size_t blank = phrase.rfind(' ');
    const std::string_view last =
        blank == std::string_view::npos ? phrase : phrase.substr(blank + 1);
    const Word word = PreviousWord(text, p);
    if (word.view() != last || word.begin < floor) return -1;
    if (blank == std::string_view::npos) {
      // Half of a longer word is no hedge.
      const char32_t before = GlyphBefore(text, word.begin).c;
      return IsWordLetter(before) || before == '-' ? -1 : word.begin;
    }
    p = word.begin;
    phrase = phrase.substr(0, blank);
  }
}

}  // namespace

void ReadHedge(std::string_view text, int64_t floor, Draft* draft) {
  const auto set = [&](Bound bound, int64_t begin, int64_t end) {
    if (bound == Bound::kExact) return;
    draft->bound = bound;
    draft->hedge = {begin, end};
  };
  const int64_t p = SkipBlanksBack(text, draft->begin);
  const Glyph g = GlyphBefore(text, p);
  if (p - g.size >= floor) {
    switch (g.c) {
      case '~':
      case 0x2248:  // ≈
      case 0x223C:  // ∼
        return set(Bound::kApproximate, p - g.size, p);
      case '>':
        return set(Bound::kMoreThan, p - g.size, p);
      case '<':
        return set(Bound::kLessThan, p - g.size, p);
      case 0x2265:
        return set(Bound::kAtLeast, p - g.size, p);
      case 0x2264:
        return set(Bound::kAtMost, p - g.size, p);
      default:
        break;
    }
  }
  if (IsLetter(g.c)) {
    // "over five years" is how long, not longer than.
    const bool length = draft->kind == Kind::kDuration;
    int64_t at = p;
    const Word article = WordBefore(text, p);
    if (article.view() == "a" || article.view() == "an" || article.view() == "the")
      at = article.begin;
    const Word last = at != p ? PreviousWord(text, at) : article;
    for (const Phrase& phrase : kBefore) {
      // Every phrase ends in a word of its own; most are passed by it.
      if (!EndsWithWord(phrase.words, last.view()) &&
          !(at != p && EndsWithWord(phrase.words, article.view()))) {
        continue;
      }
      int64_t begin = WordsBefore(text, p, phrase.words, floor);
      if (begin < 0 && at != p) begin = WordsBefore(text, at, phrase.words, floor);
      if (begin < 0) continue;
      if (length && (phrase.words == "over" || phrase.words == "above" || phrase.words == "under"))
        break;
      return set(phrase.bound, begin, p);
    }
  } else if (IsHan(g.c)) {
    for (const Phrase& phrase : kHanBefore) {
      const int64_t size = static_cast<int64_t>(phrase.words.size());
      if (HasBefore(text, p, phrase.words) && p - size >= floor)
        return set(phrase.bound, p - size, p);
    }
  }
  // Behind the figure.
  const int64_t q = SkipBlanks(text, draft->end);
  const Glyph after = GlyphAt(text, q);
  if (after.c == '+' && !IsDigit(GlyphAt(text, q + 1).c)) return set(Bound::kAtLeast, q, q + 1);
  if (IsHan(after.c)) {
    for (const Phrase& phrase : kHanAfter) {
      if (HasAt(text, q, phrase.words))
        return set(phrase.bound, q, q + static_cast<int64_t>(phrase.words.size()));
    }
  } else if (IsLetter(after.c)) {
    const Word first = WordAt(text, q);
    if (first.view() == "or") {
      const Word second = NextWord(text, first.end);
      if (second.view() == "more" || second.view() == "higher" || second.view() == "above")
        return set(Bound::kAtLeast, q, second.end);
      if (second.view() == "less" || second.view() == "fewer" || second.view() == "lower")
        return set(Bound::kAtMost, q, second.end);
      if (second.view() == "so") return set(Bound::kApproximate, q, second.end);
    }
    if (first.view() == "plus") return set(Bound::kAtLeast, q, first.end);
  }
}

void ReadBasis(std::string_view text, int64_t floor, Draft* draft) {
  const int64_t p = SkipBlanks(text, draft->end);
  const Glyph g = GlyphAt(text, p);
  // Behind: "a year", "per annum", "annually", "/year"; Chinese 每年 and 年均 stand before.
  if (g.c == '/') {
    const Word unit = WordAt(text, p + 1);
    if (unit.view() == "year" || unit.view() == "yr") {
      draft->basis = AmountBasis::kAnnual;
      return;
    }
    if (HasAt(text, p + 1, "年")) {
      draft->basis = AmountBasis::kAnnual;
      return;
    }
  }
  const Word first = NextWord(text, draft->end);
  const std::string_view w = first.view();
  if (w == "a" || w == "per" || w == "each" || w == "every") {
    const Word second = NextWord(text, first.end);
    if (second.view() == "year" || second.view() == "annum") draft->basis = AmountBasis::kAnnual;
  } else if (w == "annually" || w == "yearly") {
    draft->basis = AmountBasis::kAnnual;
  } else if (w == "in") {
    const Word second = NextWord(text, first.end);
    if (second.view() == "total" || second.view() == "all") draft->basis = AmountBasis::kTotal;
  }
  if (draft->basis != AmountBasis::kUnspecified) return;
  // Before: up to three words back, within the clause.
  int64_t at = draft->hedge.empty() ? draft->begin : std::min(draft->begin, draft->hedge.begin);
  for (int i = 0; i < 3; ++i) {
    const Word word = PreviousWord(text, at);
    if (word.empty() || word.begin < floor) break;
    const std::string_view b = word.view();
    if (b == "annual" || b == "yearly") draft->basis = AmountBasis::kAnnual;
    if (b == "total" || b == "totaling" || b == "totalling" || b == "totaled" || b == "totalled" ||
        b == "altogether") {
      draft->basis = AmountBasis::kTotal;
    }
    if (b == "cumulative" || b == "cumulatively") draft->basis = AmountBasis::kCumulative;
    if (draft->basis != AmountBasis::kUnspecified) return;
    at = word.begin;
  }
  static constexpr struct {
    std::string_view phrase;
    AmountBasis basis;
  } kHan[] = {{"每年", AmountBasis::kAnnual},     {"年均", AmountBasis::kAnnual},
              {"全年", AmountBasis::kAnnual},     {"年度", AmountBasis::kAnnual},
              {"总额", AmountBasis::kTotal},      {"總額", AmountBasis::kTotal},
              {"总投资", AmountBasis::kTotal},    {"總投資", AmountBasis::kTotal},
              {"合计", AmountBasis::kTotal},      {"合計", AmountBasis::kTotal},
              {"总计", AmountBasis::kTotal},      {"總計", AmountBasis::kTotal},
              {"总规模", AmountBasis::kTotal},    {"總規模", AmountBasis::kTotal},
              {"累计", AmountBasis::kCumulative}, {"累計", AmountBasis::kCumulative}};
  const int64_t begin =
      draft->hedge.empty() ? draft->begin : std::min(draft->begin, draft->hedge.begin);
  // Within the six characters before the amount.
  int64_t q = begin;
  for (int i = 0; i < 6 && q > floor; ++i) {
    const Glyph c = GlyphBefore(text, q);
    if (!IsHan(c.c)) break;
    for (const auto& h : kHan) {
      const int64_t size = static_cast<int64_t>(h.phrase.size());
      if (q - size >= floor && HasBefore(text, q, h.phrase)) {
        draft->basis = h.basis;
        return;
      }
    }
    q -= c.size;
  }
}

}  // namespace parallax::recognize
