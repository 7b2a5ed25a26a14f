// Stored claims to the API's claim messages, as bytes: most of a claim is passed on as it is.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_CLAIM_BYTES_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_CLAIM_BYTES_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace parallax::respond {

// Appends the bytes that FillClaim makes of the decoded row, serialized. Fields that the two
// messages have alike are copied; what differs, and what this function does not know, goes through
// the structs. DataLoss for bytes that are no claim row.
absl::Status AppendClaim(std::string_view claim_row, std::string* out);

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_CLAIM_BYTES_H_
