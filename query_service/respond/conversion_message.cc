#include "query_service/respond/conversion_message.h"

#include <cstdio>

#include "core/api/record_to_api.h"

namespace parallax::respond {
namespace {

constexpr char kTable[] = "exchange_rates.tsv";
constexpr int kDigits = 12;

v1::RateDateSource ToApi(reduce::DateSource source) {
  switch (source) {
    case reduce::DateSource::kAnnounced:
      return v1::RATE_DATE_SOURCE_ANNOUNCED;
    case reduce::DateSource::kValidTime:
      return v1::RATE_DATE_SOURCE_VALID_TIME;
    case reduce::DateSource::kPublished:
      return v1::RATE_DATE_SOURCE_PUBLISHED;
    case reduce::DateSource::kOtherAmount:
      return v1::RATE_DATE_SOURCE_OTHER_AMOUNT;
  }
  return v1::RATE_DATE_SOURCE_UNSPECIFIED;
}

std::string Text(const value::Decimal& decimal,
                 value::Rounding rounding = value::Rounding::kHalfEven) {
  return decimal.Rounded(kDigits, rounding).ToString();
}

}  // namespace

void FillConversion(const reduce::Conversion& made, const std::string& proposition_id,
                    v1::Conversion* out) {
  using value::Rounding;
  api::ToApi(made.from, out->mutable_from());
  out->set_to_currency_code(made.currency);
  out->set_rate(Text(made.rate.central));
  if (made.rate.spread.low) out->set_lowest_rate(Text(*made.rate.spread.low, Rounding::kDown));
  if (made.rate.spread.high) out->set_highest_rate(Text(*made.rate.spread.high, Rounding::kUp));
  out->set_converted(Text(made.figure));
  if (made.extent.low) out->set_lowest_converted(Text(*made.extent.low, Rounding::kDown));
  if (made.extent.high) out->set_highest_converted(Text(*made.extent.high, Rounding::kUp));
  char period[32];
  if (made.rate.date.month != 0) {
    std::snprintf(period, sizeof period, "%04d-%02d", made.rate.date.year, made.rate.date.month);
  } else {
    std::snprintf(period, sizeof period, "%04d", made.rate.date.year);
  }
  out->set_rate_period(period);
  out->set_date_source(ToApi(made.source));
  out->set_earlier_rate(made.earlier_rate);
  out->set_pegged(made.rate.pegged);
  out->set_table(kTable);
  out->set_proposition_id(proposition_id);
}

}  // namespace parallax::respond
