#include "core/storage/value_codec.h"

#include <variant>

namespace parallax::storage {
namespace {

constexpr auto kBounds = MakeEnumTable<value::Bound, v1::Bound>({
    {value::Bound::kExact, v1::BOUND_EXACT},
    {value::Bound::kApproximate, v1::BOUND_APPROXIMATE},
    {value::Bound::kAtLeast, v1::BOUND_AT_LEAST},
    {value::Bound::kMoreThan, v1::BOUND_MORE_THAN},
    {value::Bound::kAtMost, v1::BOUND_AT_MOST},
    {value::Bound::kLessThan, v1::BOUND_LESS_THAN},
    {value::Bound::kRange, v1::BOUND_RANGE},
});
constexpr auto kBases = MakeEnumTable<value::AmountBasis, v1::AmountBasis>({
    {value::AmountBasis::kUnspecified, v1::AMOUNT_BASIS_UNSPECIFIED},
    {value::AmountBasis::kTotal, v1::AMOUNT_BASIS_TOTAL},
    {value::AmountBasis::kAnnual, v1::AMOUNT_BASIS_ANNUAL},
    {value::AmountBasis::kCumulative, v1::AMOUNT_BASIS_CUMULATIVE},
});
constexpr auto kStages = MakeEnumTable<value::CommitmentStage, v1::CommitmentStage>({
    {value::CommitmentStage::kUnspecified, v1::COMMITMENT_STAGE_UNSPECIFIED},
    {value::CommitmentStage::kAnnounced, v1::COMMITMENT_STAGE_ANNOUNCED},
    {value::CommitmentStage::kAuthorised, v1::COMMITMENT_STAGE_AUTHORISED},
    {value::CommitmentStage::kDisbursed, v1::COMMITMENT_STAGE_DISBURSED},
});
constexpr auto kPayers = MakeEnumTable<value::Payer, v1::Payer>({
    {value::Payer::kUnspecified, v1::PAYER_UNSPECIFIED},
    {value::Payer::kPublic, v1::PAYER_PUBLIC},
    {value::Payer::kPrivate, v1::PAYER_PRIVATE},
    {value::Payer::kMixed, v1::PAYER_MIXED},
});
constexpr auto kPrecisions = MakeEnumTable<value::DatePrecision, v1::DatePrecision>({
    {value::DatePrecision::kUnspecified, v1::DATE_PRECISION_UNSPECIFIED},
    {value::DatePrecision::kDay, v1::DATE_PRECISION_DAY},
    {value::DatePrecision::kWeek, v1::DATE_PRECISION_WEEK},
    {value::DatePrecision::kMonth, v1::DATE_PRECISION_MONTH},
    {value::DatePrecision::kQuarter, v1::DATE_PRECISION_QUARTER},
    {value::DatePrecision::kHalfYear, v1::DATE_PRECISION_HALF_YEAR},
    {value::DatePrecision::kSeason, v1::DATE_PRECISION_SEASON},
    {value::DatePrecision::kYear, v1::DATE_PRECISION_YEAR},
    {value::DatePrecision::kFiveYear, v1::DATE_PRECISION_FIVE_YEAR},
    {value::DatePrecision::kDecade, v1::DATE_PRECISION_DECADE},
    {value::DatePrecision::kCentury, v1::DATE_PRECISION_CENTURY},
});

void ToProto(const value::Number& number, v1::Number& out) {
  out.set_decimal(number.decimal);
  out.set_upper(number.upper);
  out.set_bound(kBounds.ToStored(number.bound));
  out.set_last_digit_exponent(number.last_digit_exponent);
  out.set_written(number.written);
}

value::Number FromProto(const v1::Number& in) {
  return {.decimal = in.decimal(),
          .upper = in.upper(),
          .bound = kBounds.ToPlain(in.bound()),
          .last_digit_exponent = in.last_digit_exponent(),
          .written = in.written()};
}

void ToProto(const value::Quantity& quantity, v1::Quantity& out) {
  ToProto(quantity.number, *out.mutable_number());
  out.set_unit(quantity.unit);
}

value::Quantity FromProto(const v1::Quantity& in) {
  return {.number = FromProto(in.number()), .unit = in.unit()};
}

void ToProto(const value::CivilDate& date, v1::CivilDate& out) {
  out.set_year(date.year);
  out.set_month(date.month);
  out.set_day(date.day);
}

value::CivilDate FromProto(const v1::CivilDate& in) {
  return {.year = in.year(), .month = in.month(), .day = in.day()};
}

void ToProto(const record::EntityRef& ref, v1::EntityRef& out) {
  out.set_entity_id(ref.entity_id);
  out.set_written(ref.written);
}

record::EntityRef FromProto(const v1::EntityRef& in) {
  return {.entity_id = in.entity_id(), .written = in.written()};
}

struct ReadingWriter {
  v1::Reading& out;

  void operator()(const value::Money& money) const {
    v1::Money& m = *out.mutable_money();
    ToProto(money.amount, *m.mutable_amount());
    m.set_currency(money.currency);
    m.set_currency_reason(money.currency_reason);
    m.set_basis(kBases.ToStored(money.basis));
    m.set_stage(kStages.ToStored(money.stage));
    m.set_payer(kPayers.ToStored(money.payer));
  }
  void operator()(const value::Quantity& quantity) const {
    ToProto(quantity, *out.mutable_quantity());
  }
  void operator()(const value::Percentage& percentage) const {
    ToProto(percentage.number, *out.mutable_percentage()->mutable_number());
    out.mutable_percentage()->set_points(percentage.points);
  }
  void operator()(const value::Change& change) const {
    ToProto(change.from, *out.mutable_change()->mutable_from());
    ToProto(change.to, *out.mutable_change()->mutable_to());
    out.mutable_change()->set_currency(change.currency);
  }
  void operator()(const value::DateInterval& interval) const {
    storage::ToProto(interval, *out.mutable_date_interval());
  }
  void operator()(const value::LevelSpan& span) const {
    v1::LevelSpan& s = *out.mutable_level_span();
    s.set_scale_id(span.scale_id);
    s.set_lowest_level_id(span.lowest_level_id);
    s.set_highest_level_id(span.highest_level_id);
    s.set_lowest_rank(span.lowest_rank);
    s.set_highest_rank(span.highest_rank);
  }
  void operator()(const record::EntitySet& set) const {
    v1::EntitySet& s = *out.mutable_entity_set();
    for (const record::EntityRef& ref : set.entities) ToProto(ref, *s.add_entities());
  }
  void operator()(const record::ItemList& list) const {
    v1::ItemList& l = *out.mutable_item_list();
    for (const record::ListItem& item : list.items) {
      v1::ListItem& i = *l.add_items();
      i.set_text(item.text);
      storage::ToProto(item.span, *i.mutable_span());
      for (const record::EntityRef& ref : item.entities) ToProto(ref, *i.add_entities());
    }
  }
};

value::Money FromProto(const v1::Money& in) {
  return {.amount = FromProto(in.amount()),
          .currency = in.currency(),
          .currency_reason = in.currency_reason(),
          .basis = kBases.ToPlain(in.basis()),
          .stage = kStages.ToPlain(in.stage()),
          .payer = kPayers.ToPlain(in.payer())};
}

value::LevelSpan FromProto(const v1::LevelSpan& in) {
  return {.scale_id = in.scale_id(),
          .lowest_level_id = in.lowest_level_id(),
          .highest_level_id = in.highest_level_id(),
          .lowest_rank = in.lowest_rank(),
          .highest_rank = in.highest_rank()};
}

record::EntitySet FromProto(const v1::EntitySet& in) {
  record::EntitySet set;
  for (const v1::EntityRef& ref : in.entities()) set.entities.push_back(FromProto(ref));
  return set;
}

record::ItemList FromProto(const v1::ItemList& in) {
  record::ItemList list;
  for (const v1::ListItem& i : in.items()) {
    record::ListItem item{.text = i.text(), .span = storage::FromProto(i.span()), .entities = {}};
    for (const v1::EntityRef& ref : i.entities()) item.entities.push_back(FromProto(ref));
    list.items.push_back(std::move(item));
  }
  return list;
}

}  // namespace

void ToProto(const text::ByteSpan& span, v1::Span& out) {
  out.set_begin_byte(span.begin_byte);
  out.set_end_byte(span.end_byte);
}

text::ByteSpan FromProto(const v1::Span& span) { return {span.begin_byte(), span.end_byte()}; }

void ToProto(const value::DateInterval& interval, v1::DateInterval& out) {
  if (interval.begin.has_value()) ToProto(*interval.begin, *out.mutable_begin());
  if (interval.end.has_value()) ToProto(*interval.end, *out.mutable_end());
  out.set_begin_precision(kPrecisions.ToStored(interval.begin_precision));
  out.set_end_precision(kPrecisions.ToStored(interval.end_precision));
  out.set_to_present(interval.to_present);
  out.set_approximate(interval.approximate);
  out.set_at_least_since(interval.at_least_since);
  out.set_relative(interval.relative);
}

value::DateInterval FromProto(const v1::DateInterval& in) {
  value::DateInterval interval;
  if (in.has_begin()) interval.begin = FromProto(in.begin());
  if (in.has_end()) interval.end = FromProto(in.end());
  interval.begin_precision = kPrecisions.ToPlain(in.begin_precision());
  interval.end_precision = kPrecisions.ToPlain(in.end_precision());
  interval.to_present = in.to_present();
  interval.approximate = in.approximate();
  interval.at_least_since = in.at_least_since();
  interval.relative = in.relative();
  return interval;
}

void ToProto(const record::Reading& reading, v1::Reading& out) {
  std::visit(ReadingWriter{out}, reading);
}

bool FromProto(const v1::Reading& in, record::Reading& out) {
  switch (in.reading_case()) {
    case v1::Reading::kMoney:
      out = FromProto(in.money());
      return true;
    case v1::Reading::kQuantity:
      out = FromProto(in.quantity());
      return true;
    case v1::Reading::kPercentage:
      out = value::Percentage{.number = FromProto(in.percentage().number()),
                              .points = in.percentage().points()};
      return true;
    case v1::Reading::kChange:
      out = value::Change{.from = FromProto(in.change().from()),
                          .to = FromProto(in.change().to()),
                          .currency = in.change().currency()};
      return true;
    case v1::Reading::kDateInterval:
      out = FromProto(in.date_interval());
      return true;
    case v1::Reading::kLevelSpan:
      out = FromProto(in.level_span());
      return true;
    case v1::Reading::kEntitySet:
      out = FromProto(in.entity_set());
      return true;
    case v1::Reading::kItemList:
      out = FromProto(in.item_list());
      return true;
    case v1::Reading::READING_NOT_SET:
      return false;
  }
  return false;
}

}  // namespace parallax::storage
