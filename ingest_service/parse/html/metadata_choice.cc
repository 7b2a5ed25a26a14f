#include <algorithm>
#include <map>
#include <string>

#include "ingest_service/parse/html/metadata.h"

namespace parallax::parse_html {
namespace {

using record::MetadataField;
using record::MetadataOrigin;

// Letters and digits only, lower case: what makes two values the same. Signs such as © and ¶ (below
// U+00C0) are left out.
std::string Key(std::string_view s) {
  std::string key;
  for (char c : s) {
    const auto u = static_cast<unsigned char>(c);
    if (u >= 0xC3 ||
        (u >= 0x80 && !key.empty() && u < 0xC0 && static_cast<unsigned char>(key.back()) >= 0x80) ||
        (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z')) {
      key.push_back(c);
    } else if (u >= 'A' && u <= 'Z') {
      key.push_back(static_cast<char>(u | 32));
    }
  }
  return key;
}

constexpr int64_t kBylineReachBytes = 600;

constexpr std::string_view kTitleGaps[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ",
                                           "_",   "｜",  "－",  " « ", " ~ ",  "-",   "|"};

// The parts of a page title that sites set apart: the name of the page and that of the site.
std::string WithoutSite(const std::string& title, const std::string& site,
                        const std::vector<std::string>& headings) {
  // A heading that is a part of the title is the title.
  const std::string whole = Key(title);
  for (const std::string& h : headings) {
    const std::string key = Key(h);
    if (key.size() >= 8 && key.size() < whole.size() && whole.starts_with(key)) return h;
  }
  const std::string site_key = Key(site);
  for (std::string_view gap : kTitleGaps) {
    const size_t at = title.rfind(gap);
    if (at == std::string::npos || at == 0) continue;
    const std::string head = title.substr(0, at), tail = title.substr(at + gap.size());
    const bool tight = gap.size() == 1;
    if (!site_key.empty() && Key(tail) == site_key) return WithoutSite(head, "", headings);
    if (!site_key.empty() && Key(head) == site_key) return tail;
    const size_t most = gap == " | " ? 60 : 40;
    if (!tight && tail.size() <= most && head.size() >= 10 && head.size() * 3 > tail.size() * 2) {
      return head;
    }
    if (!tight) break;
  }
  return title;
}

std::vector<std::string> Words(const std::string& s) {
  std::vector<std::string> words;
  std::string word;
  for (char c : s + " ") {
    const auto u = static_cast<unsigned char>(c);
    if (u >= 0x80 || (u >= '0' && u <= '9') || ((u | 32) >= 'a' && (u | 32) <= 'z')) {
      word.push_back(u >= 'A' && u <= 'Z' ? static_cast<char>(u | 32) : c);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

// Whether the page's heading, and not what its head declares, is the title. Heads are written for
// search engines and may name the site; a heading that shares half of its words with the head says
// the same in the author's own. One that is a small part of the declared title names the site or
// section.
bool HeadingIsTitle(const std::string& heading, const std::string& declared) {
  const std::string h = Key(heading), d = Key(declared);
  if (h.size() < 4) return false;
  if (d.empty() || (h.size() > d.size() && h.find(d) != std::string::npos)) return true;
  if (d.starts_with(h)) return h.size() * 5 >= d.size();
  if (d.find(h) != std::string::npos) return false;
  const std::vector<std::string> ours = Words(heading), theirs = Words(declared);
  size_t shared = 0;
  for (const std::string& w : ours) {
    shared += std::find(theirs.begin(), theirs.end(), w) != theirs.end();
  }
  return shared * 2 >= std::min(ours.size(), theirs.size()) && shared * 4 >= ours.size();
}

// The heading goes before or behind what is declared, by HeadingIsTitle.
void RankHeading(std::vector<Candidate>* candidates) {
  constexpr int kFirst = 0, kLast = 40;
  const Candidate* declared = nullptr;
  for (const Candidate& c : *candidates) {
    if (c.field != MetadataField::kTitle || c.origin == MetadataOrigin::kHeading) continue;
    if (declared == nullptr || c.rank < declared->rank) declared = &c;
  }
  const std::string title = declared == nullptr ? "" : declared->value;
  for (Candidate& c : *candidates) {
    if (c.field == MetadataField::kTitle && c.origin == MetadataOrigin::kHeading) {
      c.rank = HeadingIsTitle(c.value, title) ? kFirst : kLast;
    }
  }
}

}  // namespace

std::vector<record::MetadataItem> ChooseMetadata(std::vector<Candidate> candidates) {
  RankHeading(&candidates);
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) {
                     return std::pair(a.field, a.rank) < std::pair(b.field, b.rank);
                   });
  std::string site;
  std::vector<std::string> headings;
  for (const Candidate& c : candidates) {
    if (c.field == MetadataField::kPublisher && site.empty()) site = c.value;
    if (c.field == MetadataField::kTitle && c.origin == MetadataOrigin::kHeading) {
      headings.push_back(c.value);
    }
  }
  std::vector<record::MetadataItem> items;
  std::map<MetadataField, int> chosen_rank;
  int64_t author_end = -1;  // of the visible byline that was chosen
  std::map<std::pair<MetadataField, std::string>, bool> seen;
  for (Candidate& c : candidates) {
    record::MetadataItem item;
    item.field = c.field;
    item.origin = c.origin;
    item.value = c.field == MetadataField::kTitle ? WithoutSite(c.value, site, headings) : c.value;
    item.span = c.span;
    if (c.text != nullptr && item.value.size() < c.value.size()) {
      const auto at = static_cast<int64_t>(c.value.find(item.value));
      item.span = c.text->Original(at, at + static_cast<int64_t>(item.value.size()));
    } else if (c.origin == MetadataOrigin::kMicrodata) {
      item.value = c.value;
    }
    const std::string key = Key(item.value);
    if (key.empty()) continue;
    const bool several = c.field == MetadataField::kAuthor || c.field == MetadataField::kKeyword ||
                         c.field == MetadataField::kAffiliation;
    const auto at = chosen_rank.find(c.field);
    const bool again = !seen.emplace(std::pair(c.field, key), true).second;
    if (at == chosen_rank.end()) {
      chosen_rank[c.field] = c.rank;
      item.chosen = true;
    } else if (several && at->second == c.rank && !again) {
      // Bylines of other articles look the same: authors of one byline stand together.
      item.chosen =
          author_end < 0 || c.field != MetadataField::kAuthor ||
          (c.span.begin_byte >= author_end && c.span.begin_byte - author_end <= kBylineReachBytes);
    }
    if (item.chosen && c.field == MetadataField::kAuthor &&
        (c.origin == MetadataOrigin::kByline || c.origin == MetadataOrigin::kMicrodata ||
         c.origin == MetadataOrigin::kLabelledLine)) {
      author_end = c.span.end_byte;
    }
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace parallax::parse_html
