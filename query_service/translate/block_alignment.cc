#include "query_service/translate/block_alignment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string_view>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::translate {
namespace {

// Costs. A pair of the same kind and length with all anchors shared costs nothing. One that shares
// none costs more than a block without a counterpart, so that a run of such pairs is given up for
// the true ones, but less than two: what stands at the same place is a pair whose figures differ.
constexpr double kUnpaired = 1.3;
constexpr double kMerged = 1.2;
constexpr double kOtherKind = 0.7;
constexpr double kAnchors = 2.2;
constexpr double kNoAnchors = 0.25;  // nothing speaks for or against
constexpr double kMostLength = 1.5;

// Anchors that speak for or against a pair. Of a block with more, those that come first in order of
// keys: the same ones on both sides where the sides are the same.
constexpr size_t kMostKeys = 64;

struct Shape {
  double length = 0;           // in Latin letters; a Han character says about as much as three
  std::vector<uint32_t> keys;  // ascending
};

// Numbers keys in their order.
class KeyIndex {
 public:
  KeyIndex(const std::vector<TextBlock>& first, const std::vector<TextBlock>& second) {
    for (const auto* side : {&first, &second}) {
      for (const TextBlock& block : *side) {
        for (const Anchor& anchor : block.anchors) {
          if (!anchor.key.empty()) keys_.push_back(anchor.key);
        }
      }
    }
    std::sort(keys_.begin(), keys_.end());
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
  }

  uint32_t Find(std::string_view key) const {
    return static_cast<uint32_t>(std::lower_bound(keys_.begin(), keys_.end(), key) - keys_.begin());
  }

 private:
  std::vector<std::string_view> keys_;
};

Shape ShapeOf(const TextBlock& block, const KeyIndex& index) {
  Shape shape;
  for (size_t at = 0; at < block.text.size();) {
    const char32_t c = text::NextCodePoint(block.text, &at);
    if (text::IsHan(c) || text::IsKana(c)) {
      shape.length += 3;
    } else if (text::IsLatinLetter(c) || text::IsAsciiDigit(c)) {
      shape.length += 1;
    }
  }
  for (const Anchor& anchor : block.anchors) {
    if (!anchor.key.empty()) shape.keys.push_back(index.Find(anchor.key));
  }
  std::sort(shape.keys.begin(), shape.keys.end());
  shape.keys.erase(std::unique(shape.keys.begin(), shape.keys.end()), shape.keys.end());
  if (shape.keys.size() > kMostKeys) shape.keys.resize(kMostKeys);
  return shape;
}

Shape Together(const Shape& a, const Shape& b) {
  Shape both;
  both.length = a.length + b.length;
  std::set_union(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end(),
                 std::back_inserter(both.keys));
  return both;
}

// Each block of a side with the one after it.
std::vector<Shape> InTwos(const std::vector<Shape>& shapes) {
  std::vector<Shape> twos;
  for (size_t i = 0; i + 1 < shapes.size(); ++i) {
    twos.push_back(Together(shapes[i], shapes[i + 1]));
  }
  return twos;
}

size_t CountShared(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    shared += a[i] == b[j] ? 1 : 0;
    const bool advance_a = a[i] <= b[j];
    if (b[j] <= a[i]) ++j;
    if (advance_a) ++i;
  }
  return shared;
}

double PairCost(const Shape& a, const Shape& b, bool same_kind) {
  const double ratio = std::abs(std::log((a.length + 4) / (b.length + 4)));
  const double cost = std::min(ratio, kMostLength) + (same_kind ? 0 : kOtherKind);
  const size_t fewer = std::min(a.keys.size(), b.keys.size());
  if (fewer == 0) return cost + kAnchors * kNoAnchors;
  return cost + kAnchors * (1 - static_cast<double>(CountShared(a.keys, b.keys)) /
                                    static_cast<double>(fewer));
}

struct Move {
  size_t first;
  size_t second;
};
// Where costs are equal the earlier one stands.
constexpr std::array<Move, 5> kMoves = {{{1, 1}, {1, 0}, {0, 1}, {2, 1}, {1, 2}}};

}  // namespace

std::vector<AlignedBlocks> AlignBlocks(const std::vector<TextBlock>& first,
                                       const std::vector<TextBlock>& second) {
  const size_t rows = std::min(first.size(), kMostBlocks);
  const size_t columns = std::min(second.size(), kMostBlocks);
  std::vector<Shape> of_first;
  std::vector<Shape> of_second;
  const KeyIndex index(first, second);
  for (size_t i = 0; i < rows; ++i) of_first.push_back(ShapeOf(first[i], index));
  for (size_t j = 0; j < columns; ++j) of_second.push_back(ShapeOf(second[j], index));
  const std::vector<Shape> twos_of_first = InTwos(of_first);
  const std::vector<Shape> twos_of_second = InTwos(of_second);
  const auto same_kind = [&](size_t i, size_t j) {
    return first[i].kind == second[j].kind && first[i].level == second[j].level;
  };
  const auto cost_of = [&](const Move& move, size_t i, size_t j) {
    if (move.first == 0 || move.second == 0) return kUnpaired;
    if (move.first == 2) {
      return kMerged + PairCost(twos_of_first[i - 2], of_second[j - 1], same_kind(i - 1, j - 1));
    }
    if (move.second == 2) {
      return kMerged + PairCost(of_first[i - 1], twos_of_second[j - 2], same_kind(i - 1, j - 1));
    }
    return PairCost(of_first[i - 1], of_second[j - 1], same_kind(i - 1, j - 1));
  };

  const size_t width = columns + 1;
  std::vector<double> cost((rows + 1) * width, std::numeric_limits<double>::infinity());
  std::vector<uint8_t> came((rows + 1) * width, 0);
  cost[0] = 0;
  for (size_t i = 0; i <= rows; ++i) {
    for (size_t j = 0; j <= columns; ++j) {
      for (size_t m = 0; m < kMoves.size(); ++m) {
        const Move& move = kMoves[m];
        if (move.first > i || move.second > j) continue;
        const double before = cost[(i - move.first) * width + (j - move.second)];
        // Most of two long texts' pairs are dearer already than what stands there.
        if (before >= cost[i * width + j]) continue;
        const double total = before + cost_of(move, i, j);
        if (total < cost[i * width + j]) {
          cost[i * width + j] = total;
          came[i * width + j] = static_cast<uint8_t>(m);
        }
      }
    }
  }

  std::vector<AlignedBlocks> aligned;
  for (size_t i = rows, j = columns; i > 0 || j > 0;) {
    const Move& move = kMoves[came[i * width + j]];
    AlignedBlocks entry;
    for (size_t k = move.first; k > 0; --k) entry.first.push_back(i - k);
    for (size_t k = move.second; k > 0; --k) entry.second.push_back(j - k);
    aligned.push_back(std::move(entry));
    i -= move.first;
    j -= move.second;
  }
  std::reverse(aligned.begin(), aligned.end());
  return aligned;
}

}  // namespace parallax::translate
