#include "core/text/text_map.h"

#include <algorithm>
#include <cassert>

namespace parallax::text {

void TextMap::Append(int64_t original_begin, int32_t text_unit, int32_t original_unit,
                     int64_t count) {
  assert(text_unit > 0 && original_unit >= 0 && count >= 0);
  if (count == 0) return;
  if (!runs_.empty()) {
    Run& last = runs_.back();
    if (last.text_unit == text_unit && last.original_unit == original_unit &&
        last.original_end() == original_begin) {
      last.count += count;
      return;
    }
  }
  runs_.push_back({text_size(), original_begin, text_unit, original_unit, count});
}

void TextMap::AppendSlice(const TextMap& other, int64_t begin, int64_t end) {
  if (begin >= end) return;
  auto it = std::upper_bound(other.runs_.begin(), other.runs_.end(), begin,
                             [](int64_t offset, const Run& r) { return offset < r.text_begin; });
  if (it != other.runs_.begin()) --it;
  for (; it != other.runs_.end() && it->text_begin < end; ++it) {
    const int64_t from = std::max(begin, it->text_begin);
    const int64_t to = std::min(end, it->text_end());
    if (from >= to) continue;
    const int64_t first = (from - it->text_begin) / it->text_unit;
    const int64_t last = (to - it->text_begin + it->text_unit - 1) / it->text_unit;
    if ((last - first) * it->text_unit == to - from) {
      Append(it->original_begin + first * it->original_unit, it->text_unit, it->original_unit,
             last - first);
    } else {
      // A slice that splits a unit keeps the whole unit's original.
      AppendAtom({it->original_begin + first * it->original_unit,
                  it->original_begin + last * it->original_unit},
                 static_cast<int32_t>(to - from));
    }
  }
}

const TextMap::Run& TextMap::RunAt(int64_t text_offset) const {
  auto it = std::upper_bound(runs_.begin(), runs_.end(), text_offset,
                             [](int64_t offset, const Run& r) { return offset < r.text_begin; });
  return *std::prev(it);
}

ByteSpan TextMap::ToOriginal(int64_t begin, int64_t end) const {
  assert(0 <= begin && begin <= end && end <= text_size());
  if (runs_.empty()) return {};
  if (begin == end) {
    if (begin == text_size()) return {runs_.back().original_end(), runs_.back().original_end()};
    const Run& r = RunAt(begin);
    const int64_t at = r.original_begin + (begin - r.text_begin) / r.text_unit * r.original_unit;
    return {at, at};
  }
  const Run& a = RunAt(begin);
  const Run& b = RunAt(end - 1);
  return {a.original_begin + (begin - a.text_begin) / a.text_unit * a.original_unit,
          b.original_begin + ((end - 1 - b.text_begin) / b.text_unit + 1) * b.original_unit};
}

}  // namespace parallax::text
