#include "ingest_service/doorway/admin_service_impl.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/errors/error.h"
#include "core/serving/grpc_status.h"
#include "ingest_service/doorway/request_check.h"

namespace parallax::doorway {
namespace {

using errors::Error;
using errors::Reason;
using serving::ToGrpcStatus;

constexpr int kDefaultPage = 50;
constexpr int kMaxPage = 500;

absl::StatusOr<int> CheckPageSize(int32_t size) {
  if (size < 0) {
    return Error(Reason::kFieldOutOfRange, "page_size",
                 absl::StrCat("must not be negative, got ", size));
  }
  return size == 0 ? kDefaultPage : std::min<int>(size, kMaxPage);
}

absl::Status CreateOne(store::IngestStore& store, const std::string& name,
                       v1::CreateCollectionResponse* response) {
  if (name.empty()) return Error(Reason::kFieldMissing, "name", "must not be empty");
  if (!storage::IsCollectionName(name)) {
    return Error(Reason::kFieldMalformed, "name",
                 "must be 1 to 63 of a-z, 0-9, '-' and '_', a letter or digit first");
  }
  absl::StatusOr<store::CommitResult> commit = store.committer().CreateCollection(name, "");
  if (absl::IsAlreadyExists(commit.status())) {
    return Error(Reason::kCollectionExists, "name",
                 absl::StrCat("collection \"", name, "\" exists"));
  }
  if (!commit.ok()) return commit.status();
  response->mutable_collection()->set_name(name);
  response->mutable_collection()->set_newest_commit(static_cast<int64_t>(commit->commit));
  response->set_revision_token(commit->revision);
  return absl::OkStatus();
}

// The token is the last name of the page before: names are listed in order.
absl::Status ListPage(const store::IngestStore& store, const v1::ListCollectionsRequest& request,
                      v1::ListCollectionsResponse* response) {
  absl::StatusOr<int> size = CheckPageSize(request.page_size());
  if (!size.ok()) return size.status();
  if (!request.page_token().empty() && !storage::IsCollectionName(request.page_token())) {
    return Error(Reason::kPageTokenInvalid, "page_token", "not a page token of this request");
  }
  absl::StatusOr<std::vector<storage::CollectionInfo>> collections =
      store.store().ListCollections();
  if (!collections.ok()) return collections.status();
  for (const storage::CollectionInfo& info : *collections) {
    if (info.identity.name <= request.page_token()) continue;
    if (response->collections_size() == *size) {
      response->set_next_page_token(response->collections(*size - 1).name());
      break;
    }
    v1::Collection* collection = response->add_collections();
    collection->set_name(info.identity.name);
    collection->set_newest_commit(static_cast<int64_t>(info.commit));
  }
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* AdminServiceImpl::CreateCollection(
    grpc::CallbackServerContext* context, const v1::CreateCollectionRequest* request,
    v1::CreateCollectionResponse* response) {
  auto* reactor = context->DefaultReactor();
  // Waits for a sync, which a gRPC thread must not.
  const bool taken = workers_->TrySubmit([this, request, response, reactor] {
    reactor->Finish(ToGrpcStatus(CreateOne(*store_, request->name(), response)));
  });
  if (!taken) {
    reactor->Finish(
        ToGrpcStatus(Error(Reason::kQueueFull, "", "the ingest queue is full; try again later")));
  }
  return reactor;
}

grpc::ServerUnaryReactor* AdminServiceImpl::ListCollections(
    grpc::CallbackServerContext* context, const v1::ListCollectionsRequest* request,
    v1::ListCollectionsResponse* response) {
  auto* reactor = context->DefaultReactor();
  reactor->Finish(ToGrpcStatus(ListPage(*store_, *request, response)));
  return reactor;
}

grpc::ServerUnaryReactor* AdminServiceImpl::ListPacks(grpc::CallbackServerContext* context,
                                                      const v1::ListPacksRequest* request,
                                                      v1::ListPacksResponse* response) {
  auto* reactor = context->DefaultReactor();
  absl::Status status = CheckPageSize(request->page_size()).status();
  if (status.ok() && !request->page_token().empty()) {
    status = Error(Reason::kPageTokenInvalid, "page_token", "not a page token of this request");
  }
  if (status.ok()) {
    v1::PackInfo* pack = response->add_packs();
    pack->set_pack_id(catalog_->pack_id());
    pack->set_version(catalog_->pack_version());
    pack->set_entity_count(static_cast<int64_t>(catalog_->entities().size()));
    pack->set_dimension_count(static_cast<int64_t>(catalog_->dimensions().size()));
  }
  reactor->Finish(ToGrpcStatus(status));
  return reactor;
}

}  // namespace parallax::doorway
