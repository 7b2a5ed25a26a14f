#include "query_service/change/comparison_watch.h"

#include <utility>

#include "core/errors/error.h"
#include "core/storage/curation_reader.h"
#include "core/storage/keys.h"
#include "query_service/change/any_comparison.h"
#include "query_service/respond/answer_size.h"

namespace parallax::change {
namespace {

using errors::Error;
using errors::Reason;

constexpr char kAfter[] = "after_revision_token";
constexpr int kStandardHeartbeatMs = 10'000;
constexpr int kShortestHeartbeatMs = 100;
constexpr int kLongestHeartbeatMs = 600'000;

absl::StatusOr<request::Freshness> FreshnessOfToken(const std::string& collection,
                                                    const std::string& token) {
  request::Freshness freshness;
  freshness.collection = collection;
  freshness.field = kAfter;
  if (token.empty()) return freshness;
  auto parsed = storage::ParseRevisionToken(token);
  if (!parsed.ok()) return Error(Reason::kTokenMalformed, kAfter, "not a revision token");
  freshness.token = *std::move(parsed);
  return freshness;
}

// What a client can do about a state that is gone.
absl::Status WithAdvice(const absl::Status& status) {
  const errors::ErrorDetails details = errors::DetailsOf(status);
  if (details.reason != Reason::kTokenExpired) return status;
  std::string message(status.message());
  const std::string prefix = details.field + ": ";
  if (message.starts_with(prefix)) message.erase(0, prefix.size());
  return Error(details.reason, kAfter,
               message + "; make the comparison anew and watch from its revision_token");
}

// Cuts a step into messages, the last with its token.
absl::Status Pack(v1::DiffComparisonsResponse& diff, int64_t committed_at_ms,
                  std::vector<v1::WatchComparisonResponse>* messages) {
  v1::WatchComparisonResponse* message = &messages->emplace_back();
  size_t bytes = 0;
  for (v1::ChangedCell& cell : *diff.mutable_changed_cells()) {
    const size_t size = cell.ByteSizeLong();
    absl::Status status =
        respond::CheckAnswerSize(size, "ask for fewer propositions or claims in a cell");
    if (!status.ok()) return status;
    if (bytes > 0 && bytes + size > kStepMessageBytes) {
      message = &messages->emplace_back();
      bytes = 0;
    }
    bytes += size;
    *message->add_changed_cells() = std::move(cell);
  }
  message->set_revision_token(diff.to_revision_token());
  message->set_committed_at_ms(committed_at_ms);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<request::Freshness> FreshnessOfWatch(const v1::WatchComparisonRequest& request) {
  const auto comparison = FreshnessOfAny(request.comparison());
  if (!comparison.ok()) return comparison.status();
  return FreshnessOfToken(comparison->collection, request.after_revision_token());
}

absl::StatusOr<std::unique_ptr<ComparisonWatch>> ComparisonWatch::Create(
    const cells::ViewSource* views, const respond::ComparisonEngine* engine,
    const ComparisonDiff* diff, const v1::WatchComparisonRequest& request) {
  const auto freshness = FreshnessOfWatch(request);
  if (!freshness.ok()) return freshness.status();
  if (absl::Status status = CheckNoConsistency(request.comparison()); !status.ok()) return status;
  const int interval =
      request.heartbeat_interval_ms() == 0 ? kStandardHeartbeatMs : request.heartbeat_interval_ms();
  if (interval < kShortestHeartbeatMs || interval > kLongestHeartbeatMs) {
    return Error(Reason::kFieldOutOfRange, "heartbeat_interval_ms",
                 "must be " + std::to_string(kShortestHeartbeatMs) + " to " +
                     std::to_string(kLongestHeartbeatMs) + ", or 0, got " +
                     std::to_string(interval));
  }
  std::unique_ptr<ComparisonWatch> watch(new ComparisonWatch(views, engine, diff));
  watch->comparison_ = request.comparison();
  watch->collection_ = freshness->collection;
  watch->heartbeat_interval_ = absl::Milliseconds(interval);
  watch->token_ = request.after_revision_token();
  watch->rolls_up_ = RollsUp(request.comparison());
  return watch;
}

absl::Status ComparisonWatch::Begin(const storage::ReadView& latest,
                                    const cells::CallLimits& limits) {
  // What is wrong with the comparison is said at once and not at the first commit.
  const auto answer = AnswerAny(*engine_, AsOf(comparison_, latest.Token()), limits);
  if (!answer.ok()) return answer.status();
  for (const v1::EntityColumn& column : answer->columns()) {
    entities_.insert(column.entity().entity_id());
  }
  if (token_.empty()) token_ = latest.Token();
  return absl::OkStatus();
}

absl::StatusOr<bool> ComparisonWatch::MayHaveChanged(const storage::ReadView& latest,
                                                     uint64_t after) const {
  // What may be rolled up is not known before it is.
  if (rolls_up_ || latest.commit() - after > kMaxCommitsLookedThrough) return true;
  const auto sets = storage::CurationReader(latest).SameEntities(
      std::vector<std::string>(entities_.begin(), entities_.end()));
  if (!sets.ok()) return sets.status();
  std::set<std::string> watched = entities_;
  for (const auto& same : *sets) watched.insert(same.begin(), same.end());
  for (uint64_t commit = after + 1; commit <= latest.commit(); ++commit) {
    const auto record = latest.ReadCommit(commit);
    if (!record.ok()) return record.status();
    for (const storage::RowChange& row : record->rows) {
      auto key = storage::KeyReader::Open(row.key);
      if (!key.ok()) return key.status();
      // A judgement may give a watched entity another id; there are few of them.
      if (key->table() == storage::Table::kSameEntities) return true;
      if (key->table() != storage::Table::kClaim) continue;
      const auto entity = key->String();
      if (!entity.ok()) return entity.status();
      if (watched.contains(*entity)) return true;
    }
  }
  return false;
}

absl::Status ComparisonWatch::Step(const cells::CallLimits& limits, bool heartbeat,
                                   std::vector<v1::WatchComparisonResponse>* messages) {
  auto freshness = FreshnessOfToken(collection_, token_);
  if (!freshness.ok()) return freshness.status();
  freshness->exactly = true;
  request::Freshness any;
  any.collection = collection_;
  const auto latest = views_->Open(any);
  if (!latest.ok()) return latest.status();
  if (absl::Status status = request::CheckStanding(*freshness, (*latest)->info()); !status.ok()) {
    return WithAdvice(status);
  }
  if (freshness->token && freshness->token->commit > (*latest)->commit()) {
    return Error(Reason::kTokenNotReached, kAfter, "not applied here yet");
  }
  const bool first = !std::exchange(begun_, true);
  if (first) {
    if (absl::Status status = Begin(**latest, limits); !status.ok()) return status;
  }
  const int64_t committed_at_ms = (*latest)->info().commit_time_ms;
  const uint64_t after = freshness->token ? freshness->token->commit : (*latest)->commit();
  v1::DiffComparisonsResponse diff;
  diff.set_to_revision_token((*latest)->Token());
  if (after < (*latest)->commit()) {
    const auto changed = MayHaveChanged(**latest, after);
    if (!changed.ok()) return changed.status();
    if (*changed) {
      v1::DiffComparisonsRequest request;
      *request.mutable_comparison() = comparison_;
      request.set_from_revision_token(token_);
      request.set_to_revision_token((*latest)->Token());
      if (absl::Status status = diff_->Compute(request, limits, &diff); !status.ok()) {
        return WithAdvice(status);
      }
      for (const v1::Entity& entity : diff.entities()) entities_.insert(entity.entity_id());
    }
  }
  token_ = diff.to_revision_token();
  if (diff.changed_cells().empty() && !first && !heartbeat) return absl::OkStatus();
  return Pack(diff, committed_at_ms, messages);
}

}  // namespace parallax::change
