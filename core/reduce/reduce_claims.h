// Claims on one (entity, dimension) to propositions with exact support.
#ifndef PARALLAX_CORE_REDUCE_REDUCE_CLAIMS_H_
#define PARALLAX_CORE_REDUCE_REDUCE_CLAIMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/reduce/proposition.h"

namespace parallax::reduce {

// What the reduction needs to know of a claim. Views must outlive the call.
struct ClaimStanding {
  std::string_view proposition_id;
  std::string_view key;  // of the proposition; the same for all of its claims
  std::string_view document_id;
  std::string_view voice_key;  // of the asserting voice
};

// One proposition per id, best supported first (RanksBefore), parties known. `copies` has those of
// the claims' documents, sorted. A function of the set of claims and copies. DataLoss when a key
// cannot be read.
absl::StatusOr<std::vector<Proposition>> ReduceClaims(const std::vector<ClaimStanding>& claims,
                                                      const std::vector<CopyOf>& copies = {});

// Gives the parties those of `copies`, sorted, that are of their documents.
void AddCopies(const std::vector<CopyOf>& copies, Parties& parties);

}  // namespace parallax::reduce

#endif  // PARALLAX_CORE_REDUCE_REDUCE_CLAIMS_H_
