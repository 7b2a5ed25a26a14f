#include "core/catalog/cue_index.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <set>

#include "core/catalog/name_fold.h"

namespace parallax::catalog {
namespace {

// Words that join others and ask nothing themselves.
constexpr std::array<std::string_view, 24> kStopWords = {
    "a",  "an", "and", "are", "as", "at", "by",  "for",   "from", "how",  "if",    "in",
    "is", "it", "its", "of",  "on", "or", "the", "their", "to",   "what", "which", "with"};
constexpr std::array<std::string_view, 8> kStopCharacters = {"的", "与", "和", "及",
                                                             "之", "在", "或", "所"};

// A listed phrase inside a longer one loses to the same phrase alone.
constexpr double kPartFactor = 0.98;

bool IsStopWord(std::string_view word) {
  return std::find(kStopWords.begin(), kStopWords.end(), word) != kStopWords.end();
}

// "policies" → "policy", "mechanisms" → "mechanism"; "status", "access" stay.
std::string Singular(std::string word) {
  const auto ends = [&](std::string_view tail) {
    return word.size() > tail.size() + 1 && word.ends_with(tail);
  };
  if (ends("ies") && word.size() > 4) return word.substr(0, word.size() - 3) + "y";
  if (ends("ss") || ends("us") || ends("is")) return word;
  if (ends("s") && word.size() > 3) word.pop_back();
  return word;
}

// Splits folded text into terms. Malformed bytes count as separators.
std::vector<std::string> Terms(std::string_view folded) {
  std::vector<std::string> terms;
  std::string word;
  std::string last_character;  // of an unbroken unspaced run
  const auto end_word = [&] {
    if (!word.empty() && !IsStopWord(word)) terms.push_back(Singular(word));
    word.clear();
  };
  for (size_t i = 0; i < folded.size();) {
    const auto lead = static_cast<unsigned char>(folded[i]);
    const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view character = folded.substr(i, size);
    i += size;
    char32_t code = 0;
    if (size == 3 && character.size() == 3) {
      code = ((lead & 0x0Fu) << 12) | ((static_cast<unsigned char>(character[1]) & 0x3Fu) << 6) |
             (static_cast<unsigned char>(character[2]) & 0x3Fu);
    }
    if (size == 1 ? std::isalnum(lead) != 0 : (size == 2 && lead >= 0xC3)) {
      word.append(character);
      last_character.clear();
      continue;
    }
    end_word();
    if (IsUnspacedScript(code)) {
      if (std::find(kStopCharacters.begin(), kStopCharacters.end(), character) !=
          kStopCharacters.end()) {
        last_character.clear();
        continue;
      }
      terms.emplace_back(character);
      if (!last_character.empty()) terms.push_back(last_character + std::string(character));
      last_character = character;
    } else {
      last_character.clear();
    }
  }
  end_word();
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

// The folded phrase without what stands in parentheses.
std::string WithoutParentheses(std::string_view folded) {
  std::string out;
  int depth = 0;
  for (char c : folded) {
    if (c == '(' || c == '[') {
      ++depth;
    } else if (c == ')' || c == ']') {
      depth = std::max(0, depth - 1);
    } else if (depth == 0) {
      out.push_back(c);
    }
  }
  return FoldName(out);
}

// Only the ASCII part, or only the rest.
std::string OneScript(std::string_view folded, bool ascii) {
  std::string out;
  for (char c : folded) {
    const bool is_ascii = static_cast<unsigned char>(c) < 0x80;
    if (is_ascii == ascii) {
      out.push_back(c);
    } else if (ascii && !out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  return FoldName(out);
}

}  // namespace

void CueIndex::Add(std::string_view cue, int32_t target) {
  cues_.push_back({std::string(cue), FoldName(cue), target, 0, {}});
  target_count_ = std::max(target_count_, target + 1);
}

void CueIndex::Finish() {
  std::vector<std::set<int32_t>> targets_of_term;
  for (Cue& cue : cues_) {
    for (const std::string& term : Terms(cue.folded)) {
      const auto [it, added] =
          term_ids_.emplace(term, static_cast<int32_t>(targets_of_term.size()));
      if (added) targets_of_term.emplace_back();
      targets_of_term[it->second].insert(cue.target);
      cue.terms.push_back(it->second);
    }
    std::sort(cue.terms.begin(), cue.terms.end());
  }
  postings_.resize(targets_of_term.size());
  for (const auto& targets : targets_of_term) {
    term_weights_.push_back(
        std::log(1.0 + static_cast<double>(target_count_) / static_cast<double>(targets.size())));
  }
  for (size_t i = 0; i < cues_.size(); ++i) {
    for (int32_t term : cues_[i].terms) {
      cues_[i].weight += term_weights_[term];
      postings_[term].push_back(static_cast<int32_t>(i));
    }
  }
}

void CueIndex::Score(const std::string& folded, double factor, std::vector<Match>* best) const {
  if (folded.empty()) return;
  // A term no cue knows weighs as one that a single target uses.
  const double unknown = std::log(1.0 + static_cast<double>(target_count_));
  double weight = 0;
  std::unordered_map<int32_t, double> shared;
  for (const std::string& term : Terms(folded)) {
    const auto it = term_ids_.find(term);
    if (it == term_ids_.end()) {
      weight +=
          term.size() > 3 || static_cast<unsigned char>(term[0]) < 0x80 ? unknown : unknown / 2;
      continue;
    }
    weight += term_weights_[it->second];
    for (int32_t cue : postings_[it->second]) shared[cue] += term_weights_[it->second];
  }
  for (const auto& [index, weight_shared] : shared) {
    const Cue& cue = cues_[index];
    double score = 2 * weight_shared / (weight + cue.weight);
    score = cue.folded == folded ? 1.0 : std::min(score, 0.99);
    score *= factor;
    Match& match = (*best)[cue.target];
    // The cue's text decides ties, so that the order of the map does not.
    if (score > match.score || (score == match.score && std::string_view(cue.text) < match.cue)) {
      match = {cue.target, score, cue.text};
    }
  }
}

std::vector<CueIndex::Match> CueIndex::Search(std::string_view phrase, double threshold) const {
  std::vector<Match> best(target_count_);
  // Longer phrases are sentences: no header is.
  std::string folded = FoldName(phrase.substr(0, 400));
  while (!folded.empty() &&
         (folded.back() == ':' || folded.back() == '?' || folded.back() == ' ')) {
    folded.pop_back();
  }
  Score(folded, 1.0, &best);
  const std::string plain = WithoutParentheses(folded);
  if (plain != folded) Score(plain, kPartFactor, &best);
  const std::string latin = OneScript(plain, true);
  const std::string other = OneScript(plain, false);
  if (!latin.empty() && !other.empty()) {
    // One or two Latin letters among Chinese ("AI 政策") are no second language.
    if (latin.size() > 3) Score(latin, kPartFactor, &best);
    Score(other, kPartFactor, &best);
  }
  std::vector<Match> found;
  for (const Match& match : best) {
    if (match.score >= threshold) found.push_back(match);
  }
  std::sort(found.begin(), found.end(), [](const Match& a, const Match& b) {
    return a.score != b.score ? a.score > b.score : a.target < b.target;
  });
  return found;
}

}  // namespace parallax::catalog
