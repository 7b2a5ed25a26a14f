#include "core/catalog/pack_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "core/catalog/name_fold.h"
#include "core/catalog/well_known.h"

namespace parallax::catalog {
namespace {

using pack::v1::Dimension;
using pack::v1::Entity;
using pack::v1::Pack;

bool MadeOf(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.size() <= 128 &&
         text.find_first_not_of(allowed) == std::string_view::npos;
}
constexpr std::string_view kLowerId = "abcdefghijklmnopqrstuvwxyz0123456789_";
constexpr std::string_view kUpperId = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
constexpr std::string_view kSlug =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";

ValueType FromProto(pack::v1::ValueType type) {
  return static_cast<ValueType>(static_cast<int>(type) - 1);
}

// Collects ids of every file first, then checks each file against them.
class Checker {
 public:
  explicit Checker(const std::vector<PackSource>& sources) : sources_(sources) {}

  std::vector<std::string> Run() {
    Collect();
    CheckHead();
    for (const PackSource& source : sources_) {
      CheckKinds(source);
      CheckEntities(source);
      CheckScales(source);
      CheckDimensions(source);
      CheckFrames(source);
    }
    CheckParentLoops();
    return std::move(faults_);
  }

 private:
  void Fault(const std::string& where, const std::string& what) {
    faults_.push_back(where + ": " + what);
  }

  void CollectId(std::map<std::string, std::string>* ids, const std::string& id,
                 const std::string& where, const char* what) {
    const auto [it, added] = ids->emplace(id, where);
    if (!added)
      Fault(where, std::string(what) + " \"" + id + "\" is already declared at " + it->second);
  }

  void Collect() {
    for (const PackSource& source : sources_) {
      const Pack& pack = source.pack();
      for (int i = 0; i < pack.kinds_size(); ++i) {
        CollectId(&kinds_, pack.kinds(i).id(), source.Where("kinds", i), "kind");
      }
      for (int i = 0; i < pack.relation_types_size(); ++i) {
        const auto& type = pack.relation_types(i);
        CollectId(&relation_ids_, type.id(), source.Where("relation_types", i), "relation type");
        if (!type.inverse_id().empty() && type.inverse_id() != type.id()) {
          CollectId(&relation_ids_, type.inverse_id(), source.Where("relation_types", i),
                    "relation type");
        }
        relations_[type.id()] = &type;
      }
      for (int i = 0; i < pack.entities_size(); ++i) {
        CollectId(&entities_, pack.entities(i).id(), source.Where("entities", i), "entity");
      }
      for (int i = 0; i < pack.scales_size(); ++i) {
        CollectId(&scales_, pack.scales(i).id(), source.Where("scales", i), "scale");
      }
      for (int i = 0; i < pack.dimensions_size(); ++i) {
        CollectId(&dimensions_, pack.dimensions(i).id(), source.Where("dimensions", i),
                  "dimension");
        parents_[pack.dimensions(i).id()] = pack.dimensions(i).parent();
        const auto& kinds = pack.dimensions(i).subject_kinds();
        asked_of_[pack.dimensions(i).id()].insert(kinds.begin(), kinds.end());
      }
    }
  }

  void CheckHead() {
    int heads = 0;
    for (const PackSource& source : sources_) {
      const Pack& pack = source.pack();
      if (pack.id().empty() && pack.version().empty()) continue;
      ++heads;
      if (!MadeOf(pack.id(), kLowerId)) {
        Fault(source.Where("id", -1), "pack id \"" + pack.id() + "\" is not of [a-z0-9_]");
      }
      if (!MadeOf(pack.version(), "0123456789.")) {
        Fault(source.Where("version", -1),
              "version \"" + pack.version() + "\" is not MAJOR.MINOR.PATCH");
      }
    }
    if (heads != 1) {
      Fault(sources_.empty() ? "pack" : sources_.front().Where("id", -1),
            "exactly one file of a pack states id and version; " + std::to_string(heads) + " do");
    }
  }

  void CheckKinds(const PackSource& source) {
    const Pack& pack = source.pack();
    for (int i = 0; i < pack.kinds_size(); ++i) {
      if (!MadeOf(pack.kinds(i).id(), kLowerId)) {
        Fault(source.Where("kinds", i),
              "kind id \"" + pack.kinds(i).id() + "\" is not of [a-z0-9_]");
      }
    }
    for (int i = 0; i < pack.entity_forms_size(); ++i) {
      if (!kinds_.contains(pack.entity_forms(i).kind())) {
        Fault(source.Where("entity_forms", i, "kind"),
              "unknown kind \"" + pack.entity_forms(i).kind() + "\"");
      }
    }
  }

  void CheckEntities(const PackSource& source) {
    const Pack& pack = source.pack();
    for (int i = 0; i < pack.entities_size(); ++i) {
      const Entity& entity = pack.entities(i);
      const std::string where = source.Where("entities", i);
      const size_t slash = entity.id().find('/');
      const std::string kind = entity.id().substr(0, slash);
      if (slash == std::string::npos ||
          !MadeOf(std::string_view(entity.id()).substr(slash + 1), kSlug)) {
        Fault(where, "entity id \"" + entity.id() + "\" is not kind/slug");
      } else if (!kinds_.contains(kind)) {
        Fault(where, "entity \"" + entity.id() + "\" is of the undeclared kind \"" + kind + "\"");
      }
      CheckNames(source, i);
      for (int r = 0; r < entity.relations_size(); ++r) {
        CheckRelation(source, i, r, kind);
      }
    }
  }

  void CheckNames(const PackSource& source, int i) {
    const Entity& entity = source.pack().entities(i);
    std::set<std::string> with_primary;
    bool any = false;
    for (int n = 0; n < entity.names_size(); ++n) {
      const auto& set = entity.names(n);
      const std::string where = source.Where("entities", i, "names", n);
      if (set.language().empty())
        Fault(where, "a name set of \"" + entity.id() + "\" has no language");
      if (!set.primary().empty()) {
        any = true;
        if (!with_primary.insert(set.language()).second) {
          Fault(where, "\"" + entity.id() + "\" has two primary names in " + set.language());
        }
      }
      const auto check = [&](const std::string& name) {
        const std::string folded = FoldName(name);
        if (folded.size() < 2)
          Fault(where, "the name \"" + name + "\" of \"" + entity.id() + "\" is too short");
        if (folded.size() > 200)
          Fault(where, "a name of \"" + entity.id() + "\" is longer than 200 bytes");
      };
      if (!set.primary().empty()) check(set.primary());
      for (const auto& name : set.alias()) check(name);
      for (const auto& name : set.abbreviation()) check(name);
      for (const auto& name : set.adjective()) check(name);
      for (const auto& name : set.metonym()) check(name);
      for (const auto& name : set.contextual()) check(name.text());
    }
    if (!any) Fault(source.Where("entities", i), "\"" + entity.id() + "\" has no primary name");
  }

  void CheckRelation(const PackSource& source, int i, int r, const std::string& kind) {
    const Entity& entity = source.pack().entities(i);
    const auto& relation = entity.relations(r);
    const std::string where = source.Where("entities", i, "relations", r);
    const auto type = relations_.find(relation.type());
    if (type == relations_.end()) {
      Fault(where,
            "unknown relation type \"" + relation.type() + "\" (inverse ids are not stated)");
      return;
    }
    if (!entities_.contains(relation.target())) {
      Fault(where, "relation of \"" + entity.id() + "\" to the unknown entity \"" +
                       relation.target() + "\"");
    }
    const auto allows = [](const auto& kinds, const std::string& k) {
      return kinds.empty() || std::find(kinds.begin(), kinds.end(), k) != kinds.end();
    };
    const std::string target_kind = relation.target().substr(0, relation.target().find('/'));
    if (!allows(type->second->from_kinds(), kind) ||
        !allows(type->second->to_kinds(), target_kind)) {
      Fault(where, "relation \"" + relation.type() + "\" does not lead from " + kind + " to " +
                       target_kind);
    }
  }

  void CheckScales(const PackSource& source) {
    const Pack& pack = source.pack();
    for (int i = 0; i < pack.scales_size(); ++i) {
      const auto& scale = pack.scales(i);
      const std::string where = source.Where("scales", i);
      if (!MadeOf(scale.id(), kLowerId))
        Fault(where, "scale id \"" + scale.id() + "\" is not of [a-z0-9_]");
      if (scale.levels_size() < 2)
        Fault(where, "scale \"" + scale.id() + "\" has fewer than two levels");
      std::map<std::string, int> ranks;
      std::map<std::string, std::string> cue_of;
      const auto check_cues = [&](const auto& cues, const std::string& meaning,
                                  const std::string& at) {
        for (const auto& of_language : cues) {
          for (const auto& phrase : of_language.phrase()) {
            const auto [it, added] = cue_of.emplace(FoldName(phrase), meaning);
            if (!added && it->second != meaning) {
              Fault(at, absl::StrCat("the cue \"", phrase, "\" means both ", it->second, " and ",
                                     meaning));
            }
          }
        }
      };
      for (int l = 0; l < scale.levels_size(); ++l) {
        const std::string at = source.Where("scales", i, "levels", l);
        if (!MadeOf(scale.levels(l).id(), kUpperId)) {
          Fault(at, "level id \"" + scale.levels(l).id() + "\" is not of [A-Z0-9_]");
        }
        if (!ranks.emplace(scale.levels(l).id(), l).second) {
          Fault(at,
                "scale \"" + scale.id() + "\" has the level " + scale.levels(l).id() + " twice");
        }
        check_cues(scale.levels(l).cues(), scale.levels(l).id(), at);
      }
      for (int s = 0; s < scale.spans_size(); ++s) {
        const auto& span = scale.spans(s);
        const std::string at = source.Where("scales", i, "spans", s);
        const auto low = ranks.find(span.lowest());
        const auto high = ranks.find(span.highest());
        if (low == ranks.end() || high == ranks.end()) {
          Fault(at, "a span of \"" + scale.id() + "\" names an unknown level");
        } else if (low->second > high->second) {
          Fault(at, "a span of \"" + scale.id() + "\" runs downwards");
        }
        check_cues(span.cues(), span.lowest() + ".." + span.highest(), at);
      }
    }
  }

  void CheckDimensions(const PackSource& source) {
    const Pack& pack = source.pack();
    for (int i = 0; i < pack.dimensions_size(); ++i) {
      const Dimension& d = pack.dimensions(i);
      const std::string where = source.Where("dimensions", i);
      const std::string quoted = "dimension \"" + d.id() + "\"";
      if (!MadeOf(d.id(), kLowerId)) Fault(where, quoted + " is not of [a-z0-9_]");
      if (!d.parent().empty() && !dimensions_.contains(d.parent())) {
        Fault(source.Where("dimensions", i, "parent"),
              quoted + " has the unknown parent \"" + d.parent() + "\"");
      }
      if (d.value_type() == pack::v1::VALUE_TYPE_UNSPECIFIED)
        Fault(where, quoted + " has no value type");
      const bool level = d.value_type() == pack::v1::VALUE_TYPE_LEVEL;
      if (level && !scales_.contains(d.scale())) {
        Fault(where, quoted + " is read on the unknown scale \"" + d.scale() + "\"");
      }
      if (!level && !d.scale().empty()) Fault(where, quoted + " has a scale and is no LEVEL");
      if (d.names_size() == 0) Fault(where, quoted + " has no name");
      for (const auto& kind : d.subject_kinds()) {
        if (!kinds_.contains(kind))
          Fault(where, absl::StrCat(quoted, " is asked of the unknown kind \"", kind, "\""));
      }
      for (const auto& kind : d.value_kinds()) {
        if (!kinds_.contains(kind))
          Fault(where, absl::StrCat(quoted, " takes values of the unknown kind \"", kind, "\""));
      }
      const WellKnownDimension* reserved = FindWellKnown(d.id());
      if (reserved != nullptr) {
        if (d.value_type() == pack::v1::VALUE_TYPE_UNSPECIFIED) continue;
        if (FromProto(d.value_type()) != reserved->value_type ||
            (level && d.scale() != reserved->scale)) {
          Fault(where, quoted + " is reserved with another type or scale");
        }
      } else if (d.well_known()) {
        Fault(where, quoted + " is not among the reserved dimensions");
      }
    }
  }

  // Frames are few and short; more alternatives than this are a slip of the pen.
  static constexpr int kMostAlternatives = 4096;

  void CheckFrames(const PackSource& source) {
    const Pack& pack = source.pack();
    for (int i = 0; i < pack.prose_frames_size(); ++i) {
      const auto& frame = pack.prose_frames(i);
      const std::string where = source.Where("prose_frames", i);
      const bool act = frame.shape() == pack::v1::FRAME_SHAPE_ACT ||
                       frame.shape() == pack::v1::FRAME_SHAPE_TOPIC_FIRST;
      if (frame.shape() == pack::v1::FRAME_SHAPE_UNSPECIFIED ||
          frame.shape() > pack::v1::FRAME_SHAPE_TOPIC_FIRST) {
        Fault(where, "a prose frame has no shape");
      }
      if (act != frame.dimension().empty()) {
        Fault(where, act ? "a prose frame of an act or a topic names a dimension"
                         : "a prose frame names no dimension");
      } else if (!act && !dimensions_.contains(frame.dimension())) {
        Fault(where, "a prose frame is of the unknown dimension \"" + frame.dimension() + "\"");
      }
      for (const std::string& phrase : frame.phrase()) {
        int64_t alternatives = 1;
        for (size_t at = 0; at < phrase.size() && alternatives <= kMostAlternatives;) {
          const size_t end = std::min(phrase.find(' ', at), phrase.size());
          alternatives *= 1 + std::count(phrase.begin() + static_cast<int64_t>(at),
                                         phrase.begin() + static_cast<int64_t>(end), '|');
          at = end + 1;
        }
        if (phrase.empty() || alternatives > kMostAlternatives) {
          Fault(where, "a prose frame's phrase is empty or stands for too many");
        }
      }
      for (const std::string& kind : frame.subject_kinds()) {
        const auto& asked = asked_of_[frame.dimension()];
        if (!kinds_.contains(kind) || (!asked.empty() && !asked.contains(kind))) {
          Fault(where, absl::StrCat("a prose frame of \"", frame.dimension(), "\" is told of \"",
                                    kind, "\", of which that is not asked"));
        }
      }
      if (!frame.lowest().empty() || !frame.highest().empty()) CheckFrameLevels(frame, where);
    }
  }

  void CheckFrameLevels(const pack::v1::ProseFrame& frame, const std::string& where) {
    for (const PackSource& source : sources_) {
      for (const Dimension& d : source.pack().dimensions()) {
        if (d.id() != frame.dimension()) continue;
        for (const PackSource& other : sources_) {
          for (const auto& scale : other.pack().scales()) {
            if (scale.id() != d.scale()) continue;
            int lowest = -1;
            int highest = -1;
            for (int r = 0; r < scale.levels_size(); ++r) {
              if (scale.levels(r).id() == frame.lowest()) lowest = r;
              if (scale.levels(r).id() ==
                  (frame.highest().empty() ? frame.lowest() : frame.highest()))
                highest = r;
            }
            if (lowest >= 0 && lowest <= highest) return;
          }
        }
      }
    }
    Fault(where, "a prose frame of \"" + frame.dimension() + "\" names no levels of its scale");
  }

  void CheckParentLoops() {
    for (const auto& [id, where] : dimensions_) {
      std::string at = id;
      for (size_t steps = 0; !at.empty(); ++steps) {
        const auto it = parents_.find(at);
        if (it == parents_.end()) break;
        at = it->second;
        if (at == id || steps > parents_.size()) {
          Fault(where, "dimension \"" + id + "\" is its own ancestor");
          break;
        }
      }
    }
  }

  const std::vector<PackSource>& sources_;
  std::map<std::string, std::string> kinds_, relation_ids_, entities_, scales_, dimensions_;
  std::map<std::string, const pack::v1::RelationType*> relations_;
  std::map<std::string, std::string> parents_;
  std::map<std::string, std::set<std::string>> asked_of_;  // by dimension; empty: of any kind
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> CheckPack(const std::vector<PackSource>& sources) {
  std::vector<std::string> faults = Checker(sources).Run();
  for (std::string& fault : CheckSharedNames(sources)) faults.push_back(std::move(fault));
  return faults;
}

}  // namespace parallax::catalog
