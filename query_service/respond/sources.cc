// CompareSources: positions on one question, each with the voices and lineages that hold it.
//
// Errors of the request: of the entity, the dimension and the filter; kFieldOutOfRange for counts.
#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/api/record_to_api.h"
#include "core/storage/record_reader.h"
#include "query_service/cells/cell_reader.h"
#include "query_service/cells/document_filter.h"
#include "query_service/cells/document_lineages.h"
#include "query_service/cells/roll_up.h"
#include "query_service/request/claim_filter.h"
#include "query_service/request/freshness.h"
#include "query_service/request/page_token.h"
#include "query_service/request/question.h"
#include "query_service/respond/analysis_engine.h"
#include "query_service/respond/answer_size.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/entity_message.h"

namespace parallax::respond {
namespace {

using storage::ClaimRow;

constexpr int kMaxPropositionsPerPosition = 20;
constexpr size_t kMaxContestedDocuments = 200;
constexpr size_t kPageRows = 500;

// What a set of claims has behind it.
struct Backing {
  uint64_t claims = 0;
  std::set<std::string> documents;
  std::set<std::string> lineages;
  std::set<std::string> voices;

  void Add(const ClaimRow& row, const std::string& lineage, const std::string& voice) {
    ++claims;
    documents.insert(row.claim.document_id);
    lineages.insert(lineage);
    voices.insert(voice);
  }
  reduce::Support support() const {
    return {.claims = claims,
            .documents = documents.size(),
            .lineages = lineages.size(),
            .voices = voices.size()};
  }
};

struct Held {
  Backing backing;
  std::vector<ClaimRow> claims;  // by document and ordinal, the first few
};

// Group; within it what affirms before what negates; then as the enumerations go.
using PositionKey = std::tuple<int, int, record::Stance, record::ClaimKind>;

struct Stand {
  Backing backing;
  std::map<std::string, Held> voices;
  std::map<std::string, std::pair<std::set<std::string>, std::set<std::string>>> lineages;
  std::map<size_t, std::string> wordings;  // of propositions, by their first claim
};

int GroupOrder(int group) { return group == reduce::kNoGroup ? INT32_MAX : group; }

bool BetterBacked(const Backing& a, const Backing& b) {
  return std::tuple(b.lineages.size(), b.documents.size(), b.claims) <
         std::tuple(a.lineages.size(), a.documents.size(), a.claims);
}

}  // namespace

absl::Status AnalysisEngine::Answer(const v1::CompareSourcesRequest& request,
                                    const cells::CallLimits& limits,
                                    v1::CompareSourcesResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  const auto question =
      request::ParseQuestion(*catalog_, request.entity(), request.dimension(), true);
  if (!question.ok()) return question.status();
  const auto filter = request::ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  const auto max_claims =
      request::CountField("max_claims_per_voice", request.max_claims_per_voice(),
                          request::kDefaultClaims, request::kMaxClaims, true);
  if (!max_claims.ok()) return max_claims.status();
  const auto page_size = request::PageSize(request.page_size());
  if (!page_size.ok()) return page_size.status();
  if (absl::Status status = request::CheckLanguage("display_language", request.display_language());
      !status.ok()) {
    return status;
  }
  const request::RollUp roll_up = request::ParseRollUp(request.roll_up());
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  const storage::RecordReader reader(**view);
  if (absl::Status status = request::CheckProvisional(reader, {question->entity}); !status.ok()) {
    return status;
  }

  const cells::CellReader cell_reader(**view, limits, rates_);
  auto read = cells::ReadRolledUp(cell_reader, *catalog_, {question->entity}, {question->dimension},
                                  *filter, {request::kMaxPropositions, 0}, roll_up);
  if (!read.ok()) return read.status();
  cells::CellData& cell = read->front();
  std::map<std::string_view, size_t> by_id;
  for (size_t i = 0; i < cell.reduced.propositions.size(); ++i) {
    by_id.emplace(cell.reduced.propositions[i].proposition_id, i);
  }

  // Every claim to its position.
  std::map<PositionKey, Stand> stands;
  std::map<std::string, std::set<int>> groups_of_voice;
  std::map<std::string, std::pair<std::set<int>, std::set<std::string>>> groups_of_document;
  cells::DocumentFilter documents(reader, *filter);
  cells::DocumentLineages lineages(reader);
  size_t seen = 0;
  for (const storage::CellAddress& address :
       cells::RolledUpFrom(*catalog_, cell.address, roll_up)) {
    std::string after;
    do {
      if (absl::Status status = limits.Check(); !status.ok()) return status;
      if (seen >= kMaxClaimsAnalysed) {
        cell.sampled = true;
        break;
      }
      const auto page = reader.ListClaims(address.entity_id, address.dimension_id, {}, after,
                                          std::min(kPageRows, kMaxClaimsAnalysed - seen));
      if (!page.ok()) return page.status();
      seen += page->items.size();
      std::set<std::string> ids;
      for (const ClaimRow& row : page->items) ids.insert(row.claim.document_id);
      if (absl::Status status = lineages.Load(ids); !status.ok()) return status;
      absl::Status admitted = documents.Admit(page->items, [&](const ClaimRow& row) {
        const auto it = by_id.find(row.proposition_id);
        if (it == by_id.end()) {
          cell.sampled = true;  // beyond the propositions that are read
          return;
        }
        const reduce::Proposition& p = cell.reduced.propositions[it->second];
        const int group = cell.reduced.grouping.group_of[it->second];
        const std::string voice =
            row.claim.voices.empty() ? std::string() : row.claim.asserting_voice().key;
        const bool negates = reduce::SideOf(p) == reduce::Side::kNegates;
        const std::string& lineage = lineages.Of(row.claim.document_id);
        Stand& stand = stands[{GroupOrder(group), negates ? 1 : 0, p.stance, p.kind}];
        stand.backing.Add(row, lineage, voice);
        Held& held = stand.voices[voice];
        held.backing.Add(row, lineage, voice);
        held.claims.push_back(row);
        auto& [of_lineage, speakers] = stand.lineages[lineage];
        of_lineage.insert(row.claim.document_id);
        speakers.insert(voice);
        stand.wordings.emplace(it->second, row.claim.value.text);
        if (group == reduce::kNoGroup) return;
        groups_of_voice[voice].insert(group);
        auto& [groups, voices] = groups_of_document[row.claim.document_id];
        groups.insert(group);
        voices.insert(voice);
      });
      if (!admitted.ok()) return admitted;
      after = page->next;
    } while (!after.empty());
  }

  size_t first = 0;
  const std::string& position = freshness->page_position;
  std::from_chars(position.data(), position.data() + position.size(), first);
  const size_t last = first + static_cast<size_t>(*page_size);
  size_t at = 0;  // voices, over all positions
  for (auto& [key, stand] : stands) {
    std::vector<std::pair<const std::string*, Held*>> voices;
    for (auto& [voice, held] : stand.voices) voices.emplace_back(&voice, &held);
    std::stable_sort(voices.begin(), voices.end(), [](const auto& a, const auto& b) {
      return BetterBacked(a.second->backing, b.second->backing);
    });
    const size_t begin = at;
    at += voices.size();
    if (at <= first || begin >= last) continue;
    const int group = std::get<0>(key) == INT32_MAX ? reduce::kNoGroup : std::get<0>(key);
    v1::Position* out = response->add_positions();
    out->set_group(group);
    out->set_stance(api::ToApi(std::get<2>(key)));
    out->set_kind(api::ToApi(std::get<3>(key)));
    FillSupport(stand.backing.support(), out->mutable_support());
    if (begin >= first) {
      // Best supported first; their wording comes from the claims that were read.
      std::vector<size_t> ranked;
      for (const auto& [index, text] : stand.wordings) ranked.push_back(index);
      std::sort(ranked.begin(), ranked.end(), [&](size_t a, size_t b) {
        return reduce::RanksBefore(cell.reduced.propositions[a], cell.reduced.propositions[b]);
      });
      out->set_text(stand.wordings[ranked.front()]);
      for (size_t index : ranked) {
        if (out->propositions_size() == kMaxPropositionsPerPosition) break;
        v1::Proposition* message = out->add_propositions();
        FillProposition(cell, index, message);
        message->set_text(stand.wordings[index]);
      }
      for (const auto& [lineage, members] : stand.lineages) {
        v1::LineagePosition* of_lineage = out->add_lineages();
        of_lineage->set_lineage_id(lineage);
        for (const auto& id : members.first) of_lineage->add_document_ids(id);
        for (const auto& voice : members.second) of_lineage->add_voice_keys(voice);
      }
    }
    for (size_t v = 0; v < voices.size(); ++v) {
      if (begin + v < first || begin + v >= last) continue;
      auto& [voice, held] = voices[v];
      std::stable_sort(held->claims.begin(), held->claims.end(),
                       [](const ClaimRow& a, const ClaimRow& b) {
                         return std::tie(a.claim.document_id, a.ordinal) <
                                std::tie(b.claim.document_id, b.ordinal);
                       });
      v1::VoicePosition* of_voice = out->add_voices();
      const record::Claim& spoken = held->claims.front().claim;
      for (size_t i = 0; i < spoken.voices.size(); ++i) {
        api::ToApi(spoken.voices[i], i + 1 == spoken.voices.size() ? of_voice->mutable_voice()
                                                                   : of_voice->add_reported_by());
      }
      FillSupport(held->backing.support(), of_voice->mutable_support());
      for (size_t i = 0; i < held->claims.size() && i < static_cast<size_t>(*max_claims); ++i) {
        FillClaim(held->claims[i], of_voice->add_claims());
      }
      if (group == reduce::kNoGroup) continue;
      for (int other : groups_of_voice[*voice]) {
        if (other != group) of_voice->add_also_in_groups(other);
      }
    }
  }
  if (first == 0) {
    for (const auto& [document, held] : groups_of_document) {
      if (held.first.size() < 2) continue;
      if (static_cast<size_t>(response->contested_documents_size()) == kMaxContestedDocuments) {
        break;
      }
      v1::ContestedDocument* contested = response->add_contested_documents();
      contested->set_document_id(document);
      for (int group : held.first) contested->add_groups(group);
      for (const auto& voice : held.second) contested->add_voice_keys(voice);
    }
  }
  const std::string language =
      request.display_language().empty() ? "en" : request.display_language();
  FillEntity(*catalog_, question->entity.entity_id, language, response->mutable_entity());
  FillDimension(*catalog_, *question->dimension, language, response->mutable_dimension());
  cell.shown.clear();
  FillCell(cell, response->mutable_cell());
  response->set_revision_token((*view)->Token());
  if (at > last) {
    response->set_next_page_token(request::FormatPageToken(
        {response->revision_token(), std::to_string(last)}, request::RequestDigest(request)));
  }
  return CheckAnswerSize(response->ByteSizeLong(), "ask for a smaller page or fewer claims");
}

}  // namespace parallax::respond
