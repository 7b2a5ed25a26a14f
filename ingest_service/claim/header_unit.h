// The unit or currency that a table's header or caption states for bare figures below it:
// "Funding (US$ billion)", 金额（亿元）, 单位：亿元.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_HEADER_UNIT_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_HEADER_UNIT_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/catalog/catalog.h"
#include "ingest_service/claim/item_split.h"
#include "ingest_service/recognize/recognizer.h"

namespace parallax::claim {

// Where in a header the unit stands: within its last brackets, or behind its last comma ("Budget,
// million euros"). Nothing when neither holds a unit that `figure` could have.
// Where in a caption or a line above the table: behind "Unit:", 单位：, "in" ("in US$ million").
// `figure` is the text of a cell, a figure and nothing else. `with_unit` receives the figure as it
// would be written with its unit. Total; O(header).
std::optional<TextRange> FindHeaderUnit(std::string_view header, std::string_view figure,
                                        catalog::ValueType type,
                                        const recognize::Recognizer& recognizer,
                                        const recognize::Context& context, std::string* with_unit);
std::optional<TextRange> FindCaptionUnit(std::string_view caption, std::string_view figure,
                                         catalog::ValueType type,
                                         const recognize::Recognizer& recognizer,
                                         const recognize::Context& context, std::string* with_unit);

// Whether `text` is a figure and nothing else: digits, separators, a sign, "~", "≈" or "约" before.
bool IsBareFigure(std::string_view text);

// Whether a row is no subject's: totals, averages, notes and sources.
bool IsSummaryRow(std::string_view text);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_HEADER_UNIT_H_
