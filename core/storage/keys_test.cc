#include "core/storage/keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace parallax::storage {
namespace {

const std::vector<std::string>& Strings() {
  static const std::vector<std::string> strings = {"",
                                                   std::string(1, '\0'),
                                                   std::string("\0\0", 2),
                                                   std::string("\0\xff", 2),
                                                   "\1",
                                                   "\2",
                                                   "\3",
                                                   "a",
                                                   std::string("a\0", 2),
                                                   std::string("a\0b", 3),
                                                   "a\1",
                                                   "ab",
                                                   "b",
                                                   "economy/KR",
                                                   "韩国",
                                                   "韓國",
                                                   "\xff",
                                                   "\xff\xff",
                                                   std::string("\xff\0", 2)};
  return strings;
}
const std::vector<uint64_t> kInts = {
    0, 1, 2, 255, 256, 65535, uint64_t{1} << 32, UINT64_MAX - 1, UINT64_MAX};

TEST(KeysTest, ElementsRoundTrip) {
  for (const std::string& a : Strings()) {
    for (const uint64_t n : kInts) {
      for (const std::string& b : Strings()) {
        const std::string key =
            std::move(KeyBuilder(Table::kClaim).String(a).Int(n).DescendingInt(n).String(b))
                .Build();
        EXPECT_TRUE(IsLogicalKey(key));
        auto reader = KeyReader::Open(key);
        ASSERT_TRUE(reader.ok());
        EXPECT_EQ(reader->table(), Table::kClaim);
        EXPECT_EQ(*reader->String(), a);
        EXPECT_EQ(*reader->Int(), n);
        EXPECT_EQ(*reader->DescendingInt(), n);
        EXPECT_FALSE(reader->ExpectEnd().ok());
        EXPECT_EQ(*reader->String(), b);
        EXPECT_TRUE(reader->ExpectEnd().ok());
      }
    }
  }
}

// Tuples in the order of their values: by the first element, then by the second.
TEST(KeysTest, OrderIsKept) {
  struct Tuple {
    std::string a;
    uint64_t n;
    std::string b;
  };
  std::vector<Tuple> tuples;
  for (const std::string& a : Strings()) {
    for (const uint64_t n : kInts) {
      for (const std::string& b : Strings()) tuples.push_back({a, n, b});
    }
  }
  std::sort(tuples.begin(), tuples.end(), [](const Tuple& x, const Tuple& y) {
    return std::tie(x.a, x.n, x.b) < std::tie(y.a, y.n, y.b);
  });
  std::string last;
  std::string last_history;
  for (const Tuple& t : tuples) {
    const std::string key =
        std::move(KeyBuilder(Table::kMention).String(t.a).Int(t.n).String(t.b)).Build();
    EXPECT_LT(last, key);
    last = key;
    for (const uint64_t commit : {uint64_t{0}, uint64_t{1}, UINT64_MAX}) {
      const std::string history = HistoryKey(7, key, commit);
      EXPECT_LT(last_history, history);
      last_history = history;
    }
  }
  EXPECT_LT(DocumentByDateKey(20240502, "a"), DocumentByDateKey(20240501, "a"));
  EXPECT_LT(DocumentByDateKey(20240501, "z"), DocumentByDateKey(0, "a"));
}

// A key and one that goes on from it: all history of the first sorts before that of the second.
TEST(KeysTest, HistoryOfAPrefixStaysApart) {
  const std::string shorter = std::move(KeyBuilder(Table::kCell).String("a")).Build();
  const std::string longer = std::move(KeyBuilder(Table::kCell).String("a").Int(0)).Build();
  EXPECT_LT(HistoryKey(1, shorter, UINT64_MAX), HistoryKey(1, longer, 0));
}

TEST(KeysTest, TruncationNeverPasses) {
  const ClaimKeyParts claim{.entity_id = "economy/KR",
                            .dimension_id = "方法",
                            .proposition_id = "p",
                            .document_id = std::string("d\0d", 3),
                            .ordinal = 258};
  const RankKeyParts rank{.entity_id = "e",
                          .dimension_id = "q",
                          .kind = 1,
                          .voices = 3,
                          .lineages = 2,
                          .claims = 9,
                          .proposition_id = "p"};
  const std::string claim_key = ClaimKey(claim);
  const std::string rank_key = PropositionRankKey(rank);
  ASSERT_EQ(*ParseClaimKey(claim_key), claim);
  ASSERT_EQ(*ParsePropositionRankKey(rank_key), rank);
  for (size_t n = 0; n < claim_key.size(); ++n) {
    EXPECT_EQ(ParseClaimKey(claim_key.substr(0, n)).status().code(), absl::StatusCode::kDataLoss);
  }
  for (size_t n = 0; n < rank_key.size(); ++n) {
    EXPECT_EQ(ParsePropositionRankKey(rank_key.substr(0, n)).status().code(),
              absl::StatusCode::kDataLoss);
  }
  EXPECT_FALSE(ParseClaimKey(claim_key + "x").ok());
  EXPECT_FALSE(ParseClaimKey(rank_key).ok());
  EXPECT_FALSE(ParsePropositionRankKey(claim_key).ok());
  const std::string history = HistoryKey(3, claim_key, 77);
  const auto parts = ParseHistoryKey(history);
  ASSERT_TRUE(parts.ok());
  EXPECT_EQ(parts->keyspace, 3u);
  EXPECT_EQ(parts->logical_key, claim_key);
  EXPECT_EQ(parts->commit, 77u);
  for (size_t n = 0; n < history.size(); ++n) {
    EXPECT_FALSE(ParseHistoryKey(std::string_view(history).substr(0, n)).ok()) << n;
  }
  const std::string log = LogKey(1, 2, 3);
  EXPECT_EQ(ParseLogKey(log)->commit, 2u);
  EXPECT_EQ(ParseLogKey(log)->chunk, 3u);
  for (size_t n = 0; n < log.size(); ++n) EXPECT_FALSE(ParseLogKey(log.substr(0, n)).ok());
}

TEST(KeysTest, KeysOfCurationComeApart) {
  const ImportedClaimKeyParts imported{.document_id = std::string("d\0", 2),
                                       .extractor_name = "抽取器",
                                       .extractor_version = "1.0",
                                       .claim_id = "00ff"};
  const RetractionKeyParts retraction{
      .document_id = "d", .claim_id = "00ff", .extractor_name = "", .extractor_version = ""};
  const JudgementKeyParts judgement{.entity_id = "model/a", .other_entity_id = "model/~b"};
  EXPECT_EQ(*ParseImportedClaimKey(ImportedClaimKey(imported)), imported);
  EXPECT_EQ(*ParseRetractionKey(RetractionKey(retraction)), retraction);
  EXPECT_EQ(*ParseJudgementKey(JudgementKey(judgement)), judgement);
  EXPECT_FALSE(ParseImportedClaimKey(RetractionKey(retraction)).ok());
  EXPECT_FALSE(ParseRetractionKey(ImportedClaimKey(imported)).ok());
  EXPECT_FALSE(ParseJudgementKey(SameEntitiesKey("model/a")).ok());
  const std::string key = ImportedClaimKey(imported);
  for (size_t n = 0; n < key.size(); ++n) {
    EXPECT_FALSE(ParseImportedClaimKey(key.substr(0, n)).ok()) << n;
  }
}

TEST(KeysTest, RandomBytesAreJudgedWithoutHarm) {
  std::mt19937 random(1);
  for (int i = 0; i < 200000; ++i) {
    std::string key;
    for (size_t n = random() % 24; n > 0; --n) {
      // Mostly bytes that mean something.
      key.push_back(static_cast<char>(
          random() % 3 == 0 ? random() % 256 : std::string("\0\1\2\3\xff", 5)[random() % 5]));
    }
    const bool good = IsLogicalKey(key);
    auto reader = KeyReader::Open(key);
    if (!good) continue;
    // A well-formed key is read to its end, and building it again gives the same bytes.
    ASSERT_TRUE(reader.ok());
    KeyBuilder builder(reader->table());
    while (!reader->AtEnd()) {
      if (auto text = reader->String(); text.ok()) {
        builder.String(*text);
      } else {
        const auto number = reader->Int();
        ASSERT_TRUE(number.ok());
        builder.Int(*number);
      }
    }
    EXPECT_EQ(std::move(builder).Build(), key);
  }
  EXPECT_FALSE(IsLogicalKey(""));
  EXPECT_FALSE(IsLogicalKey(DocumentKey(std::string(kMaxLogicalKeyBytes, 'x'))));
}

TEST(KeysTest, TablesAndPrefixes) {
  EXPECT_EQ(PrefixEnd("a"), "b");
  EXPECT_EQ(PrefixEnd("a\xff"), "b");
  EXPECT_EQ(PrefixEnd("\xff\xff"), "");
  EXPECT_LT(LatestKey(1, "\xff\xff"), KeyspaceEnd(1));
  EXPECT_EQ(KeyspaceEnd(255), KeyspacePrefix(256));
  EXPECT_EQ(LogicalPart(LatestKey(9, "abc")), "abc");
  // An entity's cells do not reach into another's whose id begins with it.
  const std::string prefix = std::move(KeyBuilder(Table::kCell).String("a")).Build();
  EXPECT_EQ(CellKey("a", "q").substr(0, prefix.size()), prefix);
  EXPECT_NE(CellKey("ab", "q").substr(0, prefix.size()), prefix);
}

TEST(KeysTest, CellPartIsWhatTheRowsOfOneCellShare) {
  const std::string odd = std::string("economy/\0x", 10);
  for (const std::string& entity : {std::string("economy/KR"), std::string("经济/韩国"), odd}) {
    const std::string cell = CellKey(entity, "role_of_state");
    const std::string_view part = CellPart(cell);
    EXPECT_EQ(part, std::string_view(cell).substr(1));
    EXPECT_EQ(CellPart(ClaimKey({entity, "role_of_state", "p", "d", 3})), part);
    EXPECT_EQ(CellPart(PropositionKey(entity, "role_of_state", "p")), part);
    EXPECT_EQ(CellPart(PropositionSupportKey(entity, "role_of_state", "p", Party::kVoice, "v")),
              part);
    EXPECT_EQ(CellPart(PropositionRankKey({entity, "role_of_state", 1, 2, 3, 4, "p"})), part);
    EXPECT_EQ(CellPart(CellSupportKey(entity, "role_of_state", Party::kDocument, "d")), part);
    EXPECT_NE(CellPart(CellKey(entity, "role_of_stat")), part);
    const auto names = NamesOfCellPart(part);
    ASSERT_TRUE(names.has_value());
    EXPECT_EQ(names->entity_id, entity);
    EXPECT_EQ(names->dimension_id, "role_of_state");
    EXPECT_FALSE(NamesOfCellPart(part.substr(0, part.size() / 2)).has_value());
    for (size_t size = 0; size < cell.size(); ++size) {
      EXPECT_EQ(CellPart(std::string_view(cell).substr(0, size)), "");
    }
  }
  EXPECT_EQ(CellPart(DocumentKey("d")), "");
  EXPECT_EQ(CellPart(MentionKey("economy/KR", "d")), "");
  EXPECT_EQ(CellPart(ClaimByIdKey("c", "d", 1)), "");
  EXPECT_EQ(CellPart(OriginalKey("00")), "");
}

}  // namespace
}  // namespace parallax::storage
