// Words at the ends of a Chinese noun that is a clause's subject. Texts are folded
// (core/catalog/name_fold.h). Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_HAN_WORDS_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_HAN_WORDS_H_

#include <cstddef>
#include <string_view>

namespace parallax::claim {

// The bytes of the adverbial that `text` begins with (目前, 其中, 据悉, 预计); 0 without one.
size_t HanLead(std::string_view text);
// `noun` without the adverbs at its end that belong to the verb behind it (各, 有可能, 仍).
std::string_view WithoutHanAdverbs(std::string_view noun);
// Whether words stand in `text` that stand in no noun: 了, 作为.
bool HoldsNoHanNoun(std::string_view text);
// Whether a noun is only a measure or a part of something spoken of before: 规模, 年均成本.
bool IsHanMeasure(std::string_view noun);

// 珠海有轨电车年均成本 and 珠海有轨电车的成本 without the measure; other nouns as they are.
std::string_view WithoutHanMeasure(std::string_view noun);
// Whether the noun behind a name stands for the named itself or measures it: 中国政府,
// 中国经济总量, 某某公司方面, 长三角区域. `kind`: of the named entity.
bool HanNounSpeaksForName(std::string_view noun, std::string_view kind);
// Whether a noun is a stretch of time: 第三季, 上半年.
bool IsHanTime(std::string_view noun);
// Whether the words between two commas only tell when, where or by what: 在发布会上, 经省政府批准.
bool IsHanAdverbial(std::string_view text);

// Where 全国 or 全社会 stands at the head of a clause, at most behind a time, and measures the
// country that is spoken of (全国居民消费价格); npos where neither does (全国人大).
size_t WholeCountryAt(std::string_view clause);

// Whether a stretch of a clause says nothing without the one behind it: 既然已经公布,
// 在…的前提下. Blanks and a comma at its end do not count.
bool IsHanDependent(std::string_view text);

// Whether what stands between a body's name and a person's is the person's office: 党组书记、主任.
bool IsHanOffice(std::string_view text);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_HAN_WORDS_H_
