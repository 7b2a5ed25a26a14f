#include "ingest_service/claim/subject_cell.h"

#include <algorithm>
#include <vector>

#include "core/catalog/name_fold.h"

namespace parallax::claim {
namespace {

constexpr size_t kMaxNameBytes = 160;  // a longer text is a sentence, not a name

std::string_view Slice(std::string_view text, TextRange range) {
  return text.substr(range.begin, range.end - range.begin);
}

// "1. Korea", "(2) Japan", "• Korea": without the mark.
TextRange WithoutMark(std::string_view text, TextRange range) {
  const std::string_view s = Slice(text, range);
  size_t i = 0;
  while (i < s.size() && s[i] >= '0' && s[i] <= '9') ++i;
  if (i > 0 && i < 4 && i + 1 < s.size() && (s[i] == '.' || s[i] == ')') && s[i + 1] == ' ') {
    return Trim(text, {range.begin + static_cast<int64_t>(i) + 1, range.end});
  }
  for (std::string_view bullet : {"•", "-", "*", "·"}) {
    if (s.size() > bullet.size() && s.substr(0, bullet.size()) == bullet &&
        s[bullet.size()] == ' ') {
      return Trim(text, {range.begin + static_cast<int64_t>(bullet.size()), range.end});
    }
  }
  return range;
}

// The last bracket of `range` if the text ends with it.
bool TrailingBracket(std::string_view text, TextRange range, TextRange* name, TextRange* inside) {
  constexpr std::pair<std::string_view, std::string_view> kBrackets[] = {
      {"(", ")"}, {"（", "）"}, {"[", "]"}, {"【", "】"}};
  const std::string_view s = Slice(text, range);
  for (const auto& [open, close] : kBrackets) {
    if (s.size() < close.size() || s.substr(s.size() - close.size()) != close) continue;
    const size_t at = s.rfind(open, s.size() - close.size());
    if (at == std::string_view::npos || at == 0) continue;
    *name = Trim(text, {range.begin, range.begin + static_cast<int64_t>(at)});
    *inside = Trim(text, {range.begin + static_cast<int64_t>(at + open.size()),
                          range.end - static_cast<int64_t>(close.size())});
    return name->begin < name->end && inside->begin < inside->end;
  }
  return false;
}

bool IsFullName(const catalog::NameCandidate& candidate) {
  return candidate.name == nullptr || candidate.name->kind == catalog::NameKind::kPrimary ||
         candidate.name->kind == catalog::NameKind::kAlias ||
         candidate.name->kind == catalog::NameKind::kAbbreviation ||
         candidate.name->kind == catalog::NameKind::kContextual;
}

// The one entity of `kind` (any when empty) that bears the name; null when none or several do.
const catalog::Entity* TheOne(std::string_view name, std::string_view kind,
                              const catalog::Catalog& catalog, bool* ambiguous) {
  std::vector<const catalog::Entity*> found;
  for (const catalog::NameCandidate& candidate : catalog.ResolveName(name, {}, kind)) {
    if (!IsFullName(candidate)) continue;
    if (std::find(found.begin(), found.end(), candidate.entity) == found.end()) {
      found.push_back(candidate.entity);
    }
  }
  *ambiguous = found.size() > 1;
  return found.size() == 1 ? found[0] : nullptr;
}

void ReadBracket(std::string_view text, const catalog::Catalog& catalog, SubjectCell* out) {
  const std::string_view inside = Slice(text, out->bracket);
  out->bracket_kind = BracketKind::kOther;
  for (const catalog::NameCandidate& candidate : catalog.ResolveName(inside)) {
    if (!IsFullName(candidate)) continue;
    const std::string& kind = candidate.entity->kind;
    if (candidate.entity->id == out->entity_id) {
      out->bracket_kind = BracketKind::kAlias;
      return;
    }
    if (kind == "organization") {
      out->bracket_kind = BracketKind::kOrganization;
    } else if (kind == "place" || kind == "economy") {
      out->bracket_kind = BracketKind::kPlace;
    } else {
      continue;
    }
    out->bracket_entity_id = candidate.entity->id;
    return;
  }
}

}  // namespace

std::string ProvisionalEntityId(std::string_view kind, std::string_view name) {
  std::string slug;
  for (char c : catalog::FoldName(name)) {
    const bool separator = c == ' ' || c == '/' || c == '_';
    if (separator && (slug.empty() || slug.back() == '-')) continue;
    slug += separator ? '-' : c;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return std::string(kind) + "/~" + slug;
}

SubjectCell ReadSubject(std::string_view text, std::string_view expected_kind,
                        const catalog::Catalog& catalog) {
  SubjectCell out;
  TextRange whole = WithoutMark(text, Trim(text, {0, static_cast<int64_t>(text.size())}));
  out.name = whole;
  if (whole.begin >= whole.end) return out;

  auto resolve = [&](TextRange range) -> bool {
    bool ambiguous = false;
    const catalog::Entity* entity = TheOne(Slice(text, range), expected_kind, catalog, &ambiguous);
    if (entity == nullptr) {
      out.ambiguous = out.ambiguous || ambiguous;
      return false;
    }
    out.entity_id = entity->id;
    out.kind = entity->kind;
    out.name = range;
    out.ambiguous = false;
    return true;
  };

  TextRange name;
  TextRange inside;
  const bool bracketed = TrailingBracket(text, whole, &name, &inside);
  bool known = resolve(whole);
  if (!known && bracketed) {
    out.name = name;
    known = resolve(name);
  }
  if (bracketed && out.name == name) {
    out.bracket = inside;
    if (!known && !out.ambiguous) {
      // "SK (South Korea)": the bracket names the subject where the name alone does not.
      bool ambiguous = false;
      const catalog::Entity* entity =
          expected_kind.empty() ? nullptr
                                : TheOne(Slice(text, inside), expected_kind, catalog, &ambiguous);
      if (entity != nullptr) {
        out.entity_id = entity->id;
        out.kind = entity->kind;
        known = true;
      }
    }
    ReadBracket(text, catalog, &out);
  }
  if (!known && !out.ambiguous && !expected_kind.empty() &&
      out.name.end - out.name.begin <= static_cast<int64_t>(kMaxNameBytes)) {
    out.entity_id = ProvisionalEntityId(expected_kind, Slice(text, out.name));
    out.kind = std::string(expected_kind);
    out.provisional = true;
  }
  return out;
}

}  // namespace parallax::claim
