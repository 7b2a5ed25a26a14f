#include "ingest_service/parse/html/markup_guard.h"

#include <array>
#include <cstring>
#include <vector>

namespace parallax::parse_html {
namespace {

constexpr bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool IsSpace(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

enum class TagClass : uint8_t { kNested, kOptionalEnd, kVoid, kFormatting, kRawText };

struct TagName {
  char text[16];
  size_t size = 0;
  std::string_view view() const { return {text, size}; }
};

TagClass Classify(std::string_view name) {
  // Names of the HTML standard, sections "Void elements", "Optional tags", "Raw text elements" and
  // the tree builder's list of formatting elements. <a> and <nobr> close themselves when they
  // repeat.
  static constexpr std::string_view kVoid[] = {
      "area", "base",  "basefont", "bgsound", "br",   "col",   "embed",  "frame", "hr", "image",
      "img",  "input", "keygen",   "link",    "meta", "param", "source", "track", "wbr"};
  static constexpr std::string_view kOptional[] = {
      "p",   "li",    "dt",    "dd",    "option",   "optgroup", "tr",  "td",
      "th",  "thead", "tbody", "tfoot", "colgroup", "rt",       "rp",  "rb",
      "rtc", "html",  "head",  "body",  "caption",  "a",        "nobr"};
  static constexpr std::string_view kFormat[] = {"b", "big",   "code",   "em",     "font", "i",
                                                 "s", "small", "strike", "strong", "tt",   "u"};
  static constexpr std::string_view kRaw[] = {"script", "style",   "title",    "textarea", "xmp",
                                              "iframe", "noembed", "noframes", "plaintext"};
  for (auto v : kFormat)
    if (v == name) return TagClass::kFormatting;
  for (auto v : kOptional)
    if (v == name) return TagClass::kOptionalEnd;
  for (auto v : kVoid)
    if (v == name) return TagClass::kVoid;
  for (auto v : kRaw)
    if (v == name) return TagClass::kRawText;
  return TagClass::kNested;
}

uint32_t NameHash(std::string_view name) {
  uint32_t h = 2166136261u;
  for (char c : name) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}

// One pass over the markup; blanks through `Blank`.
class Guard {
 public:
  Guard(std::string_view markup, const MarkupLimits& limits, GuardedMarkup* result)
      : in_(markup), limits_(limits), out_(result) {
    open_.reserve(64);
  }

  void Run() {
    size_t at = 0;
    while (at < in_.size()) {
      const void* hit = std::memchr(in_.data() + at, '<', in_.size() - at);
      if (hit == nullptr) break;
      at = static_cast<size_t>(static_cast<const char*>(hit) - in_.data());
      at = Markup(at);
    }
  }

 private:
  // Returns where to go on.
  size_t Markup(size_t at) {
    if (at + 1 >= in_.size()) return in_.size();
    const char next = in_[at + 1];
    if (next == '!') {
      if (in_.substr(at, 4) == "<!--") {
        // "<!-->" and "<!--->" are whole comments.
        const size_t end = in_.find("-->", at + 2);
        return end == std::string_view::npos ? in_.size() : end + 3;
      }
      const size_t end = in_.find('>', at);
      return end == std::string_view::npos ? in_.size() : end + 1;
    }
    const bool closing = next == '/';
    size_t p = at + 1 + (closing ? 1 : 0);
    if (p >= in_.size() || !IsLetter(in_[p])) return at + 1;
    TagName name;
    while (p < in_.size() && in_[p] != '>' && in_[p] != '/' && !IsSpace(in_[p])) {
      if (name.size < sizeof(name.text)) name.text[name.size++] = Lower(in_[p]);
      ++p;
    }
    bool self_closing = false;
    const size_t end = Attributes(p, &self_closing);
    const TagClass kind = Classify(name.view());
    if (kind == TagClass::kRawText && !closing && foreign_ == 0) return RawText(name.view(), end);
    if (closing) {
      Close(at, end, name.view(), kind);
    } else {
      Open(at, end, name.view(), kind, self_closing);
    }
    return end;
  }

  // The end of the tag whose name ends at `p`; attributes beyond the limit are blanked.
  size_t Attributes(size_t p, bool* self_closing) {
    int count = 0;
    size_t cut_from = 0;
    while (p < in_.size() && in_[p] != '>') {
      if (IsSpace(in_[p]) || in_[p] == '/') {
        *self_closing = in_[p] == '/';
        ++p;
        continue;
      }
      *self_closing = false;
      if (++count > limits_.max_attributes && cut_from == 0) cut_from = p;
      while (p < in_.size() && !IsSpace(in_[p]) && in_[p] != '>' && in_[p] != '/' &&
             (in_[p] != '=')) {
        ++p;
      }
      size_t q = p;
      while (q < in_.size() && IsSpace(in_[q])) ++q;
      if (q >= in_.size() || in_[q] != '=') {
        if (p < in_.size() && in_[p] == '=') ++p;
        continue;
      }
      p = q + 1;
      while (p < in_.size() && IsSpace(in_[p])) ++p;
      if (p < in_.size() && (in_[p] == '"' || in_[p] == '\'')) {
        const size_t close = in_.find(in_[p], p + 1);
        p = close == std::string_view::npos ? in_.size() : close + 1;
      } else {
        while (p < in_.size() && !IsSpace(in_[p]) && in_[p] != '>') ++p;
      }
    }
    if (cut_from != 0) {
      out_->attributes_cut = true;
      Blank(cut_from, p);
    }
    return p < in_.size() ? p + 1 : p;
  }

  size_t RawText(std::string_view name, size_t p) {
    if (name == "plaintext") return in_.size();
    while (p < in_.size()) {
      const void* hit = std::memchr(in_.data() + p, '<', in_.size() - p);
      if (hit == nullptr) return in_.size();
      p = static_cast<size_t>(static_cast<const char*>(hit) - in_.data());
      if (p + 2 + name.size() <= in_.size() && in_[p + 1] == '/') {
        size_t k = 0;
        while (k < name.size() && Lower(in_[p + 2 + k]) == name[k]) ++k;
        if (k == name.size()) return p + 2 + k;
      }
      ++p;
    }
    return p;
  }

  void Open(size_t at, size_t end, std::string_view name, TagClass kind, bool self_closing) {
    const uint32_t hash = NameHash(name);
    if (kind == TagClass::kFormatting) {
      if (limits_.drop_formatting || formatting_open_ >= limits_.max_open_formatting ||
          misnested_ > limits_.max_misnested_formatting) {
        out_->formatting_cut = true;
        Blank(at, end);
        return;
      }
      ++formatting_open_;
    } else if (kind != TagClass::kNested) {
      return;
    } else {
      if (static_cast<int>(open_.size()) - formatting_on_stack_ >= limits_.max_depth) {
        out_->depth_cut = true;
        Blank(at, end);
        return;
      }
      if (name == "svg" || name == "math") {
        if (self_closing) return;
        ++foreign_;
      } else if (foreign_ > 0 && self_closing) {
        return;
      }
    }
    if (open_.size() > static_cast<size_t>(limits_.max_depth) + 64) return;
    open_.push_back({hash, kind == TagClass::kFormatting});
    formatting_on_stack_ += kind == TagClass::kFormatting;
    ++count_[hash % count_.size()];
  }

  void Close(size_t at, size_t end, std::string_view name, TagClass kind) {
    if (kind != TagClass::kFormatting && kind != TagClass::kNested) return;
    const uint32_t hash = NameHash(name);
    const bool misnested = open_.empty() || open_.back().hash != hash;
    if (kind == TagClass::kFormatting) {
      // One that closes nothing costs nothing.
      misnested_ += misnested && formatting_open_ > 0;
      if (limits_.drop_formatting || (misnested && misnested_ > limits_.max_misnested_formatting)) {
        out_->formatting_cut = true;
        Blank(at, end);
        return;
      }
      if (formatting_open_ > 0) --formatting_open_;
      // A misnested end tag leaves what stands above it open; the tree builder reopens it.
      if (misnested) return;
    }
    if ((name == "svg" || name == "math") && foreign_ > 0) --foreign_;
    if (count_[hash % count_.size()] == 0) return;
    size_t k = open_.size();
    while (k > 0 && open_[k - 1].hash != hash) --k;
    if (k == 0) return;
    while (open_.size() >= k) {
      --count_[open_.back().hash % count_.size()];
      formatting_on_stack_ -= open_.back().formatting;
      open_.pop_back();
    }
  }

  void Blank(size_t begin, size_t end) {
    if (out_->copy.empty()) {
      out_->copy.assign(in_);
      out_->first_cut_byte = static_cast<int64_t>(begin);
    }
    std::memset(out_->copy.data() + begin, ' ', end - begin);
  }

  struct Element {
    uint32_t hash;
    bool formatting;
  };

  std::string_view in_;
  const MarkupLimits& limits_;
  GuardedMarkup* out_;
  std::vector<Element> open_;
  std::array<int, 1024> count_{};
  int formatting_on_stack_ = 0;
  int formatting_open_ = 0;
  int misnested_ = 0;
  int foreign_ = 0;
};

}  // namespace

void GuardMarkup(std::string_view markup, const MarkupLimits& limits, GuardedMarkup* result) {
  Guard(markup, limits, result).Run();
  result->markup = result->copy.empty() ? markup : std::string_view(result->copy);
}

}  // namespace parallax::parse_html
