// Page tokens: opaque, good for one request and one state of the collection.
#ifndef PARALLAX_QUERY_SERVICE_REQUEST_PAGE_TOKEN_H_
#define PARALLAX_QUERY_SERVICE_REQUEST_PAGE_TOKEN_H_

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace parallax::request {

struct PageToken {
  std::string revision_token;  // the state that the first page was read at; may be empty
  std::string position;        // where to go on, in the reader's own terms
  friend bool operator==(const PageToken&, const PageToken&) = default;
};

// A digest of the request as far as it decides what is listed: everything but `page_token` and
// `page_size`.
std::string RequestDigest(const google::protobuf::Message& request);

std::string FormatPageToken(const PageToken& token, const std::string& request_digest);

// kPageTokenInvalid when `text` is not a page token of that request.
absl::StatusOr<PageToken> ParsePageToken(const std::string& text,
                                         const std::string& request_digest);

}  // namespace parallax::request

#endif  // PARALLAX_QUERY_SERVICE_REQUEST_PAGE_TOKEN_H_
