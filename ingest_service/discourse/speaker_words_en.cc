#include "ingest_service/discourse/speaker_words_en.h"

#include <algorithm>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::discourse {
namespace {

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80 || c == '-' || c == '\'' || c == '&';
}

template <typename List>
bool IsAny(std::string_view word, const List& any) {
  if (word.empty()) return false;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const char first = lower(word[0]);
  for (std::string_view w : any) {
    if (w.size() != word.size() || w[0] != first) continue;
    if (std::equal(word.begin(), word.end(), w.begin(),
                   [&](char a, char b) { return lower(a) == b; })) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool EndsWithApostrophe(std::string_view word) {
  return word.ends_with("’s") || word.ends_with("'s") || word.ends_with("s’") ||
         word.ends_with("s'");
}

Words WordsOf(const BlockText& block, TextRange range) {
  Words words;
  const std::string_view text = block.text;
  for (int64_t at = range.begin; at < range.end;) {
    if (!IsWordByte(text[at])) {
      ++at;
      continue;
    }
    Word word;
    word.range.begin = at;
    size_t next = static_cast<size_t>(at);
    word.upper = text::IsUpperLatin(text::NextCodePoint(text, &next));
    while (at < range.end && (IsWordByte(text[at]) ||
                              (text[at] == '.' && at + 1 < range.end && IsWordByte(text[at + 1])) ||
                              (text[at] == '.' && at == word.range.begin + 1 && word.upper))) {
      ++at;
    }
    word.range.end = at;
    words.push_back(word);
  }
  return words;
}

bool Is(std::string_view word, std::initializer_list<std::string_view> any) {
  return IsAny(word, any);
}

bool IsDeterminer(std::string_view w) {
  static constexpr std::string_view kWords[] = {
      "the",  "a",    "an",  "one",   "another", "its",  "his",     "her",   "their",
      "this", "that", "two", "three", "some",    "many", "several", "other", "most"};
  return IsAny(w, kWords);
}

bool IsDayOrMonth(std::string_view w) {
  static constexpr std::string_view kWords[] = {
      "monday",  "tuesday",   "wednesday", "thursday", "friday",  "saturday", "sunday",
      "january", "february",  "march",     "april",    "may",     "june",     "july",
      "august",  "september", "october",   "november", "december"};
  return IsAny(w, kWords);
}

bool IsParticle(std::string_view w) {
  static constexpr std::string_view kWords[] = {"de",  "van", "von", "der", "den", "bin",
                                                "al",  "el",  "la",  "le",  "da",  "di",
                                                "del", "dos", "ibn", "ter", "ten"};
  return IsAny(w, kWords);
}

bool BeginsModifier(std::string_view w) {
  static constexpr std::string_view kWords[] = {
      "of",     "for",    "at",       "from",     "in",       "with",        "who",
      "which",  "by",     "on",       "close",    "familiar", "to",          "that",
      "about",  "under",  "whose",    "involved", "briefed",  "working",     "near",
      "across", "within", "where",    "through",  "until",    "since",       "between",
      "over",   "during", "speaking", "polled",   "surveyed", "interviewed", "contacted"};
  return IsAny(w, kWords);
}

}  // namespace parallax::discourse
