// When amounts of money were named: what decides the rate that they are converted at.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_AMOUNT_DATES_H_
#define PARALLAX_QUERY_SERVICE_CELLS_AMOUNT_DATES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/reduce/conversion.h"
#include "core/reduce/reduced_cell.h"
#include "core/storage/record_reader.h"

namespace parallax::cells {

// The dimension that says when an initiative was announced, and the one whose amounts it dates.
inline constexpr char kAnnouncedOn[] = "announced_on";
inline constexpr char kAnnouncedSize[] = "announced_size";

// Propositions of one cell whose amounts are dated, best supported first. Those beyond it, and
// those that nothing dates, take the earliest date of these.
inline constexpr size_t kMaxAmountsDated = 100;
// Claims of one proposition that are looked at for it, by document and ordinal.
inline constexpr size_t kMaxClaimsDated = 16;

// The announcement's month or year by an "announced_on" cell; nothing where it has no such value.
std::optional<reduce::AmountDate> AnnouncedDate(const reduce::ReducedCell& announced_on);

// Dates of claims. Not thread-safe. Views `reader`, which must outlive it. Reads each document
// once.
class AmountDates {
 public:
  explicit AmountDates(const storage::RecordReader& reader) : reader_(reader) {}

  // The earliest time that one of the claims says its amount holds for, if it lies within a year
  // and does not begin after its document was published; else the earliest publication date of
  // their documents (of one that has none, the time its input refers to). Errors: of the engine.
  absl::StatusOr<std::optional<reduce::AmountDate>> Of(
      const std::vector<storage::ClaimRow>& claims);

  // The documents that were looked at, whether they are there or not; sorted.
  std::vector<std::string> documents() const;

 private:
  // yyyymmdd, missing parts 00; 0 when unknown.
  absl::Status Load(const std::vector<storage::ClaimRow>& claims);

  const storage::RecordReader& reader_;
  std::map<std::string, uint32_t> published_;
};

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_AMOUNT_DATES_H_
