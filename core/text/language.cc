#include "core/text/language.h"

#include <algorithm>
#include <iterator>

#include "core/text/character.h"
#include "core/text/chinese_script.h"
#include "core/text/utf8.h"

namespace parallax::text {
namespace {

constexpr std::string_view kLatinTags[LanguageTally::kLatinLanguages] = {"en", "fr", "de", "es",
                                                                         "it", "pt", "nl", "vi"};

struct FunctionWord {
  std::string_view word;
  uint8_t languages;  // bit i: kLatinTags[i]
};
constexpr uint8_t kEn = 1, kFr = 2, kDe = 4, kEs = 8, kIt = 16, kPt = 32, kNl = 64, kVi = 128;

// Articles, prepositions and conjunctions, of each language the dozen or two that make a third of
// its running text; of at most eight bytes.
constexpr FunctionWord kFunctionWords[] = {
    {"a", kEn | kFr | kEs | kIt | kPt},
    {"als", kDe | kNl},
    {"and", kEn},
    {"are", kEn},
    {"as", kEn | kPt},
    {"at", kEn},
    {"au", kFr},
    {"auf", kDe},
    {"aux", kFr},
    {"been", kEn},
    {"but", kEn},
    {"by", kEn},
    {"che", kIt},
    {"con", kEs | kIt},
    {"c\xC3\xA1\x63", kVi},
    {"c\xE1\xBB\xA7\x61", kVi},
    {"da", kIt | kPt},
    {"dans", kFr},
    {"das", kDe | kPt},
    {"de", kFr | kEs | kPt | kNl},
    {"dei", kIt},
    {"del", kEs | kIt},
    {"della", kIt},
    {"dem", kDe},
    {"den", kDe},
    {"der", kDe},
    {"des", kFr | kDe},
    {"di", kIt},
    {"die", kDe | kNl},
    {"do", kPt},
    {"dos", kPt},
    {"du", kFr},
    {"e", kIt | kPt},
    {"een", kNl},
    {"ein", kDe},
    {"eine", kDe},
    {"el", kEs},
    {"em", kPt},
    {"en", kFr | kEs | kNl},
    {"es", kEs | kDe},
    {"est", kFr},
    {"et", kFr},
    {"for", kEn},
    {"from", kEn},
    {"f\xC3\xBCr", kDe},
    {"has", kEn},
    {"have", kEn},
    {"het", kNl},
    {"i", kIt},
    {"il", kFr | kIt},
    {"im", kDe},
    {"in", kEn | kDe | kIt | kNl},
    {"is", kEn | kNl},
    {"ist", kDe},
    {"it", kEn},
    {"its", kEn},
    {"la", kFr | kEs | kIt},
    {"las", kEs},
    {"le", kFr | kIt},
    {"les", kFr},
    {"los", kEs},
    {"l\xC3\xA0", kVi},
    {"met", kNl},
    {"mit", kDe},
    {"nh\xE1\xBB\xAFng", kVi},
    {"nicht", kDe},
    {"niet", kNl},
    {"not", kEn},
    {"n\xC3\xA3o", kPt},
    {"o", kIt | kPt},
    {"of", kEn | kNl},
    {"on", kEn},
    {"op", kNl},
    {"or", kEn},
    {"os", kPt},
    {"ou", kFr | kPt},
    {"para", kEs | kPt},
    {"pas", kFr},
    {"per", kIt},
    {"por", kEs | kPt},
    {"pour", kFr},
    {"que", kFr | kEs | kPt},
    {"qui", kFr},
    {"se", kEs | kIt | kPt},
    {"si", kEs | kIt},
    {"sich", kDe},
    {"sont", kFr},
    {"su", kEs},
    {"sur", kFr},
    {"that", kEn},
    {"the", kEn},
    {"their", kEn},
    {"this", kEn},
    {"to", kEn},
    {"trong", kVi},
    {"um", kPt | kDe},
    {"uma", kPt},
    {"un", kFr | kEs | kIt},
    {"una", kEs | kIt},
    {"und", kDe},
    {"une", kFr},
    {"van", kNl},
    {"von", kDe},
    {"voor", kNl},
    {"v\xC3\xA0", kVi},
    {"was", kEn | kNl},
    {"were", kEn},
    {"which", kEn},
    {"will", kEn | kDe},
    {"with", kEn},
    {"y", kEs},
    {"zu", kDe},
    {"\xC3\xA0", kFr},
    {"\xC4\x91\xC6\xB0\xE1\xBB\xA3\x63", kVi},
};

constexpr size_t kLongestWord = 8;
constexpr size_t kWordSlots = 512;

// Words of at most eight bytes are numbers, looked up with one multiplication.
uint64_t Pack(std::string_view word) {
  uint64_t packed = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    packed |= static_cast<uint64_t>(static_cast<unsigned char>(word[i])) << (8 * i);
  }
  return packed;
}
size_t SlotOf(uint64_t packed) { return packed * 0x9E3779B97F4A7C15ULL >> 55; }

struct WordSlot {
  uint64_t word = 0;
  uint8_t languages = 0;
};
using WordTable = std::array<WordSlot, kWordSlots>;

WordTable MakeWordTable() {
  WordTable table{};
  for (const FunctionWord& word : kFunctionWords) {
    const uint64_t packed = Pack(word.word);
    size_t slot = SlotOf(packed);
    while (table[slot].word != 0) slot = (slot + 1) % kWordSlots;
    table[slot] = {packed, word.languages};
  }
  return table;
}

void CountWord(uint64_t packed, LanguageTally* tally) {
  static const WordTable table = MakeWordTable();
  for (size_t slot = SlotOf(packed); table[slot].word != 0; slot = (slot + 1) % kWordSlots) {
    if (table[slot].word != packed) continue;
    for (int i = 0; i < LanguageTally::kLatinLanguages; ++i) {
      tally->words[static_cast<size_t>(i)] += table[slot].languages >> i & 1;
    }
    return;
  }
}

void CountLetter(char32_t c, LanguageTally* tally) {
  if (c < 0x80) {
    tally->latin += static_cast<unsigned>((c | 0x20) - 'a') < 26U ? 1 : 0;
  } else if (IsHan(c)) {
    ++tally->han;
    switch (ChineseScriptOf(c)) {
      case ChineseScript::kSimplified:
        ++tally->simplified;
        break;
      case ChineseScript::kTraditional:
        ++tally->traditional;
        break;
      case ChineseScript::kEither:
        break;
    }
  } else if (IsLatinLetter(c)) {
    ++tally->latin;
  } else if (IsKana(c)) {
    ++tally->kana;
  } else if (IsHangul(c)) {
    ++tally->hangul;
  } else if (c >= 0x0400 && c <= 0x052F) {
    ++tally->cyrillic;
  } else if (c >= 0x0370 && c <= 0x03FF) {
    ++tally->greek;
  } else if (c >= 0x0600 && c <= 0x06FF) {
    ++tally->arabic;
  } else if (c >= 0x0590 && c <= 0x05FF) {
    ++tally->hebrew;
  } else if (c >= 0x0900 && c <= 0x097F) {
    ++tally->devanagari;
  } else if (c >= 0x0E00 && c <= 0x0E7F) {
    ++tally->thai;
  }
}

std::string_view ChineseTag(const LanguageTally& piece, const LanguageTally& document) {
  if (piece.simplified != piece.traditional) {
    return piece.simplified > piece.traditional ? "zh-Hans" : "zh-Hant";
  }
  if (document.simplified != document.traditional) {
    return document.simplified > document.traditional ? "zh-Hans" : "zh-Hant";
  }
  return "zh";
}

// Index of the most frequent language, -1 when the words do not decide.
int BestLatin(const LanguageTally& tally) {
  const auto best = std::max_element(tally.words.begin(), tally.words.end());
  if (*best == 0) return -1;
  if (std::count(tally.words.begin(), tally.words.end(), *best) > 1) return -1;
  return static_cast<int>(best - tally.words.begin());
}

std::string_view LatinTag(const LanguageTally& piece, const LanguageTally& document) {
  // One word alone can be another language's: it decides only when the document does not.
  int best = BestLatin(piece);
  if (best < 0 || piece.words[static_cast<size_t>(best)] < 2) {
    const int of_document = BestLatin(document);
    if (of_document >= 0) best = of_document;
  }
  return kLatinTags[best < 0 ? 0 : best];
}

}  // namespace

void LanguageTally::Add(const LanguageTally& o) {
  han += o.han;
  simplified += o.simplified;
  traditional += o.traditional;
  kana += o.kana;
  hangul += o.hangul;
  latin += o.latin;
  cyrillic += o.cyrillic;
  greek += o.greek;
  arabic += o.arabic;
  hebrew += o.hebrew;
  devanagari += o.devanagari;
  thai += o.thai;
  for (size_t i = 0; i < words.size(); ++i) words[i] += o.words[i];
}

LanguageTally TallyLanguage(std::string_view utf8) {
  LanguageTally tally;
  const size_t size = std::min(utf8.size(), kLanguageSampleBytes);
  uint64_t word = 0;
  size_t word_size = 0;
  const auto end_word = [&] {
    if (word_size > 0 && word_size <= kLongestWord) CountWord(word, &tally);
    word = 0;
    word_size = 0;
  };
  for (size_t at = 0; at < size;) {
    const size_t from = at;
    const auto byte = static_cast<unsigned char>(utf8[at]);
    if (byte < 0x80) {
      ++at;
      const auto letter = static_cast<unsigned>((byte | 0x20) - 'a') < 26U;
      tally.latin += letter ? 1 : 0;
      if (from >= kWordSampleBytes) continue;
      if (!letter) {
        end_word();
      } else if (++word_size <= kLongestWord) {
        word |= static_cast<uint64_t>(byte | 0x20) << (8 * (word_size - 1));
      }
      continue;
    }
    const char32_t c = NextCodePoint(utf8, &at);
    CountLetter(c, &tally);
    if (from >= kWordSampleBytes) continue;
    if (!IsLatinLetter(c)) {
      end_word();
      continue;
    }
    for (size_t i = from; i < at; ++i) {
      if (++word_size <= kLongestWord) {
        word |= static_cast<uint64_t>(static_cast<unsigned char>(utf8[i])) << (8 * (word_size - 1));
      }
    }
  }
  end_word();
  return tally;
}

std::string LanguageOf(const LanguageTally& piece, const LanguageTally& document) {
  const struct {
    int64_t weight;
    std::string_view tag;
  } scripts[] = {
      {piece.latin, "latin"}, {piece.han * 3, "han"},   {piece.hangul * 3, "ko"},
      {piece.cyrillic, "ru"}, {piece.greek, "el"},      {piece.arabic, "ar"},
      {piece.hebrew, "he"},   {piece.devanagari, "hi"}, {piece.thai, "th"},
  };
  int64_t most = 0;
  std::string_view tag;
  for (const auto& script : scripts) {
    if (script.weight > most) {
      most = script.weight;
      tag = script.tag;
    }
  }
  // Japanese writes Han characters too; a tenth of kana among them is enough to tell.
  if (piece.kana > 0 && piece.kana * 10 >= piece.han && (piece.kana + piece.han) * 3 >= most) {
    return "ja";
  }
  if (tag == "han") return std::string(ChineseTag(piece, document));
  if (tag == "latin") return std::string(LatinTag(piece, document));
  return std::string(tag);
}

}  // namespace parallax::text
