#include "tests/torture/synthetic_document.h"

#include <openssl/sha.h>

#include <random>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace parallax::torture {
namespace {

constexpr const char* kEntities[] = {"economy/KR", "economy/JP", "economy/CN",
                                     "economy/EU", "economy/IN", "economy/US"};
constexpr const char* kDimensions[] = {"state_role", "funding", "timeline", "instruments"};
constexpr const char* kValues[] = {
    "about 100 trillion won", "led by the ministry",   "约一千亿元", "由國家引導",
    "from 2026 to 2030",      "tax credits and grants"};
constexpr const char* kPadding[] = {"This line says nothing that anyone would compare.\n",
                                    "这一行没有可以比较的内容。\n", "這一行沒有可以比較的內容。\n"};

}  // namespace

std::string Sha256Of(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest), sizeof digest));
}

std::string MakeContent(uint64_t seed, const ContentShape& shape) {
  std::mt19937_64 random(seed);
  const auto pick = [&](const auto& list) { return list[random() % std::size(list)]; };
  std::string content = absl::StrCat("Seed ", seed, "\n");
  for (int i = 0; i < shape.claims; ++i) {
    // Every third value is the document's own, the others are shared between documents.
    const std::string value = random() % 3 == 0 ? absl::StrCat(pick(kValues), " ", random() % 1000)
                                                : std::string(pick(kValues));
    absl::StrAppend(&content, pick(kEntities), "|", pick(kDimensions), "|", value, "\n");
  }
  const size_t size = content.size() + static_cast<size_t>(shape.padding_bytes);
  while (content.size() < size) content += pick(kPadding);
  return content;
}

std::vector<SyntheticClaim> ReadClaims(std::string_view content) {
  std::vector<SyntheticClaim> claims;
  for (size_t begin = 0; begin < content.size();) {
    size_t end = content.find('\n', begin);
    if (end == std::string_view::npos) end = content.size();
    const std::string_view line = content.substr(begin, end - begin);
    const size_t first = line.find('|');
    const size_t second = first == std::string_view::npos ? first : line.find('|', first + 1);
    if (second != std::string_view::npos && first > 0 && second > first + 1 && first < 200 &&
        second - first < 100) {
      claims.push_back({std::string(line.substr(0, first)),
                        std::string(line.substr(first + 1, second - first - 1)),
                        std::string(line.substr(second + 1)), static_cast<int64_t>(begin),
                        static_cast<int64_t>(end)});
    }
    begin = end + 1;
  }
  return claims;
}

store::StoredDocument MakeStoredDocument(std::string document_id, std::string content) {
  store::StoredDocument stored;
  stored.document_id = document_id;
  stored.pack_id = "torture";
  stored.pack_version = "1";
  stored.rules_version = "1";
  stored.document.content_sha256 = Sha256Of(content);
  stored.document.media_type = "text/plain";
  stored.document.charset = "UTF-8";
  record::Block block;
  block.language = "en";
  block.content.text = content.substr(0, content.find('\n'));
  block.content.map.AppendIdentity(0, static_cast<int64_t>(block.content.text.size()));
  block.span = {0, static_cast<int64_t>(content.size())};
  stored.document.blocks.push_back(std::move(block));
  for (const SyntheticClaim& line : ReadClaims(content)) {
    store::StoredClaim claim;
    claim.claim.claim_id =
        Sha256Of(absl::StrCat(document_id, "\n", line.begin_byte, "\n", line.entity_id, "\n",
                              line.dimension_id, "\n", line.value))
            .substr(0, 32);
    claim.claim.document_id = document_id;
    claim.claim.subject_entity_id = line.entity_id;
    claim.claim.dimension_id = line.dimension_id;
    claim.claim.kind = record::ClaimKind::kValue;
    claim.claim.value.text = line.value;
    claim.claim.value.language = "en";
    record::Voice voice;
    voice.kind = record::VoiceKind::kAuthor;
    voice.key = absl::StrCat("author of ", document_id);
    claim.claim.voices.push_back(std::move(voice));
    record::Evidence evidence;
    evidence.span = {line.begin_byte, line.end_byte};
    evidence.role = record::EvidenceRole::kValue;
    evidence.quote = line.value;
    claim.claim.evidence.push_back(std::move(evidence));
    claim.claim.activity = {"torture/line", "1", "torture", "1"};
    claim.proposition_key = line.value;
    claim.proposition_id = Sha256Of(line.value).substr(0, 32);
    stored.mentions.push_back(
        {{line.begin_byte, line.end_byte}, 0, line.entity_id, line.entity_id});
    stored.claims.push_back(std::move(claim));
  }
  stored.input.content = std::move(content);
  stored.input.media_type = "text/plain";
  return stored;
}

}  // namespace parallax::torture
