// Documents that stand for another one: an abstract of an article, the announcement of a report, a
// digest that names its newspaper. Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_ORIGIN_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_ORIGIN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/claim.h"
#include "core/record/document.h"

namespace parallax::discourse {

// A work that a document presents, from one of its blocks on.
struct PresentedWork {
  std::vector<std::string> authors;  // never empty
  std::string publisher;             // empty when not stated
  int32_t first_block = 0;           // what follows is the work's
  // The work's first author speaks in the document itself ("I was the lead author").
  bool by_first_author = false;
};

// An abstract: labelled lines at the head give an author and where the article appeared, and a
// heading says "Summary" or 摘要. Or an announcement: a byline below a heading that is not the
// document's first, behind a paragraph that speaks of a report, a paper or a study. Nothing for
// other documents.
std::optional<PresentedWork> FindPresentedWork(const record::Document& document);

// The voice of named authors, the same in every document: "author:" and the folded names.
record::Voice VoiceOfAuthors(const std::vector<std::string>& names);

// "… (The Times, subscription).": the medium that a sentence names as its source in brackets at its
// end, within `sentence`; empty when it names none.
std::string_view MediumInBrackets(std::string_view sentence);

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_ORIGIN_H_
