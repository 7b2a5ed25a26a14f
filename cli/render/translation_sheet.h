// Two texts side by side as a sheet.
#ifndef PARALLAX_CLI_RENDER_TRANSLATION_SHEET_H_
#define PARALLAX_CLI_RENDER_TRANSLATION_SHEET_H_

#include <string>

#include "cli/render/sheet.h"
#include "parallax/v1/translation.pb.h"

namespace parallax::render {

// "a (zh) and b (en): likely translations; 12 pairs, 20 anchors agree, 1 differs, 3 are missing, 2
// differences of certainty".
std::string TranslationHeadline(const v1::CompareTranslationsResponse& response);

// A row per pair: both texts, what agrees, what differs or is missing, and where one is surer.
Sheet SheetOf(const v1::CompareTranslationsResponse& response);

}  // namespace parallax::render

#endif  // PARALLAX_CLI_RENDER_TRANSLATION_SHEET_H_
