#include "ingest_service/link/han_lexicon.h"

#include <algorithm>
#include <array>

namespace parallax::link {
namespace {

struct Group {
  char part;
  int characters;
  int band;  // of the logarithm of the frequency
  std::string_view words;
};

const Group kGroups[] = {
#include "ingest_service/link/han_lexicon.inc"
};

constexpr int64_t kHanBytes = 3;
constexpr int kLongestWord = 4;  // characters
constexpr size_t kSlots = 1 << 17;
// Doublings: of all words together, and of a band.
constexpr int kTotalCost = 26;
constexpr int kBandCost = 2;
constexpr int kUnknownCost = kTotalCost + 2;

// The character of three bytes at `at` as an index from 1 to 0x5200; 0 when there is none of the
// block of common Han characters.
uint64_t HanAt(std::string_view text, int64_t at) {
  if (at + kHanBytes > static_cast<int64_t>(text.size())) return 0;
  const auto* const u = reinterpret_cast<const unsigned char*>(text.data() + at);
  if (u[0] < 0xE4 || u[0] > 0xE9) return 0;
  const uint64_t point = (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
  return point >= 0x4E00 && point < 0xA000 ? point - 0x4E00 + 1 : 0;
}

struct Entry {
  uint64_t key = 0;
  HanClass part = HanClass::kUnknown;
  int8_t cost = 0;
};

class Lexicon {
 public:
  Lexicon() : slots_(kSlots) {
    for (const Group& group : kGroups) {
      const int64_t size = group.characters * kHanBytes;
      for (int64_t at = 0; at + size <= static_cast<int64_t>(group.words.size()); at += size) {
        uint64_t key = 0;
        for (int64_t c = at; c < at + size; c += kHanBytes) key = key << 15 | HanAt(group.words, c);
        size_t slot = Slot(key);
        while (slots_[slot].key != 0) slot = (slot + 1) % kSlots;
        slots_[slot] = {key, static_cast<HanClass>(group.part),
                        static_cast<int8_t>(kTotalCost - kBandCost * group.band)};
      }
    }
  }

  const Entry* Find(uint64_t key) const {
    for (size_t slot = Slot(key); slots_[slot].key != 0; slot = (slot + 1) % kSlots) {
      if (slots_[slot].key == key) return &slots_[slot];
    }
    return nullptr;
  }

 private:
  static size_t Slot(uint64_t key) { return (key * 0x9E3779B97F4A7C15ull) >> 47; }
  std::vector<Entry> slots_;
};

// The likeliest way to cut a run of Han characters.
void CutRun(std::string_view text, int64_t begin, int64_t end, std::vector<HanWord>* words) {
  static const auto& lexicon = *new Lexicon();
  struct Best {
    int cost = 1 << 20;
    int characters = 1;
    HanClass part = HanClass::kUnknown;
  };
  const auto count = static_cast<size_t>((end - begin) / kHanBytes);
  std::vector<Best> best(count + 1);
  best[count].cost = 0;
  for (size_t i = count; i-- > 0;) {
    uint64_t key = 0;
    for (size_t size = 1; size <= kLongestWord && i + size <= count; ++size) {
      key = key << 15 | HanAt(text, begin + static_cast<int64_t>(i + size - 1) * kHanBytes);
      const Entry* const entry = lexicon.Find(key);
      if (entry == nullptr && size > 1) continue;
      const int cost = best[i + size].cost + (entry == nullptr ? kUnknownCost : entry->cost);
      // Of two ways as likely the longer word.
      if (cost > best[i].cost) continue;
      best[i] = {cost, static_cast<int>(size), entry == nullptr ? HanClass::kUnknown : entry->part};
    }
  }
  for (size_t i = 0; i < count; i += static_cast<size_t>(best[i].characters)) {
    const int64_t from = begin + static_cast<int64_t>(i) * kHanBytes;
    words->push_back({from, from + best[i].characters * kHanBytes, best[i].part});
  }
}

}  // namespace

std::vector<HanWord> HanWords(std::string_view text, int64_t begin, int64_t end) {
  begin = std::max<int64_t>(begin, 0);
  end = std::min({end, static_cast<int64_t>(text.size()), begin + kMostHanBytes});
  std::vector<HanWord> words;
  for (int64_t at = begin; at < end;) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c <= ' ') {
      ++at;
      continue;
    }
    int64_t to = at;
    while (to + kHanBytes <= end && HanAt(text, to) != 0) to += kHanBytes;
    if (to > at) {
      CutRun(text, at, to, &words);
      at = to;
      continue;
    }
    const auto is_letter = [&](int64_t i) {
      const auto b = static_cast<unsigned char>(text[i]);
      return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') ||
             b == '.' || b == '%' || b == '-';
    };
    to = at + 1;
    if (is_letter(at)) {
      while (to < end && is_letter(to)) ++to;
    } else {
      while (to < end && (static_cast<unsigned char>(text[to]) & 0xC0) == 0x80) ++to;
    }
    words.push_back({at, to, HanClass::kOther});
    at = to;
  }
  return words;
}

}  // namespace parallax::link
