// Claims from tables: each cell under a known dimension, in a row of a known subject.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_TABLE_CLAIMS_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_TABLE_CLAIMS_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/record/claim.h"
#include "core/record/document.h"
#include "ingest_service/recognize/recognizer.h"

namespace parallax::claim {

// What claim rules see of a document. Views must outlive the call.
struct ClaimContext {
  const catalog::Catalog& catalog;
  const recognize::Recognizer& recognizer;
  const record::Document& document;
  const std::vector<record::Mention>& mentions;  // by span
  record::Voice author;
  std::optional<value::CivilDate> reference_date;
  std::string_view region = {};  // whose 元 is meant (yuan_region.h); empty: told by the script
};

// What rules make. Ids of claims, the document's id and the evidence's alignment are left for the
// assembler.
struct ClaimDraft {
  std::vector<record::Claim> claims;  // reading order
  std::vector<record::Issue> issues;
  std::vector<record::RejectedCandidate> rejected;  // reading order
  // Indexes into `claims`: the first restates the second in the source's own conversion. The
  // assembler, which knows the ids, makes links of them.
  std::vector<std::pair<size_t, size_t>> equivalents;
};

inline constexpr char kTableRuleVersion[] = "1";

// A cell becomes VALUE, NO_VALUE ("No formal policy") or NOT_STATED ("Not specified", blank, or
// absent from a row that is too short); nothing is shifted into it. A subject's brackets become
// claims of their own where they name its developer or place, and qualifiers otherwise.
void ClaimTables(const ClaimContext& context, ClaimDraft* draft);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_TABLE_CLAIMS_H_
