// Reads the subject of a table's row: a name, and what stands in parentheses after it.
#ifndef PARALLAX_INGEST_SERVICE_LINK_SUBJECT_H_
#define PARALLAX_INGEST_SERVICE_LINK_SUBJECT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "core/catalog/catalog.h"

namespace parallax::link {

// What a parenthesis after a subject's name says.
enum class ParenthesisRole {
  kNone,
  kDeveloper,  // "Qwen (Alibaba Cloud)": an organization behind a model
  kPlace,      // "DeepSeek (Hangzhou)": a place or an economy
  kAlias,      // "Ernie Bot (文心一言)": the same entity by another name, or its abbreviation
  kEntity,     // another entity of any other kind
  kQualifier,  // "Hong Kong (British rule)": words that limit what is said
};

// Offsets are bytes of the text that was given.
struct SubjectResolution {
  std::string entity_id;  // empty when the text names nothing; see `ambiguous`
  std::string kind;
  bool provisional = false;  // not in the catalog
  bool ambiguous = false;    // several entities bear the name
  int64_t name_begin = 0;
  int64_t name_end = 0;
  ParenthesisRole role = ParenthesisRole::kNone;
  std::string parenthesis_entity_id;  // of the roles that name one, when known
  int64_t parenthesis_begin = 0;      // of what stands inside
  int64_t parenthesis_end = 0;
};

// Resolves `text` as the subject of a row in a table of `kind` (empty: unknown). With a kind, a
// name that the catalog does not list becomes a provisional entity of it; without, it stays
// unresolved. O(text).
SubjectResolution ResolveSubject(const catalog::Catalog& catalog, std::string_view text,
                                 std::string_view kind);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_SUBJECT_H_
