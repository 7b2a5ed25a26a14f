// What claims of different voices have in common: the canonical reading of a claim, its published
// encoding, and the id that follows from it.
//
// The encoding is a sequence of netstrings (length in decimal, ':', bytes, ','): "p1", kind,
// stance, the id of the proposition that it is a stated equivalent of (or nothing), the type of the
// reading, and the reading's own elements in the order of proposition.cc. It is a function of the
// claim's value alone: two claims that read the same have the same bytes whoever makes them,
// whatever surrounds them.
//
// What makes two values the same: figures as decimals without trailing zeros, with bound and last
// stated digit; dates with precision and open ends; levels by scale; entities by id, else by folded
// name, as a set; list items by folded words, as a set; text, and a value that could not be read as
// its dimension's type, by folded words (letter case, width, Chinese script, white space and
// punctuation make no difference).
//
// Pure functions; thread-safe. Text longer than 512 bytes after folding, and a reading whose
// encoding is longer than 16 KiB, stand in it by their digest: they are then equal or different,
// but can no longer be read back.
#ifndef PARALLAX_CORE_REDUCE_PROPOSITION_H_
#define PARALLAX_CORE_REDUCE_PROPOSITION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalog/catalog_types.h"
#include "core/record/claim.h"
#include "core/reduce/conversion.h"

namespace parallax::reduce {

// Who stands behind something; each is counted on its own.
struct Support {
  uint64_t claims = 0;
  uint64_t documents = 0;
  uint64_t lineages = 0;
  uint64_t voices = 0;
  friend bool operator==(const Support&, const Support&) = default;
};

// A document and one before it that it is a copy of.
struct CopyOf {
  std::string document;
  std::string original;
  friend auto operator<=>(const CopyOf&, const CopyOf&) = default;
};

// The same by name: sorted, each once.
struct Parties {
  std::vector<std::string> documents;
  std::vector<CopyOf> copies;  // of these documents, whether or not the original is among them
  std::vector<std::string> voices;
  friend bool operator==(const Parties&, const Parties&) = default;
};

// Lineages among the parties: documents that are copies of none of the others.
uint64_t CountLineages(const Parties& parties);

struct PropositionIdentity {
  std::string proposition_id;  // 32 hex digits: SHA-256 over entity, dimension and key, cut
  std::string key;             // the encoding
  friend bool operator==(const PropositionIdentity&, const PropositionIdentity&) = default;
};

// The reading of `claim` that its dimension asks for: the one of `type`; for money, quantities and
// percentages else a change. Null when it has none (then it counts as text).
const record::Reading* ReadingOf(const record::Claim& claim, catalog::ValueType type);

// The proposition that `claim` stands behind. `equivalent_of` is the id of the proposition of the
// claim that its source states it as an equivalent of; empty when there is none.
PropositionIdentity PropositionOf(const record::Claim& claim, catalog::ValueType type,
                                  std::string_view equivalent_of = {});

// The same for all claims of one document, in order: follows their links. A link to a claim that is
// not among them, to itself, or to one that is itself an equivalent, is ignored.
// `types[i]` is the type of the dimension of `claims[i]`. REQUIRES: equal sizes.
std::vector<PropositionIdentity> PropositionsOf(const std::vector<record::Claim>& claims,
                                                const std::vector<catalog::ValueType>& types);

// A proposition as the reducers take it.
struct Proposition {
  std::string proposition_id;
  record::ClaimKind kind = record::ClaimKind::kUnspecified;
  record::Stance stance = record::Stance::kUnspecified;
  std::string equivalent_of;               // proposition id; empty when it is none's equivalent
  std::optional<record::Reading> reading;  // canonical; nothing for text
  std::string folded_text;                 // of text; "#" and a digest where it was too long
  std::optional<AmountDate> date;          // of an amount that is to be converted, where known
  std::string rolled_up_entity_id;  // where it came from, by roll-up; empty for the cell's own
  std::string rolled_up_dimension_id;
  Support support;
  // Known when all claims were read, or when they were asked for.
  std::optional<Parties> parties;
  friend bool operator==(const Proposition&, const Proposition&) = default;
};

// Reads a key back: everything but support and parties. DataLoss for bytes that PropositionOf does
// not make.
absl::StatusOr<Proposition> DecodeProposition(std::string_view proposition_id,
                                              std::string_view key);

// The words of a text, folded and joined by single blanks: what makes two wordings the same.
std::string FoldWords(std::string_view text);

}  // namespace parallax::reduce

#endif  // PARALLAX_CORE_REDUCE_PROPOSITION_H_
