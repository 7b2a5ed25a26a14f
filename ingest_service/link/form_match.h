// A name recognized by its form.
#ifndef PARALLAX_INGEST_SERVICE_LINK_FORM_MATCH_H_
#define PARALLAX_INGEST_SERVICE_LINK_FORM_MATCH_H_

#include <cstdint>
#include <string>

namespace parallax::link {

// At [begin, end) of the text.
struct FormMatch {
  int64_t begin = 0;
  int64_t end = 0;
  std::string kind;
  bool follow = false;  // the name stands for it wherever the document has it
};

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_FORM_MATCH_H_
