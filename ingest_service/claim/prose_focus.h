// Remembers whom a document spoke of, for pronouns and dropped subjects. Thread-compatible.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_FOCUS_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_FOCUS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"
#include "ingest_service/claim/prose_clause.h"

namespace parallax::claim {

// Which kinds of entity will do.
using KindFilter = bool (*)(const void* argument, std::string_view kind);
struct Fits {
  KindFilter filter;
  const void* argument;
  bool operator()(std::string_view kind) const { return filter(argument, kind); }
};

// A level that was said of a noun.
struct ToldLevel {
  std::string dimension;  // id; empty: none
  std::string noun;       // folded, singular
  value::LevelSpan level;
};

// What pronouns and dropped subjects take up: of the sentences so far, the entities last spoken of.
class ProseFocus {
 public:
  // `mentions` are all of the document: who is spoken of most is taken up where nobody is near.
  ProseFocus(const catalog::Catalog& catalog, const std::vector<record::Mention>& mentions);

  // The entity that the title or a heading is about.
  void TakeTitle(const ProseBlock& block);
  // After each sentence, its mentions.
  void TakeSentence(const ProseBlock& block, int64_t begin, int64_t end);
  // Behind TakeSentence: what the sentence was about without naming it.
  void TakeSubject(const record::Mention& subject);
  // What a clause of `block` that names nobody goes on about: the plan, model or firm that the
  // sentence before it in the block was about, else the plan that the heading right above names.
  const record::Mention* Topic(int32_t block) const;
  // What the sentence before was about; null when it told nothing, or behind a heading.
  const record::Mention* subject() const { return subject_; }
  // The two economies of the last sentence that named just two; empty when it is far, or a later
  // one named more.
  std::vector<const record::Mention*> pair() const;
  // Null when none of the kind was named in the last two sentences nor in the title, or when two
  // were and neither stood first. `kind` "*": any that fits.
  const record::Mention* Of(std::string_view kind, const Fits& fits, bool* ambiguous) const;
  // The one initiative named so far that belongs to `owner`, by the catalog's relations; null when
  // there is none or more than one.
  const record::Mention* OwnedBy(const std::string& owner) const;
  // The economy that last owned the noun ("Beijing's approach to AI"); null when none did.
  const record::Mention* OwnerOf(std::string_view policy) const;
  // Behind TakeSentence: the level that the sentence said of a noun.
  void TakeLevel(const ToldLevel& level);
  // The level that a sentence not far before said of the same noun.
  std::optional<value::LevelSpan> LevelOf(std::string_view dimension, std::string_view noun) const;
  // The economy that most of the document's mentions of economies name; null when none stands out.
  const record::Mention* main_economy() const { return Main("economy"); }
  // The entity of the kind that most of the document's mentions of the kind name; null when none
  // stands out.
  const record::Mention* Main(std::string_view kind) const;
  // The document's first mention of the entity; null when there is none.
  const record::Mention* First(std::string_view entity_id) const;

 private:
  void Remember(const PlacedMention& mention);
  void RememberOwner(const ProseBlock& block, const PlacedMention& mention);

  struct Named {
    const record::Mention* mention = nullptr;
    int64_t sentence = 0;
    bool alone = true;   // the sentence names no other of its kind
    bool first = false;  // it is the first thing that the sentence names
  };
  std::map<std::string_view, Named> last_, title_;
  const catalog::Catalog& catalog_;
  std::map<std::string_view, const record::Mention*> main_;            // by kind
  std::map<std::string_view, const record::Mention*> first_;           // by entity
  std::vector<const record::Mention*> initiatives_;                    // each once, first mention
  std::map<std::string, const record::Mention*, std::less<>> owners_;  // by policy noun
  std::vector<const record::Mention*> economies_;  // of the last sentence that named several
  int64_t economies_sentence_ = 0;
  ToldLevel level_;
  int64_t level_sentence_ = 0;
  int64_t sentence_ = 0;
  const record::Mention* subject_ = nullptr;  // of the sentence before
  const record::Mention* heading_ = nullptr;
};

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_FOCUS_H_
