// The words that make a frame, as data: one table in English, one in Chinese. The Chinese table is
// written in simplified characters; both sides are folded, so that it serves traditional ones too.
// Words that the two scripts' regions choose differently stand in it twice (計劃, 計畫).
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_CUE_TABLE_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_CUE_TABLE_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/text/phrase_matcher.h"

namespace parallax::discourse {

// What a phrase may do. A phrase can do several things ("expects" speaks and predicts).
enum CueBit : uint64_t {
  // Speaks: between who says it and what is said.
  kSays = 1ull << 0,
  kSaysDeny = 1ull << 1,
  kSaysDoubt = 1ull << 2,
  kSaysPredict = 1ull << 3,
  kSaysRecommend = 1ull << 4,
  kSaysAllege = 1ull << 5,
  kSpeaks = kSays | kSaysDeny | kSaysDoubt | kSaysPredict | kSaysRecommend | kSaysAllege,
  // A form that is a noun or an act as well ("reports", "states"): it speaks only before "that", a
  // colon or a quotation, or where it ends what it closes.
  kSaysMaybe = 1ull << 6,
  kAccording = 1ull << 7,   // who follows: "according to", 据
  kToListener = 1ull << 8,  // who is told follows: "told", 告诉, 对
  kCiting = 1ull << 9,      // a deeper voice follows: "citing", 援引
  kThat = 1ull << 10,       // opens what is said
  // Who speaks.
  kUnnamed = 1ull << 11,   // "officials", "people familiar with the matter", 知情人士
  kDocument = 1ull << 12,  // "report", "study", 报告
  kRole = 1ull << 13,      // "director", "spokesman", 部长: a person, by office
  kBody = 1ull << 14,      // "ministry", "company": an organization, by kind
  kHe = 1ull << 15,        // he, she, 他, 她
  kIt = 1ull << 16,        // it, 该公司: an organization named before
  kThey = 1ull << 17,      // they, 他们
  kSelf = 1ull << 18,      // I, we, 我, 笔者: the one who speaks already
  // How firmly.
  kDenies = 1ull << 19,  // "it is wrong to say"
  kDoubts = 1ull << 20,
  kRecommends = 1ull << 21,   // should, must, 应
  kPredicts = 1ull << 22,     // will, "is expected to", 将
  kPlanned = 1ull << 23,      // "plans to", 拟
  kConditional = 1ull << 24,  // may, could, if, 可能
  kAlleged = 1ull << 25,      // reportedly, 据称
  kHedge = 1ull << 26,        // seems, likely, 似乎
  kNegation = 1ull << 27,     // not, no longer, 未
  kWithout = 1ull << 28,      // denies only the words that follow it
  // Good or bad for what is spoken of.
  kStrength = 1ull << 29,
  kWeakness = 1ull << 30,
  // Borders.
  kContrast = 1ull << 31,  // but, while, 但: begins a clause of its own
  kConcession =
      1ull << 32,        // although, 虽然: at the begin of a sentence its clause ends at a comma
  kReason = 1ull << 33,  // because, 因为
  kCoordinate = 1ull << 34,    // "and" after a comma
  kRelative = 1ull << 35,      // that, which, who: what follows at once is not the main predicate
  kAdverb = 1ull << 36,        // stands between subject and verb and changes nothing
  kAuxiliary = 1ull << 37,     // has, is, was
  kPreposition = 1ull << 38,   // at the begin of a phrase that is no subject
  kMedium = 1ull << 39,        // Times, News, 日报: makes a name that of a medium
  kBodyName = 1ull << 40,      // Ministry, University, 局: makes a name that of an organization
  kListenerOnly = 1ull << 41,  // reporters, 记者: told, but no medium
  kInterview = 1ull << 42,     // "in an interview with", 接受…采访
  kAnnounces = 1ull << 45,     // disclosed: its object is what is said
  kProposes = 1ull << 46,      // 提出, 明确: documents do so without a comma
  kIf = 1ull << 44,            // if, unless, 如果: what stands with it hangs on it
  kNarrates = 1ull << 52,    // 拒绝置评, 数据显示: the author's words, whoever spoke before
  kData = 1ull << 53,        // figures, breakdown: a document's only where somebody's
  kAccounts = 1ull << 51,    // reported, posted: accounts, or an act
  kImpersonal = 1ull << 49,  // "it was reported": nobody says who
  kNotes = 1ull << 50,       // notes, claims: nouns, but verbs of speaking behind a pronoun
  kForecaster = 1ull << 48,  // analysts, economists: of unnamed people those whose estimates count
  kPromises = 1ull << 47,    // pledged, 承诺: its object is still to come
  kWrote = 1ull << 43,       // ends a Chinese attribution that has a place in it: 写道
};
using CueBits = uint64_t;

struct CuePhrase {
  std::string_view phrases;  // "|" between them
  CueBits bits;
};

// Of cue_table_en.cc and cue_table_zh.cc.
std::span<const CuePhrase> EnglishCues();
std::span<const CuePhrase> ChineseCues();

// A cue in the text of a block; offsets of the source text.
struct CueHit {
  int64_t begin = 0;
  int64_t end = 0;
  CueBits bits = 0;  // 0: a phrase that only hides a shorter one ("not only", 小说)

  bool Is(CueBits any) const { return (bits & any) != 0; }
};

// Clears `hits` and fills it with the cues of `text`, in order, none overlapping; of those that
// begin at one place the longest. One folding and one pass over the text. Thread-safe.
void FindCues(std::string_view text, std::vector<CueHit>* hits);

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_CUE_TABLE_H_
