#include "query_service/translate/cue.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::translate {
namespace {

struct Word {
  std::string_view text;
  std::optional<CueKind> kind;  // nothing: not a cue, though a shorter one stands in it
  bool weak = false;
};

// The longest that begins at a place wins. Written in both scripts where they differ.
constexpr auto kHan = std::to_array<Word>({
    {"不", CueKind::kNegation},
    {"没", CueKind::kNegation},
    {"沒", CueKind::kNegation},
    {"没有", CueKind::kNegation},
    {"沒有", CueKind::kNegation},
    {"无", CueKind::kNegation},
    {"無", CueKind::kNegation},
    {"无法", CueKind::kNegation},
    {"無法", CueKind::kNegation},
    {"未", CueKind::kNegation},
    {"未能", CueKind::kNegation},
    {"并非", CueKind::kNegation},
    {"並非", CueKind::kNegation},
    {"绝非", CueKind::kNegation},
    {"絕非", CueKind::kNegation},
    {"而非", CueKind::kNegation},
    {"不可能", CueKind::kNegation},
    {"不能", CueKind::kNegation},
    {"可能", CueKind::kHedge},
    {"也许", CueKind::kHedge},
    {"也許", CueKind::kHedge},
    {"或许", CueKind::kHedge},
    {"或許", CueKind::kHedge},
    {"恐怕", CueKind::kHedge},
    {"恐将", CueKind::kHedge},
    {"恐將", CueKind::kHedge},
    {"恐难", CueKind::kHedge},
    {"恐難", CueKind::kHedge},
    {"大概", CueKind::kHedge},
    {"似乎", CueKind::kHedge},
    {"或将", CueKind::kHedge},
    {"或將", CueKind::kHedge},
    {"或会", CueKind::kHedge},
    {"或會", CueKind::kHedge},
    {"有望", CueKind::kHedge},
    {"未必", CueKind::kHedge},
    {"说不定", CueKind::kHedge},
    {"說不定", CueKind::kHedge},
    {"完全", CueKind::kExtent},
    {"彻底", CueKind::kExtent},
    {"徹底", CueKind::kExtent},
    {"部分", CueKind::kExtent},
    {"一定程度", CueKind::kExtent},
    {"缺乏", CueKind::kNegation, true},
    {"缺少", CueKind::kNegation, true},
    {"短缺", CueKind::kNegation, true},
    {"欠缺", CueKind::kNegation, true},
    {"拒绝", CueKind::kNegation, true},
    {"拒絕", CueKind::kNegation, true},
    {"否认", CueKind::kNegation, true},
    {"否認", CueKind::kNegation, true},
    {"禁止", CueKind::kNegation, true},
    {"难以", CueKind::kNegation, true},
    {"難以", CueKind::kNegation, true},
    {"很少", CueKind::kNegation, true},
    {"避免", CueKind::kNegation, true},
    {"防止", CueKind::kNegation, true},
    {"除非", CueKind::kNegation, true},
    // Words that only look like it.
    {"不断", {}},
    {"不斷", {}},
    {"不仅", {}},
    {"不僅", {}},
    {"不但", {}},
    {"不只", {}},
    {"不过", {}},
    {"不過", {}},
    {"不同", {}},
    {"不少", {}},
    {"不久", {}},
    {"不得不", {}},
    {"不可或缺", {}},
    {"不管", {}},
    {"不论", {}},
    {"不論", {}},
    {"不错", {}},
    {"不錯", {}},
    {"不惜", {}},
    {"不禁", {}},
    {"差不多", {}},
    {"无论", {}},
    {"無論", {}},
    {"无疑", {}},
    {"無疑", {}},
    {"无数", {}},
    {"無數", {}},
    {"无线", {}},
    {"無線", {}},
    {"无人机", {}},
    {"無人機", {}},
    {"未来", {}},
    {"未來", {}},
    {"大部分", {}},
    {"沒收", {}},
    {"没收", {}},
    {"淹没", {}},
    {"淹沒", {}},
});
// 恐 before these is a hedge: 恐無法, 恐会.
constexpr auto kAfterFear = std::to_array<std::string_view>(
    {"无", "無", "不", "未", "会", "會", "难", "難", "将", "將", "成", "引", "影"});

constexpr auto kEnglish = std::to_array<Word>({
    {"not", CueKind::kNegation},
    {"no", CueKind::kNegation},
    {"never", CueKind::kNegation},
    {"none", CueKind::kNegation},
    {"nor", CueKind::kNegation},
    {"neither", CueKind::kNegation},
    {"cannot", CueKind::kNegation},
    {"without", CueKind::kNegation},
    {"unable", CueKind::kNegation},
    {"fails to", CueKind::kNegation},
    {"failed to", CueKind::kNegation},
    {"fail to", CueKind::kNegation},
    {"may", CueKind::kHedge},
    {"might", CueKind::kHedge},
    {"could", CueKind::kHedge},
    {"possibly", CueKind::kHedge},
    {"perhaps", CueKind::kHedge},
    {"maybe", CueKind::kHedge},
    {"likely", CueKind::kHedge},
    {"probably", CueKind::kHedge},
    {"potentially", CueKind::kHedge},
    {"seems", CueKind::kHedge},
    {"seem", CueKind::kHedge},
    {"seemed", CueKind::kHedge},
    {"appears to", CueKind::kHedge},
    {"appear to", CueKind::kHedge},
    {"appeared to", CueKind::kHedge},
    {"possible", CueKind::kHedge},
    {"fully", CueKind::kExtent},
    {"completely", CueKind::kExtent},
    {"entirely", CueKind::kExtent},
    {"wholly", CueKind::kExtent},
    {"totally", CueKind::kExtent},
    {"partly", CueKind::kExtent},
    {"partially", CueKind::kExtent},
    {"in part", CueKind::kExtent},
    {"to some extent", CueKind::kExtent},
    {"could not", CueKind::kNegation},
    {"unlikely", CueKind::kHedge},
    {"unclear", CueKind::kNegation, true},
    {"uncertain", CueKind::kNegation, true},
    {"unknown", CueKind::kNegation, true},
    {"impossible", CueKind::kNegation, true},
    {"insufficient", CueKind::kNegation, true},
    {"inadequate", CueKind::kNegation, true},
    {"missing", CueKind::kNegation, true},
    {"absent", CueKind::kNegation, true},
    {"hardly", CueKind::kNegation, true},
    {"rarely", CueKind::kNegation, true},
    {"seldom", CueKind::kNegation, true},
    {"decline", CueKind::kNegation, true},
    {"declines", CueKind::kNegation, true},
    {"declined", CueKind::kNegation, true},
    {"refuse", CueKind::kNegation, true},
    {"refuses", CueKind::kNegation, true},
    {"refused", CueKind::kNegation, true},
    {"reject", CueKind::kNegation, true},
    {"rejects", CueKind::kNegation, true},
    {"rejected", CueKind::kNegation, true},
    {"deny", CueKind::kNegation, true},
    {"denies", CueKind::kNegation, true},
    {"denied", CueKind::kNegation, true},
    {"lack", CueKind::kNegation, true},
    {"lacks", CueKind::kNegation, true},
    {"lacked", CueKind::kNegation, true},
    {"lacking", CueKind::kNegation, true},
    {"prevent", CueKind::kNegation, true},
    {"prevents", CueKind::kNegation, true},
    {"prevented", CueKind::kNegation, true},
    {"avoid", CueKind::kNegation, true},
    {"avoids", CueKind::kNegation, true},
    {"avoided", CueKind::kNegation, true},
    {"unless", CueKind::kNegation, true},
    {"short of", CueKind::kNegation, true},
    {"rather than", CueKind::kNegation, true},
    {"instead of", CueKind::kNegation, true},
    {"not only", {}},
    {"not just", {}},
    {"not merely", {}},
    {"no doubt", {}},
    {"could have been", CueKind::kHedge},
});

bool IsWordLetter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

// Whether `word` stands at `at` as whole words. Lower case, or with a capital first letter.
bool StandsAt(std::string_view text, size_t at, std::string_view word) {
  if (text.size() - at < word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    char c = text[at + i];
    if (i == 0 && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c != word[i]) return false;
  }
  const size_t end = at + word.size();
  return end == text.size() || !IsWordLetter(static_cast<unsigned char>(text[end]));
}

template <size_t N, typename Matches>
const Word* Longest(const std::array<Word, N>& words, Matches matches) {
  const Word* best = nullptr;
  for (const Word& word : words) {
    if ((best == nullptr || word.text.size() > best->text.size()) && matches(word.text)) {
      best = &word;
    }
  }
  return best;
}

}  // namespace

std::vector<Cue> FindCues(std::string_view text) {
  std::vector<Cue> cues;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = text::NextCodePoint(text, &at);
    if (text::IsHan(c)) {
      const std::string_view rest = text.substr(begin);
      const Word* word = Longest(kHan, [&](std::string_view w) { return rest.starts_with(w); });
      if (word != nullptr) {
        at = begin + word->text.size();
        if (word->kind) cues.push_back({*word->kind, begin, at, word->weak});
      } else if (c == U'恐' &&
                 std::any_of(kAfterFear.begin(), kAfterFear.end(),
                             [&](std::string_view w) { return text.substr(at).starts_with(w); })) {
        cues.push_back({CueKind::kHedge, begin, at});
      } else if (c == U'差' && rest.starts_with("差不多")) {
        at = begin + std::string_view("差不多").size();
      }
      continue;
    }
    if (!text::IsLatinLetter(c)) continue;
    const bool inside = begin > 0 && IsWordLetter(static_cast<unsigned char>(text[begin - 1])) &&
                        static_cast<unsigned char>(text[begin - 1]) < 0x80;
    if (!inside) {
      const Word* word =
          Longest(kEnglish, [&](std::string_view w) { return StandsAt(text, begin, w); });
      // "May" with a capital inside a sentence is a month or a name.
      const bool month = word != nullptr && word->text == "may" && text[begin] == 'M';
      if (word != nullptr && !month) {
        at = begin + word->text.size();
        if (word->kind) cues.push_back({*word->kind, begin, at, word->weak});
        if (word->text == "unlikely") cues.push_back({CueKind::kNegation, begin, at});
        continue;
      }
    }
    // isn't, couldn’t
    for (const std::string_view contracted : {"n't", "n’t"}) {
      if (c == 'n' && text.substr(begin).starts_with(contracted)) {
        at = begin + contracted.size();
        // The hedge that it belongs to is none.
        if (!cues.empty() && cues.back().kind == CueKind::kHedge && cues.back().end == begin) {
          cues.pop_back();
        }
        cues.push_back({CueKind::kNegation, begin, at});
        break;
      }
    }
  }
  return cues;
}

std::vector<TextRange> Sentences(std::string_view text) {
  std::vector<TextRange> sentences;
  size_t begin = 0;
  const auto close = [&](size_t end) {
    size_t first = begin;
    while (first < end && (text[first] == ' ' || text[first] == '\n')) ++first;
    size_t last = end;
    while (last > first && (text[last - 1] == ' ' || text[last - 1] == '\n')) --last;
    if (last > first) sentences.push_back({first, last});
    begin = end;
  };
  for (size_t at = 0; at < text.size();) {
    const char32_t c = text::NextCodePoint(text, &at);
    const bool mark = c == U'。' || c == U'！' || c == U'？' || c == U'!' || c == U'?' || c == U'.';
    if (!mark) continue;
    // Closing quotation marks and brackets belong to the sentence.
    while (at < text.size()) {
      size_t next = at;
      const char32_t follows = text::NextCodePoint(text, &next);
      if (!text::IsClosingMark(follows) ||
          (follows == '"' && next < text.size() && text[next] != ' ')) {
        break;
      }
      at = next;
    }
    if (c == U'.') {
      if (at >= text.size() || text[at] != ' ') continue;
      size_t next = at + 1;
      if (next >= text.size()) continue;
      const char32_t follows = text::NextCodePoint(text, &next);
      if (!text::IsUpperLatin(follows) && !text::IsAsciiDigit(follows) &&
          !text::IsOpeningMark(follows)) {
        continue;
      }
    }
    close(at);
  }
  close(text.size());
  return sentences;
}

}  // namespace parallax::translate
