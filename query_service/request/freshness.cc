#include "query_service/request/freshness.h"

#include "core/errors/error.h"

namespace parallax::request {

using errors::Error;
using errors::Reason;

absl::StatusOr<Freshness> ParseConsistency(const v1::Consistency& consistency) {
  Freshness freshness;
  const std::string* text = nullptr;
  switch (consistency.requirement_case()) {
    case v1::Consistency::kAtLeastAsFresh:
      text = &consistency.at_least_as_fresh();
      freshness.field = "consistency.at_least_as_fresh";
      break;
    case v1::Consistency::kExactlyAt:
      text = &consistency.exactly_at();
      freshness.field = "consistency.exactly_at";
      freshness.exactly = true;
      break;
    case v1::Consistency::kMinimizeLatency:
    case v1::Consistency::REQUIREMENT_NOT_SET:
      return freshness;
  }
  auto token = storage::ParseRevisionToken(*text);
  if (!token.ok()) {
    return Error(Reason::kTokenMalformed, freshness.field, "not a revision token");
  }
  freshness.token = *std::move(token);
  return freshness;
}

absl::Status CheckStanding(const Freshness& freshness, const storage::CollectionInfo& info) {
  if (!freshness.token) return absl::OkStatus();
  switch (storage::JudgeToken(*freshness.token, info)) {
    case storage::TokenStanding::kReadable:
    case storage::TokenStanding::kNewerThanKnown:
      return absl::OkStatus();
    case storage::TokenStanding::kOtherStore:
      return Error(Reason::kTokenOfAnotherStore, freshness.field, "a token of another store");
    case storage::TokenStanding::kOtherCollection:
      return Error(Reason::kTokenOfAnotherCollection, freshness.field,
                   "a token of another collection");
    case storage::TokenStanding::kOlderThanRetention:
      if (!freshness.exactly) return absl::OkStatus();
      return Error(Reason::kTokenExpired, freshness.field,
                   "commit " + std::to_string(freshness.token->commit) +
                       " is older than what is retained (from " +
                       std::to_string(info.earliest_commit) + ")");
  }
  return absl::OkStatus();
}

}  // namespace parallax::request
