#include "query_service/cells/ready_cell_codec.h"

#include <cstdint>
#include <type_traits>
#include <utility>
#include <variant>

#include "core/reduce/reading_codec.h"

namespace parallax::cells {
namespace {

// What `typed` holds.
enum class Typed : uint8_t { kNothing, kReading, kMembers, kMoney };
constexpr uint8_t kLastSource = static_cast<uint8_t>(reduce::DateSource::kOtherAmount);

void PutSize(size_t size, std::string* out) {
  for (; size >= 0x80; size >>= 7) out->push_back(static_cast<char>(size | 0x80));
  out->push_back(static_cast<char>(size));
}

void PutText(std::string_view text, std::string* out) {
  PutSize(text.size(), out);
  out->append(text);
}

// Takes pieces from the front; `ok` turns false at the first that is not there.
class Pieces {
 public:
  explicit Pieces(std::string_view bytes) : rest_(bytes) {}

  uint8_t Byte(uint8_t last) {
    if (rest_.empty() || static_cast<uint8_t>(rest_[0]) > last) return Fail();
    const auto byte = static_cast<uint8_t>(rest_[0]);
    rest_.remove_prefix(1);
    return byte;
  }
  size_t Size() {
    size_t size = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      if (rest_.empty()) return Fail();
      const auto byte = static_cast<uint8_t>(rest_[0]);
      rest_.remove_prefix(1);
      size |= size_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return size;
    }
    return Fail();
  }
  std::string_view Text() {
    const size_t size = Size();
    if (size > rest_.size()) {
      Fail();
      return {};
    }
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }
  size_t left() const { return rest_.size(); }
  bool ok() const { return ok_; }

 private:
  uint8_t Fail() {
    ok_ = false;
    rest_ = {};
    return 0;
  }
  std::string_view rest_;
  bool ok_ = true;
};

// The canonical reading that a summary is. REQUIRES: it is neither nothing, nor members, nor money.
record::Reading ReadingOf(const reduce::TypedSummary& typed) {
  return std::visit(
      [](const auto& one) {
        using T = std::decay_t<decltype(one)>;
        if constexpr (std::is_constructible_v<record::Reading, const T&>) {
          return record::Reading(one);
        } else {
          return record::Reading();
        }
      },
      typed);
}

void PutMoney(const reduce::MoneySummary& summary, std::string* out) {
  PutText(reduce::EncodeReading(summary.amount), out);
  PutSize(summary.stated_equivalents.size(), out);
  for (const value::Money& equivalent : summary.stated_equivalents) {
    PutText(reduce::EncodeReading(equivalent), out);
  }
  out->push_back(summary.date ? 1 : 0);
  if (!summary.date) return;
  PutSize(static_cast<uint32_t>(summary.date->date.year), out);
  PutSize(static_cast<uint32_t>(summary.date->date.month), out);
  out->push_back(static_cast<char>(summary.date->source));
}

bool TakeAmount(Pieces& pieces, value::Money* amount) {
  auto reading = reduce::DecodeReading(pieces.Text());
  auto* const money = reading ? std::get_if<value::Money>(&*reading) : nullptr;
  if (money == nullptr) return false;
  *amount = std::move(*money);
  return true;
}

bool TakeMoney(Pieces& pieces, reduce::MoneySummary* summary) {
  if (!TakeAmount(pieces, &summary->amount)) return false;
  const size_t count = pieces.Size();
  if (count > pieces.left()) return false;
  summary->stated_equivalents.resize(count);
  for (value::Money& equivalent : summary->stated_equivalents) {
    if (!TakeAmount(pieces, &equivalent)) return false;
  }
  if (pieces.Byte(1) == 0) return true;
  reduce::AmountDate& date = summary->date.emplace();
  date.date.year = static_cast<int32_t>(static_cast<uint32_t>(pieces.Size()));
  date.date.month = static_cast<int32_t>(static_cast<uint32_t>(pieces.Size()));
  date.source = static_cast<reduce::DateSource>(pieces.Byte(kLastSource));
  return true;
}

bool SetTyped(record::Reading reading, reduce::TypedSummary* typed) {
  return std::visit(
      [&](auto& one) {
        using T = std::decay_t<decltype(one)>;
        if constexpr (std::is_constructible_v<reduce::TypedSummary, T&&>) {
          *typed = std::move(one);
          return true;
        } else {
          return false;
        }
      },
      reading);
}

}  // namespace

std::string EncodeReadyCell(const ReadyCell& cell) {
  std::string bytes;
  bytes.reserve(cell.message.size() + 256);
  bytes.push_back(cell.covered ? 1 : 0);
  bytes.push_back(static_cast<char>(cell.state));
  bytes.push_back(static_cast<char>(cell.agreement));
  if (std::holds_alternative<std::monostate>(cell.typed)) {
    bytes.push_back(static_cast<char>(Typed::kNothing));
  } else if (std::holds_alternative<std::vector<reduce::SupportedItem>>(cell.typed)) {
    bytes.push_back(static_cast<char>(Typed::kMembers));
    PutSize(cell.members.size(), &bytes);
    for (const ReadyMember& member : cell.members) {
      PutText(member.key, &bytes);
      PutText(member.text, &bytes);
    }
  } else if (const auto* money = std::get_if<reduce::MoneySummary>(&cell.typed)) {
    bytes.push_back(static_cast<char>(Typed::kMoney));
    PutMoney(*money, &bytes);
  } else {
    bytes.push_back(static_cast<char>(Typed::kReading));
    PutText(reduce::EncodeReading(ReadingOf(cell.typed)), &bytes);
  }
  PutSize(cell.rests_on.size(), &bytes);
  for (const uint32_t mark : cell.rests_on) PutSize(mark, &bytes);
  bytes.append(cell.message);
  return bytes;
}

absl::StatusOr<ReadyCell> DecodeReadyCell(std::string_view bytes) {
  Pieces pieces(bytes);
  ReadyCell cell;
  cell.covered = pieces.Byte(1) == 1;
  cell.state =
      static_cast<reduce::CellState>(pieces.Byte(static_cast<uint8_t>(reduce::CellState::kValue)));
  cell.agreement = static_cast<reduce::Agreement>(
      pieces.Byte(static_cast<uint8_t>(reduce::Agreement::kNotAssessed)));
  bool typed = true;
  switch (static_cast<Typed>(pieces.Byte(static_cast<uint8_t>(Typed::kMoney)))) {
    case Typed::kNothing:
      break;
    case Typed::kReading: {
      auto reading = reduce::DecodeReading(pieces.Text());
      typed = reading && SetTyped(*std::move(reading), &cell.typed);
      break;
    }
    case Typed::kMembers: {
      cell.typed = std::vector<reduce::SupportedItem>();
      const size_t count = pieces.Size();
      // Each has two sizes at least.
      if (count > pieces.left() / 2) return absl::DataLossError("a kept cell is cut off");
      cell.members.reserve(count);
      for (size_t i = 0; i < count && pieces.ok(); ++i) {
        const std::string_view key = pieces.Text();
        cell.members.push_back({std::string(key), std::string(pieces.Text())});
      }
      break;
    }
    case Typed::kMoney: {
      reduce::MoneySummary summary;
      typed = TakeMoney(pieces, &summary);
      cell.typed = std::move(summary);
      break;
    }
  }
  const size_t marks = pieces.Size();
  if (marks > pieces.left()) return absl::DataLossError("a kept cell is cut off");
  cell.rests_on.resize(marks);
  for (uint32_t& mark : cell.rests_on) mark = static_cast<uint32_t>(pieces.Size());
  if (!pieces.ok() || !typed) return absl::DataLossError("a kept cell cannot be read");
  cell.message = bytes.substr(bytes.size() - pieces.left());
  return cell;
}

}  // namespace parallax::cells
