// Which claims count, as a plain struct with its matching.
#ifndef PARALLAX_QUERY_SERVICE_REQUEST_CLAIM_FILTER_H_
#define PARALLAX_QUERY_SERVICE_REQUEST_CLAIM_FILTER_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/record/claim.h"
#include "core/storage/rows.h"
#include "parallax/v1/comparison_service.pb.h"

namespace parallax::request {

// At most this many entries in each list of a filter.
inline constexpr int kMaxFilterEntries = 100;

// Conditions of one list are alternatives; lists are joined by "and"; an empty list does not
// filter.
struct ClaimFilter {
  std::vector<std::string> languages;  // BCP 47 ranges
  std::set<std::string> publishers;    // folded
  uint32_t published_from = 0;         // yyyymmdd; 0: not asked
  uint32_t published_before = 0;
  std::set<std::string> voice_keys;
  std::set<record::Modality> modalities;
  std::set<std::string> document_ids;

  bool empty() const;
  // Whether it asks for what only the document's row tells.
  bool AsksDocument() const;

  // What the claim itself tells: language, voice, modality, document id.
  bool AdmitsClaim(const record::Claim& claim) const;
  // What its document tells. A document of a month or year counts from its first day; an undated
  // one is not admitted when a date is asked for.
  bool AdmitsDocument(const storage::DocumentRow& document) const;
};

// Errors name "filter.languages[1]" and so on.
absl::StatusOr<ClaimFilter> ParseFilter(const v1::ClaimFilter& filter);

}  // namespace parallax::request

#endif  // PARALLAX_QUERY_SERVICE_REQUEST_CLAIM_FILTER_H_
