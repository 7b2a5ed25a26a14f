#include "core/text/original_text.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "core/text/utf8.h"

namespace parallax::text {
namespace {

// Whether `byte` continues a well-formed or cut sequence that begins before it.
bool IsInsideUtf8(std::string_view bytes, size_t byte) {
  for (size_t back = 1; back <= 3 && back <= byte; ++back) {
    const size_t lead = byte - back;
    if (!IsUtf8Lead(bytes[lead])) continue;
    const std::string_view rest = bytes.substr(lead, 4);
    const size_t good = ValidUtf8Prefix(rest);
    size_t size = 0;
    if (good == 0) {
      size = IllFormedUtf8Size(rest);
    } else {
      NextCodePoint(rest, &size);
    }
    return size > back;
  }
  return false;
}

// The text offset at which original byte `byte` begins, or the nearest one behind it.
int64_t TextOffset(const TextMap& map, int64_t byte) {
  const auto& runs = map.runs();
  const auto run = std::partition_point(
      runs.begin(), runs.end(), [byte](const TextMap::Run& r) { return r.original_end() <= byte; });
  if (run == runs.end()) return map.text_size();
  if (byte <= run->original_begin || run->original_unit == 0) return run->text_begin;
  return run->text_begin + (byte - run->original_begin) / run->original_unit * run->text_unit;
}

}  // namespace

absl::StatusOr<OriginalText> OriginalText::Create(std::string_view bytes,
                                                  std::string_view charset) {
  OriginalText original(bytes);
  original.begin_byte_ = FindByteOrderMark(bytes).size_bytes;
  if (charset == kUtf8) return original;
  auto decoded = DecodeCharset(bytes, original.begin_byte_, charset, OnMalformed::kReplace);
  if (!decoded.ok()) return decoded.status();
  original.decoded_ = *std::move(decoded);
  return original;
}

bool OriginalText::IsBoundary(int64_t byte) const {
  const auto size = static_cast<int64_t>(bytes_.size());
  if (byte < 0 || byte > size) return false;
  if (byte == size || byte == 0) return true;
  if (byte < begin_byte_) return false;
  if (!decoded_.has_value()) {
    const auto at = static_cast<size_t>(byte);
    return IsUtf8Lead(bytes_[at]) || !IsInsideUtf8(bytes_, at);
  }
  const auto& runs = decoded_->map.runs();
  const auto run = std::partition_point(
      runs.begin(), runs.end(), [byte](const TextMap::Run& r) { return r.original_end() <= byte; });
  if (run == runs.end() || byte <= run->original_begin) return true;
  return (byte - run->original_begin) % run->original_unit == 0;
}

absl::StatusOr<std::string> OriginalText::Text(ByteSpan span) const {
  if (span.begin_byte < 0 || span.end_byte < span.begin_byte ||
      span.end_byte > static_cast<int64_t>(bytes_.size())) {
    return absl::OutOfRangeError(absl::StrCat("span [", span.begin_byte, ",", span.end_byte,
                                              ") does not lie in the original of ", bytes_.size(),
                                              " bytes"));
  }
  for (const int64_t byte : {span.begin_byte, span.end_byte}) {
    if (!IsBoundary(byte)) {
      return absl::InvalidArgumentError(absl::StrCat("byte ", byte, " is no character boundary"));
    }
  }
  if (!decoded_.has_value()) {
    const int64_t begin = std::max(span.begin_byte, std::min(begin_byte_, span.end_byte));
    auto part = DecodeCharset(
        bytes_.substr(static_cast<size_t>(begin), static_cast<size_t>(span.end_byte - begin)), 0,
        kUtf8, OnMalformed::kReplace);
    if (!part.ok()) return part.status();
    return std::move(part->text);
  }
  const int64_t begin = TextOffset(decoded_->map, span.begin_byte);
  const int64_t end = TextOffset(decoded_->map, span.end_byte);
  return decoded_->text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
}

}  // namespace parallax::text
