#include "core/catalog/name_fold.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace parallax::catalog {
namespace {

struct FoldEntry {
  uint16_t from;
  uint16_t to;
  uint16_t second;
};
constexpr FoldEntry kFoldEntries[] = {
#include "core/catalog/fold_table.inc"
};

constexpr uint16_t kUnchanged = 0xFFFF;  // not a character, so never a replacement

// Replacement of every code point below 0x10000; 128 KiB, built once.
struct FoldTable {
  std::array<uint16_t, 0x10000> to;
  std::array<uint16_t, 0x250> second{};  // only Latin letters expand
  FoldTable() {
    to.fill(kUnchanged);
    for (const FoldEntry& entry : kFoldEntries) {
      to[entry.from] = entry.to;
      if (entry.second != 0 && entry.from < second.size()) second[entry.from] = entry.second;
    }
  }
};

const FoldTable& Table() {
  static const FoldTable* const table = new FoldTable;
  return *table;
}

constexpr std::array<char, 128> kAsciiFold = [] {
  std::array<char, 128> table{};
  for (int c = 0; c < 128; ++c) table[c] = static_cast<char>(c);
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = static_cast<char>(c - 'A' + 'a');
  for (char c : {'\t', '\n', '\v', '\f', '\r', '-'}) table[static_cast<int>(c)] = ' ';
  return table;
}();

// The length of the well-formed character at `text[i]`, with its code point; 0 when malformed.
int DecodeAt(std::string_view text, size_t i, char32_t* code_point) {
  const auto byte = [&](size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned char lead = byte(i);
  int size = 0;
  char32_t value = 0;
  if (lead < 0x80) {
    *code_point = lead;
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    size = 2;
    value = lead & 0x1F;
  } else if ((lead & 0xF0) == 0xE0) {
    size = 3;
    value = lead & 0x0F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    size = 4;
    value = lead & 0x07;
  } else {
    return 0;
  }
  if (i + size > text.size()) return 0;
  for (int k = 1; k < size; ++k) {
    if ((byte(i + k) & 0xC0) != 0x80) return 0;
    value = (value << 6) | (byte(i + k) & 0x3F);
  }
  *code_point = value;
  return size;
}

void AppendUtf8(char32_t code_point, std::string* out) {
  if (code_point < 0x80) {
    out->push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    out->push_back(static_cast<char>(0xC0 | (code_point >> 6)));
    out->push_back(static_cast<char>(0x80 | (code_point & 0x3F)));
  } else {
    out->push_back(static_cast<char>(0xE0 | (code_point >> 12)));
    out->push_back(static_cast<char>(0x80 | ((code_point >> 6) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (code_point & 0x3F)));
  }
}

uint32_t ThreeByteCodePoint(const char* three) {
  return (static_cast<uint32_t>(three[0] & 0x0F) << 12) |
         (static_cast<uint32_t>(three[1] & 0x3F) << 6) | static_cast<uint32_t>(three[2] & 0x3F);
}

// The end of the well-formed ideographs (U+4000 to U+9FFF) that begin at `i`: what Chinese text is
// made of, three bytes each before and after folding.
size_t HanRunEnd(std::string_view text, size_t i) {
  while (i + 3 <= text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0xE4 || lead > 0xE9 || (text[i + 1] & 0xC0) != 0x80 || (text[i + 2] & 0xC0) != 0x80)
      break;
    i += 3;
  }
  return i;
}

void AppendHanRun(const FoldTable& table, std::string_view run, std::string* out) {
  const size_t at = out->size();
  out->append(run);
  char* const to = out->data() + at;
  for (size_t k = 0; k < run.size(); k += 3) {
    const uint16_t folded = table.to[ThreeByteCodePoint(run.data() + k)];
    if (folded == kUnchanged) continue;
    // A simplified ideograph is three bytes long as well: the generator keeps to one plane.
    to[k] = static_cast<char>(0xE0 | (folded >> 12));
    to[k + 1] = static_cast<char>(0x80 | ((folded >> 6) & 0x3F));
    to[k + 2] = static_cast<char>(0x80 | (folded & 0x3F));
  }
}

}  // namespace

FoldedText::FoldedText(std::string_view text) {
  const FoldTable& table = Table();
  folded_.reserve(text.size());
  shifts_.push_back({0, 0, 0});
  size_t i = 0;
  bool after_unspaced = false;  // the last folded character is of an unspaced script
  while (i < text.size()) {
    // ASCII in blocks: most text of spaced scripts, and never a change of length.
    size_t ascii_end = i;
    while (ascii_end + 8 <= text.size()) {
      uint64_t word;
      std::memcpy(&word, text.data() + ascii_end, 8);
      if ((word & 0x8080808080808080ULL) != 0) break;
      ascii_end += 8;
    }
    while (ascii_end < text.size() && static_cast<unsigned char>(text[ascii_end]) < 0x80) {
      ++ascii_end;
    }
    if (ascii_end > i) {
      if (after_unspaced && kAsciiFold[static_cast<int>(text[i])] == ' ') {
        const size_t before = i;
        while (i < ascii_end && kAsciiFold[static_cast<int>(text[i])] == ' ') ++i;
        AddShift(static_cast<int64_t>(i), static_cast<int64_t>(before));
        if (i == ascii_end) continue;
      }
      after_unspaced = false;
      const size_t at = folded_.size();
      folded_.resize(at + (ascii_end - i));
      char* out = folded_.data() + at;
      for (size_t k = i; k < ascii_end; ++k) *out++ = kAsciiFold[static_cast<int>(text[k])];
      i = ascii_end;
      continue;
    }
    char32_t code_point = 0;
    const int size = DecodeAt(text, i, &code_point);
    if (size == 0) {
      folded_.push_back(text[i++]);
      after_unspaced = false;
      continue;
    }
    if (IsUnspacedScript(code_point)) {
      if (!folded_.empty() && folded_.back() == ' ') {
        while (!folded_.empty() && folded_.back() == ' ') folded_.pop_back();
        // Where the last character that stays ends: that is before the blanks.
        while (shifts_.size() > 1 && shifts_.back().folded > static_cast<int64_t>(folded_.size())) {
          shifts_.pop_back();
        }
        AddShift(static_cast<int64_t>(i), ToSourceEnd(static_cast<int64_t>(folded_.size())));
      }
      after_unspaced = true;
      const size_t run_end = HanRunEnd(text, i);
      if (run_end > i) {
        AppendHanRun(table, text.substr(i, run_end - i), &folded_);
        i = run_end;
        continue;
      }
    } else if (code_point < 0x10000 && table.to[code_point] != 0) {
      after_unspaced = after_unspaced && table.to[code_point] == ' ';
      if (after_unspaced) {
        AddShift(static_cast<int64_t>(i) + size, static_cast<int64_t>(i));
        i += size;
        continue;
      }
    }
    const size_t before = folded_.size();
    const uint16_t to = code_point < 0x10000 ? table.to[code_point] : kUnchanged;
    if (to == kUnchanged) {
      folded_.append(text.substr(i, size));
    } else if (to != 0) {
      AppendUtf8(to, &folded_);
      if (code_point < table.second.size() && table.second[code_point] != 0) {
        AppendUtf8(table.second[code_point], &folded_);
      }
    }
    i += size;
    if (folded_.size() - before != static_cast<size_t>(size)) {
      AddShift(static_cast<int64_t>(i),
               folded_.size() == before ? static_cast<int64_t>(i) - size : static_cast<int64_t>(i));
    }
  }
}

void FoldedText::AddShift(int64_t source, int64_t before) {
  const auto folded = static_cast<int64_t>(folded_.size());
  if (shifts_.back().folded == folded) {
    shifts_.back().source = source;  // `before` stays: more has vanished since
  } else {
    shifts_.push_back({folded, source, before});
  }
}

int64_t FoldedText::ToSource(int64_t offset) const {
  auto it =
      std::upper_bound(shifts_.begin(), shifts_.end(), offset,
                       [](int64_t value, const Shift& shift) { return value < shift.folded; });
  --it;
  return it->source + (offset - it->folded);
}

int64_t FoldedText::ToSourceEnd(int64_t offset) const {
  auto it =
      std::upper_bound(shifts_.begin(), shifts_.end(), offset,
                       [](int64_t value, const Shift& shift) { return value < shift.folded; });
  --it;
  return it->folded == offset ? it->before : it->source + (offset - it->folded);
}

int64_t FoldedText::ToFolded(int64_t offset) const {
  auto it =
      std::upper_bound(shifts_.begin(), shifts_.end(), offset,
                       [](int64_t value, const Shift& shift) { return value < shift.source; });
  // What vanished before the first character that stays.
  if (it == shifts_.begin()) return 0;
  const int64_t limit = it == shifts_.end() ? static_cast<int64_t>(folded_.size()) : it->folded;
  --it;
  return std::min(it->folded + (offset - it->source), limit);
}

std::string FoldName(std::string_view text) {
  const FoldedText folded(text);
  std::string out;
  out.reserve(folded.text().size());
  for (char c : folded.text()) {
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    out.push_back(c);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool IsUnspacedScript(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x323AF) || (c >= 0x0E00 && c <= 0x0EFF);
}

}  // namespace parallax::catalog
