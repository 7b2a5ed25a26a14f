// A value while it is being recognized: what the scanner finds and the joiner ties together, before
// it becomes a RecognizedValue.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_DRAFT_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_DRAFT_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/value/typed_value.h"
#include "ingest_service/recognize/figure.h"
#include "ingest_service/recognize/money_reader.h"
#include "ingest_service/recognize/recognizer.h"

namespace parallax::recognize {

struct Draft {
  Kind kind = Kind::kNumber;
  int64_t begin = 0;
  int64_t end = 0;
  Figure figure;
  bool has_figure = true;  // false: "dollars", "%" alone, only where every figure is asked for
  bool is_range = false;   // figure to upper_figure
  Figure upper_figure;
  TextSpan lower_span, upper_span;
  value::Bound bound = value::Bound::kExact;
  TextSpan hedge;
  CurrencyMark currency;
  bool currency_before = false;
  std::string_view unit;
  bool unit_counted = false;
  bool points = false;
  int percent_power = 0;
  value::CalendarUnit duration_unit = value::CalendarUnit::kUnspecified;
  value::DateInterval date;
  bool date_resolved = true;
  int64_t rank = 0;
  value::AmountBasis basis = value::AmountBasis::kUnspecified;
  int32_t stated_equivalent_of = -1;
};

// The finished value of a draft.
RecognizedValue Finish(std::string_view text, const Draft& draft);

// Finds the words that hedge the draft's figure, before and after it, and sets its bound and hedge.
// Looks no further back than `floor`.
void ReadHedge(std::string_view text, int64_t floor, Draft* draft);

// Finds "a year", 每年, "in total", 累计 beside a sum.
void ReadBasis(std::string_view text, int64_t floor, Draft* draft);

// Ties neighbours together: ranges ("$1.5–2 trillion", 10%至15%), shared units, and amounts that
// restate the one before ("(about 138 billion USD)"). Linear in the drafts.
void JoinDrafts(std::string_view text, std::vector<Draft>* drafts);

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_DRAFT_H_
