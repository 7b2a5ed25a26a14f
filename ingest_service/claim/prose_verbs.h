// The verbs by which the prose rules know a statement from a heading, a byline or a list of names,
// and where its subject ends. Texts are folded (core/catalog/name_fold.h). Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_VERBS_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_VERBS_H_

#include <cstdint>
#include <string_view>

namespace parallax::claim {

// English: an auxiliary, or a form of a verb that news and policy papers use.
bool IsVerb(std::string_view word);
bool IsAuxiliary(std::string_view word);

// Chinese: whether `text` has a verb or a word that only stands before one.
bool HasChineseVerb(std::string_view text);
// The same without the verbs that nouns are made of (数据中心建设项目).
bool HasFirmChineseVerb(std::string_view text);
// Whether `text` is a verb of the table and nothing else.
bool IsChineseVerb(std::string_view text);
// Where the first verb stands; -1 when there is none.
int64_t ChineseVerbBegin(std::string_view text);
// Where the first word stands that only follows a subject (将, 已, 是, 预计, 达到 …); -1 when there
// is none.
int64_t ChineseSubjectEnd(std::string_view text);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_VERBS_H_
