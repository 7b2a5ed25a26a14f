#include "ingest_service/lineage/translation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::lineage {
namespace {

constexpr double kLeastShape = 0.7;
constexpr double kLeastAnchors = 0.6;
constexpr int64_t kFewestAnchors = 4;
constexpr double kLeastLength = 0.5;
// Of pages that declare each other.
constexpr double kLeastDeclaredAnchors = kLeastAnchors / 2;
constexpr double kLeastDeclaredLength = kLeastLength / 2;

uint64_t Hash(std::string_view word) {
  uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

void Settle(std::vector<uint64_t>* hashes, size_t most = kMostAnchors) {
  std::sort(hashes->begin(), hashes->end());
  hashes->erase(std::unique(hashes->begin(), hashes->end()), hashes->end());
  // The lowest ones of a long document, so that two long ones keep the same.
  if (hashes->size() > most) hashes->resize(most);
}

void ReadText(std::string_view text, TranslationSketch* sketch) {
  std::string word;
  bool capital = false;
  bool figure = false;
  const auto end_word = [&] {
    if (figure && word.size() >= 2) {
      const uint64_t hash = Hash(word);
      if (!sketch->figures.empty() && sketch->figures.back() != hash) {
        const uint64_t pair = sketch->figures.back() * 0x9E3779B97F4A7C15ULL + hash;
        sketch->figure_pairs.push_back((pair ^ pair >> 31) * 0xD6E8FEB86659FD93ULL);
      }
      sketch->figures.push_back(hash);
    }
    if (!figure && word.size() >= 3) {
      sketch->words.push_back(Hash(word));
      if (capital) sketch->names.push_back(Hash(word));
    }
    word.clear();
  };
  for (size_t at = 0; at < text.size();) {
    const size_t from = at;
    const char32_t c = text::NextCodePoint(text, &at);
    const bool digit = text::IsAsciiDigit(c);
    const bool letter = text::IsLatinLetter(c);
    if (digit || letter || text::IsHan(c)) sketch->letter_bytes += static_cast<int64_t>(at - from);
    if (digit || letter) {
      if (!word.empty() && figure != digit) end_word();
      if (word.empty()) {
        figure = digit;
        capital = text::IsUpperLatin(c);
      }
      if (c >= 'A' && c <= 'Z') {
        word.push_back(static_cast<char>(c + 32));
      } else {
        word.append(text.substr(from, at - from));
      }
    } else if (!(figure && c == ',' && !word.empty())) {
      end_word();
    }
  }
  end_word();
}

int64_t Shared(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  return std::count_if(a.begin(), a.end(),
                       [&](uint64_t x) { return std::binary_search(b.begin(), b.end(), x); });
}

// The length of the longest common subsequence.
size_t CommonShape(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1, 0);
  for (const char x : a) {
    size_t diagonal = 0;
    for (size_t k = 0; k < b.size(); ++k) {
      const size_t above = row[k + 1];
      row[k + 1] = x == b[k] ? diagonal + 1 : std::max(row[k + 1], row[k]);
      diagonal = above;
    }
  }
  return row.back();
}

// Whether the first page says that the second is the same in another language.
bool Declares(const TranslationSketch& first, const TranslationSketch& second) {
  return Shared(second.addresses, first.alternates) > 0;
}

bool IsLatinLanguage(const std::string& language) {
  return language != "ja" && language != "ko" && !language.starts_with("zh") && language != "ru" &&
         language != "ar" && language != "el" && language != "he" && language != "hi" &&
         language != "th";
}

}  // namespace

TranslationSketch MakeTranslationSketch(const record::Document& document) {
  using record::BlockKind;
  TranslationSketch sketch;
  std::map<std::string, int64_t> languages;
  for (const record::Block& block : document.blocks) {
    if (block.kind == BlockKind::kBoilerplate || block.kind == BlockKind::kReaderComment) continue;
    const int64_t before = sketch.letter_bytes;
    ReadText(block.content.text, &sketch);
    for (const record::TableCell& cell : block.table.cells) ReadText(cell.content.text, &sketch);
    languages[block.language] += sketch.letter_bytes - before;
    if (sketch.shape.size() < kMostShape) {
      sketch.shape.push_back("phitqCc"[static_cast<size_t>(block.kind)]);
    }
  }
  int64_t most = 0;
  for (const auto& [language, bytes] : languages) {
    if (bytes > most) {
      most = bytes;
      sketch.language = language;
    }
  }
  Settle(&sketch.figures);
  Settle(&sketch.names);
  Settle(&sketch.words);
  Settle(&sketch.figure_pairs, kMostFigurePairs);
  return sketch;
}

bool MayTranslate(size_t first_blocks, size_t second_blocks, int64_t first_letter_bytes,
                  int64_t second_letter_bytes) {
  const auto [fewer_blocks, more_blocks] = std::minmax(first_blocks, second_blocks);
  const auto [fewer_bytes, more_bytes] = std::minmax(first_letter_bytes, second_letter_bytes);
  return fewer_blocks > 0 &&
         static_cast<double>(fewer_blocks) >= kLeastShape * static_cast<double>(more_blocks) &&
         static_cast<double>(fewer_bytes) >= kLeastLength * static_cast<double>(more_bytes);
}

TranslationEvidence JudgeTranslation(const TranslationSketch& first,
                                     const TranslationSketch& second) {
  TranslationEvidence evidence;
  if (first.shape.empty() || second.shape.empty()) return evidence;
  evidence.length_ratio =
      static_cast<double>(std::min(first.letter_bytes, second.letter_bytes)) /
      static_cast<double>(std::max<int64_t>(1, std::max(first.letter_bytes, second.letter_bytes)));
  // Latin names inside a text of another script are names; between two Latin texts the capitalized
  // words of the one that has fewer.
  const bool first_latin = IsLatinLanguage(first.language);
  const bool second_latin = IsLatinLanguage(second.language);
  const bool from_first =
      first_latin == second_latin ? first.names.size() <= second.names.size() : !first_latin;
  const TranslationSketch& guest = from_first ? first : second;
  const TranslationSketch& host = from_first ? second : first;
  const std::vector<uint64_t>& names = first_latin == second_latin ? guest.names : guest.words;
  const bool fewer_first = first.figures.size() <= second.figures.size();
  const std::vector<uint64_t>& fewer = fewer_first ? first.figures : second.figures;
  const std::vector<uint64_t>& more = fewer_first ? second.figures : first.figures;
  evidence.anchor_count = static_cast<int64_t>(names.size() + fewer.size());
  if (evidence.anchor_count > 0) {
    evidence.anchors = static_cast<double>(Shared(names, host.words) + Shared(fewer, more)) /
                       static_cast<double>(evidence.anchor_count);
  }
  evidence.agreeing = static_cast<int64_t>(
      std::llround(evidence.anchors * static_cast<double>(evidence.anchor_count)));
  evidence.declared = Declares(first, second) && Declares(second, first);
  if (evidence.declared) {
    evidence.likely =
        first.language != second.language && evidence.length_ratio >= kLeastDeclaredLength &&
        (evidence.anchor_count < kFewestAnchors || evidence.anchors >= kLeastDeclaredAnchors);
    return evidence;
  }
  const bool worth_it = first.language != second.language &&
                        evidence.anchor_count >= kFewestAnchors &&
                        evidence.anchors >= kLeastAnchors && evidence.length_ratio >= kLeastLength;
  // The costly part comes last, and only where it can decide.
  if (!worth_it) return evidence;
  evidence.shape = static_cast<double>(CommonShape(first.shape, second.shape)) /
                   static_cast<double>(std::max(first.shape.size(), second.shape.size()));
  evidence.likely = evidence.shape >= kLeastShape;
  return evidence;
}

}  // namespace parallax::lineage
