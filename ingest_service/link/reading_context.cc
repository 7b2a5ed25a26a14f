#include "ingest_service/link/reading_context.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "core/catalog/name_fold.h"

namespace parallax::link {
namespace {

using catalog::NameKind;
using record::MentionForm;

text::PhraseMatcher MatcherOf(std::initializer_list<const char*> phrases) {
  std::vector<text::PhraseMatcher::Entry> entries;
  for (const char* phrase : phrases) entries.emplace_back(catalog::FoldName(phrase), 0);
  return text::PhraseMatcher(std::move(entries));
}

// The cues of every language in one matcher: a Latin word cannot be a Chinese one.
text::PhraseMatcher CueMatcher(const catalog::Catalog& catalog,
                               std::vector<std::string> catalog::ActingCues::*cues) {
  std::vector<text::PhraseMatcher::Entry> entries;
  for (const catalog::ActingCues& of_language : catalog.acting_cues()) {
    for (const std::string& cue : of_language.*cues)
      entries.emplace_back(catalog::FoldName(cue), 0);
  }
  return text::PhraseMatcher(std::move(entries));
}

int64_t SkipBlanks(std::string_view text, int64_t at) {
  while (at < static_cast<int64_t>(text.size()) && text[at] == ' ') ++at;
  return at;
}

bool StandsAt(const text::PhraseMatcher& matcher, std::string_view text, int64_t at) {
  std::vector<text::PhraseMatch> found;
  if (at < static_cast<int64_t>(text.size())) matcher.FindAt(text, at, &found);
  return !found.empty();
}

// Whether a phrase of `matcher` ends right before `end`, blanks apart. Phrases are at most six
// characters or one word, so only a short stretch is looked at.
bool StandsBefore(const text::PhraseMatcher& matcher, std::string_view text, int64_t end) {
  while (end > 0 && text[end - 1] == ' ') --end;
  const int64_t from = std::max<int64_t>(0, end - 24);
  std::vector<text::PhraseMatch> found;
  for (int64_t at = end - 1; at >= from; --at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
    found.clear();
    matcher.FindAt(text, at, &found);
    for (const text::PhraseMatch& match : found) {
      if (match.end == end) return true;
    }
  }
  return false;
}

bool BeginsCurrency(std::string_view text) {
  for (std::string_view sign : {"$", "€", "£", "¥", "₩", "₹"}) {
    if (text.starts_with(sign)) return true;
  }
  return false;
}

bool IsMadeBy(const catalog::Entity& product, const catalog::Entity& maker) {
  return std::any_of(product.relations.begin(), product.relations.end(),
                     [&](const catalog::EntityRelation& relation) {
                       return relation.type == "developed_by" && relation.target == maker.id;
                     });
}

// "Tokyo, March 31 (Agency) –": where a report was filed.
bool IsDateline(std::string_view text, int64_t begin, int64_t end) {
  if (begin > 0 && text[begin - 1] != '\n') return false;
  const std::string_view rest = text.substr(end);
  for (std::string_view mark : {" (", " - ", " – ", " — ", ": "}) {
    if (rest.starts_with(mark)) return true;
  }
  if (!rest.starts_with(", ")) return false;
  for (std::string_view month :
       {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}) {
    if (rest.substr(2).starts_with(month)) return true;
  }
  return false;
}

// Whether the document so far speaks of places of `economy` and of no other economy: then its
// capital is one of those places.
bool IsOfItsPlaces(const std::set<const catalog::Entity*>* named, const catalog::Entity& economy) {
  if (named == nullptr) return false;
  bool places = false;
  for (const catalog::Entity* entity : *named) {
    if (entity->kind == "economy" && entity != &economy) return false;
    places =
        places ||
        (entity->kind == "place" &&
         std::any_of(entity->relations.begin(), entity->relations.end(), [&](const auto& relation) {
           return relation.type == "located_in" && relation.target == economy.id;
         }));
  }
  return places;
}

bool AtClauseBegin(std::string_view text, int64_t begin) {
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '"')) --begin;
  if (begin == 0) return true;
  const char last = text[begin - 1];
  if (last == '.' || last == ';' || last == ':' || last == ',' || last == '!' || last == '?')
    return true;
  return begin >= 3 && (text.substr(begin - 3, 3) == "。" || text.substr(begin - 3, 3) == "；");
}

}  // namespace

bool AnyWordStands(const std::vector<std::string>& words, std::string_view folded) {
  for (const std::string& word : words) {
    for (size_t at = folded.find(word); at != std::string_view::npos;
         at = folded.find(word, at + 1)) {
      if (text::IsWordBoundary(folded, static_cast<int64_t>(at)) &&
          text::IsWordBoundary(folded, static_cast<int64_t>(at + word.size()))) {
        return true;
      }
    }
  }
  return false;
}

ReadingContext::ReadingContext(const catalog::Catalog& catalog)
    : acts_after_(CueMatcher(catalog, &catalog::ActingCues::after)),
      acts_before_(CueMatcher(catalog, &catalog::ActingCues::before)),
      place_after_(CueMatcher(catalog, &catalog::ActingCues::place_after)),
      place_before_(CueMatcher(catalog, &catalog::ActingCues::place_before)),
      government_(MatcherOf({"government",
                             "central government",
                             "federal government",
                             "national government",
                             "authorities",
                             "officials",
                             "government officials",
                             "policymakers",
                             "policy makers",
                             "regulators",
                             "leadership",
                             "leaders",
                             "administration",
                             "state",
                             "lawmakers",
                             "政府",
                             "中央政府",
                             "联邦政府",
                             "当局",
                             "官方",
                             "官员",
                             "监管机构",
                             "监管部门",
                             "政策制定者",
                             "决策者"})),
      product_before_(MatcherOf({"launched",   "launch of",   "launching",  "released",
                                 "release of", "unveiled",    "using",      "use of",
                                 "trained",    "versions of", "version of", "deploy",
                                 "deployed",   "deploying",   "adopting",   "introduction of",
                                 "推出",       "发布",        "上线",       "部署",
                                 "接入",       "使用",        "训练",       "开源"})),
      small_words_(MatcherOf({"contact", "about", "join", "follow", "to", "for", "with", "let",
                              "help", "tell", "give", "of", "among"})) {
  for (const catalog::EntityKind& kind : catalog.kinds()) {
    std::vector<text::PhraseMatcher::Entry> entries;
    for (const catalog::CuePhrase& cue : kind.header_cues) {
      entries.emplace_back(catalog::FoldName(cue.text), 0);
      if (cue.language == "en") entries.emplace_back(catalog::FoldName(cue.text) + "s", 0);
    }
    kind_words_.emplace(kind.id, text::PhraseMatcher(std::move(entries)));
  }
}

ReadingContext::Acting ReadingContext::ActsAt(const NamedPlace& place) const {
  const std::string_view text = place.folded;
  const int64_t next = SkipBlanks(text, place.end);
  if (GovernmentEnd(text, place.end) != place.end) return Acting::kActs;
  // What follows names an institution or a part of the city: nothing before it can change that.
  if (StandsAt(place_after_, text, next)) return Acting::kIsPlace;
  if (StandsBefore(place_before_, text, place.begin)) return Acting::kIsPlace;
  if (IsDateline(text, place.begin, place.end)) return Acting::kIsPlace;
  if (StandsAt(acts_after_, text, next) || StandsAt(acts_after_, text, place.end)) {
    return Acting::kActs;
  }
  if (StandsBefore(acts_before_, text, place.begin)) return Acting::kActs;
  // "Beijing treats chips as …": at the head of a clause and no comma after it, it is the one who
  // acts.
  if (AtClauseBegin(text, place.begin) && next > place.end &&
      next < static_cast<int64_t>(text.size()) && text[next] >= 'a' && text[next] <= 'z') {
    return Acting::kActs;
  }
  return Acting::kUnknown;
}

int64_t ReadingContext::GovernmentEnd(std::string_view text, int64_t end) const {
  int64_t at = end;
  if (text.substr(at, 2) == "'s") at += 2;
  if (text.substr(at, 3) == "的") at += 3;
  at = SkipBlanks(text, at);
  std::vector<text::PhraseMatch> found;
  if (at < static_cast<int64_t>(text.size())) government_.FindAt(text, at, &found);
  if (found.empty()) return end;
  // "Chinese state banks", "state-owned": there the word is no government.
  const text::PhraseMatch& last = found.back();
  const std::string_view word = text.substr(last.begin, last.end - last.begin);
  if (word == "state" || word == "administration") return end;
  return last.end;
}

// Whether the texts around speak of a seat of government as the city that it is: 北京市, 北京两地.
bool ReadingContext::IsTheCity(const NamedPlace& place) {
  const std::string_view name = place.folded.substr(place.begin, place.end - place.begin);
  if (name.empty() || static_cast<unsigned char>(name[0]) < 0x80) return false;
  // Near by: what a long text says elsewhere is not asked for each of its names.
  constexpr size_t kNear = 300;  // bytes
  const auto begin = static_cast<size_t>(place.begin);
  const std::string_view near =
      place.folded.substr(begin - std::min(begin, kNear), 2 * kNear + name.size());
  for (const std::string_view tail : {"市", "两地", "等地", "等城市", "等省市"}) {
    const std::string city = std::string(name) + std::string(tail);
    for (const std::string_view text : {near, std::string_view(place.title).substr(0, kNear),
                                        std::string_view(place.around).substr(0, kNear)}) {
      if (text.find(city) != std::string_view::npos) return true;
    }
  }
  return false;
}

BearerChoice ReadingContext::Choose(const std::vector<NameBearer>& bearers,
                                    const NamedPlace& place) const {
  if (bearers.size() == 1) {
    // Most names: one bearer who needs nothing around.
    const NameBearer& bearer = bearers.front();
    const NameKind kind = bearer.name->kind;
    if (kind == NameKind::kPrimary || kind == NameKind::kAlias || kind == NameKind::kAdjective) {
      if (place.subject_kind != bearer.entity->kind && !LetterCaseFits(bearer, place.written))
        return {};
      return {bearer.entity,
              kind == NameKind::kAdjective ? MentionForm::kAdjective : MentionForm::kName, false};
    }
  }
  std::vector<const NameBearer*> plain, metonyms, contextual;
  bool contextual_fit = false;
  for (const NameBearer& bearer : bearers) {
    const bool subject = !place.subject_kind.empty() && bearer.entity->kind == place.subject_kind;
    if (!subject && !LetterCaseFits(bearer, place.written)) continue;
    // "US$5 billion" is an amount in dollars.
    if (bearer.letter_case == LetterCase::kExact && BeginsCurrency(place.folded.substr(place.end)))
      continue;
    // "CONTACT US": among capitals the letters tell nothing.
    if (bearer.letter_case == LetterCase::kExact && place.capitals && place.written.size() <= 3 &&
        StandsBefore(small_words_, place.folded, place.begin)) {
      continue;
    }
    if (bearer.name->kind == NameKind::kMetonym) {
      metonyms.push_back(&bearer);
    } else if (bearer.name->kind == NameKind::kContextual) {
      contextual.push_back(&bearer);
      const bool named = place.named != nullptr && place.named->contains(bearer.entity);
      if (subject || named || AnyWordStands(bearer.context, place.folded) ||
          AnyWordStands(bearer.context, place.title) ||
          AnyWordStands(bearer.context, place.around)) {
        contextual_fit = true;
      } else {
        contextual.pop_back();
      }
    } else {
      plain.push_back(&bearer);
    }
  }
  // One entity may bear the name twice (in two languages, as name and as adjective).
  const auto distinct = [](std::vector<const NameBearer*>* list) {
    std::vector<const NameBearer*> kept;
    for (const NameBearer* bearer : *list) {
      if (std::none_of(kept.begin(), kept.end(),
                       [&](const NameBearer* k) { return k->entity == bearer->entity; })) {
        kept.push_back(bearer);
      }
    }
    *list = std::move(kept);
  };
  distinct(&plain);
  distinct(&metonyms);
  distinct(&contextual);
  const auto choice = [](const NameBearer* bearer) {
    BearerChoice made{bearer->entity, MentionForm::kName, false};
    if (bearer->name->kind == NameKind::kAdjective) made.form = MentionForm::kAdjective;
    if (bearer->name->kind == NameKind::kMetonym) made.form = MentionForm::kMetonym;
    return made;
  };
  if (!place.subject_kind.empty()) {
    for (const auto* list : {&plain, &contextual, &metonyms}) {
      for (const NameBearer* bearer : *list) {
        if (bearer->entity->kind == place.subject_kind) return choice(bearer);
      }
    }
  }
  if (!metonyms.empty()) {
    if (metonyms.size() > 1) return {nullptr, MentionForm::kMetonym, true};
    switch (plain.size() == 1 && IsTheCity(place) ? Acting::kIsPlace : ActsAt(place)) {
      case Acting::kActs:
        return choice(metonyms.front());
      case Acting::kIsPlace:
        break;
      case Acting::kUnknown:
        // A seat that is nothing else here ("Whitehall") can only stand for its government.
        if (plain.empty() && contextual.empty()) return choice(metonyms.front());
        if (plain.size() == 1 && IsOfItsPlaces(place.named, *metonyms.front()->entity)) break;
        return {nullptr, MentionForm::kMetonym, true};
    }
    if (plain.empty() && contextual.empty()) return {};
  }
  if (plain.size() == 1 && !contextual_fit) return choice(plain.front());
  if (plain.empty() && contextual.size() == 1) return choice(contextual.front());
  if (plain.size() == 1 && contextual.size() == 1) {
    // The words around speak for the one who needs them.
    return choice(contextual.front());
  }
  if (plain.size() == 2 && contextual.empty()) {
    // A product and its maker of the same name: the maker, unless the words speak of a product.
    for (int k = 0; k < 2; ++k) {
      const NameBearer* product = plain[k];
      const NameBearer* maker = plain[1 - k];
      if (!IsMadeBy(*product->entity, *maker->entity)) continue;
      const text::PhraseMatcher& words = kind_words_.at(product->entity->kind);
      const int64_t next = SkipBlanks(place.folded, place.end);
      const bool of_product = StandsAt(words, place.folded, next) ||
                              StandsBefore(words, place.folded, place.begin) ||
                              StandsBefore(product_before_, place.folded, place.begin);
      return choice(of_product ? product : maker);
    }
  }
  if (plain.empty() && contextual.empty()) return {};
  return {nullptr, MentionForm::kName, true};
}

}  // namespace parallax::link
