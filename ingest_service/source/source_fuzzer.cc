// Any bytes under any charset: the first byte chooses the charset and the media type, the rest is
// the document. Decoding ends, gives valid UTF-8, and its map covers the text and stays in the
// original.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/text/original_text.h"
#include "core/text/utf8.h"
#include "ingest_service/source/decode.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static constexpr const char* kCharsets[] = {
      "",           "utf-8",     "gb18030", "big5",        "utf-16le",     "utf-16be",
      "utf-32",     "shift_jis", "euc-kr",  "iso-2022-jp", "windows-1251", "euc-jp",
      "hz-gb-2312", "utf-7",     "latin1",  "us-ascii"};
  if (size == 0) return 0;
  parallax::record::Input input;
  input.content.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  input.declared_charset = kCharsets[data[0] % 16];
  input.media_type = (data[0] & 16) != 0 ? "text/html" : "text/plain";
  const auto source = parallax::source::Decode(input);
  if (!source.ok()) return 0;
  const std::string& text = source->content.text;
  if (parallax::text::ValidUtf8Prefix(text) != text.size()) std::abort();
  const auto text_size = static_cast<int64_t>(text.size());
  if (source->content.map.text_size() != text_size) std::abort();
  const parallax::text::ByteSpan whole = source->content.map.ToOriginal(0, text_size);
  if (whole.begin_byte < 0 || whole.end_byte > static_cast<int64_t>(input.content.size()))
    std::abort();
  const auto original = parallax::text::OriginalText::Create(input.content, source->charset);
  if (!original.ok()) std::abort();
  // Each character's original is on boundaries and says that character.
  for (size_t at = 0, n = 0; at < text.size() && n < 400; ++n) {
    const size_t from = at;
    parallax::text::NextCodePoint(text, &at);
    const auto span =
        source->content.map.ToOriginal(static_cast<int64_t>(from), static_cast<int64_t>(at));
    const auto said = original->Text(span);
    if (!said.ok() || said->find(text.substr(from, at - from)) == std::string::npos) std::abort();
  }
  return 0;
}
