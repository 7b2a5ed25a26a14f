// A table cell that names a row's or column's subject: which entity, and what its brackets say.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_SUBJECT_CELL_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_SUBJECT_CELL_H_

#include <string>
#include <string_view>

#include "core/catalog/catalog.h"
#include "ingest_service/claim/item_split.h"

namespace parallax::claim {

// What stands in brackets after a subject's name.
enum class BracketKind {
  kNone,
  kOrganization,  // the developer of a model, the owner of a project …
  kPlace,         // a city, province or economy
  kAlias,         // another name of the subject itself
  kOther,         // a qualifier
};

struct SubjectCell {
  std::string entity_id;     // empty when the name could not be told
  std::string kind;          // of the entity
  bool provisional = false;  // not in the catalog; known by its role alone
  bool ambiguous = false;    // several entities bear the name and nothing tells which
  TextRange name;
  BracketKind bracket_kind = BracketKind::kNone;
  TextRange bracket;              // without the brackets
  std::string bracket_entity_id;  // of kOrganization and kPlace
};

// Reads `text`. `expected_kind` is what the column's header asks for, empty when it does not say:
// then only catalog entities are found. With an expected kind an unknown name becomes a provisional
// entity.
SubjectCell ReadSubject(std::string_view text, std::string_view expected_kind,
                        const catalog::Catalog& catalog);

// The id of an entity that is known by its name alone: "model/~falcon-3". A function of kind and
// folded name.
std::string ProvisionalEntityId(std::string_view kind, std::string_view name);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_SUBJECT_CELL_H_
