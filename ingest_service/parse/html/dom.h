// A page's element tree, flattened: nodes in document order, each with the end of its subtree, so
// that every later stage is a loop over an array.
//
// Owns the parser's tree; views of attributes and texts live as long as the Dom. The markup it was
// made from must outlive it. Thread-safe once built.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_DOM_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_DOM_H_

#include <gumbo.h>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "ingest_service/parse/html/arena.h"

namespace parallax::parse_html {

struct Node {
  const GumboNode* source = nullptr;
  int32_t parent = -1;
  int32_t end = 0;  // one past the last node of the subtree
  uint16_t tag = GUMBO_TAG_UNKNOWN;
  uint16_t depth = 0;
  bool is_text = false;
};

class Dom {
 public:
  // Parses `markup`, which is valid UTF-8. ResourceExhausted when the tree needs more than
  // `budget_bytes` of memory. Linear in the markup under the guard's limits (markup_guard.h).
  static absl::StatusOr<std::unique_ptr<Dom>> Parse(std::string_view markup, size_t budget_bytes);

  const std::vector<Node>& nodes() const { return nodes_; }
  const Node& operator[](int32_t i) const { return nodes_[i]; }
  int32_t size() const { return static_cast<int32_t>(nodes_.size()); }
  std::string_view markup() const { return markup_; }

  // The value of an attribute of element `i`, entities decoded; empty when absent.
  std::string_view Attribute(int32_t i, const char* name) const;
  bool HasAttribute(int32_t i, const char* name) const;
  const GumboAttribute* FindAttribute(int32_t i, const char* name) const;

  // The bytes of the markup that a node was made from; for an element without an end tag, up to
  // where its parent or next sibling makes it end.
  int64_t BeginByte(int32_t i) const;
  int64_t EndByte(int32_t i) const;

 private:
  explicit Dom(size_t budget_bytes) : arena_(budget_bytes) {}
  void Flatten(const GumboNode* root);

  Arena arena_;
  std::string_view markup_;
  std::vector<Node> nodes_;
};

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_DOM_H_
