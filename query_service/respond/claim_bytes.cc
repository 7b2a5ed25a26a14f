#include "query_service/respond/claim_bytes.h"

#include <array>

#include "core/api/record_to_api.h"
#include "core/storage/claim_parts.h"
#include "core/storage/rows.h"
#include "parallax/v1/claim.pb.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/wire_writer.h"

namespace parallax::respond {
namespace {

using storage::FieldReader;

// Of the stored messages (parallax.storage.v1), whose numbers the API's share so far.
constexpr int kKind = 6;
constexpr int kValue = 7;
constexpr int kValidTime = 8;
constexpr int kLastKnown = 16;
static_assert(v1::Claim::kKindFieldNumber == kKind);
static_assert(v1::Claim::kValueFieldNumber == kValue);
static_assert(v1::Claim::kValidTimeFieldNumber == kValidTime);
static_assert(v1::Claim::kActivityFieldNumber == kLastKnown);
static_assert(v1::Claim::kPropositionIdFieldNumber == kLastKnown + 1);
constexpr int kReadings = 3;
static_assert(v1::ClaimValue::kReadingsFieldNumber == kReadings);

// By the stored number of the kind.
constexpr std::array<uint64_t, 4> kKinds = {v1::CLAIM_KIND_UNSPECIFIED, v1::CLAIM_KIND_VALUE,
                                            v1::CLAIM_KIND_NO_VALUE, v1::CLAIM_KIND_NOT_STATED};

// False where the claim has something that is not passed on as it is.
bool AppendPlain(std::string_view claim, std::string* out) {
  WireWriter writer(out);
  FieldReader reader(claim);
  int last = 0;
  while (const auto field = reader.Next()) {
    if (field->number < last || field->number > kLastKnown || field->number == kValidTime) {
      return false;
    }
    last = field->number;
    if (field->number == kKind) {
      if (field->varint >= kKinds.size()) return false;
      writer.Number(kKind, kKinds[field->varint]);
      continue;
    }
    if (field->number == kValue) {
      FieldReader value(field->bytes);
      bool typed = false;
      while (const auto of_value = value.Next()) typed = typed || of_value->number >= kReadings;
      if (value.damaged()) return false;
      if (typed) {
        const auto decoded = storage::DecodeClaimValue(field->bytes);
        if (!decoded.ok()) return false;
        v1::ClaimValue message;
        message.set_text(decoded->text);
        message.set_language(decoded->language);
        for (const record::Reading& reading : decoded->readings) {
          api::ToApi(reading, message.add_readings());
        }
        writer.Header(kValue, message.ByteSizeLong());
        message.AppendToString(out);
        continue;
      }
    }
    out->append(field->whole);
  }
  return !reader.damaged();
}

}  // namespace

absl::Status AppendClaim(std::string_view claim_row, std::string* out) {
  const size_t begin = out->size();
  const auto parts = storage::TakeApart(claim_row);
  if (!parts.ok()) return parts.status();
  if (AppendPlain(parts->claim, out)) {
    WireWriter writer(out);
    if (!parts->proposition_id.empty()) {
      writer.Bytes(v1::Claim::kPropositionIdFieldNumber, parts->proposition_id);
    }
    return absl::OkStatus();
  }
  out->resize(begin);
  const auto row = storage::DecodeRow<storage::ClaimRow>(claim_row);
  if (!row.ok()) return row.status();
  v1::Claim message;
  FillClaim(*row, &message);
  message.AppendToString(out);
  return absl::OkStatus();
}

}  // namespace parallax::respond
