// A stored claim row taken apart without decoding it, for answers that pass most of it on as it is.
#ifndef PARALLAX_CORE_STORAGE_CLAIM_PARTS_H_
#define PARALLAX_CORE_STORAGE_CLAIM_PARTS_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "core/record/claim.h"

namespace parallax::storage {

// Reads the fields of a serialized message one after the other. Views the bytes. Total.
class FieldReader {
 public:
  struct Field {
    int number = 0;
    int wire_type = 0;
    uint64_t varint = 0;     // of wire type 0
    std::string_view bytes;  // of wire type 2: the payload
    std::string_view whole;  // tag and all
  };

  explicit FieldReader(std::string_view message) : rest_(message) {}
  // Nothing at the end, and when what follows is no field: then `damaged`.
  std::optional<Field> Next();
  bool damaged() const { return damaged_; }

 private:
  bool Varint(std::string_view& rest, uint64_t* value) const;

  std::string_view rest_;
  bool damaged_ = false;
};

// All view the row. What a row does not say is empty.
struct ClaimParts {
  std::string_view claim;  // the stored Claim message
  std::string_view value;  // its ClaimValue message
  std::string_view document_id;
  std::string_view voice_key;  // of the asserting voice
  std::string_view proposition_id;
};

// DataLoss for bytes that are no message of that shape.
absl::StatusOr<ClaimParts> TakeApart(std::string_view claim_row);

// ClaimParts::value. DataLoss as above.
absl::StatusOr<record::ClaimValue> DecodeClaimValue(std::string_view value);

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_CLAIM_PARTS_H_
