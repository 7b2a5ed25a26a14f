#include "ingest_service/link/role_names.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace parallax::link {
namespace {

constexpr int kMostWords = 4;
constexpr size_t kLongestWord = 40;
constexpr size_t kLongestApposition = 90;  // bytes from the comma to the noun
constexpr size_t kLongestAside = 160;      // bytes of a clause between a name and its verb

enum Kind { kOrganization, kModel, kInitiative, kPerson };
constexpr std::string_view kKinds[] = {"organization", "model", "initiative", "person"};

struct Noun {
  std::string_view word;
  Kind kind;
};
constexpr Noun kNouns[] = {
    {"startup", kOrganization},
    {"start-up", kOrganization},
    {"company", kOrganization},
    {"firm", kOrganization},
    {"carmaker", kOrganization},
    {"automaker", kOrganization},
    {"chipmaker", kOrganization},
    {"chip maker", kOrganization},
    {"battery maker", kOrganization},
    {"manufacturer", kOrganization},
    {"telecom", kOrganization},
    {"telco", kOrganization},
    {"consultancy", kOrganization},
    {"think tank", kOrganization},
    {"nonprofit", kOrganization},
    {"non-profit", kOrganization},
    {"retailer", kOrganization},
    {"supplier", kOrganization},
    {"foundry", kOrganization},
    {"publisher", kOrganization},
    {"newspaper", kOrganization},
    {"broadcaster", kOrganization},
    {"brokerage", kOrganization},
    {"unicorn", kOrganization},
    {"news agency", kOrganization},
    {"news outlet", kOrganization},
    {"conglomerate", kOrganization},
    {"subsidiary", kOrganization},
    {"affiliate", kOrganization},
    {"spinoff", kOrganization},
    {"spin-off", kOrganization},
    {"joint venture", kOrganization},
    {"tech giant", kOrganization},
    {"chip giant", kOrganization},
    {"internet giant", kOrganization},
    {"e-commerce giant", kOrganization},
    {"giant", kOrganization},
    {"lender", kOrganization},
    {"insurer", kOrganization},
    {"airline", kOrganization},
    {"drugmaker", kOrganization},
    {"miner", kOrganization},
    {"vendor", kOrganization},
    {"contractor", kOrganization},
    {"hyperscaler", kOrganization},
    {"venture capital firm", kOrganization},
    {"investment firm", kOrganization},
    {"research firm", kOrganization},
    {"advocacy group", kOrganization},
    {"trade group", kOrganization},
    {"chatbot", kModel},
    {"AI model", kModel},
    {"language model", kModel},
    {"large language model", kModel},
    {"program", kInitiative},
    {"programme", kInitiative},
    {"initiative", kInitiative},
    {"project", kInitiative},
    {"scheme", kInitiative},
    {"fund", kInitiative},
};
constexpr std::string_view kPeople[] = {
    "professor", "analyst",   "economist", "lawmaker",   "researcher", "senator",  "fellow",
    "scientist", "lawyer",    "scholar",   "strategist", "consultant", "engineer", "lecturer",
    "historian", "columnist", "adviser",   "advisor",    "investor",
};
constexpr std::string_view kOffices[] = {
    "CEO",     "CFO",       "CTO",          "COO",       "chief executive", "co-founder",
    "founder", "cofounder", "spokesperson", "spokesman", "spokeswoman"};
constexpr std::string_view kRaisings[] = {"raises", "raised", "secures", "secured",
                                          "closes", "lands",  "nabs",    "bags"};
// What may follow the noun that heads an apposition.
constexpr std::string_view kAfterHead[] = {
    "that", "which", "who",   "whose",         "based",    "backed",     "founded", "behind",
    "in",   "of",    "for",   "with",          "and",      "from",       "at",      "owned",
    "run",  "led",   "known", "headquartered", "building", "developing", "making",  "specializing"};
// Capitalized words that begin or end no such name.
constexpr std::string_view kNoNames[] = {
    "The",
    "A",
    "An",
    "This",
    "That",
    "These",
    "Those",
    "It",
    "Its",
    "He",
    "She",
    "They",
    "We",
    "I",
    "You",
    "Our",
    "His",
    "Her",
    "Their",
    "In",
    "On",
    "At",
    "By",
    "For",
    "From",
    "With",
    "As",
    "And",
    "But",
    "Or",
    "If",
    "When",
    "While",
    "After",
    "Before",
    "Since",
    "Under",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Senator",
    "Senators",
    "Sen",
    "Rep",
    "Representative",
    "Governor",
    "Gov",
    "Mayor",
    "Professor",
    "Judge",
    "Justice",
    "Commissioner",
    "Ambassador",
    "Premier",
    "Chancellor",
    "CEO",
    "CFO",
    "CTO",
    "COO",
    "President",
    "Chairman",
    "Chief",
    "Founder",
    "Minister",
    "Secretary",
    "Director",
    "Mr",
    "Ms",
    "Dr",
    "Former",
    "Then",
    "Interim",
    "Deputy",
    "Group",
    "Company",
    "Co",
    "AI",
    "EV",
    "IT",
    "US",
    "UK",
    "EU",
    "LLM",
    "GPU",
    "Series",
    "Phase",
    "Act",
    "Another",
    "Each",
    "Every",
    "One",
    "Two",
    "Three",
    "Today",
    "Earlier",
    "However",
    "Meanwhile",
    "Also",
    "So",
    "Because",
    "To",
    "Of",
    "Is",
    "Are",
    "Was",
    "Were",
    "Has",
    "Have",
    "Will",
    "Can",
    "Not",
    "No",
    "Yes",
    "All",
    "Some",
    "Many",
    "Most",
    "Any",
    "Now",
    "Here",
    "There",
    "What",
    "Who",
    "How",
    "Why",
    "Where",
    "New",
};

template <size_t N>
bool In(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

// Whether text[i] is part of a word of Latin letters; a full stop counts between letters
// ("xyz.ai").
bool IsWordByte(std::string_view text, size_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (std::isalnum(c) != 0 || (c >= 0xC3 && c <= 0xC9)) return true;
  if ((c & 0xC0) == 0x80 && i > 0) {
    const auto lead = static_cast<unsigned char>(text[i - 1]);
    return lead >= 0xC3 && lead <= 0xC9;
  }
  if (c == '-' || c == '&' || c == '+')
    return i + 1 < text.size() && std::isalnum(static_cast<unsigned char>(text[i + 1])) != 0;
  return c == '.' && i > 0 && i + 1 < text.size() &&
         std::islower(static_cast<unsigned char>(text[i - 1])) != 0 &&
         std::islower(static_cast<unsigned char>(text[i + 1])) != 0;
}

// A capital anywhere in the first two letters ("iFlex", "xAI"), or a digit and a capital ("1X").
bool LooksLikeName(std::string_view word) {
  if (word.size() < 2) return false;
  if (IsUpper(word[0]) || static_cast<unsigned char>(word[0]) == 0xC3) return true;
  return std::isalnum(static_cast<unsigned char>(word[0])) != 0 && IsUpper(word[1]);
}

// The end of the name that begins at `at`; `at` when none does.
size_t NameEnd(std::string_view text, size_t at) {
  size_t end = at;
  for (int words = 0; words < kMostWords; ++words) {
    const size_t begin = words == 0 ? at : end + 1;
    size_t stop = begin;
    while (stop < text.size() && stop - begin < kLongestWord && IsWordByte(text, stop)) ++stop;
    const std::string_view word = text.substr(begin, stop - begin);
    const bool number = words > 0 && !word.empty() && word.size() <= 3 &&
                        std::isdigit(static_cast<unsigned char>(word[0])) != 0;
    if ((!LooksLikeName(word) && !number) || In(kNoNames, word)) break;
    end = stop;
    if (end >= text.size() || text[end] != ' ') break;
  }
  return end;
}

// The begin of the name that ends at `end`; `end` when none does.
size_t NameBegin(std::string_view text, size_t end) {
  size_t begin = end;
  for (int words = 0; words < kMostWords; ++words) {
    const size_t stop = words == 0 ? end : begin - 1;
    size_t at = stop;
    while (at > 0 && stop - at < kLongestWord && IsWordByte(text, at - 1)) --at;
    const std::string_view word = text.substr(at, stop - at);
    if (!LooksLikeName(word) || In(kNoNames, word)) break;
    begin = at;
    if (begin < 2 || text[begin - 1] != ' ') break;
  }
  return begin;
}

std::string_view WordAt(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && end - at < kLongestWord && IsWordByte(text, end)) ++end;
  return text.substr(at, end - at);
}

// Whether a sum begins at `at`: "$25M", "€1.7bn", "US$3 billion".
bool BeginsSum(std::string_view text, size_t at) {
  for (std::string_view sign : {"$", "€", "£", "¥", "₹", "US$", "an undisclosed", "another $"}) {
    if (text.substr(at).starts_with(sign)) return true;
  }
  return false;
}

// Whether a clause may begin at `at`.
bool ClauseBegins(std::string_view text, size_t at) {
  return at == 0 || (at >= 2 && text[at - 1] == ' ' &&
                     (text[at - 2] == '.' || text[at - 2] == ':' || text[at - 2] == '!' ||
                      text[at - 2] == '?' || text[at - 2] == ',' || text[at - 2] == '\n'));
}

int WordsIn(std::string_view name) {
  return 1 + static_cast<int>(std::count(name.begin(), name.end(), ' '));
}

// "…, a Paris-based startup" with its noun at `noun`: the offset of the comma before the article;
// npos when no apposition leads up to the noun.
size_t AppositionComma(std::string_view text, size_t noun) {
  const size_t comma = text.substr(0, noun).rfind(',');
  if (comma == std::string_view::npos || noun - comma > kLongestApposition) return text.npos;
  const std::string_view between = text.substr(comma + 1, noun - comma - 1);
  const bool article = between.starts_with(" a ") || between.starts_with(" an ") ||
                       between.starts_with(" the ") || between.starts_with(" one of ");
  if (!article) return text.npos;
  // A stop, or a word that begins another clause, ends what the article could lead to.
  for (std::string_view stop : {". ", "; ", ": ", " that ", " which ", " who ", " of ", " to "}) {
    if (between.find(stop) != std::string_view::npos && !between.starts_with(" one of "))
      return text.npos;
  }
  return comma;
}

// Whether the noun that ends at `end` is the head of its phrase: "a startup that", not "a startup
// accelerator".
bool IsHead(std::string_view text, size_t end) {
  if (end >= text.size()) return true;
  if (std::string_view(",.;:)\n").find(text[end]) != std::string_view::npos) return true;
  if (text[end] != ' ') return static_cast<unsigned char>(text[end]) >= 0x80;
  if (end + 1 < text.size() && (text[end + 1] == '(' || text[end + 1] == '-')) return true;
  return static_cast<unsigned char>(text[end + 1]) >= 0x80 || In(kAfterHead, WordAt(text, end + 1));
}

}  // namespace

RoleNameFinder::RoleNameFinder(const catalog::Catalog& catalog) {
  for (std::string_view kind : kKinds) has_kind_.push_back(catalog.FindKind(kind) != nullptr);
  std::map<std::string, Trigger> triggers;
  for (const Noun& noun : kNouns) {
    if (has_kind_[noun.kind]) triggers[std::string(noun.word)].noun_kind = noun.kind;
  }
  if (has_kind_[kPerson]) {
    for (std::string_view word : kPeople) triggers[std::string(word)].person = true;
    for (std::string_view word : kOffices) triggers[std::string(word)].person = true;
    for (std::string_view word : {"said", "says", "added"})
      triggers[std::string(word)].saying = true;
    triggers["who"].who = true;
  }
  if (has_kind_[kOrganization]) {
    for (std::string_view word : kOffices) triggers[std::string(word)].office = true;
    for (std::string_view word : kRaisings) triggers[std::string(word)].raising = true;
    triggers["based"].seated = true;
  }
  for (const auto& [word, trigger] : triggers) {
    words_.push_back(word);
    triggers_.push_back(trigger);
  }
}

void RoleNameFinder::Take(std::string_view text, const text::PhraseMatch& match, size_t index,
                          std::vector<FormMatch>* found) const {
  const Trigger& trigger = triggers_[index];
  const auto begin = static_cast<size_t>(match.begin);
  const auto end = static_cast<size_t>(match.end);
  const auto take = [&](size_t from, size_t to, Kind kind) {
    if (to <= from || (from > 0 && IsWordByte(text, from - 1))) return;
    found->push_back({static_cast<int64_t>(from), static_cast<int64_t>(to),
                      std::string(kKinds[kind]), /*follow=*/true});
  };
  if (trigger.noun_kind >= 0) {
    const Kind kind = static_cast<Kind>(trigger.noun_kind);
    size_t at = end;
    bool called = false;
    for (std::string_view verb : {" called ", " named ", " dubbed ", " known as "}) {
      if (!text.substr(at).starts_with(verb)) continue;
      at += verb.size();
      for (std::string_view quote : {"“", "\"", "‘"}) {
        if (text.substr(at).starts_with(quote)) at += quote.size();
      }
      called = true;
      break;
    }
    // "program" and "fund" before a name say nothing unless they call it so.
    if (called) {
      take(at, NameEnd(text, at), kind);
    } else if (kind != kInitiative && at + 1 < text.size() && text[at] == ' ') {
      take(at + 1, NameEnd(text, at + 1), kind);
    }
  }
  if ((trigger.noun_kind >= 0 && trigger.noun_kind != kInitiative) || trigger.person) {
    const size_t comma = IsHead(text, end) ? AppositionComma(text, begin) : text.npos;
    if (comma != text.npos) {
      const size_t from = NameBegin(text, comma);
      const int words = from < comma ? WordsIn(text.substr(from, comma - from)) : 0;
      if (!trigger.person) {
        take(from, comma, static_cast<Kind>(trigger.noun_kind));
      } else if (words == 2 || words == 3) {
        take(from, comma, kPerson);
      }
    }
  }
  if (trigger.person && has_kind_[kOrganization]) {
    for (std::string_view at_body : {" at ", " at the ", " with "}) {
      if (!text.substr(end).starts_with(at_body)) continue;
      const size_t at = end + at_body.size();
      take(at, NameEnd(text, at), kOrganization);
    }
  }
  if (trigger.who && text.substr(0, begin).ends_with(", ")) {
    const size_t from = NameBegin(text, begin - 2);
    const int words = from < begin - 2 ? WordsIn(text.substr(from, begin - 2 - from)) : 0;
    if (words == 2 || words == 3) take(from, begin - 2, kPerson);
  }
  if (trigger.saying && end + 1 < text.size() && text[end] == ' ') {
    const std::string_view before = text.substr(0, begin);
    const bool quoted = before.ends_with("” ") || before.ends_with("\" ") ||
                        before.ends_with("’ ") || before.ends_with(", ");
    const size_t to = NameEnd(text, end + 1);
    const int words = to > end + 1 ? WordsIn(text.substr(end + 1, to - end - 1)) : 0;
    const bool closed = to >= text.size() || text[to] == ',' || text[to] == '.';
    if (quoted && closed && (words == 2 || words == 3)) take(end + 1, to, kPerson);
  }
  // "Leeds-based Norvane".
  if (trigger.seated && text.substr(0, begin).ends_with("-") && end < text.size() &&
      text[end] == ' ')
    take(end + 1, NameEnd(text, end + 1), kOrganization);
  // "Ann Lee, CEO of …".
  if (trigger.office && has_kind_[kPerson] && text.substr(0, begin).ends_with(", ")) {
    const size_t from = NameBegin(text, begin - 2);
    const int words = from < begin - 2 ? WordsIn(text.substr(from, begin - 2 - from)) : 0;
    if (words == 2 || words == 3) take(from, begin - 2, kPerson);
  }
  if (trigger.office) {
    for (std::string_view joined : {" of ", " at "}) {
      if (!text.substr(end).starts_with(joined)) continue;
      const size_t at = end + joined.size();
      take(at, NameEnd(text, at), kOrganization);
    }
    // "Norvane CEO Ann Lee": the company stands right before.
    if (begin >= 2 && text[begin - 1] == ' ') {
      const size_t from = NameBegin(text, begin - 1);
      if (begin - 1 - from >= 3) take(from, begin - 1, kOrganization);
    }
  }
  if (trigger.raising && end + 1 < text.size() && text[end] == ' ' && BeginsSum(text, end + 1) &&
      begin >= 3 && text[begin - 1] == ' ') {
    size_t name_end = begin - 1;
    if (text[name_end - 1] == ',') {
      // "Norvane, which builds drills, raised $3M": the name stands before the clause.
      const std::string_view before = text.substr(0, name_end - 1);
      const size_t which = std::max(before.rfind(", which ") + 1, before.rfind(", who ") + 1);
      if (which == 0 || name_end - which > kLongestAside) return;
      name_end = which - 1;
    }
    const size_t from = NameBegin(text, name_end);
    if (ClauseBegins(text, from)) take(from, name_end, kOrganization);
  }
}

void RoleNameFinder::TakeByline(std::string_view text, std::vector<FormMatch>* found) const {
  if (!has_kind_[kPerson] || (!text.starts_with("By ") && !text.starts_with("by "))) return;
  const size_t end = NameEnd(text, 3);
  const int words = end > 3 ? WordsIn(text.substr(3, end - 3)) : 0;
  if (words != 2 && words != 3) return;
  const std::string_view rest = text.substr(end);
  const bool ends = rest.empty() || rest[0] == '\n' || rest[0] == ',' || rest[0] == '|' ||
                    rest.starts_with(" in ") || rest.starts_with(" |") || rest.starts_with(" - ") ||
                    rest.starts_with(" and ") || rest.starts_with(" • ");
  if (ends) found->push_back({3, static_cast<int64_t>(end), "person", /*follow=*/false});
}

size_t CapitalizedNameEnd(std::string_view text, size_t at) { return NameEnd(text, at); }
size_t CapitalizedNameBegin(std::string_view text, size_t end) { return NameBegin(text, end); }

}  // namespace parallax::link
