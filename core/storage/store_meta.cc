#include "core/storage/store_meta.h"

#include "absl/strings/str_cat.h"
#include "core/storage/keys.h"

namespace parallax::storage {
namespace {

constexpr char kFormatKey[] = "format";
constexpr char kNextKeyspaceKey[] = "next-keyspace";
constexpr char kCollectionPrefix[] = "collection/";
constexpr char kWatermarkPrefix[] = "watermark/";
constexpr char kKeyspacePrefix[] = "keyspace/";
constexpr char kPendingPrefix[] = "pending-original/";

std::string CollectionMetaKey(std::string_view name) {
  return std::string(kCollectionPrefix).append(name);
}
std::string WatermarkKey(uint64_t keyspace) { return kWatermarkPrefix + KeyspacePrefix(keyspace); }
std::string KeyspaceKey(uint64_t keyspace) { return kKeyspacePrefix + KeyspacePrefix(keyspace); }
std::string PendingKey(uint64_t keyspace, std::string_view sha256_hex) {
  return (kPendingPrefix + KeyspacePrefix(keyspace)).append(sha256_hex);
}

uint64_t ReadKeyspace(std::string_view bytes) {
  uint64_t value = 0;
  for (const char c : bytes.substr(0, 8)) value = value << 8 | static_cast<uint8_t>(c);
  return value;
}

absl::Status Damaged(std::string_view key) {
  return absl::DataLossError(
      absl::StrCat("the meta row ", std::string(key.substr(0, key.find('/'))), " is damaged"));
}

}  // namespace

template <typename Message>
absl::StatusOr<std::optional<Message>> StoreMeta::Read(const std::string& key) const {
  const absl::StatusOr<std::optional<std::string>> bytes =
      engine_->Get(snapshot_, Family::kMeta, key);
  if (!bytes.ok()) return bytes.status();
  if (!bytes->has_value()) return std::optional<Message>();
  Message message;
  if (!message.ParseFromString(**bytes)) return Damaged(key);
  return std::optional<Message>(std::move(message));
}

absl::StatusOr<std::optional<v1::StoreFormat>> StoreMeta::Format() const {
  return Read<v1::StoreFormat>(kFormatKey);
}

absl::StatusOr<bool> StoreMeta::Empty() const {
  EngineIterator it = engine_->NewIterator(snapshot_, Family::kMeta, "", "");
  it.Seek("");
  if (it.Valid()) return false;
  if (absl::Status status = it.status(); !status.ok()) return status;
  return true;
}

absl::StatusOr<CollectionInfo> StoreMeta::Complete(std::string_view name,
                                                   const v1::CollectionMapping& mapping) const {
  const absl::StatusOr<std::optional<v1::Watermark>> watermark =
      Read<v1::Watermark>(WatermarkKey(mapping.keyspace()));
  if (!watermark.ok()) return watermark.status();
  if (!watermark->has_value()) return Damaged(kWatermarkPrefix);
  return CollectionInfo{.identity = {.name = std::string(name),
                                     .store_id = mapping.store_id(),
                                     .uid = mapping.uid(),
                                     .generation = mapping.generation()},
                        .keyspace = mapping.keyspace(),
                        .commit = (*watermark)->commit(),
                        .earliest_commit = (*watermark)->earliest_commit(),
                        .commit_time_ms = (*watermark)->commit_time_ms(),
                        .created_time_ms = mapping.created_time_ms()};
}

absl::StatusOr<std::optional<CollectionInfo>> StoreMeta::Collection(std::string_view name) const {
  const absl::StatusOr<std::optional<v1::CollectionMapping>> mapping =
      Read<v1::CollectionMapping>(CollectionMetaKey(name));
  if (!mapping.ok()) return mapping.status();
  if (!mapping->has_value()) return std::optional<CollectionInfo>();
  absl::StatusOr<CollectionInfo> info = Complete(name, **mapping);
  if (!info.ok()) return info.status();
  return std::optional<CollectionInfo>(*std::move(info));
}

absl::StatusOr<std::vector<CollectionInfo>> StoreMeta::Collections() const {
  std::vector<CollectionInfo> infos;
  EngineIterator it = engine_->NewIterator(snapshot_, Family::kMeta, kCollectionPrefix,
                                           PrefixEnd(kCollectionPrefix));
  for (it.Seek(kCollectionPrefix); it.Valid(); it.Next()) {
    v1::CollectionMapping mapping;
    if (!mapping.ParseFromArray(it.value().data(), static_cast<int>(it.value().size()))) {
      return Damaged(it.key());
    }
    absl::StatusOr<CollectionInfo> info =
        Complete(it.key().substr(sizeof(kCollectionPrefix) - 1), mapping);
    if (!info.ok()) return info.status();
    infos.push_back(*std::move(info));
  }
  if (absl::Status status = it.status(); !status.ok()) return status;
  return infos;
}

absl::StatusOr<std::vector<std::pair<uint64_t, v1::KeyspaceState>>> StoreMeta::Keyspaces() const {
  std::vector<std::pair<uint64_t, v1::KeyspaceState>> keyspaces;
  EngineIterator it =
      engine_->NewIterator(snapshot_, Family::kMeta, kKeyspacePrefix, PrefixEnd(kKeyspacePrefix));
  for (it.Seek(kKeyspacePrefix); it.Valid(); it.Next()) {
    v1::KeyspaceState state;
    const std::string_view id = it.key().substr(sizeof(kKeyspacePrefix) - 1);
    if (id.size() != 8 ||
        !state.ParseFromArray(it.value().data(), static_cast<int>(it.value().size()))) {
      return Damaged(it.key());
    }
    keyspaces.emplace_back(ReadKeyspace(id), state);
  }
  if (absl::Status status = it.status(); !status.ok()) return status;
  return keyspaces;
}

absl::StatusOr<bool> StoreMeta::IsServing(uint64_t keyspace) const {
  const auto state = Read<v1::KeyspaceState>(KeyspaceKey(keyspace));
  if (!state.ok()) return state.status();
  return state->has_value() && (*state)->use() == v1::KEYSPACE_USE_SERVING;
}

absl::StatusOr<uint64_t> StoreMeta::NextKeyspace() const {
  const absl::StatusOr<std::optional<std::string>> bytes =
      engine_->Get(snapshot_, Family::kMeta, kNextKeyspaceKey);
  if (!bytes.ok()) return bytes.status();
  if (!bytes->has_value()) return 1;
  if ((*bytes)->size() != 8) return Damaged(kNextKeyspaceKey);
  return ReadKeyspace(**bytes);
}

absl::StatusOr<bool> StoreMeta::IsPendingOriginal(uint64_t keyspace,
                                                  std::string_view sha256_hex) const {
  const absl::StatusOr<std::optional<std::string>> bytes =
      engine_->Get(snapshot_, Family::kMeta, PendingKey(keyspace, sha256_hex));
  if (!bytes.ok()) return bytes.status();
  return bytes->has_value();
}

absl::StatusOr<std::vector<std::pair<uint64_t, std::string>>> StoreMeta::PendingOriginals() const {
  std::vector<std::pair<uint64_t, std::string>> pending;
  EngineIterator it =
      engine_->NewIterator(snapshot_, Family::kMeta, kPendingPrefix, PrefixEnd(kPendingPrefix));
  for (it.Seek(kPendingPrefix); it.Valid(); it.Next()) {
    const std::string_view rest = it.key().substr(sizeof(kPendingPrefix) - 1);
    if (rest.size() < 8) return Damaged(it.key());
    pending.emplace_back(ReadKeyspace(rest), std::string(rest.substr(8)));
  }
  if (absl::Status status = it.status(); !status.ok()) return status;
  return pending;
}

void StoreMeta::PutFormat(WriteSet& set, const v1::StoreFormat& format) {
  set.Put(Family::kMeta, kFormatKey, format.SerializeAsString());
}

void StoreMeta::PutCollection(WriteSet& set, const CollectionInfo& info) {
  v1::CollectionMapping mapping;
  mapping.set_store_id(info.identity.store_id);
  mapping.set_uid(info.identity.uid);
  mapping.set_keyspace(info.keyspace);
  mapping.set_generation(info.identity.generation);
  mapping.set_created_time_ms(info.created_time_ms);
  set.Put(Family::kMeta, CollectionMetaKey(info.identity.name), mapping.SerializeAsString());
  PutWatermark(set, info);
}

void StoreMeta::PutWatermark(WriteSet& set, const CollectionInfo& info) {
  v1::Watermark watermark;
  watermark.set_commit(info.commit);
  watermark.set_earliest_commit(info.earliest_commit);
  watermark.set_commit_time_ms(info.commit_time_ms);
  set.Put(Family::kMeta, WatermarkKey(info.keyspace), watermark.SerializeAsString());
}

void StoreMeta::DeleteCollection(WriteSet& set, std::string_view name) {
  set.Delete(Family::kMeta, CollectionMetaKey(name));
}

void StoreMeta::TakeKeyspace(WriteSet& set, uint64_t keyspace, v1::KeyspaceUse use) {
  set.Put(Family::kMeta, kNextKeyspaceKey, KeyspacePrefix(keyspace + 1));
  PutKeyspace(set, keyspace, use);
}

void StoreMeta::PutKeyspace(WriteSet& set, uint64_t keyspace, v1::KeyspaceUse use) {
  v1::KeyspaceState state;
  state.set_use(use);
  set.Put(Family::kMeta, KeyspaceKey(keyspace), state.SerializeAsString());
}

void StoreMeta::DropKeyspace(WriteSet& set, uint64_t keyspace) {
  const std::string begin = KeyspacePrefix(keyspace);
  const std::string end = KeyspaceEnd(keyspace);
  for (const Family family :
       {Family::kLatest, Family::kHistory, Family::kLog, Family::kOriginals, Family::kKept}) {
    set.DeleteRange(family, begin, end);
  }
  set.Delete(Family::kMeta, WatermarkKey(keyspace));
  set.Delete(Family::kMeta, KeyspaceKey(keyspace));
  const std::string pending = kPendingPrefix + begin;
  set.DeleteRange(Family::kMeta, pending, PrefixEnd(pending));
}

void StoreMeta::PutPendingOriginal(WriteSet& set, uint64_t keyspace, std::string_view sha256_hex) {
  set.Put(Family::kMeta, PendingKey(keyspace, sha256_hex), "");
}

void StoreMeta::DeletePendingOriginal(WriteSet& set, uint64_t keyspace,
                                      std::string_view sha256_hex) {
  set.Delete(Family::kMeta, PendingKey(keyspace, sha256_hex));
}

}  // namespace parallax::storage
