#include "core/text/charset.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "core/text/utf8.h"

namespace parallax::text {
namespace {

struct Label {
  std::string_view label;  // lower case, without "-", "_" and blanks
  std::string_view iana;
};

// Labels that are decoded as a wider charset than they name, and the usual short forms. All others
// go to ICU's alias table.
constexpr Label kLabels[] = {
    {"utf8", "UTF-8"},
    {"unicode11utf8", "UTF-8"},
    {"utf16le", "UTF-16LE"},
    {"utf16be", "UTF-16BE"},
    {"utf16", "UTF-16LE"},
    {"utf32le", "UTF-32LE"},
    {"utf32be", "UTF-32BE"},
    {"gb2312", "GB18030"},
    {"gb231280", "GB18030"},
    {"gbk", "GB18030"},
    {"cp936", "GB18030"},
    {"windows936", "GB18030"},
    {"xgbk", "GB18030"},
    {"euccn", "GB18030"},
    {"gb18030", "GB18030"},
    {"big5", "Big5-HKSCS"},
    {"big5hkscs", "Big5-HKSCS"},
    {"cnbig5", "Big5-HKSCS"},
    {"xxbig5", "Big5-HKSCS"},
    {"cp950", "Big5-HKSCS"},
    {"windows950", "Big5-HKSCS"},
    {"latin1", "windows-1252"},
    {"iso88591", "windows-1252"},
    {"l1", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"windows1252", "windows-1252"},
    {"iso88599", "windows-1254"},
    {"windows1254", "windows-1254"},
    {"shiftjis", "Windows-31J"},
    {"sjis", "Windows-31J"},
    {"xsjis", "Windows-31J"},
    {"cp932", "Windows-31J"},
    {"windows31j", "Windows-31J"},
    {"mskanji", "Windows-31J"},
    {"euckr", "windows-949"},
    {"ksc56011987", "windows-949"},
    {"cp949", "windows-949"},
    {"windows949", "windows-949"},
    {"ascii", "US-ASCII"},
    {"usascii", "US-ASCII"},
};

struct ConverterClose {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterClose>;

Converter OpenConverter(std::string_view charset) {
  std::string name(charset);
  // Names that ICU's alias table does not know under their IANA form, or knows as a narrower one.
  if (name == "Big5-HKSCS") name = "ibm-1375_P100-2008";
  if (name == "Windows-31J") name = "ibm-943_P15A-2003";
  if (name == "windows-949") name = "windows-949-2000";
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &error));
  if (U_FAILURE(error)) return nullptr;
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  ucnv_setFallback(converter.get(), true);
  return U_FAILURE(error) ? nullptr : std::move(converter);
}

void AddMalformed(ByteSpan span, DecodedText* out) {
  ++out->malformed_count;
  if (!out->malformed.empty() && out->malformed.back().end_byte == span.begin_byte) {
    out->malformed.back().end_byte = span.end_byte;
  } else if (out->malformed.size() < kMaxMalformed) {
    out->malformed.push_back(span);
  }
}

absl::Status MalformedError(int64_t at, std::string_view charset) {
  return absl::InvalidArgumentError(
      absl::StrCat("not valid ", std::string(charset), ": malformed at byte ", at));
}

constexpr std::string_view kReplacementUtf8 = "\xEF\xBF\xBD";

absl::StatusOr<DecodedText> DecodeUtf8(std::string_view bytes, int64_t begin, OnMalformed policy) {
  DecodedText out;
  size_t at = static_cast<size_t>(begin);
  out.text.reserve(bytes.size() - at);
  while (at < bytes.size()) {
    const size_t good = ValidUtf8Prefix(bytes.substr(at));
    out.text.append(bytes.substr(at, good));
    out.map.AppendIdentity(static_cast<int64_t>(at), static_cast<int64_t>(good));
    at += good;
    if (at >= bytes.size()) break;
    if (policy == OnMalformed::kFail) return MalformedError(static_cast<int64_t>(at), kUtf8);
    const size_t bad = IllFormedUtf8Size(bytes.substr(at));
    const ByteSpan span{static_cast<int64_t>(at), static_cast<int64_t>(at + bad)};
    out.text.append(kReplacementUtf8);
    out.map.AppendAtom(span, static_cast<int32_t>(kReplacementUtf8.size()));
    AddMalformed(span, &out);
    at += bad;
  }
  return out;
}

bool IsAsciiSuperset(std::string_view charset) {
  // Charsets in which, at a character boundary, a byte below 0x80 is that ASCII character.
  static constexpr std::array<std::string_view, 5> kFast = {"GB18030", "Big5-HKSCS", "windows-1252",
                                                            "windows-949", "EUC-JP"};
  return std::find(kFast.begin(), kFast.end(), charset) != kFast.end();
}

}  // namespace

std::optional<std::string> CanonicalCharset(std::string_view label) {
  std::string folded;
  for (const char c : label) {
    if (c == '-' || c == '_' || c == ' ' || c == '\t' || c == '"' || c == '\'') continue;
    folded.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  if (folded.empty() || folded.size() > 40) return std::nullopt;
  for (const Label& known : kLabels) {
    if (known.label == folded) return std::string(known.iana);
  }
  const std::string name(label);
  // MIME's preferred name is an IANA name too ("EUC-JP"); not every charset has one.
  for (const char* standard : {"MIME", "IANA"}) {
    UErrorCode error = U_ZERO_ERROR;
    const char* known = ucnv_getStandardName(name.c_str(), standard, &error);
    if (known != nullptr && OpenConverter(known) != nullptr) return std::string(known);
  }
  return std::nullopt;
}

ByteOrderMark FindByteOrderMark(std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) return {3, "UTF-8"};
  if (bytes.starts_with("\xFF\xFE\x00\x00"sv)) return {4, "UTF-32LE"};
  if (bytes.starts_with("\x00\x00\xFE\xFF"sv)) return {4, "UTF-32BE"};
  if (bytes.starts_with("\xFF\xFE"sv)) return {2, "UTF-16LE"};
  if (bytes.starts_with("\xFE\xFF"sv)) return {2, "UTF-16BE"};
  return {};
}

absl::StatusOr<DecodedText> DecodeCharset(std::string_view bytes, int64_t begin_byte,
                                          std::string_view charset, OnMalformed on_malformed) {
  if (charset == kUtf8) return DecodeUtf8(bytes, begin_byte, on_malformed);
  const Converter converter = OpenConverter(charset);
  if (converter == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("unknown charset \"", std::string(charset), "\""));
  }
  DecodedText out;
  out.text.reserve(bytes.size() + bytes.size() / 2);
  const char* const data = bytes.data();
  const char* at = data + begin_byte;
  const char* const end = data + bytes.size();
  const bool ascii = IsAsciiSuperset(charset);
  // A unit of text is held back until the converter moves on: one byte sequence may give two code
  // points (Big5-HKSCS), and those belong to the same original bytes.
  int64_t unit_begin = begin_byte;
  int64_t unit_end = begin_byte;
  int32_t unit_size = 0;
  const auto flush = [&] {
    if (unit_size > 0) out.map.AppendAtom({unit_begin, unit_end}, unit_size);
    unit_size = 0;
  };
  while (at < end) {
    if (ascii && static_cast<unsigned char>(*at) < 0x80) {
      const char* const from = at;
      while (at < end && static_cast<unsigned char>(*at) < 0x80) ++at;
      flush();
      out.text.append(from, static_cast<size_t>(at - from));
      out.map.AppendIdentity(from - data, at - from);
      continue;
    }
    const char* const from = at;
    UErrorCode error = U_ZERO_ERROR;
    const UChar32 code_point = ucnv_getNextUChar(converter.get(), &at, end, &error);
    if (error == U_INDEX_OUTOFBOUNDS_ERROR && at >= end) break;  // only shift sequences were left
    if (U_FAILURE(error)) {
      if (at <= from) at = from + 1;
      if (on_malformed == OnMalformed::kFail) return MalformedError(from - data, charset);
      ucnv_resetToUnicode(converter.get());
      flush();
      const ByteSpan span{from - data, at - data};
      out.text.append(kReplacementUtf8);
      out.map.AppendAtom(span, static_cast<int32_t>(kReplacementUtf8.size()));
      AddMalformed(span, &out);
      continue;
    }
    char32_t character = static_cast<char32_t>(code_point);
    // UTF-7 and its like can write half of a surrogate pair, which is no character.
    if (U_IS_SURROGATE(code_point)) {
      if (on_malformed == OnMalformed::kFail) return MalformedError(from - data, charset);
      character = kReplacementCharacter;
      AddMalformed({from - data, at - data}, &out);
    }
    const size_t before = out.text.size();
    AppendUtf8(character, &out.text);
    const auto grown = static_cast<int32_t>(out.text.size() - before);
    if (at == from) {
      unit_size += grown;
      continue;
    }
    flush();
    unit_begin = from - data;
    unit_end = at - data;
    unit_size = grown;
  }
  flush();
  return out;
}

}  // namespace parallax::text
