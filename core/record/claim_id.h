// The published identity of a claim.
//
// claim_id = the first 16 bytes, as 32 lower-case hex digits, of SHA-256 over this canonical
// encoding. A field is a tag byte, its size as eight bytes big-endian, and its bytes; integers are
// eight bytes big-endian:
//   'I' the input's digest (64 hex digits)
//   'E' once per piece of evidence, in order: begin, end, role
//   'D' the dimension id
//   'K' the kind
//   'T' the value's text
//   'R' once per reading: its alternative, then its fields in the order of their declaration, each
//   a 'F' field
// What an entity's name resolves to is left out (only names as written are in), and so are subject,
// voices, pack and rule: merging entities or improving a rule elsewhere never renames a claim.
#ifndef PARALLAX_CORE_RECORD_CLAIM_ID_H_
#define PARALLAX_CORE_RECORD_CLAIM_ID_H_

#include <string>
#include <string_view>

#include "core/record/claim.h"

namespace parallax::record {

// `claim.claim_id` itself is not read.
std::string ClaimId(std::string_view input_digest, const Claim& claim);

// The bytes that are hashed; for tests and for readers in other languages.
std::string CanonicalClaimBytes(std::string_view input_digest, const Claim& claim);

}  // namespace parallax::record

#endif  // PARALLAX_CORE_RECORD_CLAIM_ID_H_
