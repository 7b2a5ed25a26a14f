#include "ingest_service/link/word_straddle.h"

#include <algorithm>
#include <vector>

namespace parallax::link {
namespace {

constexpr std::string_view kWords =
#include "ingest_service/link/common_words.inc"
    ;
constexpr int64_t kHanBytes = 3;

// The character of three bytes at `at` as an index below 0x5200; -1 when there is none of the block
// of common Han characters.
int HanAt(std::string_view text, int64_t at) {
  if (at < 0 || at + kHanBytes > static_cast<int64_t>(text.size())) return -1;
  const auto* const u = reinterpret_cast<const unsigned char*>(text.data() + at);
  if (u[0] < 0xE4 || u[0] > 0xE9) return -1;
  const int point = (u[0] & 0x0F) << 12 | (u[1] & 0x3F) << 6 | (u[2] & 0x3F);
  return point >= 0x4E00 && point < 0xA000 ? point - 0x4E00 : -1;
}

// The common words as open addressing over their two characters.
class WordSet {
 public:
  WordSet() : slots_(kSlots, 0) {
    for (size_t at = 0; at + 2 * kHanBytes <= kWords.size(); at += 2 * kHanBytes) {
      const uint32_t key = Key(HanAt(kWords, at), HanAt(kWords, at + kHanBytes));
      size_t slot = Slot(key);
      while (slots_[slot] != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = key;
    }
  }

  // Whether the two characters at `at` are a word.
  bool Has(std::string_view text, int64_t at) const {
    const int first = HanAt(text, at);
    const int second = first < 0 ? -1 : HanAt(text, at + kHanBytes);
    if (second < 0) return false;
    const uint32_t key = Key(first, second);
    for (size_t slot = Slot(key); slots_[slot] != 0; slot = (slot + 1) % kSlots) {
      if (slots_[slot] == key) return true;
    }
    return false;
  }

 private:
  static constexpr size_t kSlots = 1 << 15;
  static uint32_t Key(int first, int second) {
    return (static_cast<uint32_t>(first) << 15 | static_cast<uint32_t>(second)) + 1;
  }
  static size_t Slot(uint32_t key) { return (key * 2654435761u) >> 17; }
  std::vector<uint32_t> slots_;
};

const WordSet& Words() {
  static const auto& set = *new WordSet();
  return set;
}

}  // namespace

bool StraddlesWords(std::string_view text, int64_t begin, int64_t end) {
  const int64_t characters = (end - begin) / kHanBytes;
  if (characters < 2 || characters > 4 || HanAt(text, begin) < 0) return false;
  const WordSet& words = Words();
  const int64_t last = end - kHanBytes;
  // 平台中 is on a platform and not in Taichung.
  if (characters == 2 && text.substr(last, kHanBytes) == "中" &&
      words.Has(text, begin - kHanBytes) && !words.Has(text, begin - 2 * kHanBytes)) {
    return true;
  }
  // The end first: most names stand before a mark or a word of one character.
  if (!words.Has(text, last) || words.Has(text, end)) return false;
  // 财政部长 is the minister of that ministry.
  if (text.substr(end, kHanBytes) == "长") return false;
  if (characters == 3 && words.Has(text, begin)) return true;
  if (characters != 2) return false;
  return words.Has(text, begin - kHanBytes) && !words.Has(text, begin - 2 * kHanBytes);
}

bool MakesAnotherWord(std::string_view text, int64_t begin, int64_t end, std::string_view kind) {
  // A manner, a mark of origin, a clock or a descent is called after a country or city; a doctrine,
  // a prize or a theorem after a person.
  static constexpr std::string_view kOfPlaces[] = {"式", "时间", "籍", "裔"};
  static constexpr std::string_view kOfPeople[] = {"思想", "主义",   "理论",     "定律",
                                                   "奖",   "新时代", "经济思想", "外交思想"};
  const std::string_view rest = text.substr(std::min(static_cast<size_t>(end), text.size()));
  const auto follows = [&](std::string_view tail) { return rest.starts_with(tail); };
  if (kind == "person") return std::ranges::any_of(kOfPeople, follows);
  if (kind != "economy" && kind != "place") return false;
  if (follows(" new year")) return true;
  // 中国特色 is a doctrine's word, 武汉特色产业 are the city's.
  const std::string_view name =
      text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
  if (name == "中国" && follows("特色")) return true;
  return std::ranges::any_of(kOfPlaces, follows);
}

bool IsPartOfBody(std::string_view text, int64_t begin, int64_t end, std::string_view kind) {
  if (kind != "economy" && kind != "place") return false;
  const std::string_view name = text.substr(begin, end - begin);
  if (HanAt(name, 0) < 0) return false;  // 二十国集团（G20）
  const std::string_view rest = text.substr(end);
  const std::string_view before = text.substr(0, begin);
  std::string_view bank;
  if (before.ends_with("（") && rest.starts_with("）")) bank = before.substr(0, begin - kHanBytes);
  if (before.ends_with("(") && rest.starts_with(")")) bank = before.substr(0, begin - 1);
  static constexpr std::string_view kBodies[] = {"银行", "公司", "集团", "证券", "基金",
                                                 "投资", "控股", "科技", "保险", "资本"};
  return std::ranges::any_of(kBodies, [&](auto body) { return bank.ends_with(body); });
}

bool IsCommonWord(std::string_view text, int64_t at) { return Words().Has(text, at); }

}  // namespace parallax::link
