// Makes claims for the tests of this room and of those that build on it.
#ifndef PARALLAX_CORE_REDUCE_TEST_CLAIMS_H_
#define PARALLAX_CORE_REDUCE_TEST_CLAIMS_H_

#include <string>
#include <utility>
#include <vector>

#include "core/reduce/proposition.h"

namespace parallax::reduce::testing {

inline record::Claim Says(std::string text, std::vector<record::Reading> readings = {}) {
  record::Claim claim;
  claim.subject_entity_id = "economy/KR";
  claim.dimension_id = "d";
  claim.kind = record::ClaimKind::kValue;
  claim.value.text = std::move(text);
  claim.value.readings = std::move(readings);
  claim.voices.push_back({.kind = record::VoiceKind::kAuthor, .key = "voice"});
  return claim;
}

inline record::Claim NoValue(std::string text) {
  record::Claim claim = Says(std::move(text));
  claim.kind = record::ClaimKind::kNoValue;
  return claim;
}

inline record::Claim NotStated() {
  record::Claim claim = Says("");
  claim.kind = record::ClaimKind::kNotStated;
  return claim;
}

inline record::Claim Denied(record::Claim claim) {
  claim.stance = record::Stance::kDenies;
  return claim;
}

inline value::Number Figure(std::string decimal, int last_digit_exponent,
                            value::Bound bound = value::Bound::kExact) {
  value::Number number;
  number.decimal = std::move(decimal);
  number.bound = bound;
  number.last_digit_exponent = last_digit_exponent;
  return number;
}

inline value::Money Amount(std::string decimal, int last_digit_exponent, std::string currency,
                           value::Bound bound = value::Bound::kExact) {
  value::Money money;
  money.amount = Figure(std::move(decimal), last_digit_exponent, bound);
  money.currency = std::move(currency);
  return money;
}

inline value::LevelSpan Levels(int lowest, int highest) {
  return {.scale_id = "role_of_state",
          .lowest_level_id = "L" + std::to_string(lowest),
          .highest_level_id = "L" + std::to_string(highest),
          .lowest_rank = lowest,
          .highest_rank = highest};
}

// Years [begin, end); 0 for an open end.
inline value::DateInterval Years(int begin, int end) {
  value::DateInterval interval;
  if (begin != 0) {
    interval.begin = value::CivilDate{begin, 1, 1};
    interval.begin_precision = value::DatePrecision::kDecade;
  }
  if (end != 0) {
    interval.end = value::CivilDate{end, 1, 1};
    interval.end_precision = value::DatePrecision::kDecade;
  }
  return interval;
}

inline record::ItemList Items(const std::vector<std::string>& texts) {
  record::ItemList list;
  for (const std::string& text : texts) {
    record::ListItem item;
    item.text = text;
    list.items.push_back(std::move(item));
  }
  return list;
}

inline record::EntitySet Entities(const std::vector<std::string>& ids) {
  record::EntitySet set;
  for (const std::string& id : ids) set.entities.push_back({.entity_id = id, .written = id});
  return set;
}

}  // namespace parallax::reduce::testing

#endif  // PARALLAX_CORE_REDUCE_TEST_CLAIMS_H_
