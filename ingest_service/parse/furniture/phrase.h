// The lines that page templates put around an article, in English and Chinese. Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_FURNITURE_PHRASE_H_
#define PARALLAX_INGEST_SERVICE_PARSE_FURNITURE_PHRASE_H_

#include <string_view>

namespace parallax::parse {

// Why `line` is furniture: "comment form", "sharing", "navigation", "subscription", "copyright",
// "advertisement"; empty when it is none. The whole line has to be the phrase, whatever its case
// and the punctuation at its end. `at_edge` says that it stands before or after the main text,
// where shorter words ("Home", 首页) are furniture too.
std::string_view FurnitureReason(std::string_view line, bool at_edge);

// Whether `line` heads the comments of readers: "Comments", "3 Responses", 网友评论, 留言 (5).
bool IsCommentsHeading(std::string_view line);

// Whether `line` heads links to other pages: "Related posts", "You may also like", 相关阅读.
bool IsRelatedHeading(std::string_view line);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_FURNITURE_PHRASE_H_
