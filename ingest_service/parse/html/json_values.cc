#include "ingest_service/parse/html/json_values.h"

#include <algorithm>
#include <cstring>

namespace parallax::parse_html {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

class Reader {
 public:
  explicit Reader(std::string_view json) : in_(json) {}

  std::vector<JsonValue> Run() {
    struct Open {
      int32_t index;
      bool object;
    };
    std::vector<Open> open;
    std::string_view key;
    const auto close = [&] {
      out_[open.back().index].end = static_cast<int32_t>(out_.size());
      open.pop_back();
    };
    while (at_ < in_.size() && out_.size() < kMaxJsonValues) {
      const char c = in_[at_];
      if (IsSpace(c) || c == ',' || c == ';' || c == ':') {
        ++at_;
      } else if (c == '{' || c == '[') {
        if (open.size() >= kMaxJsonDepth) break;
        Push(c == '{' ? JsonValue::kObject : JsonValue::kArray, key, {});
        key = {};
        open.push_back({static_cast<int32_t>(out_.size()) - 1, c == '{'});
        ++at_;
      } else if (c == '}' || c == ']') {
        if (!open.empty() && open.back().object == (c == '}')) close();
        key = {};
        ++at_;
      } else if (c == '"') {
        const std::string_view string = String();
        if (!open.empty() && open.back().object && key.data() == nullptr && ColonFollows()) {
          key = string;
        } else {
          Push(JsonValue::kString, key, string);
          key = {};
        }
      } else {
        const size_t begin = at_;
        while (at_ < in_.size() && std::strchr(",]}{[\":", in_[at_]) == nullptr &&
               !IsSpace(in_[at_])) {
          ++at_;
        }
        if (at_ == begin) ++at_;
        if (!open.empty()) Push(JsonValue::kOther, key, in_.substr(begin, at_ - begin));
        key = {};
      }
    }
    while (!open.empty()) close();
    return std::move(out_);
  }

 private:
  void Push(JsonValue::Kind kind, std::string_view key, std::string_view raw) {
    out_.push_back({kind, static_cast<int32_t>(out_.size()) + 1, key, raw});
  }

  std::string_view String() {
    const size_t begin = ++at_;
    while (at_ < in_.size() && in_[at_] != '"') at_ += in_[at_] == '\\' ? 2 : 1;
    const size_t end = std::min(at_, in_.size());
    at_ = std::min(in_.size(), end + 1);
    return in_.substr(begin, end - begin);
  }

  bool ColonFollows() const {
    size_t k = at_;
    while (k < in_.size() && IsSpace(in_[k])) ++k;
    return k < in_.size() && in_[k] == ':';
  }

  std::string_view in_;
  size_t at_ = 0;
  std::vector<JsonValue> out_;
};

void AppendUtf8(uint32_t c, std::string* out) {
  if (c < 0x80) {
    out->push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out->push_back(static_cast<char>(0xC0 | c >> 6));
    out->push_back(static_cast<char>(0x80 | (c & 63)));
  } else if (c < 0x10000) {
    out->push_back(static_cast<char>(0xE0 | c >> 12));
    out->push_back(static_cast<char>(0x80 | (c >> 6 & 63)));
    out->push_back(static_cast<char>(0x80 | (c & 63)));
  } else {
    out->push_back(static_cast<char>(0xF0 | c >> 18));
    out->push_back(static_cast<char>(0x80 | (c >> 12 & 63)));
    out->push_back(static_cast<char>(0x80 | (c >> 6 & 63)));
    out->push_back(static_cast<char>(0x80 | (c & 63)));
  }
}

int Hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
  return -1;
}

int32_t Hex4(std::string_view s, size_t at) {
  if (at + 4 > s.size()) return -1;
  int32_t v = 0;
  for (size_t k = at; k < at + 4; ++k) {
    const int h = Hex(s[k]);
    if (h < 0) return -1;
    v = v * 16 + h;
  }
  return v;
}

bool IsScalar(uint32_t c) { return c != 0 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF); }

struct Entity {
  std::string_view name;
  std::string_view text;
};
constexpr Entity kEntities[] = {
    {"amp", "&"},   {"lt", "<"},    {"gt", ">"},     {"quot", "\""},  {"apos", "'"},
    {"nbsp", " "},  {"ndash", "–"}, {"mdash", "—"},  {"lsquo", "‘"},  {"rsquo", "’"},
    {"ldquo", "“"}, {"rdquo", "”"}, {"hellip", "…"}, {"middot", "·"}, {"bull", "•"},
    {"copy", "©"},  {"reg", "®"},   {"trade", "™"},  {"eacute", "é"}, {"egrave", "è"},
    {"uuml", "ü"},  {"ouml", "ö"},  {"auml", "ä"},   {"ntilde", "ñ"}, {"pound", "£"},
    {"euro", "€"},  {"times", "×"}, {"laquo", "«"},  {"raquo", "»"},  {"deg", "°"}};

// The character reference at `at`; its size, 0 when there is none.
size_t Reference(std::string_view s, size_t at, std::string* out) {
  const size_t semicolon = s.substr(0, std::min(s.size(), at + 12)).find(';', at);
  if (semicolon == std::string_view::npos || semicolon < at + 3) return 0;
  const std::string_view name = s.substr(at + 1, semicolon - at - 1);
  if (name[0] == '#') {
    uint32_t c = 0;
    const bool hex = name.size() > 1 && (name[1] | 32) == 'x';
    for (char d : name.substr(hex ? 2 : 1)) {
      const int h = Hex(d);
      if (h < 0 || (!hex && h > 9) || c > 0x10FFFF) return 0;
      c = c * (hex ? 16 : 10) + static_cast<uint32_t>(h);
    }
    if (!IsScalar(c)) return 0;
    if (c == 0xA0) c = ' ';
    AppendUtf8(c, out);
    return semicolon + 1 - at;
  }
  for (const Entity& e : kEntities) {
    if (e.name == name) {
      out->append(e.text);
      return semicolon + 1 - at;
    }
  }
  return 0;
}

}  // namespace

std::vector<JsonValue> ReadJson(std::string_view json) { return Reader(json).Run(); }

int32_t JsonMember(const std::vector<JsonValue>& values, int32_t object, std::string_view key) {
  if (object < 0 || values[object].kind != JsonValue::kObject) return -1;
  for (int32_t k = object + 1; k < values[object].end; k = values[k].end) {
    if (values[k].key == key) return k;
  }
  return -1;
}

std::string PlainText(std::string_view s, bool markup) {
  std::string decoded;
  decoded.reserve(s.size());
  for (size_t at = 0; at < s.size();) {
    if (s[at] == '&') {
      const size_t size = Reference(s, at, &decoded);
      if (size > 0) {
        // "&amp;#39;": references of references are common where templates escape twice.
        at += size;
        if (decoded.back() == '&' && at < s.size() && (s[at] == '#' || s[at] == 'q')) {
          const std::string again = "&" + std::string(s.substr(at, 12));
          std::string twice;
          const size_t more = Reference(again, 0, &twice);
          if (more > 0) {
            decoded.pop_back();
            decoded += twice;
            at += more - 1;
          }
        }
        continue;
      }
    } else if (markup && s[at] == '<' && at + 1 < s.size() &&
               (((s[at + 1] | 32) >= 'a' && (s[at + 1] | 32) <= 'z') || s[at + 1] == '/')) {
      const size_t close = s.find('>', at);
      if (close != std::string_view::npos) {
        at = close + 1;
        continue;
      }
    }
    decoded.push_back(s[at++]);
  }
  std::string folded;
  folded.reserve(decoded.size());
  bool gap = false;
  for (size_t at = 0; at < decoded.size(); ++at) {
    const auto c = static_cast<unsigned char>(decoded[at]);
    if (c <= ' ' || c == 0x7F) {
      gap = true;
      continue;
    }
    if (c == 0xC2 && at + 1 < decoded.size() &&
        static_cast<unsigned char>(decoded[at + 1]) == 0xA0) {
      gap = true;
      ++at;
      continue;
    }
    if (gap && !folded.empty()) folded.push_back(' ');
    gap = false;
    folded.push_back(decoded[at]);
  }
  return folded;
}

std::string JsonText(std::string_view raw) {
  std::string s;
  s.reserve(raw.size());
  for (size_t at = 0; at < raw.size(); ++at) {
    if (raw[at] != '\\' || at + 1 >= raw.size()) {
      s.push_back(raw[at]);
      continue;
    }
    const char c = raw[++at];
    switch (c) {
      case 'n':
      case 't':
      case 'r':
      case 'f':
      case 'b':
        s.push_back(' ');
        break;
      case 'u': {
        const int32_t unit = Hex4(raw, at + 1);
        if (unit < 0) break;
        auto code = static_cast<uint32_t>(unit);
        at += 4;
        if (unit >= 0xD800 && unit < 0xDC00 && raw.substr(at + 1, 2) == "\\u") {
          const int32_t low = Hex4(raw, at + 3);
          if (low >= 0xDC00 && low < 0xE000) {
            code = 0x10000u + ((code - 0xD800u) << 10) + (static_cast<uint32_t>(low) - 0xDC00u);
            at += 6;
          }
        }
        if (IsScalar(code)) AppendUtf8(code, &s);
        break;
      }
      default:
        s.push_back(c);
    }
  }
  return PlainText(s, true);
}

}  // namespace parallax::parse_html
