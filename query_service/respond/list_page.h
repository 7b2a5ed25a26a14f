// How every list of records ends its page. Thread-safe.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_LIST_PAGE_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_LIST_PAGE_H_

#include <string>
#include <utility>

#include "query_service/request/page_token.h"
#include "query_service/respond/answer_size.h"

namespace parallax::respond {

// Says of which state the page is and, where `next` is not empty, where the list goes on; refuses a
// page that is larger than clients accept (see CheckAnswerSize).
template <typename Request, typename Response>
absl::Status EndPage(const Request& request, std::string revision_token, const std::string& next,
                     Response* response) {
  if (!next.empty()) {
    response->set_next_page_token(
        request::FormatPageToken({revision_token, next}, request::RequestDigest(request)));
  }
  response->set_revision_token(std::move(revision_token));
  return CheckAnswerSize(response->ByteSizeLong(), "ask for a smaller page");
}

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_LIST_PAGE_H_
