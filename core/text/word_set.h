// A fixed set of words for the question that grammar rules ask of every word of a text: is it one
// of these?
#ifndef PARALLAX_CORE_TEXT_WORD_SET_H_
#define PARALLAX_CORE_TEXT_WORD_SET_H_

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace parallax::text {

// Immutable and thread-safe once built. The words are views that must outlive the set: literals as
// a rule. A word is told by its length and eight of its bytes, which are all of it up to eight
// bytes; a bitmap of 64 bits a word sends nearly all other words away at once. A lookup costs about
// a tenth of one in a std::unordered_set.
class WordSet {
 public:
  static constexpr int32_t kNone = -1;

  WordSet(std::initializer_list<std::string_view> words) : WordSet(words.begin(), words.size()) {}
  WordSet(const std::string_view* words, size_t count);

  bool Contains(std::string_view word) const { return Find(word) >= 0; }

  // The place of `word` among the words that the set was made of, the first of equal ones; kNone
  // when it is none of them.
  int32_t Find(std::string_view word) const {
    const uint64_t bytes = EightOf(word);
    const uint64_t hash = HashOf(bytes, word.size());
    const uint64_t bit = hash >> bit_shift_;
    if (((bits_[bit / 64] >> (bit % 64)) & 1) == 0) return kNone;
    for (size_t at = hash >> slot_shift_;; at = (at + 1) & slot_mask_) {
      const Slot& slot = slots_[at];
      if (slot.index < 0) return kNone;
      if (slot.bytes == bytes && slot.word.size() == word.size() &&
          (word.size() <= 8 || slot.word == word)) {
        return slot.index;
      }
    }
  }

 private:
  struct Slot {
    uint64_t bytes = 0;
    std::string_view word;
    int32_t index = kNone;
  };

  template <typename Integer>
  static uint64_t Load(const char* from) {
    Integer value;
    std::memcpy(&value, from, sizeof(value));
    return value;
  }
  // All bytes of a word of up to eight, the first and last four of a longer one.
  static uint64_t EightOf(std::string_view word) {
    const size_t size = word.size();
    const char* const at = word.data();
    if (size >= 4) return Load<uint32_t>(at) | Load<uint32_t>(at + size - 4) << 32;
    if (size == 0) return 0;
    return Load<uint8_t>(at) | Load<uint8_t>(at + size / 2) << 8 |
           Load<uint8_t>(at + size - 1) << 16;
  }
  static uint64_t HashOf(uint64_t bytes, size_t size) {
    const uint64_t mixed = (bytes ^ (size << 56)) * 0x9E3779B97F4A7C15ULL;
    return (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93ULL;
  }

  std::vector<uint64_t> bits_;
  std::vector<Slot> slots_;
  int bit_shift_ = 0;
  int slot_shift_ = 0;
  size_t slot_mask_ = 0;
};

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_WORD_SET_H_
