// The pack's prose frames and topics, made ready for scanning. Built once for a catalog, which must
// outlive it; immutable and thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_RULES_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_RULES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/text/phrase_matcher.h"
#include "ingest_service/claim/prose_focus.h"

namespace parallax::claim {

inline constexpr char kProseRuleVersion[] = "1";

class ProseRules {
 public:
  // A frame of a phrase. `dimension` is null for an act.
  struct Use {
    const catalog::ProseFrame* frame = nullptr;
    const catalog::Dimension* dimension = nullptr;
    std::vector<std::string> needs;  // folded
    std::string rule_id;             // "prose/aims/subject-first"
  };

  explicit ProseRules(const catalog::Catalog& catalog);

  const catalog::Catalog& catalog() const { return catalog_; }

  // Finds the phrases of frames in folded text; a match's value goes to UsesOf.
  const text::PhraseMatcher& phrases() const { return phrases_; }
  const std::vector<int32_t>& UsesOf(uint32_t phrase) const { return uses_of_[phrase]; }
  const Use& use(int32_t index) const { return uses_[index]; }

  // Finds what acts are about; a match's value goes to TopicsOf.
  const text::PhraseMatcher& topics() const { return topics_; }
  const std::vector<const catalog::Dimension*>& TopicsOf(uint32_t topic) const {
    return dimensions_of_[topic];
  }

  // The pack's dimensions that rules ask for in every sentence; null where it has none.
  const catalog::Dimension* statements() const { return statements_; }
  const catalog::Dimension* involvement() const { return involvement_; }
  const catalog::Dimension* announced_size() const { return announced_size_; }
  const catalog::Dimension* economy_of() const { return economy_of_; }
  const catalog::Dimension* target_date() const { return target_date_; }
  const catalog::Dimension* headline_initiative() const { return headline_initiative_; }

  static bool AppliesTo(const catalog::Dimension& dimension, std::string_view kind);
  static Fits AskedOf(const catalog::Dimension& dimension);
  // Whether a frame that is used for a dimension is told of entities of the kind.
  static bool ToldOf(const Use& use, std::string_view kind);
  static Fits ToldOf(const Use& use);

 private:
  const catalog::Catalog& catalog_;
  const catalog::Dimension* const statements_;
  const catalog::Dimension* const involvement_;
  const catalog::Dimension* const announced_size_;
  const catalog::Dimension* const economy_of_;
  const catalog::Dimension* const target_date_;
  const catalog::Dimension* const headline_initiative_;
  std::vector<Use> uses_;
  text::PhraseMatcher phrases_, topics_;
  std::vector<std::vector<int32_t>> uses_of_;
  std::vector<std::vector<const catalog::Dimension*>> dimensions_of_;
};

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_RULES_H_
