#include "ingest_service/discourse/discourse.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "core/text/sha256.h"
#include "core/text/utf8.h"
#include "ingest_service/discourse/attribution.h"
#include "ingest_service/discourse/block_text.h"
#include "ingest_service/discourse/frame.h"
#include "ingest_service/discourse/going_on.h"
#include "ingest_service/discourse/origin.h"
#include "ingest_service/discourse/sentence_split.h"
#include "ingest_service/discourse/voice_book.h"

namespace parallax::discourse {
namespace {

using record::Block;
using record::BlockKind;
using record::EvidenceRole;
using record::Polarity;

// Sentences longer than this are read without attributions.
constexpr int64_t kMostSentenceBytes = 8192;
// A quotation of as many words is speech; a shorter one names something.
constexpr int kFewestQuotedWords = 5;

// A person named no further from a sentence's begin is its subject, with an office before it.
constexpr int64_t kMostBeforeSubject = 48;
// A paragraph of as many words at most may lead to a list.
constexpr int kMostLeadWords = 12;

bool HasSentences(BlockKind kind) {
  return kind != BlockKind::kBoilerplate && kind != BlockKind::kCode && kind != BlockKind::kTable;
}

// A reader's comment is a voice of its own. A repost of the page repeats the comment word for word
// and brings no second voice.
record::Voice ReaderVoice(const Block& block) {
  record::Voice voice;
  voice.kind = record::VoiceKind::kReader;
  voice.key = "reader:" + text::Sha256Hex(block.content.text, 8);
  return voice;
}

// Who says a stretch of words, and the words that tell so.
struct Spoken {
  std::vector<int32_t> chain;  // behind the document's own voice; empty: said by it
  Cue cue;
  Governed governed;
};

class Reader {
 public:
  Reader(const record::Document& document, const std::vector<record::Mention>& mentions,
         const record::Voice& author)
      : document_(document), mentions_(mentions), book_(author) {}

  Discourse Run() {
    const std::optional<PresentedWork> work = FindPresentedWork(document_);
    if (work) {
      if (!work->publisher.empty()) {
        SpeakerReading publisher;
        publisher.kind = record::VoiceKind::kMedium;
        publisher.name = work->publisher;
        for (const record::Mention& m : mentions_) {
          if (m.written == work->publisher) publisher.entity_id = m.entity_id;
        }
        presented_.push_back(book_.Find(publisher, work->publisher, 0));
      }
      presented_.push_back(book_.Add(VoiceOfAuthors(work->authors)));
    }
    constexpr size_t kBytesPerSentence = 96;
    size_t bytes = 0;
    for (const Block& block : document_.blocks) {
      if (HasSentences(block.kind)) bytes += block.content.text.size();
    }
    out_.sentences.reserve(bytes / kBytesPerSentence);
    size_t mention = 0;
    for (size_t b = 0; b < document_.blocks.size(); ++b) {
      const size_t first = mention;
      while (mention < mentions_.size() && mentions_[mention].block <= static_cast<int32_t>(b))
        ++mention;
      const Block& block = document_.blocks[b];
      if (!HasSentences(block.kind)) continue;
      outer_.clear();
      if (work && static_cast<int32_t>(b) >= work->first_block &&
          block.kind != BlockKind::kReaderComment) {
        outer_ = presented_;
      }
      ReadBlock(block, static_cast<int32_t>(b),
                std::span(mentions_).subspan(first, mention - first));
    }
    out_.voices = book_.TakeVoices();
    return std::move(out_);
  }

 private:
  void ReadBlock(const Block& block, int32_t index, std::span<const record::Mention> mentions) {
    text_.block = index;
    text_.text = block.content.text;
    text_.mentions = mentions;
    FindCues(text_.text, &text_.cues);
    text_.quotations.clear();
    FindQuotations(text_.text, &text_.quotations);
    self_ = 0;
    if (block.kind == BlockKind::kReaderComment) self_ = book_.Add(ReaderVoice(block));
    ranges_.clear();
    const auto size = static_cast<int64_t>(block.content.text.size());
    // A label that has a text is no part of its sentences.
    const bool labelled = block.label_size > 0 && block.body_begin < size;
    SplitSentences(block.content.text, labelled ? block.body_begin : 0, &ranges_);
    Attribute();
    Polarity lead = labelled ? PolarityOf({0, block.label_size}) : Polarity::kUnspecified;
    if (block.kind == BlockKind::kListItem) {
      if (lead == Polarity::kUnspecified) lead = lead_polarity_;
    } else {
      lead_polarity_ = Polarity::kUnspecified;
    }
    const size_t first = out_.sentences.size();
    for (size_t s = 0; s < ranges_.size(); ++s) ReadSentence(ranges_[s], s);
    Judge(block, first, lead);
    // What the next paragraph's quotation may go on with.
    open_quotation_ = {};
    open_quotation_closed_ = false;
    if (text_.quotations.empty()) return;
    const Quotation& last = text_.quotations.back();
    if (last.open_ended) {
      open_quotation_ = quoted_.back();
    } else if (!ranges_.empty() && last.outer.end > ranges_.back().begin && IsSpeech(last)) {
      open_quotation_ = quoted_.back();
      open_quotation_closed_ = true;
    }
  }

  Polarity PolarityOf(TextRange range) const {
    int good = 0;
    for (const CueHit& hit : text_.CuesIn(range)) good += hit.Is(kStrength) - hit.Is(kWeakness);
    return good > 0 ? Polarity::kStrength : good < 0 ? Polarity::kWeakness : Polarity::kUnspecified;
  }

  // A label, or a short paragraph or heading before a list, says what its items are: "Weaknesses:".
  void Judge(const Block& block, size_t first, Polarity lead) {
    for (size_t s = first; s < out_.sentences.size(); ++s) {
      for (Clause& clause : out_.sentences[s].clauses) {
        if (clause.polarity == Polarity::kUnspecified) clause.polarity = lead;
      }
    }
    if (block.kind == BlockKind::kListItem || first == out_.sentences.size()) return;
    if (CountWords(text_.text, kMostLeadWords + 1) <= kMostLeadWords)
      lead_polarity_ = out_.sentences.back().clauses.back().polarity;
  }

  // Finds the block's attributions and gives each quotation its speaker.
  void Attribute() {
    attributions_.clear();
    spoken_.clear();
    first_attribution_.assign(1, 0);
    quoted_.assign(text_.quotations.size(), {});
    size_t mention = 0;
    for (const TextRange& sentence : ranges_) {
      if (sentence.end - sentence.begin <= kMostSentenceBytes)
        FindAttributions(text_, sentence, &attributions_);
      for (size_t i = first_attribution_.back(); i < attributions_.size(); ++i) {
        HearUntil(attributions_[i].words.begin, sentence.begin, &mention);
        spoken_.push_back(Resolve(attributions_[i]));
        HearUntil(attributions_[i].words.end, sentence.begin, &mention, false);
      }
      HearUntil(sentence.end, sentence.begin, &mention);
      first_attribution_.push_back(attributions_.size());
    }
    size_t q = 0;
    for (size_t i = 0; i < attributions_.size(); ++i) {
      const TextRange content = attributions_[i].content;
      while (q < text_.quotations.size() && text_.quotations[q].outer.end <= content.begin) ++q;
      for (size_t k = q; k < text_.quotations.size(); ++k) {
        if (text_.quotations[k].outer.begin >= content.end) break;
        if (quoted_[k].chain.empty()) quoted_[k] = spoken_[i];
      }
    }
    if (!text_.quotations.empty() && quoted_[0].chain.empty() &&
        text_.quotations[0].outer.begin <= 3 && (!open_quotation_closed_ || BeginsAsQuoted())) {
      quoted_[0] = open_quotation_;
    }
    FollowQuotations();
  }

  // Whether the block's first sentence, or its last one that a quotation holds, is nothing else.
  bool BeginsAsQuoted() const {
    const Quotation& first = text_.quotations[0];
    if (!IsSpeech(first)) return false;
    for (const TextRange& range : ranges_) {
      if (range.end + 1 >= first.outer.end) return first.outer.end + 2 >= range.end;
    }
    return false;
  }

  // "…," Roe said. "…": a quotation without a speaker goes on with the one before it when nothing
  // but it stands in its sentence.
  void FollowQuotations() {
    size_t s = 0;
    for (size_t k = 1; k < text_.quotations.size(); ++k) {
      if (!quoted_[k].chain.empty() || quoted_[k - 1].chain.empty()) continue;
      const TextRange outer = text_.quotations[k].outer;
      while (s < ranges_.size() && ranges_[s].end <= outer.begin) ++s;
      if (s >= ranges_.size() || ranges_[s].begin + 1 < outer.begin) continue;
      // Its sentence, or its last one, holds nothing else.
      size_t last = s;
      while (last + 1 < ranges_.size() && ranges_[last + 1].begin < outer.end) ++last;
      if (outer.end + 2 < ranges_[last].end) continue;
      // Nothing but attributed sentences in between.
      if (s > 0 && text_.quotations[k - 1].outer.end < ranges_[s - 1].begin) continue;
      quoted_[k] = quoted_[k - 1];
    }
  }

  // Whom the words of an attribution name beside its speaker is nobody's subject.
  void HearUntil(int64_t end, int64_t sentence_begin, size_t* mention, bool subjects = true) {
    for (; *mention < text_.mentions.size() && text_.mentions[*mention].text_begin < end;
         ++*mention) {
      const record::Mention& m = text_.mentions[*mention];
      if (m.entity_id.starts_with("person/")) {
        book_.Hear(m.written, m.entity_id);
        const std::string_view behind =
            text_.text.substr(static_cast<size_t>(m.text_end)).substr(0, 4);
        const bool owns = behind.starts_with("'s") || behind.starts_with("’s");
        const bool near = m.text_begin - sentence_begin <= kMostBeforeSubject ||
                          StandsBehindChineseOffice(m.text_begin, sentence_begin);
        if (subjects && !owns && near) book_.HearSubject(m.written, m.entity_id);
      }
      if (m.entity_id.starts_with("organization/")) book_.HearOrganization(m.written, m.entity_id);
    }
  }

  // 中共中央总书记、国家主席某某: the offices of a subject may be long.
  bool StandsBehindChineseOffice(int64_t at, int64_t sentence_begin) const {
    constexpr int64_t kMostOffices = 240;  // bytes
    constexpr int64_t kHanBytes = 3;
    if (at - sentence_begin > kMostOffices || at < sentence_begin + kHanBytes) return false;
    const std::string_view last =
        std::string_view(text_.text).substr(static_cast<size_t>(at - kHanBytes), kHanBytes);
    for (const std::string_view end :
         {"席", "理", "长", "長", "记", "記", "裁", "官", "授", "任"}) {
      if (last == end) return true;
    }
    return false;
  }

  Spoken Resolve(const Attribution& attribution) {
    Spoken spoken;
    for (const SpeakerReading& reading : attribution.chain) {
      // "It expects" of nobody that was named is a thing's.
      if (attribution.act && reading.takes_up == TakesUp::kOrganization && reading.name.empty() &&
          !book_.KnowsBody()) {
        continue;
      }
      if (reading.takes_up == TakesUp::kShortName) HearFullName(reading.name);
      if (reading.takes_up == TakesUp::kPerson) HearSubjectBefore(attribution.words.begin);
      const int32_t voice = book_.Find(reading, text_.text, self_);
      if (voice != self_ &&
          std::find(spoken.chain.begin(), spoken.chain.end(), voice) == spoken.chain.end())
        spoken.chain.push_back(voice);
    }
    spoken.cue.role = EvidenceRole::kVoice;
    spoken.cue.block = text_.block;
    spoken.cue.range =
        Trimmed(text_.text, attribution.cue.end > 0 ? attribution.cue : attribution.words);
    spoken.governed = {attribution.stance, attribution.alleged, attribution.planned,
                       ToldInThePast(text_, attribution)};
    return spoken;
  }

  // "she": a full name that begins one of the last sentences before `at`.
  void HearSubjectBefore(int64_t at) {
    constexpr int kMostSentences = 3;
    if (book_.KnowsPerson()) return;
    auto it = std::upper_bound(ranges_.begin(), ranges_.end(), at,
                               [](int64_t v, const TextRange& r) { return v < r.begin; });
    for (int k = 0; k < kMostSentences && it != ranges_.begin(); ++k) {
      --it;
      // As many capitalized words as begin the sentence.
      int64_t end = it->begin;
      for (int64_t i = it->begin; i < it->end && i - it->begin < 80;) {
        if (text_.text[i] < 'A' || text_.text[i] > 'Z') break;
        while (i < it->end && text_.text[i] != ' ') ++i;
        end = i++;
      }
      if (end > at) continue;
      const auto subject = ReadEnglishSpeaker(text_, {it->begin, end}, Place::kBefore);
      if (!subject || subject->kind != record::VoiceKind::kSpeaker || subject->name.empty())
        continue;
      if (subject->takes_up != TakesUp::kNothing) continue;
      book_.HearSubject(subject->name, subject->entity_id);
      return;
    }
  }

  // "Lee" alone: the full name that an earlier text of the document gives. Looks at most
  // kMostLookedUp times, each time through a few blocks.
  void HearFullName(const std::string& name) {
    constexpr int kMostLookedUp = 64;
    constexpr int kMostBlocks = 12;
    constexpr size_t kMostBytes = 4096;
    if (static_cast<unsigned char>(name[0]) >= 0x80 || looked_up_++ >= kMostLookedUp) return;
    int blocks = 0;
    for (int32_t b = text_.block; b >= 0 && blocks < kMostBlocks; --b, ++blocks) {
      const std::string_view text =
          std::string_view(document_.blocks[b].content.text).substr(0, kMostBytes);
      for (size_t at = text.rfind(name); at != std::string_view::npos && at > 2;
           at = text.rfind(name, at - 1)) {
        if (text[at - 1] != ' ') continue;
        size_t begin = text.find_last_of(' ', at - 2);
        begin = begin == std::string_view::npos ? 0 : begin + 1;
        const char first = text[begin];
        if (first < 'A' || first > 'Z' || at - begin < 4) continue;
        const std::string_view word = text.substr(begin, at - 1 - begin);
        // No mark stands between a given name and a surname: "in Ohio,” Roe said".
        const char32_t mark = text::CodePointBefore(word, word.size());
        const bool letter = (mark >= 'a' && mark <= 'z') || (mark >= 'A' && mark <= 'Z') ||
                            (mark >= 0xC0 && mark < 0x2000);
        if (!letter) continue;
        std::vector<CueHit> hits;
        FindCues(word, &hits);
        if (!hits.empty()) continue;
        book_.Hear(text.substr(begin, at + name.size() - begin), "");
        return;
      }
    }
  }

  struct Piece {
    TextRange range;
    const Spoken* spoken = nullptr;  // null: the document's own voice
  };

  // A quotation that goes on with a clause ("China is “closing the gap”") has its subject before
  // it: the clause's begin, behind the last comma; the quotation's own where a comma or a colon, or
  // nothing, stands before it.
  int64_t ClauseBegin(TextRange sentence, const Quotation& quotation) const {
    int64_t at = quotation.outer.begin;
    while (at > sentence.begin && text_.text[at - 1] == ' ') --at;
    if (at == sentence.begin) return quotation.outer.begin;
    const char32_t mark = text::CodePointBefore(text_.text, static_cast<size_t>(at));
    if (mark == ',' || mark == ':' || mark == 0xFF0C || mark == 0xFF1A)
      return quotation.outer.begin;
    while (at > sentence.begin) {
      const char32_t c = text::CodePointBefore(text_.text, static_cast<size_t>(at));
      if ((c == ',' && text_.text[at] == ' ') || c == 0xFF0C || c == ';' || c == 0x201D) break;
      do --at;
      while (at > sentence.begin && !text::IsUtf8Lead(text_.text[at]));
    }
    return at;
  }

  bool IsSpeech(const Quotation& quotation) const {
    return CountWords(text_.Of(quotation.inner), kFewestQuotedWords) >= kFewestQuotedWords;
  }

  // Parts the sentence by who says what and leaves out the words that only attribute.
  void Pieces(TextRange sentence, size_t index) {
    pieces_.clear();
    const size_t first = first_attribution_[index];
    const size_t last = first_attribution_[index + 1];
    auto q = std::lower_bound(
        text_.quotations.begin(), text_.quotations.end(), sentence.begin,
        [](const Quotation& quotation, int64_t at) { return quotation.outer.end <= at; });
    if (first == last && (q == text_.quotations.end() || q->outer.begin >= sentence.end)) {
      pieces_.push_back({sentence, nullptr});
      return;
    }
    points_.assign({sentence.begin, sentence.end});
    const auto add = [&](int64_t at) {
      if (at > sentence.begin && at < sentence.end) points_.push_back(at);
    };
    for (size_t i = first; i < last; ++i) {
      add(attributions_[i].words.begin);
      add(attributions_[i].words.end);
      add(attributions_[i].content.begin);
      add(attributions_[i].content.end);
    }
    for (auto it = q; it != text_.quotations.end() && it->outer.begin < sentence.end; ++it) {
      if (!IsSpeech(*it) ||
          (digest_medium_.chain.empty() && quoted_[it - text_.quotations.begin()].chain.empty())) {
        continue;
      }
      add(quoted_[it - text_.quotations.begin()].chain.empty() ? ClauseBegin(sentence, *it)
                                                               : it->outer.begin);
      add(it->outer.end);
    }
    std::sort(points_.begin(), points_.end());
    points_.erase(std::unique(points_.begin(), points_.end()), points_.end());
    for (size_t p = 0; p + 1 < points_.size(); ++p) {
      const TextRange range = {points_[p], points_[p + 1]};
      const Spoken* spoken = nullptr;
      bool attributes = false;
      for (size_t i = first; i < last; ++i) {
        const Attribution& a = attributions_[i];
        if (a.words.begin <= range.begin && range.end <= a.words.end) attributes = true;
        if (a.content.begin <= range.begin && range.end <= a.content.end) spoken = &spoken_[i];
      }
      if (attributes) continue;
      if (spoken == nullptr) {
        if (const Quotation* around = text_.QuotationAt(range.begin); around != nullptr) {
          const Spoken& quoted = quoted_[around - text_.quotations.data()];
          if (!quoted.chain.empty()) {
            spoken = &quoted;
          } else if (IsSpeech(*around)) {
            spoken = &digest_medium_;
          }
        } else if (!digest_medium_.chain.empty()) {
          for (auto it = q; it != text_.quotations.end() && it->outer.begin < range.end; ++it) {
            if (it->outer.end == range.end && IsSpeech(*it) &&
                quoted_[it - text_.quotations.begin()].chain.empty() &&
                ClauseBegin(sentence, *it) == range.begin) {
              spoken = &digest_medium_;
            }
          }
        }
      }
      if (!pieces_.empty() && pieces_.back().spoken == spoken &&
          (pieces_.back().range.end == range.begin ||
           (spoken != nullptr && Interrupted(pieces_.back().range.end, range.begin)))) {
        pieces_.back().range.end = range.end;
      } else {
        pieces_.push_back({range, spoken});
      }
    }
  }

  // "The plant, according to officials, opened": one clause, though others' words stand in it.
  bool Interrupted(int64_t begin, int64_t end) const {
    const auto is_comma = [this](int64_t at) {
      return at >= 0 && at < static_cast<int64_t>(text_.text.size()) && text_.text[at] == ',';
    };
    while (begin > 0 && text_.text[begin - 1] == ' ') --begin;
    return is_comma(begin - 1) && is_comma(end) && text_.QuotationAt(begin - 1) == nullptr &&
           text_.QuotationAt(end) == nullptr;
  }

  // Without the marks of a quotation that is all of it.
  TextRange Bare(TextRange range) const {
    range = Trimmed(text_.text, range);
    const Quotation* q = text_.QuotationAt(range.begin);
    if (q == nullptr) return range;
    if (q->outer.begin == range.begin && q->outer.end >= range.end) range.begin = q->inner.begin;
    if (q->outer.end == range.end && range.begin >= q->inner.begin) range.end = q->inner.end;
    return Trimmed(text_.text, range);
  }

  // A digest names its newspaper in brackets; what it quotes from then on is the newspaper's.
  void NameMedium(TextRange range) {
    sentence_medium_ = {};
    const std::string_view name = MediumInBrackets(text_.Of(range));
    if (name.empty()) return;
    SpeakerReading medium;
    medium.kind = record::VoiceKind::kMedium;
    medium.name = std::string(name);
    const auto begin = static_cast<int64_t>(name.data() - text_.text.data());
    medium.range = {begin, begin + static_cast<int64_t>(name.size())};
    for (const record::Mention& m : text_.MentionsIn(medium.range)) medium.entity_id = m.entity_id;
    sentence_medium_.chain = {book_.Find(medium, text_.text, self_)};
    sentence_medium_.cue = {EvidenceRole::kVoice, text_.block, medium.range};
    digest_medium_ = sentence_medium_;
  }

  // "On Monday", "In a speech": beside an attribution they tell when it was said.
  bool BeginsWithPreposition(TextRange range) const {
    const auto cues = text_.CuesIn(range);
    return !cues.empty() && cues[0].begin == range.begin && cues[0].Is(kPreposition);
  }

  // 截至发稿，该公司拒绝置评, 根据资料，…
  bool Narrates(TextRange range) const {
    bool first = true;
    for (const CueHit& hit : text_.CuesIn(range)) {
      if (hit.Is(kNarrates)) return true;
      if (first && hit.begin == range.begin && hit.Is(kAccording)) return true;
      first = false;
    }
    return false;
  }

  // In a Chinese paragraph what follows 某某表示，…。 is that speaker's until somebody else is
  // named. In English each sentence says anew whose it is.
  void GoOn(TextRange range, size_t index) {
    const bool alone = first_attribution_[index] == first_attribution_[index + 1] &&
                       pieces_.size() == 1 && pieces_[0].spoken == nullptr;
    if (index == 0) last_spoken_ = nullptr;
    const bool ends =
        alone && last_spoken_ != nullptr && !last_spoken_->chain.empty() && index > 0 &&
        (QuotationEndsBefore(text_, ranges_[index - 1], range) ||
         ReportEndsBefore(book_.voices()[last_spoken_->chain.back()], text_.Of(range)));
    if (alone && last_spoken_ != nullptr && !Narrates(range) && !ends &&
        static_cast<unsigned char>(text_.text[range.begin]) >= 0xE3) {
      pieces_[0].spoken = last_spoken_;
    }
    last_spoken_ = pieces_.empty() ? nullptr : pieces_.back().spoken;
  }

  void ReadSentence(TextRange range, size_t index) {
    Sentence sentence;
    sentence.block = text_.block;
    sentence.range = range;
    NameMedium(range);
    Pieces(range, index);
    GoOn(range, index);
    if (!sentence_medium_.chain.empty()) {
      for (Piece& piece : pieces_) {
        if (piece.spoken == nullptr) piece.spoken = &sentence_medium_;
      }
    }
    // A question asserts nothing.
    const char32_t mark = text::CodePointBefore(text_.text, static_cast<size_t>(range.end));
    const bool asks = mark == '?' || mark == 0xFF1F;
    clauses_.clear();
    for (const Piece& piece : pieces_) {
      const TextRange bare = Bare(piece.range);
      // What is left beside an attribution ("As …", "But …") says nothing.
      const bool beside = pieces_.size() > 1 && piece.spoken == nullptr &&
                          first_attribution_[index] < first_attribution_[index + 1];
      const int fewest = beside ? (BeginsWithPreposition(bare) ? 5 : 2) : 1;
      if (bare.begin >= bare.end || CountWords(text_.Of(bare), fewest) < fewest) continue;
      const bool bare_asks =
          bare.end < static_cast<int64_t>(text_.text.size()) && text_.text[bare.end] == '?';
      const size_t first = clauses_.size();
      SplitClauses(text_, bare, piece.spoken == nullptr ? Governed() : piece.spoken->governed,
                   &clauses_);
      const bool spoken = piece.spoken != nullptr && !piece.spoken->chain.empty();
      for (size_t c = first; c < clauses_.size(); ++c) {
        Clause& clause = clauses_[c];
        if (asks || bare_asks) clause.stance = record::Stance::kDoubts;
        clause.voices.reserve(1 + outer_.size() + (spoken ? piece.spoken->chain.size() : 0));
        clause.voices.push_back(self_);
        clause.voices.insert(clause.voices.end(), outer_.begin(), outer_.end());
        if (!spoken) continue;
        for (int32_t voice : piece.spoken->chain) {
          if (std::find(clause.voices.begin(), clause.voices.end(), voice) == clause.voices.end())
            clause.voices.push_back(voice);
        }
        clause.cues.insert(clause.cues.begin(), piece.spoken->cue);
      }
    }
    sentence.clauses.assign(std::make_move_iterator(clauses_.begin()),
                            std::make_move_iterator(clauses_.end()));
    if (sentence.clauses.empty()) {
      Clause clause;
      clause.range = range;
      clause.voices.push_back(self_);
      clause.voices.insert(clause.voices.end(), outer_.begin(), outer_.end());
      sentence.clauses.push_back(std::move(clause));
    }
    out_.sentences.push_back(std::move(sentence));
  }

  const record::Document& document_;
  const std::vector<record::Mention>& mentions_;
  VoiceBook book_;
  Discourse out_;

  // Of the block that is read.
  BlockText text_;
  int32_t self_ = 0;
  std::vector<TextRange> ranges_;
  std::vector<Attribution> attributions_;
  std::vector<Spoken> spoken_;             // parallel to attributions_
  std::vector<size_t> first_attribution_;  // by sentence, and their end
  std::vector<Spoken> quoted_;             // parallel to the quotations
  std::vector<Piece> pieces_;
  std::vector<Clause> clauses_;  // of the sentence that is read
  std::vector<int64_t> points_;
  Spoken open_quotation_;               // of the paragraph before, that this one may go on with
  bool open_quotation_closed_ = false;  // it was closed there
  Spoken sentence_medium_;              // of the sentence that is read
  Spoken digest_medium_;                // named last
  std::vector<int32_t> presented_;      // of the work that the document presents
  std::vector<int32_t> outer_;          // those of them that say this block
  Polarity lead_polarity_ = Polarity::kUnspecified;
  int looked_up_ = 0;
  const Spoken* last_spoken_ = nullptr;  // who ended the sentence before; null: the author
};

}  // namespace

Discourse ReadDiscourse(const catalog::Catalog& /*catalog*/, const record::Document& document,
                        const std::vector<record::Mention>& mentions, const record::Voice& author) {
  return Reader(document, mentions, author).Run();
}

}  // namespace parallax::discourse
