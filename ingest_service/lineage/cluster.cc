#include "ingest_service/lineage/cluster.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

namespace parallax::lineage {
namespace {

// Fewer shared hashes than this are a common phrase or two, whatever share they are.
constexpr int64_t kLeastShared = 8;
constexpr double kCopyShare = 0.5;
constexpr double kExcerptShare = 0.6;
constexpr double kQuotationShare = 0.3;
// A document that holds more others than this, whole, is a collection of them.
constexpr size_t kMostExcerpts = 2;

// FNV-1a with a finalizer: keys that differ in a digit must not be neighbours.
uint64_t KeyHash(std::string_view key) {
  uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  hash ^= hash >> 32;
  hash *= 0xD6E8FEB86659FD93ULL;
  return hash ^ hash >> 32;
}

struct Posting {
  uint64_t hash;
  uint64_t key_hash;
  int64_t document;  // rank by key
  friend auto operator<=>(const Posting&, const Posting&) = default;
};

class UnionFind {
 public:
  explicit UnionFind(size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0); }
  int64_t Find(int64_t i) {
    while (parent_[static_cast<size_t>(i)] != i) {
      parent_[static_cast<size_t>(i)] =
          parent_[static_cast<size_t>(parent_[static_cast<size_t>(i)])];
      i = parent_[static_cast<size_t>(i)];
    }
    return i;
  }
  // The lower rank stays the root: a lineage is named by its lowest key.
  void Unite(int64_t a, int64_t b) {
    a = Find(a);
    b = Find(b);
    if (a != b) parent_[static_cast<size_t>(std::max(a, b))] = std::min(a, b);
  }

 private:
  std::vector<int64_t> parent_;
};

// Pairs of ranks (lower first) that share an index hash, without repetition.
std::vector<std::pair<int64_t, int64_t>> Candidates(
    const std::vector<const SketchedDocument*>& by_rank) {
  std::vector<Posting> postings;
  for (size_t rank = 0; rank < by_rank.size(); ++rank) {
    const uint64_t key_hash = KeyHash(by_rank[rank]->key);
    for (const uint64_t hash : IndexHashes(by_rank[rank]->sketch)) {
      postings.push_back({hash, key_hash, static_cast<int64_t>(rank)});
    }
  }
  std::sort(postings.begin(), postings.end());
  std::vector<std::pair<int64_t, int64_t>> pairs;
  for (size_t begin = 0; begin < postings.size();) {
    size_t end = begin;
    while (end < postings.size() && postings[end].hash == postings[begin].hash) ++end;
    const size_t kept = std::min(end, begin + kMostPostings);
    for (size_t i = begin; i < end; ++i) {
      for (size_t k = begin; k < kept && k < i; ++k) {
        const auto [a, b] = std::minmax(postings[i].document, postings[k].document);
        pairs.emplace_back(a, b);
      }
    }
    // One block's pairs repeat those of the others: kept small as they come.
    if (pairs.size() > (size_t{1} << 22)) {
      std::sort(pairs.begin(), pairs.end());
      pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    }
    begin = end;
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace

CopyKind KindOf(const Overlap& overlap) {
  if (overlap.shared < kLeastShared) return CopyKind::kNone;
  const double least = std::min(overlap.share_of_first(), overlap.share_of_second());
  const double most = std::max(overlap.share_of_first(), overlap.share_of_second());
  if (least >= kCopyShare) return CopyKind::kCopy;
  if (most >= kExcerptShare) return CopyKind::kExcerpt;
  return most >= kQuotationShare ? CopyKind::kQuotation : CopyKind::kNone;
}

Lineages FindLineages(const std::vector<SketchedDocument>& documents) {
  std::vector<int64_t> order(documents.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    return documents[static_cast<size_t>(a)].key < documents[static_cast<size_t>(b)].key;
  });
  std::vector<const SketchedDocument*> by_rank;
  by_rank.reserve(order.size());
  for (const int64_t i : order) by_rank.push_back(&documents[static_cast<size_t>(i)]);

  Lineages out;
  UnionFind copies(documents.size());
  for (const auto& [a, b] : Candidates(by_rank)) {
    CopyLink link;
    link.overlap = MeasureOverlap(by_rank[static_cast<size_t>(a)]->sketch,
                                  by_rank[static_cast<size_t>(b)]->sketch);
    link.kind = KindOf(link.overlap);
    if (link.kind == CopyKind::kNone) continue;
    link.first = a;
    link.second = b;
    out.links.push_back(link);
    if (link.kind == CopyKind::kCopy) copies.Unite(a, b);
  }
  // The lineages of copies that each has parts of, told before anything else is joined, so that the
  // order of the links does not matter. Of a pair, the part is the one that stands more in the
  // other.
  std::vector<std::vector<int64_t>> parts_of(documents.size());
  std::vector<std::pair<int64_t, int64_t>> excerpts;
  std::vector<std::pair<int64_t, int64_t>> quotations;
  for (const CopyLink& link : out.links) {
    if (link.kind == CopyKind::kCopy) continue;
    int64_t part = copies.Find(link.first);
    int64_t whole = copies.Find(link.second);
    if (part == whole) continue;
    if (link.overlap.share_of_first() < link.overlap.share_of_second()) std::swap(part, whole);
    std::vector<int64_t>& parts = parts_of[static_cast<size_t>(whole)];
    if (parts.size() <= kMostExcerpts &&
        std::find(parts.begin(), parts.end(), part) == parts.end()) {
      parts.push_back(part);
    }
    (link.kind == CopyKind::kExcerpt ? excerpts : quotations).emplace_back(part, whole);
  }
  UnionFind all = copies;
  for (const auto& [part, whole] : excerpts) {
    if (parts_of[static_cast<size_t>(whole)].size() <= kMostExcerpts) all.Unite(part, whole);
  }
  for (const auto& [part, whole] : quotations) {
    if (parts_of[static_cast<size_t>(whole)].size() == 1) all.Unite(part, whole);
  }
  std::vector<int64_t> lineage(documents.size());
  for (size_t rank = 0; rank < order.size(); ++rank) {
    lineage[static_cast<size_t>(order[rank])] =
        order[static_cast<size_t>(all.Find(static_cast<int64_t>(rank)))];
  }
  out.lineage_of = std::move(lineage);
  for (CopyLink& link : out.links) {
    link.first = order[static_cast<size_t>(link.first)];
    link.second = order[static_cast<size_t>(link.second)];
  }
  return out;
}

}  // namespace parallax::lineage
