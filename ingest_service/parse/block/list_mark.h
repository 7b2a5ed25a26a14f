// The mark that begins a list item, in the many ways that people write it. Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_BLOCK_LIST_MARK_H_
#define PARALLAX_INGEST_SERVICE_PARSE_BLOCK_LIST_MARK_H_

#include <cstdint>
#include <string_view>

namespace parallax::parse {

// Marks of one family count on from each other and are of one depth.
enum class MarkFamily : uint8_t {
  kNone,
  kBullet,          // • ‣ ◦ ▪ ● · – — - * +
  kArabicPoint,     // 1.  1、 1．
  kArabicBracket,   // 1)  (1) （1）
  kSectioned,       // 1.1  2.3.4
  kLatin,           // a)  (a)  a.
  kRoman,           // (ii)  iv)
  kChinese,         // 一、
  kChineseBracket,  // （一）
  kChineseOrdinal,  // 第一条
  kCircled,         // ① ⑴ ⒈
};

struct ListMark {
  MarkFamily family = MarkFamily::kNone;
  int64_t size_bytes = 0;     // of the mark itself, "1." or "（一）"
  int64_t content_begin = 0;  // behind the white space that follows it
  int32_t ordinal = 0;        // 1-based; 0 for bullets
  int32_t depth = 0;          // of kSectioned: the number of figures, 2 for "1.1"
  // The mark also begins ordinary sentences ("A. Smith", "5. Mai"): it counts only in a sequence.
  bool doubtful = false;
};

// Reads the mark at the begin of `line`; kNone where there is none or nothing follows it.
// REQUIRES: `line` is trimmed valid UTF-8.
ListMark ReadListMark(std::string_view line);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_BLOCK_LIST_MARK_H_
