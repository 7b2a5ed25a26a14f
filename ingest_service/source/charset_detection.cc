#include "ingest_service/source/charset_detection.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>

#include "core/text/charset.h"
#include "core/text/utf8.h"

namespace parallax::source {
namespace {

constexpr size_t kPrescanBytes = 1024;

struct DetectorClose {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// The value after "charset", an equals sign and perhaps a quote, at or behind `from`.
std::string_view CharsetValue(std::string_view tag, std::string_view key) {
  for (size_t at = tag.find(key); at != std::string_view::npos; at = tag.find(key, at + 1)) {
    size_t p = at + key.size();
    while (p < tag.size() && IsBlank(tag[p])) ++p;
    if (p >= tag.size() || tag[p] != '=') continue;
    ++p;
    while (p < tag.size() && (IsBlank(tag[p]) || tag[p] == '"' || tag[p] == '\'')) ++p;
    size_t end = p;
    while (end < tag.size() && !IsBlank(tag[end]) && tag[end] != '"' && tag[end] != '\'' &&
           tag[end] != ';' && tag[end] != '>' && tag[end] != '/' && tag[end] != '?') {
      ++end;
    }
    if (end > p) return tag.substr(p, end - p);
  }
  return {};
}

// Valid multi-byte sequences against ill-formed ones. A page that is UTF-8 with a few cut
// characters has far more of the former; any other charset has hardly any.
bool IsMostlyUtf8(std::string_view bytes) {
  int64_t good = 0;
  int64_t bad = 0;
  size_t at = 0;
  while (at < bytes.size()) {
    const std::string_view rest = bytes.substr(at);
    const size_t valid = text::ValidUtf8Prefix(rest);
    // Most texts hold to the end; nothing needs to be counted then.
    if (valid == bytes.size()) return true;
    for (size_t i = 0; i < valid; ++i) {
      if (static_cast<unsigned char>(rest[i]) >= 0xC2) ++good;
    }
    at += valid;
    if (at >= bytes.size()) break;
    at += text::IllFormedUtf8Size(bytes.substr(at));
    ++bad;
  }
  return bad == 0 || good > 8 * bad;
}

std::optional<std::string> DetectUtf16(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, std::min<size_t>(bytes.size(), 4096));
  if (head.size() < 4) return std::nullopt;
  size_t even = 0;
  size_t odd = 0;
  for (size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  // White space, digits and markup give every UTF-16 text, Chinese ones too, some zero bytes on one
  // side and none on the other.
  const size_t least = std::max<size_t>(2, head.size() / 40);
  if (odd >= least && even * 16 <= odd) return "UTF-16LE";
  if (even >= least && odd * 16 <= even) return "UTF-16BE";
  return std::nullopt;
}

}  // namespace

std::string CharsetDeclaredInHtml(std::string_view bytes) {
  std::string head(bytes.substr(0, std::min(bytes.size(), kPrescanBytes)));
  for (char& c : head) c = Lower(c);
  const std::string_view view = head;
  std::string_view value;
  if (view.starts_with("<?xml")) {
    value = CharsetValue(view.substr(0, view.find('>')), "encoding");
  }
  for (size_t at = 0; value.empty() && at < view.size();) {
    const size_t open = view.find('<', at);
    if (open == std::string_view::npos) break;
    if (view.substr(open).starts_with("<!--")) {
      const size_t close = view.find("-->", open + 4);
      if (close == std::string_view::npos) break;
      at = close + 3;
      continue;
    }
    const size_t close = view.find('>', open);
    const std::string_view tag =
        view.substr(open, close == std::string_view::npos ? close : close - open);
    if (tag.starts_with("<meta") && tag.size() > 5 && (IsBlank(tag[5]) || tag[5] == '/')) {
      value = CharsetValue(tag, "charset");
    }
    at = open + 1;
  }
  const std::optional<std::string> charset = text::CanonicalCharset(value);
  if (!charset.has_value()) return "";
  return charset->starts_with("UTF-16") ? std::string(text::kUtf8) : *charset;
}

std::string DetectCharset(std::string_view bytes, bool is_html) {
  if (const auto utf16 = DetectUtf16(bytes)) return *utf16;
  if (IsMostlyUtf8(bytes)) return std::string(text::kUtf8);
  const std::string_view head = bytes.substr(0, std::min(bytes.size(), kDetectionBytes));
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, DetectorClose> detector(ucsdet_open(&error));
  if (U_SUCCESS(error)) {
    ucsdet_setText(detector.get(), head.data(), static_cast<int32_t>(head.size()), &error);
    ucsdet_enableInputFilter(detector.get(), is_html);
    int32_t found = 0;
    const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &found, &error);
    // Best first. The first under which the bytes hold is taken; the head may cut its last
    // character.
    for (int32_t i = 0; U_SUCCESS(error) && i < found; ++i) {
      UErrorCode name_error = U_ZERO_ERROR;
      const char* name = ucsdet_getName(matches[i], &name_error);
      const auto charset = name == nullptr ? std::nullopt : text::CanonicalCharset(name);
      if (!charset.has_value() || *charset == text::kUtf8) continue;
      const auto decoded = text::DecodeCharset(head, 0, *charset, text::OnMalformed::kReplace);
      if (decoded.ok() && decoded->malformed_count <= 1) return *charset;
    }
  }
  return "windows-1252";
}

}  // namespace parallax::source
