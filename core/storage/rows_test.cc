#include "core/storage/rows.h"

#include <gtest/gtest.h>

#include <random>

namespace parallax::storage {
namespace {

using record::Reading;

// A claim that uses every field and every type of reading.
ClaimRow FullClaim() {
  ClaimRow row;
  record::Claim& claim = row.claim;
  claim.claim_id = std::string(32, 'c');
  claim.document_id = "文件";
  claim.subject_entity_id = "economy/KR";
  claim.subject_written = "韓國";
  claim.dimension_id = "budget";
  claim.kind = record::ClaimKind::kValue;
  const value::Number number{.decimal = "500000000000",
                             .upper = "600000000000",
                             .bound = value::Bound::kRange,
                             .last_digit_exponent = -2,
                             .written = "500 to 600 billion"};
  const value::DateInterval interval{.begin = value::CivilDate{2017, 3, 1},
                                     .end = std::nullopt,
                                     .begin_precision = value::DatePrecision::kMonth,
                                     .end_precision = value::DatePrecision::kUnspecified,
                                     .to_present = true,
                                     .approximate = true,
                                     .at_least_since = true,
                                     .relative = true};
  claim.value.text = "5000億至6000億韓元";
  claim.value.language = "zh-Hant";
  claim.value.readings = {
      value::Money{.amount = number,
                   .currency = "KRW",
                   .currency_reason = "韓元",
                   .basis = value::AmountBasis::kAnnual,
                   .stage = value::CommitmentStage::kAuthorised,
                   .payer = value::Payer::kMixed},
      value::Quantity{.number = number, .unit = "gigawatt"},
      value::Percentage{.number = number, .points = true},
      value::Change{.from = {.number = number, .unit = "a"},
                    .to = {.number = number, .unit = "b"},
                    .currency = "USD"},
      interval,
      value::LevelSpan{.scale_id = "s",
                       .lowest_level_id = "guided",
                       .highest_level_id = "directed",
                       .lowest_rank = 1,
                       .highest_rank = 3},
      record::EntitySet{
          .entities = {{.entity_id = "e1", .written = "甲"}, {.entity_id = "", .written = "乙"}}},
      record::ItemList{
          .items = {
              {.text = "item", .span = {3, 7}, .entities = {{.entity_id = "e", .written = "w"}}}}}};
  claim.valid_time = interval;
  claim.valid_time.end = value::CivilDate{2030, 12, 31};
  claim.qualifiers = {{.text = "British rule", .span = {1, 2}}};
  claim.voices = {
      {.kind = record::VoiceKind::kMedium, .name = "n", .role = "r", .entity_id = "e", .key = "k"},
      {.kind = record::VoiceKind::kSpeaker, .name = "发言人", .key = "k2"}};
  claim.stance = record::Stance::kDoubts;
  claim.modality = record::Modality::kAlleged;
  claim.polarity = record::Polarity::kWeakness;
  claim.evidence = {{.span = {10, 20},
                     .role = record::EvidenceRole::kValue,
                     .alignment = record::Alignment::kTable,
                     .quote = "引文"}};
  claim.links = {{.kind = record::ClaimLinkKind::kStatedEquivalent, .claim_id = "other"}};
  claim.activity = {.rule_id = "r", .rule_version = "1", .pack_id = "p", .pack_version = "2"};
  row.ordinal = 7;
  row.proposition_id = "prop";
  return row;
}

DocumentBody FullBody() {
  DocumentBody body;
  body.metadata = {{.field = record::MetadataField::kAuthor,
                    .origin = record::MetadataOrigin::kByline,
                    .value = "作者",
                    .chosen = true,
                    .span = {1, 4}},
                   {.field = record::MetadataField::kTitle,
                    .origin = record::MetadataOrigin::kCaller,
                    .value = "t"},
                   {.field = record::MetadataField::kAlternateUrl,
                    .origin = record::MetadataOrigin::kMetaTag,
                    .value = "https://a.example/zh",
                    .span = {3, 23},
                    .language = "zh-Hant"}};
  record::Block block;
  block.kind = record::BlockKind::kTable;
  block.level = 2;
  block.language = "zh-Hans";
  block.content.text = "a 字";
  block.content.map.AppendIdentity(5, 1);
  block.content.map.Append(6, 1, 4, 1);
  block.content.map.Append(12, 3, 2, 1);
  block.label_size = 1;
  block.body_begin = 2;
  block.marker = "•";
  block.table.rows = 1;
  block.table.columns = 2;
  block.table.header_rows = 1;
  block.table.header_columns = 1;
  record::TableCell cell;
  cell.row = 1;
  cell.column = 2;
  cell.row_span = 3;
  cell.column_span = 4;
  cell.header = true;
  cell.missing = true;
  cell.content.text = "x";
  cell.content.map.AppendAtom({100, 100}, 1);
  cell.span = {7, 8};
  block.table.cells = {cell, record::TableCell{}};
  block.table.caption.text = "题";
  block.table.caption.map.AppendIdentity(0, 3);
  block.boilerplate_reason = "why";
  block.span = {0, 99};
  body.blocks = {block, record::Block{.kind = record::BlockKind::kReaderComment}};
  body.issues = {{.kind = record::IssueKind::kUnparsedValue, .span = {1, 2}, .message = "m"}};
  body.mentions = {{.span = {1, 2}, .block = 1, .entity_id = "e", .written = "w"}};
  body.rejected = {
      {.subject_entity_id = "model/a",
       .dimension_id = "users",
       .span = {3, 9},
       .rule_id = "prose/subject",
       .reason = "两个主语一样近"},
      {.subject_entity_id = "", .dimension_id = "", .span = {0, 1}, .rule_id = "r", .reason = ""}};
  body.rejected_count = 3;
  return body;
}

TEST(RowsTest, ClaimRoundTrips) {
  const ClaimRow row = FullClaim();
  const auto again = DecodeRow<ClaimRow>(EncodeRow(row));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(*again, row);
  EXPECT_EQ(EncodeRow(*again), EncodeRow(row));
  EXPECT_EQ(*DecodeRow<ClaimRow>(EncodeRow(ClaimRow{})), ClaimRow{});
}

TEST(RowsTest, EveryEnumValueRoundTrips) {
  ClaimRow row;
  row.claim.evidence.resize(1);
  row.claim.voices.resize(1);
  for (int i = 0; i < 12; ++i) {
    // Values beyond an enum's last fall back to its first; those within must stay.
    row.claim.evidence[0].role = static_cast<record::EvidenceRole>(i % 10);
    row.claim.evidence[0].alignment = static_cast<record::Alignment>(i % 4);
    row.claim.voices[0].kind = static_cast<record::VoiceKind>(i % 7);
    row.claim.kind = static_cast<record::ClaimKind>(i % 4);
    row.claim.stance = static_cast<record::Stance>(i % 6);
    row.claim.modality = static_cast<record::Modality>(i % 5);
    row.claim.polarity = static_cast<record::Polarity>(i % 3);
    row.claim.valid_time.begin_precision = static_cast<value::DatePrecision>(i % 11);
    row.claim.valid_time.approximate = true;
    value::Money money;
    money.amount.bound = static_cast<value::Bound>(i % 7);
    money.basis = static_cast<value::AmountBasis>(i % 4);
    money.stage = static_cast<value::CommitmentStage>(i % 4);
    money.payer = static_cast<value::Payer>(i % 4);
    row.claim.value.readings = {money};
    EXPECT_EQ(*DecodeRow<ClaimRow>(EncodeRow(row)), row) << i;
  }
  DocumentBody body;
  for (int i = 0; i < 15; ++i) {
    body.metadata.push_back({.field = static_cast<record::MetadataField>(i),
                             .origin = static_cast<record::MetadataOrigin>(i % 11)});
    body.blocks.push_back({.kind = static_cast<record::BlockKind>(i % 9)});
    body.issues.push_back({.kind = static_cast<record::IssueKind>(i % 12)});
  }
  const auto again = DecodeBody(EncodeBody(body));
  ASSERT_TRUE(again.ok());
  for (size_t i = 0; i < 15; ++i) {
    EXPECT_EQ(again->metadata[i].field, body.metadata[i].field);
    EXPECT_EQ(again->metadata[i].origin, body.metadata[i].origin);
    EXPECT_EQ(again->blocks[i].kind, body.blocks[i].kind);
    EXPECT_EQ(again->issues[i].kind, body.issues[i].kind);
  }
}

TEST(RowsTest, BodyRoundTrips) {
  const DocumentBody body = FullBody();
  const auto chunks = EncodeBody(body);
  ASSERT_EQ(chunks.size(), 1u);
  const auto again = DecodeBody(chunks);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(EncodeBody(*again), chunks);
  const record::Block& block = again->blocks[0];
  EXPECT_EQ(block.content.text, body.blocks[0].content.text);
  EXPECT_EQ(block.content.map.runs(), body.blocks[0].content.map.runs());
  EXPECT_EQ(block.content.Original(2, 5), (text::ByteSpan{12, 14}));
  ASSERT_EQ(block.table.cells.size(), 2u);
  EXPECT_EQ(block.table.cells[0].content.map.runs(),
            body.blocks[0].table.cells[0].content.map.runs());
  EXPECT_EQ(block.table.cells[0].column_span, 4);
  EXPECT_TRUE(block.table.cells[0].missing);
  EXPECT_EQ(block.table.caption.text, "题");
  EXPECT_EQ(block.marker, "•");
  EXPECT_EQ(again->mentions, body.mentions);
  EXPECT_EQ(again->issues, body.issues);
  EXPECT_EQ(again->rejected, body.rejected);
  EXPECT_EQ(again->rejected_count, 3u);
  EXPECT_EQ(DecodeBody({})->blocks.size(), 0u);
}

TEST(RowsTest, LongBodiesAreCut) {
  DocumentBody body;
  for (int i = 0; i < 3000; ++i) {
    record::Block block;
    block.content.text = std::string(300, 'x');
    block.content.map.AppendIdentity(int64_t{300} * i, 300);
    body.blocks.push_back(block);
  }
  const auto chunks = EncodeBody(body);
  EXPECT_GT(chunks.size(), 3u);
  for (const std::string& chunk : chunks) EXPECT_LE(chunk.size(), kBodyChunkBytes);
  EXPECT_EQ(DecodeBody(chunks)->blocks.size(), 3000u);
}

TEST(RowsTest, OtherRowsRoundTrip) {
  const CollectionRow collection{.name = "c", .description = "说明", .created_time_ms = -5};
  EXPECT_EQ(*DecodeRow<CollectionRow>(EncodeRow(collection)), collection);
  const PropositionRow proposition{.proposition_id = "p",
                                   .kind = record::ClaimKind::kNotStated,
                                   .key = std::string("\0\xff", 2),
                                   .support = {1, 2, 3, 4}};
  EXPECT_EQ(*DecodeRow<PropositionRow>(EncodeRow(proposition)), proposition);
  const CellRow cell{"e", "q", 1, 2, 3, 4, {5, 6, 7, 8}};
  EXPECT_EQ(*DecodeRow<CellRow>(EncodeRow(cell)), cell);
  EXPECT_EQ(DecodeRow<MentionRow>(EncodeRow(MentionRow{9}))->mentions, 9u);
  EXPECT_EQ(DecodeRow<CountRow>(EncodeRow(CountRow{9}))->claims, 9u);
  const ImportedClaimRow imported{.claim = FullClaim().claim,
                                  .proposition_id = "p",
                                  .proposition_key = std::string("\0k", 2),
                                  .input_digest = "i"};
  EXPECT_EQ(*DecodeRow<ImportedClaimRow>(EncodeRow(imported)), imported);
  RetractionRow retraction{.note = "撤回", .commit = 7, .withheld = {}};
  EXPECT_EQ(*DecodeRow<RetractionRow>(EncodeRow(retraction)), retraction);
  retraction.withheld = {{FullClaim(), std::string("\xff\0", 2)}, {ClaimRow{}, ""}};
  EXPECT_EQ(*DecodeRow<RetractionRow>(EncodeRow(retraction)), retraction);
  const JudgementRow judgement{EntityVerdict::kDifferent, "同名", 9};
  EXPECT_EQ(*DecodeRow<JudgementRow>(EncodeRow(judgement)), judgement);
  const SameEntitiesRow same{{"model/a", "model/~b"}};
  EXPECT_EQ(*DecodeRow<SameEntitiesRow>(EncodeRow(same)), same);
  const CountRow count{.claims = 9, .copies_of = {"a", "文件"}};
  EXPECT_EQ(*DecodeRow<CountRow>(EncodeRow(count)), count);
  const LineageRow lineage{.parent = "a",
                           .parts = 2,
                           .links = {{.document_id = "a",
                                      .kind = LinkKind::kExcerpt,
                                      .shared = 8,
                                      .of_this = 20,
                                      .of_other = 9,
                                      .lists = 7,
                                      .joins = true},
                                     {.document_id = "文件", .kind = LinkKind::kTranslation}}};
  EXPECT_EQ(*DecodeRow<LineageRow>(EncodeRow(lineage)), lineage);
  const FingerprintRow fingerprint{.words_id = "w",
                                   .level = 3,
                                   .hashes = {1, uint64_t{1} << 63},
                                   .lists = {2, 3},
                                   .language = "zh-Hant",
                                   .figures = {4},
                                   .names = {5},
                                   .words = {6, 7},
                                   .shape = "phi",
                                   .letter_bytes = 99,
                                   .addresses = {8},
                                   .alternates = {9, 10}};
  EXPECT_EQ(*DecodeRow<FingerprintRow>(EncodeRow(fingerprint)), fingerprint);
  const PostingListRow few{.document_ids = {"a", "文件"}};
  EXPECT_EQ(*DecodeRow<PostingListRow>(EncodeRow(few)), few);
  const PostingListRow many{.spread = true};
  EXPECT_EQ(*DecodeRow<PostingListRow>(EncodeRow(many)), many);
  const PostingRow posting{.words = uint64_t{1} << 63,
                           .language = "zh-Hans",
                           .blocks = 7,
                           .letter_bytes = 99,
                           .level = 2,
                           .whole = true,
                           .declares = true,
                           .hashes = {3, 3, 1 << 20}};
  EXPECT_EQ(*DecodeRow<PostingRow>(EncodeRow(posting)), posting);
  const OriginalRow original{1 << 20, 2, 3};
  EXPECT_EQ(*DecodeRow<OriginalRow>(EncodeRow(original)), original);

  DocumentRow document;
  document.document_id = "d";
  document.revision_commit = 1;
  document.input_digest = "i";
  document.content_sha256 = "s";
  document.content_bytes = 2;
  document.envelope.media_type = "text/html";
  document.envelope.declared_charset = "gbk";
  document.envelope.source_uri = "u";
  document.envelope.reference_time = "r";
  document.envelope.title = "标题";
  document.envelope.authors = {"a", "b"};
  document.envelope.publisher = "p";
  document.envelope.published = "2024";
  document.envelope.languages = {"zh"};
  document.media_type = "m";
  document.charset = "c";
  document.metadata = {{.field = record::MetadataField::kTitle, .value = "t", .chosen = true}};
  document.published_yyyymmdd = 20240000;
  document.words_id = "w";
  document.pack_id = "pi";
  document.pack_version = "pv";
  document.rules_version = "rv";
  document.generation = 3;
  document.body_chunks = 4;
  document.block_count = 5;
  document.claim_count = 6;
  document.own_claims = 5;
  document.imported_claims = 2;
  document.mention_count = 7;
  document.issue_count = 8;
  const auto again = DecodeRow<DocumentRow>(EncodeRow(document));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(EncodeRow(*again), EncodeRow(document));
  EXPECT_EQ(again->envelope.authors, document.envelope.authors);
  EXPECT_EQ(again->issue_count, 8u);
  EXPECT_EQ(again->published_yyyymmdd, 20240000u);
}

// Cut anywhere, or with a byte changed: an error or another row, never a crash.
TEST(RowsTest, DamageIsHarmless) {
  const std::string claim = EncodeRow(FullClaim());
  for (size_t n = 0; n < claim.size(); ++n) {
    const auto row = DecodeRow<ClaimRow>(std::string_view(claim).substr(0, n));
    if (row.ok()) {
      EXPECT_NE(*row, FullClaim());
    } else {
      EXPECT_EQ(row.status().code(), absl::StatusCode::kDataLoss);
    }
  }
  const std::string body = EncodeBody(FullBody())[0];
  for (size_t n = 0; n < body.size(); ++n) (void)DecodeBody({body.substr(0, n)});
  std::mt19937 random(5);
  for (int i = 0; i < 20000; ++i) {
    std::string damaged = i % 2 == 0 ? body : claim;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    damaged[random() % damaged.size()] = static_cast<char>(random());
    (void)DecodeBody({damaged});
    (void)DecodeRow<ClaimRow>(damaged);
    (void)DecodeRow<DocumentRow>(damaged);
    (void)DecodeRow<CellRow>(damaged);
  }
}

}  // namespace
}  // namespace parallax::storage
