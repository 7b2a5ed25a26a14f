#include "ingest_service/claim/prose_latin_words.h"

#include "core/text/word_set.h"

namespace parallax::claim {
namespace {

using Words = text::WordSet;

}  // namespace

bool IsPluralToo(std::string_view word) {
  static const auto* const kWords = new Words{
      "acts",      "advances", "aims",         "awards",   "backs",     "bans",      "bars",
      "bases",     "benefits", "blocks",       "boosts",   "calls",     "caps",      "causes",
      "changes",   "charges",  "claims",       "commands", "concerns",  "conducts",  "controls",
      "costs",     "covers",   "curbs",        "cuts",     "deals",     "declines",  "decreases",
      "delays",    "demands",  "designs",      "draws",    "drives",    "drops",     "ends",
      "escapes",   "exports",  "estimates",    "faces",    "falls",     "favors",    "fears",
      "features",  "files",    "finds",        "focuses",  "forces",    "forecasts", "forms",
      "funds",     "gains",    "grants",       "guides",   "halts",     "hires",     "hits",
      "holds",     "hosts",    "impacts",      "imports",  "issues",    "increases", "influences",
      "lands",     "leads",    "licenses",     "limits",   "links",     "lists",     "looks",
      "marks",     "matches",  "moves",        "names",    "needs",     "notes",     "offers",
      "orders",    "partners", "passes",       "plans",    "plays",     "pledges",   "positions",
      "powers",    "presents", "prices",       "projects", "promises",  "purchases", "ranges",
      "ranks",     "reads",    "records",      "reforms",  "releases",  "reports",   "researches",
      "results",   "returns",  "restrictions", "reviews",  "rises",     "rolls",     "runs",
      "sanctions", "scales",   "shapes",       "shares",   "shifts",    "ships",     "shows",
      "signals",   "signs",    "sponsors",     "starts",   "states",    "stays",     "stems",
      "steps",     "stops",    "stresses",     "strikes",  "struggles", "supplies",  "supports",
      "surges",    "talks",    "targets",      "taxes",    "tests",     "ties",      "tops",
      "totals",    "trades",   "trails",       "trains",   "transfers", "triggers",  "turns",
      "updates",   "upgrades", "uses",         "values",   "views",     "wages",     "weighs",
      "wins",      "works",    "worries",      "yields",
  };
  return kWords->Contains(word);
}

bool IsPastForm(std::string_view word) {
  static const auto* const kWords = new Words{
      "became", "began",    "broke", "came",  "chose",    "drew",    "drove",     "fell",
      "gave",   "grew",     "knew",  "ran",   "rose",     "said",    "sank",      "saw",
      "shook",  "shrank",   "spoke", "stood", "took",     "threw",   "undertook", "underwent",
      "went",   "withdrew", "won",   "wrote", "overtook", "outgrew",
  };
  return kWords->Contains(word);
}

bool IsPastOrParticiple(std::string_view word) {
  static const auto* const kWords = new Words{
      "bought", "brought", "built",  "cut",   "dealt",  "fought", "found", "got",
      "held",   "hit",     "kept",   "laid",  "led",    "left",   "lent",  "lost",
      "made",   "met",     "paid",   "cost",  "put",    "hurt",   "shut",  "sent",
      "set",    "sold",    "sought", "spent", "struck", "taught", "told",
  };
  return kWords->Contains(word);
}

bool OpensObject(std::string_view word) {
  static const auto* const kWords = new Words{
      "a",     "an",      "the",     "its",   "their",  "his",     "her",    "our",
      "your",  "my",      "this",    "that",  "these",  "those",   "some",   "any",
      "no",    "more",    "most",    "fewer", "less",   "all",     "both",   "each",
      "every", "many",    "several", "it",    "them",   "him",     "us",     "up",
      "out",   "off",     "down",    "over",  "nearly", "about",   "almost", "around",
      "only",  "roughly", "one",     "two",   "three",  "another", "little", "few",
  };
  return kWords->Contains(word) || (!word.empty() && word[0] >= '0' && word[0] <= '9') ||
         word.starts_with("$");
}

bool IsNoNounFirst(std::string_view word) {
  static const auto* const kWords = new Words{
      "here",   "please",   "see",  "get",    "check",   "gonna", "maybe", "perhaps", "sometimes",
      "almost", "any",      "only", "until",  "let's",   "lot",   "no",    "now",     "today",
      "yet",    "hell",     "keep", "let",    "once",    "even",  "just",  "then",    "thus",
      "still",  "nowadays", "it's", "that's", "there's", "can",   "will",  "do",      "does",
      "did",    "is",       "are",  "was",    "were",    "could", "would", "should",  "has",
      "have",   "had",      "may",  "might",  "must",
  };
  return kWords->Contains(word);
}

bool NamesNothingAlone(std::string_view word) {
  static const auto* const kWords = new Words{
      "many",       "few",       "several",  "others",   "both",     "all",    "some",
      "additional", "unique",    "deep",     "nothing",  "none",     "half",   "another",
      "everything", "something", "anything", "more",     "most",     "new",    "other",
      "such",       "last",      "next",     "same",     "former",   "latter", "first",
      "second",     "third",     "negative", "positive", "further",  "strong", "weak",
      "recent",     "latest",    "good",     "bad",      "great",    "best",   "worst",
      "biggest",    "largest",   "majority", "lack",     "early",    "late",   "what",
      "this",       "that",      "it",       "they",     "everyone", "anyone", "someone",
  };
  return kWords->Contains(word);
}

bool IsAdverbBehindNoun(std::string_view word) {
  static const auto* const kWords = new Words{
      "also",   "now",  "then", "first", "too",  "still", "already", "often", "never",
      "always", "even", "just", "again", "soon", "later", "once",    "all",   "both",
      "each",   "not",  "long", "since", "ever", "there", "today",   "only",
  };
  return kWords->Contains(word) || (word.size() > 4 && word.ends_with("ly") && word != "supply" &&
                                    word != "family" && word != "assembly" && word != "italy" &&
                                    word != "anomaly" && word != "monopoly" && word != "july");
}

bool AsksReader(std::string_view text) {
  for (const std::string_view opening :
       {"check out ",    "sign up",     "sign in",     "log in",         "keep an eye",
        "read more",     "read the ",   "read our ",   "read also",      "click ",
        "tap ",          "subscribe",   "get access",  "get the latest", "get our ",
        "get your ",     "get started", "see deals",   "see our ",       "see also",
        "see all ",      "see more",    "see today's", "learn more",     "learn about",
        "learn how",     "learn what",  "email ",      "e-mail ",        "follow us",
        "follow the ",   "watch the ",  "watch our ",  "watch:",         "join us",
        "join our ",     "join the ",   "contact us",  "contact our ",   "please ",
        "don't miss",    "stay tuned",  "stay up",     "find out",       "find your ",
        "visit our ",    "visit us",    "visit the ",  "download ",      "register ",
        "listen to ",    "tune in",     "browse ",     "explore our ",   "discover how ",
        "discover our ", "enter your ", "try our ",    "share this",     "share on ",
        "send us",       "skip to",     "jump to",     "back to top",    "scroll ",
        "buy your ",     "book your ",  "save up to",  "apply now",      "shop ",
        "view all",      "view our "}) {
    if (text.starts_with(opening)) return true;
  }
  return false;
}

bool CreditsPicture(std::string_view text) {
  const auto at = [&](std::string_view word) { return text.find(word) < 24; };
  return at("photo") || at("video") || at("image") || at("picture") || at("credit") ||
         at("illustration") || at("courtesy") || at("graphic:") || at("getty");
}

}  // namespace parallax::claim
