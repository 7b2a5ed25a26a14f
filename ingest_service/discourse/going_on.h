// Where a speaker's words have ended though no other speaker is named. Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_GOING_ON_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_GOING_ON_H_

#include <string_view>

#include "core/record/claim.h"
#include "ingest_service/discourse/block_text.h"

namespace parallax::discourse {

// 他说：“…。” and then no quotation: whether the sentence `before` ends with a quotation that was
// speech and `range`, the next one, does not begin with one.
bool QuotationEndsBefore(const BlockText& text, TextRange before, TextRange range);

// 报告显示，…。 and then a sentence that takes nothing up: a report is cited for what it found.
bool ReportEndsBefore(const record::Voice& voice, std::string_view sentence);

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_GOING_ON_H_
