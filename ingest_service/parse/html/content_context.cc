#include "ingest_service/parse/html/content_context.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace parallax::parse_html {
namespace {

constexpr size_t kRun = 16;  // letters of a run
constexpr size_t kStep = 4;  // between the runs of a block that are looked up
constexpr int kFar = 99;
constexpr int32_t kShortLine = 160;  // bytes; longer ones only happen to hold the words of a sign
constexpr size_t kMaxDeclaredBytes = 1 << 20;
constexpr size_t kMaxTitleWords = 32;

constexpr std::array<Sign, 7> kPassedSigns = {kSignRelated, kSignComment,   kSignTags, kSignShare,
                                              kSignAbout,   kSignSubscribe, kSignMore};
constexpr std::array<Cue, 7> kPassedCues = {kCueRelated, kCueComment, kCueTags,  kCueShare,
                                            kCueAuthor,  kCueSignup,  kCueFooter};
constexpr size_t kPassed = kPassedSigns.size() + kPassedCues.size() + 1;

int32_t Log2Q(int64_t v) {
  if (v <= 0) return 0;
  const int w = std::bit_width(static_cast<uint64_t>(v));
  return static_cast<int32_t>(w * 4 + (w >= 3 ? (v >> (w - 3)) & 3 : 0));
}

int32_t Permille(int64_t part, int64_t whole) {
  return whole <= 0 ? 0 : static_cast<int32_t>(part * 1000 / whole);
}

uint64_t Mix(uint64_t h, uint64_t v) {
  h ^= v;
  h *= 0x9E3779B97F4A7C15ull;
  return h ^ (h >> 29);
}

uint64_t Hash(std::string_view s) {
  uint64_t h = 1469598103934665603ull;
  for (char c : s) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return h;
}

// Letters and digits, lower case; everything beyond ASCII as it is.
std::string Letters(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (char c : s) {
    const auto u = static_cast<unsigned char>(c);
    if (u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z')) {
      out.push_back(c);
    } else if (u >= 'A' && u <= 'Z') {
      out.push_back(static_cast<char>(u | 32));
    }
  }
  return out;
}

// Words of four letters and more, pairs of Han and other wide characters, as hashes.
template <typename Visit>
void ForWords(std::string_view s, Visit visit) {
  size_t at = 0;
  while (at < s.size()) {
    const auto u = static_cast<unsigned char>(s[at]);
    if (u >= 0xE3 && u <= 0xED && at + 6 <= s.size() &&
        static_cast<unsigned char>(s[at + 3]) >= 0xE3) {
      visit(Hash(s.substr(at, 6)));
      at += 3;
      continue;
    }
    uint64_t h = 1469598103934665603ull;
    int letters = 0;
    while (at < s.size()) {
      const auto c = static_cast<unsigned char>(s[at]);
      const unsigned lower = c | 32;
      if (c >= 0x80 && c < 0xE3) {
        h = (h ^ c) * 1099511628211ull;
      } else if ((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9')) {
        h = (h ^ lower) * 1099511628211ull;
      } else {
        break;
      }
      ++letters;
      ++at;
    }
    if (letters >= 4) visit(h);
    if (letters == 0) ++at;
  }
}

int32_t HeadingLevel(uint16_t tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? tag - GUMBO_TAG_H1 + 1 : 0;
}

uint64_t RunHash(const char* p) {
  uint64_t a = 0, b = 0;
  for (size_t k = 0; k < 8; ++k) {
    a = a << 8 | static_cast<unsigned char>(p[k]);
    b = b << 8 | static_cast<unsigned char>(p[k + 8]);
  }
  return Mix(Mix(1, a), b);
}

}  // namespace

void ContentContext::Runs::Add(std::string_view text) {
  const std::string letters = Letters(text.substr(0, kMaxDeclaredBytes));
  if (letters.size() < kRun) return;
  for (size_t k = 0; k + kRun <= letters.size(); ++k) {
    hashes_.push_back(RunHash(letters.data() + k));
  }
  std::sort(hashes_.begin(), hashes_.end());
}

int32_t ContentContext::Runs::Share(std::string_view letters) const {
  if (hashes_.empty() || letters.size() < kRun) return -1;
  int64_t found = 0, all = 0;
  for (size_t k = 0; k + kRun <= letters.size(); k += kStep) {
    ++all;
    found += std::binary_search(hashes_.begin(), hashes_.end(), RunHash(letters.data() + k));
  }
  return Permille(found, all);
}

ContentContext::ContentContext(const Dom& dom, const PageBlocks& page, const PageFacts& facts,
                               const PageHints& hints, const std::vector<int32_t>& same_siblings)
    : dom_(dom), page_(page), facts_(facts), same_siblings_(same_siblings) {
  links_.assign(dom.size() + 1, 0);
  headings_.assign(dom.size() + 1, 0);
  images_.assign(dom.size() + 1, 0);
  for (int32_t i = 0; i < dom.size(); ++i) {
    links_[i + 1] = links_[i] + (dom[i].tag == GUMBO_TAG_A && !dom[i].is_text);
    headings_[i + 1] = headings_[i] + (!dom[i].is_text && HeadingLevel(dom[i].tag) > 0);
    images_[i + 1] = images_[i] + (!dom[i].is_text && dom[i].tag == GUMBO_TAG_IMG);
  }
  ReadTemplates();
  ReadPassed();
  ReadDeclared(hints);
}

std::vector<int32_t> TemplatesOf(const Dom& dom, const PageBlocks& page) {
  std::vector<uint64_t> path(dom.size(), 7);
  for (int32_t i = 1; i < dom.size(); ++i) {
    if (dom[i].is_text || dom[i].tag == GUMBO_TAG_BODY) continue;
    const uint64_t up = dom[i].parent < 0 ? 7 : path[dom[i].parent];
    path[i] = Mix(Mix(up, dom[i].tag), Hash(dom.Attribute(i, "class")));
  }
  const size_t n = page.blocks.size();
  std::vector<std::pair<uint64_t, int32_t>> order(n);
  for (size_t b = 0; b < n; ++b) {
    order[b] = {path[page.blocks[b].node], static_cast<int32_t>(b)};
  }
  std::sort(order.begin(), order.end());
  std::vector<int32_t> templates(n);
  int32_t count = 0;
  for (size_t k = 0; k < n; ++k) {
    if (k > 0 && order[k].first != order[k - 1].first) ++count;
    templates[order[k].second] = count;
  }
  return templates;
}

void ContentContext::ReadTemplates() {
  for (size_t b = 0; b < page_.blocks.size(); ++b) {
    const auto at = static_cast<size_t>(facts_.template_of[b]);
    if (at >= templates_.size()) templates_.resize(at + 1);
    Template& t = templates_[at];
    if (t.blocks++ == 0) t.first = static_cast<int32_t>(b);
    t.last = static_cast<int32_t>(b);
    t.ended += facts_.signs[b].ends_sentence;
    t.bytes += facts_.signs[b].bytes;
    t.link += page_.blocks[b].link_bytes;
    t.prose += facts_.prose_sum[b + 1] - facts_.prose_sum[b];
  }
}

void ContentContext::ReadPassed() {
  std::vector<uint32_t> around(dom_.size(), 0);
  for (int32_t i = 1; i < dom_.size(); ++i) {
    around[i] = facts_.cues[i] | (dom_[i].parent < 0 ? 0 : around[dom_[i].parent]);
  }
  const size_t n = page_.blocks.size();
  std::array<int32_t, kPassed - 1> last;
  last.fill(-1);
  int32_t section = -1;
  passed_.reserve(n * kPassed);
  section_.reserve(n);
  for (size_t b = 0; b < n; ++b) {
    // What stands before the title is the site's, not the end of the article.
    if (static_cast<int32_t>(b) == facts_.title_block) last.fill(-1);
    int32_t kinds = 0;
    for (int32_t l : last) {
      passed_.push_back(l < 0 ? kFar : std::min<int32_t>(kFar, static_cast<int32_t>(b) - l));
      kinds += l >= 0;
    }
    passed_.push_back(kinds);
    section_.push_back(section);
    const TextSigns& s = facts_.signs[b];
    const uint16_t tag = dom_[page_.blocks[b].node].tag;
    if (tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2) section = static_cast<int32_t>(b);
    for (size_t k = 0; k < kPassedSigns.size(); ++k) {
      if (s.bytes <= kShortLine && (s.signs & SignBit(kPassedSigns[k])) != 0) {
        last[k] = static_cast<int32_t>(b);
      }
    }
    const uint32_t cues = around[page_.blocks[b].node];
    for (size_t k = 0; k < kPassedCues.size(); ++k) {
      if ((cues & CueBit(kPassedCues[k])) != 0) {
        last[kPassedSigns.size() + k] = static_cast<int32_t>(b);
      }
    }
  }
}

void ContentContext::ReadDeclared(const PageHints& hints) {
  Runs body, description;
  if (!hints.body.empty()) body.Add(hints.body);
  if (!hints.description.empty()) description.Add(hints.description);
  std::vector<uint64_t> title;
  ForWords(hints.title, [&](uint64_t w) {
    if (title.size() < kMaxTitleWords) title.push_back(w);
  });
  std::sort(title.begin(), title.end());
  title.erase(std::unique(title.begin(), title.end()), title.end());
  const size_t n = page_.blocks.size();
  body_.assign(n, -1);
  description_.assign(n, -1);
  title_words_.assign(n, title.empty() ? -1 : 0);
  for (size_t b = 0; b < n; ++b) {
    const std::string_view text = page_.blocks[b].content.text;
    if (!body.empty() || !description.empty()) {
      const std::string letters = Letters(text);
      body_[b] = body.Share(letters);
      description_[b] = description.Share(letters);
    }
    if (title.empty()) continue;
    uint64_t found = 0;
    ForWords(text, [&](uint64_t w) {
      const auto at = std::lower_bound(title.begin(), title.end(), w);
      if (at != title.end() && *at == w) found |= uint64_t{1} << (at - title.begin());
    });
    title_words_[b] = Permille(std::popcount(found), static_cast<int64_t>(title.size()));
  }
}

const std::vector<std::string>& ContentContext::Names() {
  static const auto* names = [] {
    auto* out = new std::vector<std::string>;
    for (size_t k = 0; k < kPassedSigns.size(); ++k)
      out->push_back("passed_sign" + std::to_string(kPassedSigns[k]));
    for (size_t k = 0; k < kPassedCues.size(); ++k)
      out->push_back("passed_cue" + std::to_string(kPassedCues[k]));
    for (const char* name :
         {"passed_kinds",      "declared_body",       "declared_description", "title_words",
          "section_distance",  "section_related",     "section_comment",      "section_about",
          "section_subscribe", "section_title_words", "template_blocks",      "template_bytes",
          "template_share",    "template_link",       "template_prose",       "template_ended",
          "template_span",     "template_before",     "group_level",          "group_count",
          "group_bytes",       "group_link",          "group_links",          "group_headings",
          "group_images",      "group_linked"}) {
      out->push_back(name);
    }
    return out;
  }();
  return *names;
}

// The outermost of the elements around that stand in a row of three or more alike: an item of a
// listing, with what it holds.
void ContentContext::AppendGroup(int32_t b, std::vector<int32_t>* out) const {
  int32_t group = -1, level = kFar, steps = 0;
  for (int32_t a = page_.blocks[b].node; a > 0 && steps < 40; a = dom_[a].parent, ++steps) {
    if (same_siblings_[a] >= 3 && dom_[a].tag != GUMBO_TAG_P && dom_[a].tag != GUMBO_TAG_TD &&
        HeadingLevel(dom_[a].tag) == 0) {
      group = a;
      level = steps;
    }
  }
  if (group < 0) {
    out->insert(out->end(), {kFar, 0, 0, 0, 0, 0, 0, -1});
    return;
  }
  const int32_t from = page_.first[group], end = dom_[group].end;
  const int32_t to = std::max(from, page_.first[end]);
  const int64_t text = facts_.text_sum[to] - facts_.text_sum[from];
  const int32_t linked =
      to > from ? Permille(page_.blocks[from].link_bytes, facts_.signs[from].bytes) : -1;
  out->insert(out->end(), {level, std::min(same_siblings_[group], 100), Log2Q(text),
                           Permille(facts_.link_sum[to] - facts_.link_sum[from], text),
                           std::min(links_[end] - links_[group], 50),
                           std::min(headings_[end] - headings_[group], 20),
                           std::min(images_[end] - images_[group], 20), linked});
}

void ContentContext::Append(int32_t b, std::vector<int32_t>* out) const {
  out->insert(out->end(), passed_.begin() + b * static_cast<int64_t>(kPassed),
              passed_.begin() + (b + 1) * static_cast<int64_t>(kPassed));
  out->insert(out->end(), {body_[b], description_[b], title_words_[b]});
  const int32_t s = section_[b];
  const uint32_t signs = s < 0 ? 0 : facts_.signs[s].signs;
  const auto sign = [&](Sign k) { return static_cast<int32_t>((signs >> k) & 1); };
  out->insert(out->end(),
              {s < 0 ? kFar : std::min(b - s, kFar), sign(kSignRelated), sign(kSignComment),
               sign(kSignAbout), sign(kSignSubscribe), s < 0 ? -1 : title_words_[s]});
  const Template& t = templates_[facts_.template_of[b]];
  const auto n = static_cast<int64_t>(page_.blocks.size());
  out->insert(
      out->end(),
      {std::min(t.blocks, 500), Log2Q(t.bytes), Permille(t.bytes, facts_.text_sum.back()),
       Permille(t.link, t.bytes), Permille(t.prose, t.bytes), Permille(t.ended, t.blocks),
       Permille(t.last - t.first, n), Permille(b - t.first, std::max(1, t.last - t.first))});
  AppendGroup(b, out);
}

}  // namespace parallax::parse_html
