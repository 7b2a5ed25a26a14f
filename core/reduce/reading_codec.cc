#include "core/reduce/reading_codec.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/reduce/netstring.h"
#include "core/reduce/proposition.h"
#include "core/value/decimal.h"

namespace parallax::reduce {
namespace {

using record::Reading;

std::string CanonicalDecimal(const std::string& decimal) {
  const auto parsed = value::Decimal::Parse(decimal);
  return parsed ? parsed->ToString() : decimal;
}

template <typename Enum>
int64_t Number(Enum e) {
  return static_cast<int64_t>(e);
}

void Write(NetstringWriter& out, const value::Number& number) {
  out.Add(CanonicalDecimal(number.decimal)).Add(CanonicalDecimal(number.upper));
  out.Add(Number(number.bound)).Add(int64_t{number.last_digit_exponent});
  out.Add(int64_t{number.vague});
}

void Write(NetstringWriter& out, const value::Money& money) {
  out.Add("money");
  Write(out, money.amount);
  out.Add(money.currency).Add(Number(money.basis)).Add(Number(money.stage));
  out.Add(Number(money.payer));
}

void WriteFigure(NetstringWriter& out, const value::Quantity& quantity) {
  Write(out, quantity.number);
  out.Add(quantity.unit);
}

void Write(NetstringWriter& out, const value::Quantity& quantity) {
  out.Add("quantity");
  WriteFigure(out, quantity);
}

void Write(NetstringWriter& out, const value::Percentage& percentage) {
  out.Add("percentage");
  Write(out, percentage.number);
  out.Add(int64_t{percentage.points});
}

void Write(NetstringWriter& out, const value::Change& change) {
  out.Add("change");
  WriteFigure(out, change.from);
  WriteFigure(out, change.to);
  out.Add(change.currency);
}

void Write(NetstringWriter& out, const std::optional<value::CivilDate>& date) {
  if (!date) {
    out.Add("");
    return;
  }
  NetstringWriter parts;
  parts.Add(int64_t{date->year}).Add(int64_t{date->month}).Add(int64_t{date->day});
  out.Add(parts.bytes());
}

void Write(NetstringWriter& out, const value::DateInterval& interval) {
  out.Add("date");
  Write(out, interval.begin);
  Write(out, interval.end);
  out.Add(Number(interval.begin_precision)).Add(Number(interval.end_precision));
  out.Add(int64_t{interval.to_present}).Add(int64_t{interval.approximate});
  out.Add(int64_t{interval.at_least_since});
}

void Write(NetstringWriter& out, const value::LevelSpan& span) {
  out.Add("level").Add(span.scale_id).Add(span.lowest_level_id).Add(span.highest_level_id);
  out.Add(int64_t{span.lowest_rank}).Add(int64_t{span.highest_rank});
}

void WriteSet(NetstringWriter& out, std::vector<std::string> keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  for (const std::string& key : keys) out.Add(key);
}

void Write(NetstringWriter& out, const record::EntitySet& set) {
  out.Add("entities");
  std::vector<std::string> keys;
  for (const record::EntityRef& entity : set.entities) keys.push_back(EntityKey(entity));
  WriteSet(out, std::move(keys));
}

void Write(NetstringWriter& out, const record::ItemList& list) {
  out.Add("items");
  std::vector<std::string> keys;
  for (const record::ListItem& item : list.items) keys.push_back(ItemKey(item));
  WriteSet(out, std::move(keys));
}

// Reads element after element; `ok` turns false at the first that is missing or out of range.
class Parser {
 public:
  explicit Parser(std::string_view bytes) : reader_(bytes) {}

  std::string Text() {
    const auto element = reader_.Next();
    if (!element) ok_ = false;
    return std::string(element.value_or(std::string_view()));
  }
  int64_t Int(int64_t lowest, int64_t highest) {
    const auto number = reader_.NextInt();
    if (!number || *number < lowest || *number > highest) {
      ok_ = false;
      return lowest;
    }
    return *number;
  }
  template <typename Enum>
  Enum OneOf(Enum last) {
    return static_cast<Enum>(Int(0, static_cast<int64_t>(last)));
  }
  bool Flag() { return Int(0, 1) == 1; }

  value::Number Figure() {
    value::Number number;
    number.decimal = Text();
    number.upper = Text();
    number.bound = OneOf(value::Bound::kRange);
    number.last_digit_exponent = static_cast<int32_t>(Int(INT32_MIN, INT32_MAX));
    number.vague = Flag();
    return number;
  }
  value::Quantity FigureWithUnit() {
    value::Quantity quantity;
    quantity.number = Figure();
    quantity.unit = Text();
    return quantity;
  }
  std::optional<value::CivilDate> Date() {
    const std::string bytes = Text();
    if (bytes.empty()) return std::nullopt;
    Parser parts(bytes);
    value::CivilDate date;
    date.year = static_cast<int32_t>(parts.Int(-1000000, 1000000));
    date.month = static_cast<int32_t>(parts.Int(1, 12));
    date.day = static_cast<int32_t>(parts.Int(1, 31));
    if (!parts.Done()) ok_ = false;
    return date;
  }
  bool AtEnd() const { return reader_.AtEnd(); }
  bool ok() const { return ok_; }
  bool Done() const { return ok_ && reader_.AtEnd(); }

 private:
  NetstringReader reader_;
  bool ok_ = true;
};

value::Money ParseMoney(Parser& in) {
  value::Money money;
  money.amount = in.Figure();
  money.currency = in.Text();
  money.basis = in.OneOf(value::AmountBasis::kCumulative);
  money.stage = in.OneOf(value::CommitmentStage::kDisbursed);
  money.payer = in.OneOf(value::Payer::kMixed);
  return money;
}

value::Percentage ParsePercentage(Parser& in) {
  value::Percentage percentage;
  percentage.number = in.Figure();
  percentage.points = in.Flag();
  return percentage;
}

value::Change ParseChange(Parser& in) {
  value::Change change;
  change.from = in.FigureWithUnit();
  change.to = in.FigureWithUnit();
  change.currency = in.Text();
  return change;
}

value::DateInterval ParseDates(Parser& in) {
  value::DateInterval interval;
  interval.begin = in.Date();
  interval.end = in.Date();
  interval.begin_precision = in.OneOf(value::DatePrecision::kCentury);
  interval.end_precision = in.OneOf(value::DatePrecision::kCentury);
  interval.to_present = in.Flag();
  interval.approximate = in.Flag();
  interval.at_least_since = in.Flag();
  return interval;
}

value::LevelSpan ParseLevels(Parser& in) {
  value::LevelSpan span;
  span.scale_id = in.Text();
  span.lowest_level_id = in.Text();
  span.highest_level_id = in.Text();
  span.lowest_rank = static_cast<int32_t>(in.Int(INT32_MIN, INT32_MAX));
  span.highest_rank = static_cast<int32_t>(in.Int(INT32_MIN, INT32_MAX));
  return span;
}

record::EntitySet ParseEntities(Parser& in) {
  record::EntitySet set;
  while (in.ok() && !in.AtEnd()) {
    const std::string key = in.Text();
    if (key.rfind('~', 0) == 0) {
      set.entities.push_back({.entity_id = "", .written = key.substr(1)});
    } else {
      set.entities.push_back({.entity_id = key, .written = ""});
    }
  }
  return set;
}

record::ItemList ParseItems(Parser& in) {
  record::ItemList list;
  while (in.ok() && !in.AtEnd()) {
    record::ListItem item;
    item.text = in.Text();
    list.items.push_back(std::move(item));
  }
  return list;
}

}  // namespace

std::string ItemKey(const record::ListItem& item) { return FoldWords(item.text); }

std::string EntityKey(const record::EntityRef& entity) {
  return entity.entity_id.empty() ? "~" + FoldWords(entity.written) : entity.entity_id;
}

std::string EncodeReading(const Reading& reading) {
  NetstringWriter out;
  std::visit([&](const auto& typed) { Write(out, typed); }, reading);
  return std::move(out).Take();
}

std::optional<Reading> DecodeReading(std::string_view bytes) {
  Parser in(bytes);
  const std::string type = in.Text();
  Reading reading;
  if (type == "money") {
    reading = ParseMoney(in);
  } else if (type == "quantity") {
    reading = in.FigureWithUnit();
  } else if (type == "percentage") {
    reading = ParsePercentage(in);
  } else if (type == "change") {
    reading = ParseChange(in);
  } else if (type == "date") {
    reading = ParseDates(in);
  } else if (type == "level") {
    reading = ParseLevels(in);
  } else if (type == "entities") {
    reading = ParseEntities(in);
  } else if (type == "items") {
    reading = ParseItems(in);
  } else {
    return std::nullopt;
  }
  if (!in.Done() || EncodeReading(reading) != bytes) return std::nullopt;
  return reading;
}

}  // namespace parallax::reduce
