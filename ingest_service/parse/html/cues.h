// What the names that a page's author gave to an element (class, id, role, itemprop,
// data-component) say about its purpose: "related-posts", "entryContent", "comment_list".
//
// Names are cut into words at punctuation and capitals and looked up in tables of words that
// templates of content management systems use, English words and the pinyin of Chinese ones. A name
// says what an author meant, not what is there: it is evidence among other evidence.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_CUES_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_CUES_H_

#include <cstdint>
#include <string_view>

#include "ingest_service/parse/html/dom.h"

namespace parallax::parse_html {

enum Cue : uint32_t {
  kCueContent,     // the text itself: "entry-content", "articleBody"
  kCueArticle,     // the article with what belongs to it: "post", "story"
  kCueNavigation,  // menus, breadcrumbs, page numbers
  kCueFooter,
  kCueHeader,
  kCueSidebar,
  kCueShare,    // buttons of social networks
  kCueRelated,  // other articles
  kCueComment,  // what readers wrote
  kCueAdvertising,
  kCueSignup,    // newsletters, log in, calls to action
  kCueAuthor,    // who wrote it, and their portrait
  kCueDateline,  // dates, sections, sources
  kCueTags,
  kCueCaption,
  kCueConsent,  // cookie notices and other dialogs
  kCueHidden,
  kCueTools,  // print, font size, audio players
  kCueCard,   // items of a listing
  kCueForum,  // threads, messages, answers
  kCueProduct,
  kCueTitle,
  kCueSummary,   // standfirst, abstract
  kCueNotes,     // footnotes, references
  kCueContents,  // table of contents
  kCueGallery,
  kCueReview,
  kCueQuestion,  // frequently asked questions, accordions
  kCueCount,
};

constexpr uint32_t CueBit(Cue cue) { return 1u << cue; }

// The cues of one class, id … value.
uint32_t CuesOfName(std::string_view value);

// The cues of an element, from its attributes and tag.
uint32_t CuesOfElement(const Dom& dom, int32_t node);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_CUES_H_
