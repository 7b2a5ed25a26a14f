#include "core/reduce/grouping.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace parallax::reduce {
namespace {

int KindOrder(record::ClaimKind kind) {
  switch (kind) {
    case record::ClaimKind::kValue:
      return 0;
    case record::ClaimKind::kNoValue:
      return 1;
    case record::ClaimKind::kNotStated:
      return 2;
    case record::ClaimKind::kUnspecified:
      return 3;
  }
  return 3;
}

// A proposition with the equivalents that its sources state; the first is the proposition itself.
using Bundle = std::vector<size_t>;

std::vector<Bundle> MakeBundles(const std::vector<Proposition>& all,
                                const std::vector<size_t>& ranked) {
  std::map<std::string_view, size_t> bundle_of;
  std::vector<Bundle> bundles;
  for (size_t i : ranked) {
    if (!all[i].equivalent_of.empty()) continue;
    bundle_of.emplace(all[i].proposition_id, bundles.size());
    bundles.push_back({i});
  }
  for (size_t i : ranked) {
    if (all[i].equivalent_of.empty()) continue;
    const auto it = bundle_of.find(all[i].equivalent_of);
    if (it == bundle_of.end()) {
      bundles.push_back({i});
    } else {
      bundles[it->second].push_back(i);
    }
  }
  const auto first_ranks_before = [&](const Bundle& a, const Bundle& b) {
    const Proposition& of_a = all[a.front()];
    const Proposition& of_b = all[b.front()];
    if (of_a.reading.has_value() != of_b.reading.has_value() && of_a.kind == of_b.kind) {
      return of_a.reading.has_value();
    }
    return RanksBefore(of_a, of_b);
  };
  std::sort(bundles.begin(), bundles.end(), first_ranks_before);
  return bundles;
}

const value::Money* MoneyOf(const Proposition& proposition) {
  return proposition.reading ? std::get_if<value::Money>(&*proposition.reading) : nullptr;
}

// Whether two bundles state amounts in one currency: then no rate has a say between them.
bool ShareCurrency(const std::vector<Proposition>& all, const Bundle& a, const Bundle& b) {
  for (size_t i : a) {
    const value::Money* of_a = MoneyOf(all[i]);
    if (of_a == nullptr || of_a->currency.empty()) continue;
    for (size_t j : b) {
      const value::Money* of_b = MoneyOf(all[j]);
      if (of_b != nullptr && of_b->currency == of_a->currency) return true;
    }
  }
  return false;
}

bool BundlesCompatible(const std::vector<Proposition>& all, const Bundle& a, const Bundle& b,
                       ConvertFn convert, JudgeFn judge) {
  const bool share = ShareCurrency(all, a, b);
  for (size_t i : a) {
    for (size_t j : b) {
      if (!judge(all[i], all[j], share ? ConvertFn(NoConversion) : convert)) return false;
    }
  }
  return true;
}

// Sorted, each once. One sort over all: merging one after the other costs the square of their
// number.
template <typename Name>
std::vector<Name> Gather(const std::vector<const Parties*>& parties,
                         std::vector<Name> Parties::*names) {
  std::vector<Name> all;
  for (const Parties* one : parties) {
    all.insert(all.end(), (one->*names).begin(), (one->*names).end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void CountSupport(const std::vector<Proposition>& all, Group& group) {
  std::vector<const Parties*> parties;
  for (size_t i : group.members) {
    group.support.claims += all[i].support.claims;
    group.support.documents += all[i].support.documents;
    group.support.lineages += all[i].support.lineages;
    group.support.voices += all[i].support.voices;
    if (all[i].parties) parties.push_back(&*all[i].parties);
  }
  if (parties.size() == group.members.size()) {
    const Parties together = Union(parties);
    group.support.documents = together.documents.size();
    group.support.lineages = CountLineages(together);
    group.support.voices = together.voices.size();
  } else {
    group.exact = group.members.size() == 1;
  }
}

}  // namespace

uint64_t CountLineages(const Parties& parties) {
  uint64_t lineages = parties.documents.size();
  const std::string* copy = nullptr;  // counted off already
  for (const CopyOf& pair : parties.copies) {
    if (copy != nullptr && *copy == pair.document) continue;
    const auto has = [&](const std::string& document) {
      return std::binary_search(parties.documents.begin(), parties.documents.end(), document);
    };
    if (!has(pair.original) || !has(pair.document)) continue;
    copy = &pair.document;
    --lineages;
  }
  return lineages;
}

Parties Union(const std::vector<const Parties*>& parties) {
  return {Gather(parties, &Parties::documents), Gather(parties, &Parties::copies),
          Gather(parties, &Parties::voices)};
}

bool RanksBefore(const Proposition& a, const Proposition& b) {
  const auto key = [](const Proposition& p) {
    return std::tuple(KindOrder(p.kind), ~p.support.voices, ~p.support.lineages, ~p.support.claims,
                      std::string_view(p.proposition_id));
  };
  return key(a) < key(b);
}

Grouping GroupPropositions(const std::vector<Proposition>& all, ConvertFn convert, JudgeFn judge) {
  Grouping grouping;
  grouping.group_of.assign(all.size(), kNoGroup);
  std::vector<size_t> ranked;
  for (size_t i = 0; i < all.size(); ++i) {
    if (SideOf(all[i]) != Side::kNone) ranked.push_back(i);
  }
  std::sort(ranked.begin(), ranked.end(),
            [&](size_t a, size_t b) { return RanksBefore(all[a], all[b]); });

  std::vector<std::vector<Bundle>> gathered;  // by group
  for (Bundle& bundle : MakeBundles(all, ranked)) {
    const auto fits = [&](const std::vector<Bundle>& group) {
      return std::all_of(group.begin(), group.end(), [&](const Bundle& other) {
        return BundlesCompatible(all, bundle, other, convert, judge);
      });
    };
    auto it = std::find_if(gathered.begin(), gathered.end(), fits);
    if (it == gathered.end()) it = gathered.insert(gathered.end(), std::vector<Bundle>());
    it->push_back(std::move(bundle));
  }
  for (const std::vector<Bundle>& bundles : gathered) {
    Group& group = grouping.groups.emplace_back();
    for (const Bundle& bundle : bundles) {
      group.members.insert(group.members.end(), bundle.begin(), bundle.end());
    }
  }

  for (Group& group : grouping.groups) {
    std::sort(group.members.begin(), group.members.end(),
              [&](size_t a, size_t b) { return RanksBefore(all[a], all[b]); });
    CountSupport(all, group);
  }
  std::sort(grouping.groups.begin(), grouping.groups.end(), [&](const Group& a, const Group& b) {
    const auto key = [&](const Group& group) {
      return std::tuple(~group.support.voices, ~group.support.lineages, ~group.support.claims,
                        KindOrder(all[group.members.front()].kind),
                        std::string_view(all[group.members.front()].proposition_id));
    };
    return key(a) < key(b);
  });
  for (size_t g = 0; g < grouping.groups.size(); ++g) {
    for (size_t i : grouping.groups[g].members) grouping.group_of[i] = static_cast<int>(g);
  }
  return grouping;
}

}  // namespace parallax::reduce
