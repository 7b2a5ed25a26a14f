// The opaque revision token: one collection of one store as of one commit and generation.
#ifndef PARALLAX_CORE_STORAGE_REVISION_TOKEN_H_
#define PARALLAX_CORE_STORAGE_REVISION_TOKEN_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/collection.h"

namespace parallax::storage {

struct RevisionToken {
  std::string store_id;        // 16 hex digits, of the store that made the commit
  std::string collection_uid;  // 16 hex digits; another one after a collection is made anew
  uint64_t commit = 0;
  uint64_t generation = 0;
  friend bool operator==(const RevisionToken&, const RevisionToken&) = default;
};

// base64url without padding of a small protobuf and a checksum. The same token always has the same
// text.
std::string FormatRevisionToken(const RevisionToken& token);
// The token for `info` as of `commit`.
std::string FormatRevisionToken(const CollectionInfo& info, uint64_t commit);

// InvalidArgument when `text` is not a token, or was damaged.
absl::StatusOr<RevisionToken> ParseRevisionToken(std::string_view text);

// How a token stands to what a store holds of the collection it is used with.
enum class TokenStanding {
  kReadable,  // within retention
  kOtherStore,
  kOtherCollection,
  kNewerThanKnown,      // a replica waits for it; the writer has never made it
  kOlderThanRetention,  // can no longer be read exactly; good enough for "at least as fresh"
};
TokenStanding JudgeToken(const RevisionToken& token, const CollectionInfo& info);

// OK for kReadable; InvalidArgument for another store or collection, Unavailable for a newer one,
// OutOfRange for one older than retention. The message says what to do.
absl::Status TokenStandingStatus(TokenStanding standing);

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_REVISION_TOKEN_H_
