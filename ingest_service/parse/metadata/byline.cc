#include "ingest_service/parse/metadata/byline.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::parse {
namespace {

using text::NextCodePoint;

constexpr size_t kBylineBytes = 400;
constexpr int kNameWords = 6;
constexpr int kNameHan = 8;

constexpr std::string_view kLeads[] = {"by ",       "written by ",  "posted by ",
                                       "author: ",  "words by ",    "reported by ",
                                       "story by ", "compiled by ", "edited by "};
constexpr std::string_view kChineseLeads[] = {
    "文/",   "文／",  "文|",   "文｜",      "文 / ",     "作者/", "记者/", "記者/", "撰文/",
    "撰文 ", "记者 ", "記者 ", "本报记者 ", "本報記者 ", "编译/", "編譯/", "作者 "};
constexpr std::string_view kChineseTails[] = {"报道", "報導", "报导", "報道",
                                              "撰文", "编译", "編譯"};

// Small words inside names.
constexpr std::string_view kParticles[] = {"de",  "da",  "do",  "dos",   "van", "von",
                                           "der", "den", "del", "della", "di",  "al",
                                           "bin", "ibn", "la",  "le",    "ter", "y"};
// What follows a comma and is no name: a degree, or a job.
constexpr std::string_view kNotNames[] = {"phd",
                                          "ph.d.",
                                          "md",
                                          "jr",
                                          "jr.",
                                          "sr",
                                          "sr.",
                                          "staff writer",
                                          "staff",
                                          "reporter",
                                          "correspondent",
                                          "editor",
                                          "contributor",
                                          "senior fellow",
                                          "fellow",
                                          "research fellow",
                                          "analyst"};

std::string LowerAscii(std::string_view s) {
  std::string lower(s);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

struct Piece {
  size_t begin;
  size_t end;
};

Piece Trim(std::string_view s, Piece p) {
  while (p.begin < p.end && (s[p.begin] == ' ' || s[p.begin] == '*')) ++p.begin;
  while (p.end > p.begin && (s[p.end - 1] == ' ' || s[p.end - 1] == '*' || s[p.end - 1] == '.')) {
    // The point of an initial or of "Jr." stays.
    if (s[p.end - 1] == '.' && p.end - p.begin >= 2 && p.end >= 3 && s[p.end - 3] == ' ') break;
    --p.end;
  }
  return p;
}

// Whether a piece reads as a person's or an organization's name.
bool IsName(std::string_view name) {
  if (name.empty()) return false;
  int words = 0;
  int capitals = 0;
  int han = 0;
  int digits = 0;
  std::string word;
  bool ok = true;
  const auto end_word = [&] {
    if (word.empty()) return;
    ++words;
    const auto first = static_cast<unsigned char>(word[0]);
    if (first >= 0x80 || text::IsUpperLatin(first)) {
      ++capitals;
    } else if (std::find(std::begin(kParticles), std::end(kParticles), word) ==
               std::end(kParticles)) {
      ok = false;
    }
    word.clear();
  };
  for (size_t at = 0; at < name.size();) {
    const size_t from = at;
    const char32_t c = NextCodePoint(name, &at);
    if (text::IsHan(c)) {
      ++han;
    } else if (text::IsAsciiDigit(c)) {
      ++digits;
    } else if (text::IsSentenceEnd(c) && c != '.') {
      return false;
    }
    if (c == ' ' || c == 0xB7) {
      end_word();
    } else if (!text::IsHan(c)) {
      word.append(name.substr(from, at - from));
    }
    if (c == ':' || c == '/' || c == '@' || c == '"' || c == '|') return false;
  }
  end_word();
  if (!ok || digits > 2) return false;
  if (han > 0) return han >= 2 && han <= kNameHan && words <= 2;
  return words >= 1 && words <= kNameWords && capitals >= 1;
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : s_(text) {}

  std::vector<AuthorName> Split() {
    if (s_.empty() || s_.size() > kBylineBytes) return {};
    size_t begin = 0;
    for (size_t at = 0; at < s_.size();) {
      const size_t from = at;
      const char32_t c = NextCodePoint(s_, &at);
      if (c == '(' || c == 0xFF08) {
        Name({begin, from});
        const size_t close = s_.find(c == '(' ? ")" : "）", at);
        const size_t stop = close == std::string_view::npos ? s_.size() : close;
        Affiliation({at, stop});
        at = close == std::string_view::npos ? stop : stop + (c == '(' ? 1 : 3);
        begin = at;
      } else if (c == ',' || c == ';' || c == '&' || c == 0x3001 || c == 0xFF0C || c == 0xFF1B ||
                 c == '|' || c == 0x2022) {
        Name({begin, from});
        begin = at;
      } else if (c == ' ') {
        for (const std::string_view word :
             {" and ", " with ", " und ", " et ", " y ", " – ", " - "}) {
          if (!s_.substr(from).starts_with(word)) continue;
          Name({begin, from});
          // What follows a dash is where or when, not who.
          if (word == " – " || word == " - ") stopped_ = true;
          at = from + word.size();
          begin = at;
          break;
        }
        // In Chinese a blank sets names apart.
        const bool han_before = from >= 3 && text::IsHan(text::CodePointBefore(s_, from));
        size_t peek = at;
        if (begin < from && han_before && peek < s_.size() &&
            text::IsHan(NextCodePoint(s_, &peek))) {
          Name({begin, from});
          begin = at;
        }
      } else if (text::IsHan(c) &&
                 (s_.substr(from).starts_with("和") || s_.substr(from).starts_with("与") ||
                  s_.substr(from).starts_with("與")) &&
                 from - begin >= 6) {
        Name({begin, from});
        begin = at;
      }
      if (failed_ || stopped_) break;
    }
    if (!stopped_) Name({begin, s_.size()});
    if (failed_ || names_.size() > kMaxAuthors) return {};
    return std::move(names_);
  }

 private:
  void Name(Piece piece) {
    if (stopped_) return;
    piece = Trim(s_, piece);
    std::string_view name = s_.substr(piece.begin, piece.end - piece.begin);
    for (const std::string_view lead : {"and ", "with ", "Dr. ", "Dr ", "Prof. ", "Professor "}) {
      if (name.starts_with(lead)) {
        piece.begin += lead.size();
        name.remove_prefix(lead.size());
      }
    }
    for (const std::string_view lead : {"记者", "記者", "作者"}) {
      if (name.starts_with(lead) && name.size() > lead.size() + 3) {
        piece.begin += lead.size();
        piece = Trim(s_, piece);
        name = s_.substr(piece.begin, piece.end - piece.begin);
      }
    }
    if (name.empty()) return;
    const std::string lower = LowerAscii(name);
    if (std::find(std::begin(kNotNames), std::end(kNotNames), lower) != std::end(kNotNames)) return;
    if (!IsName(name)) {
      failed_ = true;
      return;
    }
    names_.push_back({static_cast<int64_t>(piece.begin), static_cast<int64_t>(piece.end), false});
  }

  void Affiliation(Piece piece) {
    piece = Trim(s_, piece);
    if (names_.empty() || piece.begin >= piece.end) return;
    names_.push_back({static_cast<int64_t>(piece.begin), static_cast<int64_t>(piece.end), true});
  }

  std::string_view s_;
  std::vector<AuthorName> names_;
  bool failed_ = false;
  bool stopped_ = false;
};

}  // namespace

std::vector<AuthorName> SplitAuthors(std::string_view text) { return Splitter(text).Split(); }

std::vector<AuthorName> ReadByline(std::string_view line) {
  if (line.size() > kBylineBytes) return {};
  size_t begin = 0;
  size_t end = line.size();
  const std::string head = LowerAscii(line.substr(0, std::min<size_t>(line.size(), 16)));
  for (const std::string_view lead : kLeads) {
    if (std::string_view(head).starts_with(lead)) begin = lead.size();
  }
  for (const std::string_view lead : kChineseLeads) {
    if (line.starts_with(lead)) begin = std::max(begin, lead.size());
  }
  if (begin == 0) return {};
  for (const std::string_view tail : kChineseTails) {
    if (line.ends_with(tail) && end > begin + tail.size()) end = line.size() - tail.size();
  }
  std::vector<AuthorName> names = SplitAuthors(line.substr(begin, end - begin));
  for (AuthorName& name : names) {
    name.begin += static_cast<int64_t>(begin);
    name.end += static_cast<int64_t>(begin);
  }
  return names;
}

}  // namespace parallax::parse
