#include "query_service/change/comparison_diff.h"

#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/errors/error.h"
#include "query_service/change/any_comparison.h"
#include "query_service/change/change_causes.h"
#include "query_service/render/comparison_view.h"
#include "query_service/respond/answer_size.h"

namespace parallax::change {
namespace {

using errors::Error;
using errors::Reason;

constexpr char kFrom[] = "from_revision_token";
constexpr char kTo[] = "to_revision_token";

absl::StatusOr<request::Freshness> ExactlyAt(const std::string& collection,
                                             const std::string& token, const char* field) {
  request::Freshness freshness;
  freshness.collection = collection;
  freshness.exactly = true;
  freshness.field = field;
  auto parsed = storage::ParseRevisionToken(token);
  if (!parsed.ok()) return Error(Reason::kTokenMalformed, field, "not a revision token");
  freshness.token = *std::move(parsed);
  return freshness;
}

// The columns of one entity at both states; null where it has none.
struct ColumnPair {
  const v1::EntityColumn* before = nullptr;
  const v1::EntityColumn* after = nullptr;

  bool OnlyInOne() const { return before == nullptr || after == nullptr; }
  const v1::Entity& entity() const { return (after == nullptr ? before : after)->entity(); }
};

// In the order of the newer state, what only the older one has last.
std::vector<ColumnPair> PairsOf(const v1::CompareResponse& before,
                                const v1::CompareResponse& after) {
  std::map<std::string_view, const v1::EntityColumn*> old;
  for (const v1::EntityColumn& column : before.columns()) {
    old.emplace(column.entity().entity_id(), &column);
  }
  std::vector<ColumnPair> pairs;
  for (const v1::EntityColumn& column : after.columns()) {
    const auto was = old.extract(column.entity().entity_id());
    pairs.push_back({was.empty() ? nullptr : was.mapped(), &column});
  }
  for (const v1::EntityColumn& column : before.columns()) {
    if (old.contains(column.entity().entity_id())) pairs.push_back({&column, nullptr});
  }
  return pairs;
}

const v1::AnyCell& CellAt(const v1::EntityColumn* column, int dimension) {
  return column != nullptr && dimension < column->cells_size() ? column->cells(dimension)
                                                               : v1::AnyCell::default_instance();
}

bool SaysSomething(const v1::AnyCell& cell) {
  const v1::CellState state = render::CommonPart(cell).state();
  return state != v1::CELL_STATE_NOT_COVERED && state != v1::CELL_STATE_UNSPECIFIED;
}

}  // namespace

absl::StatusOr<request::Freshness> FreshnessOfDiff(const v1::DiffComparisonsRequest& request) {
  const auto comparison = FreshnessOfAny(request.comparison());
  if (!comparison.ok()) return comparison.status();
  if (request.from_revision_token().empty()) {
    return Error(Reason::kFieldMissing, kFrom, "must not be empty");
  }
  auto from = ExactlyAt(comparison->collection, request.from_revision_token(), kFrom);
  if (!from.ok() || request.to_revision_token().empty()) return from;
  auto to = ExactlyAt(comparison->collection, request.to_revision_token(), kTo);
  if (!to.ok()) return to;
  return from->token->commit > to->token->commit ? from : to;
}

absl::Status ComparisonDiff::Answer(const v1::DiffComparisonsRequest& request,
                                    const cells::CallLimits& limits,
                                    v1::DiffComparisonsResponse* response) const {
  if (absl::Status status = Compute(request, limits, response); !status.ok()) return status;
  return respond::CheckAnswerSize(response->ByteSizeLong(),
                                  "ask for fewer entities, dimensions or claims");
}

absl::Status ComparisonDiff::Compute(const v1::DiffComparisonsRequest& request,
                                     const cells::CallLimits& limits,
                                     v1::DiffComparisonsResponse* response) const {
  if (auto status = FreshnessOfDiff(request); !status.ok()) return status.status();
  if (absl::Status status = CheckNoConsistency(request.comparison()); !status.ok()) return status;
  const auto comparison = FreshnessOfAny(request.comparison());
  if (!comparison.ok()) return comparison.status();
  auto from = ExactlyAt(comparison->collection, request.from_revision_token(), kFrom);
  if (!from.ok()) return from.status();
  request::Freshness to;
  to.collection = comparison->collection;
  if (!request.to_revision_token().empty()) {
    auto given = ExactlyAt(comparison->collection, request.to_revision_token(), kTo);
    if (!given.ok()) return given.status();
    to = *std::move(given);
  }
  // Both are opened first: what is wrong with a token is said of its field.
  const auto from_view = views_->Open(*from);
  if (!from_view.ok()) return from_view.status();
  const auto to_view = views_->Open(to);
  if (!to_view.ok()) return to_view.status();
  if ((*from_view)->commit() > (*to_view)->commit()) {
    return Error(Reason::kFieldOutOfRange, kTo,
                 "must not be older than from_revision_token: it is of commit " +
                     std::to_string((*to_view)->commit()) + ", the other of " +
                     std::to_string((*from_view)->commit()));
  }
  const std::string from_token = (*from_view)->Token();
  const std::string to_token = (*to_view)->Token();
  response->set_from_revision_token(from_token);
  response->set_to_revision_token(to_token);
  auto after = AnswerAny(*engine_, AsOf(request.comparison(), to_token), limits);
  if (!after.ok()) return after.status();
  absl::StatusOr<v1::CompareResponse> before = v1::CompareResponse();
  if (from_token != to_token) {
    before = AnswerAny(*engine_, AsOf(request.comparison(), from_token), limits);
    if (!before.ok()) return before.status();
    // One request, one catalog: the same dimensions in the same order. Columns come and go with
    // judgements that make entities one.
    if (before->dimensions_size() != after->dimensions_size()) {
      return absl::InternalError("a comparison at two states has two shapes");
    }
  }
  ChangeCauses causes(**to_view, (*from_view)->commit());
  for (const ColumnPair& columns : PairsOf(*before, *after)) {
    *response->add_entities() = columns.entity();
    if (from_token == to_token) continue;
    for (int d = 0; d < after->dimensions_size(); ++d) {
      const v1::AnyCell& was = CellAt(columns.before, d);
      const v1::AnyCell& is = CellAt(columns.after, d);
      if (was.SerializeAsString() == is.SerializeAsString()) continue;
      if (columns.OnlyInOne() && !SaysSomething(was) && !SaysSomething(is)) continue;
      if (absl::Status status = limits.Check(); !status.ok()) return status;
      v1::ChangedCell* cell = response->add_changed_cells();
      cell->set_entity_id(columns.entity().entity_id());
      cell->set_dimension_id(after->dimensions(d).dimension_id());
      *cell->mutable_before() = was;
      *cell->mutable_after() = is;
      if (absl::Status status = causes.Fill(limits, cell); !status.ok()) return status;
    }
  }
  response->mutable_dimensions()->Swap(after->mutable_dimensions());
  return absl::OkStatus();
}

}  // namespace parallax::change
