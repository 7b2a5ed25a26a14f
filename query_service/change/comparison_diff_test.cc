// Differences and watches over a real store: what they say is what comparisons at either state say.
#include "query_service/change/comparison_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/errors/error.h"
#include "ingest_service/store/curation.h"
#include "query_service/change/any_comparison.h"
#include "query_service/change/comparison_watch.h"
#include "query_service/respond/engine_fixture.h"

namespace parallax::change {
namespace {

using respond::testing::Role;
using respond::testing::World;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ChangeTest : public ::testing::Test {
 protected:
  std::string PutRole(const std::string& id, const std::string& entity, const std::string& quote,
                      int level) {
    return world_.Put(id, quote,
                      {{entity, "role_of_state", quote, {Role(world_.catalog(), level, level)}}});
  }

  static v1::ComparisonRequest Economies() {
    v1::ComparisonRequest request;
    for (const char* name : {"HK", "韩国", "台灣"})
      request.mutable_economies()->add_economies(name);
    request.mutable_economies()->add_dimensions("role_of_state");
    request.mutable_economies()->add_dimensions("industrial_policy");
    return request;
  }

  absl::StatusOr<v1::DiffComparisonsResponse> Diff(const std::string& from, const std::string& to,
                                                   v1::ComparisonRequest comparison = Economies()) {
    v1::DiffComparisonsRequest request;
    *request.mutable_comparison() = std::move(comparison);
    request.set_from_revision_token(from);
    request.set_to_revision_token(to);
    v1::DiffComparisonsResponse response;
    if (absl::Status status = diff_.Answer(request, {}, &response); !status.ok()) return status;
    return response;
  }

  std::map<std::string, std::string> CellsAt(const std::string& token) {
    std::map<std::string, std::string> cells;
    const auto answer = AnswerAny(world_.comparisons(), AsOf(Economies(), token), {});
    EXPECT_TRUE(answer.ok()) << answer.status();
    for (const v1::EntityColumn& column : answer->columns()) {
      for (int d = 0; d < answer->dimensions_size(); ++d) {
        cells[column.entity().entity_id() + " " + answer->dimensions(d).dimension_id()] =
            column.cells(d).SerializeAsString();
      }
    }
    return cells;
  }

  std::unique_ptr<ComparisonWatch> Watch(const std::string& after,
                                         v1::ComparisonRequest comparison = Economies()) {
    v1::WatchComparisonRequest request;
    *request.mutable_comparison() = std::move(comparison);
    request.set_after_revision_token(after);
    auto watch = ComparisonWatch::Create(&views_, &world_.comparisons(), &diff_, request);
    EXPECT_TRUE(watch.ok()) << watch.status();
    return *std::move(watch);
  }

  static std::vector<v1::WatchComparisonResponse> Step(ComparisonWatch& watch,
                                                       bool heartbeat = false) {
    std::vector<v1::WatchComparisonResponse> messages;
    const absl::Status status = watch.Step({}, heartbeat, &messages);
    EXPECT_TRUE(status.ok()) << status;
    return messages;
  }

  World world_;
  cells::ViewSource views_{&world_.store()};
  ComparisonDiff diff_{&views_, &world_.comparisons()};
};

TEST_F(ChangeTest, SaysExactlyTheCellsThatDiffer) {
  std::vector<std::string> tokens;
  tokens.push_back(PutRole("hk", "economy/HK", "hands off", 0));
  tokens.push_back(PutRole("kr", "economy/KR", "官方引导", 2));
  tokens.push_back(PutRole("hk2", "economy/HK", "政府主導", 3));
  tokens.push_back(PutRole("elsewhere", "economy/FR", "dirigisme", 3));
  tokens.push_back(PutRole("hk", "economy/HK", "hands off, they say", 0));
  tokens.push_back(world_.Delete("hk2"));
  tokens.push_back(
      world_.Put("tw", "半導體專項", {{"economy/TW", "industrial_policy", "半導體專項"}}));
  for (size_t from = 0; from < tokens.size(); ++from) {
    const auto before = CellsAt(tokens[from]);
    for (size_t to = from; to < tokens.size(); ++to) {
      const auto after = CellsAt(tokens[to]);
      std::set<std::string> differ;
      for (const auto& [name, bytes] : after) {
        if (before.at(name) != bytes) differ.insert(name);
      }
      const auto diff = Diff(tokens[from], tokens[to]);
      ASSERT_TRUE(diff.ok()) << diff.status();
      std::set<std::string> said;
      for (const v1::ChangedCell& cell : diff->changed_cells()) {
        const std::string name = cell.entity_id() + " " + cell.dimension_id();
        said.insert(name);
        EXPECT_EQ(cell.before().SerializeAsString(), before.at(name));
        EXPECT_EQ(cell.after().SerializeAsString(), after.at(name));
        EXPECT_GT(cell.cause_count(), 0) << name;
        EXPECT_EQ(cell.causes_size(), cell.cause_count());
      }
      EXPECT_EQ(said, differ) << from << " to " << to;
      EXPECT_EQ(diff->to_revision_token(), tokens[to]);
    }
  }
}

TEST_F(ChangeTest, NamesTheCommitsBehindAChange) {
  const std::string from = PutRole("a", "economy/HK", "hands off", 0);
  const std::string put = PutRole("b", "economy/HK", "政府主導", 3);
  PutRole("c", "economy/KR", "guided", 2);
  const std::string deleted = world_.Delete("a");
  const auto diff = Diff(from, "");
  ASSERT_TRUE(diff.ok()) << diff.status();
  ASSERT_THAT(diff->changed_cells(), SizeIs(2));
  const v1::ChangedCell& cell = diff->changed_cells(0);
  EXPECT_EQ(cell.entity_id(), "economy/HK");
  ASSERT_THAT(cell.causes(), SizeIs(2));
  EXPECT_EQ(cell.causes(0).kind(), v1::CHANGE_CAUSE_KIND_DOCUMENT_PUT);
  EXPECT_EQ(cell.causes(0).document_id(), "b");
  EXPECT_EQ(cell.causes(0).revision_token(), put);
  EXPECT_EQ(cell.causes(1).kind(), v1::CHANGE_CAUSE_KIND_DOCUMENT_DELETED);
  EXPECT_EQ(cell.causes(1).document_id(), "a");
  EXPECT_EQ(cell.causes(1).revision_token(), deleted);
  EXPECT_EQ(diff->changed_cells(1).causes(0).document_id(), "c");
}

TEST_F(ChangeTest, ManyCausesAreCountedAndTheLatestListed) {
  const std::string from = PutRole("first", "economy/HK", "hands off", 0);
  for (int i = 0; i < 30; ++i) {
    PutRole("d" + std::to_string(i), "economy/HK", "hands off", 0);
  }
  const auto diff = Diff(from, "");
  ASSERT_TRUE(diff.ok()) << diff.status();
  ASSERT_THAT(diff->changed_cells(), SizeIs(1));
  EXPECT_EQ(diff->changed_cells(0).cause_count(), 30);
  ASSERT_THAT(diff->changed_cells(0).causes(), SizeIs(20));
  EXPECT_EQ(diff->changed_cells(0).causes(0).document_id(), "d10");
  EXPECT_EQ(diff->changed_cells(0).causes(19).document_id(), "d29");
}

TEST_F(ChangeTest, JudgementsChangeComparisonsToo) {
  const auto curate = [&](storage::CommitKind kind, auto apply) {
    auto commit = world_.ingest().committer().SubmitAndWait(
        {"default", store::CuratedChange{.kind = kind, .document_id = "", .apply = apply}});
    EXPECT_TRUE(commit.ok()) << commit.status();
    return commit->revision;
  };
  PutRole("hk", "economy/HK", "hands off", 0);
  const std::string apart = PutRole("tw", "economy/TW", "政府主導", 3);
  const auto watch = Watch(apart);
  Step(*watch);
  const std::string judged = curate(
      storage::CommitKind::kEntitiesJudged, [](store::RowTransaction& rows, uint64_t commit) {
        std::vector<std::string> same;
        return store::JudgeEntities({"economy/HK", "economy/TW"}, storage::EntityVerdict::kSame,
                                    "to see it", commit, rows, &same)
            .status();
      });
  const auto diff = Diff(apart, judged);
  ASSERT_TRUE(diff.ok()) << diff.status();
  // The two columns are one: the one that is left has more in it, the other has gone.
  ASSERT_THAT(diff->changed_cells(), SizeIs(2));
  for (const v1::ChangedCell& cell : diff->changed_cells()) {
    ASSERT_THAT(cell.causes(), SizeIs(1));
    EXPECT_EQ(cell.causes(0).kind(), v1::CHANGE_CAUSE_KIND_JUDGEMENT);
    EXPECT_EQ(cell.causes(0).revision_token(), judged);
  }
  EXPECT_EQ(diff->changed_cells(1).after().cell_case(), v1::AnyCell::CELL_NOT_SET);
  auto messages = Step(*watch);
  ASSERT_THAT(messages, SizeIs(1));
  EXPECT_THAT(messages[0].changed_cells(), SizeIs(2));
  // What is said of the one is now said of the other.
  for (const char* entity : {"economy/HK", "economy/TW"}) {
    PutRole(std::string("more of ") + entity, entity, "主导", 3);
    messages = Step(*watch);
    ASSERT_THAT(messages, SizeIs(1)) << entity;
    ASSERT_THAT(messages[0].changed_cells(), SizeIs(1)) << entity;
    ASSERT_THAT(messages[0].changed_cells(0).causes(), SizeIs(1)) << entity;
    EXPECT_EQ(messages[0].changed_cells(0).causes(0).document_id(),
              std::string("more of ") + entity);
  }
  curate(storage::CommitKind::kJudgementRevoked, [](store::RowTransaction& rows, uint64_t) {
    return store::RevokeJudgement({"economy/HK", "economy/TW"}, rows);
  });
  messages = Step(*watch);
  ASSERT_THAT(messages, SizeIs(1));
  EXPECT_THAT(messages[0].changed_cells(), SizeIs(2));
  PutRole("last", "economy/TW", "主导", 3);
  EXPECT_THAT(Step(*watch), SizeIs(1));
}

TEST_F(ChangeTest, SaysWhatIsWrongWithARequest) {
  const std::string first = PutRole("a", "economy/HK", "hands off", 0);
  const std::string second = PutRole("b", "economy/HK", "政府主導", 3);
  const auto reason = [](const absl::Status& status) {
    const errors::ErrorDetails details = errors::DetailsOf(status);
    return std::string(errors::NameOf(details.reason)) + " " + details.field;
  };
  EXPECT_EQ(reason(Diff(second, first).status()), "FIELD_OUT_OF_RANGE to_revision_token");
  EXPECT_EQ(reason(Diff("", first).status()), "FIELD_MISSING from_revision_token");
  EXPECT_EQ(reason(Diff("x", first).status()), "TOKEN_MALFORMED from_revision_token");
  EXPECT_EQ(reason(Diff(first, "旧").status()), "TOKEN_MALFORMED to_revision_token");
  storage::CollectionInfo info = *world_.store().GetCollection("default");
  const std::string newer = storage::FormatRevisionToken(info, info.commit + 1);
  EXPECT_EQ(reason(Diff(first, newer).status()), "TOKEN_NOT_REACHED ");
  info.identity.uid = "eeeeeeeeeeeeeeee";
  const std::string other_collection = storage::FormatRevisionToken(info, 1);
  EXPECT_EQ(reason(Diff(other_collection, "").status()),
            "TOKEN_OF_ANOTHER_COLLECTION from_revision_token");
  info.identity.store_id = "ffffffffffffffff";
  EXPECT_EQ(reason(Diff(first, storage::FormatRevisionToken(info, 2)).status()),
            "TOKEN_OF_ANOTHER_STORE to_revision_token");
  EXPECT_EQ(reason(Diff(first, second, {}).status()), "FIELD_MISSING comparison");
  v1::ComparisonRequest odd = Economies();
  odd.mutable_economies()->add_economies("Atlantis");
  EXPECT_EQ(reason(Diff(first, second, odd).status()),
            "ENTITY_NOT_FOUND comparison.economies.economies[3]");
  odd = Economies();
  odd.mutable_economies()->mutable_consistency()->set_exactly_at(first);
  EXPECT_EQ(reason(Diff(first, second, odd).status()),
            "FIELD_MALFORMED comparison.economies.consistency");
}

TEST_F(ChangeTest, WatchesFromTheLatestStateOn) {
  const std::string first = PutRole("a", "economy/HK", "hands off", 0);
  const auto watch = Watch("");
  auto messages = Step(*watch);
  ASSERT_THAT(messages, SizeIs(1));
  EXPECT_EQ(messages[0].revision_token(), first);
  EXPECT_THAT(messages[0].changed_cells(), IsEmpty());
  EXPECT_THAT(Step(*watch), IsEmpty());
  // A commit about something else: nothing to say, and the heartbeat has its token.
  const std::string elsewhere = PutRole("fr", "economy/FR", "dirigisme", 3);
  EXPECT_THAT(Step(*watch), IsEmpty());
  messages = Step(*watch, true);
  ASSERT_THAT(messages, SizeIs(1));
  EXPECT_EQ(messages[0].revision_token(), elsewhere);
  EXPECT_THAT(messages[0].changed_cells(), IsEmpty());
  const std::string second = PutRole("b", "economy/HK", "政府主導", 3);
  messages = Step(*watch);
  ASSERT_THAT(messages, SizeIs(1));
  EXPECT_EQ(messages[0].revision_token(), second);
  ASSERT_THAT(messages[0].changed_cells(), SizeIs(1));
  EXPECT_EQ(messages[0].changed_cells(0).causes(0).document_id(), "b");
}

TEST_F(ChangeTest, SeveralCommitsAreOneStepAndAComebackMissesNothing) {
  const std::string first = PutRole("a", "economy/HK", "hands off", 0);
  PutRole("b", "economy/HK", "政府主導", 3);
  PutRole("c", "economy/KR", "guided", 2);
  const std::string last = world_.Delete("b");
  const auto watch = Watch(first);
  const auto messages = Step(*watch);
  ASSERT_THAT(messages, SizeIs(1));
  EXPECT_EQ(messages[0].revision_token(), last);
  // What "b" changed was changed back: Hong Kong is as it was.
  ASSERT_THAT(messages[0].changed_cells(), SizeIs(1));
  EXPECT_EQ(messages[0].changed_cells(0).entity_id(), "economy/KR");
  const auto again = Watch(last);
  const auto nothing = Step(*again);
  ASSERT_THAT(nothing, SizeIs(1));
  EXPECT_THAT(nothing[0].changed_cells(), IsEmpty());
  EXPECT_EQ(nothing[0].revision_token(), last);
}

TEST_F(ChangeTest, MoreCommitsThanAreLookedThroughAreComparedAnew) {
  const std::string first = PutRole("a", "economy/HK", "hands off", 0);
  const auto watch = Watch(first);
  Step(*watch);
  for (uint64_t i = 0; i <= kMaxCommitsLookedThrough; ++i) {
    PutRole("fr" + std::to_string(i), "economy/FR", "dirigisme", 3);
  }
  EXPECT_THAT(Step(*watch), IsEmpty());
  PutRole("b", "economy/HK", "政府主導", 3);
  EXPECT_THAT(Step(*watch), SizeIs(1));
}

TEST_F(ChangeTest, ALargeStepIsCutAndOnlyItsEndHasTheToken) {
  const std::string first = PutRole("a", "economy/FR", "dirigisme", 3);
  const std::string long_text(150'000, 'x');
  for (const char* entity : {"HK", "KR", "TW"}) {
    const std::string id = std::string("long-") + entity;
    world_.Put(id, long_text, {{std::string("economy/") + entity, "industrial_policy", long_text}});
  }
  const auto watch = Watch(first);
  const auto messages = Step(*watch);
  ASSERT_GT(messages.size(), 1u);
  int cells = 0;
  for (size_t i = 0; i < messages.size(); ++i) {
    cells += messages[i].changed_cells_size();
    EXPECT_EQ(messages[i].revision_token().empty(), i + 1 < messages.size());
    EXPECT_LT(messages[i].ByteSizeLong(), 4u << 20);
  }
  EXPECT_EQ(cells, 3);
}

TEST_F(ChangeTest, WatchesRefuseWhatCannotBeWatched) {
  const std::string first = PutRole("a", "economy/HK", "hands off", 0);
  v1::WatchComparisonRequest request;
  *request.mutable_comparison() = Economies();
  const auto code = [&] {
    const auto watch = ComparisonWatch::Create(&views_, &world_.comparisons(), &diff_, request);
    if (!watch.ok()) return std::string(errors::NameOf(errors::DetailsOf(watch.status()).reason));
    std::vector<v1::WatchComparisonResponse> messages;
    const absl::Status status = (*watch)->Step({}, false, &messages);
    return status.ok() ? "OK" : std::string(errors::NameOf(errors::DetailsOf(status).reason));
  };
  EXPECT_EQ(code(), "OK");
  request.set_heartbeat_interval_ms(99);
  EXPECT_EQ(code(), "FIELD_OUT_OF_RANGE");
  request.set_heartbeat_interval_ms(600'001);
  EXPECT_EQ(code(), "FIELD_OUT_OF_RANGE");
  request.set_heartbeat_interval_ms(100);
  request.set_after_revision_token("x");
  EXPECT_EQ(code(), "TOKEN_MALFORMED");
  storage::CollectionInfo info = *world_.store().GetCollection("default");
  info.identity.store_id = "ffffffffffffffff";
  request.set_after_revision_token(storage::FormatRevisionToken(info, 1));
  EXPECT_EQ(code(), "TOKEN_OF_ANOTHER_STORE");
  request.clear_after_revision_token();
  request.mutable_comparison()->mutable_economies()->add_economies("Atlantis");
  EXPECT_EQ(code(), "ENTITY_NOT_FOUND");
}

}  // namespace
}  // namespace parallax::change
