#include "ingest_service/assemble/provenance.h"

#include <string>
#include <utility>

#include "core/text/original_text.h"
#include "core/text/quote.h"

namespace parallax::assemble {
namespace {

// A blank cell's bytes hold nothing that can be read.
bool IsBlank(const text::OriginalText& original, const record::Evidence& evidence,
             text::Syntax syntax) {
  absl::StatusOr<std::string> written = original.Text(evidence.span);
  if (!written.ok()) return false;
  for (char c : text::RecoverQuote(*written, syntax)) {
    if (c != ' ' && c != '|' && c != ',' && c != ';' && c != '\t' && c != '"') return false;
  }
  return true;
}

absl::Status Align(const text::OriginalText& original, text::Syntax syntax,
                   record::Evidence* evidence) {
  if (evidence->quote.empty()) {
    if (!IsBlank(original, *evidence, syntax)) {
      return absl::DataLossError("a cell that is said to be blank is not");
    }
    evidence->alignment = record::Alignment::kTable;
    return absl::OkStatus();
  }
  if (text::VerifyQuote(original, evidence->span, evidence->quote, /*exact=*/true, syntax).ok()) {
    evidence->alignment = record::Alignment::kExact;
    return absl::OkStatus();
  }
  evidence->alignment = record::Alignment::kNormalized;
  return text::VerifyQuote(original, evidence->span, evidence->quote, /*exact=*/false, syntax);
}

}  // namespace

void CheckProvenance(std::string_view original_bytes, const record::Document& document,
                     std::vector<record::Claim>* claims, std::vector<record::Issue>* issues) {
  const auto original = text::OriginalText::Create(original_bytes, document.charset);
  const text::Syntax syntax = text::SyntaxOf(document.media_type);
  std::vector<record::Claim> kept;
  kept.reserve(claims->size());
  for (record::Claim& claim : *claims) {
    absl::Status status = original.status();
    text::ByteSpan at;
    for (record::Evidence& evidence : claim.evidence) {
      if (!status.ok()) break;
      at = evidence.span;
      status = Align(*original, syntax, &evidence);
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
