#include "ingest_service/parse/html/folded_text.h"

#include <algorithm>
#include <array>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::parse_html {
namespace {

// Entity names that HTML decodes without a semicolon (HTML standard, named character references),
// sorted; the longest that matches counts.
constexpr std::string_view kLegacyNames[] = {
    "AElig",  "AMP",    "Aacute", "Acirc",  "Agrave", "Aring",  "Atilde", "Auml",   "COPY",
    "Ccedil", "ETH",    "Eacute", "Ecirc",  "Egrave", "Euml",   "GT",     "Iacute", "Icirc",
    "Igrave", "Iuml",   "LT",     "Ntilde", "Oacute", "Ocirc",  "Ograve", "Oslash", "Otilde",
    "Ouml",   "QUOT",   "REG",    "THORN",  "Uacute", "Ucirc",  "Ugrave", "Uuml",   "Yacute",
    "aacute", "acirc",  "acute",  "aelig",  "agrave", "amp",    "aring",  "atilde", "auml",
    "brvbar", "ccedil", "cedil",  "cent",   "copy",   "curren", "deg",    "divide", "eacute",
    "ecirc",  "egrave", "eth",    "euml",   "frac12", "frac14", "frac34", "gt",     "iacute",
    "icirc",  "iexcl",  "igrave", "iquest", "iuml",   "laquo",  "lt",     "macr",   "micro",
    "middot", "nbsp",   "not",    "ntilde", "oacute", "ocirc",  "ograve", "ordf",   "ordm",
    "oslash", "otilde", "ouml",   "para",   "plusmn", "pound",  "quot",   "raquo",  "reg",
    "sect",   "shy",    "sup1",   "sup2",   "sup3",   "szlig",  "thorn",  "times",  "uacute",
    "ucirc",  "ugrave", "uml",    "uuml",   "yacute", "yen",    "yuml"};

bool IsAlnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool IsHtmlSpace(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

size_t CharSize(std::string_view s, size_t at) {
  const auto c = static_cast<unsigned char>(s[at]);
  const size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  return std::min(n, s.size() - at);
}

// The size of the character reference at `at` ('&'), 0 when there is none.
size_t ReferenceSize(std::string_view m, size_t at) {
  size_t p = at + 1;
  if (p >= m.size()) return 0;
  if (m[p] == '#') {
    ++p;
    const bool hex = p < m.size() && (m[p] == 'x' || m[p] == 'X');
    if (hex) ++p;
    const size_t digits = p;
    while (p < m.size() &&
           ((m[p] >= '0' && m[p] <= '9') || (hex && ((m[p] | 32) >= 'a' && (m[p] | 32) <= 'f')))) {
      ++p;
    }
    if (p == digits) return 0;
    if (p < m.size() && m[p] == ';') ++p;
    return p - at;
  }
  const size_t name = p;
  while (p < m.size() && p - name < 40 && IsAlnum(m[p])) ++p;
  if (p == name) return 0;
  if (p < m.size() && m[p] == ';') return p + 1 - at;
  for (size_t n = std::min<size_t>(6, p - name); n >= 2; --n) {
    if (std::binary_search(std::begin(kLegacyNames), std::end(kLegacyNames), m.substr(name, n))) {
      return 1 + n;
    }
  }
  return 0;
}

// A name that ends in ';' but is no entity is literal text, or a legacy name with text behind it.
size_t LegacySize(std::string_view m, size_t at) {
  for (size_t n = 6; n >= 2; --n) {
    if (at + 1 + n <= m.size() &&
        std::binary_search(std::begin(kLegacyNames), std::end(kLegacyNames), m.substr(at + 1, n))) {
      return 1 + n;
    }
  }
  return 0;
}

// The end of the markup (tag, comment) that the parser passed over at `at` ('<').
size_t SkipMarkup(std::string_view m, size_t at) {
  if (m.substr(at, 4) == "<!--") {
    const size_t end = m.find("-->", at + 2);
    return end == std::string_view::npos ? m.size() : end + 3;
  }
  char quote = 0;
  for (size_t p = at + 1; p < m.size(); ++p) {
    if (quote != 0) {
      if (m[p] == quote) quote = 0;
    } else if ((m[p] == '"' || m[p] == '\'') && m[p - 1] == '=') {
      quote = m[p];
    } else if (m[p] == '>') {
      return p + 1;
    }
  }
  return m.size();
}

enum class Fold { kKeep, kSpace, kDrop };

// What becomes of the character `c` (of `size` bytes) that is not ASCII.
Fold FoldOf(std::string_view s, size_t at, size_t size) {
  const auto b = [&](size_t k) { return static_cast<unsigned char>(s[at + k]); };
  if (size == 2 && b(0) == 0xC2) {
    if (b(1) == 0xA0) return Fold::kSpace;  // no-break space
    if (b(1) == 0xAD) return Fold::kDrop;   // soft hyphen
    if (b(1) == 0x85) return Fold::kSpace;  // next line
    if (b(1) < 0xA0) return Fold::kDrop;    // C1 controls
  } else if (size == 3) {
    if (b(0) == 0xE3 && b(1) == 0x80 && b(2) == 0x80) return Fold::kSpace;  // ideographic space
    if (b(0) == 0xE2 && b(1) == 0x80) {
      if (b(2) >= 0x80 && b(2) <= 0x8A) return Fold::kSpace;  // en quad … hair space
      if (b(2) == 0x8B) return Fold::kDrop;                   // zero width space
      if (b(2) == 0xA8 || b(2) == 0xA9 || b(2) == 0xAF) return Fold::kSpace;
    }
    if (b(0) == 0xE2 && b(1) == 0x81 && b(2) == 0x9F) return Fold::kSpace;
    if (b(0) == 0xEF && b(1) == 0xBB && b(2) == 0xBF) return Fold::kDrop;  // byte order mark
  }
  return Fold::kKeep;
}

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

}  // namespace

void FoldedText::FlushSpace() {
  if (space_char_ == 0) return;
  const char c = space_char_;
  space_char_ = 0;
  if (text_.text.empty()) return;
  text_.map.AppendAtom(space_, 1);
  text_.text.push_back(c);
}

void FoldedText::Space(int64_t begin, int64_t end) {
  if (text_.text.empty()) return;
  if (space_char_ == 0) {
    space_char_ = ' ';
    space_ = {begin, end};
  } else if (space_.end_byte == begin) {
    space_.end_byte = end;
  }
}

void FoldedText::AppendLineBreak(text::ByteSpan tag) {
  if (text_.text.empty() || tag.begin_byte < last_markup_end_) return;
  if (space_char_ != 0) {
    if (space_char_ == '\n') return;
    space_.end_byte = tag.end_byte;
  } else {
    space_ = tag;
  }
  space_char_ = '\n';
}

void FoldedText::Identity(std::string_view bytes, int64_t at) {
  FlushSpace();
  text_.text.append(bytes);
  text_.map.AppendIdentity(at, static_cast<int64_t>(bytes.size()));
  last_markup_end_ = at + static_cast<int64_t>(bytes.size());
}

void FoldedText::Atom(std::string_view bytes, int64_t begin, int64_t end) {
  FlushSpace();
  text_.text.append(bytes);
  text_.map.AppendAtom({begin, end}, static_cast<int32_t>(bytes.size()));
  last_markup_end_ = end;
}

void FoldedText::Append(std::string_view decoded, std::string_view markup, int64_t markup_begin) {
  size_t t = 0;
  auto o = static_cast<size_t>(markup_begin);
  while (t < decoded.size()) {
    if (o >= markup.size()) {
      unaligned_ += static_cast<int64_t>(decoded.size() - t);
      return;
    }
    // The common case: a stretch of plain bytes.
    size_t n = 0;
    while (t + n < decoded.size() && o + n < markup.size()) {
      const auto c = static_cast<unsigned char>(decoded[t + n]);
      if (c != static_cast<unsigned char>(markup[o + n]) || c <= ' ' || c == '&' || c == '<' ||
          c == 0x7F || c == 0xC2 || c == 0xE2 || c == 0xE3 || c == 0xEF) {
        break;
      }
      ++n;
    }
    // Two characters may share their first bytes (an umlaut for another): end on a border.
    while (n > 0 && t + n < decoded.size() &&
           (static_cast<unsigned char>(decoded[t + n]) & 0xC0) == 0x80) {
      --n;
    }
    if (n > 0) {
      Identity(decoded.substr(t, n), static_cast<int64_t>(o));
      t += n;
      o += n;
      continue;
    }
    const char m = markup[o];
    size_t take = CharSize(decoded, t);  // decoded bytes
    size_t from = 1;                     // markup bytes
    if (m == '\r') {
      if (decoded[t] != '\n') {
        ++o;
        continue;
      }
      from = o + 1 < markup.size() && markup[o + 1] == '\n' ? 2 : 1;
    } else if (m == '&') {
      from = ReferenceSize(markup, o);
      // "&" that stands for itself: what follows is the same in both.
      if (decoded[t] == '&') {
        const std::string_view rest = markup.substr(o + 1, from > 0 ? from - 1 : 0);
        const bool is_amp = rest.starts_with("amp") || rest.starts_with("AMP") ||
                            rest.starts_with("#38") || rest.starts_with("#x26") ||
                            rest.starts_with("#X26") || rest.starts_with("#0");
        if (!is_amp) {
          from = 1;
        } else if (rest.size() > 3 && (rest[0] | 32) == 'a' && rest != "amp;" && rest != "AMP;") {
          from = 4;
        }
      } else {
        if (from == 0) {
          unaligned_ += static_cast<int64_t>(take);
          t += take;
          continue;
        }
        // "&notit;" is "¬it;": the whole name is no entity, its begin is.
        const size_t legacy = LegacySize(markup, o);
        if (legacy != 0 && legacy + 1 < from && t + take < decoded.size() &&
            decoded.substr(t + take, from - legacy) == markup.substr(o + legacy, from - legacy)) {
          from = legacy;
        }
        // A few names stand for two characters.
        if (t + take < decoded.size() && o + from < markup.size()) {
          const char next = decoded[t + take];
          const char after = markup[o + from];
          const size_t second = CharSize(decoded, t + take);
          const auto lead = static_cast<unsigned char>(next);
          const bool combining = decoded.substr(t + take, second) == "\xCC\xB8" ||
                                 decoded.substr(t + take, second) == "\xE2\x83\x92" ||
                                 decoded.substr(t + take, second) == "\xE2\x83\xA5" ||
                                 decoded.substr(t + take, second) == "\xEF\xB8\x80" ||
                                 decoded.substr(t + take, second) == "\xCC\xB1" ||
                                 decoded.substr(t + take, second) == "\xCC\xB3" ||
                                 decoded.substr(t + take, second) == "\xE2\x80\x8A" ||
                                 (lead == 'j' && decoded[t] == 'f');
          if (next != after && after != '&' && after != '<' && after != '\r' && combining) {
            take += second;
          }
        }
      }
    } else if (m == '<' && o + 1 < markup.size() &&
               (IsAlnum(markup[o + 1]) || markup[o + 1] == '/' || markup[o + 1] == '!' ||
                markup[o + 1] == '?') &&
               !(decoded[t] == '<' && decoded.substr(t, 3) == markup.substr(o, 3) &&
                 decoded.size() - t >= 3)) {
      o = SkipMarkup(markup, o);
      continue;
    } else if (m == '\0') {
      ++o;
      if (decoded.substr(t, 3) == kReplacement) t += 3;
      continue;
    } else if (decoded.substr(t, take) == markup.substr(o, take)) {
      from = take;
    } else if (decoded.substr(t, 3) == kReplacement) {
      // The parser replaces control characters and noncharacters (U+FFFF): the former are left out.
      const size_t size = CharSize(markup, o);
      size_t behind = o;
      if (!text::IsControl(text::NextCodePoint(markup, &behind)) && behind - o == size) {
        Identity(markup.substr(o, size), static_cast<int64_t>(o));
      }
      t += 3;
      o += size;
      continue;
    } else {
      unaligned_ += static_cast<int64_t>(take);
      t += take;
      continue;
    }
    const auto begin = static_cast<int64_t>(o);
    const auto end = static_cast<int64_t>(o + from);
    const std::string_view bytes = decoded.substr(t, take);
    t += take;
    o += from;
    if (bytes.size() == 1 && IsHtmlSpace(bytes[0])) {
      if (preserve_) {
        Atom(bytes, begin, end);
      } else {
        Space(begin, end);
      }
      continue;
    }
    if (static_cast<unsigned char>(bytes[0]) < ' ' || bytes[0] == 0x7F) continue;
    const Fold fold = bytes.size() == 1 ? Fold::kKeep : FoldOf(bytes, 0, bytes.size());
    if (fold == Fold::kDrop) continue;
    if (fold == Fold::kSpace) {
      if (preserve_) {
        Atom(" ", begin, end);
      } else {
        Space(begin, end);
      }
      continue;
    }
    if (from == bytes.size() && markup.substr(begin, from) == bytes) {
      Identity(bytes, begin);
    } else {
      Atom(bytes, begin, end);
    }
  }
}

record::MappedText FoldedText::Take() {
  space_char_ = 0;
  if (preserve_) {
    // Blank lines at the end of code say nothing; the map allows cutting only at a unit's end.
    size_t n = text_.text.size();
    while (n > 0 && IsHtmlSpace(text_.text[n - 1])) --n;
    if (n < text_.text.size()) {
      record::MappedText cut;
      cut.text = text_.text.substr(0, n);
      cut.map.AppendSlice(text_.map, 0, static_cast<int64_t>(n));
      text_ = std::move(cut);
    }
  }
  record::MappedText taken = std::move(text_);
  text_ = {};
  last_markup_end_ = -1;
  return taken;
}

text::TextMap Compose(const text::TextMap& map, const text::TextMap& middle) {
  text::TextMap composed;
  for (const text::TextMap::Run& run : map.runs()) {
    if (run.text_unit == 1 && run.original_unit == 1) {
      composed.AppendSlice(middle, run.original_begin, run.original_end());
      continue;
    }
    for (int64_t k = 0; k < run.count; ++k) {
      const int64_t begin = run.original_begin + k * run.original_unit;
      composed.AppendAtom(middle.ToOriginal(begin, begin + run.original_unit), run.text_unit);
    }
  }
  return composed;
}

bool IsIdentity(const text::TextMap& map) {
  const auto& runs = map.runs();
  return runs.empty() || (runs.size() == 1 && runs[0].original_begin == 0 &&
                          runs[0].text_unit == 1 && runs[0].original_unit == 1);
}

}  // namespace parallax::parse_html
