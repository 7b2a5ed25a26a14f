#include "ingest_service/link/listed_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <tuple>

#include "core/record/entity_id.h"
#include "ingest_service/link/role_names.h"

namespace parallax::link {
namespace {

constexpr size_t kHanBytes = 3;
constexpr size_t kLongestItem = 30;  // bytes of a Chinese one

// What ends the stretch that a Chinese list may stand in.
constexpr std::array<std::string_view, 22> kStops = {"，", "。", "；", "：", "！", "？", "（", "）",
                                                     "“",  "”",  "「", "」", "《", "》", "(",  ")",
                                                     "\n", ",",  ";",  ":",  "\"", "·"};
// What may stand before the last item, and what may close a list.
constexpr std::array<std::string_view, 8> kJoins = {"以及", "和", "与", "與",
                                                    "及",   "或", "並", "并"};
constexpr std::array<std::string_view, 3> kCloses = {"等", "在内", "在內"};
// Characters that no name in such a list has.
constexpr std::array<std::string_view, 24> kFunction = {
    "的", "了", "在", "是", "将", "將", "被", "把", "为", "為", "等", "多",
    "各", "对", "對", "从", "從", "向", "由", "这", "這", "其", "及", "都"};
// Last words of items that describe.
constexpr std::array<std::string_view, 56> kGeneric = {
    "企业", "企業", "公司", "厂商", "廠商", "机构", "機構", "巨头", "巨頭", "行业", "行業", "产业",
    "產業", "领域", "領域", "产品", "產品", "技术", "技術", "平台", "城市", "地区", "地區", "国家",
    "國家", "部门", "部門", "高校", "院校", "市场", "市場", "客户", "客戶", "用户", "用戶", "团队",
    "團隊", "人才", "设备", "設備", "材料", "服务", "服務", "系统", "系統", "应用", "應用", "大厂",
    "大廠", "龙头", "龍頭", "业务", "業務", "制造", "製造", "研发"};

struct Item {
  size_t begin = 0;
  size_t end = 0;
  int known = -1;  // index of the known name that it is
};

bool IsHan(std::string_view text, size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  return c >= 0xE4 && c <= 0xE9 && at + kHanBytes <= text.size();
}

template <size_t N>
size_t SizeOfOneAt(const std::array<std::string_view, N>& marks, std::string_view text, size_t at) {
  for (std::string_view mark : marks) {
    if (text.substr(at).starts_with(mark)) return mark.size();
  }
  return 0;
}

// Whether text[begin, end) could be a Chinese company's or model's name.
bool MayBeName(std::string_view text, size_t begin, size_t end) {
  const std::string_view item = text.substr(begin, end - begin);
  if (item.size() < 2 * kHanBytes || item.size() > kLongestItem) return false;
  bool han = false;
  for (size_t at = begin; at < end;) {
    if (SizeOfOneAt(kFunction, text, at) != 0) return false;
    if (IsHan(text, at)) {
      han = true;
      at += kHanBytes;
    } else if (std::isalnum(static_cast<unsigned char>(text[at])) != 0) {
      ++at;
    } else {
      return false;
    }
  }
  return han && std::none_of(kGeneric.begin(), kGeneric.end(),
                             [&](std::string_view word) { return item.ends_with(word); });
}

// Of a list's items: the kind of those that are known when they are `least` or more, of one kind,
// and companies or models; empty otherwise.
std::string_view KindOf(const std::vector<Item>& items, const std::vector<KnownName>& known,
                        int least) {
  std::string_view kind;
  int count = 0;
  for (const Item& item : items) {
    if (item.known < 0) continue;
    if (!kind.empty() && known[item.known].kind != kind) return {};
    kind = known[item.known].kind;
    ++count;
  }
  return count >= least && (kind == "organization" || kind == "model") ? kind : std::string_view();
}

class Lists {
 public:
  Lists(std::string_view text, const std::vector<KnownName>& known) : text_(text), known_(known) {}

  // The stretch [begin, end) holds no stop; its items stand between 、.
  void TakeChinese(size_t begin, size_t end) {
    std::vector<Item> items;
    std::vector<bool> whole;  // both ends of the item are marked
    size_t from = begin;
    while (from <= end) {
      size_t mark = text_.substr(0, end).find("、", from);
      const bool last = mark == std::string_view::npos;
      if (last) mark = end;
      size_t stop = mark;
      size_t next = mark + kHanBytes;
      bool closed = !last || mark < text_.size();
      if (last) {
        // "A、B和C等": the last mark's stretch may hold two items, and what follows them.
        for (size_t at = from; at < mark; ++at) {
          const size_t join = SizeOfOneAt(kJoins, text_, at);
          const size_t close = join == 0 ? SizeOfOneAt(kCloses, text_, at) : 0;
          if (join + close == 0) continue;
          stop = at;
          next = join != 0 ? at + join : end + 1;
          closed = true;
          break;
        }
        if (stop == mark) next = end + 1;
      }
      Item item{from, stop, -1};
      const bool first = items.empty();
      item.known = KnownIn(from, stop, first, last);
      items.push_back(item);
      whole.push_back(!first && closed);
      from = next;
    }
    if (items.size() < 3) return;
    const std::string_view kind = KindOf(items, known_, SaysCompanies(end) ? 1 : 2);
    if (kind.empty()) return;
    for (size_t i = 0; i < items.size(); ++i) {
      if (!whole[i] || items[i].known >= 0 || Overlaps(items[i].begin, items[i].end)) continue;
      if (MayBeName(text_, items[i].begin, items[i].end)) Add(items[i], kind);
    }
  }

  // The list of Latin names that the known name `first` begins or stands in; the index of the last
  // known name in it.
  size_t TakeLatin(size_t first) {
    std::vector<Item> items;
    size_t last = first;
    const auto at_known = [&](size_t at) {
      const size_t k = FirstEndingAfter(at);
      const bool there = k < known_.size() && known_[k].begin == static_cast<int64_t>(at);
      return there ? static_cast<int>(k) : -1;
    };
    const auto begin = static_cast<size_t>(known_[first].begin);
    if (text_.substr(0, begin).ends_with(", ")) {
      const size_t from = CapitalizedNameBegin(text_, begin - 2);
      if (from < begin - 2 && !Overlaps(from, begin - 2)) items.push_back({from, begin - 2, -1});
    }
    items.push_back({begin, static_cast<size_t>(known_[first].end), static_cast<int>(first)});
    for (;;) {
      size_t at = items.back().end;
      bool joined = false;
      for (std::string_view join : {", and ", ", ", " and ", " & "}) {
        if (!text_.substr(at).starts_with(join)) continue;
        at += join.size();
        joined = true;
        break;
      }
      if (!joined) break;
      if (text_.substr(at).starts_with("the ")) at += 4;
      const int known = at_known(at);
      if (known >= 0) {
        if (known_[known].kind != known_[first].kind) break;
        items.push_back({at, static_cast<size_t>(known_[known].end), known});
        last = static_cast<size_t>(known);
        continue;
      }
      const size_t end = CapitalizedNameEnd(text_, at);
      if (end < at + 2 || Overlaps(at, end)) break;
      items.push_back({at, end, -1});
    }
    // After the last known item the list may be over and a clause begun.
    while (!items.empty() && items.back().known < 0 && !ClosesList(items.back())) items.pop_back();
    if (items.size() < 3) return last;
    const std::string_view kind = KindOf(items, known_, 2);
    if (kind.empty()) return last;
    for (const Item& item : items) {
      if (item.known < 0) Add(item, kind);
    }
    return last;
  }

  std::vector<FormMatch> found;

 private:
  // The known name that the item is; the first may have words before it, the last after it.
  int KnownIn(size_t begin, size_t end, bool first, bool last) const {
    for (size_t k = FirstEndingAfter(begin); k < known_.size(); ++k) {
      const auto from = static_cast<size_t>(known_[k].begin);
      const auto to = static_cast<size_t>(known_[k].end);
      if (from >= end) break;
      if (from < begin) continue;
      if ((from == begin || first) && (to == end || last)) return static_cast<int>(k);
    }
    return -1;
  }

  // Whether the stretch that ends at `end` closes its list with what the items are: 等低空企业.
  bool SaysCompanies(size_t end) const {
    const std::string_view stretch = text_.substr(0, end);
    const size_t close = stretch.rfind("等");
    if (close == std::string_view::npos || end - close > 12 * kHanBytes) return false;
    const std::string_view rest = stretch.substr(close);
    for (std::string_view noun : {"企业", "企業", "公司", "厂商", "廠商", "巨头", "巨頭"}) {
      if (rest.find(noun) != std::string_view::npos) return true;
    }
    return false;
  }

  // The index of the first known name that ends after `at`.
  size_t FirstEndingAfter(size_t at) const {
    const auto it =
        std::upper_bound(known_.begin(), known_.end(), static_cast<int64_t>(at),
                         [](int64_t place, const KnownName& name) { return place < name.end; });
    return static_cast<size_t>(it - known_.begin());
  }

  // Whether the item is the last of its list: "and" stands before it.
  bool ClosesList(const Item& item) const {
    const std::string_view before = text_.substr(0, item.begin);
    return before.ends_with(" and ") || before.ends_with(" and the ") || before.ends_with(" & ");
  }

  bool Overlaps(size_t begin, size_t end) const {
    const size_t k = FirstEndingAfter(begin);
    return k < known_.size() && known_[k].begin < static_cast<int64_t>(end);
  }

  void Add(const Item& item, std::string_view kind) {
    found.push_back({static_cast<int64_t>(item.begin), static_cast<int64_t>(item.end),
                     std::string(kind), /*follow=*/true});
  }

  std::string_view text_;
  const std::vector<KnownName>& known_;
};

}  // namespace

std::vector<FormMatch> FindListedNames(std::string_view text, const std::vector<KnownName>& known) {
  Lists lists(text, known);
  if (known.size() < 2) return {};
  for (size_t k = 0; k + 1 < known.size(); ++k) {
    if (known[k].kind == "organization" || known[k].kind == "model")
      k = std::max(k, lists.TakeLatin(k));
  }
  if (text.find("、") == std::string_view::npos) return std::move(lists.found);
  size_t begin = 0;
  bool marked = false;
  for (size_t at = 0; at <= text.size();) {
    if (at < text.size() && IsHan(text, at)) {
      at += kHanBytes;
      continue;
    }
    const size_t stop = at < text.size() ? SizeOfOneAt(kStops, text, at) : 1;
    if (stop == 0) {
      marked = marked || text.substr(at).starts_with("、");
      const auto lead = static_cast<unsigned char>(text[at]);
      at += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      continue;
    }
    if (marked) lists.TakeChinese(begin, std::min(at, text.size()));
    marked = false;
    at += stop;
    begin = at;
  }
  return std::move(lists.found);
}

std::vector<FormMatch> FindPlacesByState(std::string_view text,
                                         const std::vector<KnownName>& known) {
  std::vector<FormMatch> found;
  for (size_t k = 0; k < known.size(); ++k) {
    if (known[k].kind != "place" && known[k].kind != "economy") continue;
    const auto state = static_cast<size_t>(known[k].begin);
    if (state < 4 || static_cast<unsigned char>(text[state]) >= 0x80) continue;
    if (!text.substr(0, state).ends_with(", ")) continue;
    const size_t end = state - 2;
    const size_t begin = CapitalizedNameBegin(text, end);
    if (begin == end || (k > 0 && known[k - 1].end > static_cast<int64_t>(begin))) continue;
    const std::string_view before = text.substr(0, begin);
    for (std::string_view word : {" in ", " near ", " outside ", " at ", " from ", "In ", " to "}) {
      if (!before.ends_with(word)) continue;
      // "When it comes to Mental Health, America": one goes to a town in a state.
      if (word == " to " && known[k].kind != "place") continue;
      found.push_back({static_cast<int64_t>(begin), static_cast<int64_t>(end), "place", true});
      break;
    }
  }
  return found;
}

std::vector<FormMatch> FindByNamesBeside(std::string_view text,
                                         std::span<const record::Mention> mentions) {
  std::vector<KnownName> known;
  known.reserve(mentions.size());
  for (const record::Mention& m : mentions) {
    // "in Example, French and German" names no place in France.
    const bool adjective = m.form == record::MentionForm::kAdjective;
    known.push_back({m.text_begin, m.text_end,
                     adjective ? std::string_view() : record::EntityKind(m.entity_id)});
  }
  // Forms that end before a name are added late.
  std::sort(known.begin(), known.end(), [](const KnownName& a, const KnownName& b) {
    return std::tuple(a.begin, a.end, a.kind) < std::tuple(b.begin, b.end, b.kind);
  });
  std::vector<FormMatch> found = FindListedNames(text, known);
  const std::vector<FormMatch> places = FindPlacesByState(text, known);
  found.insert(found.end(), places.begin(), places.end());
  return found;
}

}  // namespace parallax::link
