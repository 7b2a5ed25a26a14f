#include "core/reduce/summary.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "core/reduce/reading_codec.h"

namespace parallax::reduce {
namespace {

using value::DateInterval;
using value::DatePrecision;
using value::LevelSpan;

// The affirming members of the leading group with a reading of type T, best supported first.
template <typename T>
std::vector<const T*> ReadingsOf(const std::vector<Proposition>& all, const Group& group) {
  std::vector<const T*> readings;
  for (size_t i : group.members) {
    if (SideOf(all[i]) != Side::kAffirms || !all[i].reading) continue;
    if (const T* typed = std::get_if<T>(&*all[i].reading)) readings.push_back(typed);
  }
  return readings;
}

LevelSpan Shared(const std::vector<const LevelSpan*>& spans) {
  LevelSpan shared = *spans.front();
  for (const LevelSpan* span : spans) {
    if (span->scale_id != shared.scale_id) continue;
    if (span->lowest_rank > shared.lowest_rank) {
      shared.lowest_rank = span->lowest_rank;
      shared.lowest_level_id = span->lowest_level_id;
    }
    if (span->highest_rank < shared.highest_rank) {
      shared.highest_rank = span->highest_rank;
      shared.highest_level_id = span->highest_level_id;
    }
  }
  return shared;
}

// Where two intervals end on the same day, the one stated more precisely tells how precise that is.
bool FinerThan(DatePrecision a, DatePrecision b) {
  if (a == DatePrecision::kUnspecified || b == DatePrecision::kUnspecified) {
    return a != DatePrecision::kUnspecified && b == DatePrecision::kUnspecified;
  }
  return a < b;
}

DateInterval Hull(const std::vector<const DateInterval*>& intervals) {
  const DateInterval* first = intervals.front();
  const DateInterval* last = intervals.front();
  DateInterval hull;
  for (const DateInterval* interval : intervals) {
    if (interval->begin != first->begin) {
      if (!interval->begin || (first->begin && *interval->begin < *first->begin)) first = interval;
    } else if (FinerThan(interval->begin_precision, first->begin_precision)) {
      first = interval;
    }
    if (interval->end != last->end) {
      if (!interval->end || (last->end && *interval->end > *last->end)) last = interval;
    } else if (FinerThan(interval->end_precision, last->end_precision)) {
      last = interval;
    }
  }
  hull.begin = first->begin;
  hull.begin_precision = first->begin_precision;
  hull.end = last->end;
  hull.end_precision = last->end_precision;
  for (const DateInterval* interval : intervals) {
    const bool begins = interval->begin == hull.begin;
    const bool ends = interval->end == hull.end;
    hull.to_present |= ends && interval->to_present;
    hull.at_least_since |= begins && interval->at_least_since;
    hull.approximate |= (begins || ends) && interval->approximate;
  }
  return hull;
}

std::set<std::string> KeysOf(const record::Reading& reading) {
  std::set<std::string> keys;
  if (const auto* set = std::get_if<record::EntitySet>(&reading)) {
    for (const auto& entity : set->entities) keys.insert(EntityKey(entity));
  } else if (const auto* list = std::get_if<record::ItemList>(&reading)) {
    for (const auto& item : list->items) keys.insert(ItemKey(item));
  }
  keys.erase("");
  return keys;
}

std::vector<SupportedItem> UnionOfItems(const std::vector<Proposition>& all, const Group& group) {
  std::map<std::string, std::vector<size_t>> behind;
  for (size_t i : group.members) {
    if (SideOf(all[i]) != Side::kAffirms || !all[i].reading) continue;
    for (const std::string& key : KeysOf(*all[i].reading)) behind[key].push_back(i);
  }
  std::vector<SupportedItem> items;
  items.reserve(behind.size());
  for (auto& [key, propositions] : behind) {
    Group of_item;
    of_item.members = propositions;
    SupportedItem item;
    item.key = key;
    item.proposition = propositions.front();
    std::vector<const Parties*> parties;
    for (size_t i : propositions) {
      item.support.claims += all[i].support.claims;
      item.support.documents += all[i].support.documents;
      item.support.lineages += all[i].support.lineages;
      item.support.voices += all[i].support.voices;
      if (all[i].parties) parties.push_back(&*all[i].parties);
    }
    if (parties.size() == propositions.size()) {
      const Parties together = Union(parties);
      item.support.documents = together.documents.size();
      item.support.lineages = CountLineages(together);
      item.support.voices = together.voices.size();
    } else {
      item.exact = propositions.size() == 1;
    }
    item.behind = std::move(propositions);
    items.push_back(std::move(item));
  }
  std::map<size_t, size_t> rank;
  for (size_t r = 0; r < group.members.size(); ++r) rank[group.members[r]] = r;
  std::sort(items.begin(), items.end(), [&](const SupportedItem& a, const SupportedItem& b) {
    const auto order = [&](const SupportedItem& item) {
      return std::tuple(~item.support.voices, ~item.support.lineages, ~item.support.claims,
                        rank.at(item.proposition), std::string_view(item.key));
    };
    return order(a) < order(b);
  });
  return items;
}

MoneySummary SummarizeMoney(const std::vector<Proposition>& all, const Group& group,
                            size_t leading) {
  MoneySummary summary;
  // An equivalent that ranks before what it is an equivalent of gives way to it.
  size_t primary = leading;
  for (size_t i : group.members) {
    if (all[i].proposition_id == all[leading].equivalent_of) primary = i;
  }
  summary.amount = std::get<value::Money>(*all[primary].reading);
  summary.date = all[primary].date;
  for (size_t i : group.members) {
    if (all[i].equivalent_of.empty() || !all[i].reading) continue;
    if (const auto* money = std::get_if<value::Money>(&*all[i].reading)) {
      summary.stated_equivalents.push_back(*money);
    }
  }
  return summary;
}

}  // namespace

Summary Summarize(const std::vector<Proposition>& all, const Grouping& grouping) {
  Summary summary;
  if (grouping.groups.empty()) return summary;
  const Group& group = grouping.groups.front();
  for (size_t i : group.members) {
    if (SideOf(all[i]) != Side::kAffirms) continue;
    if (!summary.leading) summary.leading = i;
    if (!all[i].reading) continue;
    summary.leading = i;
    break;
  }
  if (!summary.leading || !all[*summary.leading].reading) return summary;
  const size_t leading = *summary.leading;
  std::visit(
      [&](const auto& typed) {
        using T = std::decay_t<decltype(typed)>;
        if constexpr (std::is_same_v<T, LevelSpan>) {
          summary.typed = Shared(ReadingsOf<LevelSpan>(all, group));
        } else if constexpr (std::is_same_v<T, DateInterval>) {
          summary.typed = Hull(ReadingsOf<DateInterval>(all, group));
        } else if constexpr (std::is_same_v<T, record::EntitySet> ||
                             std::is_same_v<T, record::ItemList>) {
          summary.typed = UnionOfItems(all, group);
        } else if constexpr (std::is_same_v<T, value::Money>) {
          summary.typed = SummarizeMoney(all, group, leading);
        } else {
          summary.typed = typed;
        }
      },
      *all[leading].reading);
  return summary;
}

}  // namespace parallax::reduce
