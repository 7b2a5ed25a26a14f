#include "ingest_service/link/subject.h"

#include <array>
#include <cctype>
#include <vector>

#include "core/catalog/name_fold.h"
#include "ingest_service/link/definitions.h"
#include "ingest_service/link/provisional.h"

namespace parallax::link {
namespace {

using catalog::Catalog;
using catalog::NameCandidate;
using catalog::NameKind;

constexpr int64_t kLongestSubject = 160;  // bytes; longer cells are prose

// Moves the ends of [*begin, *end) inwards over blanks, bullets and footnote marks.
void Trim(std::string_view text, int64_t* begin, int64_t* end) {
  constexpr std::array<std::string_view, 19> kMarks = {" ", "\t", "\n", "　", "*", "†", "‡",
                                                       ":", "：", "•",  "-",  "¹", "²", "³",
                                                       "①", "②",  "③",  ",",  "."};
  for (bool changed = true; changed;) {
    changed = false;
    const std::string_view rest = text.substr(*begin, *end - *begin);
    for (std::string_view mark : kMarks) {
      if (!rest.empty() && rest.starts_with(mark) && mark != ".") {
        *begin += static_cast<int64_t>(mark.size());
        changed = true;
        break;
      }
      // "Corp." and "U.S." keep their full stop.
      if (rest.size() > mark.size() && rest.ends_with(mark) && mark != ".") {
        *end -= static_cast<int64_t>(mark.size());
        changed = true;
        break;
      }
    }
    // "[3]", a footnote's number.
    const std::string_view now = text.substr(*begin, *end - *begin);
    const size_t open = now.rfind('[');
    if (!changed && now.ends_with("]") && open != std::string_view::npos && open > 0 &&
        now.size() - open <= 5 && std::isdigit(static_cast<unsigned char>(now[open + 1]))) {
      *end = *begin + static_cast<int64_t>(open);
      changed = true;
    }
  }
}

// Whether an entity of `found` may stand for a row of a table of `wanted`. A list of economies may
// hold places ("Hong Kong", "Shanghai") and the other way round.
bool KindFits(std::string_view found, std::string_view wanted) {
  return wanted.empty() || found == wanted || (wanted == "economy" && found == "place") ||
         (wanted == "place" && found == "economy");
}

struct Named {
  const catalog::Entity* entity = nullptr;
  bool ambiguous = false;
};

Named Lookup(const Catalog& catalog, std::string_view name, std::string_view kind) {
  std::vector<NameCandidate> fitting;
  for (const NameCandidate& candidate : catalog.ResolveName(name, {}, {})) {
    if (!KindFits(candidate.entity->kind, kind)) continue;
    // Without a kind, only names that need nothing else count.
    const NameKind name_kind = candidate.name->kind;
    if (kind.empty() && (name_kind == NameKind::kMetonym || name_kind == NameKind::kContextual ||
                         name_kind == NameKind::kAdjective)) {
      continue;
    }
    fitting.push_back(candidate);
  }
  for (const NameCandidate& candidate : fitting) {
    if (!kind.empty() && candidate.entity->kind == kind) {
      // A second of the same kind with as good a claim leaves it open.
      for (const NameCandidate& other : fitting) {
        if (other.entity != candidate.entity && other.entity->kind == kind &&
            other.name->kind == candidate.name->kind) {
          return {nullptr, true};
        }
      }
      return {candidate.entity, false};
    }
  }
  if (fitting.empty()) return {};
  if (fitting.size() > 1) return {nullptr, true};
  return {fitting.front().entity, false};
}

// The name without an article before it or a generic word after it ("the Netherlands", "Qwen
// model").
std::string_view Plain(const Catalog& catalog, std::string_view name, std::string_view kind) {
  for (std::string_view article : {"The ", "the ", "THE "}) {
    if (name.starts_with(article)) name.remove_prefix(article.size());
  }
  const catalog::EntityKind* of_kind = catalog.FindKind(kind);
  if (of_kind == nullptr) return name;
  const std::string folded = catalog::FoldName(name);
  std::string_view shortest = name;
  for (const catalog::CuePhrase& cue : of_kind->header_cues) {
    const std::string word = catalog::FoldName(cue.text);
    // The written form must end in the very bytes, so that the offset holds; folding keeps ASCII
    // and most Chinese lengths.
    if (folded.size() <= word.size() + 1 || folded.size() != name.size() ||
        !folded.ends_with(word)) {
      continue;
    }
    std::string_view rest = name.substr(0, name.size() - word.size());
    if (!rest.ends_with(" ") && static_cast<unsigned char>(word[0]) < 0x80) continue;
    while (rest.ends_with(" ")) rest.remove_suffix(1);
    if (!rest.empty() && rest.size() < shortest.size()) shortest = rest;
  }
  return shortest;
}

// The last parenthesis of the text when nothing but marks follows it.
bool LastParenthesis(std::string_view text, int64_t begin, int64_t end, int64_t* open,
                     int64_t* inner_begin, int64_t* inner_end) {
  const std::string_view view = text.substr(begin, end - begin);
  const bool wide = view.ends_with("）");
  if (!wide && !view.ends_with(")")) return false;
  const size_t close = view.size() - (wide ? 3 : 1);
  size_t at = std::string_view::npos;
  size_t size = 0;
  for (std::string_view mark : {"(", "（"}) {
    const size_t found = view.rfind(mark);
    if (found != std::string_view::npos && (at == std::string_view::npos || found > at)) {
      at = found;
      size = mark.size();
    }
  }
  if (at == std::string_view::npos || at == 0 || at + size >= close) return false;
  *open = begin + static_cast<int64_t>(at);
  *inner_begin = *open + static_cast<int64_t>(size);
  *inner_end = begin + static_cast<int64_t>(close);
  return true;
}

void ReadParenthesis(const Catalog& catalog, std::string_view text, std::string_view kind,
                     SubjectResolution* subject) {
  const std::string_view inner = text.substr(subject->parenthesis_begin,
                                             subject->parenthesis_end - subject->parenthesis_begin);
  subject->role = ParenthesisRole::kQualifier;
  const auto candidates = catalog.ResolveName(inner);
  for (const NameCandidate& candidate : candidates) {
    if (candidate.entity->id == subject->entity_id) {
      subject->role = ParenthesisRole::kAlias;
      return;
    }
  }
  // A known relation decides between bearers of one name ("DeepSeek (DeepSeek)").
  const catalog::Entity* entity = catalog.FindEntity(subject->entity_id);
  const NameCandidate* chosen = nullptr;
  for (const NameCandidate& candidate : candidates) {
    if (candidate.name->kind == NameKind::kAdjective || candidate.name->kind == NameKind::kMetonym)
      continue;
    bool related = false;
    if (entity != nullptr) {
      for (const auto& relation : entity->relations)
        related |= relation.target == candidate.entity->id;
    }
    if (related) {
      chosen = &candidate;
      break;
    }
    if (chosen == nullptr || (kind != "organization" && candidate.entity->kind == "organization" &&
                              chosen->entity->kind != "organization")) {
      chosen = &candidate;
    }
  }
  if (chosen == nullptr) {
    DefinedShortForm form;
    if (ReadDefinition(text, subject->name_begin, subject->name_end, &form))
      subject->role = ParenthesisRole::kAlias;
    return;
  }
  subject->parenthesis_entity_id = chosen->entity->id;
  const std::string& of_kind = chosen->entity->kind;
  if (of_kind == "place" || of_kind == "economy") {
    subject->role = ParenthesisRole::kPlace;
  } else if (of_kind == "organization" && subject->kind != "organization") {
    subject->role = ParenthesisRole::kDeveloper;
  } else {
    subject->role = ParenthesisRole::kEntity;
  }
}

}  // namespace

SubjectResolution ResolveSubject(const Catalog& catalog, std::string_view text,
                                 std::string_view kind) {
  SubjectResolution subject;
  int64_t begin = 0;
  int64_t end = static_cast<int64_t>(text.size());
  Trim(text, &begin, &end);
  if (begin >= end || end - begin > kLongestSubject) return subject;
  const auto resolve = [&](int64_t from, int64_t to) {
    const std::string_view written = text.substr(from, to - from);
    Named named = Lookup(catalog, written, kind);
    std::string_view used = written;
    if (named.entity == nullptr && !named.ambiguous) {
      used = Plain(catalog, written, kind);
      if (used != written) named = Lookup(catalog, used, kind);
      if (named.entity == nullptr) used = written;
    }
    subject.ambiguous = named.ambiguous;
    if (named.entity == nullptr) return false;
    subject.entity_id = named.entity->id;
    subject.kind = named.entity->kind;
    subject.name_begin = used.data() - text.data();
    subject.name_end = subject.name_begin + static_cast<int64_t>(used.size());
    return true;
  };
  if (resolve(begin, end)) return subject;
  int64_t open = end;
  int64_t name_end = end;
  const bool parenthesis = LastParenthesis(text, begin, end, &open, &subject.parenthesis_begin,
                                           &subject.parenthesis_end);
  bool found = false;
  if (parenthesis) {
    name_end = open;
    int64_t name_begin = begin;
    Trim(text, &name_begin, &name_end);
    begin = name_begin;
    found = resolve(begin, name_end);
  }
  if (!found) {
    subject.name_begin = begin;
    subject.name_end = name_end;
    const std::string_view name = text.substr(begin, name_end - begin);
    if (!subject.ambiguous && !kind.empty() && !name.empty() &&
        catalog.ClassifyAnswer(name) == catalog::CellAnswer::kValue) {
      subject.entity_id = ProvisionalId(kind, name);
      subject.kind = std::string(kind);
      subject.provisional = true;
    }
  }
  if (parenthesis) ReadParenthesis(catalog, text, kind, &subject);
  return subject;
}

}  // namespace parallax::link
