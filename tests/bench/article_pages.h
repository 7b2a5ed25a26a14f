// HTML pages that benchmarks read: the articles suite where it is, else text in the markup of an
// article. Not thread-safe: the environment is read.
#ifndef PARALLAX_TESTS_BENCH_ARTICLE_PAGES_H_
#define PARALLAX_TESTS_BENCH_ARTICLE_PAGES_H_

#include <string>
#include <vector>

namespace parallax::bench {

// The bytes of every page of the articles suite under PARALLAX_SHARED_DIR (../shared without it),
// in order of their file names; empty where the suite is absent.
std::vector<std::string> SuiteArticles();

// A page with navigation, a heading and an article of these paragraphs, each HTML already.
std::string ArticlePage(const std::vector<std::string>& paragraphs);

}  // namespace parallax::bench

#endif  // PARALLAX_TESTS_BENCH_ARTICLE_PAGES_H_
