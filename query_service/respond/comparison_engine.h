// The comparison RPCs, without gRPC: request → spec → cells → contrasts → response.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_COMPARISON_ENGINE_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_COMPARISON_ENGINE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/catalog/catalog.h"
#include "parallax/v1/comparison_service.pb.h"
#include "query_service/cells/call_limits.h"
#include "query_service/cells/cell_reader.h"
#include "query_service/cells/view_source.h"
#include "query_service/request/compare_spec.h"
#include "query_service/respond/catalog_messages.h"
#include "query_service/respond/ready_cells.h"
#include "query_service/respond/typed_columns.h"

namespace parallax::respond {

// Cells of a comparison that is answered at once.
inline constexpr size_t kMaxCellsAtOnce = 256;

// Thread-safe. Every function blocks on reads of the store, and fills `response` only when it
// returns OK. Errors: of the request (request/*.h), of the view (cells/view_source.h), of `limits`,
// and kAnswerTooLarge.
class ComparisonEngine {
 public:
  // `catalog`, `views`, `rates` (null: currencies are never converted) and what `ready` names
  // (null: cells are read afresh) must outlive it. Internal when the catalog has a reserved
  // dimension in another type than the API's field.
  static absl::StatusOr<std::unique_ptr<ComparisonEngine>> Create(const catalog::Catalog* catalog,
                                                                  const cells::ViewSource* views,
                                                                  const value::RateTable* rates,
                                                                  ReadyPlaces ready = {});

  absl::Status Answer(const v1::CompareEconomiesRequest& request, const cells::CallLimits& limits,
                      v1::CompareEconomiesResponse* response) const;
  absl::Status Answer(const v1::CompareModelsRequest& request, const cells::CallLimits& limits,
                      v1::CompareModelsResponse* response) const;
  absl::Status Answer(const v1::CompareInitiativesRequest& request, const cells::CallLimits& limits,
                      v1::CompareInitiativesResponse* response) const;
  absl::Status Answer(const v1::CompareOrganizationsRequest& request,
                      const cells::CallLimits& limits,
                      v1::CompareOrganizationsResponse* response) const;
  absl::Status Answer(const v1::CompareRequest& request, const cells::CallLimits& limits,
                      v1::CompareResponse* response) const;

  // The same answers, serialized: the way that serves. Cells come from the cache where it has them.
  // For each of the requests above.
  template <typename Request>
  absl::StatusOr<std::string> AnswerBytes(const Request& request,
                                          const cells::CallLimits& limits) const;

  // AnswerBytes where every cell is ready in memory; else nothing, and so for more than
  // kMaxCellsAtOnce cells. Quick enough for a thread that others wait for: it reads a few small
  // rows (the collection's, judgements on the entities) that stay in memory.
  template <typename Request>
  absl::StatusOr<std::optional<std::string>> AnswerAtOnce(const Request& request,
                                                          const cells::CallLimits& limits) const;

 private:
  struct Row;
  // Of each response.
  struct Columns {
    TypedColumns economies;
    TypedColumns models;
    TypedColumns initiatives;
    TypedColumns organizations;
    TypedColumns entities;
  };

  ComparisonEngine(const catalog::Catalog* catalog, const cells::ViewSource* views,
                   const value::RateTable* rates, ReadyPlaces ready, Columns columns)
      : catalog_(catalog),
        views_(views),
        rates_(rates),
        ready_(ready),
        columns_(std::move(columns)),
        messages_(*catalog) {}

  // Joins entities that judgements make one, and checks that provisional ones are known.
  absl::Status ResolveInView(const storage::ReadView& view,
                             std::vector<request::ResolvedEntity>* entities) const;
  // The dimension that says who leads, where sizes are compared; else null.
  const catalog::Dimension* LeadToRead(const request::CompareSpec& spec) const;
  template <typename Request>
  absl::StatusOr<Row> ReadRow(const Request& request, const cells::CallLimits& limits) const;
  template <typename Column>
  void FillColumn(const Row& row, size_t entity, const TypedColumns& columns, v1::Entity* subject,
                  Column* column) const;
  template <typename Response>
  absl::Status Finish(const Row& row, Response* response) const;

  // The response and columns of a request.
  template <typename Request>
  struct AnswerOf;
  // How far a comparison goes to find its cells.
  enum class Reach { kReady, kStore };
  // Nothing where the reach was too short.
  template <typename Request>
  absl::StatusOr<std::optional<std::string>> Bytes(const Request& request,
                                                   const cells::CallLimits& limits,
                                                   Reach reach) const;

  const catalog::Catalog* catalog_;
  const cells::ViewSource* views_;
  const value::RateTable* rates_;
  const ReadyPlaces ready_;
  Columns columns_;
  CatalogMessages messages_;
};

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_COMPARISON_ENGINE_H_
