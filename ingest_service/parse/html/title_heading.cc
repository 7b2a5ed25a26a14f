#include "ingest_service/parse/html/title_heading.h"

#include <algorithm>

namespace parallax::parse_html {
namespace {

constexpr size_t kMaxHeadingBytes = 400;
constexpr size_t kMaxTitleBytes = 2000;
constexpr size_t kMinPartBytes = 6;  // a shorter heading is in a longer title by chance
constexpr std::string_view kGaps[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ",
                                      "_",   "｜",  "－",  " « ", " ~ ",  ": ",  "："};

std::string LowerWords(std::string_view s) {
  std::string out;
  bool gap = false;
  for (char c : s) {
    const auto u = static_cast<unsigned char>(c);
    if (u >= 0x80 || (u >= '0' && u <= '9') || ((u | 32) >= 'a' && (u | 32) <= 'z')) {
      if (gap && !out.empty()) out.push_back(' ');
      gap = false;
      out.push_back(u >= 'A' && u <= 'Z' ? static_cast<char>(u | 32) : c);
    } else {
      gap = true;
    }
  }
  return out;
}

std::vector<std::string_view> Split(std::string_view words) {
  std::vector<std::string_view> out;
  while (!words.empty()) {
    const size_t blank = words.find(' ');
    out.push_back(words.substr(0, blank));
    words = blank == std::string_view::npos ? std::string_view() : words.substr(blank + 1);
  }
  return out;
}

bool HalfShared(std::string_view heading, std::string_view declared) {
  const std::vector<std::string_view> ours = Split(heading), theirs = Split(declared);
  size_t shared = 0;
  for (std::string_view w : ours) {
    shared += std::find(theirs.begin(), theirs.end(), w) != theirs.end();
  }
  return shared > 0 && shared * 2 >= std::min(ours.size(), theirs.size()) &&
         shared * 4 >= ours.size();
}

}  // namespace

bool SharesHalf(std::string_view heading, std::string_view declared) {
  return HalfShared(LowerWords(heading), LowerWords(declared));
}

std::vector<TitlePart> TitleParts(std::string_view declared) {
  std::vector<TitlePart> parts;
  bool after_colon = false;
  declared = declared.substr(0, kMaxTitleBytes);
  for (;;) {
    size_t at = std::string_view::npos;
    std::string_view gap;
    for (std::string_view g : kGaps) {
      const size_t found = declared.find(g);
      if (found < at) {
        at = found;
        gap = g;
      }
    }
    parts.push_back({declared.substr(0, at), after_colon});
    if (at == std::string_view::npos) return parts;
    after_colon = gap == ": " || gap == "：";
    declared.remove_prefix(at + gap.size());
  }
}

int32_t FindTitleHeading(const Dom& dom, const PageBlocks& page, std::string_view declared) {
  const std::string title = LowerWords(declared.substr(0, kMaxTitleBytes));
  int best = 0;
  int32_t heading = -1;
  for (size_t b = 0; b < page.blocks.size(); ++b) {
    const uint16_t tag = dom[page.blocks[b].node].tag;
    const std::string& text = page.blocks[b].content.text;
    if (tag < GUMBO_TAG_H1 || tag > GUMBO_TAG_H6 || text.size() > kMaxHeadingBytes) continue;
    int score = tag == GUMBO_TAG_H1 ? 2 : 0;
    if (!title.empty()) {
      const std::string words = LowerWords(text);
      if (words == title) {
        score += 6;
      } else if (words.size() >= kMinPartBytes && (title.find(words) != std::string::npos ||
                                                   words.find(title) != std::string::npos)) {
        score += 4;
      } else if (tag == GUMBO_TAG_H1 && HalfShared(words, title)) {
        score += 3;
      }
    }
    if (score > best) {
      best = score;
      heading = static_cast<int32_t>(b);
    }
  }
  return heading;
}

}  // namespace parallax::parse_html
