#include "query_service/cells/ready_cell_codec.h"

#include <gtest/gtest.h>

namespace parallax::cells {
namespace {

value::Number Figure(const std::string& decimal, const std::string& upper = "") {
  value::Number number;
  number.decimal = decimal;
  number.upper = upper;
  number.bound = upper.empty() ? value::Bound::kExact : value::Bound::kRange;
  number.last_digit_exponent = -1;
  number.vague = !upper.empty();
  return number;
}

std::vector<ReadyCell> Cells() {
  value::Quantity quantity;
  quantity.number = Figure("12.5");
  quantity.unit = "TWh";
  value::Percentage percentage;
  percentage.number = Figure("3", "4");
  percentage.points = true;
  value::Change change;
  change.from = quantity;
  change.to.number = Figure("20");
  change.currency = "KRW";
  value::DateInterval years;
  years.begin = value::CivilDate{1965, 1, 1};
  years.begin_precision = value::DatePrecision::kYear;
  years.to_present = true;
  const value::LevelSpan levels{.scale_id = "role_of_state",
                                .lowest_level_id = "guided",
                                .highest_level_id = "directed",
                                .lowest_rank = 1,
                                .highest_rank = 3};
  reduce::MoneySummary money;
  money.amount.amount = Figure("109");
  money.amount.currency = "EUR";
  reduce::MoneySummary dated = money;
  dated.date = reduce::AmountDate{{2025, 2}, reduce::DateSource::kValidTime};
  dated.stated_equivalents = {money.amount, money.amount};
  dated.stated_equivalents[1].currency = "CAD";
  reduce::MoneySummary long_ago = money;
  long_ago.date = reduce::AmountDate{{-5, 0}, reduce::DateSource::kOtherAmount};
  const std::vector<reduce::TypedSummary> summaries = {
      money,      dated,  long_ago, std::monostate(), quantity,
      percentage, change, years,    levels,           std::vector<reduce::SupportedItem>()};
  std::vector<ReadyCell> cells;
  for (const reduce::TypedSummary& typed : summaries) {
    ReadyCell& cell = cells.emplace_back();
    cell.message =
        "message of " + std::to_string(typed.index()) + std::string(300, '\x82') + "由市場主導";
    cell.covered = true;
    cell.state = reduce::CellState::kValue;
    cell.agreement = reduce::Agreement::kContested;
    cell.typed = typed;
    cell.rests_on = {0, 127, 128, 0xFFFFFFFF};
    cells.emplace_back(cell).message.clear();
  }
  cells.back().members = {{"credit", "Credit"}, {"~出口退税", "出口退税"}, {"", ""}};
  cells.back().message = "with members";
  cells.emplace_back();
  return cells;
}

void ExpectSame(const ReadyCell& a, const ReadyCell& b) {
  EXPECT_EQ(a.message, b.message);
  EXPECT_EQ(a.covered, b.covered);
  EXPECT_EQ(a.state, b.state);
  EXPECT_EQ(a.agreement, b.agreement);
  EXPECT_TRUE(a.typed == b.typed) << a.typed.index() << " " << b.typed.index();
  EXPECT_EQ(a.rests_on, b.rests_on);
  ASSERT_EQ(a.members.size(), b.members.size());
  for (size_t i = 0; i < a.members.size(); ++i) {
    EXPECT_EQ(a.members[i].key, b.members[i].key);
    EXPECT_EQ(a.members[i].text, b.members[i].text);
  }
}

TEST(ReadyCellCodecTest, EveryKindOfCellComesBackAsItWas) {
  for (const ReadyCell& cell : Cells()) {
    const auto read = DecodeReadyCell(EncodeReadyCell(cell));
    ASSERT_TRUE(read.ok()) << read.status();
    ExpectSame(*read, cell);
  }
}

// What is before the message is told by its sizes; what is cut off or changed there never reads as
// something else than some cell.
TEST(ReadyCellCodecTest, DamageIsBorne) {
  for (const ReadyCell& cell : Cells()) {
    const std::string bytes = EncodeReadyCell(cell);
    const size_t head = bytes.size() - cell.message.size();
    for (size_t size = 0; size < head; ++size) {
      EXPECT_FALSE(DecodeReadyCell(bytes.substr(0, size)).ok()) << size;
    }
    for (size_t at = 0; at < head; ++at) {
      for (const char byte : {'\0', '\x7f', '\x80', '\xff'}) {
        std::string damaged = bytes;
        damaged[at] = byte;
        DecodeReadyCell(damaged).status().IgnoreError();
      }
    }
  }
}

}  // namespace
}  // namespace parallax::cells
