#include "ingest_service/link/name_table.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/catalog/name_fold.h"
#include "ingest_service/link/role_names.h"

namespace parallax::link {
namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

LetterCase CaseOf(const catalog::EntityName& name) {
  if (name.text.empty() || static_cast<unsigned char>(name.text[0]) >= 0x80)
    return LetterCase::kAny;
  if (name.kind == catalog::NameKind::kAbbreviation) return LetterCase::kExact;
  if (!IsUpper(name.text[0])) return LetterCase::kAny;
  return name.text.find(' ') == std::string::npos ? LetterCase::kInitial : LetterCase::kAny;
}

}  // namespace

NameTable::NameTable(const catalog::Catalog& catalog) {
  std::map<std::string, uint32_t> groups;  // ordered: the same table on every machine
  for (const catalog::Entity& entity : catalog.entities()) {
    for (const catalog::EntityName& name : entity.names) {
      std::string folded = catalog::FoldName(name.text);
      if (folded.empty()) continue;
      const auto [it, added] =
          groups.emplace(std::move(folded), static_cast<uint32_t>(bearers_.size()));
      if (added) bearers_.emplace_back();
      NameBearer bearer{&entity, &name, CaseOf(name), {}};
      for (const std::string& word : name.context)
        bearer.context.push_back(catalog::FoldName(word));
      bearers_[it->second].push_back(std::move(bearer));
    }
  }
  std::vector<text::PhraseMatcher::Entry> entries(groups.begin(), groups.end());
  matcher_ = text::PhraseMatcher(std::move(entries));
}

bool LetterCaseFits(const NameBearer& bearer, std::string_view written) {
  switch (bearer.letter_case) {
    case LetterCase::kAny: {
      // "at the times" is not "the Times", "in hard economic times" not the paper's name.
      const bool contextual = bearer.name->kind == catalog::NameKind::kContextual ||
                              bearer.entity->kind == "organization";
      const auto has_capital = [](std::string_view text) {
        return std::any_of(text.begin(), text.end(), IsUpper);
      };
      return !contextual || !has_capital(bearer.name->text) || has_capital(written);
    }
    case LetterCase::kInitial:
      return written.empty() || !IsLower(written[0]);
    case LetterCase::kExact:
      return written == bearer.name->text;
  }
  return true;
}

bool KnownNameEnds(const NameTable& names, const catalog::FoldedText& folded, int64_t begin,
                   const FormMatch& form, const catalog::Entity& entity) {
  // A city before a body makes it the city's own: 上海市国资委 is not the national one.
  if (entity.kind == form.kind || entity.kind == "place") return false;
  text::PhraseMatch inner;
  int64_t at = folded.ToFolded(begin);
  while (names.matcher().FindNext(folded.text(), at, &inner)) {
    if (folded.ToSource(inner.begin) >= form.end) return false;
    if (folded.ToSourceEnd(inner.end) == form.end) {
      for (const NameBearer& bearer : names.Bearers(inner.value)) {
        if (bearer.entity->kind == form.kind) return true;
      }
    }
    at = inner.end;
  }
  return false;
}

int64_t PartEnd(const NameTable& names, std::string_view text, const catalog::FoldedText& folded,
                int64_t begin, int64_t end) {
  if (text.substr(begin, end - begin).find(' ') != text.npos) return end;
  if (static_cast<unsigned char>(text[begin]) >= 0x80 || text.substr(end, 1) != " ") return end;
  const auto part = static_cast<int64_t>(CapitalizedNameEnd(text, static_cast<size_t>(end + 1)));
  if (part <= end + 3) return end;
  // Another name begins there.
  std::vector<text::PhraseMatch> found;
  names.matcher().FindAt(folded.text(), folded.ToFolded(end + 1), &found);
  for (const text::PhraseMatch& name : found) {
    for (const NameBearer& bearer : names.Bearers(name.value)) {
      if (bearer.entity->kind != "technology") return end;
    }
  }
  return part;
}

}  // namespace parallax::link
