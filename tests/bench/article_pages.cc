#include "tests/bench/article_pages.h"

#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <set>

namespace parallax::bench {
namespace {

std::string ReadGzip(const std::string& path) {
  std::string out;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return out;
  char buffer[1 << 16];
  for (int n; (n = gzread(file, buffer, sizeof(buffer))) > 0;) out.append(buffer, n);
  gzclose(file);
  return out;
}

}  // namespace

std::vector<std::string> SuiteArticles() {
  const char* shared = std::getenv("PARALLAX_SHARED_DIR");
  const std::filesystem::path folder =
      std::filesystem::path(shared == nullptr ? "../shared" : shared) / "eval/data/articles/html";
  std::vector<std::string> pages;
  if (!std::filesystem::exists(folder)) return pages;
  std::set<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.insert(entry.path());
  pages.reserve(paths.size());
  for (const std::string& path : paths) pages.push_back(ReadGzip(path));
  return pages;
}

std::string ArticlePage(const std::vector<std::string>& paragraphs) {
  std::string html = "<html><head><title>Page</title></head><body><nav><ul>";
  for (int k = 0; k < 60; ++k) html += "<li class=\"item\"><a href=\"/s\">Section</a></li>";
  html += "</ul></nav><article class=\"post\"><h1>Page</h1><div class=\"entry-content\">";
  for (const std::string& paragraph : paragraphs) {
    html.append("<p class=\"text\">").append(paragraph).append("</p>\n");
  }
  return html + "</div></article></body></html>";
}

}  // namespace parallax::bench
