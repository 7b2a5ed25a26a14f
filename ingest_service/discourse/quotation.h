// Words that a text puts between quotation marks. Pure; thread-safe; linear.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_QUOTATION_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_QUOTATION_H_

#include <string_view>
#include <vector>

#include "ingest_service/discourse/discourse.h"

namespace parallax::discourse {

struct Quotation {
  TextRange outer;          // with its marks
  TextRange inner;          // without them
  bool open_ended = false;  // nothing closes it: it goes on in the next paragraph
  friend bool operator==(const Quotation&, const Quotation&) = default;
};

// Appends the outermost quotations of `text` in order: “ ”, 「 」, 『 』, « », " ". Marks of the
// same pair nest. Apostrophes and single marks open none. A straight mark behind a digit is an
// inch.
void FindQuotations(std::string_view text, std::vector<Quotation>* quotations);

// How many words `text` has: runs of letters, and one for each Chinese character. Counts no further
// than `most`.
int CountWords(std::string_view text, int most);

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_QUOTATION_H_
