#include <algorithm>
#include <optional>
#include <utility>

#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/discourse/attribution_finder.h"

namespace parallax::discourse {

using record::Stance;
using record::VoiceKind;

namespace {

// More attributions than this in one sentence are a list, not a sentence.
constexpr size_t kMostAttributions = 12;
// What stands behind as many cues of a sentence is not looked at.
constexpr size_t kMostCues = 256;

}  // namespace

Stance StanceOf(CueBits bits) {
  if ((bits & kSaysDeny) != 0) return Stance::kDenies;
  if ((bits & kSaysDoubt) != 0) return Stance::kDoubts;
  if ((bits & kSaysRecommend) != 0) return Stance::kRecommends;
  if ((bits & kSaysPredict) != 0) return Stance::kPredicts;
  return Stance::kAsserts;
}

AttributionFinder::AttributionFinder(const BlockText& block, TextRange sentence,
                                     std::vector<Attribution>* out)
    : block_(block), sentence_(sentence), out_(out) {
  const auto first =
      std::lower_bound(block.quotations.begin(), block.quotations.end(), sentence.begin,
                       [](const Quotation& q, int64_t at) { return q.outer.end < at; });
  auto last = first;
  while (last != block.quotations.end() && last->outer.begin < sentence.end) ++last;
  quotations_ = {first, last};
  const auto hits = block_.CuesIn(sentence_);
  for (const CueHit& hit : hits) {
    if (cues_.size() >= kMostCues) break;
    if (hit.bits == 0) continue;
    if (quotations_.empty() || block_.QuotationAt(hit.begin) == nullptr) cues_.push_back(hit);
  }
}

void AttributionFinder::Run() {
  first_ = out_->size();
  TakeColon();
  for (size_t i = 0; i < cues_.size() && out_->size() - first_ < kMostAttributions; ++i) {
    const CueHit& cue = cues_[i];
    if (cue.begin < done_) continue;
    if (cue.Is(kAccording) && TakeAccording(i)) continue;
    if (cue.Is(kSpeaks) && (IsChinese(cue.begin) ? TakeChinese(i) : TakeEnglish(i))) continue;
  }
}

void AttributionFinder::TakeColon() {
  if (quotations_.empty()) return;
  const Quotation& q = quotations_.front();
  const int64_t end = TrimBlank(q.outer.begin);
  if (end <= sentence_.begin || end - sentence_.begin > 80) return;
  const char32_t mark = text::CodePointBefore(block_.text, static_cast<size_t>(end));
  if (mark != ':' && mark != 0xFF1A) return;
  const TextRange phrase = {sentence_.begin, end - (mark == ':' ? 1 : 3)};
  for (const CueHit& hit : cues_) {
    if (hit.begin < phrase.end && hit.Is(kSpeaks | kAccording)) return;
  }
  auto speaker = IsChinese(phrase.begin) ? ReadChineseSpeaker(block_, phrase)
                                         : ReadEnglishSpeaker(block_, phrase, Place::kBefore);
  if (!speaker || speaker->kind != VoiceKind::kSpeaker || speaker->name.empty() ||
      speaker->takes_up != TakesUp::kNothing) {
    return;
  }
  Attribution found;
  found.chain.push_back(std::move(*speaker));
  found.words = {sentence_.begin, end};
  found.content = {end, sentence_.end};
  Add(std::move(found));
}

int64_t AttributionFinder::SkipBlanks(int64_t at) const {
  while (at < sentence_.end && block_.text[at] == ' ') ++at;
  return at;
}

const Quotation* AttributionFinder::QuotationFrom(int64_t at) const {
  const int64_t begin = Trimmed(block_.text, {at, sentence_.end}).begin;
  if (begin >= sentence_.end) return nullptr;
  const Quotation* q = block_.QuotationAt(begin);
  return q != nullptr && q->outer.begin == begin ? q : nullptr;
}

int64_t AttributionFinder::SubjectBegin(int64_t at) const {
  int64_t begin = std::max(sentence_.begin, done_);
  for (const Quotation& q : quotations_) {
    if (q.outer.begin >= at) break;
    if (q.outer.end <= at) begin = std::max(begin, q.outer.end);
  }
  for (const CueHit& hit : cues_) {
    if (hit.begin >= at) break;
    if (hit.begin < begin || block_.WithinName(hit.begin)) continue;
    const bool border = hit.Is(kContrast | kReason) && !hit.Is(kAdverb);
    if (border) begin = hit.end;
    if (hit.Is(kCoordinate) && hit.begin > begin && block_.text[hit.begin - 1] == ' ' &&
        hit.begin >= 2 && block_.text[hit.begin - 2] == ',') {
      begin = hit.end;
    }
  }
  int closed = 0;  // brackets that end before `at`
  for (int64_t i = at - 1; i >= begin; --i) {
    const char c = block_.text[i];
    if (c == ')') ++closed;
    if (c == '(' && closed > 0) {
      --closed;
      continue;
    }
    if (c == ';' || c == '(' || c == '[') return i + 1;
    // A dash of two or three bytes, and wide semicolons and brackets.
    if (static_cast<unsigned char>(c) != 0xE2 && static_cast<unsigned char>(c) != 0xEF) continue;
    if (i + 3 > at) continue;
    const std::string_view three = Text(i, i + 3);
    if (three == "）") ++closed;
    if (three == "（" && closed > 0) {
      --closed;
      continue;
    }
    if (three == "—" || three == "；" || three == "（" || three == "–") return i + 3;
  }
  return begin;
}

// The begin of "last month", "this year" or "on Monday" that ends at `at`; `at` when none does.
int64_t AttributionFinder::TimeBegin(int64_t begin, int64_t at) const {
  const std::string_view before = Text(begin, at);
  const size_t blank = before.rfind(' ');
  if (blank == std::string_view::npos || blank == 0) return at;
  const std::string_view word = before.substr(blank + 1);
  const size_t first = before.rfind(' ', blank - 1);
  const size_t lead_begin = first == std::string_view::npos ? 0 : first + 1;
  const std::string_view lead = before.substr(lead_begin, blank - lead_begin);
  if (lead_begin == 0) return at;
  const bool unit = word == "week" || word == "month" || word == "year" || word == "quarter" ||
                    word == "summer" || word == "spring" || word == "fall";
  const bool day = word.ends_with("day") && word.size() >= 6 && word[0] >= 'A' && word[0] <= 'Z';
  if (((lead == "last" || lead == "this") && (unit || day)) || (lead == "on" && day))
    return begin + static_cast<int64_t>(lead_begin) - 1;
  return at;
}

int64_t AttributionFinder::SubjectEnd(int64_t begin, int64_t at, bool* passive) const {
  *passive = false;
  for (bool again = true; again;) {
    again = false;
    while (at > begin && block_.text[at - 1] == ' ') --at;
    if (const int64_t time = TimeBegin(begin, at); time < at) {
      at = time;
      again = true;
      continue;
    }
    for (size_t i = cues_.size(); i-- > 0;) {
      const CueHit& hit = cues_[i];
      if (hit.end > at) continue;
      if (hit.end < at) break;
      if (hit.begin < begin) break;
      if (hit.Is(kAuxiliary)) {
        const std::string_view word = Text(hit.begin, hit.end);
        if (word == "is" || word == "are" || word == "was" || word == "were" || word == "be" ||
            word == "been" || word == "being" || word == "to" || word.ends_with("s")) {
          if (word != "has" && word != "does") *passive = true;
        }
      }
      if (hit.Is(kAdverb | kAuxiliary) && !hit.Is(kHe | kIt | kThey | kSelf | kUnnamed)) {
        at = hit.begin;
        again = true;
      }
      break;
    }
  }
  return at;
}

const CueHit* AttributionFinder::CueAt(int64_t at, CueBits bits) const {
  for (const CueHit& hit : cues_) {
    if (hit.begin == at && hit.Is(bits)) return &hit;
    if (hit.begin > at) break;
  }
  return nullptr;
}

int64_t AttributionFinder::TrimBlank(int64_t at) const {
  while (at > 0 && block_.text[at - 1] == ' ') --at;
  return at;
}

bool AttributionFinder::EndsQuotation(int64_t at) const {
  at = TrimBlank(at);
  while (at > 0 && (block_.text[at - 1] == ',' || block_.text[at - 1] == ' ')) --at;
  for (const Quotation& q : quotations_) {
    if (q.outer.end == at && q.outer.end > sentence_.begin) return true;
  }
  return false;
}

void AttributionFinder::Cite(int64_t begin, Attribution* found) {
  for (const CueHit& hit : cues_) {
    if (hit.begin < begin || !hit.Is(kCiting)) continue;
    int64_t end = sentence_.end;
    for (int64_t at = hit.end; at < end; ++at) {
      if (block_.text[at] == ',') end = at;
    }
    if (auto source = IsChinese(hit.begin)
                          ? ReadChineseSpeaker(block_, {hit.end, end})
                          : ReadEnglishSpeaker(block_, {hit.end, end}, Place::kAfter)) {
      found->chain.push_back(*source);
      if (hit.begin > found->content.begin)
        found->content.end = std::min(found->content.end, hit.begin);
      cited_ = {hit.begin, end};
    }
    return;
  }
}

bool AttributionFinder::Add(Attribution found) {
  found.words.end = std::min(found.words.end, sentence_.end);
  found.content.end = std::max(found.content.begin, std::min(found.content.end, sentence_.end));
  done_ = std::max(done_, found.words.end);
  if (out_->size() > first_) {
    // What the last one says ends where this one begins, with the "but" between them.
    Attribution& last = out_->back();
    if (last.content.begin >= last.words.end && last.content.end > found.words.begin) {
      last.content.end = std::max(last.content.begin, found.words.begin);
      for (const CueHit& hit : cues_) {
        if (hit.Is(kContrast) && hit.begin > last.content.begin &&
            Trimmed(block_.text, {hit.end, last.content.end}).begin >= last.content.end) {
          last.content.end = hit.begin;
        }
      }
      if (found.content.begin < last.content.end) found.content.begin = found.words.begin;
    }
  }
  out_->push_back(std::move(found));
  if (cited_.end > 0) {
    // The words that cite are nobody's.
    done_ = std::max(done_, cited_.end);
    Attribution cites;
    cites.chain = out_->back().chain;
    cites.words = cited_;
    cites.content = {cited_.end, cited_.end};
    out_->push_back(std::move(cites));
    cited_ = {};
  }
  return true;
}

void FindAttributions(const BlockText& block, TextRange sentence,
                      std::vector<Attribution>* attributions) {
  bool any = false;
  for (const CueHit& hit : block.CuesIn(sentence)) any |= hit.Is(kSpeaks | kAccording);
  // "Jane Roe: “…”" has no verb.
  if (!any && sentence.end > sentence.begin) {
    const Quotation* q = block.QuotationAt(sentence.end - 1);
    any = q != nullptr && q->outer.begin > sentence.begin;
  }
  if (any) AttributionFinder(block, sentence, attributions).Run();
}

bool ToldInThePast(const BlockText& block, const Attribution& attribution) {
  if (block.QuotationAt(attribution.content.begin) != nullptr) return false;
  const std::string_view words = block.Of(attribution.words);
  for (size_t at = 0; at < words.size();) {
    const size_t end = std::min(words.find_first_of(" ,", at), words.size());
    const std::string_view word = words.substr(at, end - at);
    if (word == "said" || word == "told" || word == "wrote" ||
        (word.size() > 3 && word.ends_with("ed") && word[0] >= 'a' && word[0] <= 'z')) {
      return true;
    }
    at = end + 1;
  }
  return false;
}

}  // namespace parallax::discourse
