// Any bytes as a document's prose: claims have voices and evidence, and every quote stands where it
// says.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "ingest_service/claim/prose_claims.h"
#include "ingest_service/link/linker.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

namespace {

struct Rooms {
  std::shared_ptr<const parallax::catalog::Catalog> catalog;
  std::unique_ptr<parallax::link::Linker> linker;
  std::unique_ptr<parallax::claim::ProseRules> rules;
};

const Rooms& FuzzRooms() {
  static const auto* const rooms = [] {
    const char* root = std::getenv("PARALLAX_SOURCE_DIR");
    auto catalog = parallax::catalog::Catalog::Load(std::string(root == nullptr ? "." : root) +
                                                    "/packs/ai_industrial_policy");
    if (!catalog.ok()) std::abort();
    auto* made = new Rooms;
    made->catalog = *std::move(catalog);
    made->linker = std::make_unique<parallax::link::Linker>(made->catalog);
    made->rules = std::make_unique<parallax::claim::ProseRules>(*made->catalog);
    return made;
  }();
  return *rooms;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  parallax::record::Input input;
  input.content.assign(reinterpret_cast<const char*>(data), size);
  input.media_type = "text/plain";
  const auto source = parallax::source::Decode(input);
  if (!source.ok()) return 0;
  const auto document = parallax::parse::Parse(*source, input);
  if (!document.ok()) return 0;
  const Rooms& rooms = FuzzRooms();
  const auto linked = rooms.linker->Link(*document);
  const parallax::record::Voice author{parallax::record::VoiceKind::kAuthor, "", "", "", "a"};
  const parallax::claim::ClaimContext context{
      *rooms.catalog, parallax::recognize::Recognizer::Default(),
      *document,      linked.mentions,
      author,         std::nullopt};
  parallax::claim::ClaimDraft draft;
  ClaimProse(*rooms.rules, context,
             parallax::discourse::ReadDiscourse(*rooms.catalog, *document, linked.mentions, author),
             &draft);
  const auto total = static_cast<int64_t>(input.content.size());
  for (const auto& claim : draft.claims) {
    // A subject is known or at least written; an open question has no words of its own.
    if (claim.voices.empty() || claim.evidence.size() < 2 || claim.subject_written.empty())
      std::abort();
    for (const auto& evidence : claim.evidence) {
      if (evidence.span.begin_byte < 0 || evidence.span.end_byte > total ||
          evidence.span.begin_byte > evidence.span.end_byte) {
        std::abort();
      }
    }
  }
  for (const auto& [restated, first] : draft.equivalents) {
    if (restated >= draft.claims.size() || first >= draft.claims.size()) std::abort();
  }
  return 0;
}
