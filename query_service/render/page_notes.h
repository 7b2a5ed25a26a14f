// The passages of an HTML page: numbered notes, each with the claims behind one entry of a cell.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_PAGE_NOTES_H_
#define PARALLAX_QUERY_SERVICE_RENDER_PAGE_NOTES_H_

#include <string>
#include <vector>

#include "parallax/v1/claim.pb.h"

namespace parallax::render {

// Numbers notes in the order in which they are asked for. Not thread-safe.
class PageNotes {
 public:
  // The button that opens a note about `claims`; empty without claims. `title` says what the note
  // is about, safe to show.
  std::string Button(const std::string& title, const std::vector<const v1::Claim*>& claims);

  bool empty() const { return count_ == 0; }
  int count() const { return count_; }
  // All notes as the items of a list: popovers on a screen, end notes in print.
  const std::string& items() const { return items_; }

 private:
  int count_ = 0;
  std::string items_;
};

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_PAGE_NOTES_H_
