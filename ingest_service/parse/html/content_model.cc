#include "ingest_service/parse/html/content_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace parallax::parse_html {
namespace {

constexpr int32_t kManyOfATemplate = 3;

// 1000 / (1 + exp(-x)) for x = -8, -7.5 … 8, rounded.
constexpr std::array<int32_t, 33> kLogistic = {
    0,   1,   1,   2,   2,   4,   7,   11,  18,  29,  47,  76,  119, 182, 269, 378, 500,
    622, 731, 818, 881, 924, 953, 971, 982, 989, 993, 996, 998, 998, 999, 999, 1000};

// `log_odds` in 1/65536.
int32_t Logistic(int64_t log_odds) {
  constexpr int64_t kStep = 32768;
  const int64_t x = std::clamp<int64_t>(log_odds + 8 * 65536, 0, 16 * 65536 - 1);
  const auto k = static_cast<size_t>(x / kStep);
  const int64_t rest = x % kStep;
  return static_cast<int32_t>(kLogistic[k] + (kLogistic[k + 1] - kLogistic[k]) * rest / kStep);
}

int64_t Score(const Forest& forest, const int32_t* row) {
  int64_t sum = 0;
  for (const Forest::Tree& tree : forest.trees) {
    const Forest::TreeNode* nodes = forest.nodes.data() + tree.nodes;
    int32_t at = 0;
    while (at >= 0) {
      const Forest::TreeNode& n = nodes[at];
      at = row[n.feature] <= n.threshold ? n.left : n.right;
    }
    sum += forest.leaves[tree.leaves + ~at];
  }
  return sum;
}

}  // namespace

std::vector<int32_t> MainTextChances(const FeatureTable& features, const PageFacts& facts,
                                     Belief belief) {
  std::vector<int32_t> chances;
  if (features.columns != kMainTextForest.columns) return chances;
  const auto n = static_cast<size_t>(features.rows());
  std::vector<int64_t> log_odds(n);
  for (size_t b = 0; b < n; ++b) {
    log_odds[b] = Score(kMainTextForest, features.row(static_cast<int32_t>(b)));
  }
  struct Sum {
    int64_t odds = 0, weight = 0;
    int32_t blocks = 0;
  };
  std::vector<Sum> sums;
  for (size_t b = 0; b < n; ++b) {
    const auto at = static_cast<size_t>(facts.template_of[b]);
    if (at >= sums.size()) sums.resize(at + 1);
    // Long pieces say more of their template, but not in proportion.
    const auto weight = static_cast<int64_t>(std::sqrt(facts.signs[b].bytes + 1.0));
    sums[at].odds += log_odds[b] * weight;
    sums[at].weight += weight;
    ++sums[at].blocks;
  }
  chances.reserve(n);
  for (size_t b = 0; b < n; ++b) {
    const Sum& sum = sums[facts.template_of[b]];
    int64_t odds = log_odds[b];
    if (sum.blocks >= kManyOfATemplate) {
      odds += (sum.odds / sum.weight - odds) * belief.shared_percent / 100;
    }
    chances.push_back(Logistic(odds * belief.confidence_percent / 100));
  }
  return chances;
}

std::vector<bool> ChooseMainText(const PageFacts& facts, const std::vector<int32_t>& chances,
                                 int caution_percent) {
  const size_t n = std::min(chances.size(), facts.signs.size());
  std::vector<int32_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int32_t a, int32_t b) { return chances[a] > chances[b]; });
  const auto bytes = [&](int32_t b) { return std::max<int64_t>(1, facts.signs[b].bytes); };
  int64_t expected = 0;
  for (size_t b = 0; b < n; ++b) expected += bytes(static_cast<int32_t>(b)) * chances[b];
  // Expected F1 of keeping the best k: 2 Σ p·bytes / (Σ bytes kept + Σ p·bytes of all).
  int64_t main = 0, kept = 0, best_f1 = -1;
  for (int32_t b : order) {
    main += bytes(b) * chances[b];
    kept += bytes(b);
    best_f1 = std::max(best_f1, 2000 * main / (kept * 1000 + expected));
  }
  std::vector<bool> chosen(facts.signs.size());
  for (size_t b = 0; b < n; ++b) {
    chosen[b] = chances[b] > 0 && chances[b] * 200 >= best_f1 * caution_percent;
  }
  return chosen;
}

}  // namespace parallax::parse_html
