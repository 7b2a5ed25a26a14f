#include "core/reduce/proposition.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <map>
#include <type_traits>
#include <utility>

#include "absl/strings/escaping.h"
#include "core/catalog/name_fold.h"
#include "core/reduce/netstring.h"
#include "core/reduce/reading_codec.h"
#include "core/text/sha256.h"

namespace parallax::reduce {
namespace {

constexpr std::string_view kVersion = "p1";
constexpr size_t kMaxTextBytes = 512;
constexpr size_t kMaxReadingBytes = 16u << 10;
constexpr std::string_view kTextType = "text";
constexpr std::string_view kDigestType = "digest";

struct KindName {
  record::ClaimKind kind;
  std::string_view name;
};
constexpr KindName kKinds[] = {{record::ClaimKind::kValue, "value"},
                               {record::ClaimKind::kNoValue, "no_value"},
                               {record::ClaimKind::kNotStated, "not_stated"},
                               {record::ClaimKind::kUnspecified, "unspecified"}};

struct StanceName {
  record::Stance stance;
  std::string_view name;
};
constexpr StanceName kStances[] = {
    {record::Stance::kAsserts, "asserts"},       {record::Stance::kDenies, "denies"},
    {record::Stance::kDoubts, "doubts"},         {record::Stance::kPredicts, "predicts"},
    {record::Stance::kRecommends, "recommends"}, {record::Stance::kUnspecified, "unspecified"}};

std::string IdOf(std::string_view entity_id, std::string_view dimension_id, std::string_view key) {
  NetstringWriter all;
  all.Add(entity_id).Add(dimension_id).Add(key);
  return text::Sha256Hex(all.bytes(), 16);
}

template <typename Reading>
const record::Reading* Find(const record::Claim& claim) {
  for (const record::Reading& reading : claim.value.readings) {
    if (std::holds_alternative<Reading>(reading)) return &reading;
  }
  return nullptr;
}

// Whether the character is one of a word and not what stands between words.
bool IsOfWord(UChar32 c) {
  if (c < 0x80) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '%' ||
           c == '$';
  }
  if (c >= 0x4E00 && c < 0x9FA6) return true;  // ideographs of Unicode 1.1: most of Chinese text
  const int8_t type = u_charType(c);
  return u_isalnum(c) || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK ||
         type == U_CURRENCY_SYMBOL;
}

}  // namespace

std::string FoldWords(std::string_view text) {
  const std::string folded = catalog::FoldName(text);
  std::string words;
  words.reserve(folded.size());
  bool last_spaced = false;
  int32_t run = -1;  // where the characters of words that are not yet written begin
  const auto size = static_cast<int32_t>(folded.size());
  for (int32_t i = 0; i < size;) {
    const int32_t begin = i;
    UChar32 c = 0;
    U8_NEXT(folded.data(), i, size, c);
    const bool malformed = c < 0;
    if (!malformed && !IsOfWord(c)) {
      if (run >= 0) words.append(folded, run, begin - run);
      run = -1;
      continue;
    }
    const bool spaced = malformed || !catalog::IsUnspacedScript(static_cast<char32_t>(c));
    if (run < 0) {
      if (!words.empty() && spaced && last_spaced) words.push_back(' ');
      run = begin;
    }
    last_spaced = spaced;
  }
  if (run >= 0) words.append(folded, run, size - run);
  return words;
}

const record::Reading* ReadingOf(const record::Claim& claim, catalog::ValueType type) {
  const record::Reading* reading = nullptr;
  switch (type) {
    case catalog::ValueType::kText:
      return nullptr;
    case catalog::ValueType::kMoney:
      reading = Find<value::Money>(claim);
      break;
    case catalog::ValueType::kQuantity:
      reading = Find<value::Quantity>(claim);
      break;
    case catalog::ValueType::kPercentage:
      reading = Find<value::Percentage>(claim);
      break;
    case catalog::ValueType::kDateInterval:
      return Find<value::DateInterval>(claim);
    case catalog::ValueType::kLevel:
      return Find<value::LevelSpan>(claim);
    case catalog::ValueType::kEntitySet:
      return Find<record::EntitySet>(claim);
    case catalog::ValueType::kItemList:
      return Find<record::ItemList>(claim);
  }
  return reading != nullptr ? reading : Find<value::Change>(claim);
}

PropositionIdentity PropositionOf(const record::Claim& claim, catalog::ValueType type,
                                  std::string_view equivalent_of) {
  NetstringWriter key;
  key.Add(kVersion);
  for (const KindName& row : kKinds) {
    if (row.kind == claim.kind) key.Add(row.name);
  }
  for (const StanceName& row : kStances) {
    if (row.stance == claim.stance) key.Add(row.name);
  }
  key.Add(equivalent_of);
  // A source that has no answer, or says that there is none, says so in whatever words.
  if (claim.kind == record::ClaimKind::kValue) {
    const record::Reading* reading = ReadingOf(claim, type);
    std::string encoded = reading != nullptr ? EncodeReading(*reading) : std::string();
    if (reading == nullptr) {
      std::string words = FoldWords(claim.value.text);
      if (words.size() > kMaxTextBytes) words = "#" + text::Sha256Hex(words);
      key.Add(kTextType).Add(words);
    } else if (encoded.size() > kMaxReadingBytes) {
      key.Add(kDigestType).Add(text::Sha256Hex(encoded));
    } else {
      key.Add("reading").Add(encoded);
    }
  }
  PropositionIdentity identity;
  identity.key = std::move(key).Take();
  identity.proposition_id = IdOf(claim.subject_entity_id, claim.dimension_id, identity.key);
  return identity;
}

std::vector<PropositionIdentity> PropositionsOf(const std::vector<record::Claim>& claims,
                                                const std::vector<catalog::ValueType>& types) {
  std::map<std::string_view, size_t> by_id;
  for (size_t i = 0; i < claims.size(); ++i) by_id.emplace(claims[i].claim_id, i);
  // The claim that claim i is stated as an equivalent of.
  const auto primary_of = [&](size_t i) -> std::optional<size_t> {
    for (const record::ClaimLink& link : claims[i].links) {
      if (link.kind != record::ClaimLinkKind::kStatedEquivalent) continue;
      const auto it = by_id.find(link.claim_id);
      if (it == by_id.end() || it->second == i) continue;
      const record::Claim& other = claims[it->second];
      if (other.subject_entity_id == claims[i].subject_entity_id &&
          other.dimension_id == claims[i].dimension_id) {
        return it->second;
      }
    }
    return std::nullopt;
  };
  std::vector<PropositionIdentity> identities(claims.size());
  for (size_t i = 0; i < claims.size(); ++i) {
    const auto primary = primary_of(i);
    // Where two claims name each other, the one that stands first is the primary.
    const bool equivalent =
        primary && (!primary_of(*primary) || (primary_of(*primary) == i && *primary < i));
    identities[i] =
        equivalent ? PropositionOf(claims[i], types[i],
                                   PropositionOf(claims[*primary], types[*primary]).proposition_id)
                   : PropositionOf(claims[i], types[i]);
  }
  return identities;
}

absl::StatusOr<Proposition> DecodeProposition(std::string_view proposition_id,
                                              std::string_view key) {
  const absl::Status malformed = absl::DataLossError("a proposition's key cannot be read");
  Proposition proposition;
  proposition.proposition_id = std::string(proposition_id);
  NetstringReader reader(key);
  const auto version = reader.Next();
  const auto kind = reader.Next();
  const auto stance = reader.Next();
  const auto equivalent_of = reader.Next();
  if (version != kVersion || !kind || !stance || !equivalent_of) return malformed;
  const auto* kind_row = std::find_if(std::begin(kKinds), std::end(kKinds),
                                      [&](const KindName& row) { return row.name == *kind; });
  const auto* stance_row = std::find_if(std::begin(kStances), std::end(kStances),
                                        [&](const StanceName& row) { return row.name == *stance; });
  if (kind_row == std::end(kKinds) || stance_row == std::end(kStances)) return malformed;
  proposition.kind = kind_row->kind;
  proposition.stance = stance_row->stance;
  proposition.equivalent_of = std::string(*equivalent_of);
  if (proposition.kind != record::ClaimKind::kValue) {
    if (!reader.AtEnd()) return malformed;
    return proposition;
  }
  const auto type = reader.Next();
  const auto content = reader.Next();
  if (!type || !content || !reader.AtEnd()) return malformed;
  if (*type == kTextType) {
    proposition.folded_text = std::string(*content);
  } else if (*type == kDigestType) {
    proposition.folded_text = "#" + std::string(*content);
  } else if (*type == "reading") {
    proposition.reading = DecodeReading(*content);
    if (!proposition.reading) return malformed;
  } else {
    return malformed;
  }
  return proposition;
}

}  // namespace parallax::reduce
