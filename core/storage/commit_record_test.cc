#include "core/storage/commit_record.h"

#include <gtest/gtest.h>

namespace parallax::storage {
namespace {

CommitRecord Sample() {
  CommitRecord record{.commit = 42,
                      .commit_time_ms = 1'700'000'000'000,
                      .kind = CommitKind::kDocumentUpserted,
                      .document_id = "文件/1",
                      .generation = 3,
                      .new_originals = {std::string(64, 'a'), std::string(64, 'b')}};
  for (int i = 0; i < 20; ++i) {
    RowChange row{.key = std::string("\x10key") + static_cast<char>('a' + i), .value = {}};
    if (i % 4 != 0) row.value = std::string(static_cast<size_t>(i) * 10, 'v');
    record.rows.push_back(row);
  }
  return record;
}

absl::StatusOr<CommitRecord> Assemble(const std::vector<std::string>& chunks) {
  CommitAssembler assembler;
  for (size_t i = 0; i < chunks.size(); ++i) {
    const auto complete = assembler.Add(chunks[i]);
    if (!complete.ok()) return complete.status();
    EXPECT_EQ(*complete, i + 1 == chunks.size());
  }
  return assembler.record();
}

TEST(CommitRecordTest, RoundTripsInChunksOfAnySize) {
  const CommitRecord record = Sample();
  for (const size_t size : {1, 50, 333, 1000, 1 << 20}) {
    const auto chunks = EncodeCommitRecord(record, size);
    EXPECT_EQ(chunks.size() == 1, size == 1 << 20);
    const auto again = Assemble(chunks);
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(*again, record);
  }
  CommitRecord empty{.commit = 1, .kind = CommitKind::kCollectionCreated};
  EXPECT_EQ(*Assemble(EncodeCommitRecord(empty)), empty);
}

TEST(CommitRecordTest, KeysOnly) {
  CommitRecord record = Sample();
  const auto again = Assemble(EncodeCommitRecord(record, 1 << 20, /*with_values=*/false));
  ASSERT_TRUE(again.ok());
  for (RowChange& row : record.rows) row.value.reset();
  EXPECT_EQ(*again, record);
}

TEST(CommitRecordTest, ChunksOutOfOrderAreRefused) {
  const auto chunks = EncodeCommitRecord(Sample(), 200);
  ASSERT_GT(chunks.size(), 3u);
  CommitRecord other_record = Sample();
  other_record.commit = 43;
  const auto other = EncodeCommitRecord(other_record, 200);
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {chunks[1]}, {chunks[0], chunks[2]}, {chunks[0], chunks[0]}, {chunks[0], other[1]}}) {
    CommitAssembler assembler;
    absl::Status status;
    for (const std::string& chunk : wrong) status = assembler.Add(chunk).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
    // It starts afresh.
    for (const std::string& chunk : chunks) ASSERT_TRUE(assembler.Add(chunk).ok());
    EXPECT_EQ(assembler.record(), Sample());
  }
}

TEST(CommitRecordTest, TruncationIsNoticedOrHarmless) {
  const std::string chunk = EncodeCommitRecord(Sample())[0];
  for (size_t n = 0; n < chunk.size(); ++n) {
    CommitAssembler assembler;
    const auto complete = assembler.Add(std::string_view(chunk).substr(0, n));
    // A cut between fields parses; then rows are missing, and so is nothing else that was promised.
    EXPECT_TRUE(!complete.ok() || assembler.record() != Sample());
  }
}

}  // namespace
}  // namespace parallax::storage
