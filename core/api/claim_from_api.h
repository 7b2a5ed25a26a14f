// Claims that callers hand in, as records: every enumeration, number, date and size is checked, and
// each fault names its field. Whether the pack knows the ids, and whether the quotes stand in the
// document, is for others to say.
#ifndef PARALLAX_CORE_API_CLAIM_FROM_API_H_
#define PARALLAX_CORE_API_CLAIM_FROM_API_H_

#include <cstddef>
#include <string>

#include "core/errors/faults.h"
#include "core/record/claim.h"
#include "parallax/v1/ingest_service.pb.h"

namespace parallax::api {

inline constexpr int kMaxEvidence = 32;
inline constexpr int kMaxVoices = 8;
inline constexpr int kMaxQualifiers = 16;
inline constexpr int kMaxReadings = 8;
inline constexpr int kMaxListItems = 500;  // of one list; and entities of one set
inline constexpr size_t kMaxNameBytes = 512;
inline constexpr size_t kMaxTextBytes = 16u << 10;  // of a value, quote or qualifier
inline constexpr int64_t kMaxSpanBytes = 64 << 10;  // of a quote, with its markup

// `field` is the item's path ("claims[3]"). The claim holds only where `faults` stays empty. Voices
// and alignments that are not given are left so.
record::Claim FromApi(const v1::ClaimImport& in, const std::string& field, errors::Faults* faults);

}  // namespace parallax::api

#endif  // PARALLAX_CORE_API_CLAIM_FROM_API_H_
