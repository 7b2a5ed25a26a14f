#include "core/storage/lossy_file_system.h"

#include <algorithm>
#include <utility>

namespace parallax::storage {

using rocksdb::FileOptions;
using rocksdb::FSDirectory;
using rocksdb::FSWritableFile;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

// Counts what is written and what is synced.
class LossyFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  LossyFile(std::unique_ptr<FSWritableFile> target, LossyFileSystem* system, std::string name)
      : FSWritableFileOwnerWrapper(std::move(target)), system_(system), name_(std::move(name)) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    absl::MutexLock lock(&system_->mutex_);
    if (system_->off_) return system_->Off();
    IOStatus status = target()->Append(data, options, debug);
    if (status.ok()) system_->files_[name_].size += data.size();
    return status;
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus PositionedAppend(const Slice&, uint64_t, const IOOptions&, IODebugContext*) override {
    return IOStatus::NotSupported("direct writes");
  }
  IOStatus PositionedAppend(const Slice&, uint64_t, const IOOptions&,
                            const rocksdb::DataVerificationInfo&, IODebugContext*) override {
    return IOStatus::NotSupported("direct writes");
  }
  IOStatus Truncate(uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    absl::MutexLock lock(&system_->mutex_);
    if (system_->off_) return system_->Off();
    IOStatus status = target()->Truncate(size, options, debug);
    if (status.ok()) {
      LossyFileSystem::FileState& state = system_->files_[name_];
      state.size = size;
      state.synced = std::min(state.synced, size);
    }
    return status;
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    absl::MutexLock lock(&system_->mutex_);
    if (system_->off_) return system_->Off();
    IOStatus status = target()->Sync(options, debug);
    LossyFileSystem::FileState& state = system_->files_[name_];
    if (status.ok() && !system_->lying_) state.synced = state.size;
    return status;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Sync(options, debug);
  }

 private:
  LossyFileSystem* const system_;
  const std::string name_;
};

class LossyDirectory : public rocksdb::FSDirectoryWrapper {
 public:
  LossyDirectory(std::unique_ptr<FSDirectory> target, LossyFileSystem* system, std::string name)
      : FSDirectoryWrapper(std::move(target)), system_(system), name_(std::move(name)) {}

  IOStatus Fsync(const IOOptions&, IODebugContext*) override { return Settle(); }
  IOStatus FsyncWithDirOptions(const IOOptions&, IODebugContext*,
                               const rocksdb::DirFsyncOptions&) override {
    return Settle();
  }

 private:
  IOStatus Settle() {
    absl::MutexLock lock(&system_->mutex_);
    if (system_->off_) return system_->Off();
    auto& changes = system_->changes_;
    changes.erase(std::remove_if(changes.begin(), changes.end(),
                                 [&](const LossyFileSystem::DirectoryChange& change) {
                                   return change.name.substr(0, change.name.rfind('/')) == name_;
                                 }),
                  changes.end());
    return IOStatus::OK();
  }

  LossyFileSystem* const system_;
  const std::string name_;
};

LossyFileSystem::LossyFileSystem(const std::shared_ptr<rocksdb::FileSystem>& base, uint32_t seed)
    : FileSystemWrapper(base), random_(seed) {}

IOStatus LossyFileSystem::Off() const { return IOStatus::IOError("the power is off"); }

void LossyFileSystem::CutPower() {
  absl::MutexLock lock(&mutex_);
  off_ = true;
}

std::optional<std::string> LossyFileSystem::ReadAll(const std::string& name) {
  uint64_t size = 0;
  std::unique_ptr<rocksdb::FSSequentialFile> file;
  if (!target()->GetFileSize(name, {}, &size, nullptr).ok() ||
      !target()->NewSequentialFile(name, {}, &file, nullptr).ok()) {
    return std::nullopt;
  }
  std::string bytes(size, '\0');
  Slice read;
  if (!file->Read(size, {}, &read, bytes.data(), nullptr).ok()) return std::nullopt;
  return read.ToString();
}

void LossyFileSystem::WriteAll(const std::string& name, const std::string& bytes) {
  std::unique_ptr<FSWritableFile> file;
  if (!target()->NewWritableFile(name, {}, &file, nullptr).ok()) return;
  file->Append(bytes, IOOptions(), nullptr).PermitUncheckedError();
  file->Close(IOOptions(), nullptr).PermitUncheckedError();
}

void LossyFileSystem::RestorePower() {
  absl::MutexLock lock(&mutex_);
  for (auto it = changes_.rbegin(); it != changes_.rend(); ++it) {
    if (it->renamed_from.empty()) {
      target()->DeleteFile(it->name, {}, nullptr).PermitUncheckedError();
      files_.erase(it->name);
      continue;
    }
    target()->RenameFile(it->name, it->renamed_from, {}, nullptr).PermitUncheckedError();
    files_[it->renamed_from] = files_[it->name];
    files_.erase(it->name);
    if (it->replaced_bytes.has_value()) {
      WriteAll(it->name, *it->replaced_bytes);
      files_[it->name] = {.size = it->replaced_bytes->size(), .synced = it->replaced_bytes->size()};
    }
  }
  changes_.clear();
  for (auto& [name, state] : files_) {
    if (state.synced == state.size) continue;
    const std::optional<std::string> bytes = ReadAll(name);
    if (!bytes.has_value()) continue;
    // Half of the time nothing unsynced survives, otherwise some first part of it.
    const uint64_t unsynced = state.size - state.synced;
    const uint64_t kept = random_() % 2 == 0 ? 0 : random_() % (unsynced + 1);
    state.size = state.synced = state.synced + kept;
    WriteAll(name, bytes->substr(0, state.size));
  }
  off_ = false;
}

IOStatus LossyFileSystem::Track(const std::string& name, std::unique_ptr<FSWritableFile>* file) {
  *file = std::make_unique<LossyFile>(std::move(*file), this, name);
  return IOStatus::OK();
}

IOStatus LossyFileSystem::NewWritableFile(const std::string& name, const FileOptions& options,
                                          std::unique_ptr<FSWritableFile>* result,
                                          IODebugContext* debug) {
  absl::MutexLock lock(&mutex_);
  if (off_) return Off();
  IOStatus status = target()->NewWritableFile(name, options, result, debug);
  if (!status.ok()) return status;
  files_[name] = {};
  changes_.push_back({.name = name, .renamed_from = "", .replaced_bytes = std::nullopt});
  return Track(name, result);
}

IOStatus LossyFileSystem::ReopenWritableFile(const std::string& name, const FileOptions& options,
                                             std::unique_ptr<FSWritableFile>* result,
                                             IODebugContext* debug) {
  absl::MutexLock lock(&mutex_);
  if (off_) return Off();
  IOStatus status = target()->ReopenWritableFile(name, options, result, debug);
  return status.ok() ? Track(name, result) : status;
}

IOStatus LossyFileSystem::ReuseWritableFile(const std::string& name, const std::string& old_name,
                                            const FileOptions& options,
                                            std::unique_ptr<FSWritableFile>* result,
                                            IODebugContext* debug) {
  IOStatus status = RenameFile(old_name, name, options.io_options, debug);
  return status.ok() ? NewWritableFile(name, options, result, debug) : status;
}

IOStatus LossyFileSystem::NewDirectory(const std::string& name, const IOOptions& options,
                                       std::unique_ptr<FSDirectory>* result,
                                       IODebugContext* debug) {
  IOStatus status = target()->NewDirectory(name, options, result, debug);
  if (status.ok()) {
    std::string trimmed = name;
    while (trimmed.size() > 1 && trimmed.back() == '/') trimmed.pop_back();
    *result = std::make_unique<LossyDirectory>(std::move(*result), this, trimmed);
  }
  return status;
}

IOStatus LossyFileSystem::DeleteFile(const std::string& name, const IOOptions& options,
                                     IODebugContext* debug) {
  absl::MutexLock lock(&mutex_);
  if (off_) return Off();
  IOStatus status = target()->DeleteFile(name, options, debug);
  if (status.ok()) {
    files_.erase(name);
    changes_.erase(
        std::remove_if(changes_.begin(), changes_.end(),
                       [&](const DirectoryChange& change) { return change.name == name; }),
        changes_.end());
  }
  return status;
}

IOStatus LossyFileSystem::RenameFile(const std::string& from, const std::string& to,
                                     const IOOptions& options, IODebugContext* debug) {
  absl::MutexLock lock(&mutex_);
  if (off_) return Off();
  DirectoryChange change{.name = to, .renamed_from = from, .replaced_bytes = ReadAll(to)};
  IOStatus status = target()->RenameFile(from, to, options, debug);
  if (!status.ok()) return status;
  files_[to] = files_[from];
  files_.erase(from);
  changes_.push_back(std::move(change));
  return status;
}

}  // namespace parallax::storage
