// Any bytes as a document's paragraphs: what the contract says of ranges, clauses and voices holds.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "core/text/utf8.h"
#include "ingest_service/discourse/discourse.h"
#include "ingest_service/link/linker.h"

namespace {

using parallax::discourse::Clause;
using parallax::discourse::Cue;
using parallax::discourse::Discourse;
using parallax::discourse::Sentence;

constexpr char kPack[] = R"pack(
id: "fuzz" version: "1.0.0"
kinds { id: "economy" names { language: "en" text: "economy" } }
kinds { id: "organization" names { language: "en" text: "company" } }
kinds { id: "person" names { language: "en" text: "person" } }
entities { id: "economy/CN" names { language: "en" primary: "China" adjective: "Chinese" } names { language: "zh-Hans" primary: "中国" } }
entities { id: "organization/times" names { language: "en" primary: "the Times" } names { language: "zh-Hans" primary: "时报" } }
entities { id: "person/lee" names { language: "en" primary: "Ann Lee" alias: "Lee" } names { language: "zh-Hans" primary: "李安" } }
)pack";

const parallax::link::Linker& FuzzLinker() {
  static const auto* const linker = [] {
    auto catalog = parallax::catalog::Catalog::LoadSources({{"fuzz", kPack}});
    if (!catalog.ok()) std::abort();
    return new parallax::link::Linker(std::move(*catalog));
  }();
  return *linker;
}

bool OnBoundary(std::string_view text, int64_t at) {
  return at >= 0 && at <= static_cast<int64_t>(text.size()) &&
         (at == static_cast<int64_t>(text.size()) ||
          (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80);
}

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  parallax::record::Document document;
  for (size_t at = 0; at <= bytes.size();) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    parallax::record::Block block;
    // Block texts are valid UTF-8.
    for (char c : bytes.substr(at, end - at)) block.content.text += c;
    const std::string valid =
        block.content.text.substr(0, parallax::text::ValidUtf8Prefix(block.content.text));
    block.content.text = valid;
    block.content.map.AppendIdentity(0, static_cast<int64_t>(valid.size()));
    if (valid.starts_with("#")) block.kind = parallax::record::BlockKind::kHeading;
    if (valid.starts_with("-")) block.kind = parallax::record::BlockKind::kListItem;
    if (valid.starts_with(">")) block.kind = parallax::record::BlockKind::kReaderComment;
    document.blocks.push_back(std::move(block));
    at = end + 1;
  }
  parallax::record::Voice author;
  author.kind = parallax::record::VoiceKind::kAuthor;
  author.key = "unsigned:fuzz";
  const auto mentions = FuzzLinker().Link(document).mentions;
  const Discourse discourse =
      parallax::discourse::ReadDiscourse(FuzzLinker().catalog(), document, mentions, author);
  Require(!discourse.voices.empty());
  for (const auto& voice : discourse.voices) Require(!voice.key.empty());
  for (const Sentence& sentence : discourse.sentences) {
    const std::string_view text = document.blocks[sentence.block].content.text;
    Require(OnBoundary(text, sentence.range.begin) && OnBoundary(text, sentence.range.end));
    Require(!sentence.clauses.empty());
    int64_t last = sentence.range.begin;
    for (const Clause& clause : sentence.clauses) {
      Require(OnBoundary(text, clause.range.begin) && OnBoundary(text, clause.range.end));
      Require(last <= clause.range.begin && clause.range.begin < clause.range.end &&
              clause.range.end <= sentence.range.end);
      last = clause.range.end;
      Require(!clause.voices.empty());
      for (int32_t voice : clause.voices)
        Require(voice >= 0 && voice < static_cast<int32_t>(discourse.voices.size()));
      for (const Cue& cue : clause.cues) {
        Require(cue.block >= 0 && cue.block <= sentence.block);
        const std::string_view its = document.blocks[cue.block].content.text;
        Require(OnBoundary(its, cue.range.begin) && OnBoundary(its, cue.range.end));
        Require(cue.range.begin <= cue.range.end);
      }
    }
  }
  return 0;
}
