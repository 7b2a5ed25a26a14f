// The one pass over a text: stops where a value may begin, and lets the readers take it from there.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_SCANNER_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_SCANNER_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest_service/recognize/date_point.h"
#include "ingest_service/recognize/draft.h"
#include "ingest_service/recognize/figure.h"
#include "ingest_service/recognize/money_reader.h"
#include "ingest_service/recognize/recognizer.h"

namespace parallax::recognize {

// Scans one text. Used once and thrown away; not thread-safe. `text` and `context` must outlive it.
class Scanner {
 public:
  Scanner(std::string_view text, const Context& context);

  // Appends the drafts in text order, without overlap.
  void Run(std::vector<Draft>* drafts);

 private:
  // Each returns where the scan goes on; at least one character after `at`.
  int64_t AtWord(int64_t at, int64_t end);
  int64_t AtFigure(int64_t at);
  int64_t AtMark(int64_t at);
  int64_t AtHan(int64_t at, int size);

  bool TryDate(int64_t at);
  bool TryMoney(int64_t at);
  bool TryPercentBefore(int64_t at);
  // The figure at `at` with what follows it. `allow_bare`: it counts alone as well.
  bool TryFigure(int64_t at, bool allow_bare);
  bool TryOrdinal(int64_t at);
  bool TryDistance(const Figure& figure, value::CalendarUnit unit, int64_t end);
  bool TryDiscount(const Figure& figure);

  bool IsLoneHanCount(const Figure& figure) const;
  bool StartsInsideName(int64_t at) const;
  // Whether "200 pounds" may be a sum here, rather than a weight.
  bool PoundsAreMoney() const;
  void ExtendMoney(Draft* draft, bool mark_before);
  void Add(Draft draft);

  std::string_view text_;
  const Context& context_;
  MoneySetting money_;
  DateSetting date_;
  FigureMode mode_;
  bool chinese_ = false;
  std::vector<Draft>* drafts_ = nullptr;
  int64_t taken_ = 0;  // the end of the last value: nothing before it is looked at again
};

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_SCANNER_H_
