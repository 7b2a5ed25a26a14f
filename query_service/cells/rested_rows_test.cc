#include "query_service/cells/rested_rows.h"

#include <gtest/gtest.h>

#include "core/storage/keys.h"

namespace parallax::cells {
namespace {

using storage::CellKey;
using storage::DocumentKey;
using storage::RowChange;

bool Untouched(const RestedRows& rows, uint64_t keyspace, uint64_t commit,
               const std::vector<std::string>& keys) {
  std::vector<uint32_t> marks;
  marks.reserve(keys.size());
  for (const std::string& key : keys) marks.push_back(RowMark(key));
  return rows.Untouched(keyspace, commit, marks);
}

TEST(RestedRowsTest, DocumentsAndAnnouncementsAreToldOfByTheirLastCommit) {
  RestedRows rows;
  const std::string document = DocumentKey("文件");
  const std::string announced = CellKey("initiative/plan", "announced_on");
  EXPECT_TRUE(Untouched(rows, 1, 0, {document, announced}));
  const std::vector<RowChange> first = {{document, "1"}};
  rows.Touch(1, 5, first);
  EXPECT_FALSE(Untouched(rows, 1, 4, {announced, document}));
  EXPECT_TRUE(Untouched(rows, 1, 5, {announced, document}));
  EXPECT_TRUE(Untouched(rows, 1, 4, {announced}));
  EXPECT_TRUE(Untouched(rows, 2, 4, {document}));
  EXPECT_TRUE(Untouched(rows, 1, 4, {}));
  // Any row of an announcement's cell is the cell; those of other cells are none of it.
  uint64_t commit = 6;
  for (const std::string& key :
       {announced, storage::ClaimKey({"initiative/plan", "announced_on", "p", "d", 1}),
        storage::PropositionKey("initiative/plan", "announced_on", "p"),
        storage::PropositionSupportKey("initiative/plan", "announced_on", "p",
                                       storage::Party::kVoice, "v"),
        storage::PropositionRankKey({"initiative/plan", "announced_on", 1, 1, 1, 1, "p"}),
        storage::CellSupportKey("initiative/plan", "announced_on", storage::Party::kDocument,
                                "d")}) {
    const std::vector<RowChange> change = {{key, std::nullopt}};
    rows.Touch(1, commit, change);
    EXPECT_FALSE(Untouched(rows, 1, commit - 1, {announced}));
    EXPECT_TRUE(Untouched(rows, 1, commit, {announced}));
    ++commit;
  }
  const std::vector<RowChange> others = {{CellKey("initiative/plan", "announced_size"), "1"},
                                         {CellKey("initiative/other", "announced_on"), "1"},
                                         {"", "1"}};
  rows.Touch(1, commit, others);
  EXPECT_TRUE(Untouched(rows, 1, commit - 1, {announced, document}));
}

// However many collections there are, nothing that was touched is called untouched.
TEST(RestedRowsTest, ManyCollectionsForgetNothing) {
  RestedRows rows;
  const std::string document = DocumentKey("d");
  const std::vector<RowChange> change = {{document, "1"}};
  for (uint64_t commit = 1; commit < 4; ++commit) {
    for (uint64_t keyspace = 0; keyspace < 200; ++keyspace) rows.Touch(keyspace, commit, change);
    for (uint64_t keyspace = 0; keyspace < 200; ++keyspace) {
      EXPECT_FALSE(Untouched(rows, keyspace, commit - 1, {document}));
      EXPECT_TRUE(Untouched(rows, keyspace, commit, {document}));
    }
  }
}

}  // namespace
}  // namespace parallax::cells
