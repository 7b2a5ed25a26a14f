#include "core/text/web_address.h"

#include <algorithm>

namespace parallax::text {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string Folded(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = Lower(c);
  return out;
}

bool IsForbidden(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u <= 0x20 || u == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '`';
}

// "https" of "https:…"; empty where there is none.
std::string_view SchemeOf(std::string_view reference) {
  size_t at = 0;
  while (at < reference.size()) {
    const char c = Lower(reference[at]);
    const bool letter = c >= 'a' && c <= 'z';
    const bool other = at > 0 && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.');
    if (!letter && !other) break;
    ++at;
  }
  return at > 0 && at < reference.size() && reference[at] == ':' ? reference.substr(0, at)
                                                                 : std::string_view();
}

// RFC 3986, 5.2.4; `path` begins with a slash.
std::string WithoutDots(std::string_view path) {
  std::string out;
  for (size_t at = 0; at < path.size();) {
    const size_t end = std::min(path.find('/', at + 1), path.size());
    const std::string_view segment = path.substr(at + 1, end - at - 1);
    const bool last = end == path.size();
    if (segment == "..") {
      out.resize(std::min(out.rfind('/'), out.size()));
    }
    if (segment != "." && segment != "..") {
      out.append(path.substr(at, end - at));
    } else if (last) {
      out.push_back('/');
    }
    at = end;
  }
  return out;
}

struct Parts {
  std::string scheme;
  std::string host;   // with the port
  std::string path;   // "" or from its slash
  std::string query;  // from its question mark
};

// `rest` is what follows the scheme's colon.
std::optional<Parts> Split(std::string_view scheme, std::string_view rest) {
  Parts parts{.scheme = Folded(scheme), .host = {}, .path = {}, .query = {}};
  if ((parts.scheme != "http" && parts.scheme != "https") || !rest.starts_with("//")) {
    return std::nullopt;
  }
  rest.remove_prefix(2);
  const size_t path = std::min(rest.find_first_of("/?"), rest.size());
  parts.host = Folded(rest.substr(0, path));
  if (parts.host.empty() || parts.host.find('@') != std::string::npos) return std::nullopt;
  const size_t query = std::min(rest.find('?', path), rest.size());
  parts.path = rest.substr(path, query - path);
  parts.query = rest.substr(query);
  return parts;
}

// Without blanks around it, which browsers leave out, and without the fragment.
std::optional<std::string_view> Clean(std::string_view address) {
  constexpr std::string_view kBlank = " \t\n\f\r";
  const size_t first = address.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return std::nullopt;
  address = address.substr(first, address.find_last_not_of(kBlank) - first + 1);
  if (address.size() > kMostAddressBytes ||
      std::any_of(address.begin(), address.end(), IsForbidden)) {
    return std::nullopt;
  }
  return address.substr(0, address.find('#'));
}

}  // namespace

std::optional<std::string> ResolveAddress(std::string_view base, std::string_view reference) {
  const auto cleaned = Clean(reference);
  if (!cleaned) return std::nullopt;
  std::string_view target = *cleaned;
  std::optional<Parts> parts;
  if (const std::string_view scheme = SchemeOf(target); !scheme.empty()) {
    parts = Split(scheme, target.substr(scheme.size() + 1));
  } else {
    const auto whole = Clean(base);
    if (!whole) return std::nullopt;
    const std::string_view base_scheme = SchemeOf(*whole);
    if (base_scheme.empty()) return std::nullopt;
    parts = Split(base_scheme,
                  target.starts_with("//") ? target : whole->substr(base_scheme.size() + 1));
    if (parts && !target.starts_with("//") && !target.empty()) {
      const size_t query = std::min(target.find('?'), target.size());
      const std::string_view path = target.substr(0, query);
      if (path.starts_with('/')) {
        parts->path = path;
      } else if (!path.empty()) {
        const size_t slash = parts->path.rfind('/');
        parts->path.resize(slash == std::string::npos ? 0 : slash);
        parts->path.append("/").append(path);
      }
      parts->query = target.substr(query);
    }
  }
  if (!parts) return std::nullopt;
  std::string out = parts->scheme + "://" + parts->host + WithoutDots(parts->path) + parts->query;
  if (out.size() > kMostAddressBytes) return std::nullopt;
  return out;
}

std::string PlainAddress(std::string_view address) {
  if (const size_t scheme = address.find("://"); scheme != std::string_view::npos) {
    address.remove_prefix(scheme + 3);
  } else if (address.starts_with("//")) {
    address.remove_prefix(2);
  }
  address = address.substr(0, address.find('#'));
  while (address.ends_with('/')) address.remove_suffix(1);
  std::string plain(address);
  const size_t host = std::min(plain.find_first_of("/?"), plain.size());
  for (size_t i = 0; i < host; ++i) plain[i] = Lower(plain[i]);
  if (plain.starts_with("www.")) plain.erase(0, 4);
  return plain;
}

std::string_view HostOf(std::string_view plain_address) {
  return plain_address.substr(0, plain_address.find_first_of("/?"));
}

}  // namespace parallax::text
