#include "ingest_service/lineage/cluster.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "ingest_service/lineage/place.h"

namespace parallax::lineage {

Lineages FindLineages(const std::vector<Member>& members) {
  const size_t size = members.size();
  std::vector<Place> places(size);
  for (size_t i = 0; i < size; ++i) places[i] = PlaceOf(members[i].document_id);
  std::vector<size_t> order(size);
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return std::tie(places[a].rank, members[a].document_id) <
           std::tie(places[b].rank, members[b].document_id);
  });

  struct Posting {
    uint64_t list;
    size_t place;  // in `order`
    bool operator<(const Posting& other) const {
      return std::tie(list, place) < std::tie(other.list, other.place);
    }
  };
  std::vector<Posting> postings;
  for (size_t place = 0; place < size; ++place) {
    const size_t i = order[place];
    for (const uint64_t list : ListsOverLevels(members[i].fingerprint.lists, places[i].level)) {
      postings.push_back({list, place});
    }
  }
  std::sort(postings.begin(), postings.end());
  std::map<std::pair<int64_t, int64_t>, uint32_t> near;
  for (size_t k = 0; k < postings.size(); ++k) {
    for (size_t n = k + 1; n < std::min(postings.size(), k + 1 + kNear); ++n) {
      if (postings[n].list != postings[k].list) break;
      ++near[{static_cast<int64_t>(order[postings[k].place]),
              static_cast<int64_t>(order[postings[n].place])}];
    }
  }

  Lineages out;
  std::vector<std::vector<size_t>> links_of(size);
  for (const auto& [pair, lists] : near) {
    Link link{.first = pair.first, .second = pair.second, .relation = {}, .lists = lists};
    const auto first = static_cast<size_t>(link.first);
    const auto second = static_cast<size_t>(link.second);
    link.relation = Relate(members[first].fingerprint, members[second].fingerprint);
    if (link.relation.kind == LinkKind::kNone) continue;
    links_of[first].push_back(out.links.size());
    links_of[second].push_back(out.links.size());
    out.links.push_back(link);
  }

  const auto whole_of = [](const Link& link) {
    return static_cast<size_t>(FirstIsWhole(link.relation.overlap, true) ? link.first
                                                                         : link.second);
  };
  const auto is_part_link = [](const Link& link) {
    return link.relation.kind == LinkKind::kExcerpt || link.relation.kind == LinkKind::kQuotation;
  };
  out.parts.assign(size, 0);
  for (size_t w = 0; w < size; ++w) {
    std::vector<size_t> parts;
    for (const size_t l : links_of[w]) {
      const Link& link = out.links[l];
      if (!is_part_link(link) || whole_of(link) != w) continue;
      parts.push_back(static_cast<size_t>(link.first) == w ? static_cast<size_t>(link.second)
                                                           : static_cast<size_t>(link.first));
    }
    std::sort(parts.begin(), parts.end(), [&](size_t a, size_t b) {
      return std::tie(places[a].rank, members[a].document_id) <
             std::tie(places[b].rank, members[b].document_id);
    });
    std::vector<const Fingerprint*> fingerprints;
    for (const size_t p : parts) fingerprints.push_back(&members[p].fingerprint);
    out.parts[w] = CountParts(members[w].fingerprint, fingerprints);
  }

  out.parent.resize(size);
  std::iota(out.parent.begin(), out.parent.end(), int64_t{0});
  for (size_t l = 0; l < out.links.size(); ++l) {
    Link& link = out.links[l];
    link.joins = Joins(link.relation.kind, out.parts[whole_of(link)]);
    if (!link.joins) continue;
    int64_t& parent = out.parent[static_cast<size_t>(link.second)];
    const auto better = [&](int64_t a, int64_t b) {
      const Place& of_a = places[static_cast<size_t>(a)];
      const Place& of_b = places[static_cast<size_t>(b)];
      if (of_a.level != of_b.level) return of_a.level > of_b.level;
      return std::tie(of_a.rank, members[static_cast<size_t>(a)].document_id) <
             std::tie(of_b.rank, members[static_cast<size_t>(b)].document_id);
    };
    if (parent == link.second || better(link.first, parent)) parent = link.first;
  }
  out.lineage_of.assign(size, 0);
  for (const size_t i : order) {  // a parent comes before its child
    const int64_t parent = out.parent[i];
    out.lineage_of[i] =
        parent == static_cast<int64_t>(i) ? parent : out.lineage_of[static_cast<size_t>(parent)];
  }
  return out;
}

}  // namespace parallax::lineage
