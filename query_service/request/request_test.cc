#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/errors/error.h"
#include "core/record/entity_id.h"
#include "parallax/v1/record_service.pb.h"
#include "query_service/request/claim_filter.h"
#include "query_service/request/compare_spec.h"
#include "query_service/request/entity_kind.h"
#include "query_service/request/entity_names.h"
#include "query_service/request/fields.h"
#include "query_service/request/freshness.h"
#include "query_service/request/page_token.h"

namespace parallax::request {
namespace {

using errors::DetailsOf;
using errors::Reason;
using ::testing::HasSubstr;

constexpr char kPack[] = R"pb(
  id: "test"
  version: "1.0.0"
  description: "A small pack."
  kinds {
    id: "economy"
    names { language: "en" text: "economy" }
  }
  kinds {
    id: "model"
    names { language: "en" text: "model" }
  }
  kinds {
    id: "organization"
    names { language: "en" text: "organization" }
  }
  entities {
    id: "economy/KR"
    names {
      language: "en"
      primary: "South Korea"
      alias: "Republic of Korea"
      adjective: "Korean"
      metonym: "Seoul"
    }
    names { language: "zh-Hans" primary: "韩国" }
    names { language: "zh-Hant" primary: "韓國" }
  }
  entities {
    id: "economy/KP"
    names { language: "en" primary: "North Korea" }
  }
  relation_types { id: "developed_by" inverse_id: "developer_of" }
  entities {
    id: "model/orion"
    names { language: "und" primary: "Orion" }
    relations { type: "developed_by" target: "organization/orion" }
  }
  entities {
    id: "organization/orion"
    names { language: "und" primary: "Orion" }
  }
  dimensions {
    id: "aims"
    value_type: VALUE_TYPE_ITEM_LIST
    subject_kinds: "economy"
    subject_kinds: "model"
    names { language: "en" text: "aims" }
  }
  dimensions {
    id: "users"
    value_type: VALUE_TYPE_QUANTITY
    subject_kinds: "model"
    names { language: "en" text: "users" }
  }
)pb";

const catalog::Catalog& Small() {
  static const auto* const catalog = [] {
    auto loaded = catalog::Catalog::LoadSources({{"small.textproto", kPack}});
    if (!loaded.ok()) {
      ADD_FAILURE() << loaded.status();
      abort();
    }
    return loaded->release();
  }();
  return *catalog;
}

TEST(EntityNamesTest, Table) {
  struct Case {
    const char* name;
    const char* kind;
    const char* id;  // null: an error
    Reason reason = Reason::kUnspecified;
  };
  const Case cases[] = {
      {"economy/KR", "", "economy/KR"},
      {"economy/KR", "economy", "economy/KR"},
      {"KR", "economy", "economy/KR"},
      {"kr", "economy", "economy/KR"},
      {"KR", "", "economy/KR"},
      {"kr", "", nullptr, Reason::kEntityNotFound},
      {"KR", "model", nullptr, Reason::kEntityNotFound},
      {"south korea", "economy", "economy/KR"},
      {"Ｓouth Korea", "", "economy/KR"},
      {"韩国", "", "economy/KR"},
      {"韓國", "economy", "economy/KR"},
      {"Seoul", "economy", "economy/KR"},
      {"Korean", "economy", "economy/KR"},
      {"Orion", "", nullptr, Reason::kEntityAmbiguous},
      {"Orion", "model", "model/orion"},
      {"orion", "organization", "organization/orion"},
      {"model/new-one", "", "model/new-one"},
      {"model/new-one", "model", "model/new-one"},
      {"model/new-one", "economy", nullptr, Reason::kEntityNotFound},
      {"planet/mars", "", nullptr, Reason::kEntityNotFound},
      {"model/", "", nullptr, Reason::kEntityNotFound},
      {"亚特兰蒂斯", "", nullptr, Reason::kEntityNotFound},
      {"", "", nullptr, Reason::kFieldMissing},
      {"a\tb", "", nullptr, Reason::kFieldMalformed},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.name) + " as " + c.kind);
    const auto entity = ResolveEntity(Small(), c.name, c.kind, "entities[3]");
    EXPECT_EQ(entity.ok(), c.id != nullptr) << entity.status();
    if (entity.ok() && c.id != nullptr) {
      EXPECT_EQ(entity->entity_id, c.id);
      EXPECT_EQ(entity->provisional, std::string(c.id) == "model/new-one");
      EXPECT_EQ(entity->kind, record::EntityKind(c.id));
    } else if (!entity.ok()) {
      EXPECT_EQ(DetailsOf(entity.status()).reason, c.reason) << entity.status();
      EXPECT_EQ(DetailsOf(entity.status()).field, "entities[3]");
    }
  }
  const auto ambiguous = ResolveEntity(Small(), "Orion", "", "models[0]");
  EXPECT_EQ(ambiguous.status().message(),
            "models[0]: \"Orion\" may be model/orion or organization/orion");
  const auto twice =
      ResolveEntities(Small(), {"KR", "Seoul", "韓國", "North Korea"}, "economy", "e");
  ASSERT_TRUE(twice.ok());
  EXPECT_EQ(twice->size(), 2u);
}

TEST(CompareSpecTest, DefaultsAndDimensions) {
  v1::CompareRequest request;
  request.add_entities("KR");
  auto spec = ParseCompare(request, Small());
  ASSERT_TRUE(spec.ok()) << spec.status();
  ASSERT_EQ(spec->dimensions.size(), 1u);
  EXPECT_EQ(spec->dimensions[0]->id, "aims");
  EXPECT_EQ(spec->bounds, (CellBounds{8, 2}));
  EXPECT_EQ(spec->display_language, "en");
  request.add_dimensions("users");
  EXPECT_EQ(DetailsOf(ParseCompare(request, Small()).status()).reason,
            Reason::kDimensionNotApplicable);
  request.add_entities("model/orion");
  request.add_dimensions("aims");
  request.add_dimensions("users");
  request.mutable_options()->set_max_claims_per_proposition(-1);
  request.mutable_options()->set_max_propositions(100);
  spec = ParseCompare(request, Small());
  ASSERT_TRUE(spec.ok()) << spec.status();
  ASSERT_EQ(spec->dimensions.size(), 2u);  // in the order of the request, each once
  EXPECT_EQ(spec->dimensions[0]->id, "users");
  EXPECT_EQ(spec->bounds, (CellBounds{100, 0}));
}

TEST(PageTokenTest, GoodForItsRequestOnly) {
  v1::ListDocumentsRequest request;
  request.set_page_size(5);
  const PageToken token{"revision", std::string("pos\0\xff", 5)};
  const std::string text = FormatPageToken(token, RequestDigest(request));
  request.set_page_size(7);  // does not decide what is listed
  request.set_page_token(text);
  const auto parsed = ParsePageToken(text, RequestDigest(request));
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(*parsed, token);
  v1::ListDocumentsRequest other = request;
  other.set_collection("policy");
  EXPECT_FALSE(ParsePageToken(text, RequestDigest(other)).ok());
  EXPECT_FALSE(ParsePageToken(text, RequestDigest(v1::ListEntitiesRequest())).ok());
  for (size_t n = 0; n < text.size(); ++n) {
    EXPECT_FALSE(ParsePageToken(text.substr(0, n), RequestDigest(request)).ok()) << n;
    std::string damaged = text;
    damaged[n] = damaged[n] == 'x' ? 'y' : 'x';
    const auto result = ParsePageToken(damaged, RequestDigest(request));
    // The last character may hold bits that base64 does not use.
    EXPECT_TRUE(!result.ok() || *result == token) << n;
  }
}

TEST(FieldsTest, LanguageRanges) {
  struct Case {
    const char* range;
    const char* tag;
    bool matches;
  };
  const Case cases[] = {{"zh", "zh-Hans", true},  {"ZH-hans", "zh-Hans", true},
                        {"zh-Hans", "zh", false}, {"zh-Hant", "zh-Hans", false},
                        {"en", "eng", false},     {"en", "en", true}};
  for (const Case& c : cases) EXPECT_EQ(LanguageMatches(c.range, c.tag), c.matches) << c.range;
  for (const char* good : {"", "en", "zh-Hans", "zh-Hans-CN", "x-private1"}) {
    EXPECT_TRUE(CheckLanguage("l", good).ok()) << good;
  }
  for (const char* bad : {"-", "en-", "-en", "en--US", "中文", "abcdefghi", "en_US"}) {
    EXPECT_FALSE(CheckLanguage("l", bad).ok()) << bad;
  }
}

TEST(FieldsTest, DatesAndPages) {
  EXPECT_EQ(*DateField("f", "2024-02-29"), 20240229u);
  EXPECT_EQ(*DateField("f", ""), 0u);
  for (const char* bad : {"2023-02-29", "2024", "2024-1-1", "二〇二四", "2024-02-29T00:00"}) {
    EXPECT_EQ(DetailsOf(DateField("f", bad).status()).reason, Reason::kFieldMalformed) << bad;
  }
  EXPECT_EQ(*PageSize(0), 50);
  EXPECT_EQ(*PageSize(500), 500);
  EXPECT_FALSE(PageSize(-1).ok());
  EXPECT_FALSE(PageSize(501).ok());
}

TEST(ClaimFilterTest, DocumentsOfAMonthOrYearCountFromTheirFirstDay) {
  v1::ClaimFilter filter;
  filter.set_published_from_date("2025-02-01");
  filter.set_published_before_date("2025-03-01");
  const auto parsed = ParseFilter(filter);
  ASSERT_TRUE(parsed.ok());
  const std::pair<uint32_t, bool> cases[] = {{20250201, true}, {20250228, true},  {20250301, false},
                                             {20250200, true}, {20250000, false}, {0, false}};
  for (const auto& [date, admitted] : cases) {
    storage::DocumentRow row;
    row.published_yyyymmdd = date;
    EXPECT_EQ(parsed->AdmitsDocument(row), admitted) << date;
  }
}

TEST(FreshnessTest, ChoicesAndErrors) {
  v1::CompareRequest request;
  auto freshness = FreshnessOf(request);
  ASSERT_TRUE(freshness.ok());
  EXPECT_EQ(freshness->collection, "default");
  EXPECT_FALSE(freshness->token.has_value());
  storage::CollectionInfo info;
  info.identity = {"default", "00000000000000aa", "00000000000000bb", 1};
  info.commit = 9;
  info.earliest_commit = 5;
  const auto standing = [&](bool exactly, uint64_t commit) {
    if (exactly) {
      request.mutable_consistency()->set_exactly_at(storage::FormatRevisionToken(info, commit));
    } else {
      request.mutable_consistency()->set_at_least_as_fresh(
          storage::FormatRevisionToken(info, commit));
    }
    const auto parsed = FreshnessOf(request);
    EXPECT_TRUE(parsed.ok()) << parsed.status();
    return DetailsOf(CheckStanding(*parsed, info)).reason;
  };
  EXPECT_EQ(standing(true, 7), Reason::kUnspecified);
  EXPECT_EQ(standing(true, 12), Reason::kUnspecified);  // to be waited for
  EXPECT_EQ(standing(true, 4), Reason::kTokenExpired);
  EXPECT_EQ(standing(false, 4), Reason::kUnspecified);  // what is here is fresher
  storage::CollectionInfo other = info;
  other.identity.uid = "00000000000000cc";
  request.mutable_consistency()->set_exactly_at(storage::FormatRevisionToken(other, 7));
  const absl::Status status = CheckStanding(*FreshnessOf(request), info);
  EXPECT_EQ(DetailsOf(status).reason, Reason::kTokenOfAnotherCollection);
  EXPECT_THAT(std::string(status.message()), HasSubstr("consistency.exactly_at"));
}

}  // namespace
}  // namespace parallax::request
