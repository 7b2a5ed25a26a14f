// The language and script of a piece of text, from its letters and, for the Latin script, its most
// frequent words. Good for blocks of a sentence and more; short ones take their document's
// language. Deterministic; thread-safe.
#ifndef PARALLAX_CORE_TEXT_LANGUAGE_H_
#define PARALLAX_CORE_TEXT_LANGUAGE_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace parallax::text {

// What was counted in one or more pieces of text.
struct LanguageTally {
  int64_t han = 0;
  int64_t simplified = 0;  // characters that only Simplified writes
  int64_t traditional = 0;
  int64_t kana = 0;
  int64_t hangul = 0;
  int64_t latin = 0;
  int64_t cyrillic = 0;
  int64_t greek = 0;
  int64_t arabic = 0;
  int64_t hebrew = 0;
  int64_t devanagari = 0;
  int64_t thai = 0;
  static constexpr int kLatinLanguages = 8;
  std::array<int64_t, kLatinLanguages> words{};  // function words: en, fr, de, es, it, pt, nl, vi

  void Add(const LanguageTally& other);
};

// Counts letters in the first kLanguageSampleBytes of `utf8`, and function words in its first
// kWordSampleBytes.
inline constexpr size_t kLanguageSampleBytes = 640;
inline constexpr size_t kWordSampleBytes = 256;
LanguageTally TallyLanguage(std::string_view utf8);

// The majority's BCP 47 tag: "en", "zh-Hans", "zh-Hant", "ja", "ko", "ru", … A Han character weighs
// as much as three Latin letters, as translations do. What the piece alone does not tell (the
// script of 摘要, the language of "Lawfare") is taken from `document`. Empty when there is no
// letter at all.
std::string LanguageOf(const LanguageTally& piece, const LanguageTally& document);

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_LANGUAGE_H_
