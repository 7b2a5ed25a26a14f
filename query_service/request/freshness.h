// How fresh a read must be: the collection and the revision token that it waits for.
#ifndef PARALLAX_QUERY_SERVICE_REQUEST_FRESHNESS_H_
#define PARALLAX_QUERY_SERVICE_REQUEST_FRESHNESS_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/collection.h"
#include "core/storage/revision_token.h"
#include "parallax/v1/consistency.pb.h"
#include "query_service/request/fields.h"
#include "query_service/request/page_token.h"

namespace parallax::request {

struct Freshness {
  std::string collection;
  // The commit to wait for; nothing: whatever is there.
  std::optional<storage::RevisionToken> token;
  bool exactly = false;  // read as of the token's commit, not of a later one
  std::string field;     // where the token stands, for errors
  // Of the page token that the request came with.
  std::string page_position;
};

// kTokenMalformed, naming the field, for what is no revision token; minimize_latency false is as
// good as leaving it out.
absl::StatusOr<Freshness> ParseConsistency(const v1::Consistency& consistency);

// The error for a token that does not fit what is held of the collection; OK for one that can be
// read, that a later commit can satisfy, or that has to be waited for.
absl::Status CheckStanding(const Freshness& freshness, const storage::CollectionInfo& info);

// Reads collection, consistency and page token of any request that has them. A page token wins over
// consistency: the later pages are read at the state of the first.
template <typename Request>
absl::StatusOr<Freshness> FreshnessOf(const Request& request) {
  Freshness freshness;
  if constexpr (requires { request.consistency(); }) {
    auto parsed = ParseConsistency(request.consistency());
    if (!parsed.ok()) return parsed.status();
    freshness = *std::move(parsed);
  }
  auto collection = CollectionName(request.collection());
  if (!collection.ok()) return collection.status();
  freshness.collection = *std::move(collection);
  if constexpr (requires { request.page_token(); }) {
    if (!request.page_token().empty()) {
      auto page = ParsePageToken(request.page_token(), RequestDigest(request));
      if (!page.ok()) return page.status();
      freshness.page_position = page->position;
      if (!page->revision_token.empty()) {
        auto token = storage::ParseRevisionToken(page->revision_token);
        if (!token.ok()) return token.status();
        freshness.token = *std::move(token);
        freshness.exactly = true;
        freshness.field = "page_token";
      }
    }
  }
  return freshness;
}

}  // namespace parallax::request

#endif  // PARALLAX_QUERY_SERVICE_REQUEST_FRESHNESS_H_
