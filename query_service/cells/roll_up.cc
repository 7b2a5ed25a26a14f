#include "query_service/cells/roll_up.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "core/record/entity_id.h"
#include "query_service/request/entity_kind.h"

namespace parallax::cells {
namespace {

using reduce::Proposition;
using storage::CellAddress;

void AddDescendants(const catalog::Catalog& catalog, const catalog::Dimension& dimension,
                    std::vector<std::string>& out) {
  for (const std::string& id : dimension.children) {
    if (std::find(out.begin(), out.end(), id) != out.end()) continue;
    out.push_back(id);
    if (const auto* child = catalog.FindDimension(id)) AddDescendants(catalog, *child, out);
  }
}

// Whether `below` lies under `above` in the tree of dimensions.
bool LiesUnder(const catalog::Catalog& catalog, const std::string& below,
               const std::string& above) {
  const catalog::Dimension* dimension = catalog.FindDimension(below);
  for (int depth = 0; dimension != nullptr && depth < 32; ++depth) {
    if (dimension->parent == above) return true;
    dimension = catalog.FindDimension(dimension->parent);
  }
  return false;
}

const std::string& DimensionOf(const Proposition& p, const CellAddress& target) {
  return p.rolled_up_dimension_id.empty() ? target.dimension_id : p.rolled_up_dimension_id;
}

// What a summary and the agreement take of a proposition that asks another type of question: words.
std::vector<Proposition> AsText(const std::vector<Proposition>& all) {
  std::vector<Proposition> words = all;
  for (Proposition& p : words) {
    if (!p.rolled_up_dimension_id.empty()) p.reading.reset();
  }
  return words;
}

// Puts the source cells together. `sources` is not empty; the first is the target's own.
class Merger {
 public:
  Merger(const CellReader& reader, const catalog::Catalog& catalog,
         const request::CellBounds& bounds, CellData& out)
      : reader_(reader), catalog_(catalog), bounds_(bounds), out_(out) {}

  void Take(CellData source) {
    const size_t offset = propositions_.size();
    const bool own = source.address == out_.address;
    if (source.reduced.state != reduce::CellState::kNotCovered) {
      if (!own) out_.rolled_up.push_back({source.address, source.reduced.state, source.support});
      supports_.push_back(source.support);
    }
    for (Proposition& p : source.reduced.propositions) {
      if (source.address.entity_id != out_.address.entity_id) {
        p.rolled_up_entity_id = source.address.entity_id;
      }
      if (source.address.dimension_id != out_.address.dimension_id) {
        p.rolled_up_dimension_id = source.address.dimension_id;
      }
      propositions_.push_back(std::move(p));
    }
    for (ShownProposition& shown : source.shown) {
      shown.index += offset;
      shown_.push_back(std::move(shown));
    }
    for (auto& [index, made] : source.conversions) {
      if (source.address.dimension_id == out_.address.dimension_id) {
        out_.conversions.emplace_back(index + offset, std::move(made));
      }
    }
    out_.items.merge(source.items);
    out_.proposition_count += source.proposition_count;
    out_.sampled = out_.sampled || source.sampled;
  }

  void Finish(const reduce::Parties* parties) {
    const auto judge = [&](const Proposition& a, const Proposition& b, reduce::ConvertFn convert) {
      return Compatible(a, b, convert);
    };
    out_.reduced = reader_.Reduce(std::move(propositions_), judge);
    reduce::ReducedCell& cell = out_.reduced;
    const std::vector<Proposition> words = AsText(cell.propositions);
    cell.summary = reduce::Summarize(words, cell.grouping);
    cell.agreement = reduce::AgreementOf(words, cell.grouping);
    if (cell.agreement.agreement == reduce::Agreement::kMajority && !OneQuestionHasMajority()) {
      cell.agreement.agreement = reduce::Agreement::kContested;
    }
    if (!cell.agreement.exact) out_.sampled = true;
    CountSupport(parties);
    Show();
  }

 private:
  bool Compatible(const Proposition& a, const Proposition& b, reduce::ConvertFn convert) const {
    const std::string& of_a = DimensionOf(a, out_.address);
    const std::string& of_b = DimensionOf(b, out_.address);
    if (of_a == of_b) return reduce::Compatible(a, b, convert);
    const auto refuses = [](const Proposition& p) {
      return reduce::SideOf(p) == reduce::Side::kNegates;
    };
    const auto affirms = [](const Proposition& p) {
      return reduce::SideOf(p) == reduce::Side::kAffirms;
    };
    if (refuses(a) && affirms(b)) return !LiesUnder(catalog_, of_b, of_a);
    if (refuses(b) && affirms(a)) return !LiesUnder(catalog_, of_a, of_b);
    return true;
  }

  // Voices that affirm different questions make no majority together: it has to stand behind
  // propositions of the leading group on one entity and dimension.
  bool OneQuestionHasMajority() const {
    const reduce::ReducedCell& cell = out_.reduced;
    std::map<std::pair<std::string, std::string>, std::set<std::string>> by_question;
    std::set<std::string> others;
    std::set<std::string> all;
    for (size_t g = 0; g < cell.grouping.groups.size(); ++g) {
      for (size_t i : cell.grouping.groups[g].members) {
        const Proposition& p = cell.propositions[i];
        if (!p.parties) return false;
        all.insert(p.parties->voices.begin(), p.parties->voices.end());
        auto& into =
            g > 0 ? others : by_question[{p.rolled_up_entity_id, p.rolled_up_dimension_id}];
        into.insert(p.parties->voices.begin(), p.parties->voices.end());
      }
    }
    for (const auto& [question, voices] : by_question) {
      size_t alone = 0;
      for (const std::string& voice : voices) alone += others.contains(voice) ? 0 : 1;
      if (2 * alone > all.size()) return true;
    }
    return false;
  }

  void CountSupport(const reduce::Parties* parties) {
    for (const reduce::Support& support : supports_) {
      out_.support.claims += support.claims;
      out_.support.documents += support.documents;
      out_.support.lineages += support.lineages;
      out_.support.voices += support.voices;
    }
    if (supports_.size() < 2) return;
    if (parties == nullptr) {
      out_.sampled = true;
      return;
    }
    out_.support.documents = parties->documents.size();
    out_.support.lineages = reduce::CountLineages(*parties);
    out_.support.voices = parties->voices.size();
  }

  void Show() {
    const std::vector<Proposition>& all = out_.reduced.propositions;
    std::stable_sort(shown_.begin(), shown_.end(),
                     [&](const ShownProposition& a, const ShownProposition& b) {
                       return reduce::RanksBefore(all[a.index], all[b.index]);
                     });
    if (out_.reduced.summary.leading) {
      for (const ShownProposition& shown : shown_) {
        if (shown.index == *out_.reduced.summary.leading) out_.leading_wording = shown.wording;
      }
    }
    if (shown_.size() > static_cast<size_t>(bounds_.max_propositions)) {
      shown_.resize(static_cast<size_t>(bounds_.max_propositions));
    }
    out_.shown = std::move(shown_);
    if (out_.conversions.size() > kMaxConversionsShown) {
      out_.conversions.resize(kMaxConversionsShown);
    }
  }

  const CellReader& reader_;
  const catalog::Catalog& catalog_;
  const request::CellBounds& bounds_;
  CellData& out_;
  std::vector<Proposition> propositions_;
  std::vector<ShownProposition> shown_;
  std::vector<reduce::Support> supports_;
};

}  // namespace

std::vector<CellAddress> RolledUpFrom(const catalog::Catalog& catalog, const CellAddress& target,
                                      const request::RollUp& roll_up) {
  std::vector<std::string> entities = {target.entity_id};
  std::set<std::string> related;
  const std::string_view kind = record::EntityKind(target.entity_id);
  if (roll_up.developed_models && kind == "organization") {
    for (const auto* entity : catalog.Related(target.entity_id, "developer_of")) {
      if (entity->kind == "model") related.insert(entity->id);
    }
  }
  if (roll_up.developers && kind == "model") {
    for (const auto* entity : catalog.Related(target.entity_id, "developed_by")) {
      if (entity->kind == "organization") related.insert(entity->id);
    }
  }
  entities.insert(entities.end(), related.begin(), related.end());
  std::vector<std::string> dimensions = {target.dimension_id};
  if (roll_up.child_dimensions) {
    if (const auto* dimension = catalog.FindDimension(target.dimension_id)) {
      AddDescendants(catalog, *dimension, dimensions);
    }
  }
  std::vector<CellAddress> addresses;
  for (const std::string& entity : entities) {
    for (const std::string& dimension : dimensions) addresses.push_back({entity, dimension});
  }
  return addresses;
}

absl::StatusOr<std::vector<CellData>> ReadRolledUp(
    const CellReader& reader, const catalog::Catalog& catalog,
    const std::vector<request::ResolvedEntity>& entities,
    const std::vector<const catalog::Dimension*>& dimensions, const request::ClaimFilter& filter,
    const request::CellBounds& bounds, const request::RollUp& roll_up) {
  // What leads the whole is among the best supported of its part.
  request::CellBounds parts = bounds;
  parts.max_propositions = request::kMaxPropositions;
  std::vector<CellData> cells;
  for (const request::ResolvedEntity& entity : entities) {
    for (const catalog::Dimension* dimension : dimensions) {
      CellData cell;
      cell.address = {entity.entity_id, dimension->id};
      cell.dimension = dimension;
      cell.self_contained = false;
      std::vector<CellAddress> from = RolledUpFrom(catalog, cell.address, roll_up);
      if (from.size() > kMaxRolledUp) {
        from.resize(kMaxRolledUp);
        cell.sampled = true;
      }
      std::vector<CellData> sources;
      for (const CellAddress& address : from) {
        const catalog::Dimension* asked = catalog.FindDimension(address.dimension_id);
        request::ResolvedEntity subject = entity;
        subject.entity_id = address.entity_id;
        if (subject.entity_id != entity.entity_id) subject.same_ids.clear();
        auto read = reader.Read({subject}, {asked}, filter, parts);
        if (!read.ok()) return read.status();
        sources.push_back(std::move(read->front()));
      }
      const auto parties = reader.NameParties(sources);
      if (!parties.ok()) return parties.status();
      Merger merger(reader, catalog, bounds, cell);
      for (CellData& source : sources) merger.Take(std::move(source));
      merger.Finish(*parties ? &**parties : nullptr);
      cells.push_back(std::move(cell));
    }
  }
  return cells;
}

}  // namespace parallax::cells
