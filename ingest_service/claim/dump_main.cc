// Prints what the prose rules make of documents and what they refuse, and why: dump_claims PACK_DIR
// MEDIA_TYPE FILE… For development.
#include <fstream>
#include <iostream>
#include <sstream>

#include "ingest_service/claim/prose_claims.h"
#include "ingest_service/link/linker.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  auto catalog = parallax::catalog::Catalog::Load(argv[1]);
  if (!catalog.ok()) {
    std::cerr << catalog.status().ToString() << "\n";
    return 1;
  }
  const std::shared_ptr<const parallax::catalog::Catalog> shared = *std::move(catalog);
  const parallax::link::Linker linker(shared);
  const parallax::claim::ProseRules rules(*shared);
  for (int i = 3; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    parallax::record::Input input;
    input.content = bytes.str();
    input.media_type = argv[2];
    const auto source = parallax::source::Decode(input);
    if (!source.ok()) continue;
    const auto document = parallax::parse::Parse(*source, input);
    if (!document.ok()) continue;
    const auto linked = linker.Link(*document);
    const parallax::record::Voice author{parallax::record::VoiceKind::kAuthor, "", "", "",
                                         "author"};
    const parallax::claim::ClaimContext context{
        *shared, parallax::recognize::Recognizer::Default(), *document, linked.mentions, author,
        {}};
    parallax::claim::ClaimDraft draft;
    ClaimProse(rules, context,
               parallax::discourse::ReadDiscourse(*shared, *document, linked.mentions, author),
               &draft);
    std::cout << "## " << argv[i] << "\n";
    for (const auto& claim : draft.claims) {
      std::cout << "+ " << claim.subject_entity_id << " | " << claim.activity.rule_id << " | "
                << claim.value.text << "\n";
    }
    for (const auto& refused : draft.rejected) {
      std::cout << "- " << refused.rule_id << " | " << refused.dimension_id << " | "
                << input.content.substr(refused.span.begin_byte, refused.span.size()) << " | "
                << refused.reason << "\n";
    }
  }
  return 0;
}
