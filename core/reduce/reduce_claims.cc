#include "core/reduce/reduce_claims.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/reduce/grouping.h"

namespace parallax::reduce {
namespace {

struct Gathered {
  std::string_view key;
  uint64_t claims = 0;
  std::set<std::string_view> documents;
  std::set<std::string_view> voices;
};

std::vector<std::string> Listed(const std::set<std::string_view>& names) {
  return std::vector<std::string>(names.begin(), names.end());
}

}  // namespace

void AddCopies(const std::vector<CopyOf>& copies, Parties& parties) {
  if (copies.empty()) return;
  for (const std::string& document : parties.documents) {
    auto it = std::lower_bound(
        copies.begin(), copies.end(), document,
        [](const CopyOf& copy, const std::string& id) { return copy.document < id; });
    for (; it != copies.end() && it->document == document; ++it) parties.copies.push_back(*it);
  }
}

absl::StatusOr<std::vector<Proposition>> ReduceClaims(const std::vector<ClaimStanding>& claims,
                                                      const std::vector<CopyOf>& copies) {
  std::map<std::string_view, Gathered> by_id;
  for (const ClaimStanding& claim : claims) {
    Gathered& gathered = by_id[claim.proposition_id];
    gathered.key = claim.key;
    ++gathered.claims;
    gathered.documents.insert(claim.document_id);
    gathered.voices.insert(claim.voice_key);
  }
  std::vector<Proposition> propositions;
  propositions.reserve(by_id.size());
  for (const auto& [id, gathered] : by_id) {
    auto proposition = DecodeProposition(id, gathered.key);
    if (!proposition.ok()) return proposition.status();
    proposition->parties = Parties{
        .documents = Listed(gathered.documents), .copies = {}, .voices = Listed(gathered.voices)};
    AddCopies(copies, *proposition->parties);
    proposition->support = {.claims = gathered.claims,
                            .documents = gathered.documents.size(),
                            .lineages = CountLineages(*proposition->parties),
                            .voices = gathered.voices.size()};
    propositions.push_back(*std::move(proposition));
  }
  std::sort(propositions.begin(), propositions.end(), RanksBefore);
  return propositions;
}

}  // namespace parallax::reduce
