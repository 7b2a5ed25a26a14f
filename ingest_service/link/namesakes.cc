#include "ingest_service/link/namesakes.h"

#include <algorithm>

namespace parallax::link {
namespace {

// Names of economies before 版, the longest first.
constexpr std::string_view kVersions[] = {
    "中国版", "中國版", "美国版", "美國版", "韩国版", "韓國版", "日本版", "欧洲版",
    "歐洲版", "欧盟版", "歐盟版", "台湾版", "台灣版", "臺灣版", "印度版", "英国版",
    "英國版", "德国版", "德國版", "法国版", "法國版", "台版",   "臺版",   "日版",
    "韩版",   "韓版",   "欧版",   "歐版",   "美版",   "中版",   "印版",   "英版"};

bool Possesses(std::string_view gap) {
  for (std::string_view possessive : {"", " ", "'s ", "’s ", "s' ", "的"}) {
    if (gap == possessive) return true;
  }
  return false;
}

}  // namespace

bool IsNamesake(const catalog::Entity& entity, std::string_view text, int64_t begin,
                std::string_view economy, int64_t economy_end, Namesake* namesake) {
  const std::string_view before = text.substr(0, begin);
  if (before.ends_with("版")) {
    for (std::string_view version : kVersions) {
      if (!before.ends_with(version)) continue;
      namesake->economy = std::string(version);
      namesake->begin = begin - static_cast<int64_t>(version.size());
      return true;
    }
  }
  if (economy.empty() || economy_end > begin) return false;
  if (!Possesses(text.substr(economy_end, begin - economy_end))) return false;
  bool elsewhere = false;
  for (const catalog::EntityRelation& relation : entity.relations) {
    if (!relation.target.starts_with("economy/")) continue;
    if (relation.target == economy) return false;
    elsewhere = true;
  }
  namesake->economy = std::string(economy);
  namesake->begin = begin;
  return elsewhere;
}

const catalog::Entity* FindNamesake(const catalog::Catalog& catalog, const Namesake& namesake,
                                    const std::string& name) {
  const catalog::Entity* const economy = catalog.FindEntity(namesake.economy);
  if (economy == nullptr) return nullptr;
  for (const catalog::EntityName& own : economy->names) {
    const bool latin = !own.text.empty() && static_cast<unsigned char>(own.text[0]) < 0x80;
    const auto known = catalog.ResolveName(own.text + (latin ? " " : "") + name, {}, "initiative");
    if (known.size() == 1) return known.front().entity;
  }
  return nullptr;
}

}  // namespace parallax::link
