#include "query_service/respond/evidence_check.h"

#include <algorithm>
#include <string>

#include "core/api/record_to_api.h"
#include "core/text/quote.h"

namespace parallax::respond {
namespace {

bool OnlyDelimiters(std::string_view text) {
  return text.find_first_not_of("|,;\t\" -:") == std::string_view::npos;
}

}  // namespace

void CheckEvidence(const record::Evidence& evidence, const text::OriginalText& original,
                   std::string_view media_type, v1::EvidenceCheck* out) {
  api::ToApi(evidence, out->mutable_evidence());
  const auto size = static_cast<int64_t>(original.bytes().size());
  const int64_t begin = std::clamp<int64_t>(evidence.span.begin_byte, 0, size);
  const int64_t end = std::clamp<int64_t>(evidence.span.end_byte, begin, size);
  out->set_content(std::string(
      original.bytes().substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin))));
  const auto written = original.Text(evidence.span);
  if (!written.ok()) return;
  const text::Syntax syntax = text::SyntaxOf(media_type);
  const bool exact = evidence.alignment == record::Alignment::kExact;
  const std::string recovered = exact ? *written : text::RecoverQuote(*written, syntax);
  out->set_recovered(recovered);
  if (evidence.alignment == record::Alignment::kTable) {
    out->set_verified(evidence.quote.empty() && OnlyDelimiters(text::FoldWhiteSpace(recovered)));
    return;
  }
  out->set_verified(text::VerifyQuote(original, evidence.span, evidence.quote, exact, syntax).ok());
}

}  // namespace parallax::respond
