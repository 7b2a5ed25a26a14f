// Tells a Chinese name from the same characters at the seam of two words: 通义 in 普通义务, 水利部
// in 水利部门.
#ifndef PARALLAX_INGEST_SERVICE_LINK_WORD_STRADDLE_H_
#define PARALLAX_INGEST_SERVICE_LINK_WORD_STRADDLE_H_

#include <cstdint>
#include <string_view>

namespace parallax::link {

// Whether text[begin, end), two to four Han characters of folded text, is more likely a piece of
// the words around it than a name: both of its ends lie within common words, or its end lies within
// one and what is left of it is a common word itself. A name beside which another word may as well
// begin or end is no piece (商务部分析: 部分 is a word, 分析 too). Other ranges never straddle.
// Thread-safe; O(1).
bool StraddlesWords(std::string_view text, int64_t begin, int64_t end);

// Whether what stands behind the name text[begin, end) makes another word of it: 中国式, 中国特色,
// 香港时间, 马克思主义. Folded text. Thread-safe; O(1).
bool MakesAnotherWord(std::string_view text, int64_t begin, int64_t end, std::string_view kind);

// Whether the place or economy text[begin, end) of folded text is only a part of a body's name: the
// branch of a bank in a country (某银行（中国）).
// Thread-safe; O(1).
bool IsPartOfBody(std::string_view text, int64_t begin, int64_t end, std::string_view kind);

// Whether the two Han characters at `at` are a common word. Thread-safe; O(1).
bool IsCommonWord(std::string_view text, int64_t at);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_WORD_STRADDLE_H_
