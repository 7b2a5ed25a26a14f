#include "query_service/render/page_notes.h"

#include <string_view>

#include "query_service/render/cell_summary.h"
#include "query_service/render/evidence_notes.h"
#include "query_service/render/html_text.h"
#include "query_service/render/interval_text.h"

namespace parallax::render {
namespace {

std::string Bytes(const v1::ByteSpan& span) {
  return "<span class=\"bytes\">bytes " + std::to_string(span.begin_byte()) + "–" +
         std::to_string(span.end_byte()) + "</span>";
}

// Outermost first: "The Harbour Gazette, citing an unnamed source".
std::string Voices(const v1::Claim& claim) {
  std::string out;
  for (const v1::Voice& voice : claim.voices()) {
    const std::string name = VoiceName(voice);
    if (name.empty()) continue;
    out += (out.empty() ? "" : ", citing ") + HtmlText(name);
    if (!voice.name().empty() && !voice.role().empty()) out += " (" + HtmlText(voice.role()) + ")";
  }
  return out;
}

void AppendClaim(const v1::Claim& claim, std::string* out) {
  const std::string language = LanguageAttribute(claim.value().language());
  *out += "<figure>";
  bool quoted = false;
  for (const v1::Evidence& evidence : claim.evidence()) {
    if (evidence.role() != v1::EVIDENCE_ROLE_VALUE || evidence.quote().empty()) continue;
    *out +=
        "<blockquote" + language + " dir=\"auto\">" + HtmlText(evidence.quote()) + "</blockquote>";
    quoted = true;
  }
  if (!quoted) *out += "<blockquote>(blank in the source)</blockquote>";
  *out += "<figcaption><cite><bdi>" + HtmlText(claim.document_id()) + "</bdi></cite>";
  for (const v1::Evidence& evidence : claim.evidence()) {
    if (evidence.role() == v1::EVIDENCE_ROLE_VALUE) *out += ", " + Bytes(evidence.span());
  }
  const std::string voices = Voices(claim);
  *out += ". Voice: " + (voices.empty() ? std::string("the document’s author") : voices);
  const std::string_view stance = StancePrefix(claim.stance());
  if (!stance.empty()) *out += "; " + std::string(stance.substr(0, stance.size() - 2));
  const std::string_view modality = ModalityWord(claim.modality());
  if (!modality.empty()) *out += "; " + std::string(modality);
  if (claim.has_valid_time()) {
    const std::string time = IntervalText(claim.valid_time());
    if (!time.empty()) *out += "; holds for " + HtmlText(time);
  }
  *out += ".";
  for (const v1::Evidence& evidence : claim.evidence()) {
    if (evidence.role() == v1::EVIDENCE_ROLE_VALUE) continue;
    *out += " " + RoleWord(evidence.role()) + ": ";
    *out += evidence.quote().empty()
                ? std::string("(blank)")
                : "<q><bdi" + language + ">" + HtmlText(evidence.quote()) + "</bdi></q>";
    *out += ", " + Bytes(evidence.span()) + ".";
  }
  *out += "</figcaption></figure>";
}

}  // namespace

std::string PageNotes::Button(const std::string& title,
                              const std::vector<const v1::Claim*>& claims) {
  if (claims.empty()) return "";
  const std::string number = std::to_string(++count_);
  const std::string id = "n" + number;
  items_ += "<li id=\"" + id +
            "\" popover tabindex=\"-1\"><button class=\"close\" popovertarget=\"" + id +
            "\" popovertargetaction=\"hide\" aria-label=\"Close\">×</button><h3>" + number + ". " +
            HtmlText(title) + "</h3>";
  for (const v1::Claim* claim : claims) AppendClaim(*claim, &items_);
  items_ += "</li>\n";
  return "<button class=\"ref\" popovertarget=\"" + id + "\" interestfor=\"" + id +
         "\" aria-label=\"" + number + ": " + std::to_string(claims.size()) +
         (claims.size() == 1 ? " passage" : " passages") + "\">" + number + "</button>";
}

}  // namespace parallax::render
