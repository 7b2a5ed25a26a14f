// The meta family: format, collections, keyspaces and watermarks. Internal to core/storage.
#ifndef PARALLAX_CORE_STORAGE_STORE_META_H_
#define PARALLAX_CORE_STORAGE_STORE_META_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "core/storage/collection.h"
#include "core/storage/engine.h"
#include "parallax/storage/v1/meta.pb.h"

namespace parallax::storage {

// Reads and writes of the meta rows. Reads see `snapshot`, or the current state when it is null.
class StoreMeta {
 public:
  StoreMeta(const Engine* engine, const EngineSnapshot* snapshot)
      : engine_(engine), snapshot_(snapshot) {}

  absl::StatusOr<std::optional<v1::StoreFormat>> Format() const;
  // Whether the meta family has no rows at all.
  absl::StatusOr<bool> Empty() const;
  absl::StatusOr<std::optional<CollectionInfo>> Collection(std::string_view name) const;
  absl::StatusOr<std::vector<CollectionInfo>> Collections() const;  // by name
  absl::StatusOr<std::vector<std::pair<uint64_t, v1::KeyspaceState>>> Keyspaces() const;
  // False for one that is being filled, and for one that is gone.
  absl::StatusOr<bool> IsServing(uint64_t keyspace) const;
  // The id for the next new keyspace; ids are never used again.
  absl::StatusOr<uint64_t> NextKeyspace() const;
  absl::StatusOr<bool> IsPendingOriginal(uint64_t keyspace, std::string_view sha256_hex) const;
  // (keyspace, digest) of each.
  absl::StatusOr<std::vector<std::pair<uint64_t, std::string>>> PendingOriginals() const;

  static void PutFormat(WriteSet& set, const v1::StoreFormat& format);
  static void PutCollection(WriteSet& set, const CollectionInfo& info);  // mapping and watermark
  static void PutWatermark(WriteSet& set, const CollectionInfo& info);
  static void DeleteCollection(WriteSet& set, std::string_view name);
  // Takes the next keyspace into use; `keyspace` is what NextKeyspace returned.
  static void TakeKeyspace(WriteSet& set, uint64_t keyspace, v1::KeyspaceUse use);
  static void PutKeyspace(WriteSet& set, uint64_t keyspace, v1::KeyspaceUse use);
  // Drops every row of the keyspace in all families.
  static void DropKeyspace(WriteSet& set, uint64_t keyspace);
  static void PutPendingOriginal(WriteSet& set, uint64_t keyspace, std::string_view sha256_hex);
  static void DeletePendingOriginal(WriteSet& set, uint64_t keyspace, std::string_view sha256_hex);

 private:
  template <typename Message>
  absl::StatusOr<std::optional<Message>> Read(const std::string& key) const;
  absl::StatusOr<CollectionInfo> Complete(std::string_view name,
                                          const v1::CollectionMapping& mapping) const;

  const Engine* engine_;
  const EngineSnapshot* snapshot_;
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_STORE_META_H_
