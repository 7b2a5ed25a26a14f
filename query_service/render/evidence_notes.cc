#include "query_service/render/evidence_notes.h"

#include <string_view>

#include "query_service/render/cell_summary.h"
#include "query_service/render/safe_text.h"

namespace parallax::render {

std::string EvidenceNotes::Mark(const std::vector<const v1::Claim*>& claims) {
  std::string out;
  for (const v1::Claim* claim : claims) {
    const auto [it, is_new] = numbers_.emplace(claim->document_id() + '\n' + claim->claim_id(),
                                               static_cast<int>(numbers_.size()) + 1);
    if (is_new) claims_.push_back(claim);
    out += (out.empty() ? "[" : ", ") + std::to_string(it->second);
  }
  return out.empty() ? out : out + "]";
}

std::vector<std::string> EvidenceNotes::Texts() const {
  std::vector<std::string> texts;
  for (const v1::Claim* claim : claims_) {
    std::string text = SafeText(claim->document_id()) + ": " + EvidenceText(*claim);
    const std::string voice = VoiceText(*claim);
    if (!voice.empty()) text += "; says " + voice;
    texts.push_back(std::move(text));
  }
  return texts;
}

std::string RoleWord(v1::EvidenceRole role) {
  constexpr std::string_view kPrefix = "EVIDENCE_ROLE_";
  std::string word = v1::EvidenceRole_Name(role);
  if (word.starts_with(kPrefix)) word.erase(0, kPrefix.size());
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return word;
}

std::string EvidenceText(const v1::Claim& claim) {
  std::string value;
  std::string rest;
  for (const v1::Evidence& evidence : claim.evidence()) {
    std::string& out = evidence.role() == v1::EVIDENCE_ROLE_VALUE ? value : rest;
    if (!out.empty()) out += "; ";
    const std::string quote = SafeText(evidence.quote());
    out += RoleWord(evidence.role());
    out += quote.empty() ? " (blank)" : " “" + quote + "”";
    out += " bytes " + std::to_string(evidence.span().begin_byte()) + "–" +
           std::to_string(evidence.span().end_byte());
  }
  return value.empty() || rest.empty() ? value + rest : value + "; " + rest;
}

}  // namespace parallax::render
