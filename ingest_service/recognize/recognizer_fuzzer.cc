// Any bytes, in every mode: no crash, no overlap, spans on character boundaries, and the same
// result twice.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "ingest_service/recognize/jsonl.h"
#include "ingest_service/recognize/recognizer.h"

namespace {

bool IsBoundary(std::string_view text, int64_t at) {
  if (at <= 0 || at >= static_cast<int64_t>(text.size())) return true;
  return (static_cast<unsigned char>(text[static_cast<size_t>(at)]) & 0xC0) != 0x80;
}

bool IsValidUtf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const unsigned char b = static_cast<unsigned char>(text[i]);
    const size_t size = b < 0x80                ? 1
                        : b >= 0xC2 && b < 0xE0 ? 2
                        : b >= 0xE0 && b < 0xF0 ? 3
                        : b >= 0xF0 && b < 0xF5 ? 4
                                                : 0;
    if (size == 0 || i + size > text.size()) return false;
    for (size_t k = 1; k < size; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
    }
    i += size;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  using parallax::recognize::Context;
  using parallax::recognize::Recognizer;
  const uint8_t mode = data[0];
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  static constexpr std::string_view kLanguages[] = {"", "en", "zh-Hans", "zh-Hant-TW"};
  Context context;
  context.language = kLanguages[mode & 3];
  context.every_figure = (mode & 4) != 0;
  if ((mode & 8) != 0) context.reference_date = parallax::value::CivilDate{2024, 2, 29};
  if ((mode & 16) != 0) context.layers.dates = false;
  if ((mode & 32) != 0) context.layers.money = false;
  if ((mode & 64) != 0) context.region = "GB";
  const auto values = Recognizer::Default().Recognize(text, context);
  if (values != Recognizer::Default().Recognize(text, context)) std::abort();
  const bool valid = IsValidUtf8(text);
  int64_t last = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const auto& v = values[i];
    if (v.begin < last || v.end <= v.begin || v.end > static_cast<int64_t>(text.size()))
      std::abort();
    last = v.end;
    if (valid && (!IsBoundary(text, v.begin) || !IsBoundary(text, v.end))) std::abort();
    if (v.stated_equivalent_of >= static_cast<int32_t>(i)) std::abort();
    if (!v.hedge.empty() && (v.hedge.begin < 0 || v.hedge.end > static_cast<int64_t>(text.size())))
      std::abort();
    if (const auto* date = std::get_if<parallax::value::DateInterval>(&v.reading)) {
      if (date->begin && date->end && *date->end < *date->begin) std::abort();
    }
  }
  if ((mode & 128) != 0) (void)parallax::recognize::RecognizeJsonLine(text);
  return 0;
}
