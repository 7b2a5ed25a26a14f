// Evidence for a block (content_features.h) that no look at it and its neighbours gives: what the
// page declares about its text, which blocks are made by the same template, and what kinds of
// furniture the page has shown before it.
//
// Declared: JSON-LD's articleBody and the descriptions in the head, matched by runs of 16 letters;
// words of the title. Template: blocks whose elements have the same tags and classes up to <body>
// play one role, and mostly are main text together or not at all. Shown before: an article seldom
// goes on behind the box about its author, its tags, its share bar and "related articles".
//
// Linear in the page. Views the page, which must outlive it; thread-safe once built.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_CONTENT_CONTEXT_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_CONTENT_CONTEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest_service/parse/html/content_features.h"
#include "ingest_service/parse/html/dom.h"
#include "ingest_service/parse/html/page_blocks.h"

namespace parallax::parse_html {

// By block, the number of its template, from 0.
std::vector<int32_t> TemplatesOf(const Dom& dom, const PageBlocks& page);

class ContentContext {
 public:
  // `same_siblings`: by node, how many siblings have its tag and class.
  ContentContext(const Dom& dom, const PageBlocks& page, const PageFacts& facts,
                 const PageHints& hints, const std::vector<int32_t>& same_siblings);

  static const std::vector<std::string>& Names();

  // Adds block `b`'s values, in the order of Names().
  void Append(int32_t b, std::vector<int32_t>* out) const;

 private:
  // The runs of letters of a declared text, as a set of hashes.
  class Runs {
   public:
    void Add(std::string_view text);
    bool empty() const { return hashes_.empty(); }
    // Permille of the text's runs that are in the set; -1 without a set or where it is too short.
    int32_t Share(std::string_view letters) const;

   private:
    std::vector<uint64_t> hashes_;  // sorted
  };
  struct Template {
    int32_t blocks = 0, first = 0, last = 0, ended = 0;
    int64_t bytes = 0, link = 0, prose = 0;
  };

  void ReadTemplates();
  void ReadPassed();
  void ReadDeclared(const PageHints& hints);
  void AppendGroup(int32_t b, std::vector<int32_t>* out) const;

  const Dom& dom_;
  const PageBlocks& page_;
  const PageFacts& facts_;
  const std::vector<int32_t>& same_siblings_;
  std::vector<Template> templates_;
  std::vector<int32_t> passed_;  // by block, kPassed values each
  std::vector<int32_t> body_, description_, title_words_;
  std::vector<int32_t> section_;                    // by block: the nearest <h1> or <h2> above, -1
  std::vector<int32_t> links_, headings_, images_;  // prefix sums by node
};

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_CONTENT_CONTEXT_H_
