#include "ingest_service/recognize/jsonl.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "core/value/civil_date.h"
#include "core/value/decimal.h"
#include "ingest_service/recognize/recognizer.h"

namespace parallax::recognize {
namespace {

using Json = nlohmann::ordered_json;
using value::CalendarUnit;
using value::DateInterval;
using value::Decimal;

std::string DateValue(const DateInterval& interval) {
  return (interval.begin ? value::FormatDate(*interval.begin) : "..") + "/" +
         (interval.end ? value::FormatDate(*interval.end) : "..");
}

bool IsOneDay(const DateInterval& interval) {
  return interval.begin && interval.end && interval.begin_precision == value::DatePrecision::kDay &&
         interval.end_precision == value::DatePrecision::kDay &&
         value::AddDays(*interval.begin, 1) == *interval.end;
}

int64_t SecondsOf(CalendarUnit unit) {
  switch (unit) {
    case CalendarUnit::kSecond:
      return 1;
    case CalendarUnit::kMinute:
      return 60;
    case CalendarUnit::kHour:
      return 3600;
    case CalendarUnit::kDay:
      return 86400;
    case CalendarUnit::kWeek:
      return 7 * 86400;
    case CalendarUnit::kMonth:
      return 30 * 86400;
    case CalendarUnit::kQuarter:
      return 91 * 86400;
    case CalendarUnit::kYear:
      return 365 * 86400;
    case CalendarUnit::kDecade:
      return 3650LL * 86400;
    case CalendarUnit::kCentury:
      return 36500LL * 86400;
    case CalendarUnit::kUnspecified:
      break;
  }
  return 0;
}

class Results {
 public:
  explicit Results(std::string_view text) : text_(text) {}

  void Add(const RecognizedValue& v) {
    switch (v.kind) {
      case Kind::kNumber:
      case Kind::kQuantity: {
        const auto& quantity = std::get<value::Quantity>(v.reading);
        AddNumber(v, quantity.number, v.kind == Kind::kNumber ? "number" : "quantity",
                  quantity.unit);
        break;
      }
      case Kind::kPercentage:
        AddNumber(v, std::get<value::Percentage>(v.reading).number, "percentage", "%");
        break;
      case Kind::kMoney: {
        const auto& money = std::get<value::Money>(v.reading);
        value::Number amount = money.amount;
        std::string unit = money.currency;
        if (!money.minor_unit.empty() && !amount.decimal.empty()) {
          // Stated in hundredths: the figure as it stands, under the part's own name.
          amount.decimal = Times(amount.decimal, 2);
          if (!amount.upper.empty()) amount.upper = Times(amount.upper, 2);
          unit =
              money.minor_unit == "sen" ? "Sen" : (money.minor_unit == "penny" ? "Pence" : "Cent");
        }
        AddNumber(v, amount, "currency", unit);
        break;
      }
      case Kind::kOrdinal:
        Push(v.begin, v.end, "ordinal", std::to_string(std::get<value::Ordinal>(v.reading).rank),
             "");
        break;
      case Kind::kDate: {
        const auto& interval = std::get<DateInterval>(v.reading);
        if (!interval.begin && !interval.end) {
          Push(v.begin, v.end,
               interval.begin_precision == value::DatePrecision::kUnspecified ||
                       interval.begin_precision == value::DatePrecision::kDay
                   ? "date"
                   : "daterange",
               nullptr, "");
        } else if (IsOneDay(interval)) {
          Push(v.begin, v.end, "date", value::FormatDate(*interval.begin), "");
        } else {
          Push(v.begin, v.end, "daterange", DateValue(interval), "");
        }
        break;
      }
      case Kind::kDuration: {
        const auto& duration = std::get<value::Duration>(v.reading);
        const auto count = Decimal::Parse(duration.count.decimal);
        Json seconds = nullptr;
        if (count)
          seconds =
              Decimal::Multiply(*count, Decimal::FromInt(SecondsOf(duration.unit))).ToString();
        Push(v.begin, v.end, "duration", seconds, "");
        break;
      }
    }
  }

  Json Take() { return std::move(results_); }

 private:
  static std::string Times(const std::string& decimal, int power) {
    const auto parsed = Decimal::Parse(decimal);
    if (!parsed) return decimal;
    return parsed->Scaled(power).value_or(*parsed).ToString();
  }

  void AddNumber(const RecognizedValue& v, const value::Number& number, const char* type,
                 const std::string& unit) {
    if (!v.lower.empty() && !v.upper.empty()) {
      Push(v.lower.begin, v.lower.end, type, number.decimal, unit);
      Push(v.upper.begin, v.upper.end, type, number.upper, unit);
      return;
    }
    Json decimal = nullptr;
    if (!number.decimal.empty()) decimal = number.decimal;
    Push(v.begin, v.end, type, decimal, unit);
  }

  void Push(int64_t begin, int64_t end, const char* type, const Json& value,
            const std::string& unit) {
    Json result;
    result["start"] = begin;
    result["end"] = end;
    result["text"] =
        std::string(text_.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin)));
    result["type"] = type;
    result["value"] = value;
    result["unit"] = unit;
    results_.push_back(std::move(result));
  }

  std::string_view text_;
  Json results_ = Json::array();
};

std::string StringField(const Json& object, const char* name) {
  const auto it = object.find(name);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

}  // namespace

absl::StatusOr<std::string> RecognizeJsonLine(std::string_view line) {
  const Json request = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (request.is_discarded() || !request.is_object())
    return absl::InvalidArgumentError("the line is no JSON object");
  const auto input_it = request.find("input");
  if (input_it == request.end() || !input_it->is_string())
    return absl::InvalidArgumentError("\"input\" is no string");
  const std::string input = input_it->get<std::string>();
  const std::string kind = StringField(request, "kind");
  const std::string language = StringField(request, "lang");
  const std::string region = StringField(request, "region");
  Context context;
  context.language = language;
  context.region = region;
  const std::string reference = StringField(request, "ref");
  if (reference.size() >= 10)
    context.reference_date = value::ParseDate(std::string_view(reference).substr(0, 10));
  Layers none{false, false, false, false, false, false, false};
  if (kind == "number") {
    context.layers = none;
    context.layers.numbers = true;
  } else if (kind == "percent") {
    context.layers = none;
    context.layers.percentages = true;
  } else if (kind == "currency") {
    context.layers = none;
    context.layers.money = true;
  } else if (kind == "datetime" || kind == "dateperiod" || kind == "dateperiod_span") {
    context.layers = none;
    context.layers.dates = context.layers.durations = true;
  } else if (!kind.empty() && kind != "all") {
    return absl::InvalidArgumentError(
        "\"kind\" is none of number, percent, currency, datetime, dateperiod, dateperiod_span, "
        "all");
  }
  context.every_figure = !kind.empty() && kind != "all";
  Results results(input);
  for (const RecognizedValue& v : Recognizer::Default().Recognize(input, context)) results.Add(v);
  Json reply;
  reply["id"] = request.contains("id") ? request["id"] : Json(nullptr);
  reply["kind"] = kind;
  reply["input"] = input;
  reply["results"] = results.Take();
  return reply.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace parallax::recognize
