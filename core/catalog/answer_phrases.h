// Tells a cell that answers from one that says "none" and one that does not answer.
#ifndef PARALLAX_CORE_CATALOG_ANSWER_PHRASES_H_
#define PARALLAX_CORE_CATALOG_ANSWER_PHRASES_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"
#include "parallax/pack/v1/pack.pb.h"

namespace parallax::catalog {

// The pack's phrases of one kind of answer. Immutable once filled.
class AnswerPhraseSet {
 public:
  void Add(const pack::v1::AnswerPhrases& phrases);

  // Whether the folded cell is one of the phrases, begins with one or holds one. The last two only
  // for a short cell of a single clause: in a longer one the phrase speaks of a part.
  bool Matches(std::string_view folded) const;

 private:
  std::set<std::string, std::less<>> whole_;
  std::vector<std::string> prefix_;
  std::vector<std::string> anywhere_;
};

// The classification of `text` by both sets; blank text does not answer.
CellAnswer ClassifyCell(const AnswerPhraseSet& not_stated, const AnswerPhraseSet& no_value,
                        std::string_view text);

}  // namespace parallax::catalog

#endif  // PARALLAX_CORE_CATALOG_ANSWER_PHRASES_H_
