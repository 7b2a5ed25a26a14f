#include "query_service/follow/part_assembler.h"

#include <gtest/gtest.h>

namespace parallax::follow {
namespace {

v1::CommitPart Part(int64_t commit, bool last) {
  v1::CommitPart part;
  part.set_collection("default");
  part.set_collection_uid("00000000000000aa");
  part.set_commit(commit);
  part.set_committed_at_ms(1234);
  part.set_kind(v1::COMMIT_KIND_DOCUMENT_UPSERTED);
  part.set_document_id("文件");
  part.set_generation(1);
  part.set_last(last);
  return part;
}

v1::OriginalChunk Chunk(char digest, int index, const std::string& content, int64_t size) {
  v1::OriginalChunk chunk;
  chunk.set_digest(std::string(32, digest));
  chunk.set_index(index);
  chunk.set_content(content);
  chunk.set_size_bytes(size);
  return chunk;
}

TEST(PartAssembler, PutsPartsTogether) {
  PartAssembler assembler(1 << 20);
  v1::CommitPart first = Part(7, false);
  first.add_rows()->set_key("a");
  v1::CommitPart second = Part(7, false);
  second.add_rows()->set_key("b");
  second.mutable_rows(0)->set_value("");
  *second.add_originals() = Chunk('\x01', 0, "原", 6);
  v1::CommitPart third = Part(7, true);
  *third.add_originals() = Chunk('\x01', 1, "文", 6);
  *third.add_originals() = Chunk('\x02', 0, "", 0);
  EXPECT_FALSE(assembler.Add(first)->has_value());
  EXPECT_FALSE(assembler.Add(second)->has_value());
  auto commit = assembler.Add(third);
  ASSERT_TRUE(commit.ok() && commit->has_value());
  EXPECT_EQ((*commit)->collection, "default");
  const storage::ReplicatedCommit& made = (*commit)->commit;
  EXPECT_EQ(made.record.commit, 7u);
  EXPECT_EQ(made.record.kind, storage::CommitKind::kDocumentUpserted);
  EXPECT_EQ(made.record.document_id, "文件");
  ASSERT_EQ(made.record.rows.size(), 2u);
  EXPECT_FALSE(made.record.rows[0].value.has_value());
  EXPECT_EQ(made.record.rows[1].value, "");
  ASSERT_EQ(made.originals.size(), 2u);
  EXPECT_EQ(made.originals[0].content, "原文");
  EXPECT_EQ(made.originals[1].content, "");
  EXPECT_EQ(made.record.new_originals.size(), 2u);
  // And the next one begins afresh.
  v1::CommitPart next = Part(8, true);
  EXPECT_TRUE(assembler.Add(next)->has_value());
}

TEST(PartAssembler, RefusesWhatDoesNotBelongTogether) {
  struct Case {
    const char* what;
    void (*spoil)(v1::CommitPart&);
  };
  const Case cases[] = {
      {"another commit", [](v1::CommitPart& p) { p.set_commit(8); }},
      {"another collection", [](v1::CommitPart& p) { p.set_collection("other"); }},
      {"another uid", [](v1::CommitPart& p) { p.set_collection_uid("00000000000000bb"); }},
      {"a short digest",
       [](v1::CommitPart& p) {
         *p.add_originals() = Chunk('\x01', 0, "x", 1);
         p.mutable_originals(0)->set_digest("short");
       }},
      {"a chunk missing", [](v1::CommitPart& p) { *p.add_originals() = Chunk('\x01', 1, "x", 2); }},
      {"an original not complete",
       [](v1::CommitPart& p) { *p.add_originals() = Chunk('\x01', 0, "x", 2); }},
      {"an original too long",
       [](v1::CommitPart& p) { *p.add_originals() = Chunk('\x01', 0, "xyz", 2); }},
      {"a size below zero",
       [](v1::CommitPart& p) { *p.add_originals() = Chunk('\x01', 0, "", -1); }},
      {"a size over the limit",
       [](v1::CommitPart& p) { *p.add_originals() = Chunk('\x01', 0, "x", int64_t{1} << 50); }},
      {"two originals mixed",
       [](v1::CommitPart& p) {
         *p.add_originals() = Chunk('\x01', 0, "x", 2);
         *p.add_originals() = Chunk('\x02', 1, "y", 2);
       }},
      {"more than is taken",
       [](v1::CommitPart& p) { p.add_rows()->set_value(std::string(5000, 'x')); }},
  };
  for (const Case& c : cases) {
    PartAssembler assembler(4096);
    v1::CommitPart first = Part(7, false);
    ASSERT_TRUE(assembler.Add(first).ok());
    v1::CommitPart second = Part(7, true);
    c.spoil(second);
    EXPECT_FALSE(assembler.Add(second).ok()) << c.what;
  }
  PartAssembler assembler(4096);
  v1::CommitPart zero = Part(0, true);
  EXPECT_FALSE(assembler.Add(zero).ok());
}

}  // namespace
}  // namespace parallax::follow
