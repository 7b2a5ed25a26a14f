#include "core/storage/claim_parts.h"

#include <limits>
#include <utility>

#include "core/storage/value_codec.h"
#include "parallax/storage/v1/claim.pb.h"

namespace parallax::storage {
namespace {

constexpr int kVarint = 0;
constexpr int kFixed64 = 1;
constexpr int kBytes = 2;
constexpr int kFixed32 = 5;

absl::Status Damaged() { return absl::DataLossError("a row does not decode as a claim"); }

}  // namespace

bool FieldReader::Varint(std::string_view& rest, uint64_t* value) const {
  *value = 0;
  for (int shift = 0; shift < 64 && !rest.empty(); shift += 7) {
    const auto byte = static_cast<uint8_t>(rest.front());
    rest.remove_prefix(1);
    *value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

std::optional<FieldReader::Field> FieldReader::Next() {
  if (rest_.empty() || damaged_) return std::nullopt;
  damaged_ = true;  // until the field is read whole
  std::string_view rest = rest_;
  uint64_t tag = 0;
  if (!Varint(rest, &tag) || tag >> 3 == 0 || tag > UINT32_MAX) return std::nullopt;
  Field field{.number = static_cast<int>(tag >> 3), .wire_type = static_cast<int>(tag & 7)};
  uint64_t size = 0;
  switch (field.wire_type) {
    case kVarint:
      if (!Varint(rest, &field.varint)) return std::nullopt;
      break;
    case kFixed64:
      size = 8;
      break;
    case kFixed32:
      size = 4;
      break;
    case kBytes:
      if (!Varint(rest, &size)) return std::nullopt;
      break;
    default:
      return std::nullopt;
  }
  if (size > rest.size()) return std::nullopt;
  field.bytes = rest.substr(0, size);
  rest.remove_prefix(size);
  field.whole = rest_.substr(0, rest_.size() - rest.size());
  rest_ = rest;
  damaged_ = false;
  return field;
}

absl::StatusOr<ClaimParts> TakeApart(std::string_view claim_row) {
  ClaimParts parts;
  FieldReader row(claim_row);
  while (const auto field = row.Next()) {
    if (field->wire_type != kBytes) continue;
    if (field->number == v1::ClaimRow::kClaimFieldNumber) parts.claim = field->bytes;
    if (field->number == v1::ClaimRow::kPropositionIdFieldNumber) {
      parts.proposition_id = field->bytes;
    }
  }
  if (row.damaged()) return Damaged();
  FieldReader claim(parts.claim);
  std::string_view voice;
  while (const auto field = claim.Next()) {
    if (field->wire_type != kBytes) continue;
    if (field->number == v1::Claim::kDocumentIdFieldNumber) parts.document_id = field->bytes;
    if (field->number == v1::Claim::kValueFieldNumber) parts.value = field->bytes;
    if (field->number == v1::Claim::kVoicesFieldNumber) voice = field->bytes;  // the last
  }
  if (claim.damaged()) return Damaged();
  FieldReader of_voice(voice);
  while (const auto field = of_voice.Next()) {
    if (field->wire_type == kBytes && field->number == v1::Voice::kKeyFieldNumber) {
      parts.voice_key = field->bytes;
    }
  }
  if (of_voice.damaged()) return Damaged();
  return parts;
}

absl::StatusOr<record::ClaimValue> DecodeClaimValue(std::string_view value) {
  v1::ClaimValue in;
  if (value.size() > static_cast<size_t>(std::numeric_limits<int>::max()) ||
      !in.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
    return Damaged();
  }
  record::ClaimValue out{.text = in.text(), .language = in.language(), .readings = {}};
  for (const v1::Reading& reading : in.readings()) {
    record::Reading read;
    // A type of a newer version: the other readings and the text still stand.
    if (FromProto(reading, read)) out.readings.push_back(std::move(read));
  }
  return out;
}

}  // namespace parallax::storage
