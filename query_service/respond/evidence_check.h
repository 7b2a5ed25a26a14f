// Reads originals again and says whether claims' quotes are there.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_EVIDENCE_CHECK_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_EVIDENCE_CHECK_H_

#include <cstdint>
#include <string_view>

#include "core/record/claim.h"
#include "core/text/original_text.h"
#include "parallax/v1/record_service.pb.h"

namespace parallax::respond {

// Checks one piece of evidence and fills everything but the claim's id and index. A span that does
// not lie on the original's characters is not verified; the bytes shown are those that exist.
// A blank table cell is verified when nothing but delimiters and white space is there.
void CheckEvidence(const record::Evidence& evidence, const text::OriginalText& original,
                   std::string_view media_type, v1::EvidenceCheck* out);

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_EVIDENCE_CHECK_H_
