#include "query_service/request/entity_names.h"

#include <algorithm>
#include <set>

#include "core/errors/error.h"
#include "core/record/entity_id.h"
#include "query_service/request/entity_kind.h"
#include "query_service/request/fields.h"

namespace parallax::request {
namespace {

using catalog::Catalog;
using catalog::Entity;
using catalog::NameCandidate;
using catalog::NameKind;
using errors::Error;
using errors::Reason;

constexpr size_t kMaxListedCandidates = 8;

// How near a name is to being the entity's own: 0 is nearest.
int Distance(NameKind kind) {
  switch (kind) {
    case NameKind::kPrimary:
    case NameKind::kAlias:
    case NameKind::kAbbreviation:
      return 0;
    case NameKind::kAdjective:
      return 1;
    case NameKind::kMetonym:
    case NameKind::kContextual:
      return 2;
  }
  return 2;
}

std::string WithCase(std::string_view text, bool upper) {
  std::string changed(text);
  for (char& c : changed) {
    if (upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    if (!upper && c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return changed;
}

const Entity* FindById(const Catalog& catalog, std::string_view name, std::string_view kind) {
  if (const Entity* entity = catalog.FindEntity(name)) {
    return kind.empty() || entity->kind == kind ? entity : nullptr;
  }
  if (kind.empty() || name.find('/') != std::string_view::npos) return nullptr;
  for (const std::string& slug : {std::string(name), WithCase(name, true), WithCase(name, false)}) {
    if (const Entity* entity = catalog.FindEntity(std::string(kind) + "/" + slug)) return entity;
  }
  return nullptr;
}

// The form of ISO 3166-1 alpha-2 codes, which name economies by themselves.
bool IsAlpha2(std::string_view name) {
  return name.size() == 2 && name[0] >= 'A' && name[0] <= 'Z' && name[1] >= 'A' && name[1] <= 'Z';
}

// "model/new-one": a kind that the catalog knows, and a slug.
bool IsId(const Catalog& catalog, std::string_view name) {
  const std::string_view kind = record::EntityKind(name);
  return !kind.empty() && name.size() > kind.size() + 1 && catalog.FindKind(kind) != nullptr &&
         name.find(' ') == std::string_view::npos;
}

}  // namespace

std::vector<const Entity*> CandidatesFor(const Catalog& catalog, std::string_view name,
                                         std::string_view kind) {
  if (const Entity* entity = FindById(catalog, name, kind)) return {entity};
  const std::vector<NameCandidate> named = catalog.ResolveName(name, {}, kind);
  int nearest = INT32_MAX;
  for (const NameCandidate& candidate : named) {
    if (candidate.name == nullptr) continue;
    nearest = std::min(nearest, Distance(candidate.name->kind));
  }
  std::vector<const Entity*> entities;
  if (named.empty() && kind.empty() && IsAlpha2(name)) {
    const Entity* economy = catalog.FindEntity("economy/" + std::string(name));
    if (economy != nullptr) entities.push_back(economy);
    return entities;
  }
  for (const NameCandidate& candidate : named) {
    if (candidate.name != nullptr && Distance(candidate.name->kind) == nearest) {
      entities.push_back(candidate.entity);
    }
  }
  std::sort(entities.begin(), entities.end(),
            [](const Entity* a, const Entity* b) { return a->id < b->id; });
  entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
  return entities;
}

absl::Status EntityNotFound(std::string_view name, std::string_view kind, std::string_view field) {
  const std::string what = kind.empty() ? "entity" : std::string(kind);
  return Error(Reason::kEntityNotFound, field,
               "no " + what + " is named \"" + std::string(name) + "\"");
}

absl::StatusOr<ResolvedEntity> ResolveEntity(const Catalog& catalog, std::string_view name,
                                             std::string_view kind, const std::string& field) {
  if (absl::Status status = CheckText(field, name); !status.ok()) return status;
  const std::vector<const Entity*> candidates = CandidatesFor(catalog, name, kind);
  if (candidates.size() == 1) {
    return ResolvedEntity{candidates.front()->id, candidates.front()->kind, false, field};
  }
  if (candidates.empty()) {
    if (IsId(catalog, name) && (kind.empty() || record::EntityKind(name) == kind)) {
      return ResolvedEntity{std::string(name), std::string(record::EntityKind(name)), true, field};
    }
    return EntityNotFound(name, kind, field);
  }
  std::string message = "\"" + std::string(name) + "\" may be ";
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (i == kMaxListedCandidates) {
      message += " or others";
      break;
    }
    if (i > 0) message += " or ";
    message += candidates[i]->id;
  }
  return Error(Reason::kEntityAmbiguous, field, message);
}

absl::StatusOr<std::vector<ResolvedEntity>> ResolveEntities(const Catalog& catalog,
                                                            const std::vector<std::string>& names,
                                                            std::string_view kind,
                                                            std::string_view field) {
  std::vector<ResolvedEntity> entities;
  std::set<std::string> seen;
  for (size_t i = 0; i < names.size(); ++i) {
    auto entity = ResolveEntity(catalog, names[i], kind, Indexed(field, static_cast<int>(i)));
    if (!entity.ok()) return entity.status();
    if (seen.insert(entity->entity_id).second) entities.push_back(*std::move(entity));
  }
  return entities;
}

}  // namespace parallax::request
