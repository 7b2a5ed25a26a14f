// ExplainCell: why a cell is as it is; when it is empty, what was looked at.
//
// Errors of the request: of the entity, the dimension and the filter; kFieldOutOfRange for counts.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/api/record_to_api.h"
#include "core/storage/record_reader.h"
#include "query_service/cells/cell_reader.h"
#include "query_service/cells/document_filter.h"
#include "query_service/cells/roll_up.h"
#include "query_service/request/claim_filter.h"
#include "query_service/request/compare_spec.h"
#include "query_service/request/fields.h"
#include "query_service/request/freshness.h"
#include "query_service/request/page_token.h"
#include "query_service/request/question.h"
#include "query_service/respond/analysis_engine.h"
#include "query_service/respond/answer_size.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/entity_message.h"

namespace parallax::respond {
namespace {

using cells::CellData;
using storage::ClaimRow;

constexpr int kMaxRejectedShown = 20;  // of one document
constexpr int kDefaultDocuments = 20;
constexpr int kMaxDocuments = 100;
constexpr size_t kMaxDocumentsCounted = 10000;
constexpr int kMaxBlocksShown = 20;
constexpr size_t kMaxBlockTextBytes = 800;
constexpr size_t kPageRows = 500;

v1::ExplanationStep* AddStep(const char* subject, std::string text,
                             v1::ExplainCellResponse* response) {
  v1::ExplanationStep* step = response->add_steps();
  step->set_subject(subject);
  step->set_text(std::move(text));
  return step;
}

std::string Counted(uint64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string Backed(const reduce::Support& support) {
  return Counted(support.claims, "claim", "claims") + " in " +
         Counted(support.documents, "document", "documents") + " (" +
         Counted(support.lineages, "lineage", "lineages") + "), by " +
         Counted(support.voices, "voice", "voices");
}

void ExplainState(const CellData& cell, v1::ExplainCellResponse* response) {
  switch (cell.reduced.state) {
    case reduce::CellState::kNotCovered:
      AddStep("state", "No claim is made on it.", response);
      return;
    case reduce::CellState::kNotStated:
      AddStep("state", "Sources ask and give no answer: " + Backed(cell.support) + ".", response);
      return;
    case reduce::CellState::kNoValue:
      AddStep("state", "Sources say that there is none: " + Backed(cell.support) + ".", response);
      return;
    case reduce::CellState::kValue:
      AddStep("state", "There is a value: " + Backed(cell.support) + ".", response);
      return;
  }
}

void ExplainAgreement(const CellData& cell, v1::ExplainCellResponse* response) {
  const reduce::Grouping& grouping = cell.reduced.grouping;
  const auto name = [&](const reduce::Group& group, v1::ExplanationStep* step) {
    for (size_t i : group.members) {
      if (step->proposition_ids_size() == request::kMaxPropositions) break;
      step->add_proposition_ids(cell.reduced.propositions[i].proposition_id);
    }
  };
  switch (cell.reduced.agreement.agreement) {
    case reduce::Agreement::kNone:
      return;
    case reduce::Agreement::kNotAssessed:
      name(grouping.groups.front(),
           AddStep("agreement", "Free text stands side by side and is not scored.", response));
      return;
    case reduce::Agreement::kUnanimous:
      name(grouping.groups.front(),
           AddStep("agreement", "All propositions that take a side can hold together.", response));
      return;
    case reduce::Agreement::kMajority:
      AddStep("agreement",
              "More than half of the voices stand behind the leading one of " +
                  std::to_string(grouping.groups.size()) +
                  " incompatible groups, and behind no other.",
              response);
      break;
    case reduce::Agreement::kContested:
      AddStep("agreement",
              "No one of " + std::to_string(grouping.groups.size()) +
                  " incompatible groups has more than half of the voices to itself.",
              response);
      break;
  }
  for (size_t g = 0; g < grouping.groups.size() && g < 20; ++g) {
    name(grouping.groups[g],
         AddStep("agreement",
                 "Group " + std::to_string(g) + ": " + Backed(grouping.groups[g].support) + ".",
                 response));
  }
}

void ExplainValue(const CellData& cell, const request::ClaimFilter& filter,
                  v1::ExplainCellResponse* response) {
  ExplainState(cell, response);
  if (cell.reduced.summary.leading) {
    const reduce::Proposition& p = cell.reduced.propositions[*cell.reduced.summary.leading];
    AddStep("leading",
            "The best supported proposition of the leading group stands for the cell: " +
                Backed(p.support) + ".",
            response)
        ->add_proposition_ids(p.proposition_id);
  }
  ExplainAgreement(cell, response);
  for (const auto& [index, made] : cell.conversions) {
    std::string period = std::to_string(made.rate.date.year);
    if (made.rate.date.month != 0) period += "-" + std::to_string(made.rate.date.month);
    AddStep("conversion",
            made.from.currency + " was set against " + made.currency + " by the rate of " + period +
                ", " + made.rate.central.Rounded(6).ToString() + ".",
            response)
        ->add_proposition_ids(cell.reduced.propositions[index].proposition_id);
  }
  for (const auto& part : cell.rolled_up) {
    AddStep("roll-up",
            "Claims on " + part.address.entity_id + ", " + part.address.dimension_id +
                " were counted in: " + Backed(part.support) + ".",
            response);
  }
  if (cell.sampled) {
    AddStep("sampled", "It has more than is read: groups or counts come from a part of it.",
            response);
  }
  if (!filter.empty()) {
    AddStep("filter", "Only claims that the filter admits were reduced, afresh.", response);
  }
}

// Up to `limit` bytes, not cutting a character.
std::string Beginning(const std::string& text, size_t limit) {
  if (text.size() <= limit) return text;
  size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

bool Within(const text::ByteSpan& inner, const text::ByteSpan& outer) {
  return outer.begin_byte <= inner.begin_byte && inner.end_byte <= outer.end_byte;
}

// What rules refused of the entities on the dimension, or without having found either.
void FillRejected(const storage::DocumentBody& body, const std::set<std::string>& entities,
                  const std::string& dimension_id, v1::SeenDocument* out) {
  for (const record::RejectedCandidate& candidate : body.rejected) {
    const bool subject =
        candidate.subject_entity_id.empty() || entities.contains(candidate.subject_entity_id);
    const bool asked = candidate.dimension_id.empty() || candidate.dimension_id == dimension_id;
    if (!subject || !asked) continue;
    out->set_rejected_candidate_count(out->rejected_candidate_count() + 1);
    if (out->rejected_candidates_size() == kMaxRejectedShown) continue;
    v1::RejectedCandidate* shown = out->add_rejected_candidates();
    shown->set_subject_entity_id(candidate.subject_entity_id);
    shown->set_dimension_id(candidate.dimension_id);
    api::ToApi(candidate.span, shown->mutable_span());
    shown->set_rule_id(candidate.rule_id);
    shown->set_reason(candidate.reason);
  }
}

void FillSeen(const storage::DocumentBody& body, const std::set<std::string>& entities,
              const std::vector<const record::Claim*>& claims, v1::SeenDocument* out) {
  std::map<int32_t, int64_t> mentions;
  for (const record::Mention& mention : body.mentions) {
    if (!entities.contains(mention.entity_id)) continue;
    ++mentions[mention.block];
    out->set_mention_count(out->mention_count() + 1);
  }
  out->set_block_count(static_cast<int64_t>(mentions.size()));
  for (const auto& [index, count] : mentions) {
    if (index < 0 || static_cast<size_t>(index) >= body.blocks.size()) continue;
    if (out->blocks_size() == kMaxBlocksShown) break;
    const record::Block& block = body.blocks[static_cast<size_t>(index)];
    v1::SeenBlock* seen = out->add_blocks();
    seen->set_block_index(index);
    v1::Block message;
    api::ToApi(block, &message);
    *seen->mutable_span() = message.span();
    seen->set_kind(message.kind());
    seen->set_mention_count(count);
    seen->set_text(Beginning(block.content.text, kMaxBlockTextBytes));
    int64_t made = 0;
    for (const record::Claim* claim : claims) {
      const bool here = std::any_of(
          claim->evidence.begin(), claim->evidence.end(),
          [&](const record::Evidence& evidence) { return Within(evidence.span, block.span); });
      made += here ? 1 : 0;
    }
    seen->set_claim_count(made);
  }
}

}  // namespace

absl::Status AnalysisEngine::Answer(const v1::ExplainCellRequest& request,
                                    const cells::CallLimits& limits,
                                    v1::ExplainCellResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  const auto question =
      request::ParseQuestion(*catalog_, request.entity(), request.dimension(), false);
  if (!question.ok()) return question.status();
  const auto filter = request::ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  const auto bounds = request::ParseBounds(request.options());
  if (!bounds.ok()) return bounds.status();
  const auto page_size = request::CountField("page_size", request.page_size(), kDefaultDocuments,
                                             kMaxDocuments, false);
  if (!page_size.ok()) return page_size.status();
  if (absl::Status status = request::CheckLanguage("display_language", request.display_language());
      !status.ok()) {
    return status;
  }
  const request::RollUp roll_up = request::ParseRollUp(request.roll_up());
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  const storage::RecordReader reader(**view);
  auto read =
      cells::ReadRolledUp(cells::CellReader(**view, limits, rates_), *catalog_, {question->entity},
                          {question->dimension}, *filter, *bounds, roll_up);
  if (!read.ok()) return read.status();
  const CellData& cell = read->front();

  // Its claims: the rules behind them, and where they stand.
  std::map<std::pair<std::string, std::string>, int64_t> rules;
  std::map<std::string, std::vector<record::Claim>> claims;  // by document
  std::set<std::string> entities;
  uint64_t stored = 0;
  cells::DocumentFilter documents(reader, *filter);
  for (const storage::CellAddress& address :
       cells::RolledUpFrom(*catalog_, cell.address, roll_up)) {
    entities.insert(address.entity_id);
    std::string after;
    do {
      if (absl::Status status = limits.Check(); !status.ok()) return status;
      if (stored >= kMaxClaimsAnalysed) break;
      const auto page = reader.ListClaims(address.entity_id, address.dimension_id, {}, after,
                                          std::min<size_t>(kPageRows, kMaxClaimsAnalysed - stored));
      if (!page.ok()) return page.status();
      stored += page->items.size();
      const absl::Status admitted = documents.Admit(page->items, [&](const ClaimRow& row) {
        ++rules[{row.claim.activity.rule_id, row.claim.activity.rule_version}];
        claims[row.claim.document_id].push_back(row.claim);
      });
      if (!admitted.ok()) return admitted;
      after = page->next;
    } while (!after.empty());
  }
  for (const auto& [rule, count] : rules) {
    v1::RuleCount* out = response->add_rules();
    out->set_rule_id(rule.first);
    out->set_rule_version(rule.second);
    out->set_claim_count(count);
  }

  // Documents that mention it, by id.
  std::set<std::string> mentioning;
  for (const std::string& entity : entities) {
    std::string after;
    do {
      if (absl::Status status = limits.Check(); !status.ok()) return status;
      const auto page = reader.ListMentioningDocuments(entity, after, kPageRows);
      if (!page.ok()) return page.status();
      mentioning.insert(page->items.begin(), page->items.end());
      after = page->next;
    } while (!after.empty() && mentioning.size() < kMaxDocumentsCounted);
  }
  for (const auto& [document, of_document] : claims) mentioning.insert(document);
  const auto first = mentioning.upper_bound(freshness->page_position);
  std::vector<std::string> ids;
  for (auto it = first; it != mentioning.end(); ++it) {
    if (ids.size() == static_cast<size_t>(*page_size)) break;
    ids.push_back(*it);
  }
  const auto rows = reader.GetDocuments(ids);
  if (!rows.ok()) return rows.status();
  const auto lineages = reader.LineagesOf(ids);
  if (!lineages.ok()) return lineages.status();
  bool rejected = false;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (absl::Status status = limits.Check(); !status.ok()) return status;
    const auto& row = (*rows)[i];
    if (!row) continue;
    v1::SeenDocument* out = response->add_documents();
    out->set_document_id(ids[i]);
    for (const record::MetadataItem& item : row->metadata) {
      if (item.field == record::MetadataField::kTitle) out->set_title(item.value);
    }
    out->set_lineage_id((*lineages)[i]);
    out->set_issue_count(row->issue_count);
    const bool named = filter->document_ids.empty() || filter->document_ids.contains(ids[i]);
    out->set_filtered_out(!named || !filter->AdmitsDocument(*row));
    std::vector<const record::Claim*> here;
    std::set<v1::Stance> stances;
    for (const record::Claim& claim : claims[ids[i]]) {
      here.push_back(&claim);
      stances.insert(api::ToApi(claim.stance));
    }
    out->set_claim_count(static_cast<int64_t>(here.size()));
    for (v1::Stance stance : stances) out->add_stances(stance);
    const auto body = reader.GetDocumentBody(ids[i]);
    if (!body.ok()) return body.status();
    FillSeen(*body, entities, here, out);
    FillRejected(*body, entities, question->dimension->id, out);
    rejected = rejected || out->rejected_candidate_count() > 0;
    if (response->ByteSizeLong() > kPageFullBytes) {
      ids.resize(i + 1);
      break;
    }
  }

  const bool covered = cell.reduced.state != reduce::CellState::kNotCovered;
  if (covered) {
    response->set_finding(v1::CELL_FINDING_HAS_CLAIMS);
  } else if (stored > 0) {
    response->set_finding(v1::CELL_FINDING_ALL_FILTERED);
  } else if (!request::AppliesTo(*question->dimension, question->entity.kind)) {
    response->set_finding(v1::CELL_FINDING_NOT_APPLICABLE);
  } else if (mentioning.empty()) {
    response->set_finding(v1::CELL_FINDING_NOT_MENTIONED);
  } else if (rejected) {
    response->set_finding(v1::CELL_FINDING_REJECTED);
  } else {
    response->set_finding(v1::CELL_FINDING_NOT_ASKED);
  }
  ExplainValue(cell, *filter, response);
  const std::string language =
      request.display_language().empty() ? "en" : request.display_language();
  FillEntity(*catalog_, question->entity.entity_id, language, response->mutable_entity());
  FillDimension(*catalog_, *question->dimension, language, response->mutable_dimension());
  FillAnyCell(cell, response->mutable_cell());
  response->set_document_count(static_cast<int64_t>(mentioning.size()));
  response->set_revision_token((*view)->Token());
  if (!ids.empty() && ids.back() != *mentioning.rbegin()) {
    response->set_next_page_token(request::FormatPageToken({response->revision_token(), ids.back()},
                                                           request::RequestDigest(request)));
  }
  return CheckAnswerSize(response->ByteSizeLong(), "ask for a smaller page or fewer claims");
}

}  // namespace parallax::respond
