#include "query_service/render/change_text.h"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string_view>

#include "query_service/render/cell_summary.h"
#include "query_service/render/comparison_view.h"
#include "query_service/render/safe_text.h"
#include "query_service/render/value_text.h"

namespace parallax::render {
namespace {

std::string_view CauseWords(v1::ChangeCauseKind kind) {
  switch (kind) {
    case v1::CHANGE_CAUSE_KIND_DOCUMENT_PUT:
      return "put";
    case v1::CHANGE_CAUSE_KIND_DOCUMENT_DELETED:
      return "deleted";
    case v1::CHANGE_CAUSE_KIND_DOCUMENT_PURGED:
      return "purged";
    case v1::CHANGE_CAUSE_KIND_PACK:
      return "read anew with another pack";
    case v1::CHANGE_CAUSE_KIND_RETRACTION:
      return "claims retracted";
    case v1::CHANGE_CAUSE_KIND_JUDGEMENT:
      return "entities judged";
    case v1::CHANGE_CAUSE_KIND_IMPORT:
      return "claims imported";
    default:
      return "changed";
  }
}

std::string StateText(const v1::AnyCell& cell, const v1::Dimension& dimension) {
  const CellSummary summary = Summarize(cell, dimension, {.max_entries = 3});
  std::string out;
  if (summary.state == v1::CELL_STATE_VALUE) {
    out = std::string(AgreementMark(summary.agreement)) + " " +
          std::string(AgreementWord(summary.agreement)) + ": ";
  }
  bool first = true;
  for (const CellEntry& entry : summary.entries) {
    if (entry.role == EntryRole::kWording) continue;
    if (!first) out += entry.role == EntryRole::kAlternative ? "; or " : "; ";
    out += entry.text;
    if (!entry.note.empty()) out += " [" + entry.note + "]";
    first = false;
  }
  const std::string support = SupportText(summary.support);
  return support.empty() ? out : out + " (" + support + ")";
}

}  // namespace

std::string TimeText(int64_t ms) {
  using std::chrono::days;
  const std::chrono::sys_seconds time{
      std::chrono::floor<std::chrono::seconds>(std::chrono::milliseconds(ms))};
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  char text[64];
  std::snprintf(text, sizeof(text), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

std::string ChangedCellText(const v1::ChangedCell& cell, const Entities& entities,
                            const Dimensions& dimensions) {
  std::string entity = cell.entity_id();
  for (const v1::Entity& one : entities) {
    if (one.entity_id() == cell.entity_id()) entity = NameOf(one);
  }
  v1::Dimension dimension;
  dimension.set_dimension_id(cell.dimension_id());
  for (const v1::Dimension& one : dimensions) {
    if (one.dimension_id() == cell.dimension_id()) dimension = one;
  }
  std::string out = SafeText(entity) + " · " + SafeText(NameOf(dimension)) + "\n";
  out += "  was  " + StateText(cell.before(), dimension) + "\n";
  out += "  is   " + StateText(cell.after(), dimension) + "\n";
  for (const v1::ChangeCause& cause : cell.causes()) {
    out += "  by   ";
    if (!cause.document_id().empty()) {
      out += "document \"" + SafeText(cause.document_id()) + "\" ";
    }
    out += std::string(CauseWords(cause.kind())) + ", " + TimeText(cause.committed_at_ms()) + "\n";
  }
  const int64_t more = cell.cause_count() - cell.causes_size();
  if (more > 0) out += "       and " + std::to_string(more) + " earlier\n";
  return out;
}

}  // namespace parallax::render
