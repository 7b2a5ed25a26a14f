#include "query_service/request/page_token.h"

#include <array>
#include <memory>

#include "absl/strings/escaping.h"
#include "core/errors/error.h"
#include "core/reduce/netstring.h"
#include "core/text/sha256.h"

namespace parallax::request {
namespace {

using reduce::NetstringReader;
using reduce::NetstringWriter;

constexpr std::string_view kVersion = "t1";
constexpr size_t kDigestBytes = 12;
constexpr size_t kMaxTokenBytes = 8192;

std::string Digest(std::string_view bytes) { return text::Sha256(bytes).substr(0, kDigestBytes); }

std::string Body(const PageToken& token, const std::string& request_digest) {
  NetstringWriter body;
  body.Add(kVersion).Add(request_digest).Add(token.revision_token).Add(token.position);
  return std::move(body).Take();
}

}  // namespace

std::string RequestDigest(const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> copy(request.New());
  copy->CopyFrom(request);
  for (const char* name : {"page_token", "page_size"}) {
    const auto* field = copy->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) copy->GetReflection()->ClearField(copy.get(), field);
  }
  // The messages have no maps and unknown fields keep their order: equal requests of one client
  // have equal bytes.
  return Digest(copy->GetDescriptor()->full_name() + "\n" + copy->SerializeAsString());
}

std::string FormatPageToken(const PageToken& token, const std::string& request_digest) {
  const std::string body = Body(token, request_digest);
  NetstringWriter sealed;
  sealed.Add(Digest(body)).Add(body);
  return absl::WebSafeBase64Escape(sealed.bytes());
}

absl::StatusOr<PageToken> ParsePageToken(const std::string& text,
                                         const std::string& request_digest) {
  const absl::Status invalid = errors::Error(errors::Reason::kPageTokenInvalid, "page_token",
                                             "not a page token of this request");
  std::string bytes;
  if (text.size() > kMaxTokenBytes || !absl::WebSafeBase64Unescape(text, &bytes)) return invalid;
  NetstringReader sealed(bytes);
  const auto digest = sealed.Next();
  const auto body = sealed.Next();
  if (!digest || !body || !sealed.AtEnd() || *digest != Digest(*body)) return invalid;
  NetstringReader reader(*body);
  const auto version = reader.Next();
  const auto of_request = reader.Next();
  const auto revision_token = reader.Next();
  const auto position = reader.Next();
  if (version != kVersion || of_request != std::string_view(request_digest) || !revision_token ||
      !position || !reader.AtEnd()) {
    return invalid;
  }
  return PageToken{std::string(*revision_token), std::string(*position)};
}

}  // namespace parallax::request
