// A closed list of phrases, English and Chinese, found by their longest match at a place of a text.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_PHRASE_TABLE_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_PHRASE_TABLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parallax::recognize {

// Maps phrases to small integers. Built once, then read only: thread-safe. A lookup hashes at most
// kMaxWords words or kMaxCharacters Chinese characters, whatever follows.
class PhraseTable {
 public:
  static constexpr int kMaxWords = 5;
  static constexpr int kMaxCharacters = 12;

  struct Match {
    int64_t end = 0;  // in the text; equal to the place searched where nothing matched
    int32_t id = -1;  // -1: nothing
    explicit operator bool() const { return id >= 0; }
  };

  // `phrase` is lower case with single blanks between words, or Chinese. The first entry of a
  // phrase wins, so that an ambiguous name keeps its leading reading.
  void Add(std::string_view phrase, int32_t id);
  // Adds every phrase of a '|'-separated list.
  void AddList(std::string_view phrases, int32_t id);

  // The longest phrase of whole words at `at`; words may be parted by blanks, one hyphen, or the
  // dots of an abbreviation ("U.S. dollars"). Matching ignores case.
  Match LongestWords(std::string_view text, int64_t at) const;
  // The longest phrase of characters at `at`, blanks between them not skipped.
  Match LongestCharacters(std::string_view text, int64_t at) const;
  // The id of exactly this phrase, or -1.
  int32_t Find(std::string_view phrase) const;

 private:
  struct Slot {
    int32_t id = -1;
    std::string phrase;
  };
  bool MayBegin(char32_t c) const {
    return c < 0x10000 && !first_.empty() && (first_[c >> 6] >> (c & 63) & 1) != 0;
  }
  int32_t Lookup(uint32_t hash, std::string_view phrase) const;
  void Grow();

  std::vector<uint32_t>
      hashes_;  // beside the slots, so that a miss touches one cache line; 0: empty
  std::vector<Slot> slots_;
  std::vector<uint64_t> first_;  // a bit per character that begins a phrase of Chinese
  int longest_ = 0;              // in characters, of the Chinese ones
  size_t used_ = 0;
};

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_PHRASE_TABLE_H_
