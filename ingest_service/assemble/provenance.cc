#include "ingest_service/assemble/provenance.h"

#include <string>
#include <utility>

#include "core/record/span_check.h"
#include "core/text/original_text.h"

namespace parallax::assemble {
namespace {

absl::Status Align(const text::OriginalText& original, const std::string& media_type,
                   record::Evidence* evidence) {
  evidence->alignment =
      evidence->quote.empty()
          ? record::Alignment::kTable
          : record::AlignmentOf(original, media_type, evidence->span, evidence->quote);
  return record::VerifyEvidence(original, media_type, *evidence);
}

}  // namespace

void CheckProvenance(std::string_view original_bytes, const record::Document& document,
                     std::vector<record::Claim>* claims, std::vector<record::Issue>* issues) {
  const auto original = text::OriginalText::Create(original_bytes, document.charset);
  std::vector<record::Claim> kept;
  kept.reserve(claims->size());
  for (record::Claim& claim : *claims) {
    absl::Status status = original.status();
    text::ByteSpan at;
    for (record::Evidence& evidence : claim.evidence) {
      if (!status.ok()) break;
      at = evidence.span;
      status = Align(*original, document.media_type, &evidence);
    }
    if (status.ok()) {
      kept.push_back(std::move(claim));
    } else {
      issues->push_back(
          {record::IssueKind::kUnparsedValue, at,
           "a claim about \"" + claim.subject_written +
               "\" was left out: its quote is not at its place: " + std::string(status.message())});
    }
  }
  *claims = std::move(kept);
}

}  // namespace parallax::assemble
