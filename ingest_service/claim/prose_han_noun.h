// Where the noun before a Chinese clause's verb begins and ends, by its words and their parts of
// speech. Texts are folded (core/catalog/name_fold.h). Pure; thread-safe; linear in a few hundred
// bytes.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_HAN_NOUN_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_HAN_NOUN_H_

#include <cstdint>
#include <string_view>

namespace parallax::claim {

struct HanSpan {
  int64_t begin = 0;
  int64_t end = 0;
};

// text[begin, end) without what only says when, where, how or against what before its verb:
// 某些作品 of 某些作品在海外, 中间价 of 中间价大幅调降 (at 至). Empty where nothing is left or
// `end` lies within a word.
HanSpan WithoutHanAdjuncts(std::string_view text, int64_t begin, int64_t end);

// Whether text[begin, end) can be a noun alone: it begins and ends with whole words, with no verb,
// adverb or connective at its head, no verb that goes on behind it, and has a noun in it.
bool IsHanNounPhrase(std::string_view text, int64_t begin, int64_t end);

// The noun that goes on behind a name which ends at `begin`, up to its verb and at most to `end`:
// 有轨电车建设项目 of 瑞丽有轨电车建设项目暂停. Empty where the name's own verb follows.
std::string_view HanNounBehindName(std::string_view text, int64_t begin, int64_t end);

// The run of nouns right behind a name that ends at `begin`, whatever follows it: 自贸区管委会.
std::string_view HanRunBehindName(std::string_view text, int64_t begin, int64_t end);

// Whether text from `begin` on opens with a verb of doing something, at most behind adverbs: 打造…,
// 进一步提升….
bool OpensHanMeasure(std::string_view text, int64_t begin);

// Whether the verb at text[begin, end) is a piece of a longer noun (增加值, 覆盖率, 增长方式) or
// tells when (交易完成后).
bool IsPieceOfHanNoun(std::string_view text, int64_t begin, int64_t end);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_HAN_NOUN_H_
