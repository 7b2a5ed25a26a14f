// The last check before the store: reads every quote again from the original's bytes.
#ifndef PARALLAX_INGEST_SERVICE_ASSEMBLE_PROVENANCE_H_
#define PARALLAX_INGEST_SERVICE_ASSEMBLE_PROVENANCE_H_

#include <string_view>
#include <vector>

#include "core/record/claim.h"
#include "core/record/document.h"

namespace parallax::assemble {

// Sets each evidence's alignment: exact where its bytes, decoded, are the quote; normalized where
// they are after the declared normalization; table for a blank cell. Takes out claims with a quote
// that is not there, and adds an issue for each.
void CheckProvenance(std::string_view original, const record::Document& document,
                     std::vector<record::Claim>* claims, std::vector<record::Issue>* issues);

}  // namespace parallax::assemble

#endif  // PARALLAX_INGEST_SERVICE_ASSEMBLE_PROVENANCE_H_
