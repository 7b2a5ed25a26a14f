#include "core/text/phrase_matcher.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace parallax::text {
namespace {

// The bitmap of pairs has 16 bits a phrase: a small one stays in the first cache, the largest, of
// 128 KiB, in the second.
constexpr int kLeastPairBits = 12;
constexpr int kMostPairBits = 20;

// Letters and digits of ASCII.
constexpr std::array<bool, 256> kAsciiWord = [] {
  std::array<bool, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[c] = true;
  for (int c = 'a'; c <= 'z'; ++c) table[c] = true;
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = true;
  return table;
}();

uint8_t ByteAt(std::string_view text, int64_t i) {
  return static_cast<uint8_t>(text[static_cast<size_t>(i)]);
}

bool IsDigit(uint8_t c) { return c >= '0' && c <= '9'; }

// Whether the character that begins at `i` belongs to a word of a spaced script: letters of
// two-byte UTF-8 (Latin, Greek, Cyrillic, Hebrew, Arabic) and of three-byte Latin, Georgian and
// their like.
bool WordCharacterAt(std::string_view text, int64_t i) {
  const uint8_t lead = ByteAt(text, i);
  if (lead < 0x80) return kAsciiWord[lead];
  if (lead >= 0xC3 && lead <= 0xDF) return true;
  return lead == 0xE1;
}

// The same of the character that ends at `end`.
bool WordCharacterBefore(std::string_view text, int64_t end) {
  int64_t i = end - 1;
  while (i > 0 && end - i < 4 && (ByteAt(text, i) & 0xC0) == 0x80) --i;
  return WordCharacterAt(text, i);
}

uint32_t PairHash(const char* six, int bits) {
  uint64_t word = 0;
  std::memcpy(&word, six, 6);
  return static_cast<uint32_t>((word * 0x9E3779B97F4A7C15ULL) >> (64 - bits));
}

constexpr int kHeadBits = 16;  // 8 KiB of bitmap: stays in the first cache
constexpr size_t kHead = 5;    // bytes that tell nearly all words from those that begin a phrase
constexpr size_t kShortHead = 3;

template <size_t size>
uint32_t HeadHash(const char* head) {
  uint64_t word = 0;
  std::memcpy(&word, head, size);
  return static_cast<uint32_t>((word * 0x9E3779B97F4A7C15ULL) >> (64 - kHeadBits));
}

uint32_t TwoBytes(const char* two) {
  return static_cast<uint8_t>(two[0]) | static_cast<uint32_t>(static_cast<uint8_t>(two[1])) << 8;
}

uint32_t ThreeByteCodePoint(const char* three) {
  return (static_cast<uint32_t>(three[0] & 0x0F) << 12) |
         (static_cast<uint32_t>(three[1] & 0x3F) << 6) | static_cast<uint32_t>(three[2] & 0x3F);
}

bool IsThreeByteLead(uint8_t byte) { return (byte & 0xF0) == 0xE0; }
// Of these the ones that no word of a spaced script has.
bool IsUnspacedLead(uint8_t byte) { return IsThreeByteLead(byte) && byte != 0xE1; }

bool IsPair(std::string_view text, int64_t i) {
  return i + 6 <= static_cast<int64_t>(text.size()) && (ByteAt(text, i) & 0xF0) == 0xE0 &&
         (ByteAt(text, i + 3) & 0xF0) == 0xE0;
}

}  // namespace

bool IsWordBoundary(std::string_view text, int64_t offset) {
  const int64_t size = static_cast<int64_t>(text.size());
  if (offset <= 0 || offset >= size) return true;
  const uint8_t next = ByteAt(text, offset);
  if ((next & 0xC0) == 0x80) return false;  // inside a character
  const uint8_t last = ByteAt(text, offset - 1);
  // "4" does not end in "4.5", nor does "5" begin there.
  if (IsDigit(last) && (next == '.' || next == ',') && offset + 1 < size &&
      IsDigit(ByteAt(text, offset + 1))) {
    return false;
  }
  if (IsDigit(next) && (last == '.' || last == ',') && offset >= 2 &&
      IsDigit(ByteAt(text, offset - 2))) {
    return false;
  }
  return !(WordCharacterAt(text, offset) && WordCharacterBefore(text, offset));
}

PhraseMatcher::PhraseMatcher(std::vector<Entry> entries) {
  std::erase_if(entries, [](const Entry& entry) { return entry.first.empty(); });
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.first < b.first; });
  entries.erase(std::unique(entries.begin(), entries.end(),
                            [](const Entry& a, const Entry& b) { return a.first == b.first; }),
                entries.end());
  phrase_count_ = static_cast<int64_t>(entries.size());
  pair_size_ = kLeastPairBits;
  while (pair_size_ < kMostPairBits && (int64_t{1} << pair_size_) < 16 * phrase_count_)
    ++pair_size_;
  pair_bits_.assign((size_t{1} << pair_size_) / 64, 0);
  single_bits_.assign(0x10000 / 64, 0);
  head_bits_.assign((size_t{1} << kHeadBits) / 64, 0);
  short_bits_.assign(0x10000 / 64, 0);
  Build(entries);
}

// Children of a node with base b stand at b + 1 + byte, so that 0 is never anyone's place. Nodes
// are placed first fit, with a cursor that only moves past full stretches.
void PhraseMatcher::Build(const std::vector<Entry>& sorted) {
  struct Pending {
    int32_t node;
    size_t begin, end;  // entries that go through it
    size_t depth;
  };
  units_.assign(1024, Unit{});
  values_.assign(1024, kNone);
  units_[0].check = 0;
  int32_t cursor = 1;
  std::vector<Pending> stack{{0, 0, sorted.size(), 0}};
  std::vector<std::pair<uint8_t, std::pair<size_t, size_t>>> children;
  while (!stack.empty()) {
    const Pending pending = stack.back();
    stack.pop_back();
    size_t i = pending.begin;
    if (i < pending.end && sorted[i].first.size() == pending.depth) {
      values_[pending.node] = sorted[i].second;
      const std::string& phrase = sorted[i].first;
      if (IsPair(phrase, 0)) {
        const uint32_t hash = PairHash(phrase.data(), pair_size_);
        pair_bits_[hash / 64] |= uint64_t{1} << (hash % 64);
      } else if (phrase.size() >= 3) {
        const uint32_t code = ThreeByteCodePoint(phrase.data());
        single_bits_[code / 64] |= uint64_t{1} << (code % 64);
      }
      AddHead(phrase);
      ++i;
    }
    children.clear();
    while (i < pending.end) {
      const uint8_t byte = static_cast<uint8_t>(sorted[i].first[pending.depth]);
      const size_t from = i;
      while (i < pending.end && static_cast<uint8_t>(sorted[i].first[pending.depth]) == byte) ++i;
      children.push_back({byte, {from, i}});
    }
    if (children.empty()) continue;
    const auto grow = [&](size_t need) {
      if (need <= units_.size()) return;
      units_.resize(std::max(need, units_.size() * 2));
      values_.resize(units_.size(), kNone);
    };
    while (units_[cursor].check >= 0) {
      ++cursor;
      grow(static_cast<size_t>(cursor) + 2);
    }
    int32_t base = std::max<int32_t>(0, cursor - 1 - children.front().first);
    int32_t taken = 0;
    const int32_t first_tried = base;
    for (;; ++base) {
      grow(static_cast<size_t>(base) + 258);
      if (units_[base + 1 + children.front().first].check >= 0) {
        ++taken;
        continue;
      }
      const bool free = std::all_of(children.begin(), children.end(), [&](const auto& child) {
        return units_[base + 1 + child.first].check < 0;
      });
      if (free) break;
    }
    // A stretch that is nearly full is not searched again: what it still holds costs less than the
    // search.
    if (base - first_tried > 64 && taken * 20 >= (base - first_tried) * 17) {
      cursor = std::max(cursor, base);
    }
    units_[pending.node].base = base + 1;
    for (const auto& child : children) units_[base + 1 + child.first].check = pending.node;
    for (auto it = children.rbegin(); it != children.rend(); ++it) {
      stack.push_back(
          {base + 1 + it->first, it->second.first, it->second.second, pending.depth + 1});
    }
  }
  // Room for any byte after the last base, so that walking needs no check of its range.
  units_.resize(units_.size() + 256);
  values_.resize(units_.size(), kNone);
}

void PhraseMatcher::AddHead(const std::string& phrase) {
  if (ByteAt(phrase, 0) >= 0x80) return;
  const auto set = [](std::vector<uint64_t>* bits, uint32_t bit) {
    (*bits)[bit / 64] |= uint64_t{1} << (bit % 64);
  };
  if (phrase.size() >= kHead) {
    set(&head_bits_, HeadHash<kHead>(phrase.data()));
  } else if (phrase.size() >= kShortHead) {
    set(&head_bits_, HeadHash<kShortHead>(phrase.data()));
  } else if (phrase.size() == 2) {
    set(&short_bits_, TwoBytes(phrase.data()));
  } else {
    for (int second = 0; second < 256; ++second) {
      const char two[2] = {phrase[0], static_cast<char>(second)};
      set(&short_bits_, TwoBytes(two));
    }
  }
}

inline bool PhraseMatcher::MayBeginWithPair(const char* six) const {
  const uint32_t hash = PairHash(six, pair_size_);
  const uint32_t code = ThreeByteCodePoint(six);
  return (((pair_bits_[hash / 64] >> (hash % 64)) | (single_bits_[code / 64] >> (code % 64))) &
          1) != 0;
}

inline bool PhraseMatcher::MayBeginAt(std::string_view text, int64_t i) const {
  if (i + static_cast<int64_t>(kHead) > static_cast<int64_t>(text.size())) return true;
  const char* const at = text.data() + i;
  const uint32_t head = HeadHash<kHead>(at);
  const uint32_t short_head = HeadHash<kShortHead>(at);
  const uint32_t two = TwoBytes(at);
  return (((head_bits_[head / 64] >> (head % 64)) |
           (head_bits_[short_head / 64] >> (short_head % 64)) |
           (short_bits_[two / 64] >> (two % 64))) &
          1) != 0;
}

int64_t PhraseMatcher::LongestAt(std::string_view text, int64_t begin, uint32_t* value) const {
  const int64_t size = static_cast<int64_t>(text.size());
  int32_t node = 0;
  int64_t longest = -1;
  for (int64_t i = begin; i < size; ++i) {
    const int32_t base = units_[node].base;
    if (base == 0) break;
    const int32_t next = base + ByteAt(text, i);
    if (units_[next].check != node) break;
    node = next;
    if (values_[node] != kNone && IsWordBoundary(text, i + 1)) {
      longest = i + 1;
      *value = values_[node];
    }
  }
  return longest;
}

bool PhraseMatcher::FindNext(std::string_view text, int64_t from, PhraseMatch* match) const {
  if (phrase_count_ == 0) return false;
  const int64_t size = static_cast<int64_t>(text.size());
  const int32_t root = units_[0].base;
  int64_t i = from;
  // Whether the character before `i` is part of a word of a spaced script.
  bool in_word = i > 0 && i < size && WordCharacterBefore(text, i);
  while (i < size) {
    // Most places are passed here: inside a word no phrase begins, and of most pairs of Chinese
    // characters none does.
    if (in_word) {
      while (i < size && kAsciiWord[ByteAt(text, i)]) ++i;
      if (i == size) break;
    }
    for (; i + 6 <= size && IsUnspacedLead(ByteAt(text, i)) && IsThreeByteLead(ByteAt(text, i + 3));
         i += 3) {
      if (MayBeginWithPair(text.data() + i)) break;
      in_word = false;
    }
    const uint8_t byte = ByteAt(text, i);
    bool word;
    int64_t length = 1;
    if (byte < 0x80) {
      word = kAsciiWord[byte];
    } else if ((byte & 0xC0) == 0x80) {
      ++i;
      continue;
    } else {
      word = WordCharacterAt(text, i);
      length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    }
    const bool enter = !(word && in_word) && units_[root + byte].check == 0;
    in_word = word;
    if (enter) {
      bool likely = true;
      if (length == 3 && IsPair(text, i)) {
        likely = MayBeginWithPair(text.data() + i);
      } else if (length == 1) {
        likely = MayBeginAt(text, i);
      }
      if (likely && IsWordBoundary(text, i)) {
        uint32_t value = 0;
        const int64_t end = LongestAt(text, i, &value);
        if (end >= 0) {
          *match = {i, end, value};
          return true;
        }
      }
    }
    i += length;
  }
  return false;
}

void PhraseMatcher::FindAll(std::string_view text, std::vector<PhraseMatch>* matches) const {
  PhraseMatch match;
  for (int64_t from = 0; FindNext(text, from, &match); from = match.end) matches->push_back(match);
}

void PhraseMatcher::FindAt(std::string_view text, int64_t begin,
                           std::vector<PhraseMatch>* matches) const {
  if (phrase_count_ == 0 || !IsWordBoundary(text, begin)) return;
  const int64_t size = static_cast<int64_t>(text.size());
  int32_t node = 0;
  for (int64_t i = begin; i < size; ++i) {
    const int32_t base = units_[node].base;
    if (base == 0) break;
    const int32_t next = base + ByteAt(text, i);
    if (units_[next].check != node) break;
    node = next;
    if (values_[node] != kNone && IsWordBoundary(text, i + 1)) {
      matches->push_back({begin, i + 1, values_[node]});
    }
  }
}

int64_t PhraseMatcher::memory_bytes() const {
  return static_cast<int64_t>(
      units_.size() * sizeof(Unit) + values_.size() * sizeof(uint32_t) +
      (pair_bits_.size() + single_bits_.size() + head_bits_.size() + short_bits_.size()) *
          sizeof(uint64_t));
}

}  // namespace parallax::text
