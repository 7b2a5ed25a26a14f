#include "ingest_service/claim/yuan_region.h"

#include <algorithm>

#include "ingest_service/link/self_reference.h"

namespace parallax::claim {
namespace {

constexpr std::string_view kTraditional = "zh-Hant";
constexpr int kFewestMentions = 2;

bool NamesAny(const record::Document& document, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(document.blocks, [&](const record::Block& block) {
    return std::ranges::any_of(words, [&](std::string_view word) {
      return block.content.text.find(word) != std::string::npos;
    });
  });
}

}  // namespace

std::string_view YuanRegion(const catalog::Catalog& catalog, const record::Document& document,
                            const std::vector<record::Mention>& mentions) {
  bool traditional = false;
  for (const record::Block& block : document.blocks) {
    if (!block.language.starts_with(kTraditional)) continue;
    if (block.language.size() > kTraditional.size()) return {};
    traditional = true;
  }
  if (!traditional) return {};
  int of_mainland = 0;
  int of_hong_kong = 0;
  for (const record::Mention& mention : mentions) {
    const std::string_view id = mention.entity_id;
    const std::string_view economy =
        id.starts_with("economy/") ? id : link::EconomyOf(catalog, catalog.FindEntity(id));
    if (economy == "economy/TW" || economy == "economy/MO") return {};
    of_mainland += economy == "economy/CN" ? 1 : 0;
    of_hong_kong += economy == "economy/HK" ? 1 : 0;
  }
  if (NamesAny(document, {"台幣", "臺幣", "NT$"})) return {};
  const bool renminbi = NamesAny(document, {"人民幣"});
  const bool hong_kong = NamesAny(document, {"港元", "港幣", "HK$"});
  if (renminbi && hong_kong) return {};
  if (hong_kong || (!renminbi && of_hong_kong >= kFewestMentions)) return "HK";
  if (renminbi) return "CN";
  return of_hong_kong == 0 && of_mainland >= kFewestMentions ? "CN" : "";
}

}  // namespace parallax::claim
