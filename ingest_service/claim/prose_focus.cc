#include "ingest_service/claim/prose_focus.h"

#include <algorithm>
#include <utility>

#include "core/record/entity_id.h"
#include "ingest_service/claim/prose_of_economy.h"

namespace parallax::claim {
namespace {

constexpr int kFewestOfMain = 3;         // mentions of the economy that a document is about
constexpr int32_t kFarthestHeading = 2;  // blocks between a heading and what it speaks of
constexpr size_t kMostInitiatives = 64;  // that are remembered
constexpr size_t kFarthestOwned = 48;    // bytes behind a name
constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";

}  // namespace

ProseFocus::ProseFocus(const catalog::Catalog& catalog,
                       const std::vector<record::Mention>& mentions)
    : catalog_(catalog) {
  std::map<std::string_view, std::pair<int, const record::Mention*>> entities;  // by id
  std::map<std::string_view, int> all;                                          // by kind
  for (const record::Mention& m : mentions) {
    auto& [count, first] = entities[m.entity_id];
    if (++count == 1) first = &m;
    ++all[record::EntityKind(m.entity_id)];
  }
  for (const auto& [id, named] : entities) {
    const std::string_view kind = record::EntityKind(id);
    // Of initiatives the only one is the one that "the plan" means.
    const int fewest = kind == "initiative" ? 1 : kFewestOfMain;
    if (named.first >= fewest && named.first * 2 > all[kind]) main_[kind] = named.second;
    first_.emplace(id, named.second);
  }
}

const record::Mention* ProseFocus::Main(std::string_view kind) const {
  const auto it = main_.find(kind);
  return it == main_.end() ? nullptr : it->second;
}

const record::Mention* ProseFocus::First(std::string_view entity_id) const {
  const auto it = first_.find(entity_id);
  return it == first_.end() ? nullptr : it->second;
}

const record::Mention* ProseFocus::OwnedBy(const std::string& owner) const {
  const record::Mention* found = nullptr;
  for (const record::Mention* mention : initiatives_) {
    const catalog::Entity* entity = catalog_.FindEntity(mention->entity_id);
    if (entity == nullptr) continue;
    const bool owned = std::any_of(entity->relations.begin(), entity->relations.end(),
                                   [&](const auto& relation) { return relation.target == owner; });
    if (!owned) continue;
    if (found != nullptr) return nullptr;
    found = mention;
  }
  return found;
}

const record::Mention* ProseFocus::Topic(int32_t block) const {
  if (subject_ != nullptr && subject_->block == block) {
    const std::string_view kind = record::EntityKind(subject_->entity_id);
    return kind == "initiative" || kind == "model" || kind == "organization" ? subject_ : nullptr;
  }
  if (heading_ == nullptr || block - heading_->block > kFarthestHeading) return nullptr;
  return record::EntityKind(heading_->entity_id) == "initiative" ? heading_ : nullptr;
}

void ProseFocus::TakeTitle(const ProseBlock& block) {
  title_.clear();
  subject_ = nullptr;
  heading_ = block.mentions().empty() ? nullptr : block.mentions().front().mention;
  for (const PlacedMention& m : block.mentions()) {
    const auto [it, added] = title_.try_emplace(m.kind, Named{m.mention, 0, true, false});
    Remember(m);
    if (added) {
      it->second.first = title_.size() == 1;
    } else if (it->second.mention->entity_id != m.mention->entity_id) {
      it->second.alone = false;
    }
  }
}

void ProseFocus::Remember(const PlacedMention& mention) {
  if (mention.kind != "initiative" || initiatives_.size() >= kMostInitiatives) return;
  const bool known = std::any_of(initiatives_.begin(), initiatives_.end(), [&](const auto* m) {
    return m->entity_id == mention.mention->entity_id;
  });
  if (!known) initiatives_.push_back(mention.mention);
}

void ProseFocus::RememberOwner(const ProseBlock& block, const PlacedMention& mention) {
  constexpr int kMostWords = 3;  // "China's industrial policy"
  std::string_view rest = block.text().substr(mention.end, kFarthestOwned);
  if (rest.starts_with("'s")) {
    rest.remove_prefix(2);
  } else if (mention.mention->form != record::MentionForm::kAdjective) {
    return;
  }
  for (int words = 0; words < kMostWords && rest.starts_with(" "); ++words) {
    rest.remove_prefix(1);
    const size_t end = std::min(rest.find_first_not_of(kLetters), rest.size());
    if (IsPolicyNoun(rest.substr(0, end))) {
      owners_.insert_or_assign(std::string(rest.substr(0, end)), mention.mention);
      return;
    }
    rest.remove_prefix(end);
  }
}

const record::Mention* ProseFocus::OwnerOf(std::string_view policy) const {
  const auto it = owners_.find(policy);
  return it == owners_.end() ? nullptr : it->second;
}

void ProseFocus::TakeSubject(const record::Mention& subject) {
  const std::string_view kind = record::EntityKind(subject.entity_id);
  subject_ = &subject;
  Named& named = last_[kind];
  if (named.mention != nullptr && named.sentence == sentence_) return;
  named = {&subject, sentence_, true, true};
}

void ProseFocus::TakeSentence(const ProseBlock& block, int64_t begin, int64_t end) {
  ++sentence_;
  subject_ = nullptr;
  bool first = true;
  std::vector<const record::Mention*> economies;
  for (size_t i = block.MentionAt(begin);
       i < block.mentions().size() && block.mentions()[i].begin < end; ++i) {
    const PlacedMention& m = block.mentions()[i];
    Remember(m);
    if (m.kind == "economy") {
      RememberOwner(block, m);
      const bool known = std::ranges::any_of(
          economies, [&](const auto* e) { return e->entity_id == m.mention->entity_id; });
      if (!known) economies.push_back(m.mention);
    }
    Named& named = last_[m.kind];
    if (named.mention == nullptr || named.sentence != sentence_) {
      named = {m.mention, sentence_, true, first};
    } else if (named.mention->entity_id != m.mention->entity_id) {
      named.alone = false;
    }
    first = false;
  }
  if (economies.size() > 1) {
    economies_ = std::move(economies);
    economies_sentence_ = sentence_;
  }
}

std::vector<const record::Mention*> ProseFocus::pair() const {
  constexpr int64_t kFarthest = 6;  // sentences
  if (economies_.size() != 2 || sentence_ - economies_sentence_ > kFarthest) return {};
  return economies_;
}

void ProseFocus::TakeLevel(const ToldLevel& level) {
  level_ = level;
  level_sentence_ = sentence_;
}

std::optional<value::LevelSpan> ProseFocus::LevelOf(std::string_view dimension,
                                                    std::string_view noun) const {
  constexpr int64_t kFarthest = 6;  // sentences
  if (level_.dimension != dimension || level_.noun != noun ||
      sentence_ - level_sentence_ > kFarthest) {
    return std::nullopt;
  }
  return level_.level;
}

const record::Mention* ProseFocus::Of(std::string_view kind, const Fits& fits,
                                      bool* ambiguous) const {
  *ambiguous = false;
  const Named* best = nullptr;
  for (const auto* from : {&last_, &title_}) {
    for (const auto& [of_kind, named] : *from) {
      if ((kind != "*" && of_kind != kind) || !fits(of_kind)) continue;
      if (from == &last_ && sentence_ - named.sentence > 1) continue;
      if (!named.alone && (!named.first || kind != "*")) {
        *ambiguous = true;
        continue;
      }
      if (best == nullptr || (from == &last_ && named.sentence > best->sentence)) {
        best = &named;
      } else if (from == &last_ && named.sentence == best->sentence && kind == "*") {
        // Of two that "it" could be, the one that the sentence began with.
        if (named.first) {
          best = &named;
        } else if (!best->first) {
          *ambiguous = true;
        }
      }
    }
    if (best != nullptr || *ambiguous) break;
  }
  return *ambiguous || best == nullptr ? nullptr : best->mention;
}

}  // namespace parallax::claim
