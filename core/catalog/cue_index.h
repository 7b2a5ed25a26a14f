// Scores how well a short phrase (a table header, a label) fits listed cue phrases.
#ifndef PARALLAX_CORE_CATALOG_CUE_INDEX_H_
#define PARALLAX_CORE_CATALOG_CUE_INDEX_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace parallax::catalog {

// A phrase is a bag of terms: words of spaced scripts without their plural s, single characters and
// pairs of neighbours of unspaced ones; articles, prepositions and connectives do not count. A term
// weighs the more, the fewer targets use it. Score: twice the shared weight over both weights
// (Dice); 1 for the same phrase. Build with Add, then Finish, then it is immutable and thread-safe.
class CueIndex {
 public:
  struct Match {
    int32_t target = 0;
    double score = 0;
    std::string_view cue;
  };

  void Add(std::string_view cue, int32_t target);
  void Finish();

  // The best match of each target that scores at least `threshold`, best first, ties by target. A
  // phrase in two scripts ("Key period 关键时期") is also tried by each of them alone, and one with
  // a parenthesis also without it.
  std::vector<Match> Search(std::string_view phrase, double threshold) const;

 private:
  struct Cue {
    std::string text;  // as listed
    std::string folded;
    int32_t target = 0;
    double weight = 0;
    std::vector<int32_t> terms;  // distinct, sorted
  };

  void Score(const std::string& folded, double factor, std::vector<Match>* best) const;

  std::vector<Cue> cues_;
  std::unordered_map<std::string, int32_t> term_ids_;
  std::vector<double> term_weights_;
  std::vector<std::vector<int32_t>> postings_;  // by term
  int32_t target_count_ = 0;
};

}  // namespace parallax::catalog

#endif  // PARALLAX_CORE_CATALOG_CUE_INDEX_H_
