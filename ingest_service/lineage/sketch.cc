#include "ingest_service/lineage/sketch.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/lineage/common_hashes.h"

namespace parallax::lineage {
namespace {

// Of a shingle; a Latin word or a figure weighs two, a Han character one, since two of them make a
// word.
constexpr int kShingleWeight = 12;
constexpr size_t kMostTokens = 12;

uint64_t Mix(uint64_t x) {  // the finalizer of SplitMix64
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9ULL;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBULL;
  return x ^ x >> 31;
}

// Takes the hashes of shingles and keeps the sample.
class Sampler {
 public:
  void Add(uint64_t hash) {
    if (hash >> (64 - level_) != 0) return;
    hashes_.push_back(hash);
    if (hashes_.size() >= 4 * kMostHashes) Settle();
  }

  Sketch Take() {
    Settle();
    Sketch sketch;
    sketch.level = level_;
    sketch.hashes = std::move(hashes_);
    sketch.shingles = static_cast<int64_t>(sketch.hashes.size()) << level_;
    return sketch;
  }

 private:
  void Settle() {
    std::sort(hashes_.begin(), hashes_.end());
    hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
    while (hashes_.size() > kMostHashes) {
      ++level_;
      const uint64_t bound = uint64_t{1} << (64 - level_);
      hashes_.erase(std::lower_bound(hashes_.begin(), hashes_.end(), bound), hashes_.end());
    }
  }

  int32_t level_ = kFirstLevel;
  std::vector<uint64_t> hashes_;
};

// The shingles of one block; none crosses its ends.
class Shingler {
 public:
  explicit Shingler(Sampler* sampler) : sampler_(sampler) {}

  void Read(std::string_view text) {
    uint64_t word = 0;
    const auto end_word = [&] {
      if (word != 0) Token(word, 2);
      word = 0;
    };
    for (size_t at = 0; at < text.size();) {
      const char32_t c = text::NextCodePoint(text, &at);
      if (text::IsHan(c) || text::IsKana(c)) {
        end_word();
        Token(Mix(c + 0x9E3779B97F4A7C15ULL), 1);
      } else if (text::IsLatinLetter(c) || text::IsAsciiDigit(c) || (c > 0x24F && !IsSign(c))) {
        const char32_t lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
        word = (word ^ lower) * 0x100000001B3ULL + 0x9E3779B9ULL;
      } else if (c != 0xAD && c != 0x2019 && c != '\'') {
        end_word();
      }
    }
    end_word();
  }

 private:
  static bool IsSign(char32_t c) {
    return text::IsWhiteSpace(c) || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
           c >= 0xFF00;
  }

  void Token(uint64_t hash, int weight) {
    tokens_[count_ % kMostTokens] = hash;
    weights_[count_ % kMostTokens] = weight;
    ++count_;
    // The shortest run of tokens that ends here and weighs enough.
    int sum = 0;
    uint64_t shingle = 0;
    for (size_t back = 1; back <= std::min(count_, kMostTokens); ++back) {
      const size_t i = (count_ - back) % kMostTokens;
      shingle = shingle * 0x9E3779B97F4A7C15ULL + Mix(tokens_[i]);
      sum += weights_[i];
      if (sum < kShingleWeight) continue;
      sampler_->Add(Mix(shingle));
      return;
    }
  }

  Sampler* sampler_;
  std::array<uint64_t, kMostTokens> tokens_{};
  std::array<int, kMostTokens> weights_{};
  size_t count_ = 0;
};

std::vector<uint64_t>::const_iterator End(const Sketch& sketch, int32_t level) {
  if (level <= sketch.level) return sketch.hashes.end();
  return std::lower_bound(sketch.hashes.begin(), sketch.hashes.end(), uint64_t{1} << (64 - level));
}

}  // namespace

Sketch MakeSketch(const std::vector<std::string_view>& blocks) {
  Sampler sampler;
  for (const std::string_view block : blocks) Shingler(&sampler).Read(block);
  return sampler.Take();
}

Sketch MakeSketch(const record::Document& document) {
  using record::BlockKind;
  std::vector<std::string_view> blocks;
  for (const record::Block& block : document.blocks) {
    if (block.kind == BlockKind::kBoilerplate || block.kind == BlockKind::kReaderComment) continue;
    if (block.kind == BlockKind::kHeading) continue;
    if (!block.content.text.empty()) blocks.push_back(block.content.text);
    for (const record::TableCell& cell : block.table.cells) blocks.push_back(cell.content.text);
  }
  return MakeSketch(blocks);
}

Overlap MeasureOverlap(const Sketch& first, const Sketch& second) {
  const int32_t level = std::max(first.level, second.level);
  const auto a_end = End(first, level);
  const auto b_end = End(second, level);
  const auto a = first.hashes.begin();
  const auto b = second.hashes.begin();
  Overlap overlap;
  overlap.of_first = a_end - a;
  overlap.of_second = b_end - b;
  overlap.shared = CountCommon(a, a_end, b, b_end);
  return overlap;
}

std::vector<uint64_t> IndexHashes(const Sketch& sketch) {
  const auto sampled = static_cast<size_t>(End(sketch, kIndexLevel) - sketch.hashes.begin());
  const size_t count =
      std::min(sketch.hashes.size(), std::clamp(sampled, kLowestIndexed, kMostIndexed));
  return {sketch.hashes.begin(), sketch.hashes.begin() + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace parallax::lineage
