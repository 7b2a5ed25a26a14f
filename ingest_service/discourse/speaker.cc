#include "ingest_service/discourse/speaker.h"

#include <algorithm>
#include <vector>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::discourse {

bool NamesMedium(std::string_view name) {
  static constexpr std::string_view kSuffixes[] = {
      "报", "報", "社", "网", "網", "新闻", "新聞", "周刊", "週刊", "电视台", "電視台"};
  for (std::string_view suffix : kSuffixes) {
    if (name.ends_with(suffix)) return true;
  }
  thread_local std::vector<CueHit> hits;
  FindCues(name, &hits);
  return std::any_of(hits.begin(), hits.end(), [](const CueHit& h) { return h.Is(kMedium); });
}

bool EndsWithOffice(std::string_view text) {
  thread_local std::vector<CueHit> hits;
  FindCues(text, &hits);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& h) {
    return h.Is(kRole) && h.end == static_cast<int64_t>(text.size());
  });
}

TextRange Trimmed(std::string_view text, TextRange range) {
  // Most begin and end with a letter, a digit or an ideograph.
  const auto kept = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte >= 0xE4 && byte <= 0xE9);
  };
  while (range.begin < range.end && !kept(text[range.begin])) {
    size_t next = static_cast<size_t>(range.begin);
    const char32_t c = text::NextCodePoint(text, &next);
    if (!text::IsWhiteSpace(c) && c != ',' && c != ';' && c != ':' && c != 0xFF0C && c != 0xFF1A &&
        c != 0xFF1B && c != 0x2014 && c != 0x2013 && !(text::IsSentenceEnd(c) && c != 0x2026) &&
        c != 0x3001) {
      break;
    }
    range.begin = static_cast<int64_t>(next);
  }
  while (range.begin < range.end) {
    if (kept(text[range.end - 1]) ||
        (range.end - range.begin >= 3 && static_cast<unsigned char>(text[range.end - 3]) >= 0xE4 &&
         kept(text[range.end - 3]) && !text::IsUtf8Lead(text[range.end - 2]) &&
         !text::IsUtf8Lead(text[range.end - 1]))) {
      break;
    }
    const char32_t c = text::CodePointBefore(text, static_cast<size_t>(range.end));
    if (!text::IsWhiteSpace(c) && c != ',' && c != ';' && c != ':' && c != 0xFF0C && c != 0xFF1A &&
        c != 0xFF1B && c != 0x2014 && c != 0x2013 && !(text::IsSentenceEnd(c) && c != '.') &&
        c != 0x3001) {
      break;
    }
    do --range.end;
    while (range.end > range.begin && !text::IsUtf8Lead(text[range.end]));
  }
  return range;
}

}  // namespace parallax::discourse
