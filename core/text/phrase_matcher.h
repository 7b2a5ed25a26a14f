// Finds many phrases in a text in one pass: the longest phrase at the leftmost place, whole words
// only in scripts that put spaces between words.
//
// A double-array trie that is entered at the places where a phrase may begin; a bitmap of the first
// two characters keeps most Chinese places out of it. Measured in docs/decisions/0050.
#ifndef PARALLAX_CORE_TEXT_PHRASE_MATCHER_H_
#define PARALLAX_CORE_TEXT_PHRASE_MATCHER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parallax::text {

// A phrase found at [begin, end) of the text that was scanned.
struct PhraseMatch {
  int64_t begin = 0;
  int64_t end = 0;
  uint32_t value = 0;  // what was given with the phrase
  friend bool operator==(const PhraseMatch&, const PhraseMatch&) = default;
};

// Immutable and thread-safe once built. Texts and phrases are compared byte by byte: fold both
// alike.
class PhraseMatcher {
 public:
  // A phrase and what it stands for. Empty phrases are left out; of two equal phrases the first
  // counts.
  using Entry = std::pair<std::string, uint32_t>;

  PhraseMatcher() : PhraseMatcher(std::vector<Entry>()) {}
  explicit PhraseMatcher(std::vector<Entry> entries);

  // Appends the matches of `text`, leftmost first, longest of each place, none overlapping. O(text
  // size × longest phrase) at worst, close to O(text size) on language.
  void FindAll(std::string_view text, std::vector<PhraseMatch>* matches) const;

  // The first match that begins at `from` or later: what FindAll would append, were the text before
  // `from` only context. False when there is none.
  bool FindNext(std::string_view text, int64_t from, PhraseMatch* match) const;

  // Appends every phrase that begins at `begin`, shortest first; boundaries as in FindAll.
  void FindAt(std::string_view text, int64_t begin, std::vector<PhraseMatch>* matches) const;

  int64_t phrase_count() const { return phrase_count_; }
  int64_t memory_bytes() const;

 private:
  struct Unit {
    int32_t base = 0;
    int32_t check = -1;  // the parent's index
  };
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  void Build(const std::vector<Entry>& sorted);
  void AddHead(const std::string& phrase);
  // Whether a phrase could begin with the character of ASCII at `i`, by its first bytes.
  bool MayBeginAt(std::string_view text, int64_t i) const;
  // Whether one could begin with the two characters of three bytes each at `six`.
  bool MayBeginWithPair(const char* six) const;
  int64_t LongestAt(std::string_view text, int64_t begin, uint32_t* value) const;

  std::vector<Unit> units_;
  std::vector<uint32_t> values_;       // parallel to units_; kNone where no phrase ends
  std::vector<uint64_t> pair_bits_;    // phrases that begin with two 3-byte characters, by those
  int pair_size_ = 0;                  // the binary logarithm of their number of bits
  std::vector<uint64_t> single_bits_;  // those that begin with one and go on otherwise, by it
  std::vector<uint64_t> head_bits_;    // phrases that begin in ASCII, by their first bytes
  std::vector<uint64_t> short_bits_;   // those of one or two bytes, by what may stand there
  int64_t phrase_count_ = 0;
};

// Whether a phrase could begin or end between text[offset - 1] and text[offset]: not inside a word
// of a spaced script, nor inside a number ("4" of "4.5").
bool IsWordBoundary(std::string_view text, int64_t offset);

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_PHRASE_MATCHER_H_
