#include "ingest_service/parse/html/html_parser.h"

#include <memory>
#include <utility>

#include "ingest_service/parse/block/block_language.h"
#include "ingest_service/parse/html/block_assembly.h"
#include "ingest_service/parse/html/content_features.h"
#include "ingest_service/parse/html/content_model.h"
#include "ingest_service/parse/html/content_rules.h"
#include "ingest_service/parse/html/dom.h"
#include "ingest_service/parse/html/folded_text.h"
#include "ingest_service/parse/html/metadata.h"
#include "ingest_service/parse/html/page_blocks.h"
#include "ingest_service/parse/html/page_hints.h"

namespace parallax::parse_html {
namespace {

constexpr int kCautionElsewhere = 75;  // percent

struct Parsed {
  GuardedMarkup guarded;
  std::unique_ptr<Dom> dom;
};

absl::Status ParseBounded(const std::string& text, const HtmlOptions& options, Parsed* parsed) {
  const size_t budget = options.tree_budget_bytes + options.tree_budget_factor * text.size();
  MarkupLimits limits = options.markup;
  GuardMarkup(text, limits, &parsed->guarded);
  absl::StatusOr<std::unique_ptr<Dom>> dom = Dom::Parse(parsed->guarded.markup, budget);
  if (!dom.ok() && !limits.drop_formatting) {
    limits.drop_formatting = true;
    parsed->guarded = GuardedMarkup();
    GuardMarkup(text, limits, &parsed->guarded);
    dom = Dom::Parse(parsed->guarded.markup, budget);
  }
  if (!dom.ok()) return dom.status();
  parsed->dom = *std::move(dom);
  return absl::OkStatus();
}

void ReportCuts(const GuardedMarkup& guarded, const text::TextMap& map,
                std::vector<record::Issue>* issues) {
  if (guarded.first_cut_byte < 0) return;
  const text::ByteSpan span = map.ToOriginal(guarded.first_cut_byte, guarded.first_cut_byte + 1);
  const auto report = [&](bool cut, const char* message) {
    if (cut) issues->push_back({record::IssueKind::kLimitReached, span, message});
  };
  report(guarded.depth_cut, "elements nest deeper than is read; the inner tags were passed over");
  report(guarded.attributes_cut, "a tag has more attributes than are read");
  report(guarded.formatting_cut,
         "formatting elements overlap too often; some tags were passed over");
}

}  // namespace

absl::StatusOr<record::Document> ParseHtml(const source::SourceText& source,
                                           const HtmlOptions& options) {
  record::Document document;
  document.content_sha256 = source.content_sha256;
  document.media_type = source.media_type;
  document.charset = source.charset;
  document.issues = source.issues;
  Parsed parsed;
  if (absl::Status status = ParseBounded(source.content.text, options, &parsed); !status.ok()) {
    return status;
  }
  const Dom& dom = *parsed.dom;
  ReportCuts(parsed.guarded, source.content.map, &document.issues);
  PageBlocks page = CutIntoBlocks(dom);
  if (static_cast<int64_t>(page.blocks.size()) > options.max_blocks) {
    page.blocks.resize(options.max_blocks);
    for (int32_t& first : page.first) {
      first = std::min(first, static_cast<int32_t>(options.max_blocks));
    }
    document.issues.push_back({record::IssueKind::kLimitReached, {}, "more blocks than are read"});
  }
  const PageHints hints = ReadPageHints(dom, options.source_uri);
  const PageFacts facts = CollectFacts(dom, page, hints);
  int64_t han = 0;
  for (const TextSigns& signs : facts.signs) han += signs.han;
  // Pages that are no articles spread their main text over many short pieces, each of them
  // doubtful: there the cut is lower. Chinese sites seldom declare their kind.
  const bool article = hints.article || han * 10 > facts.text_sum.back();
  std::vector<int32_t> chances = MainTextChances(ComputeFeatures(dom, page, facts, hints), facts,
                                                 article ? kOnArticles : kElsewhere);
  const std::vector<bool> never = NeverMainText(dom, page, facts, hints);
  for (size_t b = 0; b < chances.size(); ++b) {
    if (never[b]) chances[b] = 0;
  }
  const std::vector<bool> main_text =
      ChooseMainText(facts, chances, article ? 100 : kCautionElsewhere);
  std::vector<Candidate> candidates;
  CollectDeclared(dom, options.source_uri, &candidates);
  CollectVisible(dom, page, facts, &candidates);
  CollectFromUrl(options.source_uri, &candidates);
  document.metadata = ChooseMetadata(std::move(candidates));
  if (!IsIdentity(source.content.map)) {
    for (record::MetadataItem& item : document.metadata) {
      item.span = source.content.map.ToOriginal(item.span.begin_byte, item.span.end_byte);
    }
  }
  document.blocks = AssembleBlocks({.dom = dom,
                                    .page = page,
                                    .facts = facts,
                                    .main_text = main_text,
                                    .source_map = source.content.map,
                                    .tables = options.table},
                                   &document.issues);
  parse::SetLanguages(&document);
  return document;
}

std::string ArticleBody(const record::Document& document) {
  text::ByteSpan title;
  for (const record::MetadataItem& item : document.metadata) {
    if (item.field == record::MetadataField::kTitle &&
        item.origin == record::MetadataOrigin::kHeading) {
      title = item.span;
      break;
    }
  }
  std::string body;
  const auto line = [&](std::string_view text) {
    if (text.empty()) return;
    if (!body.empty()) body.push_back('\n');
    body.append(text);
  };
  for (const record::Block& block : document.blocks) {
    if (block.kind == record::BlockKind::kBoilerplate ||
        block.kind == record::BlockKind::kReaderComment) {
      continue;
    }
    if (block.kind == record::BlockKind::kHeading && block.span.Contains(title) && !title.empty())
      continue;
    if (block.kind != record::BlockKind::kTable) {
      line(block.content.text);
      continue;
    }
    line(block.table.caption.text);
    int32_t row = -1;
    for (const record::TableCell& cell : block.table.cells) {
      if (cell.missing) continue;
      if (cell.row != row) {
        line(cell.content.text.empty() ? " " : cell.content.text);
        row = cell.row;
      } else {
        body.push_back('\t');
        body.append(cell.content.text);
      }
    }
  }
  return body;
}

}  // namespace parallax::parse_html
