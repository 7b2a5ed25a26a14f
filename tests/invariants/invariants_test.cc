// Invariants 1, 2, 3 and 5 on every sample document: spans recover their quotes in any charset; the
// same input changes nothing; records do not depend on threads or order; nothing is lost silently.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <atomic>
#include <numeric>
#include <random>
#include <set>
#include <thread>
#include <tuple>
#include <utility>

#include "core/record/span_check.h"
#include "core/text/original_text.h"
#include "core/text/quote.h"
#include "core/text/utf8.h"
#include "ingest_service/store/store_model.h"
#include "tests/invariants/samples.h"

namespace parallax::invariants {
namespace {

using record::IssueKind;
using ::testing::Contains;
using ::testing::ElementsAreArray;

// --- 1. Spans.

// Every violation of the span invariant in the document's records, claims and mentions included.
std::vector<std::string> SpanViolations(const store::StoredDocument& stored) {
  std::vector<std::string> found = record::CheckSpans(stored.input.content, stored.document);
  const auto original = text::OriginalText::Create(stored.input.content, stored.document.charset);
  if (!original.ok()) return {original.status().ToString()};
  const text::Syntax syntax = text::SyntaxOf(stored.document.media_type);
  const auto check = [&](const absl::Status& status, const std::string& what) {
    if (!status.ok()) found.push_back(what + ": " + status.ToString());
  };
  for (const record::Mention& mention : stored.mentions) {
    check(text::VerifyQuote(*original, mention.span, mention.written, /*exact=*/false, syntax),
          "mention " + mention.written);
  }
  for (const store::StoredClaim& one : stored.claims) {
    const record::Claim& claim = one.claim;
    const std::string where = claim.subject_written + " / " + claim.dimension_id + " ";
    if (claim.evidence.empty()) found.push_back(where + "has no evidence");
    for (const record::Evidence& evidence : claim.evidence) {
      check(record::VerifyEvidence(*original, stored.document.media_type, evidence),
            where + "evidence " + evidence.quote);
    }
    for (const record::Qualifier& qualifier : claim.qualifiers) {
      check(text::VerifyQuote(*original, qualifier.span, qualifier.text, false, syntax),
            where + "qualifier " + qualifier.text);
    }
    for (const record::Reading& reading : claim.value.readings) {
      const auto* const list = std::get_if<record::ItemList>(&reading);
      if (list == nullptr) continue;
      for (const record::ListItem& item : list->items) {
        check(text::VerifyQuote(*original, item.span, item.text, false, syntax),
              where + "item " + item.text);
      }
    }
  }
  return found;
}

// What the claims say, without where it stands.
std::vector<std::string> Sayings(const store::StoredDocument& stored) {
  std::vector<std::string> sayings;
  for (const store::StoredClaim& one : stored.claims) {
    sayings.push_back(one.claim.subject_entity_id + " | " + one.claim.dimension_id + " | " +
                      std::to_string(static_cast<int>(one.claim.kind)) + " | " +
                      one.claim.value.text + " | " + one.proposition_id);
  }
  return sayings;
}

TEST(SpanInvariant, EverySampleRecoversItsQuotes) {
  size_t claims = 0;
  size_t mentions = 0;
  for (const Sample& sample : Samples()) {
    SCOPED_TRACE(sample.name);
    const store::StoredDocument stored = Process(sample.name, sample.input);
    EXPECT_THAT(SpanViolations(stored), ElementsAreArray(std::vector<std::string>{}));
    claims += stored.claims.size();
    mentions += stored.mentions.size();
  }
  EXPECT_GT(claims, 200u);
  EXPECT_GT(mentions, 500u);
}

class InCharset : public ::testing::TestWithParam<const char*> {};

TEST_P(InCharset, QuotesAreRecoveredAndTheClaimsSayTheSame) {
  for (const Sample& sample : Samples()) {
    SCOPED_TRACE(sample.name);
    record::Input input = sample.input;
    input.content = Transcoded(sample.input.content, GetParam());
    input.declared_charset = GetParam();
    const store::StoredDocument stored = Process(sample.name, input);
    EXPECT_EQ(stored.document.charset, GetParam());
    EXPECT_THAT(SpanViolations(stored), ElementsAreArray(std::vector<std::string>{}));
    EXPECT_THAT(Sayings(stored), ElementsAreArray(Sayings(Process(sample.name, sample.input))));
  }
}

INSTANTIATE_TEST_SUITE_P(Charsets, InCharset, ::testing::Values("GB18030", "UTF-16LE"),
                         [](const auto& info) {
                           return std::string(info.param) == "GB18030" ? "Gb18030" : "Utf16Le";
                         });

// The check itself can fail: records against an original that was changed behind their back.
TEST(SpanInvariant, AShiftedOriginalIsFound) {
  store::StoredDocument stored = Process("x", SampleNamed("economies_policy_fields.csv").input);
  stored.input.content.insert(10, "!");
  EXPECT_FALSE(SpanViolations(stored).empty());
}

// --- 2. The same input again.

TEST(SameInput, ChangesNothingAndReturnsTheSameIdsAndToken) {
  Shelf shelf;
  for (const Sample& sample : Samples()) shelf.Put(sample);
  const auto before = shelf.Rows();
  for (const Sample& sample : Samples()) {
    SCOPED_TRACE(sample.name);
    const store::StoredDocument first = Process(sample.name, sample.input);
    const store::StoredDocument second = Process(sample.name, sample.input);
    EXPECT_EQ(RecordBytes(first), RecordBytes(second));
    const auto known =
        shelf.ingest().FindUnchanged("default", sample.name, sample.input, first.pack_id,
                                     first.pack_version, first.rules_version);
    ASSERT_TRUE(known.ok()) << known.status();
    ASSERT_TRUE(known->has_value());
    const store::CommitResult again = shelf.Put(second);
    EXPECT_TRUE(again.unchanged);
    EXPECT_EQ(again.commit, (*known)->commit);
    EXPECT_EQ(again.revision, (*known)->revision);
  }
  EXPECT_EQ(store::FirstDifference(shelf.Rows(), before), "");
}

// --- 3. A function of the input; and of the set of inputs.

std::vector<size_t> ShuffledOrder(uint64_t seed) {
  std::vector<size_t> order(Samples().size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::mt19937_64 random(seed);
  for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  return order;
}

std::vector<std::string> RecordsByThreads(int count, const std::vector<size_t>& order) {
  std::vector<std::string> records(Samples().size());
  std::atomic<size_t> next = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&] {
      for (size_t at = next++; at < order.size(); at = next++) {
        const Sample& sample = Samples()[order[at]];
        records[order[at]] = RecordBytes(Process(sample.name, sample.input));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return records;
}

TEST(Records, AreTheSameWithAnyNumberOfThreadsInAnyOrder) {
  std::vector<size_t> order(Samples().size());
  std::iota(order.begin(), order.end(), size_t{0});
  const std::vector<std::string> expected = RecordsByThreads(1, order);
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    const std::vector<std::string> records = RecordsByThreads(8, ShuffledOrder(seed));
    for (size_t i = 0; i < records.size(); ++i) {
      EXPECT_EQ(records[i], expected[i]) << Samples()[i].name;
    }
  }
}

TEST(LatestRows, AreTheSameWhateverTheOrderOfArrival) {
  Shelf forward;
  for (const Sample& sample : Samples()) forward.Put(sample);
  const auto expected = forward.Rows();
  EXPECT_GT(expected.size(), 1000u);
  for (uint64_t seed = 11; seed <= 12; ++seed) {
    Shelf shuffled;
    for (const size_t i : ShuffledOrder(seed)) shuffled.Put(Samples()[i]);
    EXPECT_EQ(store::FirstDifference(shuffled.Rows(), expected), "") << seed;
  }
}

TEST(LatestRows, ARemovedDocumentLeavesNothingBehind) {
  Shelf all;
  for (const Sample& sample : Samples()) all.Put(sample);
  for (size_t removed = 0; removed < Samples().size(); removed += 4) {
    SCOPED_TRACE(Samples()[removed].name);
    Shelf without;
    for (size_t i = 0; i < Samples().size(); ++i) {
      if (i != removed) without.Put(Samples()[i]);
    }
    all.Delete(Samples()[removed].name);
    EXPECT_EQ(store::FirstDifference(all.Rows(), without.Rows()), "");
    all.Put(Samples()[removed]);
  }
}

// --- 5. Nothing is dropped silently.

// Letters and digits of a text, one after the other.
std::string Skeleton(std::string_view utf8) {
  std::string out;
  for (size_t at = 0; at < utf8.size();) {
    const size_t begin = at;
    const char32_t c = text::NextCodePoint(utf8, &at);
    if (u_isalnum(static_cast<UChar32>(c)) != 0) out += utf8.substr(begin, at - begin);
  }
  return out;
}

// The letters and digits of all texts of the document, in the order in which they stand in it.
std::string SkeletonOfBlocks(const record::Document& document) {
  std::vector<std::pair<int64_t, std::string>> texts;
  const auto add = [&](const record::MappedText& content) {
    // Piece by piece: texts may interleave.
    for (const text::TextMap::Run& run : content.map.runs()) {
      texts.emplace_back(
          run.original_begin,
          Skeleton(std::string_view(content.text)
                       .substr(static_cast<size_t>(run.text_begin),
                               static_cast<size_t>(run.text_end() - run.text_begin))));
    }
  };
  for (const record::Block& block : document.blocks) {
    if (!block.marker.empty()) texts.emplace_back(block.span.begin_byte, Skeleton(block.marker));
    add(block.content);
    add(block.table.caption);
    for (const record::TableCell& cell : block.table.cells) add(cell.content);
  }
  std::stable_sort(texts.begin(), texts.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string out;
  for (const auto& [begin, text] : texts) out += text;
  return out;
}

TEST(Text, NothingOfAPlainOrDelimitedDocumentIsLostOrAdded) {
  size_t documents = 0;
  for (const Sample& sample : Samples()) {
    if (sample.input.media_type != "text/plain" && sample.input.media_type != "text/csv") continue;
    const store::StoredDocument stored = Process(sample.name, sample.input);
    const std::string want = Skeleton(sample.input.content);
    const std::string got = SkeletonOfBlocks(stored.document);
    if (got != want) {
      const auto at = static_cast<size_t>(
          std::mismatch(got.begin(), got.end(), want.begin(), want.end()).first - got.begin());
      const size_t from = at < 60 ? 0 : at - 60;
      ADD_FAILURE() << sample.name << ": the document says …" << want.substr(from, 160)
                    << "…\n the blocks …" << got.substr(from, 160);
    }
    ++documents;
  }
  EXPECT_GE(documents, 10u);
}

bool HasIssueAt(const store::StoredDocument& stored, IssueKind kind, std::string_view written) {
  for (const record::Issue& issue : stored.document.issues) {
    if (issue.kind != kind || issue.span.empty() || issue.message.empty()) continue;
    const std::string_view there = std::string_view(stored.input.content)
                                       .substr(static_cast<size_t>(issue.span.begin_byte),
                                               static_cast<size_t>(issue.span.size()));
    if (there.find(written) != std::string_view::npos) return true;
  }
  return false;
}

std::string IssuesOf(const store::StoredDocument& stored) {
  std::string out;
  for (const record::Issue& issue : stored.document.issues) {
    out += std::to_string(static_cast<int>(issue.kind)) + " [" +
           std::to_string(issue.span.begin_byte) + "-" + std::to_string(issue.span.end_byte) +
           ") " + issue.message + "\n";
  }
  return out;
}

TEST(Issues, ADirtyDocumentListsThemAndKeepsItsWords) {
  record::Input input;
  input.media_type = "text/plain";
  input.content =
      "Notes on three plans, copied twice\n"
      "\n"
      "The ministry's page came through badly: the sum reads \xFF\xFE in one line.\n"
      "\n"
      "Economy | Role of the state | Weather at noon | Main tools |\n"
      "Japan | State-led | mild | - Loans - Grants |\n"
      "Vietnam | State-led |\n"
      "India | Market-led | warm | - Credits | left over |\n"
      "\n"
      "这一行说明上表抄自旧文件，原页面早已撤下，现有的文字由两位读者各自誊写后互相校对。\n";
  const store::StoredDocument stored = Process("dirty", input);
  EXPECT_THAT(SpanViolations(stored), ElementsAreArray(std::vector<std::string>{}));
  EXPECT_TRUE(HasIssueAt(stored, IssueKind::kUndecodableBytes, "\xFF")) << IssuesOf(stored);
  EXPECT_TRUE(HasIssueAt(stored, IssueKind::kBrokenTable, "Vietnam")) << IssuesOf(stored);
  EXPECT_TRUE(HasIssueAt(stored, IssueKind::kBrokenTable, "left over")) << IssuesOf(stored);
  EXPECT_TRUE(HasIssueAt(stored, IssueKind::kAmbiguousHeader, "Weather at noon"))
      << IssuesOf(stored);
  EXPECT_EQ(SkeletonOfBlocks(stored.document), Skeleton(input.content));
}

}  // namespace
}  // namespace parallax::invariants
