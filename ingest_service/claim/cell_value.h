// The text of a table cell or list item to a claim's value: what it answers, and its typed
// readings.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_CELL_VALUE_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_CELL_VALUE_H_

#include <string>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/record/claim.h"
#include "core/record/document.h"
#include "ingest_service/claim/item_split.h"
#include "ingest_service/recognize/recognizer.h"

namespace parallax::claim {

// What is known around a cell. Views must outlive the calls that take it.
struct CellContext {
  const catalog::Catalog& catalog;
  const recognize::Recognizer& recognizer;
  const std::vector<record::Mention>& mentions;  // of the document, by span
  std::string language;                          // of the cell, BCP 47
  std::string region;                            // of the subject, ISO 3166 alpha-2; may be empty
  std::optional<value::CivilDate> reference_date;
};

// A value of another dimension that stands in the cell: "200 million users" under "Adoption".
struct AsideQuantity {
  const catalog::Dimension* dimension = nullptr;
  value::Quantity quantity;
  TextRange range;
};

struct CellValue {
  record::ClaimKind kind = record::ClaimKind::kValue;
  record::ClaimValue value;
  std::vector<record::Qualifier> qualifiers;
  record::Modality modality = record::Modality::kActual;
  std::vector<TextRange> hedges;  // words that lower the modality
  std::vector<AsideQuantity> asides;
  bool typed = true;  // false: the dimension's type was asked for and not read
};

// Total. `subject_kind` chooses which dimensions asides may belong to.
CellValue ReadCell(const record::MappedText& cell, const catalog::Dimension& dimension,
                   std::string_view subject_kind, const CellContext& context);

// The entities mentioned within `span` of the original, each once, in order.
std::vector<record::EntityRef> MentionedIn(const std::vector<record::Mention>& mentions,
                                           text::ByteSpan span);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_CELL_VALUE_H_
