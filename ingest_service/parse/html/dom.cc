#include "ingest_service/parse/html/dom.h"

#include <cstring>

#include "absl/status/status.h"

namespace parallax::parse_html {
namespace {

void* Allocate(void* arena, size_t size) { return static_cast<Arena*>(arena)->Allocate(size); }
void Deallocate(void*, void*) {}

// Nothing with a destructor may stand between here and the arena's jump.
const GumboOutput* ParseInto(Arena* arena, std::string_view markup) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Allocate;
  options.deallocator = &Deallocate;
  options.userdata = arena;
  options.max_errors = 0;
  if (setjmp(arena->overflow) != 0) return nullptr;
  return gumbo_parse_with_options(&options, markup.data(), markup.size());
}

}  // namespace

absl::StatusOr<std::unique_ptr<Dom>> Dom::Parse(std::string_view markup, size_t budget_bytes) {
  std::unique_ptr<Dom> dom(new Dom(budget_bytes));
  dom->markup_ = markup;
  const GumboOutput* output = ParseInto(&dom->arena_, markup);
  if (output == nullptr) {
    return absl::ResourceExhaustedError("the page's element tree exceeds its memory budget");
  }
  dom->Flatten(output->document);
  return dom;
}

void Dom::Flatten(const GumboNode* root) {
  struct Frame {
    const GumboNode* node;
    int32_t index;
    unsigned next;
  };
  std::vector<Frame> stack;
  nodes_.reserve(markup_.size() / 24 + 16);
  auto children = [](const GumboNode* n) -> const GumboVector& {
    return n->type == GUMBO_NODE_DOCUMENT ? n->v.document.children : n->v.element.children;
  };
  nodes_.push_back({root, -1, 0, GUMBO_TAG_UNKNOWN, 0, false});
  stack.push_back({root, 0, 0});
  while (!stack.empty()) {
    Frame& top = stack.back();
    const GumboVector& kids = children(top.node);
    if (top.next == kids.length) {
      nodes_[top.index].end = size();
      stack.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(kids.data[top.next++]);
    const int32_t parent = top.index;
    const auto depth = static_cast<uint16_t>(std::min<size_t>(stack.size(), 65535));
    const int32_t index = size();
    switch (child->type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        nodes_.push_back({child, parent, index + 1, GUMBO_TAG_LAST, depth, true});
        break;
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE:
        nodes_.push_back(
            {child, parent, index + 1, static_cast<uint16_t>(child->v.element.tag), depth, false});
        if (child->v.element.children.length > 0) stack.push_back({child, index, 0});
        break;
      default:
        break;
    }
  }
}

const GumboAttribute* Dom::FindAttribute(int32_t i, const char* name) const {
  const Node& node = nodes_[i];
  if (node.is_text || node.source->type == GUMBO_NODE_DOCUMENT) return nullptr;
  const GumboVector& list = node.source->v.element.attributes;
  for (unsigned k = 0; k < list.length; ++k) {
    const auto* attribute = static_cast<const GumboAttribute*>(list.data[k]);
    if (std::strcmp(attribute->name, name) == 0) return attribute;
  }
  return nullptr;
}

std::string_view Dom::Attribute(int32_t i, const char* name) const {
  const GumboAttribute* attribute = FindAttribute(i, name);
  return attribute == nullptr ? std::string_view() : std::string_view(attribute->value);
}

bool Dom::HasAttribute(int32_t i, const char* name) const {
  return FindAttribute(i, name) != nullptr;
}

int64_t Dom::BeginByte(int32_t i) const {
  const GumboNode* n = nodes_[i].source;
  const GumboStringPiece* piece = nullptr;
  if (nodes_[i].is_text) {
    piece = &n->v.text.original_text;
  } else if (n->type != GUMBO_NODE_DOCUMENT) {
    piece = &n->v.element.original_tag;
  }
  if (piece == nullptr || piece->data == nullptr) return -1;
  return piece->data - markup_.data();
}

int64_t Dom::EndByte(int32_t i) const {
  const GumboNode* n = nodes_[i].source;
  if (nodes_[i].is_text) {
    const GumboStringPiece& t = n->v.text.original_text;
    return t.data == nullptr ? -1 : t.data + t.length - markup_.data();
  }
  if (n->type == GUMBO_NODE_DOCUMENT) return static_cast<int64_t>(markup_.size());
  const GumboStringPiece& t = n->v.element.original_end_tag;
  if (t.data != nullptr && t.length > 0) return t.data + t.length - markup_.data();
  const auto offset = static_cast<int64_t>(n->v.element.end_pos.offset);
  return offset > 0 ? offset : -1;
}

}  // namespace parallax::parse_html
