// Properties of the reducers over random cells.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/reduce/reduce_claims.h"
#include "core/reduce/reduced_cell.h"
#include "core/reduce/test_claims.h"

namespace parallax::reduce {
namespace {

using catalog::ValueType;
using testing::Amount;
using testing::Denied;
using testing::Items;
using testing::Levels;
using testing::NotStated;
using testing::NoValue;
using testing::Says;
using testing::Years;

struct Spoken {
  PropositionIdentity identity;
  std::string document;
  std::string voice;
};

class Cells {
 public:
  explicit Cells(uint32_t seed) : random_(seed) {}

  int Pick(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }

  record::Claim Claim(ValueType type) {
    switch (Pick(9)) {
      case 0:
        return NotStated();
      case 1:
        return NoValue("无");
      default:
        break;
    }
    record::Claim claim = Says("words " + std::to_string(Pick(3)));
    if (Pick(8) != 0) {  // now and then a value that could not be read
      if (type == ValueType::kLevel) {
        const int low = Pick(5);
        claim.value.readings = {Levels(low, low + Pick(3))};
      } else if (type == ValueType::kMoney) {
        claim.value.readings = {Amount(std::to_string(90 + Pick(40)), Pick(2),
                                       Pick(3) == 0 ? "EUR" : "USD",
                                       static_cast<value::Bound>(Pick(6)))};
      } else if (type == ValueType::kDateInterval) {
        const int begin = 1950 + 10 * Pick(5);
        claim.value.readings = {
            Years(Pick(5) == 0 ? 0 : begin, Pick(5) == 0 ? 0 : begin + 10 + 10 * Pick(3))};
      } else if (type == ValueType::kItemList) {
        claim.value.readings = {
            Items({"item " + std::to_string(Pick(4)), "项目" + std::to_string(Pick(4))})};
      }
    }
    switch (Pick(8)) {
      case 0:
        claim.stance = record::Stance::kDenies;
        break;
      case 1:
        claim.stance = record::Stance::kPredicts;
        break;
      default:
        break;
    }
    return claim;
  }

  std::vector<Spoken> Cell(ValueType type) {
    std::vector<Spoken> cell;
    const int n = Pick(12);
    for (int i = 0; i < n; ++i) {
      const int document = Pick(6);
      cell.push_back({PropositionOf(Claim(type), type), "d" + std::to_string(document),
                      "v" + std::to_string(Pick(5))});
    }
    return cell;
  }

  std::mt19937 random_;
};

using Reduced = ReducedCell;

Reduced Reduce(const std::vector<Spoken>& cell, bool with_parties = true) {
  std::vector<ClaimStanding> standings;
  for (const Spoken& one : cell) {
    standings.push_back({one.identity.proposition_id, one.identity.key, one.document, one.voice});
  }
  std::vector<Proposition> propositions =
      *ReduceClaims(standings, {{"d1", "d0"}, {"d3", "d2"}, {"d5", "d4"}});
  if (!with_parties) {
    for (Proposition& p : propositions) p.parties.reset();
  }
  return ReduceCell(std::move(propositions));
}

bool Same(const Reduced& a, const Reduced& b) {
  return a.propositions == b.propositions && a.grouping.group_of == b.grouping.group_of &&
         a.summary.leading == b.summary.leading && a.summary.typed == b.summary.typed &&
         a.state == b.state && a.agreement.agreement == b.agreement.agreement;
}

constexpr ValueType kTypes[] = {ValueType::kText, ValueType::kLevel, ValueType::kMoney,
                                ValueType::kDateInterval, ValueType::kItemList};

TEST(ReducePropertyTest, OrderOfClaimsDoesNotMatter) {
  Cells cells(1);
  for (int round = 0; round < 400; ++round) {
    std::vector<Spoken> cell = cells.Cell(kTypes[round % std::size(kTypes)]);
    const Reduced first = Reduce(cell);
    for (int again = 0; again < 4; ++again) {
      std::shuffle(cell.begin(), cell.end(), cells.random_);
      EXPECT_TRUE(Same(first, Reduce(cell))) << round;
    }
  }
}

TEST(ReducePropertyTest, GroupingDoesNotDependOnTheOrderOfPropositions) {
  Cells cells(2);
  for (int round = 0; round < 400; ++round) {
    const Reduced first = Reduce(cells.Cell(kTypes[round % std::size(kTypes)]));
    std::vector<Proposition> shuffled = first.propositions;
    std::shuffle(shuffled.begin(), shuffled.end(), cells.random_);
    const Grouping grouping = GroupPropositions(shuffled);
    ASSERT_EQ(grouping.groups.size(), first.grouping.groups.size());
    for (size_t i = 0; i < shuffled.size(); ++i) {
      const auto it = std::find_if(
          first.propositions.begin(), first.propositions.end(),
          [&](const Proposition& p) { return p.proposition_id == shuffled[i].proposition_id; });
      EXPECT_EQ(grouping.group_of[i],
                first.grouping.group_of[static_cast<size_t>(it - first.propositions.begin())]);
    }
  }
}

TEST(ReducePropertyTest, SayingItAgainChangesCountsOfClaimsOnly) {
  Cells cells(3);
  for (int round = 0; round < 400; ++round) {
    const std::vector<Spoken> cell = cells.Cell(kTypes[round % std::size(kTypes)]);
    std::vector<Spoken> twice = cell;
    twice.insert(twice.end(), cell.begin(), cell.end());
    Reduced once = Reduce(cell);
    Reduced again = Reduce(twice);
    EXPECT_EQ(once.grouping.group_of, again.grouping.group_of) << round;
    EXPECT_EQ(once.agreement.agreement, again.agreement.agreement) << round;
    for (size_t i = 0; i < once.propositions.size(); ++i) {
      EXPECT_EQ(once.propositions[i].support.claims * 2, again.propositions[i].support.claims);
      EXPECT_EQ(once.propositions[i].parties, again.propositions[i].parties);
    }
  }
}

TEST(ReducePropertyTest, RemovingAClaimEqualsNeverHavingHadIt) {
  Cells cells(4);
  for (int round = 0; round < 400; ++round) {
    const ValueType type = kTypes[round % std::size(kTypes)];
    const std::vector<Spoken> without = cells.Cell(type);
    std::vector<Spoken> with = without;
    with.insert(
        with.begin() + cells.Pick(static_cast<int>(with.size()) + 1),
        {PropositionOf(cells.Claim(type), type), "gone", "v" + std::to_string(cells.Pick(5))});
    std::erase_if(with, [](const Spoken& one) { return one.document == "gone"; });
    EXPECT_TRUE(Same(Reduce(without), Reduce(with)));
  }
}

TEST(ReducePropertyTest, MembersOfAGroupAreCompatibleAndSupportAddsUp) {
  Cells cells(5);
  for (int round = 0; round < 400; ++round) {
    const Reduced reduced = Reduce(cells.Cell(kTypes[round % std::size(kTypes)]));
    for (const Group& group : reduced.grouping.groups) {
      for (size_t a : group.members) {
        for (size_t b : group.members) {
          EXPECT_TRUE(Compatible(reduced.propositions[a], reduced.propositions[b]));
          EXPECT_EQ(Compatible(reduced.propositions[a], reduced.propositions[b]),
                    Compatible(reduced.propositions[b], reduced.propositions[a]));
        }
        EXPECT_LE(reduced.propositions[a].support.voices, group.support.voices);
      }
      EXPECT_LE(group.support.lineages, group.support.documents);
    }
    for (size_t g = 1; g < reduced.grouping.groups.size(); ++g) {
      EXPECT_GE(reduced.grouping.groups[g - 1].support.voices,
                reduced.grouping.groups[g].support.voices);
    }
  }
}

TEST(ReducePropertyTest, WhatBoundsSayForCertainNamesConfirm) {
  Cells cells(6);
  int decided = 0;
  for (int round = 0; round < 2000; ++round) {
    const auto cell = cells.Cell(ValueType::kLevel);
    const Reduced bounds = Reduce(cell, false);
    if (!bounds.agreement.exact) continue;
    const Reduced names = Reduce(cell);
    if (bounds.grouping.groups.size() > 1 &&
        bounds.propositions[bounds.grouping.groups[0].members[0]].proposition_id !=
            names.propositions[names.grouping.groups[0].members[0]].proposition_id) {
      continue;  // sums may put another group first
    }
    ++decided;
    EXPECT_EQ(bounds.agreement.agreement, names.agreement.agreement) << round;
  }
  EXPECT_GT(decided, 500);
}

}  // namespace
}  // namespace parallax::reduce
