// Writes, for training and for looking at what the judgement of main text rests on, every block of
// every page with its row of evidence.
//
//   html_feature_rows OUT < pages.jsonl
//
// pages.jsonl has {"id", "content", "source_uri"?} a line, content in UTF-8. Writes OUT.jsonl
// ({"id", "blocks": [text …], "never": [0 | 1 …], "templates": [number …], "article",
// "title_block"}), OUT.bin (int32 rows
// in the same order) and OUT.names.
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "ingest_service/parse/html/content_features.h"
#include "ingest_service/parse/html/content_rules.h"
#include "ingest_service/parse/html/page_hints.h"

int main(int argc, char** argv) {
  namespace html = parallax::parse_html;
  if (argc != 2) {
    std::cerr << "usage: html_feature_rows OUT < pages.jsonl\n";
    return 2;
  }
  const std::string out(argv[1]);
  std::ofstream texts(out + ".jsonl"), rows(out + ".bin", std::ios::binary), names(out + ".names");
  for (const std::string& name : html::FeatureNames()) names << name << "\n";
  std::string line;
  while (std::getline(std::cin, line)) {
    const nlohmann::json page = nlohmann::json::parse(line);
    const std::string content = page["content"];
    auto dom = html::Dom::Parse(content, size_t{2} << 30);
    if (!dom.ok()) return 1;
    const html::PageBlocks blocks = html::CutIntoBlocks(**dom);
    const html::PageHints hints = html::ReadPageHints(**dom, page.value("source_uri", ""));
    const html::PageFacts facts = html::CollectFacts(**dom, blocks, hints);
    const html::FeatureTable table = html::ComputeFeatures(**dom, blocks, facts, hints);
    nlohmann::json record = {{"id", page["id"]}, {"blocks", nlohmann::json::array()}};
    for (const auto& b : blocks.blocks) record["blocks"].push_back(b.content.text);
    record["never"] = nlohmann::json::array();
    for (const bool n : html::NeverMainText(**dom, blocks, facts, hints))
      record["never"].push_back(n ? 1 : 0);
    record["templates"] = facts.template_of;
    record["article"] = hints.article;
    record["title_block"] = facts.title_block;
    record["columns"] = table.columns;
    record["unaligned"] = blocks.unaligned_bytes;
    texts << record.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    rows.write(reinterpret_cast<const char*>(table.values.data()),
               static_cast<std::streamsize>(table.values.size() * sizeof(int32_t)));
  }
  return 0;
}
