// The words around a date that open or bound it: "since", "by", "and after", 以来, 截至.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_DATE_FRAME_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_DATE_FRAME_H_

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "ingest_service/recognize/date_point.h"

namespace parallax::recognize {

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words);

// What a frame makes of its point, and where point and frame stand together.
struct Frame {
  int64_t begin = 0;
  int64_t end = 0;
  enum Kind { kNone, kSince, kAfter, kBefore, kUntil } kind = kNone;
  bool at_least = false;
  bool approximate = false;
  bool inclusive = false;
};

// Each looks at one side and changes `frame` only where it finds its words; none looks before
// setting.floor. FrameBefore: English words that end at `from`. `range`: only "from" and "between"
// are taken.
void FrameBefore(std::string_view text, bool range, const DateSetting& setting, int64_t from,
                 Frame* frame);
// FrameAfter: English words that begin at `at`.
void FrameAfter(std::string_view text, int64_t at, Frame* frame);
// ChineseFrame: both sides.
void ChineseFrame(std::string_view text, bool range, const DatePoint& point,
                  const DateSetting& setting, Frame* frame);

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_DATE_FRAME_H_
