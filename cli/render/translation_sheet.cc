#include "cli/render/translation_sheet.h"

#include <string>
#include <utility>

namespace parallax::render {
namespace {

using Blocks = google::protobuf::RepeatedPtrField<v1::TranslationBlock>;

std::string TextOf(const Blocks& blocks) {
  std::string text;
  for (const v1::TranslationBlock& block : blocks) {
    text += (text.empty() ? "" : " ") + block.text();
  }
  return text.empty() ? "–" : text;
}

void Append(std::string& list, const std::string& item) {
  if (!list.empty()) list += "; ";
  list += item;
}

// The words that stand for an anchor on one side; its key where it has no place.
std::string Words(const google::protobuf::RepeatedPtrField<v1::TranslationPassage>& passages,
                  const std::string& key) {
  return passages.empty() ? key : passages.Get(0).text();
}

std::string CueText(const v1::TranslationDifference& difference) {
  std::string kind = "extent";
  if (difference.kind() == v1::CUE_KIND_NEGATION) kind = "negation";
  if (difference.kind() == v1::CUE_KIND_HEDGE) kind = "hedge";
  return kind + " only in the " + (difference.in_other() ? "second" : "first") + ": " +
         difference.cue().text();
}

std::string Count(int count, const std::string& one, const std::string& more) {
  return std::to_string(count) + " " + (count == 1 ? one : more);
}

std::string NameOf(const v1::TranslationText& text) {
  return text.language().empty() ? text.document_id()
                                 : text.document_id() + " (" + text.language() + ")";
}

}  // namespace

std::string TranslationHeadline(const v1::CompareTranslationsResponse& response) {
  std::string verdict = "too few anchors to tell whether these are translations";
  if (response.verdict() == v1::TRANSLATION_VERDICT_LIKELY) verdict = "likely translations";
  if (response.verdict() == v1::TRANSLATION_VERDICT_UNLIKELY)
    verdict = "unlikely to be translations";
  std::string text = NameOf(response.text()) + " and " + NameOf(response.other_text()) + ": " +
                     verdict + "; " + Count(response.pair_count(), "pair", "pairs") + ", " +
                     Count(response.agreeing_anchor_count(), "anchor agrees", "anchors agree") +
                     ", " + Count(response.differing_anchor_count(), "differs", "differ") + ", " +
                     Count(response.missing_anchor_count(), "is missing", "are missing") + ", " +
                     Count(response.difference_count(), "difference", "differences") +
                     " of certainty";
  if (response.truncated()) text += " (of a part)";
  return text;
}

Sheet SheetOf(const v1::CompareTranslationsResponse& response) {
  Sheet sheet;
  sheet.header = {"text", "other text", "agrees", "differs or missing", "certainty"};
  for (const v1::TranslationPair& pair : response.pairs()) {
    std::string agrees;
    std::string differs;
    for (const v1::TranslationAnchor& anchor : pair.anchors()) {
      const std::string first = Words(anchor.passages(), anchor.key());
      const std::string second = Words(anchor.other_passages(), anchor.key());
      if (anchor.state() == v1::ANCHOR_STATE_AGREES) {
        Append(agrees, first == second ? first : first + " = " + second);
      } else if (anchor.state() == v1::ANCHOR_STATE_DIFFERS) {
        Append(differs, first + " ≠ " + second);
      } else if (anchor.passages().empty()) {
        Append(differs, "only in the second: " + second);
      } else {
        Append(differs, "only in the first: " + first);
      }
    }
    std::string certainty;
    for (const v1::TranslationDifference& difference : pair.differences()) {
      Append(certainty, CueText(difference));
    }
    sheet.rows.push_back({TextOf(pair.blocks()), TextOf(pair.other_blocks()), std::move(agrees),
                          std::move(differs), std::move(certainty)});
  }
  return sheet;
}

}  // namespace parallax::render
