// Normalizes many HTML pages for the scorers: reads lines
//   {"id", "media_type", "content" | "content_base64", "source_uri"?}
// and writes, per line in order,
//   {"id", "article_body", "title", "authors": […], "published"?, "language"}
// Content is taken as UTF-8. With --check-spans it writes only documents whose spans do not say
// what the document says, {"id", "violations": […]}, and fails when there is one.
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "absl/strings/escaping.h"
#include "core/record/span_check.h"
#include "ingest_service/parse/html/html_parser.h"

namespace {

using parallax::record::Document;
using parallax::record::MetadataField;

std::string Chosen(const Document& document, MetadataField field) {
  for (const auto& item : document.metadata) {
    if (item.field == field && item.chosen) return item.value;
  }
  return "";
}

}  // namespace

int main(int argc, char** argv) {
  const bool check = argc > 1 && std::string_view(argv[1]) == "--check-spans";
  bool violated = false;
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    const nlohmann::json in = nlohmann::json::parse(line, nullptr, false);
    if (in.is_discarded()) return 1;
    parallax::source::SourceText source;
    if (in.contains("content_base64")) {
      if (!absl::Base64Unescape(in["content_base64"].get<std::string>(), &source.content.text)) {
        return 1;
      }
    } else {
      source.content.text = in.value("content", "");
    }
    source.content.map.AppendIdentity(0, static_cast<int64_t>(source.content.text.size()));
    source.media_type = "text/html";
    source.charset = "UTF-8";
    parallax::parse_html::HtmlOptions options;
    options.source_uri = in.value("source_uri", "");
    nlohmann::json out = {{"id", in["id"]}};
    const auto document = parallax::parse_html::ParseHtml(source, options);
    if (check) {
      if (!document.ok()) continue;
      const auto violations = parallax::record::CheckSpans(source.content.text, *document);
      if (violations.empty()) continue;
      violated = true;
      out["violations"] = violations;
    } else if (!document.ok()) {
      out["error"] = std::string(document.status().message());
    } else {
      out["article_body"] = parallax::parse_html::ArticleBody(*document);
      out["title"] = Chosen(*document, MetadataField::kTitle);
      out["authors"] = nlohmann::json::array();
      for (const auto& item : document->metadata) {
        if (item.field == MetadataField::kAuthor && item.chosen)
          out["authors"].push_back(item.value);
      }
      if (const std::string day = Chosen(*document, MetadataField::kPublished); !day.empty()) {
        out["published"] = day;
      }
      out["language"] = Chosen(*document, MetadataField::kLanguage);
    }
    std::cout << out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  }
  return violated ? 1 : 0;
}
