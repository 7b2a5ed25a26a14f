#include "query_service/respond/record_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/errors/error.h"
#include "query_service/respond/engine_fixture.h"

namespace parallax::respond {
namespace {

using errors::DetailsOf;
using errors::Reason;
using reduce::testing::Items;
using ::testing::ElementsAre;
using testing::Role;
using testing::Told;
using testing::World;

constexpr char kText[] = "South Korea was state-led. 香港自由放任。Low taxes; rule of law. |  |";

std::string PutText(World& world, const std::string& id = "a") {
  return world.Put(
      id, kText,
      {{"economy/KR", "role_of_state", "state-led", {Role(world.catalog(), 2, 3)}},
       {"economy/HK", "role_of_state", "自由放任", {Role(world.catalog(), 0, 0)}, "reader"},
       {"economy/HK",
        "policy_mechanisms",
        "Low taxes; rule of law",
        {Items({"Low taxes", "rule of law"})}},
       {"economy/HK", "policy_outcomes", ""}},
      "The Paper", "2025-02");
}

template <typename Response, typename Request>
void ExpectError(const World& world, const Request& request, Reason reason,
                 const std::string& field) {
  const auto response = world.Ask<Response>(request);
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(DetailsOf(response.status()).reason, reason) << response.status();
  EXPECT_EQ(DetailsOf(response.status()).field, field) << response.status();
}

TEST(RecordEngineTest, GetDocument) {
  World world;
  const std::string token = PutText(world);
  v1::GetDocumentRequest request;
  request.set_document_id("a");
  const auto response = world.Ask<v1::GetDocumentResponse>(request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->revision_token(), token);
  EXPECT_EQ(response->document().blocks(0).text(), kText);
  EXPECT_EQ(response->document().claim_count(), 4);
  EXPECT_EQ(response->document().publisher(), "The Paper");
  EXPECT_EQ(response->block_count(), 1);
  EXPECT_EQ(response->next_block(), 0);
  request.set_first_block(1);
  ExpectError<v1::GetDocumentResponse>(world, request, Reason::kFieldOutOfRange, "first_block");
  request.set_first_block(-1);
  ExpectError<v1::GetDocumentResponse>(world, request, Reason::kFieldOutOfRange, "first_block");
  request.set_first_block(0);
  request.set_document_id("b");
  ExpectError<v1::GetDocumentResponse>(world, request, Reason::kDocumentNotFound, "document_id");
  request.clear_document_id();
  ExpectError<v1::GetDocumentResponse>(world, request, Reason::kFieldMissing, "document_id");
}

TEST(RecordEngineTest, DocumentsAndClaimsShowTheirLineage) {
  World world;
  const std::vector<Told> told = {
      {"economy/KR", "role_of_state", "state-led", {Role(world.catalog(), 2, 3)}}};
  world.Put("first", kText, told, "", "", "en", "the same words");
  const std::string alone = world.Put("other", kText, told);
  world.Put("reprint", std::string(kText) + "!", told, "", "", "en", "the same words");
  v1::GetDocumentRequest get;
  get.set_document_id("reprint");
  const auto reprint = world.Ask<v1::GetDocumentResponse>(get);
  ASSERT_TRUE(reprint.ok()) << reprint.status();
  ASSERT_EQ(reprint->document().links_size(), 1);
  EXPECT_EQ(reprint->document().links(0).document_id(), "first");
  EXPECT_EQ(reprint->document().links(0).kind(), v1::DOCUMENT_LINK_KIND_COPY);
  EXPECT_TRUE(reprint->document().links(0).same_lineage());
  const auto listed = world.Ask<v1::ListDocumentsResponse>(v1::ListDocumentsRequest());
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->documents_size(), 3);
  EXPECT_EQ(listed->documents(0).lineage_id(), listed->documents(2).lineage_id());
  EXPECT_EQ(listed->documents(0).links_size(), 1);
  EXPECT_EQ(listed->documents(1).lineage_id(), "other");
  EXPECT_EQ(reprint->document().lineage_id(), listed->documents(2).lineage_id());
  v1::ListClaimsRequest claims;
  claims.set_document_id("first");
  const auto of_first = world.Ask<v1::ListClaimsResponse>(claims);
  ASSERT_TRUE(of_first.ok()) << of_first.status();
  EXPECT_EQ(of_first->claims(0).lineage_id(), reprint->document().lineage_id());
  // As it was before the reprint came.
  v1::GetDocumentRequest before;
  before.set_document_id("first");
  before.mutable_consistency()->set_exactly_at(alone);
  const auto then = world.Ask<v1::GetDocumentResponse>(before);
  ASSERT_TRUE(then.ok()) << then.status();
  EXPECT_EQ(then->document().lineage_id(), "first");
  EXPECT_EQ(then->document().links_size(), 0);
}

TEST(RecordEngineTest, LongDocumentsComeInPagesOfBlocks) {
  World world;
  store::StoredDocument stored = store::MakeDocument("long", "x", {});
  stored.document.blocks.clear();
  for (int i = 0; i < 9; ++i) {
    record::Block block;
    block.content.text = std::to_string(i) + std::string(1'000'000, i % 2 == 0 ? 'x' : 'y');
    block.content.map.AppendIdentity(0, static_cast<int64_t>(block.content.text.size()));
    stored.document.blocks.push_back(std::move(block));
  }
  ASSERT_TRUE(
      world.ingest().committer().SubmitAndWait(store::Upsert("default", std::move(stored))).ok());
  v1::GetDocumentRequest request;
  request.set_document_id("long");
  std::string firsts;
  int replies = 0;
  do {
    const auto response = world.Ask<v1::GetDocumentResponse>(request);
    ASSERT_TRUE(response.ok()) << response.status();
    EXPECT_LE(response->ByteSizeLong(), size_t{4} << 20);
    for (const auto& block : response->document().blocks()) firsts += block.text()[0];
    request.set_first_block(response->next_block());
    ++replies;
  } while (request.first_block() != 0);
  EXPECT_EQ(firsts, "012345678");
  EXPECT_GE(replies, 3);
}

TEST(RecordEngineTest, ListsDocumentsInPagesOfOneState) {
  World world;
  for (const char* id : {"b", "文档", "a", "c", "d"}) PutText(world, id);
  v1::ListDocumentsRequest request;
  request.set_page_size(2);
  std::vector<std::string> ids;
  std::string token;
  do {
    const auto response = world.Ask<v1::ListDocumentsResponse>(request);
    ASSERT_TRUE(response.ok()) << response.status();
    for (const auto& document : response->documents()) ids.push_back(document.document_id());
    if (token.empty()) {
      token = response->revision_token();
      world.Delete("d");
      PutText(world, "e");
    }
    EXPECT_EQ(response->revision_token(), token);
    request.set_page_token(response->next_page_token());
    request.set_page_size(1);
  } while (!request.page_token().empty());
  EXPECT_THAT(ids, ElementsAre("a", "b", "c", "d", "文档"));

  request.set_page_size(2);
  const auto first = world.Ask<v1::ListDocumentsResponse>(request);
  v1::ListEntitiesRequest other;
  other.set_page_token(first->next_page_token());
  ExpectError<v1::ListEntitiesResponse>(world, other, Reason::kPageTokenInvalid, "page_token");
  std::string damaged = first->next_page_token();
  damaged[damaged.size() / 2] = damaged[damaged.size() / 2] == 'A' ? 'B' : 'A';
  for (const std::string& bad : {damaged, std::string("?"), std::string(10000, 'A')}) {
    request.set_page_token(bad);
    ExpectError<v1::ListDocumentsResponse>(world, request, Reason::kPageTokenInvalid, "page_token");
  }
  request.clear_page_token();
  request.set_page_size(-1);
  ExpectError<v1::ListDocumentsResponse>(world, request, Reason::kFieldOutOfRange, "page_size");
  request.set_page_size(501);
  ExpectError<v1::ListDocumentsResponse>(world, request, Reason::kFieldOutOfRange, "page_size");
}

TEST(RecordEngineTest, ListsClaims) {
  World world;
  PutText(world, "a");
  PutText(world, "b");
  const auto list = [&](v1::ListClaimsRequest request) {
    request.set_page_size(2);
    std::vector<std::string> claims;
    do {
      const auto response = world.Ask<v1::ListClaimsResponse>(request);
      EXPECT_TRUE(response.ok()) << response.status();
      if (!response.ok()) break;
      for (const auto& claim : response->claims()) {
        claims.push_back(claim.document_id() + " " + claim.subject_entity_id() + " " +
                         claim.dimension_id());
        EXPECT_FALSE(claim.proposition_id().empty());
      }
      request.set_page_token(response->next_page_token());
    } while (!request.page_token().empty());
    return claims;
  };
  v1::ListClaimsRequest of_entity;
  of_entity.set_entity("香港");
  EXPECT_THAT(list(of_entity),
              ElementsAre("a economy/HK policy_mechanisms", "b economy/HK policy_mechanisms",
                          "a economy/HK policy_outcomes", "b economy/HK policy_outcomes",
                          "a economy/HK role_of_state", "b economy/HK role_of_state"));
  of_entity.set_dimension_id("role_of_state");
  EXPECT_EQ(list(of_entity).size(), 2u);
  of_entity.mutable_filter()->add_voice_keys("nobody");
  EXPECT_TRUE(list(of_entity).empty());
  v1::ListClaimsRequest of_document;
  of_document.set_document_id("b");
  EXPECT_EQ(list(of_document).size(), 4u);
  EXPECT_EQ(list(of_document)[0], "b economy/KR role_of_state");
  of_document.set_entity("economy/KR");
  EXPECT_THAT(list(of_document), ElementsAre("b economy/KR role_of_state"));

  v1::ListClaimsRequest bad;
  ExpectError<v1::ListClaimsResponse>(world, bad, Reason::kFieldMissing, "entity");
  bad.set_document_id("a");
  bad.set_dimension_id("users");
  ExpectError<v1::ListClaimsResponse>(world, bad, Reason::kFieldMalformed, "dimension_id");
  bad.set_entity("HK");
  bad.set_dimension_id("colour");
  ExpectError<v1::ListClaimsResponse>(world, bad, Reason::kDimensionNotFound, "dimension_id");
  bad.clear_dimension_id();
  bad.set_document_id("z");
  ExpectError<v1::ListClaimsResponse>(world, bad, Reason::kDocumentNotFound, "document_id");
}

TEST(RecordEngineTest, GetsAndVerifiesClaims) {
  World world;
  PutText(world);
  v1::ListClaimsRequest list;
  list.set_document_id("a");
  const auto claims = world.Ask<v1::ListClaimsResponse>(list);
  ASSERT_EQ(claims->claims_size(), 4);
  v1::GetClaimRequest get;
  get.set_claim_id(claims->claims(1).claim_id());
  const auto got = world.Ask<v1::GetClaimResponse>(get);
  EXPECT_EQ(got->claim().SerializeAsString(), claims->claims(1).SerializeAsString());
  get.set_claim_id("00ff");
  ExpectError<v1::GetClaimResponse>(world, get, Reason::kClaimNotFound, "claim_id");

  v1::VerifyEvidenceRequest verify;
  for (const auto& claim : claims->claims()) verify.add_claim_ids(claim.claim_id());
  const auto verified = world.Ask<v1::VerifyEvidenceResponse>(verify);
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_TRUE(verified->all_verified()) << verified->DebugString();
  ASSERT_EQ(verified->checks_size(), 4);
  EXPECT_EQ(verified->checks(1).content(), "自由放任");
  EXPECT_EQ(verified->checks(1).recovered(), "自由放任");
  verify.add_claim_ids("nothing");
  ExpectError<v1::VerifyEvidenceResponse>(world, verify, Reason::kClaimNotFound, "claim_ids[4]");
  verify.clear_claim_ids();
  ExpectError<v1::VerifyEvidenceResponse>(world, verify, Reason::kFieldMissing, "claim_ids");
}

TEST(RecordEngineTest, EvidenceThatIsNotThereIsNotVerified) {
  World world;
  store::StoredDocument stored = store::MakeDocument("a", kText, {});
  struct Case {
    text::ByteSpan span;
    std::string quote;
    record::Alignment alignment;
    bool verified;
  };
  const std::string text = kText;
  const auto at = [&](const std::string& part) {
    const auto begin = static_cast<int64_t>(text.find(part));
    return text::ByteSpan{begin, begin + static_cast<int64_t>(part.size())};
  };
  const auto whole = static_cast<int64_t>(text.size());
  const std::vector<Case> cases = {
      {at("state-led"), "state-led", record::Alignment::kExact, true},
      {at("state-led"), "State-led", record::Alignment::kExact, false},
      {at("Low taxes"), "Low  taxes", record::Alignment::kNormalized, true},
      {{at("自由").begin_byte + 1, at("自由").end_byte}, "自由", record::Alignment::kExact, false},
      {{whole - 2, whole + 5}, "|", record::Alignment::kExact, false},
      {at("|  |"), "", record::Alignment::kTable, true},
      {at("law. |"), "", record::Alignment::kTable, false},
  };
  v1::VerifyEvidenceRequest verify;
  for (size_t i = 0; i < cases.size(); ++i) {
    store::StoredClaim claim =
        store::MakeClaim("a", kText, {"economy/KR", "role_of_state", "v" + std::to_string(i)}, i);
    claim.claim.evidence = {{.span = cases[i].span,
                             .role = record::EvidenceRole::kValue,
                             .alignment = cases[i].alignment,
                             .quote = cases[i].quote}};
    verify.add_claim_ids(claim.claim.claim_id);
    stored.claims.push_back(claim);
  }
  auto committed =
      world.ingest().committer().SubmitAndWait(store::Upsert("default", std::move(stored)));
  ASSERT_TRUE(committed.ok()) << committed.status();
  const auto response = world.Ask<v1::VerifyEvidenceResponse>(verify);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_FALSE(response->all_verified());
  for (size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(response->checks(static_cast<int>(i)).verified(), cases[i].verified) << i;
  }
}

TEST(RecordEngineTest, ResolvesAndListsEntities) {
  World world;
  world.Put("p", "new plan", {{"initiative/new-plan", "aims", "new plan", {Items({"new plan"})}}});
  PutText(world);
  v1::ResolveEntitiesRequest resolve;
  for (const char* name : {"South Korea", "韓國", "DeepSeek", "Atlantis", "initiative/new-plan"}) {
    resolve.add_names(name);
  }
  resolve.set_display_language("zh-Hans");
  const auto resolved = world.Ask<v1::ResolveEntitiesResponse>(resolve);
  ASSERT_TRUE(resolved.ok()) << resolved.status();
  EXPECT_EQ(resolved->resolutions(0).candidates(0).entity_id(), "economy/KR");
  EXPECT_EQ(resolved->resolutions(0).candidates(0).display_name(), "韩国");
  EXPECT_EQ(resolved->resolutions(1).candidates(0).entity_id(), "economy/KR");
  EXPECT_EQ(resolved->resolutions(2).candidates_size(), 2);
  EXPECT_EQ(resolved->resolutions(3).candidates_size(), 0);
  EXPECT_TRUE(resolved->resolutions(4).candidates(0).provisional());
  resolve.set_kind(v1::ENTITY_KIND_MODEL);
  EXPECT_EQ(world.Ask<v1::ResolveEntitiesResponse>(resolve)->resolutions(2).candidates_size(), 1);
  resolve.add_names("");
  ExpectError<v1::ResolveEntitiesResponse>(world, resolve, Reason::kFieldMissing, "names[5]");

  const auto ids = [&](v1::ListEntitiesRequest request) {
    std::vector<std::string> found;
    do {
      const auto response = world.Ask<v1::ListEntitiesResponse>(request);
      EXPECT_TRUE(response.ok()) << response.status();
      if (!response.ok()) break;
      for (const auto& entity : response->entities()) found.push_back(entity.entity_id());
      request.set_page_token(response->next_page_token());
    } while (!request.page_token().empty());
    return found;
  };
  v1::ListEntitiesRequest with_claims;
  with_claims.set_with_claims(true);
  with_claims.set_page_size(1);
  EXPECT_THAT(ids(with_claims), ElementsAre("economy/HK", "economy/KR", "initiative/new-plan"));
  with_claims.set_kind(v1::ENTITY_KIND_ECONOMY);
  EXPECT_THAT(ids(with_claims), ElementsAre("economy/HK", "economy/KR"));
  v1::ListEntitiesRequest all;
  all.set_page_size(7);
  EXPECT_EQ(ids(all).size(), world.catalog().entities().size());
  all.set_kind(v1::ENTITY_KIND_MODEL);
  EXPECT_EQ(ids(all).size(), world.catalog().EntitiesOfKind("model").size());
  all.set_kind(static_cast<v1::EntityKind>(99));
  ExpectError<v1::ListEntitiesResponse>(world, all, Reason::kFieldOutOfRange, "kind");
}

TEST(RecordEngineTest, ListsDimensions) {
  World world;
  v1::ListDimensionsRequest request;
  request.set_subject_kind(v1::ENTITY_KIND_ECONOMY);
  request.set_display_language("zh-Hant");
  request.set_page_size(3);
  std::vector<std::string> ids;
  do {
    const auto response = world.Ask<v1::ListDimensionsResponse>(request);
    ASSERT_TRUE(response.ok()) << response.status();
    for (const auto& dimension : response->dimensions()) {
      ids.push_back(dimension.dimension_id());
      EXPECT_NE(dimension.value_type(), v1::VALUE_TYPE_UNSPECIFIED);
      if (dimension.dimension_id() == "role_of_state") {
        EXPECT_GT(dimension.levels_size(), 2);
        EXPECT_EQ(dimension.display_name(), "國家的角色");
      }
    }
    request.set_page_token(response->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(ids, ::testing::Contains("role_of_state"));
  EXPECT_THAT(ids, ::testing::Not(::testing::Contains("users")));
  std::vector<std::string> sorted = ids;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(std::unique(sorted.begin(), sorted.end()), sorted.end());
}

TEST(RecordEngineTest, RevisionRange) {
  World world;
  const std::string token = PutText(world);
  v1::GetRevisionRangeRequest request;
  const auto range = world.Ask<v1::GetRevisionRangeResponse>(request);
  ASSERT_TRUE(range.ok()) << range.status();
  EXPECT_EQ(range->newest_revision_token(), token);
  EXPECT_LT(range->oldest_commit(), range->newest_commit());
  v1::ListDocumentsRequest list;
  list.mutable_consistency()->set_exactly_at(range->oldest_revision_token());
  EXPECT_EQ(world.Ask<v1::ListDocumentsResponse>(list)->documents_size(), 0);
  request.set_collection("none");
  ExpectError<v1::GetRevisionRangeResponse>(world, request, Reason::kCollectionNotFound,
                                            "collection");
}

}  // namespace
}  // namespace parallax::respond
