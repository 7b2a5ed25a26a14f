#include "core/catalog/catalog.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/status/status.h"
#include "core/catalog/catalog_index.h"
#include "core/catalog/name_fold.h"
#include "core/catalog/pack_check.h"
#include "core/catalog/pack_source.h"
#include "core/text/sha256.h"

namespace parallax::catalog {
namespace {

constexpr double kHeaderThreshold = 0.5;
constexpr double kKindThreshold = 0.6;
constexpr size_t kMostFaultsShown = 20;
constexpr int64_t kLargestPackFile = int64_t{64} << 20;

absl::Status Refusal(const std::vector<std::string>& faults) {
  std::string message = "the pack is not valid:";
  for (size_t i = 0; i < faults.size() && i < kMostFaultsShown; ++i) message += "\n" + faults[i];
  if (faults.size() > kMostFaultsShown) {
    message += "\n… and " + std::to_string(faults.size() - kMostFaultsShown) + " more";
  }
  return absl::InvalidArgumentError(message);
}

// Sums over the parsed elements, sorted, so that neither files nor comments count.
std::string Fingerprint(const std::vector<PackSource>& sources) {
  std::vector<std::string> elements;
  for (const PackSource& source : sources) {
    const auto& pack = source.pack();
    elements.push_back("id:" + pack.id() + "@" + pack.version());
    const auto add = [&](const char* what, const auto& repeated) {
      for (const auto& element : repeated) elements.push_back(what + element.SerializeAsString());
    };
    add("kind:", pack.kinds());
    add("relation:", pack.relation_types());
    add("entity:", pack.entities());
    add("dimension:", pack.dimensions());
    add("scale:", pack.scales());
    add("not_stated:", pack.not_stated());
    add("no_value:", pack.no_value());
    add("separator:", pack.list_separators());
    add("form:", pack.entity_forms());
    add("acting:", pack.acting_cues());
  }
  std::erase(elements, "id:@");
  std::sort(elements.begin(), elements.end());
  std::string all;
  for (const std::string& element : elements) all += std::to_string(element.size()) + ":" + element;
  return text::Sha256Hex(all);
}

bool IsChinese(std::string_view language) { return language.starts_with("zh"); }

bool LanguageFits(std::string_view wanted, std::string_view have) {
  return wanted.empty() || have == "und" || wanted == have ||
         (IsChinese(wanted) && IsChinese(have)) || wanted.substr(0, wanted.find('-')) == have;
}

// The best of `texts` for `language`; see Catalog::DisplayName.
template <typename Texts>
std::string_view Localized(const Texts& texts, std::string_view language) {
  const auto rank = [&](std::string_view have) {
    if (have == language) return 0;
    if (IsChinese(language) && IsChinese(have)) return 1;
    if (have == "und") return 2;
    return have == "en" ? 3 : 4;
  };
  std::string_view best;
  int best_rank = 5;
  for (const auto& text : texts) {
    if (rank(text.language) < best_rank) {
      best = text.text;
      best_rank = rank(text.language);
    }
  }
  return best;
}

}  // namespace

int Scale::RankOf(const std::string& level_id) const {
  for (size_t i = 0; i < levels.size(); ++i) {
    if (levels[i].id == level_id) return static_cast<int>(i);
  }
  return -1;
}

Catalog::Catalog(std::unique_ptr<Index> index) : index_(std::move(index)) {}
Catalog::~Catalog() = default;

absl::StatusOr<std::unique_ptr<Catalog>> Catalog::Load(const std::string& directory) {
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".textproto") paths.push_back(it->path().string());
  }
  if (error)
    return absl::NotFoundError("cannot read the pack directory " + directory + ": " +
                               error.message());
  if (paths.empty())
    return absl::NotFoundError("no *.textproto file in the pack directory " + directory);
  std::sort(paths.begin(), paths.end());
  return LoadFiles(paths);
}

absl::StatusOr<std::unique_ptr<Catalog>> Catalog::LoadFiles(const std::vector<std::string>& paths) {
  std::vector<Source> sources;
  for (const std::string& path : paths) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    std::ifstream file(path, std::ios::binary);
    if (error || !file) return absl::NotFoundError("cannot read the pack file " + path);
    if (static_cast<int64_t>(size) > kLargestPackFile) {
      return absl::InvalidArgumentError("the pack file " + path + " is larger than 64 MiB");
    }
    sources.push_back({path, std::string(std::istreambuf_iterator<char>(file), {})});
  }
  return LoadSources(sources);
}

absl::StatusOr<std::unique_ptr<Catalog>> Catalog::LoadSources(const std::vector<Source>& sources) {
  std::vector<std::string> faults;
  std::vector<PackSource> parsed;
  parsed.reserve(sources.size());
  for (const Source& source : sources) parsed.emplace_back(source.name, source.text, &faults);
  // A file that does not parse lacks elements that others name: only the parser's word helps then.
  if (faults.empty()) faults = CheckPack(parsed);
  if (!faults.empty()) return Refusal(faults);
  auto index = std::make_unique<Index>();
  BuildIndex(parsed, index.get());
  index->fingerprint = Fingerprint(parsed);
  return std::unique_ptr<Catalog>(new Catalog(std::move(index)));
}

const std::string& Catalog::pack_id() const { return index_->pack_id; }
const std::string& Catalog::pack_version() const { return index_->pack_version; }
const std::string& Catalog::description() const { return index_->description; }
const std::string& Catalog::fingerprint() const { return index_->fingerprint; }
const std::vector<Entity>& Catalog::entities() const { return index_->entities; }
const std::vector<EntityKind>& Catalog::kinds() const { return index_->kinds; }
const std::vector<Dimension>& Catalog::dimensions() const { return index_->dimensions; }
const std::vector<Scale>& Catalog::scales() const { return index_->scales; }
const std::vector<ListSeparator>& Catalog::list_separators() const {
  return index_->list_separators;
}
const std::vector<EntityForm>& Catalog::entity_forms() const { return index_->entity_forms; }
const std::vector<ActingCues>& Catalog::acting_cues() const { return index_->acting_cues; }
const std::vector<ProseFrame>& Catalog::prose_frames() const { return index_->prose_frames; }

const Entity* Catalog::FindEntity(std::string_view id) const {
  const auto it = index_->entity_by_id.find(id);
  return it == index_->entity_by_id.end() ? nullptr
                                          : &index_->entities[static_cast<size_t>(it->second)];
}

const EntityKind* Catalog::FindKind(std::string_view id) const {
  const auto it = index_->kind_by_id.find(id);
  return it == index_->kind_by_id.end() ? nullptr : &index_->kinds[it->second];
}

const Dimension* Catalog::FindDimension(std::string_view id) const {
  const auto it = index_->dimension_by_id.find(id);
  return it == index_->dimension_by_id.end() ? nullptr : &index_->dimensions[it->second];
}

const Scale* Catalog::FindScale(std::string_view id) const {
  const auto it = index_->scale_by_id.find(id);
  return it == index_->scale_by_id.end() ? nullptr : &index_->scales[it->second];
}

std::vector<NameCandidate> Catalog::ResolveName(std::string_view name, std::string_view language,
                                                std::string_view kind) const {
  std::vector<NameCandidate> found;
  if (const Entity* entity = FindEntity(name); entity != nullptr && !entity->names.empty()) {
    if (kind.empty() || entity->kind == kind) found.push_back({entity, &entity->names.front()});
    return found;
  }
  if (name.size() > 512) return found;
  const auto it = index_->names.find(FoldName(name));
  if (it == index_->names.end()) return found;
  for (const Index::NameRef& ref : it->second) {
    const Entity& entity = index_->entities[ref.entity];
    const EntityName& entity_name = entity.names[ref.name];
    if (!kind.empty() && entity.kind != kind) continue;
    if (!LanguageFits(language, entity_name.language)) continue;
    found.push_back({&entity, &entity_name});
  }
  std::stable_sort(found.begin(), found.end(), [](const NameCandidate& a, const NameCandidate& b) {
    return std::pair(a.name->kind, std::string_view(a.entity->id)) <
           std::pair(b.name->kind, std::string_view(b.entity->id));
  });
  std::vector<NameCandidate> distinct;
  for (const NameCandidate& candidate : found) {
    const bool seen = std::any_of(distinct.begin(), distinct.end(), [&](const NameCandidate& d) {
      return d.entity == candidate.entity;
    });
    if (!seen) distinct.push_back(candidate);
  }
  return distinct;
}

std::string_view Catalog::DisplayName(std::string_view entity_id, std::string_view language) const {
  const Entity* entity = FindEntity(entity_id);
  if (entity == nullptr) return {};
  struct View {
    std::string_view language, text;
  };
  std::vector<View> views;
  for (const EntityName& name : entity->names) {
    if (name.kind == NameKind::kPrimary) views.push_back({name.language, name.text});
  }
  return Localized(views, language);
}

std::string_view Catalog::DimensionName(std::string_view dimension_id,
                                        std::string_view language) const {
  const Dimension* dimension = FindDimension(dimension_id);
  return dimension == nullptr ? std::string_view() : Localized(dimension->names, language);
}

std::vector<const Entity*> Catalog::EntitiesOfKind(std::string_view kind) const {
  std::vector<const Entity*> found;
  for (const Entity& entity : index_->entities) {
    if (entity.kind == kind) found.push_back(&entity);
  }
  return found;
}

std::vector<const Entity*> Catalog::Related(std::string_view entity_id,
                                            std::string_view type) const {
  std::vector<const Entity*> found;
  const Entity* entity = FindEntity(entity_id);
  if (entity == nullptr) return found;
  for (const EntityRelation& relation : entity->relations) {
    if (relation.type == type) found.push_back(FindEntity(relation.target));
  }
  std::sort(found.begin(), found.end(),
            [](const Entity* a, const Entity* b) { return a->id < b->id; });
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<DimensionMatch> Catalog::MatchHeader(std::string_view header,
                                                 std::string_view subject_kind) const {
  std::vector<DimensionMatch> found;
  for (const CueIndex::Match& match : index_->headers.Search(header, kHeaderThreshold)) {
    const Dimension& d = index_->dimensions[match.target];
    if (!subject_kind.empty() && !d.subject_kinds.empty() &&
        std::find(d.subject_kinds.begin(), d.subject_kinds.end(), subject_kind) ==
            d.subject_kinds.end()) {
      continue;
    }
    found.push_back({&d, match.score, match.cue});
  }
  std::sort(found.begin(), found.end(), [](const DimensionMatch& a, const DimensionMatch& b) {
    return a.score != b.score ? a.score > b.score : a.dimension->id < b.dimension->id;
  });
  return found;
}

std::vector<KindMatch> Catalog::MatchKindHeader(std::string_view header) const {
  std::vector<KindMatch> found;
  for (const CueIndex::Match& match : index_->kind_headers.Search(header, kKindThreshold)) {
    found.push_back({&index_->kinds[match.target], match.score});
  }
  return found;
}

std::vector<LevelMatch> Catalog::ReadLevels(std::string_view scale_id,
                                            std::string_view text) const {
  std::vector<LevelMatch> found;
  const auto it = index_->scale_by_id.find(scale_id);
  if (it == index_->scale_by_id.end()) return found;
  const ScaleCues& cues = index_->scale_cues[it->second];
  const FoldedText folded(text);
  std::vector<text::PhraseMatch> matches;
  cues.matcher.FindAll(folded.text(), &matches);
  for (const text::PhraseMatch& match : matches) {
    const auto& [span, phrase] = cues.spans[match.value];
    found.push_back({span, folded.ToSource(match.begin), folded.ToSourceEnd(match.end), phrase});
  }
  return found;
}

CellAnswer Catalog::ClassifyAnswer(std::string_view text) const {
  return ClassifyCell(index_->not_stated, index_->no_value, text);
}

}  // namespace parallax::catalog
