// CompareStack: layers of the AI stack against policy instruments, economy by economy.
//
// What a claim's words name decides its instrument: the cues of the pack's list of instruments
// ("policy_instrument" among the scales; its order means nothing). One that names several stands
// under each, one that names none under "other".
//
// Errors of the request: of economies and filter; kDimensionNotFound and kDimensionNotApplicable
// for layers; kFieldOutOfRange for counts.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/errors/error.h"
#include "core/storage/record_reader.h"
#include "query_service/cells/cell_reader.h"
#include "query_service/cells/document_lineages.h"
#include "query_service/cells/judged_entities.h"
#include "query_service/request/claim_filter.h"
#include "query_service/request/compare_spec.h"
#include "query_service/request/entity_kind.h"
#include "query_service/request/fields.h"
#include "query_service/request/freshness.h"
#include "query_service/request/question.h"
#include "query_service/respond/analysis_engine.h"
#include "query_service/respond/answer_size.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/entity_message.h"

namespace parallax::respond {
namespace {

using catalog::Dimension;
using errors::Error;
using errors::Reason;

constexpr int kMaxEconomies = 20;
constexpr char kStack[] = "ai_stack";
constexpr char kInstruments[] = "policy_instrument";
constexpr char kOther[] = "other";

// The layers below the stack, in display order, or those that are asked for.
absl::StatusOr<std::vector<const Dimension*>> ParseLayers(
    const catalog::Catalog& catalog, const google::protobuf::RepeatedPtrField<std::string>& ids) {
  const Dimension* stack = catalog.FindDimension(kStack);
  std::vector<const Dimension*> layers;
  if (stack == nullptr) {
    return Error(Reason::kDimensionNotFound, "layers", "the pack has no \"ai_stack\"");
  }
  if (absl::Status status =
          request::CheckCount("layers", ids.size(), 0, request::kMaxComparedDimensions);
      !status.ok()) {
    return status;
  }
  for (const std::string& id : stack->children) {
    if (ids.empty()) layers.push_back(catalog.FindDimension(id));
  }
  std::set<std::string_view> seen;
  for (int i = 0; i < ids.size(); ++i) {
    const std::string field = request::Indexed("layers", i);
    const auto layer = request::ParseDimension(catalog, field, ids[i]);
    if (!layer.ok()) return layer.status();
    if ((*layer)->parent != kStack || (*layer)->value_type != catalog::ValueType::kText) {
      return Error(Reason::kDimensionNotApplicable, field,
                   "\"" + ids[i] + "\" is no layer of the stack");
    }
    if (seen.insert((*layer)->id).second) layers.push_back(*layer);
  }
  return layers;
}

// Instruments that the words name, by their place in the pack; the list's size for none.
std::set<size_t> InstrumentsIn(const catalog::Catalog& catalog, const catalog::Scale* instruments,
                               const std::string& text) {
  std::set<size_t> found;
  if (instruments == nullptr) return {0};
  for (const catalog::LevelMatch& match : catalog.ReadLevels(kInstruments, text)) {
    for (int r = match.levels.lowest_rank; r <= match.levels.highest_rank; ++r) {
      found.insert(static_cast<size_t>(r));
    }
  }
  if (found.empty()) found.insert(instruments->levels.size());
  return found;
}

struct Group {
  std::vector<size_t> shown;  // into CellData::shown, best supported first
  uint64_t claims = 0;
  std::set<std::string> documents;
  std::set<std::string> voices;
};

std::string NameIn(const std::vector<catalog::LocalText>& names, const std::string& language,
                   const std::string& otherwise) {
  for (const std::string& wanted : {language, std::string("en")}) {
    for (const catalog::LocalText& name : names) {
      if (request::LanguageMatches(wanted, name.language) ||
          request::LanguageMatches(name.language, wanted)) {
        return name.text;
      }
    }
  }
  return otherwise;
}

}  // namespace

absl::Status AnalysisEngine::Answer(const v1::CompareStackRequest& request,
                                    const cells::CallLimits& limits,
                                    v1::CompareStackResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  if (absl::Status status =
          request::CheckCount("economies", request.economies_size(), 1, kMaxEconomies);
      !status.ok()) {
    return status;
  }
  auto economies =
      request::ResolveEntities(*catalog_, {request.economies().begin(), request.economies().end()},
                               request::KindId(v1::ENTITY_KIND_ECONOMY), "economies");
  if (!economies.ok()) return economies.status();
  const auto layers = ParseLayers(*catalog_, request.layers());
  if (!layers.ok()) return layers.status();
  const auto filter = request::ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  const auto bounds = request::ParseBounds(request.options());
  if (!bounds.ok()) return bounds.status();
  if (absl::Status status = request::CheckLanguage("display_language", request.display_language());
      !status.ok()) {
    return status;
  }
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  if (absl::Status status = cells::JoinJudged(**view, *catalog_, &*economies); !status.ok()) {
    return status;
  }
  if (absl::Status status = request::CheckProvisional(storage::RecordReader(**view), *economies);
      !status.ok()) {
    return status;
  }
  // Everything that is told apart, with enough claims to count who stands behind it.
  auto read =
      cells::CellReader(**view, limits, rates_)
          .Read(*economies, *layers, *filter, {request::kMaxPropositions, request::kMaxClaims});
  if (!read.ok()) return read.status();

  const catalog::Scale* instruments = catalog_->FindScale(kInstruments);
  const std::string language =
      request.display_language().empty() ? "en" : request.display_language();
  const auto max_propositions = static_cast<size_t>(bounds->max_propositions);
  const auto max_claims = static_cast<size_t>(bounds->max_claims);
  const size_t known = instruments == nullptr ? 0 : instruments->levels.size();
  const auto id_of = [&](size_t i) {
    return i < known ? instruments->levels[i].id : std::string(kOther);
  };
  const storage::RecordReader reader(**view);
  cells::DocumentLineages lineages(reader);
  std::set<size_t> used;
  for (size_t e = 0; e < economies->size(); ++e) {
    v1::StackColumn* column = response->add_economies();
    FillEntity(*catalog_, (*economies)[e], language, column->mutable_economy());
    for (size_t l = 0; l < layers->size(); ++l) {
      if (absl::Status status = limits.Check(); !status.ok()) return status;
      cells::CellData& cell = (*read)[e * layers->size() + l];
      std::map<size_t, Group> groups;
      for (size_t s = 0; s < cell.shown.size(); ++s) {
        const cells::ShownProposition& shown = cell.shown[s];
        const reduce::Proposition& p = cell.reduced.propositions[shown.index];
        if (p.kind != record::ClaimKind::kValue) continue;
        if (p.support.claims > shown.claims.size()) cell.sampled = true;
        for (size_t i : InstrumentsIn(*catalog_, instruments, shown.wording.text)) {
          Group& group = groups[i];
          group.shown.push_back(s);
          group.claims += p.support.claims;
          for (const storage::ClaimRow& row : shown.claims) {
            group.documents.insert(row.claim.document_id);
            if (!row.claim.voices.empty()) group.voices.insert(row.claim.asserting_voice().key);
          }
        }
      }
      if (cell.proposition_count > cell.shown.size()) cell.sampled = true;
      for (cells::ShownProposition& shown : cell.shown) {
        if (shown.claims.size() > max_claims) shown.claims.resize(max_claims);
      }
      for (const auto& [i, group] : groups) {
        if (absl::Status status = lineages.Load(group.documents); !status.ok()) return status;
        used.insert(i);
        v1::StackCell* out = column->add_cells();
        out->set_layer_dimension_id((*layers)[l]->id);
        out->set_instrument_id(id_of(i));
        FillSupport({.claims = group.claims,
                     .documents = group.documents.size(),
                     .lineages = lineages.Count(group.documents),
                     .voices = group.voices.size()},
                    out->mutable_support());
        for (size_t s : group.shown) {
          if (static_cast<size_t>(out->propositions_size()) == max_propositions) break;
          v1::Proposition* message = out->add_propositions();
          FillProposition(cell, cell.shown[s].index, message);
          message->set_text(cell.shown[s].wording.text);
          for (const storage::ClaimRow& row : cell.shown[s].claims) {
            FillClaim(row, message->add_claims());
          }
        }
        out->set_proposition_count(static_cast<int64_t>(group.shown.size()));
      }
      // The layer's own cell repeats no proposition.
      cell.shown.clear();
      v1::TextCell* layer = column->add_layers();
      FillCell(cell, layer->mutable_cell());
      if (cell.reduced.summary.leading) layer->set_text(cell.leading_wording.text);
    }
  }
  for (const Dimension* layer : *layers) {
    FillDimension(*catalog_, *layer, language, response->add_layers());
  }
  for (size_t i : used) {
    v1::PolicyInstrument* out = response->add_instruments();
    out->set_instrument_id(id_of(i));
    out->set_display_name(i < known ? NameIn(instruments->levels[i].names, language, id_of(i))
                                    : std::string(kOther));
  }
  response->set_revision_token((*view)->Token());
  return CheckAnswerSize(response->ByteSizeLong(), "ask for fewer economies, layers or claims");
}

}  // namespace parallax::respond
