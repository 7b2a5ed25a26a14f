#include "core/reduce/agreement.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace parallax::reduce {
namespace {

bool PartiesKnown(const std::vector<Proposition>& propositions, const Grouping& grouping) {
  for (const Group& group : grouping.groups) {
    for (size_t i : group.members) {
      if (!propositions[i].parties) return false;
    }
  }
  return true;
}

std::vector<std::string> VoicesOf(const std::vector<Proposition>& propositions,
                                  const Grouping& grouping, size_t first_group, size_t last_group) {
  std::vector<const Parties*> parties;
  for (size_t g = first_group; g < last_group; ++g) {
    for (size_t i : grouping.groups[g].members) parties.push_back(&*propositions[i].parties);
  }
  return Union(parties).voices;
}

AgreementFinding CountVoices(const std::vector<Proposition>& propositions,
                             const Grouping& grouping) {
  const size_t groups = grouping.groups.size();
  const auto leading = VoicesOf(propositions, grouping, 0, 1);
  const auto others = VoicesOf(propositions, grouping, 1, groups);
  std::vector<std::string> only_leading;
  std::set_difference(leading.begin(), leading.end(), others.begin(), others.end(),
                      std::back_inserter(only_leading));
  const size_t all = others.size() + only_leading.size();
  return {only_leading.size() * 2 > all ? Agreement::kMajority : Agreement::kContested, true};
}

// Without names: what follows whoever the voices are, else what follows if no two are the same.
AgreementFinding BoundVoices(const std::vector<Proposition>& propositions,
                             const Grouping& grouping) {
  uint64_t leading_least = 0;  // the leading group's members may all have the same voices
  uint64_t leading_most = 0;
  for (size_t i : grouping.groups.front().members) {
    leading_least = std::max(leading_least, propositions[i].support.voices);
    leading_most += propositions[i].support.voices;
  }
  uint64_t others_least = 0;
  uint64_t others_most = 0;
  for (size_t g = 1; g < grouping.groups.size(); ++g) {
    for (size_t i : grouping.groups[g].members) {
      others_least = std::max(others_least, propositions[i].support.voices);
      others_most += propositions[i].support.voices;
    }
  }
  // L voices stand behind the leading group, O behind others, b of them behind both: the leading
  // group has the majority when 2(L - b) > L + O - b, that is, when L > O + b, where b <= O.
  if (leading_least > 2 * others_most) return {Agreement::kMajority, true};
  if (leading_most <= others_least) return {Agreement::kContested, true};
  return {leading_most > others_most ? Agreement::kMajority : Agreement::kContested, false};
}

}  // namespace

CellState StateOf(const std::vector<Proposition>& propositions) {
  CellState state = CellState::kNotCovered;
  for (const Proposition& proposition : propositions) {
    switch (proposition.kind) {
      case record::ClaimKind::kValue:
        return CellState::kValue;
      case record::ClaimKind::kNoValue:
        state = CellState::kNoValue;
        break;
      case record::ClaimKind::kNotStated:
      case record::ClaimKind::kUnspecified:
        state = std::max(state, CellState::kNotStated);
        break;
    }
  }
  return state;
}

AgreementFinding AgreementOf(const std::vector<Proposition>& propositions,
                             const Grouping& grouping) {
  if (grouping.groups.empty()) return {};
  if (grouping.groups.size() == 1) {
    bool affirmed = false;
    for (size_t i : grouping.groups.front().members) {
      if (SideOf(propositions[i]) == Side::kNegates || propositions[i].reading) {
        return {Agreement::kUnanimous, true};
      }
      affirmed = true;
    }
    return {affirmed ? Agreement::kNotAssessed : Agreement::kNone, true};
  }
  return PartiesKnown(propositions, grouping) ? CountVoices(propositions, grouping)
                                              : BoundVoices(propositions, grouping);
}

}  // namespace parallax::reduce
