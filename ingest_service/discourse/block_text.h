// A block as the discourse rules see it: its text, cues, quotations and mentions, each found once.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_BLOCK_TEXT_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_BLOCK_TEXT_H_

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "core/record/claim.h"
#include "ingest_service/discourse/cue_table.h"
#include "ingest_service/discourse/discourse.h"
#include "ingest_service/discourse/quotation.h"

namespace parallax::discourse {

// Views must outlive it. Thread-compatible.
struct BlockText {
  int32_t block = 0;
  std::string_view text;
  std::span<const record::Mention> mentions;  // of this block, in order
  std::vector<CueHit> cues;
  std::vector<Quotation> quotations;

  std::string_view Of(TextRange range) const {
    return text.substr(static_cast<size_t>(range.begin),
                       static_cast<size_t>(range.end - range.begin));
  }

  // The cues that lie within `range`.
  std::span<const CueHit> CuesIn(TextRange range) const {
    const auto first =
        std::lower_bound(cues.begin(), cues.end(), range.begin,
                         [](const CueHit& hit, int64_t at) { return hit.begin < at; });
    auto last = first;
    while (last != cues.end() && last->end <= range.end) ++last;
    return {first, last};
  }

  // Whether the character at `at` stands within a name, neither first nor last of it.
  bool WithinName(int64_t at) const {
    const auto behind =
        std::lower_bound(mentions.begin(), mentions.end(), at,
                         [](const record::Mention& m, int64_t v) { return m.text_begin < v; });
    if (behind == mentions.begin()) return false;
    const record::Mention& before = *std::prev(behind);
    return before.text_begin < at && at + 1 < before.text_end;
  }

  // The mentions that lie within `range`.
  std::span<const record::Mention> MentionsIn(TextRange range) const {
    const auto first =
        std::lower_bound(mentions.begin(), mentions.end(), range.begin,
                         [](const record::Mention& m, int64_t at) { return m.text_begin < at; });
    auto last = first;
    while (last != mentions.end() && last->text_end <= range.end) ++last;
    return {first, last};
  }

  // The quotation that `at` lies inside of; null when none does.
  const Quotation* QuotationAt(int64_t at) const {
    auto it = std::upper_bound(quotations.begin(), quotations.end(), at,
                               [](int64_t v, const Quotation& q) { return v < q.outer.begin; });
    if (it == quotations.begin()) return nullptr;
    --it;
    return at < it->outer.end ? &*it : nullptr;
  }
};

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_BLOCK_TEXT_H_
