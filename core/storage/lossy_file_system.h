// A RocksDB file system that forgets at a power cut what was not synced. For tests.
//
// What survives a cut: of each file its bytes up to the last sync, and perhaps a part of those
// after it; files made or renamed only if their directory was synced since. Deletions survive at
// once.
#ifndef PARALLAX_CORE_STORAGE_LOSSY_FILE_SYSTEM_H_
#define PARALLAX_CORE_STORAGE_LOSSY_FILE_SYSTEM_H_

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace parallax::storage {

// Thread-safe.
class LossyFileSystem : public rocksdb::FileSystemWrapper {
 public:
  // `seed` decides how much of unsynced data survives a cut.
  LossyFileSystem(const std::shared_ptr<rocksdb::FileSystem>& base, uint32_t seed);

  const char* Name() const override { return "LossyFileSystem"; }

  // From now on every change fails, as if the machine were off.
  void CutPower();
  // Applies the loss. Call when nothing has files open any more.
  void RestorePower();

  // A disk that lies: syncs succeed and keep nothing. To show that a test can fail.
  void IgnoreSyncs() { lying_ = true; }

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReopenWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                       std::unique_ptr<rocksdb::FSWritableFile>* result,
                                       rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReuseWritableFile(const std::string& name, const std::string& old_name,
                                      const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* result,
                                      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& name, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& name, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;

 private:
  friend class LossyFile;
  friend class LossyDirectory;

  struct FileState {
    uint64_t size = 0;
    uint64_t synced = 0;
  };
  // A file that was made or renamed since its directory was synced.
  struct DirectoryChange {
    std::string name;
    std::string renamed_from;                   // empty: made
    std::optional<std::string> replaced_bytes;  // what a rename took the place of
  };

  rocksdb::IOStatus Off() const;
  rocksdb::IOStatus Track(const std::string& name, std::unique_ptr<rocksdb::FSWritableFile>* file);
  std::optional<std::string> ReadAll(const std::string& name);
  void WriteAll(const std::string& name, const std::string& bytes);

  mutable absl::Mutex mutex_;
  bool off_ ABSL_GUARDED_BY(mutex_) = false;
  std::map<std::string, FileState> files_ ABSL_GUARDED_BY(mutex_);
  std::vector<DirectoryChange> changes_ ABSL_GUARDED_BY(mutex_);
  std::mt19937 random_ ABSL_GUARDED_BY(mutex_);
  bool lying_ = false;
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_LOSSY_FILE_SYSTEM_H_
