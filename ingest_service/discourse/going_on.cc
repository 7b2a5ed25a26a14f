#include "ingest_service/discourse/going_on.h"

#include <algorithm>

namespace parallax::discourse {
namespace {

constexpr int64_t kShortestSpeech = 30;  // bytes of a quotation that names nothing

}  // namespace

bool QuotationEndsBefore(const BlockText& text, TextRange before, TextRange range) {
  if (text.QuotationAt(range.begin) != nullptr) return false;
  // They stand in order. The mark stands at most a full stop before the sentence's end.
  const auto first = std::ranges::partition_point(
      text.quotations, [&](const Quotation& q) { return q.outer.end < before.end - 3; });
  for (auto it = first; it != text.quotations.end(); ++it) {
    const Quotation& q = *it;
    if (q.outer.begin >= before.end) break;
    return q.outer.end <= range.begin + 1 && q.inner.end - q.inner.begin > kShortestSpeech;
  }
  return false;
}

bool ReportEndsBefore(const record::Voice& voice, std::string_view sentence) {
  bool report = false;
  for (const std::string_view noun : {"报告", "報告", "白皮书", "白皮書", "研究", "调查", "調查"}) {
    report |= voice.role.ends_with(noun);
  }
  if (!report) return false;
  for (const std::string_view taken_up :
       {"该", "該", "其", "报告", "報告", "此外", "另外", "同时", "同時", "并", "並", "“", "「"}) {
    if (sentence.starts_with(taken_up)) return false;
  }
  return true;
}

}  // namespace parallax::discourse
