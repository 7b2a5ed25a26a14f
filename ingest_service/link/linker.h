// The link room: which entities a document names, and where.
#ifndef PARALLAX_INGEST_SERVICE_LINK_LINKER_H_
#define PARALLAX_INGEST_SERVICE_LINK_LINKER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/record/claim.h"
#include "core/record/document.h"
#include "core/record/issue.h"
#include "ingest_service/link/subject.h"

namespace parallax::link {

// An entity that the catalog does not list, as this document names it first. Its id is a function
// of its kind and folded name (provisional.h).
struct ProvisionalEntity {
  std::string id;
  std::string kind;
  std::string name;      // as written
  std::string language;  // of the block; may be empty
  text::ByteSpan span;   // of the original
  friend bool operator==(const ProvisionalEntity&, const ProvisionalEntity&) = default;
};

struct LinkResult {
  std::vector<record::Mention> mentions;       // by block, cell and place; none overlap
  std::vector<ProvisionalEntity> provisional;  // in order of their first mention; each id once
  std::vector<record::Issue> issues;           // kAmbiguousName, at most kMostIssues
};

// Links documents against one catalog. Immutable and thread-safe.
//
// Names are matched longest first over folded text; a name that several entities bear is decided by
// the words around it or left alone with an issue. Boilerplate and code are not read. Mentions and
// provisional entities depend on the document alone.
class Linker {
 public:
  static constexpr int kMostIssues = 100;
  // A document gets no more mentions than this; what is beyond is left out with kLimitReached.
  static constexpr int kMostMentions = 200'000;

  // The catalog is kept alive by the linker.
  explicit Linker(std::shared_ptr<const catalog::Catalog> catalog);
  ~Linker();

  // O(size of the document's text).
  LinkResult Link(const record::Document& document) const;

  // The mentions of one text alone, with offsets into it (`span` is the same range); for questions
  // and short texts. `title` gives context.
  std::vector<record::Mention> LinkText(std::string_view text, std::string_view title = {}) const;

  // See subject.h.
  SubjectResolution ResolveSubject(std::string_view text, std::string_view kind) const;

  const catalog::Catalog& catalog() const { return *catalog_; }

 private:
  class Pass;
  struct Tables;

  std::shared_ptr<const catalog::Catalog> catalog_;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_LINKER_H_
