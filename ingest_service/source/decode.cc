#include "ingest_service/source/decode.h"

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "core/errors/error.h"
#include "core/text/charset.h"
#include "core/text/sha256.h"
#include "core/text/utf8.h"
#include "ingest_service/source/charset_detection.h"
#include "ingest_service/source/media_type.h"

namespace parallax::source {
namespace {

using errors::Error;
using errors::Reason;
using record::Issue;
using record::IssueKind;

// How the bytes are to be read, and whether failing to is the caller's error.
struct Plan {
  std::string charset;
  int64_t begin_byte = 0;
  text::OnMalformed on_malformed = text::OnMalformed::kReplace;
};

void AddIssue(IssueKind kind, text::ByteSpan span, std::string message, SourceText* source) {
  source->issues.push_back(Issue{kind, span, std::move(message)});
}

// Pages are often converted to UTF-8 by a server or an archive that leaves their declaration as it
// was. Text of another charset is next to never well-formed UTF-8 over several characters beyond
// ASCII.
bool HoldsAsUtf8(std::string_view bytes) {
  constexpr int kEnough = 4;
  if (text::ValidUtf8Prefix(bytes) != bytes.size()) return false;
  int beyond_ascii = 0;
  for (char c : bytes) beyond_ascii += static_cast<unsigned char>(c) >= 0xC0;
  return beyond_ascii >= kEnough;
}

absl::StatusOr<Plan> MakePlan(std::string_view bytes, std::string_view declared,
                              SourceText* source) {
  Plan plan;
  std::optional<std::string> declared_charset;
  if (!declared.empty()) {
    declared_charset = text::CanonicalCharset(declared);
    if (!declared_charset.has_value()) {
      return Error(Reason::kFieldMalformed, "charset",
                   absl::StrCat("\"", std::string(declared.substr(0, 80)), "\" is not known"));
    }
  }
  const text::ByteOrderMark mark = text::FindByteOrderMark(bytes);
  // FF FE 00 00 is UTF-32, or UTF-16 text that begins with a NUL; no document does the latter.
  if (mark.size_bytes > 0) {
    plan.charset = std::string(mark.charset);
    plan.begin_byte = mark.size_bytes;
    if (declared_charset == plan.charset) {
      plan.on_malformed = text::OnMalformed::kFail;
    } else if (declared_charset.has_value() && declared_charset->substr(0, 5) != "UTF-1") {
      AddIssue(IssueKind::kCharsetMismatch, {0, mark.size_bytes},
               absl::StrCat("The charset ", *declared_charset,
                            " was declared, but a byte order mark says ", plan.charset, "."),
               source);
    }
    return plan;
  }
  if (declared_charset.has_value()) {
    plan.charset = *declared_charset;
    plan.on_malformed = text::OnMalformed::kFail;
    return plan;
  }
  const bool is_html = source->media_type == kHtml;
  if (is_html) {
    const std::string in_document = CharsetDeclaredInHtml(bytes);
    if (!in_document.empty() && in_document != text::kUtf8 && HoldsAsUtf8(bytes)) {
      AddIssue(IssueKind::kCharsetMismatch, {},
               absl::StrCat("The document declares the charset ", in_document,
                            ", but its bytes are UTF-8."),
               source);
      plan.charset = std::string(text::kUtf8);
      return plan;
    }
    if (!in_document.empty()) {
      const auto trial = text::DecodeCharset(bytes, 0, in_document, text::OnMalformed::kReplace);
      // A page that declares a charset is read under it in spite of a few bad bytes, as browsers
      // do.
      if (trial.ok() && trial->malformed_count * 200 <= static_cast<int64_t>(trial->text.size())) {
        plan.charset = in_document;
        return plan;
      }
      plan.charset = DetectCharset(bytes, is_html);
      AddIssue(IssueKind::kCharsetMismatch, {},
               absl::StrCat("The document declares the charset ", in_document,
                            ", which does not hold; it was read as ", plan.charset, "."),
               source);
      return plan;
    }
  }
  plan.charset = DetectCharset(bytes, is_html);
  if (plan.charset != text::kUtf8) {
    AddIssue(IssueKind::kCharsetGuessed, {},
             absl::StrCat("No charset was declared; the bytes look like ", plan.charset, "."),
             source);
  }
  return plan;
}

}  // namespace

absl::StatusOr<SourceText> Decode(const record::Input& input, const Limits& limits) {
  const std::string_view bytes = input.content;
  if (bytes.empty()) return Error(Reason::kContentEmpty, "content", "must not be empty");
  if (static_cast<int64_t>(bytes.size()) > limits.max_content_bytes) {
    return Error(Reason::kContentTooLarge, "content",
                 absl::StrCat(bytes.size(), " bytes, the limit is ", limits.max_content_bytes));
  }
  auto media_type = ParseMediaType(input.media_type);
  if (!media_type.ok()) return media_type.status();
  SourceText source;
  source.media_type = std::move(media_type->name);
  const std::string_view declared =
      input.declared_charset.empty() ? media_type->charset : input.declared_charset;
  auto plan = MakePlan(bytes, declared, &source);
  if (!plan.ok()) return plan.status();
  auto decoded = text::DecodeCharset(bytes, plan->begin_byte, plan->charset, plan->on_malformed);
  if (!decoded.ok()) {
    return Error(
        Reason::kContentNotInCharset, "content",
        std::string_view(decoded.status().message().data(), decoded.status().message().size()));
  }
  source.charset = std::move(plan->charset);
  source.content.text = std::move(decoded->text);
  source.content.map = std::move(decoded->map);
  source.content_sha256 = text::Sha256Hex(bytes);
  for (const text::ByteSpan& span : decoded->malformed) {
    AddIssue(IssueKind::kUndecodableBytes, span,
             absl::StrCat(span.size(), " bytes that ", source.charset,
                          " does not define were replaced by U+FFFD."),
             &source);
  }
  if (decoded->malformed.size() == text::kMaxMalformed) {
    AddIssue(
        IssueKind::kUndecodableBytes, {},
        absl::StrCat("In all ", decoded->malformed_count, " malformed sequences were replaced."),
        &source);
  }
  return source;
}

}  // namespace parallax::source
