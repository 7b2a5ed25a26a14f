#include "core/storage/read_view.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/storage/collection_state.h"
#include "core/storage/engine.h"
#include "core/storage/history.h"
#include "core/storage/kept_rows.h"
#include "core/storage/keys.h"
#include "core/storage/original_chunks.h"
#include "core/storage/rows.h"

namespace parallax::storage {

ReadView::ReadView(Engine* engine, std::shared_ptr<const EngineSnapshot> snapshot,
                   std::shared_ptr<const CollectionState> state, uint64_t commit)
    : engine_(engine), snapshot_(std::move(snapshot)), state_(std::move(state)), commit_(commit) {}

ReadView::~ReadView() = default;

const CollectionInfo& ReadView::info() const { return state_->info; }

std::string ReadView::Token() const {
  return AtLatest() ? state_->token : FormatRevisionToken(info(), commit_);
}

absl::StatusOr<bool> ReadView::AnyJudgedSame() const {
  if (!AtLatest()) return true;
  using Judged = CollectionState::Judged;
  const Judged known = state_->judged.load(std::memory_order_relaxed);
  if (known != Judged::kUnknown) return known == Judged::kSome;
  bool any = false;
  const absl::Status status = Scan({.prefix = KeyBuilder(Table::kSameEntities).Build(), .limit = 1},
                                   [&](std::string_view, std::string_view) { return any = true; });
  if (!status.ok()) return status;
  state_->judged.store(any ? Judged::kSome : Judged::kNone, std::memory_order_relaxed);
  return any;
}

absl::StatusOr<std::unique_ptr<ReadView>> ReadView::At(uint64_t commit) const {
  if (commit > info().commit) {
    return absl::UnavailableError(absl::StrCat("commit ", commit, " of collection ",
                                               info().identity.name,
                                               " is not there yet; the last is ", info().commit));
  }
  if (commit < info().earliest_commit) {
    return absl::OutOfRangeError(
        absl::StrCat("commit ", commit, " of collection ", info().identity.name,
                     " is older than what is retained; the oldest is ", info().earliest_commit));
  }
  return std::unique_ptr<ReadView>(new ReadView(engine_, snapshot_, state_, commit));
}

absl::StatusOr<std::optional<std::string>> ReadView::Get(std::string_view key) const {
  if (!AtLatest()) {
    EngineIterator history =
        engine_->NewIterator(snapshot_.get(), Family::kHistory, KeyspacePrefix(info().keyspace),
                             KeyspaceEnd(info().keyspace));
    absl::StatusOr<PastRow> past = ReadPast(history, info().keyspace, key, commit_);
    if (!past.ok()) return past.status();
    if (past->found) return std::move(past->value);
  }
  return engine_->Get(snapshot_.get(), Family::kLatest, LatestKey(info().keyspace, key));
}

absl::StatusOr<std::vector<std::optional<std::string>>> ReadView::MultiGet(
    const std::vector<std::string>& keys) const {
  std::vector<std::string> physical;
  physical.reserve(keys.size());
  for (const std::string& key : keys) physical.push_back(LatestKey(info().keyspace, key));
  absl::StatusOr<std::vector<std::optional<std::string>>> values =
      engine_->MultiGet(snapshot_.get(), Family::kLatest, physical);
  if (!values.ok() || AtLatest() || keys.empty()) return values;
  EngineIterator history =
      engine_->NewIterator(snapshot_.get(), Family::kHistory, KeyspacePrefix(info().keyspace),
                           KeyspaceEnd(info().keyspace));
  for (size_t i = 0; i < keys.size(); ++i) {
    absl::StatusOr<PastRow> past = ReadPast(history, info().keyspace, keys[i], commit_);
    if (!past.ok()) return past.status();
    if (past->found) (*values)[i] = std::move(past->value);
  }
  return values;
}

ReadView::KeptCellsFound ReadView::KeptCells(const std::vector<std::string>& keys,
                                             ReadFrom from) const {
  std::vector<std::string> physical;
  physical.reserve(keys.size());
  for (const std::string& key : keys) physical.push_back(KeptKey(info().keyspace, key));
  KeptCellsFound found;
  auto values =
      engine_->MultiFind(snapshot_.get(), Family::kKept, physical, from, &found.unreadable);
  found.cells.resize(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    if (!values[i]) continue;
    const auto commit = TakeKeptCommit(&*values[i]);
    if (!commit.ok()) {
      ++found.unreadable;
      continue;
    }
    // No commit from that one to the last that this view's state has seen touched the cell.
    if (*commit > commit_) continue;
    found.cells[i] = {*commit, *std::move(values[i])};
  }
  return found;
}

absl::Status ReadView::Scan(
    const ScanOptions& options,
    absl::FunctionRef<bool(std::string_view key, std::string_view value)> visit) const {
  // The smallest key after `start_after` is that key and a zero byte.
  const std::string lower = options.start_after.empty() || options.start_after < options.prefix
                                ? options.prefix
                                : options.start_after + '\0';
  const std::string upper = options.prefix.empty() ? "" : PrefixEnd(options.prefix);
  if (options.limit == 0 || (!upper.empty() && lower >= upper)) return absl::OkStatus();
  size_t left = options.limit;
  const auto count_and_visit = [&](std::string_view key, std::string_view value) {
    return visit(key, value) && --left > 0;
  };
  if (!AtLatest()) {
    return ScanPast(*engine_, snapshot_.get(), info().keyspace, lower, upper, commit_,
                    count_and_visit);
  }
  const std::string begin = LatestKey(info().keyspace, lower);
  EngineIterator it = engine_->NewIterator(
      snapshot_.get(), Family::kLatest, begin,
      upper.empty() ? KeyspaceEnd(info().keyspace) : LatestKey(info().keyspace, upper));
  for (it.Seek(begin); it.Valid(); it.Next()) {
    if (!count_and_visit(LogicalPart(it.key()), it.value())) return absl::OkStatus();
  }
  return it.status();
}

absl::Status ReadView::ScanEach(
    absl::Span<const std::string> prefixes,
    absl::FunctionRef<bool(size_t prefix, std::string_view key, std::string_view value)> visit)
    const {
  if (!AtLatest()) {
    for (size_t i = 0; i < prefixes.size(); ++i) {
      absl::Status status =
          Scan({.prefix = prefixes[i]},
               [&](std::string_view key, std::string_view value) { return visit(i, key, value); });
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }
  EngineIterator it =
      engine_->NewIterator(snapshot_.get(), Family::kLatest, KeyspacePrefix(info().keyspace),
                           KeyspaceEnd(info().keyspace));
  for (size_t i = 0; i < prefixes.size(); ++i) {
    for (it.Seek(LatestKey(info().keyspace, prefixes[i])); it.Valid(); it.Next()) {
      const std::string_view key = LogicalPart(it.key());
      if (key.substr(0, prefixes[i].size()) != prefixes[i] || !visit(i, key, it.value())) break;
    }
    if (absl::Status status = it.status(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

PostingCursor::PostingCursor(std::unique_ptr<EngineIterator> iterator, uint64_t keyspace)
    : iterator_(std::move(iterator)), keyspace_(keyspace) {}
PostingCursor::~PostingCursor() = default;
PostingCursor::PostingCursor(PostingCursor&&) noexcept = default;
void PostingCursor::Seek(std::string_view key) { iterator_->Seek(LatestKey(keyspace_, key)); }
void PostingCursor::SeekBefore(std::string_view key) {
  iterator_->SeekBefore(LatestKey(keyspace_, key));
}
bool PostingCursor::Valid() const { return iterator_->Valid(); }
void PostingCursor::Next() { iterator_->Next(); }
void PostingCursor::Prev() { iterator_->Prev(); }
std::string_view PostingCursor::key() const { return LogicalPart(iterator_->key()); }
std::string_view PostingCursor::value() const { return iterator_->value(); }
absl::Status PostingCursor::status() const { return iterator_->status(); }

absl::StatusOr<PostingCursor> ReadView::NewPostingCursor() const {
  if (!AtLatest()) return absl::FailedPreconditionError("a cursor goes over the latest rows only");
  return PostingCursor(std::make_unique<EngineIterator>(engine_->NewIterator(
                           snapshot_.get(), Family::kLatest, KeyspacePrefix(info().keyspace),
                           KeyspaceEnd(info().keyspace), SeekWithin::kPostingList)),
                       info().keyspace);
}

absl::StatusOr<int64_t> ReadView::OriginalSize(std::string_view sha256_hex) const {
  const absl::StatusOr<std::optional<std::string>> bytes = Get(OriginalKey(sha256_hex));
  if (!bytes.ok()) return bytes.status();
  if (!bytes->has_value()) return absl::NotFoundError("no such original at this revision");
  const absl::StatusOr<OriginalRow> row = DecodeRow<OriginalRow>(**bytes);
  if (!row.ok()) return row.status();
  return row->size_bytes;
}

absl::StatusOr<std::string> ReadView::ReadOriginal(std::string_view sha256_hex, int64_t begin_byte,
                                                   int64_t size_bytes) const {
  const absl::StatusOr<int64_t> size = OriginalSize(sha256_hex);
  if (!size.ok()) return size.status();
  if (begin_byte < 0 || size_bytes < 0) {
    return absl::InvalidArgumentError("a range of an original must not be negative");
  }
  if (begin_byte >= *size) return std::string();
  const int64_t end = begin_byte + std::min(size_bytes, *size - begin_byte);
  return ReadOriginalChunks(*engine_, snapshot_.get(), info().keyspace, sha256_hex, begin_byte,
                            end);
}

absl::StatusOr<std::string> ReadView::ReadOriginalBytes(std::string_view sha256_hex) const {
  return ReadWholeOriginal(*engine_, snapshot_.get(), info().keyspace, sha256_hex);
}

absl::StatusOr<std::vector<std::string>> ReadView::ReadCommitChunks(uint64_t commit) const {
  if (commit <= info().earliest_commit || commit > info().commit) {
    return absl::OutOfRangeError(absl::StrCat(
        "commit ", commit, " of collection ", info().identity.name,
        " is not in the log, which has ", info().earliest_commit + 1, " to ", info().commit));
  }
  std::vector<std::string> chunks;
  EngineIterator it =
      engine_->NewIterator(snapshot_.get(), Family::kLog, LogKey(info().keyspace, commit, 0),
                           LogKey(info().keyspace, commit + 1, 0));
  for (it.Seek(LogKey(info().keyspace, commit, 0)); it.Valid(); it.Next()) {
    chunks.emplace_back(it.value());
  }
  if (absl::Status status = it.status(); !status.ok()) return status;
  if (chunks.empty()) {
    return absl::DataLossError(absl::StrCat("commit ", commit, " is missing from the log"));
  }
  return chunks;
}

absl::StatusOr<CommitRecord> ReadView::ReadCommit(uint64_t commit) const {
  const absl::StatusOr<std::vector<std::string>> chunks = ReadCommitChunks(commit);
  if (!chunks.ok()) return chunks.status();
  CommitAssembler assembler;
  bool complete = false;
  for (const std::string& chunk : *chunks) {
    const absl::StatusOr<bool> added = assembler.Add(chunk);
    if (!added.ok()) return added.status();
    complete = *added;
  }
  if (!complete || assembler.record().commit != commit) {
    return absl::DataLossError(absl::StrCat("commit ", commit, " is incomplete in the log"));
  }
  return std::move(assembler.record());
}

}  // namespace parallax::storage
