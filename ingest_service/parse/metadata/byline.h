// Names of authors: in a byline, behind a label, several in one line, with affiliations apart.
// Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_METADATA_BYLINE_H_
#define PARALLAX_INGEST_SERVICE_PARSE_METADATA_BYLINE_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace parallax::parse {

struct AuthorName {
  int64_t begin = 0;  // bytes of the text that was read
  int64_t end = 0;
  bool affiliation = false;  // of the name before it
};

// At most this many are read from one line.
inline constexpr size_t kMaxAuthors = 50;

// Splits "Ana Ruiz (Foo Institute), Li Wei and B. Okafor" or 张三、李四（某研究院）. Titles and job
// words at either end are left out. Empty when `text` does not read as names: too long, a sentence,
// lower case.
std::vector<AuthorName> SplitAuthors(std::string_view text);

// The names of a line that is a byline: "By A and B", "Written by A", 文/张三, 记者 李四, 張三
// 報導. Offsets are of `line`. Empty when it is none.
std::vector<AuthorName> ReadByline(std::string_view line);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_METADATA_BYLINE_H_
