#include <algorithm>
#include <string>

#include "ingest_service/parse/html/json_values.h"
#include "ingest_service/parse/html/metadata.h"
#include "ingest_service/parse/metadata/byline.h"
#include "ingest_service/parse/metadata/date_text.h"

namespace parallax::parse_html {
namespace {

using record::MetadataField;
using record::MetadataOrigin;

constexpr int kBlocksBeforeTitle = 8;
constexpr int kBlocksAfterTitle = 14;

bool Near(int32_t b, const PageFacts& facts) {
  const int32_t title = facts.title_block;
  if (title < 0) return b < 60;
  return b >= title - kBlocksBeforeTitle && b <= title + kBlocksAfterTitle;
}

class Visible {
 public:
  Visible(const Dom& dom, const PageBlocks& page, const PageFacts& facts,
          std::vector<Candidate>* out)
      : dom_(dom), page_(page), facts_(facts), out_(out) {}

  void Run() {
    if (facts_.title_block >= 0) {
      const PageBlock& title = page_.blocks[facts_.title_block];
      if (title.content.text.size() <= 1000) {
        out_->push_back({MetadataField::kTitle, MetadataOrigin::kHeading, title.content.text,
                         title.content.Original(), 15, &title.content});
      }
    }
    for (int32_t b = 0; b < static_cast<int32_t>(page_.blocks.size()); ++b) Block(b);
    Elements();
  }

 private:
  void Add(MetadataField field, MetadataOrigin origin, int rank, std::string value,
           text::ByteSpan span) {
    if (value.empty() || value.size() > 1000 || out_->size() >= kMaxCandidates) return;
    out_->push_back({field, origin, std::move(value), span, rank});
  }

  uint32_t CuesAround(int32_t node, int levels) const {
    uint32_t cues = 0;
    for (int k = 0; node > 0 && k < levels; ++k, node = dom_[node].parent)
      cues |= facts_.cues[node];
    return cues;
  }

  void Block(int32_t b) {
    const PageBlock& block = page_.blocks[b];
    const std::string& text = block.content.text;
    if (text.size() > 240 || !Near(b, facts_)) return;
    const int32_t parent = dom_[block.first_text].parent;
    const uint32_t cues = CuesAround(parent, 4);
    if ((CuesAround(parent, 12) & (CueBit(kCueComment) | CueBit(kCueRelated))) != 0 &&
        b != facts_.title_block) {
      return;
    }
    const int distance = facts_.title_block < 0 ? 0 : std::abs(b - facts_.title_block);
    Authors(block, cues, distance, b);
    LabelAlone(b);
    Dates(block, cues, distance);
  }

  void Authors(const PageBlock& block, uint32_t cues, int distance, int32_t b) {
    const std::string& text = block.content.text;
    const std::vector<parse::AuthorName> names = parse::ReadByline(text);
    for (const parse::AuthorName& n : names) {
      Add(n.affiliation ? MetadataField::kAffiliation : MetadataField::kAuthor,
          MetadataOrigin::kByline, 21, text.substr(n.begin, n.end - n.begin),
          block.content.Original(n.begin, n.end));
    }
    if (!names.empty() || b == facts_.title_block) return;
    for (std::string_view label :
         {"作者：", "作者:", "文：", "撰文：", "记者：", "記者：", "Author: ", "Authors: "}) {
      const size_t at = text.find(label);
      if (at == std::string::npos || at > 80) continue;
      const size_t begin = at + label.size();
      // Up to the next label or wide gap.
      size_t end = text.size();
      for (std::string_view stop : {"来源", "來源", "责任编辑", "責任編輯", "编辑", "編輯", "时间",
                                    "發布", "发布", "浏览", " 20", "日期", "|"}) {
        end = std::min(end, text.find(stop, begin));
      }
      while (end > begin && text[end - 1] == ' ') --end;
      if (end <= begin || end - begin > 60) continue;
      for (const parse::AuthorName& n : parse::SplitAuthors(text.substr(begin, end - begin))) {
        const auto from = static_cast<int64_t>(begin) + n.begin;
        const auto to = static_cast<int64_t>(begin) + n.end;
        Add(n.affiliation ? MetadataField::kAffiliation : MetadataField::kAuthor,
            MetadataOrigin::kLabelledLine, 19, text.substr(from, to - from),
            block.content.Original(from, to));
      }
      return;
    }
    // A name alone, in an element named for the author.
    if ((cues & CueBit(kCueAuthor)) != 0 && text.size() <= 60 && distance <= 12) {
      const std::vector<parse::AuthorName> alone = parse::SplitAuthors(text);
      for (const parse::AuthorName& n : alone) {
        if (n.affiliation) continue;
        Add(MetadataField::kAuthor, MetadataOrigin::kByline, 23,
            text.substr(n.begin, n.end - n.begin), block.content.Original(n.begin, n.end));
      }
    }
    for (std::string_view label : {"来源：", "来源:", "來源：", "Source: "}) {
      const size_t at = text.find(label);
      if (at == std::string::npos || at > 100) continue;
      const size_t begin = at + label.size();
      size_t end = text.size();
      for (std::string_view stop : {" ", "作者", "责任", "编辑"}) {
        end = std::min(end, text.find(stop, begin + 1));
      }
      if (end > begin && end - begin <= 60) {
        Add(MetadataField::kPublisher, MetadataOrigin::kLabelledLine, 22,
            text.substr(begin, end - begin),
            block.content.Original(static_cast<int64_t>(begin), static_cast<int64_t>(end)));
      }
      return;
    }
  }

  void Dates(const PageBlock& block, uint32_t cues, int distance) {
    const std::string& text = block.content.text;
    const auto date = parse::FindDate(text);
    if (!date.has_value()) return;
    const bool cue = (cues & (CueBit(kCueDateline) | CueBit(kCueAuthor))) != 0;
    const bool alone = text.size() <= static_cast<size_t>(date->end - date->begin) + 40;
    if (!cue && !alone) return;
    if (date->value.size() < 10 && !alone) return;
    const std::string before = text.substr(0, date->begin);
    const bool modified =
        before.find("pdated") != std::string::npos || before.find("odified") != std::string::npos ||
        before.find("更新") != std::string::npos || before.find("eviewed") != std::string::npos;
    Add(modified ? MetadataField::kModified : MetadataField::kPublished, MetadataOrigin::kByline,
        (cue ? 30 : 34) + std::min(distance, 20) / 4, date->value,
        block.content.Original(date->begin, date->end));
  }

  // "Written by" on a line of its own, the name on the next.
  void LabelAlone(int32_t b) {
    if (b + 1 >= static_cast<int32_t>(page_.blocks.size())) return;
    std::string label = page_.blocks[b].content.text;
    for (char& c : label) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 32);
    }
    while (!label.empty() && (label.back() == ':' || label.back() == ' ')) label.pop_back();
    bool known = false;
    for (std::string_view l : {"by", "written by", "author", "authors", "posted by", "words by",
                               "story by", "article by", "作者", "作者：", "撰文", "文"}) {
      known |= label == l;
    }
    if (!known) return;
    const PageBlock& next = page_.blocks[b + 1];
    for (const parse::AuthorName& n : parse::SplitAuthors(next.content.text)) {
      if (n.affiliation) continue;
      Add(MetadataField::kAuthor, MetadataOrigin::kByline, 22,
          next.content.text.substr(n.begin, n.end - n.begin),
          next.content.Original(n.begin, n.end));
    }
  }

  // Links to an author's page and elements named for the author's name, around the title.
  void NamedForAuthor(int32_t i) {
    const bool link = dom_[i].tag == GUMBO_TAG_A;
    bool author_page = false;
    if (link) {
      const std::string_view href = dom_.Attribute(i, "href");
      for (std::string_view part : {"/author/", "/authors/", "/contributor/", "/contributors/",
                                    "/writers/", "/writer/", "/journalist/", "/by/", "/profile/"}) {
        author_page |= href.find(part) != std::string_view::npos;
      }
    }
    const bool named = (facts_.cues[i] & CueBit(kCueAuthor)) != 0;
    if ((!author_page && !named) || dom_[i].end - i > 16) return;
    if (!Near(page_.first[i], facts_)) return;
    if ((CuesAround(dom_[i].parent, 12) &
         (CueBit(kCueComment) | CueBit(kCueRelated) | CueBit(kCueReview))) != 0) {
      return;
    }
    const record::MappedText text = TextOf(dom_, i);
    if (text.text.empty() || text.text.size() > 60) return;
    std::vector<parse::AuthorName> names = parse::ReadByline(text.text);
    if (names.empty()) names = parse::SplitAuthors(text.text);
    for (const parse::AuthorName& n : names) {
      if (n.affiliation) continue;
      Add(MetadataField::kAuthor, MetadataOrigin::kByline, author_page ? 20 : 23,
          text.text.substr(n.begin, n.end - n.begin), text.Original(n.begin, n.end));
    }
  }

  void Elements() {
    int times = 0;
    for (int32_t i = 0; i < dom_.size(); ++i) {
      if (dom_[i].is_text) continue;
      const int32_t b = page_.first[i];
      if (dom_[i].tag == GUMBO_TAG_TIME && times < 40) {
        const GumboAttribute* a = dom_.FindAttribute(i, "datetime");
        if (a == nullptr) continue;
        ++times;
        const auto date = parse::FindDate(PlainText(a->value, false));
        if (!date.has_value()) continue;
        const uint32_t cues = CuesAround(i, 12);
        if ((cues & (CueBit(kCueComment) | CueBit(kCueRelated))) != 0) continue;
        const bool published = dom_.HasAttribute(i, "pubdate") ||
                               dom_.Attribute(i, "itemprop") == "datePublished" ||
                               dom_.Attribute(i, "class").find("publish") != std::string_view::npos;
        const std::string_view name = dom_.Attribute(i, "class");
        const bool modified = dom_.Attribute(i, "itemprop") == "dateModified" ||
                              (name.find("updated") != std::string_view::npos &&
                               name.find("published") == std::string_view::npos);
        const int64_t begin = a->original_value.data - dom_.markup().data();
        const bool quoted = a->original_value.length >= 2 &&
                            (a->original_value.data[0] == '"' || a->original_value.data[0] == '\'');
        const text::ByteSpan span = {
            begin + quoted, begin + static_cast<int64_t>(a->original_value.length) - quoted};
        Add(modified ? MetadataField::kModified : MetadataField::kPublished,
            MetadataOrigin::kMicrodata,
            published         ? 17
            : Near(b, facts_) ? 27
                              : 45,
            date->value, span);
        continue;
      }
      NamedForAuthor(i);
      const std::string_view prop = dom_.Attribute(i, "itemprop");
      const std::string_view rel = dom_.Attribute(i, "rel");
      if (prop == "datePublished" && dom_[i].tag != GUMBO_TAG_META) {
        const record::MappedText text = TextOf(dom_, i);
        const auto date = parse::FindDate(text.text);
        if (date.has_value()) {
          Add(MetadataField::kPublished, MetadataOrigin::kMicrodata, 18, date->value,
              text.Original(date->begin, date->end));
        }
      } else if (prop == "author" || prop == "creator" || rel == "author") {
        Person(i, prop == "author" ? 15 : 17);
      } else if (prop == "headline" && dom_[i].tag != GUMBO_TAG_META) {
        const record::MappedText text = TextOf(dom_, i);
        if (!text.text.empty() && text.text.size() < 400) {
          Add(MetadataField::kTitle, MetadataOrigin::kMicrodata, 16, text.text, text.Original());
        }
      } else if (rel == "license" && dom_[i].tag == GUMBO_TAG_A) {
        const record::MappedText text = TextOf(dom_, i);
        if (!text.text.empty()) {
          Add(MetadataField::kLicence, MetadataOrigin::kMicrodata, 16, text.text, text.Original());
        }
      }
    }
  }

  void Person(int32_t i, int rank) {
    if (dom_[i].tag == GUMBO_TAG_META || dom_[i].tag == GUMBO_TAG_LINK) return;
    const uint32_t cues = CuesAround(dom_[i].parent, 12);
    if ((cues & (CueBit(kCueComment) | CueBit(kCueRelated) | CueBit(kCueReview))) != 0) return;
    // The name inside, where it is marked.
    int32_t at = i;
    for (int32_t k = i + 1; k < dom_[i].end; ++k) {
      if (!dom_[k].is_text && dom_.Attribute(k, "itemprop") == "name") {
        at = k;
        break;
      }
    }
    const record::MappedText text = TextOf(dom_, at);
    if (text.text.empty() || text.text.size() > 100) return;
    std::vector<parse::AuthorName> names = parse::ReadByline(text.text);
    if (names.empty()) names = parse::SplitAuthors(text.text);
    for (const parse::AuthorName& n : names) {
      if (n.affiliation) continue;
      Add(MetadataField::kAuthor, MetadataOrigin::kMicrodata, rank,
          text.text.substr(n.begin, n.end - n.begin), text.Original(n.begin, n.end));
    }
    if (names.empty() && text.text.size() < 40 && text.text.find('\n') == std::string::npos) {
      Add(MetadataField::kAuthor, MetadataOrigin::kMicrodata, rank + 6, text.text, text.Original());
    }
  }

  const Dom& dom_;
  const PageBlocks& page_;
  const PageFacts& facts_;
  std::vector<Candidate>* out_;
};

}  // namespace

void CollectVisible(const Dom& dom, const PageBlocks& page, const PageFacts& facts,
                    std::vector<Candidate>* out) {
  Visible(dom, page, facts, out).Run();
}

void CollectFromUrl(std::string_view source_uri, std::vector<Candidate>* out) {
  if (source_uri.empty()) return;
  out->push_back(
      {MetadataField::kSourceUrl, MetadataOrigin::kUrl, std::string(source_uri), {}, 10});
}

}  // namespace parallax::parse_html
