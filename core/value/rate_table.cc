#include "core/value/rate_table.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "absl/status/status.h"

namespace parallax::value {
namespace {

std::string_view NextField(std::string_view* line) {
  const size_t tab = line->find('\t');
  const std::string_view field = line->substr(0, tab);
  *line = tab == std::string_view::npos ? std::string_view() : line->substr(tab + 1);
  return field;
}

// Official parities to the dollar: in force since 1997 (AED), 1986 (SAR), 2001 (QAR), 2001 (BHD),
// 1986 (OMR).
struct Peg {
  std::string_view currency, rate;
  int32_t since;
};
constexpr Peg kPegs[] = {{"AED", "3.6725", 1997},
                         {"SAR", "3.75", 1986},
                         {"QAR", "3.64", 2001},
                         {"BHD", "0.376", 2001},
                         {"OMR", "0.3845", 1986}};

}  // namespace

absl::StatusOr<RateTable> RateTable::Parse(std::string_view text) {
  RateTable table;
  int64_t number = 0;
  const auto malformed = [&](const char* what) {
    return absl::InvalidArgumentError("exchange rates, line " + std::to_string(number) + ": " +
                                      what);
  };
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    ++number;
    if (line.empty()) continue;
    if (line[0] == '#') {
      table.source_ += std::string(line.substr(1)) + "\n";
      continue;
    }
    const std::string_view currency = NextField(&line);
    const std::string_view year_field = NextField(&line);
    const auto year = Decimal::Parse(year_field);
    if (currency.size() != 3 || !year || !year->ToInt64() || *year->ToInt64() < 1 ||
        *year->ToInt64() > 9999) {
      return malformed("no currency and year");
    }
    Year entry;
    for (int column = 0; column < 13; ++column) {
      std::string_view field = NextField(&line);
      if (field == "-") continue;
      if (column == 0 && !field.empty() && field[0] == '*') field.remove_prefix(1);
      const auto rate = Decimal::Parse(field);
      if (!rate || !(Decimal() < *rate)) return malformed("a rate is no positive number");
      if (column == 0) {
        entry.average = *rate;
      } else {
        entry.months[static_cast<size_t>(column - 1)] = *rate;
      }
    }
    if (!line.empty()) return malformed("too many columns");
    table.currencies_[std::string(currency)][static_cast<int32_t>(*year->ToInt64())] = entry;
  }
  if (table.currencies_.empty())
    return absl::InvalidArgumentError("exchange rates: the table is empty");
  return table;
}

absl::StatusOr<RateTable> RateTable::Load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError("exchange rates: cannot read " + path);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return Parse(text);
}

bool RateTable::Knows(std::string_view currency) const {
  return currency == "USD" || currencies_.find(currency) != currencies_.end() ||
         std::any_of(std::begin(kPegs), std::end(kPegs),
                     [&](const Peg& peg) { return peg.currency == currency; });
}

std::optional<Decimal> RateTable::Month(const std::map<int32_t, Year>& years, int32_t year,
                                        int32_t month) const {
  if (month == 0) {
    --year;
    month = 12;
  } else if (month == 13) {
    ++year;
    month = 1;
  }
  const auto it = years.find(year);
  return it == years.end() ? std::nullopt : it->second.months[static_cast<size_t>(month - 1)];
}

std::optional<RateTable::PerDollar> RateTable::InDollars(std::string_view currency,
                                                         const RateDate& date) const {
  const Decimal one = Decimal::FromInt(1);
  if (currency == "USD") return PerDollar{one, one, one, date, false};
  for (const Peg& peg : kPegs) {
    if (peg.currency == currency && date.year >= peg.since) {
      const Decimal rate = *Decimal::Parse(peg.rate);
      return PerDollar{rate, rate, rate, date, true};
    }
  }
  const auto it = currencies_.find(currency);
  if (it == currencies_.end() || date.month < 0 || date.month > 12) return std::nullopt;
  const auto& years = it->second;
  const auto widen = [](PerDollar* out, const std::optional<Decimal>& rate) {
    if (!rate) return;
    out->low = std::min(out->low, *rate);
    out->high = std::max(out->high, *rate);
  };
  // The month itself, or for a month not yet in the table the latest one within two years.
  if (date.month != 0) {
    RateDate at = date;
    for (int back = 0; back <= 24; ++back) {
      if (const auto rate = Month(years, at.year, at.month)) {
        PerDollar out{*rate, *rate, *rate, at, false};
        widen(&out, Month(years, at.year, at.month - 1));
        widen(&out, Month(years, at.year, at.month + 1));
        return out;
      }
      if (--at.month == 0) at = {at.year - 1, 12};
    }
    return std::nullopt;
  }
  for (int back = 0; back <= 2; ++back) {
    const auto year = years.find(date.year - back);
    if (year == years.end()) continue;
    std::optional<PerDollar> out;
    for (const auto& rate : year->second.months) {
      if (!rate) continue;
      if (!out) out = PerDollar{*rate, *rate, *rate, {year->first, 0}, false};
      widen(&*out, rate);
      if (!year->second.average) out->central = *rate;
    }
    if (year->second.average) {
      if (!out)
        out = PerDollar{*year->second.average,
                        *year->second.average,
                        *year->second.average,
                        {year->first, 0},
                        false};
      out->central = *year->second.average;
    }
    if (out) return out;
  }
  return std::nullopt;
}

std::optional<RateSpan> RateTable::Rate(std::string_view from, std::string_view to,
                                        const RateDate& date) const {
  const auto source = InDollars(from, date);
  const auto target = InDollars(to, date);
  if (!source || !target) return std::nullopt;
  RateSpan span;
  const auto central = Decimal::Divide(target->central, source->central);
  const auto low = Decimal::Divide(target->low, source->high, Rounding::kDown);
  const auto high = Decimal::Divide(target->high, source->low, Rounding::kUp);
  if (!central || !low || !high) return std::nullopt;
  span.central = from == to ? Decimal::FromInt(1) : *central;
  span.spread = from == to ? Interval::Point(Decimal::FromInt(1)) : Interval{*low, *high};
  span.date = source->date.year < target->date.year ? source->date : target->date;
  if (from == "USD") span.date = target->date;
  if (to == "USD") span.date = source->date;
  span.pegged = source->pegged || target->pegged;
  return span;
}

}  // namespace parallax::value
