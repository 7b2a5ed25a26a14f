#include "ingest_service/link/self_reference.h"

#include <algorithm>
#include <array>

namespace parallax::link {
namespace {

constexpr std::array<std::string_view, 2> kCountry = {"我国", "我國"};
constexpr std::array<std::string_view, 2> kProvince = {"我省", "本省"};
constexpr std::array<std::string_view, 2> kCity = {"我市", "本市"};
constexpr int kDominance = 3;

bool HasNameEndingIn(const catalog::Entity& entity, std::string_view end) {
  return std::any_of(entity.names.begin(), entity.names.end(),
                     [&](const catalog::EntityName& name) { return name.text.ends_with(end); });
}

// The one that is counted alone or far more often than any other; empty when there is none.
std::string Dominant(const std::map<std::string, int>& counts) {
  std::string best;
  int most = 0;
  int second = 0;
  for (const auto& [id, count] : counts) {
    if (count > most) {
      second = most;
      most = count;
      best = id;
    } else {
      second = std::max(second, count);
    }
  }
  return most > 0 && (second == 0 || most >= kDominance * second) ? best : std::string();
}

}  // namespace

std::string_view EconomyOf(const catalog::Catalog& catalog, const catalog::Entity* entity) {
  for (int steps = 0; steps < 3 && entity != nullptr; ++steps) {
    const catalog::Entity* next = nullptr;
    for (const catalog::EntityRelation& relation : entity->relations) {
      if (relation.type != "located_in" && relation.type != "based_in" &&
          relation.type != "part_of")
        continue;
      if (relation.target.starts_with("economy/")) return relation.target;
      next = catalog.FindEntity(relation.target);
    }
    entity = next;
  }
  return {};
}

void SelfReferences::Note(std::string_view text, std::string_view language) {
  // Each of the words ends in one of these; most texts have no 我 nor 本 at all.
  if (text.find("我") == std::string_view::npos && text.find("本") == std::string_view::npos)
    return;
  const auto note = [&](std::string_view word) {
    if (text.find(word) != std::string_view::npos)
      words_.emplace(word, language.starts_with("zh-Hant"));
  };
  for (std::string_view word : kCountry) note(word);
  for (std::string_view word : kProvince) note(word);
  for (std::string_view word : kCity) note(word);
}

std::map<std::string, std::string> SelfReferences::Resolve(
    const catalog::Catalog& catalog, const std::vector<record::Mention>& mentions) const {
  std::map<std::string, std::string> resolved;
  if (words_.empty()) return resolved;
  std::map<std::string, int> economies;  // their bodies and places, and themselves
  std::map<std::string, int> bodies;     // only their bodies and places
  std::map<std::string, int> provinces, cities;
  for (const record::Mention& mention : mentions) {
    const catalog::Entity* const entity = catalog.FindEntity(mention.entity_id);
    if (entity == nullptr) continue;
    if (entity->kind == "economy") {
      ++economies[entity->id];
      continue;
    }
    const std::string economy(EconomyOf(catalog, entity));
    if (!economy.empty()) {
      ++economies[economy];
      ++bodies[economy];
    }
    if (entity->kind != "place") continue;
    if (HasNameEndingIn(*entity, "省") || HasNameEndingIn(*entity, "自治区"))
      ++provinces[entity->id];
    if (HasNameEndingIn(*entity, "市")) ++cities[entity->id];
  }
  for (const auto& [word, traditional] : words_) {
    std::string id;
    if (std::find(kProvince.begin(), kProvince.end(), word) != kProvince.end()) {
      id = Dominant(provinces);
    } else if (std::find(kCity.begin(), kCity.end(), word) != kCity.end()) {
      id = Dominant(cities);
    } else if (traditional) {
      const int taiwan = bodies["economy/TW"];
      if (taiwan > 0 && taiwan >= bodies["economy/CN"]) id = "economy/TW";
    } else if (std::max(economies["economy/SG"], economies["economy/MY"]) <=
               economies["economy/CN"]) {
      id = "economy/CN";
    }
    if (!id.empty() && catalog.FindEntity(id) != nullptr) resolved.emplace(word, id);
  }
  return resolved;
}

}  // namespace parallax::link
