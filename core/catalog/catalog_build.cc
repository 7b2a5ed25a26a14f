#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/catalog/catalog_index.h"
#include "core/catalog/name_fold.h"
#include "core/catalog/well_known.h"

namespace parallax::catalog {
namespace {

template <typename Repeated>
std::vector<std::string> Strings(const Repeated& repeated) {
  return std::vector<std::string>(repeated.begin(), repeated.end());
}

template <typename Repeated>
std::vector<LocalText> LocalTexts(const Repeated& repeated) {
  std::vector<LocalText> texts;
  for (const auto& text : repeated) texts.push_back({text.language(), text.text()});
  return texts;
}

template <typename Repeated>
std::vector<CuePhrase> CuePhrases(const Repeated& repeated) {
  std::vector<CuePhrase> phrases;
  for (const auto& cues : repeated) {
    for (const auto& phrase : cues.phrase()) phrases.push_back({cues.language(), phrase});
  }
  return phrases;
}

Entity MakeEntity(const pack::v1::Entity& from) {
  Entity entity;
  entity.id = from.id();
  entity.kind = from.id().substr(0, from.id().find('/'));
  entity.description = from.description();
  for (const auto& set : from.names()) {
    const auto add = [&](const std::string& text, NameKind kind) {
      entity.names.push_back({text, set.language(), kind, {}});
    };
    if (!set.primary().empty()) add(set.primary(), NameKind::kPrimary);
    for (const auto& name : set.alias()) add(name, NameKind::kAlias);
    for (const auto& name : set.abbreviation()) add(name, NameKind::kAbbreviation);
    for (const auto& name : set.adjective()) add(name, NameKind::kAdjective);
    for (const auto& name : set.metonym()) add(name, NameKind::kMetonym);
    for (const auto& name : set.contextual()) {
      entity.names.push_back(
          {name.text(), set.language(), NameKind::kContextual, Strings(name.context())});
    }
  }
  for (const auto& relation : from.relations()) {
    entity.relations.push_back(
        {relation.type(), relation.target(), relation.since(), relation.until()});
  }
  return entity;
}

Dimension MakeDimension(const pack::v1::Dimension& from) {
  Dimension d;
  d.id = from.id();
  d.parent = from.parent();
  d.value_type = static_cast<ValueType>(static_cast<int>(from.value_type()) - 1);
  d.scale = from.scale();
  d.subject_kinds = Strings(from.subject_kinds());
  d.value_kinds = Strings(from.value_kinds());
  d.default_unit = from.default_unit();
  d.names = LocalTexts(from.names());
  d.description = from.description();
  d.header_cues = CuePhrases(from.header_cues());
  d.prose_cues = CuePhrases(from.prose_cues());
  d.well_known = FindWellKnown(d.id) != nullptr;
  d.commitment = from.commitment();
  return d;
}

ScaleCues MakeScaleCues(const pack::v1::Scale& from) {
  ScaleCues cues;
  std::vector<text::PhraseMatcher::Entry> entries;
  std::map<std::string, int> ranks;
  for (int i = 0; i < from.levels_size(); ++i) ranks[from.levels(i).id()] = i;
  const auto add = [&](const std::string& lowest, const std::string& highest,
                       const std::string& phrase) {
    value::LevelSpan span{from.id(), lowest, highest, ranks[lowest], ranks[highest]};
    entries.emplace_back(FoldName(phrase), static_cast<uint32_t>(cues.spans.size()));
    cues.spans.emplace_back(std::move(span), phrase);
  };
  for (const auto& level : from.levels()) {
    for (const auto& of_language : level.cues()) {
      for (const auto& phrase : of_language.phrase()) add(level.id(), level.id(), phrase);
    }
  }
  for (const auto& span : from.spans()) {
    for (const auto& of_language : span.cues()) {
      for (const auto& phrase : of_language.phrase()) add(span.lowest(), span.highest(), phrase);
    }
  }
  cues.matcher = text::PhraseMatcher(std::move(entries));
  return cues;
}

// "aims|aimed to" as "aims to" and "aimed to".
void WriteOut(std::string_view pattern, std::vector<std::string>* phrases) {
  std::vector<std::string> made = {""};
  for (size_t at = 0; at <= pattern.size();) {
    const size_t end = std::min(pattern.find(' ', at), pattern.size());
    const std::string_view word = pattern.substr(at, end - at);
    std::vector<std::string> longer;
    for (size_t from = 0; from <= word.size();) {
      const size_t bar = std::min(word.find('|', from), word.size());
      for (const std::string& begun : made) {
        longer.push_back(begun + (at == 0 ? "" : " ") + std::string(word.substr(from, bar - from)));
      }
      from = bar + 1;
    }
    made = std::move(longer);
    at = end + 1;
  }
  phrases->insert(phrases->end(), made.begin(), made.end());
}

void AddInverseRelations(const std::map<std::string, std::string>& inverses,
                         std::vector<Entity>* entities) {
  std::map<std::string, size_t> by_id;
  for (size_t i = 0; i < entities->size(); ++i) by_id[(*entities)[i].id] = i;
  std::vector<std::pair<size_t, EntityRelation>> added;
  for (const Entity& entity : *entities) {
    for (const EntityRelation& relation : entity.relations) {
      const std::string& inverse = inverses.at(relation.type);
      if (inverse.empty()) continue;
      added.push_back(
          {by_id.at(relation.target), {inverse, entity.id, relation.since, relation.until}});
    }
  }
  for (auto& [holder, relation] : added)
    (*entities)[holder].relations.push_back(std::move(relation));
}

value::LevelSpan FrameLevels(const pack::v1::ProseFrame& frame, const Catalog::Index& index) {
  const std::string& highest = frame.highest().empty() ? frame.lowest() : frame.highest();
  for (const Dimension& dimension : index.dimensions) {
    if (dimension.id != frame.dimension()) continue;
    for (const Scale& scale : index.scales) {
      if (scale.id == dimension.scale) {
        return {scale.id, frame.lowest(), highest, scale.RankOf(frame.lowest()),
                scale.RankOf(highest)};
      }
    }
  }
  return {};
}

}  // namespace

void BuildIndex(const std::vector<PackSource>& sources, Catalog::Index* index) {
  std::map<std::string, std::string> inverses;
  for (const PackSource& source : sources) {
    const auto& pack = source.pack();
    if (!pack.id().empty()) {
      index->pack_id = pack.id();
      index->pack_version = pack.version();
      index->description = pack.description();
    }
    for (const auto& type : pack.relation_types()) inverses[type.id()] = type.inverse_id();
    for (const auto& kind : pack.kinds()) {
      index->kinds.push_back({kind.id(), LocalTexts(kind.names()), CuePhrases(kind.header_cues())});
    }
    for (const auto& entity : pack.entities()) index->entities.push_back(MakeEntity(entity));
    for (const auto& dimension : pack.dimensions())
      index->dimensions.push_back(MakeDimension(dimension));
    for (const auto& scale : pack.scales()) {
      Scale made{scale.id(), LocalTexts(scale.names()), {}};
      for (const auto& level : scale.levels())
        made.levels.push_back({level.id(), LocalTexts(level.names())});
      index->scales.push_back(std::move(made));
      index->scale_cues.push_back(MakeScaleCues(scale));
    }
    for (const auto& phrases : pack.not_stated()) index->not_stated.Add(phrases);
    for (const auto& phrases : pack.no_value()) index->no_value.Add(phrases);
    for (const auto& separator : pack.list_separators()) {
      index->list_separators.push_back({separator.text(), separator.leading(), separator.weak()});
    }
    for (const auto& form : pack.entity_forms()) {
      index->entity_forms.push_back({form.kind(), form.language(), Strings(form.suffix()),
                                     Strings(form.prefix()), Strings(form.except()),
                                     form.marked_only(), form.running(), form.seated()});
    }
    for (const auto& cues : pack.acting_cues()) {
      index->acting_cues.push_back({cues.language(), Strings(cues.after()), Strings(cues.before()),
                                    Strings(cues.place_before()), Strings(cues.place_after())});
    }
  }
  for (const PackSource& source : sources) {
    for (const auto& from : source.pack().prose_frames()) {
      ProseFrame frame{from.dimension(),
                       from.language(),
                       static_cast<FrameShape>(static_cast<int>(from.shape()) - 1),
                       {},
                       {},
                       Strings(from.needs()),
                       Strings(from.subject_kinds())};
      for (const auto& phrase : from.phrase()) WriteOut(phrase, &frame.phrases);
      if (!from.lowest().empty()) frame.levels = FrameLevels(from, *index);
      index->prose_frames.push_back(std::move(frame));
    }
  }
  std::sort(index->entities.begin(), index->entities.end(),
            [](const Entity& a, const Entity& b) { return a.id < b.id; });
  AddInverseRelations(inverses, &index->entities);
  for (size_t e = 0; e < index->entities.size(); ++e) {
    index->entity_by_id.emplace(index->entities[e].id, static_cast<int32_t>(e));
  }
  for (size_t e = 0; e < index->entities.size(); ++e) {
    for (size_t n = 0; n < index->entities[e].names.size(); ++n) {
      index->names[FoldName(index->entities[e].names[n].text)].push_back(
          {static_cast<int32_t>(e), static_cast<int32_t>(n)});
    }
  }
  for (size_t i = 0; i < index->kinds.size(); ++i) {
    const auto target = static_cast<int32_t>(i);
    index->kind_by_id[index->kinds[i].id] = target;
    for (const auto& name : index->kinds[i].names) index->kind_headers.Add(name.text, target);
    for (const auto& cue : index->kinds[i].header_cues) index->kind_headers.Add(cue.text, target);
  }
  index->kind_headers.Finish();
  for (size_t i = 0; i < index->dimensions.size(); ++i) {
    const auto target = static_cast<int32_t>(i);
    index->dimension_by_id[index->dimensions[i].id] = target;
    for (const auto& name : index->dimensions[i].names) index->headers.Add(name.text, target);
    for (const auto& cue : index->dimensions[i].header_cues) index->headers.Add(cue.text, target);
  }
  index->headers.Finish();
  for (const Dimension& d : index->dimensions) {
    if (!d.parent.empty()) {
      index->dimensions[index->dimension_by_id[d.parent]].children.push_back(d.id);
    }
  }
  for (size_t i = 0; i < index->scales.size(); ++i) {
    index->scale_by_id[index->scales[i].id] = static_cast<int32_t>(i);
  }
}

}  // namespace parallax::catalog
