#include "ingest_service/recognize/phrase_table.h"

#include <algorithm>
#include <utility>

#include "ingest_service/recognize/glyph.h"

namespace parallax::recognize {
namespace {

constexpr uint32_t kSeed = 2166136261u;
inline uint32_t Step(uint32_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 16777619u;
}
uint32_t Hash(std::string_view phrase) {
  uint32_t hash = kSeed;
  for (char c : phrase) hash = Step(hash, c);
  return hash | 1;  // 0 marks an empty place
}

}  // namespace

void PhraseTable::Grow() {
  std::vector<Slot> old = std::move(slots_);
  slots_ = std::vector<Slot>(old.empty() ? 256 : old.size() * 2);
  hashes_ = std::vector<uint32_t>(slots_.size());
  for (Slot& slot : old) {
    if (slot.id < 0) continue;
    const uint32_t hash = Hash(slot.phrase);
    size_t at = hash & (slots_.size() - 1);
    while (hashes_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    hashes_[at] = hash;
    slots_[at] = std::move(slot);
  }
}

void PhraseTable::Add(std::string_view phrase, int32_t id) {
  if (phrase.empty() || Find(phrase) >= 0) return;
  if (used_ * 3 >= slots_.size()) Grow();
  const uint32_t hash = Hash(phrase);
  size_t at = hash & (slots_.size() - 1);
  while (hashes_[at] != 0) at = (at + 1) & (slots_.size() - 1);
  hashes_[at] = hash;
  slots_[at] = {id, std::string(phrase)};
  ++used_;
  const Glyph first = GlyphAt(phrase, 0);
  if (first.c >= 0x80 && first.c < 0x10000) {
    if (first_.empty()) first_.resize(0x10000 / 64);
    first_[first.c >> 6] |= uint64_t{1} << (first.c & 63);
    int characters = 0;
    for (int64_t p = 0; p < static_cast<int64_t>(phrase.size()); ++characters)
      p += GlyphAt(phrase, p).size;
    longest_ = std::max(longest_, std::min(characters, kMaxCharacters));
  }
}

void PhraseTable::AddList(std::string_view phrases, int32_t id) {
  while (!phrases.empty()) {
    const size_t bar = phrases.find('|');
    Add(phrases.substr(0, bar), id);
    if (bar == std::string_view::npos) break;
    phrases.remove_prefix(bar + 1);
  }
}

int32_t PhraseTable::Lookup(uint32_t hash, std::string_view phrase) const {
  if (slots_.empty()) return -1;
  for (size_t at = hash & (slots_.size() - 1); hashes_[at] != 0;
       at = (at + 1) & (slots_.size() - 1)) {
    if (hashes_[at] == hash && slots_[at].phrase == phrase) return slots_[at].id;
  }
  return -1;
}

int32_t PhraseTable::Find(std::string_view phrase) const { return Lookup(Hash(phrase), phrase); }

PhraseTable::Match PhraseTable::LongestWords(std::string_view text, int64_t at) const {
  Match best{at, -1};
  char buffer[kMaxWords * (Word::kMaxWord + 1)];
  size_t size = 0;
  uint32_t hash = kSeed;
  int64_t p = at;
  for (int i = 0; i < kMaxWords; ++i) {
    const Word word = WordAt(text, p);
    if (word.empty()) break;
    if (i > 0) {
      buffer[size++] = ' ';
      hash = Step(hash, ' ');
    }
    for (char c : word.view()) {
      buffer[size++] = c;
      hash = Step(hash, c);
    }
    // A word of ours ends where its letters end: "yuans" is not "yuan", "m²" is not "m".
    const Glyph after = GlyphAt(text, word.end);
    const bool whole = !IsWordLetter(after.c) && !IsDigit(after.c) && after.c != '_';
    if (whole) {
      const int32_t id = Lookup(hash | 1, {buffer, size});
      if (id >= 0) best = {word.end, id};
    }
    if (!whole) break;
    p = word.end;
    if (word.size == 1 && after.c == '.') p += after.size;
    const int64_t skipped = SkipBlanks(text, p);
    if (skipped == p) {
      const Glyph g = GlyphAt(text, p);
      if (g.c == '-') {
        p += g.size;
      } else if (!(word.size == 1 && after.c == '.')) {
        break;
      }
    } else {
      p = skipped;
    }
  }
  return best;
}

PhraseTable::Match PhraseTable::LongestCharacters(std::string_view text, int64_t at) const {
  Match best{at, -1};
  if (!MayBegin(GlyphAt(text, at).c)) return best;
  uint32_t hash = kSeed;
  int64_t p = at;
  for (int i = 0; i < longest_; ++i) {
    const Glyph g = GlyphAt(text, p);
    if (g.c < 0x80 || g.c == kBad) break;
    for (int b = 0; b < g.size; ++b) hash = Step(hash, text[static_cast<size_t>(p + b)]);
    p += g.size;
    const int32_t id =
        Lookup(hash | 1, text.substr(static_cast<size_t>(at), static_cast<size_t>(p - at)));
    if (id >= 0) best = {p, id};
  }
  return best;
}

}  // namespace parallax::recognize
