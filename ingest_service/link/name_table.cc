#include "ingest_service/link/name_table.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/catalog/name_fold.h"

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
      // "at the times" is not "the Times".
      const bool contextual = bearer.name->kind == catalog::NameKind::kContextual;
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

}  // namespace parallax::link
