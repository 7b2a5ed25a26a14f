#include "query_service/request/claim_filter.h"

#include <algorithm>

#include "core/api/record_to_api.h"
#include "core/catalog/name_fold.h"
#include "core/errors/error.h"
#include "query_service/request/fields.h"

namespace parallax::request {
namespace {

using errors::Error;
using errors::Reason;

template <typename Strings>
absl::Status CheckEntries(std::string_view field, const Strings& entries) {
  if (absl::Status status = CheckCount(field, entries.size(), 0, kMaxFilterEntries); !status.ok()) {
    return status;
  }
  for (int i = 0; i < entries.size(); ++i) {
    if (absl::Status status = CheckText(Indexed(field, i), entries[i]); !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace

bool ClaimFilter::empty() const {
  return languages.empty() && voice_keys.empty() && modalities.empty() && document_ids.empty() &&
         !AsksDocument();
}

bool ClaimFilter::AsksDocument() const {
  return !publishers.empty() || published_from != 0 || published_before != 0;
}

bool ClaimFilter::AdmitsClaim(const record::Claim& claim) const {
  if (!languages.empty() &&
      std::none_of(languages.begin(), languages.end(), [&](const std::string& range) {
        return LanguageMatches(range, claim.value.language);
      })) {
    return false;
  }
  if (!voice_keys.empty() &&
      (claim.voices.empty() || !voice_keys.contains(claim.asserting_voice().key))) {
    return false;
  }
  if (!modalities.empty() && !modalities.contains(claim.modality)) return false;
  return document_ids.empty() || document_ids.contains(claim.document_id);
}

bool ClaimFilter::AdmitsDocument(const storage::DocumentRow& document) const {
  if (!publishers.empty()) {
    const bool found = std::any_of(
        document.metadata.begin(), document.metadata.end(), [&](const record::MetadataItem& item) {
          return item.chosen && item.field == record::MetadataField::kPublisher &&
                 publishers.contains(catalog::FoldName(item.value));
        });
    if (!found) return false;
  }
  if (published_from == 0 && published_before == 0) return true;
  uint32_t published = document.published_yyyymmdd;
  if (published == 0) return false;
  if (published / 100 % 100 == 0) published += 100;
  if (published % 100 == 0) published += 1;
  return published >= published_from && (published_before == 0 || published < published_before);
}

absl::StatusOr<ClaimFilter> ParseFilter(const v1::ClaimFilter& filter) {
  ClaimFilter parsed;
  for (const auto& [field, entries] : {std::pair("filter.languages", &filter.languages()),
                                       std::pair("filter.publishers", &filter.publishers()),
                                       std::pair("filter.voice_keys", &filter.voice_keys()),
                                       std::pair("filter.document_ids", &filter.document_ids())}) {
    if (absl::Status status = CheckEntries(field, *entries); !status.ok()) return status;
  }
  for (int i = 0; i < filter.languages_size(); ++i) {
    if (absl::Status status = CheckLanguage(Indexed("filter.languages", i), filter.languages(i));
        !status.ok()) {
      return status;
    }
    parsed.languages.push_back(filter.languages(i));
  }
  for (const std::string& publisher : filter.publishers()) {
    parsed.publishers.insert(catalog::FoldName(publisher));
  }
  const auto from = DateField("filter.published_from_date", filter.published_from_date());
  if (!from.ok()) return from.status();
  const auto before = DateField("filter.published_before_date", filter.published_before_date());
  if (!before.ok()) return before.status();
  parsed.published_from = *from;
  parsed.published_before = *before;
  if (*before != 0 && *from >= *before) {
    return Error(Reason::kFieldOutOfRange, "filter.published_before_date",
                 "must be after filter.published_from_date");
  }
  parsed.voice_keys.insert(filter.voice_keys().begin(), filter.voice_keys().end());
  parsed.document_ids.insert(filter.document_ids().begin(), filter.document_ids().end());
  for (int i = 0; i < filter.modalities_size(); ++i) {
    const auto modality = static_cast<v1::Modality>(filter.modalities(i));
    if (!v1::Modality_IsValid(modality) || modality == v1::MODALITY_UNSPECIFIED) {
      return Error(Reason::kFieldOutOfRange, Indexed("filter.modalities", i),
                   "no modality " + std::to_string(filter.modalities(i)));
    }
    parsed.modalities.insert(api::FromApi(modality));
  }
  return parsed;
}

}  // namespace parallax::request
