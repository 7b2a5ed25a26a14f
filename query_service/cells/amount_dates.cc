#include "query_service/cells/amount_dates.h"

#include <string_view>

#include "core/value/civil_date.h"

namespace parallax::cells {
namespace {

using reduce::AmountDate;
using reduce::DateSource;
using value::RateDate;

uint32_t PublishedOf(const storage::DocumentRow& document) {
  if (document.published_yyyymmdd != 0) return document.published_yyyymmdd;
  const auto day =
      value::ParseDate(std::string_view(document.envelope.reference_time).substr(0, 10));
  if (!day || day->year < 1) return 0;
  return static_cast<uint32_t>(day->year * 10000 + day->month * 100 + day->day);
}

RateDate ToRateDate(uint32_t yyyymmdd) {
  return {static_cast<int32_t>(yyyymmdd / 10000), static_cast<int32_t>(yyyymmdd / 100 % 100)};
}

bool Before(const RateDate& a, const RateDate& b) {
  return a.year != b.year ? a.year < b.year : a.month < b.month;
}

}  // namespace

std::optional<AmountDate> AnnouncedDate(const reduce::ReducedCell& announced_on) {
  const auto* interval = std::get_if<value::DateInterval>(&announced_on.summary.typed);
  if (interval == nullptr) return std::nullopt;
  const auto date = reduce::RateDateOf(*interval);
  if (!date) return std::nullopt;
  return AmountDate{*date, DateSource::kAnnounced};
}

absl::Status AmountDates::Load(const std::vector<storage::ClaimRow>& claims) {
  std::vector<std::string> unknown;
  for (const storage::ClaimRow& row : claims) {
    if (published_.emplace(row.claim.document_id, 0).second) {
      unknown.push_back(row.claim.document_id);
    }
  }
  if (unknown.empty()) return absl::OkStatus();
  const auto documents = reader_.GetDocuments(unknown);
  if (!documents.ok()) return documents.status();
  for (size_t i = 0; i < unknown.size(); ++i) {
    const auto& document = (*documents)[i];
    if (document) published_[unknown[i]] = PublishedOf(*document);
  }
  return absl::OkStatus();
}

std::vector<std::string> AmountDates::documents() const {
  std::vector<std::string> ids;
  ids.reserve(published_.size());
  for (const auto& [id, published] : published_) ids.push_back(id);
  return ids;
}

absl::StatusOr<std::optional<AmountDate>> AmountDates::Of(
    const std::vector<storage::ClaimRow>& claims) {
  if (absl::Status status = Load(claims); !status.ok()) return status;
  std::optional<RateDate> held;
  uint32_t earliest = 0;
  for (const storage::ClaimRow& row : claims) {
    const uint32_t published = published_[row.claim.document_id];
    if (published != 0 && (earliest == 0 || published < earliest)) earliest = published;
    const auto valid = reduce::RateDateOf(row.claim.valid_time);
    if (!valid || (published != 0 && Before(ToRateDate(published), *valid))) continue;
    if (!held || Before(*valid, *held)) held = valid;
  }
  if (held) return AmountDate{*held, DateSource::kValidTime};
  if (earliest != 0) return AmountDate{ToRateDate(earliest), DateSource::kPublished};
  return std::nullopt;
}

}  // namespace parallax::cells
