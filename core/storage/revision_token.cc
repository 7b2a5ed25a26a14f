#include "core/storage/revision_token.h"

#include <algorithm>
#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "core/text/sha256.h"
#include "parallax/storage/v1/meta.pb.h"

namespace parallax::storage {
namespace {

// Longer texts are not tokens; keeps decoding cheap.
constexpr size_t kMaxTokenBytes = 128;

std::optional<uint64_t> FromHex(std::string_view hex) {
  if (hex.size() != 16) return std::nullopt;
  uint64_t value = 0;
  for (const char c : hex) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return std::nullopt;
    value = value << 4 | static_cast<uint64_t>(digit);
  }
  return value;
}

std::string ToHex(uint64_t value) { return absl::StrCat(absl::Hex(value, absl::kZeroPad16)); }

uint32_t Checksum(v1::RevisionTokenPayload payload) {
  payload.clear_checksum();
  const std::string digest = text::Sha256(payload.SerializeAsString());
  uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<uint8_t>(digest[i]);
  return value;
}

}  // namespace

std::string FormatRevisionToken(const RevisionToken& token) {
  v1::RevisionTokenPayload payload;
  payload.set_store_id(FromHex(token.store_id).value_or(0));
  payload.set_collection_uid(FromHex(token.collection_uid).value_or(0));
  payload.set_commit(token.commit);
  payload.set_generation(token.generation);
  payload.set_checksum(Checksum(payload));
  return absl::WebSafeBase64Escape(payload.SerializeAsString());
}

std::string FormatRevisionToken(const CollectionInfo& info, uint64_t commit) {
  return FormatRevisionToken({.store_id = info.identity.store_id,
                              .collection_uid = info.identity.uid,
                              .commit = commit,
                              .generation = info.identity.generation});
}

absl::StatusOr<RevisionToken> ParseRevisionToken(std::string_view text) {
  const absl::Status malformed =
      absl::InvalidArgumentError("not a revision token: pass one as it was returned");
  std::string bytes;
  if (text.empty() || text.size() > kMaxTokenBytes ||
      !absl::WebSafeBase64Unescape(absl::string_view(text.data(), text.size()), &bytes)) {
    return malformed;
  }
  v1::RevisionTokenPayload payload;
  if (!payload.ParseFromString(bytes) || payload.checksum() != Checksum(payload)) return malformed;
  RevisionToken token{.store_id = ToHex(payload.store_id()),
                      .collection_uid = ToHex(payload.collection_uid()),
                      .commit = payload.commit(),
                      .generation = payload.generation()};
  // One text per token: padding, other alphabets and unknown fields are refused.
  if (FormatRevisionToken(token) != text) return malformed;
  return token;
}

TokenStanding JudgeToken(const RevisionToken& token, const CollectionInfo& info) {
  if (token.store_id != info.identity.store_id) return TokenStanding::kOtherStore;
  if (token.collection_uid != info.identity.uid) return TokenStanding::kOtherCollection;
  if (token.generation > info.identity.generation || token.commit > info.commit) {
    return TokenStanding::kNewerThanKnown;
  }
  if (token.commit < info.earliest_commit || token.generation < info.identity.generation) {
    return TokenStanding::kOlderThanRetention;
  }
  return TokenStanding::kReadable;
}

absl::Status TokenStandingStatus(TokenStanding standing) {
  switch (standing) {
    case TokenStanding::kReadable:
      return absl::OkStatus();
    case TokenStanding::kOtherStore:
      return absl::InvalidArgumentError(
          "the revision token is of another store: read without one, or ask that store");
    case TokenStanding::kOtherCollection:
      return absl::InvalidArgumentError("the revision token is of another collection");
    case TokenStanding::kNewerThanKnown:
      return absl::UnavailableError(
          "the revision token is newer than what this service has applied: try again");
    case TokenStanding::kOlderThanRetention:
      return absl::OutOfRangeError(
          "the revision token is older than what is retained: read at the latest revision");
  }
  return absl::InternalError("unknown token standing");
}

}  // namespace parallax::storage
