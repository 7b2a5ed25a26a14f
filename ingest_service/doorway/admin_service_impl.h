// AdminService at the gRPC doorway.
#ifndef PARALLAX_INGEST_SERVICE_DOORWAY_ADMIN_SERVICE_IMPL_H_
#define PARALLAX_INGEST_SERVICE_DOORWAY_ADMIN_SERVICE_IMPL_H_

#include "core/catalog/catalog.h"
#include "core/serving/worker_pool.h"
#include "ingest_service/store/ingest_store.h"
#include "parallax/v1/admin_service.grpc.pb.h"

namespace parallax::doorway {

// Thread-safe. Views what it is made of, which must outlive it and the server.
class AdminServiceImpl : public v1::AdminService::CallbackService {
 public:
  AdminServiceImpl(const catalog::Catalog* catalog, store::IngestStore* store,
                   serving::WorkerPool* workers)
      : catalog_(catalog), store_(store), workers_(workers) {}

  grpc::ServerUnaryReactor* CreateCollection(grpc::CallbackServerContext* context,
                                             const v1::CreateCollectionRequest* request,
                                             v1::CreateCollectionResponse* response) override;
  grpc::ServerUnaryReactor* ListCollections(grpc::CallbackServerContext* context,
                                            const v1::ListCollectionsRequest* request,
                                            v1::ListCollectionsResponse* response) override;
  grpc::ServerUnaryReactor* ListPacks(grpc::CallbackServerContext* context,
                                      const v1::ListPacksRequest* request,
                                      v1::ListPacksResponse* response) override;

 private:
  const catalog::Catalog* const catalog_;
  store::IngestStore* const store_;
  serving::WorkerPool* const workers_;
};

}  // namespace parallax::doorway

#endif  // PARALLAX_INGEST_SERVICE_DOORWAY_ADMIN_SERVICE_IMPL_H_
