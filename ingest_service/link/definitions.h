// Short forms that a document defines itself: "National Integrated Computing Network (NICN)",
// 国家数据局（以下简称“数据局”）.
#ifndef PARALLAX_INGEST_SERVICE_LINK_DEFINITIONS_H_
#define PARALLAX_INGEST_SERVICE_LINK_DEFINITIONS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace parallax::link {

// A short form that stands in parentheses right after a name.
struct DefinedShortForm {
  std::string text;   // as written
  int64_t begin = 0;  // of the short form in the text
  int64_t end = 0;
};

// Reads the definition that follows a name [name_begin, name_end) of `text`; false when none does.
// A Latin short form is taken when its capitals are the initials of the name's words, in order; a
// Chinese one when the parenthesis says so (简称, 下称) and its characters stand in the name in
// order.
bool ReadDefinition(std::string_view text, int64_t name_begin, int64_t name_end,
                    DefinedShortForm* form);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_DEFINITIONS_H_
