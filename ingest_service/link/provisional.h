// Entities that the catalog does not list: their ids, and the forms by which they are recognized.
#ifndef PARALLAX_INGEST_SERVICE_LINK_PROVISIONAL_H_
#define PARALLAX_INGEST_SERVICE_LINK_PROVISIONAL_H_

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/text/phrase_matcher.h"
#include "ingest_service/link/form_match.h"
#include "ingest_service/link/role_names.h"
#include "ingest_service/link/running_names.h"

namespace parallax::link {

// "kind/~slug": a function of kind and folded name alone (the linker adds the economy to "National
// …"), so that every document that names the thing alike names the same entity. The slug is the
// folded name with dashes for blanks; a name with other than ASCII letters and digits, or longer
// than 60 bytes, is named by 16 hex digits of its SHA-256.
std::string ProvisionalId(std::string_view kind, std::string_view name);

// Whether `entity_id` is one of those.
bool IsProvisionalId(std::string_view entity_id);

// Whether the form is a body that bears its nation's adjective, which ends at `adjective_end`, in
// its name: "Canadian Institute for …", but not "French Ministry of …", which its own country calls
// the Ministry.
bool IsNationalBody(std::string_view text, int64_t adjective_end, const FormMatch& form);

// Finds "the National Quantum Initiative", “……行动计划”, 《……发展规划》 by the pack's entity forms.
// Immutable and thread-safe.
class FormFinder {
 public:
  explicit FormFinder(const catalog::Catalog& catalog);

  // The forms of `text` and its running names, in order, none overlapping; offsets into it.
  // Latin: a run of capitalized words (with short joining words between) that ends or begins with a
  // word of the form, at least two of them; what begins with two words of a form ("Ministry of")
  // may have capitalized words before it and joining words after it. Chinese: what stands in 《》,
  // or in quotation marks, or after a verb of making, and ends with a word of the form. A name is
  // at most 12 words or 40 characters.
  std::vector<FormMatch> Find(std::string_view text) const;

 private:
  // What a word or mark in the text may open or close.
  struct Trigger {
    int suffix_kind = -1;  // index into kinds_
    int prefix_kind = -1;
    int mark = -1;        // an opening mark
    bool making = false;  // a verb of making
    int running = -1;     // index into running_.triggers()
    int role = -1;        // index into roles_.triggers()
  };

  struct MarkedSuffix {
    std::string text;  // folded
    int kind;
    bool title_only;  // trusted only between 《》
  };

  // Where the capitalized words begin that stand before `suffix_begin`; itself when there are none.
  // `joins`: "and" may stand among them; `body`: they name one, and "with" or "to" may not.
  static int64_t NameBegin(std::string_view text, int64_t suffix_begin, bool joins, bool body);
  void TakeSuffix(std::string_view text, int64_t begin, int64_t end, int kind,
                  std::vector<FormMatch>* found) const;
  void TakePrefix(std::string_view text, int64_t begin, int64_t end, int kind,
                  std::vector<FormMatch>* found) const;
  void TakeMarked(std::string_view text, int64_t begin, int mark,
                  std::vector<FormMatch>* found) const;
  void TakeMade(std::string_view text, int64_t begin, std::vector<FormMatch>* found) const;
  // The kind of a quoted name by the word before or behind its marks (“……”计划, 平台「……」) or by a
  // craft's number; null when none tells.
  const std::string* KindBeside(std::string_view before, std::string_view inner,
                                std::string_view after) const;
  const std::string* MarkedKindOf(std::string_view inner, bool title_marks) const;

  std::vector<std::string> kinds_;
  std::vector<Trigger> triggers_;  // by the matcher's value
  RunningNameFinder running_;
  RoleNameFinder roles_;
  text::PhraseMatcher matcher_;              // of the triggers, as written: one pass over the text
  text::PhraseMatcher chinese_suffix_;       // folded; of running text
  std::vector<MarkedSuffix> marked_suffix_;  // folded, longest first
  std::set<std::string, std::less<>> except_;  // folded
};

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_PROVISIONAL_H_
