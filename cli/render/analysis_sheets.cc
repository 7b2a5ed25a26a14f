#include "cli/render/analysis_sheets.h"

#include <cstdlib>
#include <map>
#include <string_view>
#include <utility>

#include "query_service/render/cell_summary.h"
#include "query_service/render/comparison_view.h"
#include "query_service/render/contrast_text.h"
#include "query_service/render/conversion_text.h"
#include "query_service/render/interval_text.h"
#include "query_service/render/value_text.h"

namespace parallax::render {
namespace {

// "STANCE_DENIES" → "denies".
std::string Word(std::string name, std::string_view prefix) {
  if (name.starts_with(prefix)) name.erase(0, prefix.size());
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_') c = ' ';
  }
  return name;
}

std::string VoiceWithRole(const v1::Voice& voice) {
  std::string name = voice.name();
  if (name.empty()) name = Word(v1::VoiceKind_Name(voice.kind()), "VOICE_KIND_");
  if (!voice.role().empty()) name += " (" + voice.role() + ")";
  return name;
}

std::string PositionText(const v1::Position& position) {
  std::string text = Word(v1::Stance_Name(position.stance()), "STANCE_");
  if (position.kind() == v1::CLAIM_KIND_NO_VALUE) text += " that there is none";
  if (position.kind() == v1::CLAIM_KIND_NOT_STATED) return "does not say";
  return position.text().empty() ? text : text + ": " + position.text();
}

const std::string& QuoteOf(const google::protobuf::RepeatedPtrField<v1::Claim>& claims) {
  for (const v1::Claim& claim : claims) {
    for (const v1::Evidence& evidence : claim.evidence()) {
      if (evidence.role() == v1::EVIDENCE_ROLE_VALUE && !evidence.quote().empty()) {
        return evidence.quote();
      }
    }
  }
  static const auto* const kNone = new std::string;
  return *kNone;
}

std::string Documents(const google::protobuf::RepeatedPtrField<v1::Claim>& claims) {
  std::string out;
  std::string last;
  for (const v1::Claim& claim : claims) {
    if (claim.document_id() == last) continue;
    last = claim.document_id();
    out += (out.empty() ? "" : ", ") + last;
  }
  return out;
}

std::string Unit(const v1::RankBasis& basis) {
  if (!basis.currency_code().empty()) return basis.currency_code();
  if (basis.value_type() == v1::VALUE_TYPE_PERCENTAGE) return "%";
  return basis.unit();
}

std::string LevelName(const v1::Dimension& dimension, const std::string& rank) {
  const int at = std::atoi(rank.c_str());
  if (at < 0 || at >= dimension.levels_size()) return rank;
  const v1::ScaleLevel& level = dimension.levels(at);
  return level.display_name().empty() ? level.level_id() : level.display_name();
}

}  // namespace

Sheet SheetOf(const v1::CompareSourcesResponse& response) {
  Sheet sheet;
  sheet.header = {"group", "position", "voice", "reported by", "documents", "quote"};
  for (const v1::Position& position : response.positions()) {
    for (const v1::VoicePosition& voice : position.voices()) {
      std::string reported;
      for (const v1::Voice& by : voice.reported_by()) {
        reported += (reported.empty() ? "" : " › ") + VoiceWithRole(by);
      }
      std::string name = VoiceWithRole(voice.voice());
      if (!voice.also_in_groups().empty()) name += " (holds another position as well)";
      std::string documents = Documents(voice.claims());
      if (documents.empty()) documents = SupportText(voice.support());
      sheet.rows.push_back({position.group() < 0 ? "–" : std::to_string(position.group()),
                            PositionText(position), std::move(name), std::move(reported),
                            std::move(documents), QuoteOf(voice.claims())});
    }
  }
  return sheet;
}

Sheet SheetOf(const v1::CompareStackResponse& response) {
  Sheet sheet;
  sheet.header = {"layer", "instrument"};
  for (const v1::StackColumn& column : response.economies()) {
    sheet.header.push_back(NameOf(column.economy()));
  }
  for (const v1::Dimension& layer : response.layers()) {
    for (const v1::PolicyInstrument& instrument : response.instruments()) {
      std::vector<std::string> row = {NameOf(layer), instrument.display_name()};
      bool any = false;
      for (const v1::StackColumn& column : response.economies()) {
        std::string text;
        for (const v1::StackCell& cell : column.cells()) {
          if (cell.layer_dimension_id() != layer.dimension_id() ||
              cell.instrument_id() != instrument.instrument_id()) {
            continue;
          }
          for (const v1::Proposition& proposition : cell.propositions()) {
            text += (text.empty() ? "" : "; ") + proposition.text();
          }
          if (cell.proposition_count() > cell.propositions_size()) text += "; …";
          any = true;
        }
        row.push_back(std::move(text));
      }
      if (any) sheet.rows.push_back(std::move(row));
    }
  }
  return sheet;
}

Sheet SheetOf(const v1::CompareTimelinesResponse& response) {
  std::map<std::string, std::string> names;
  for (const v1::Entity& entity : response.entities()) names[entity.entity_id()] = NameOf(entity);
  Sheet sheet;
  sheet.header = {"#", "when", "who", "what", "text", "support"};
  for (const v1::TimelineEvent& event : response.events()) {
    std::string what =
        event.kind() == v1::TIMELINE_EVENT_KIND_PUBLICATION ? "published" : event.dimension_id();
    if (event.modality() == v1::MODALITY_PLANNED) what += " (planned)";
    if (event.stance() != v1::STANCE_ASSERTS && event.stance() != v1::STANCE_UNSPECIFIED) {
      what += " (" + Word(v1::Stance_Name(event.stance()), "STANCE_") + ")";
    }
    sheet.rows.push_back({std::to_string(event.event_index() + 1), IntervalText(event.period()),
                          names[event.entity_id()], std::move(what), event.text(),
                          SupportText(event.support())});
  }
  return sheet;
}

Sheet RelationSheet(const v1::CompareTimelinesResponse& response) {
  Sheet sheet;
  sheet.header = {"A", "relation", "B", "days between", "A leads by", "A outlasts by"};
  for (const v1::TimelineRelation& relation : response.relations()) {
    sheet.rows.push_back(
        {std::to_string(relation.event_index_a() + 1),
         Word(v1::IntervalRelation_Name(relation.relation()), "INTERVAL_RELATION_"),
         std::to_string(relation.event_index_b() + 1), std::to_string(relation.gap_days()),
         relation.has_lead_days() ? std::to_string(relation.lead_days()) : "",
         relation.has_lag_days() ? std::to_string(relation.lag_days()) : ""});
  }
  return sheet;
}

Sheet SheetOf(const v1::RankEntitiesResponse& response) {
  const bool level = response.basis().value_type() == v1::VALUE_TYPE_LEVEL;
  const std::string unit = Unit(response.basis());
  Sheet sheet;
  sheet.header = {"place", "entity", unit.empty() ? "value" : unit, "from", "to",
                  "notes", "support"};
  const auto figure = [&](const std::string& decimal) {
    if (decimal.empty()) return std::string("open");
    return level ? LevelName(response.dimension(), decimal) : ShortDecimalText(decimal);
  };
  for (const v1::RankedEntity& entity : response.ranked()) {
    std::string place = std::to_string(entity.best_rank());
    if (entity.worst_rank() != entity.best_rank()) {
      place += "–" + std::to_string(entity.worst_rank());
    }
    std::string notes;
    const auto note = [&](const std::string& text) { notes += (notes.empty() ? "" : "; ") + text; };
    if (entity.bounds_met() == v1::BOUNDS_MET_POSSIBLY) note("may lie outside the bounds");
    if (entity.has_conversion()) note(ConversionText(entity.conversion()));
    for (const auto reason : entity.reasons()) {
      if (reason == v1::COMPARABILITY_REASON_CONVERTED) continue;
      note(Word(v1::ComparabilityReason_Name(static_cast<v1::ComparabilityReason>(reason)),
                "COMPARABILITY_REASON_"));
    }
    sheet.rows.push_back({std::move(place), NameOf(entity.entity()), figure(entity.value()),
                          figure(entity.lowest()), figure(entity.highest()), std::move(notes),
                          SupportText(CommonPart(entity.cell()).support())});
  }
  for (const v1::UnrankableEntity& entity : response.unrankable()) {
    sheet.rows.push_back({"–", NameOf(entity.entity()), "", "", "",
                          Word(v1::UnrankableReason_Name(entity.reason()), "UNRANKABLE_REASON_"),
                          SupportText(CommonPart(entity.cell()).support())});
  }
  return sheet;
}

Sheet SheetOf(const v1::ExplainCellResponse& response) {
  Sheet sheet;
  sheet.header = {"what", "why"};
  sheet.rows.push_back(
      {"finding", Word(v1::CellFinding_Name(response.finding()), "CELL_FINDING_")});
  for (const v1::ExplanationStep& step : response.steps()) {
    sheet.rows.push_back({step.subject(), step.text()});
  }
  for (const v1::RuleCount& rule : response.rules()) {
    sheet.rows.push_back({"rule", rule.rule_id() + " " + rule.rule_version() + ": " +
                                      std::to_string(rule.claim_count()) +
                                      (rule.claim_count() == 1 ? " claim" : " claims")});
  }
  return sheet;
}

Sheet SeenSheet(const v1::ExplainCellResponse& response) {
  Sheet sheet;
  sheet.header = {"document", "title", "mentions", "blocks", "claims", "refused", "first block"};
  for (const v1::SeenDocument& document : response.documents()) {
    std::string id = document.document_id();
    if (document.filtered_out()) id += " (filtered out)";
    sheet.rows.push_back({std::move(id), document.title(), std::to_string(document.mention_count()),
                          std::to_string(document.block_count()),
                          std::to_string(document.claim_count()),
                          std::to_string(document.rejected_candidate_count()),
                          document.blocks().empty() ? "" : document.blocks(0).text()});
  }
  return sheet;
}

}  // namespace parallax::render
