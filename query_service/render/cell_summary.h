// What a cell says, in the order in which a person reads it: the leading value, how sources word
// it, what others say instead, who stands behind it. All renderers show this and nothing else.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_CELL_SUMMARY_H_
#define PARALLAX_QUERY_SERVICE_RENDER_CELL_SUMMARY_H_

#include <string>
#include <string_view>
#include <vector>

#include "parallax/v1/cell.pb.h"
#include "parallax/v1/entity.pb.h"

namespace parallax::render {

enum class EntryRole {
  kLead,         // the value that leads, or one of several texts side by side
  kItem,         // an item of a list or set
  kWording,      // the source's own words for the lead
  kEquivalent,   // an amount that sources state as the lead's equivalent
  kAlternative,  // a value that is incompatible with the lead
  kAbsence,      // why there is no value
  kMore,         // how much is left out
};

struct CellEntry {
  EntryRole role = EntryRole::kLead;
  std::string text;      // safe to show
  std::string note;      // "planned", "alleged", a voice, a qualifier; safe to show; may be empty
  std::string language;  // BCP 47, where `text` is a source's own words and it is known
  v1::Support support;
  // Into the cell; the cell must outlive the summary.
  std::vector<const v1::Claim*> claims;
};

struct CellSummary {
  v1::CellState state = v1::CELL_STATE_NOT_COVERED;
  v1::Agreement agreement = v1::AGREEMENT_UNSPECIFIED;
  v1::Support support;
  std::vector<CellEntry> entries;  // never empty
  // Claims that no entry shows.
  std::vector<const v1::Claim*> other_claims;
  bool sampled = false;
};

struct SummaryOptions {
  int max_entries = 6;          // of each role
  std::string language = "en";  // of the reader, BCP 47: wordings in it come first
};

// The returned pointers are into `cell`.
CellSummary Summarize(const v1::AnyCell& cell, const v1::Dimension& dimension,
                      const SummaryOptions& options);

// "✓", "≈", "⚡", "·"; empty without a value.
std::string_view AgreementMark(v1::Agreement agreement);

// "unanimous", "majority", "contested", "not assessed".
std::string_view AgreementWord(v1::Agreement agreement);

// "value", "none (says so)", "not stated", "not covered".
std::string_view StateWord(v1::CellState state);

// "planned", "conditional", "alleged"; empty for a fact.
std::string_view ModalityWord(v1::Modality modality);

// "denied: ", "doubted: " …; empty for what is asserted.
std::string_view StancePrefix(v1::Stance stance);

// A voice as a person would name it: by name, else role, else kind; empty for the author of a
// document without a name.
std::string VoiceName(const v1::Voice& voice);

// The one who asserts, as a person would name them: "The New York Times", "an unnamed source";
// empty for the author of the document.
std::string VoiceText(const v1::Claim& claim);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_CELL_SUMMARY_H_
