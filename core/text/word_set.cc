#include "core/text/word_set.h"

namespace parallax::text {

WordSet::WordSet(const std::string_view* words, size_t count) {
  int slot_bits = 2;
  while ((size_t{1} << slot_bits) < 2 * count) ++slot_bits;
  const int bit_bits = slot_bits + 5;
  slot_shift_ = 64 - slot_bits;
  bit_shift_ = 64 - bit_bits;
  slot_mask_ = (size_t{1} << slot_bits) - 1;
  slots_.resize(slot_mask_ + 1);
  bits_.assign((size_t{1} << bit_bits) / 64, 0);
  for (size_t i = 0; i < count; ++i) {
    if (Contains(words[i])) continue;
    const uint64_t bytes = EightOf(words[i]);
    const uint64_t hash = HashOf(bytes, words[i].size());
    const uint64_t bit = hash >> bit_shift_;
    bits_[bit / 64] |= uint64_t{1} << (bit % 64);
    size_t at = hash >> slot_shift_;
    while (slots_[at].index >= 0) at = (at + 1) & slot_mask_;
    slots_[at] = {bytes, words[i], static_cast<int32_t>(i)};
  }
}

}  // namespace parallax::text
