// Names of organizations and people that no catalog lists and no mark sets off, in running text.
#ifndef PARALLAX_INGEST_SERVICE_LINK_RUNNING_NAMES_H_
#define PARALLAX_INGEST_SERVICE_LINK_RUNNING_NAMES_H_

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/text/phrase_matcher.h"
#include "ingest_service/link/form_match.h"

namespace parallax::link {

// Finds
//   - organizations of unspaced scripts by the pack's `running` forms: 上海某某集团, from where a
//     clause or list breaks, at most 20 characters, refused where nothing but common words stands
//     before the suffix (科技公司, 国有银行); those of forms that are `seated` only behind the name
//     of a place or an economy (杭州某某中心, 上海市某某局);
//   - companies of unspaced scripts behind 子公司 and the like, three to six characters;
//   - people, where the pack has the kind "person": "chief executive Ann Lee", "Ann Lee said"
//     (after a title, or a common given name followed by one or two capitalized words), 部长王明,
//     王明表示 (after a title or before a verb of saying, beginning with a common surname).
// It would rather find nothing than half a name. Immutable and thread-safe; O(text).
class RunningNameFinder {
 public:
  explicit RunningNameFinder(const catalog::Catalog& catalog);

  // The words and characters that may open or close a name: whoever scans for them calls Take.
  const std::vector<std::string>& triggers() const { return words_; }

  // Appends the names that `match`, an occurrence of triggers()[trigger], opens or closes; forms
  // may overlap. `taken` is the end of the last person found in the text, 0 at its begin.
  // Occurrences in order.
  void Take(std::string_view text, const text::PhraseMatch& match, size_t trigger, int64_t* taken,
            std::vector<FormMatch>* found) const;

 private:
  struct Trigger {
    int suffix_kind = -1;  // index into kinds_
    bool seated = false;   // of the suffix
    bool title = false;    // "chief executive", 部长: a name follows
    bool given = false;    // "Ann": begins a name
    bool saying = false;   // 表示: a name stands before it
    bool calling = false;  // 子公司: a company's name follows
  };
  void TakeOrganization(std::string_view text, int64_t suffix, int64_t end, int kind, bool seated,
                        std::vector<FormMatch>* found) const;

  std::vector<std::string> kinds_;
  int calling_kind_ = -1;         // of kinds_: what stands behind 子公司
  std::set<std::string> except_;  // folded: what has the form and names nothing
  std::vector<std::string> words_;
  std::vector<Trigger> triggers_;  // of words_
  text::PhraseMatcher places_;     // names of places and economies in unspaced scripts, as written
};

// Whether `rest` is only what the law adds to a company's name: " Motor Corp", 股份有限公司.
bool IsCorporateForm(std::string_view rest);

// The own name of a Latin company without the words of its form at the end: "Revex" of "Revex
// Technologies Inc"; empty where nothing is left that could stand alone.
std::string_view WithoutCompanyForm(std::string_view name);

// The surname by which a Latin-script person's name goes on ("Lee" of "Ann Lee"); empty where it
// would be no safe short form.
std::string_view SurnameOf(std::string_view name);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_RUNNING_NAMES_H_
