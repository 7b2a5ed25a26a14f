// The catalog: one pack, loaded, checked and indexed.
//
// Names, headers and cues are compared after FoldName (name_fold.h): letter case, width, simplified
// and traditional characters, dashes and white space make no difference.
#ifndef PARALLAX_CORE_CATALOG_CATALOG_H_
#define PARALLAX_CORE_CATALOG_CATALOG_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalog/catalog_types.h"

namespace parallax::catalog {

// A name's possible bearer.
struct NameCandidate {
  const Entity* entity = nullptr;
  const EntityName* name = nullptr;
};

// A dimension that a header or label may ask for. `score` is in (0, 1]; 1 for a listed phrase.
// Scores below 0.5 are not returned.
struct DimensionMatch {
  const Dimension* dimension = nullptr;
  double score = 0;
  std::string_view cue;  // the pack's phrase that fits best
};

// A kind of entity that a header names ("Country").
struct KindMatch {
  const EntityKind* kind = nullptr;
  double score = 0;
};

// A scale cue found in a text: [begin, end) are byte offsets into the text that was given.
struct LevelMatch {
  value::LevelSpan levels;
  int64_t begin = 0;
  int64_t end = 0;
  std::string_view cue;
};

// What a cell's text answers.
enum class CellAnswer { kValue, kNoValue, kNotStated };

// Immutable and thread-safe once loaded.
class Catalog {
 public:
  // Loads every *.textproto of `directory`, in name order. Errors:
  //   kNotFound         the directory or files are missing
  //   kInvalidArgument  a file does not parse or the pack is not sound (duplicate ids, unknown
  //   parents,
  //                     scales, relation types or targets, a name shared without being declared so,
  //                     a reserved dimension retyped …); the message names file:line, one fault per
  //                     line.
  static absl::StatusOr<std::unique_ptr<Catalog>> Load(const std::string& directory);

  // The same from named files.
  static absl::StatusOr<std::unique_ptr<Catalog>> LoadFiles(const std::vector<std::string>& paths);

  // The same from texts; `name` stands for the path in messages.
  struct Source {
    std::string name;
    std::string text;
  };
  static absl::StatusOr<std::unique_ptr<Catalog>> LoadSources(const std::vector<Source>& sources);

  ~Catalog();
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  const std::string& pack_id() const;
  const std::string& pack_version() const;
  const std::string& description() const;
  // 64 hex digits over the pack's content, whatever its division into files: names a generation.
  const std::string& fingerprint() const;

  // Sorted by id.
  const std::vector<Entity>& entities() const;
  const std::vector<EntityKind>& kinds() const;
  // File order; parents may stand after children.
  const std::vector<Dimension>& dimensions() const;
  const std::vector<Scale>& scales() const;
  const std::vector<ListSeparator>& list_separators() const;
  const std::vector<EntityForm>& entity_forms() const;
  const std::vector<ActingCues>& acting_cues() const;
  const std::vector<ProseFrame>& prose_frames() const;

  // Null when unknown.
  const Entity* FindEntity(std::string_view id) const;
  const EntityKind* FindKind(std::string_view id) const;
  const Dimension* FindDimension(std::string_view id) const;
  const Scale* FindScale(std::string_view id) const;

  // Who bears `name`, sorted by name kind (primary first) and id; each entity once. `language`
  // keeps names of that language (and "und"; any zh matches both scripts) and `kind` entities of
  // that kind; empty means any. Also accepts an entity's id. Contextual names are included: the
  // caller sees their kind.
  std::vector<NameCandidate> ResolveName(std::string_view name, std::string_view language = {},
                                         std::string_view kind = {}) const;

  // The name to show in `language`: its primary name, else that of the other Chinese script, else
  // the English one, else the first. Empty only for an unknown id.
  std::string_view DisplayName(std::string_view entity_id, std::string_view language) const;
  // The same for a dimension, a scale's level or a kind.
  std::string_view DimensionName(std::string_view dimension_id, std::string_view language) const;

  // Sorted by id; empty for an unknown kind.
  std::vector<const Entity*> EntitiesOfKind(std::string_view kind) const;

  // Targets of the entity's relations of `type` (either direction's id), sorted by id.
  std::vector<const Entity*> Related(std::string_view entity_id, std::string_view type) const;

  // Dimensions that `header` may ask of a subject of `subject_kind` (empty: of any), best first,
  // ties by id. O(length × cues that share a word).
  std::vector<DimensionMatch> MatchHeader(std::string_view header,
                                          std::string_view subject_kind = {}) const;

  // Kinds that `header` names, best first: tells the subject column.
  std::vector<KindMatch> MatchKindHeader(std::string_view header) const;

  // The cues of `scale_id` in `text`, leftmost-longest, in order. A negated or compared cue is
  // found like any other: what it is worth is the caller's to say.
  std::vector<LevelMatch> ReadLevels(std::string_view scale_id, std::string_view text) const;

  // Whether a cell's text gives a value, says that there is none, or does not answer. Blank, dashes
  // and "not specified" do not answer.
  CellAnswer ClassifyAnswer(std::string_view text) const;

  struct Index;  // private to the room

 private:
  explicit Catalog(std::unique_ptr<Index> index);
  std::unique_ptr<Index> index_;
};

}  // namespace parallax::catalog

#endif  // PARALLAX_CORE_CATALOG_CATALOG_H_
