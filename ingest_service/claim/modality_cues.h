// Words by which a short text says that it does not vouch for what it says, or that it is yet to
// come.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_MODALITY_CUES_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_MODALITY_CUES_H_

#include <string_view>
#include <vector>

#include "core/record/claim.h"
#include "ingest_service/claim/item_split.h"

namespace parallax::claim {

struct ModalityReading {
  record::Modality modality = record::Modality::kActual;
  std::vector<TextRange> cues;  // where the words stand
};

// Reads a table cell, a list item or another text without a sentence's structure. Alleged wins over
// conditional, and that over planned.
ModalityReading ReadModality(std::string_view text);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_MODALITY_CUES_H_
