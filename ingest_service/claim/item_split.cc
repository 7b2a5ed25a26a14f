#include "ingest_service/claim/item_split.h"

#include <algorithm>
#include <string>

namespace parallax::claim {
namespace {

// An item of a comma-separated enumeration is a phrase, not a clause.
constexpr int kMaxPhraseWords = 6;
constexpr int kMaxPhraseIdeographs = 12;

constexpr std::string_view kOpeners[] = {"(", "[", "（", "【", "《", "“", "「", "『"};
constexpr std::string_view kClosers[] = {")", "]", "）", "】", "》", "”", "」", "』"};

bool StartsWithAt(std::string_view text, size_t at, std::string_view what) {
  return text.substr(at, what.size()) == what;
}

// Bytes at bracket depth zero.
std::vector<bool> OutsideBrackets(std::string_view text) {
  std::vector<bool> outside(text.size(), true);
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    for (std::string_view opener : kOpeners) depth += StartsWithAt(text, i, opener);
    outside[i] = depth == 0;
    for (std::string_view closer : kClosers) {
      if (depth > 0 && StartsWithAt(text, i, closer)) --depth;
    }
  }
  // A bracket that never closes protects nothing.
  if (depth > 0) outside.assign(text.size(), true);
  return outside;
}

// Where `separator` stands in `text` outside of brackets.
void FindAll(std::string_view text, const std::vector<bool>& outside, std::string_view separator,
             std::vector<TextRange>* found) {
  if (separator.empty()) return;
  for (size_t at = text.find(separator); at != std::string_view::npos;
       at = text.find(separator, at + separator.size())) {
    if (outside[at]) {
      found->push_back({static_cast<int64_t>(at), static_cast<int64_t>(at + separator.size())});
    }
  }
}

bool IsDigit(std::string_view text, int64_t at) {
  return at >= 0 && at < static_cast<int64_t>(text.size()) && text[at] >= '0' && text[at] <= '9';
}

std::vector<TextRange> Cut(std::string_view text, std::vector<TextRange> separators) {
  std::sort(separators.begin(), separators.end(),
            [](const TextRange& a, const TextRange& b) { return a.begin < b.begin; });
  std::vector<TextRange> items;
  int64_t begin = 0;
  auto add = [&](int64_t end) {
    const TextRange item = Trim(text, {begin, end});
    if (item.begin < item.end) items.push_back(item);
  };
  for (const TextRange& separator : separators) {
    if (separator.begin < begin) continue;
    add(separator.begin);
    begin = separator.end;
  }
  add(static_cast<int64_t>(text.size()));
  return items;
}

bool IsPhrase(std::string_view text) {
  int words = 0;
  int ideographs = 0;
  bool in_word = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0xe3 && c <= 0xe9) ++ideographs;
    const bool word = c > ' ' && c < 0x80;
    words += word && !in_word;
    in_word = word;
  }
  return words <= kMaxPhraseWords && ideographs <= kMaxPhraseIdeographs;
}

// "and state-owned enterprises" → "state-owned enterprises".
TextRange WithoutConjunction(std::string_view text, TextRange item) {
  for (std::string_view word : {"and ", "or ", "以及", "和", "及"}) {
    if (StartsWithAt(text, item.begin, word) &&
        item.end - item.begin > static_cast<int64_t>(word.size())) {
      return Trim(text, {item.begin + static_cast<int64_t>(word.size()), item.end});
    }
  }
  return item;
}

}  // namespace

TextRange Trim(std::string_view text, TextRange range) {
  auto blank_at = [&](int64_t i) {
    return text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r';
  };
  constexpr std::string_view kIdeographicSpace = "\xe3\x80\x80";
  for (bool more = true; more && range.begin < range.end;) {
    more = false;
    if (blank_at(range.begin))
      ++range.begin, more = true;
    else if (range.end - range.begin >= 3 && StartsWithAt(text, range.begin, kIdeographicSpace))
      range.begin += 3, more = true;
  }
  for (bool more = true; more && range.begin < range.end;) {
    more = false;
    if (blank_at(range.end - 1))
      --range.end, more = true;
    else if (range.end - range.begin >= 3 && StartsWithAt(text, range.end - 3, kIdeographicSpace))
      range.end -= 3, more = true;
  }
  return range;
}

std::vector<TextRange> SplitItems(std::string_view text,
                                  const std::vector<catalog::ListSeparator>& separators) {
  const TextRange whole = Trim(text, {0, static_cast<int64_t>(text.size())});
  if (whole.begin >= whole.end) return {};
  const std::vector<bool> outside = OutsideBrackets(text);
  std::vector<TextRange> strong;
  std::vector<TextRange> weak;
  for (const catalog::ListSeparator& separator : separators) {
    if (separator.leading) {
      const TextRange mark_range =
          Trim(separator.text, {0, static_cast<int64_t>(separator.text.size())});
      const std::string_view mark =
          std::string_view(separator.text)
              .substr(mark_range.begin, mark_range.end - mark_range.begin);
      if (mark.empty() || !StartsWithAt(text, whole.begin, mark)) continue;
      strong.push_back({whole.begin, whole.begin + static_cast<int64_t>(mark.size())});
      FindAll(text, outside, separator.text, &strong);
    } else {
      FindAll(text, outside, separator.text, separator.weak ? &weak : &strong);
    }
  }
  std::vector<TextRange> items = Cut(text, strong);
  if (items.size() > 1 || !strong.empty()) return items;

  std::erase_if(weak, [&](const TextRange& r) {  // 1,000 is a number
    return IsDigit(text, r.begin - 1) && IsDigit(text, r.end);
  });
  items = Cut(text, weak);
  for (TextRange& item : items) {
    if (items.size() > 1) item = WithoutConjunction(text, item);
    if (!IsPhrase(text.substr(item.begin, item.end - item.begin))) return {whole};
  }
  return items;
}

}  // namespace parallax::claim
