#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/parse/block/line_shape.h"
#include "ingest_service/parse/metadata/byline.h"
#include "ingest_service/parse/metadata/date_text.h"
#include "ingest_service/parse/metadata/label_field.h"
#include "ingest_service/parse/metadata/metadata.h"

namespace parallax::parse {
namespace {

using record::Block;
using record::BlockKind;
using record::Document;
using record::MappedText;
using record::MetadataField;
using record::MetadataOrigin;

// Labelled lines count among the first and the last blocks; inside the text "Source: …" stands
// under figures and "Date: …" in examples.
constexpr size_t kHeadBlocks = 24;
constexpr size_t kTailBlocks = 6;
// A line with a date and little else is a dateline.
constexpr int64_t kDatelineRest = 48;
constexpr size_t kValueBytes = 400;
constexpr size_t kMostKeywords = 50;

bool IsUrl(std::string_view s) {
  return (s.starts_with("http://") || s.starts_with("https://")) &&
         s.find(' ') == std::string_view::npos;
}

// "rand" of https://www.rand.org/pubs: the host's name without "www" and the public suffix.
std::string_view SiteName(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  std::vector<std::string_view> labels;
  for (size_t begin = 0; begin <= host.size();) {
    const size_t dot = std::min(host.find('.', begin), host.size());
    labels.push_back(host.substr(begin, dot - begin));
    begin = dot + 1;
  }
  if (labels.size() < 2) return {};
  // co.uk, com.cn, gov.tw: the second level is part of the suffix.
  const bool two_levels =
      labels.size() >= 3 && labels.back().size() == 2 && labels[labels.size() - 2].size() <= 3;
  return labels[labels.size() - (two_levels ? 3 : 2)];
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(x) == lower(y);
  });
}

class Reader {
 public:
  explicit Reader(Document* document) : document_(document), blocks_(document->blocks) {}

  void Read() {
    Title();
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const bool head = i < kHeadBlocks;
      const bool tail = i + kTailBlocks >= blocks_.size();
      if (!head && !tail) continue;
      const BlockKind kind = blocks_[i].kind;
      if (kind == BlockKind::kParagraph || kind == BlockKind::kListItem) {
        if (blocks_[i].label_size > 0) Labelled(blocks_[i]);
        if (head && kind == BlockKind::kParagraph) Dateline(i);
        if (head && kind == BlockKind::kParagraph) Byline(blocks_[i]);
      } else if (kind == BlockKind::kHeading && blocks_[i].label_size > 0 &&
                 i + 1 < blocks_.size()) {
        // 摘要： over its paragraph.
        const auto field = FieldOfLabel(Label(blocks_[i]));
        if (field == MetadataField::kAbstract && blocks_[i + 1].kind == BlockKind::kParagraph) {
          const MappedText& content = blocks_[i + 1].content;
          Add(MetadataField::kAbstract, MetadataOrigin::kLabelledLine, content, 0, Size(content));
        }
      }
    }
    PublisherOfAddress();
  }

 private:
  static int64_t Size(const MappedText& content) {
    return static_cast<int64_t>(content.text.size());
  }
  static std::string_view Label(const Block& block) {
    return std::string_view(block.content.text).substr(0, static_cast<size_t>(block.label_size));
  }

  void Add(MetadataField field, MetadataOrigin origin, const MappedText& content, int64_t begin,
           int64_t end, std::string value = "") {
    if (begin >= end) return;
    if (value.empty()) {
      value = content.text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
    }
    document_->metadata.push_back(
        {field, origin, std::move(value), false, content.Original(begin, end)});
  }

  // The first heading of the first level, before any longer text; the line under it that is no
  // sentence and no byline is the subtitle.
  void Title() {
    for (size_t i = 0; i < blocks_.size() && i < kHeadBlocks; ++i) {
      const Block& block = blocks_[i];
      if (block.kind == BlockKind::kTable) return;
      if (block.kind != BlockKind::kHeading || block.label_size > 0) continue;
      if (block.level != 1) continue;
      Add(MetadataField::kTitle, MetadataOrigin::kHeading, block.content, 0, Size(block.content));
      Subtitle(i + 1);
      return;
    }
  }
  void Subtitle(size_t i) {
    while (i < blocks_.size() && blocks_[i].kind == BlockKind::kBoilerplate) ++i;
    if (i + 1 >= blocks_.size() || blocks_[i].kind != BlockKind::kParagraph) return;
    const MappedText& content = blocks_[i].content;
    if (blocks_[i].label_size > 0 || content.text.size() > kValueBytes) return;
    if (EndOf(content.text) != LineEnd::kOpen || !ReadByline(content.text).empty()) return;
    if (const auto date = FindDate(content.text); date && IsDateline(content, *date)) return;
    if (content.text.find("://") != std::string::npos) return;
    if (content.text.starts_with("By ") && content.text.size() < 60) return;
    Add(MetadataField::kSubtitle, MetadataOrigin::kHeading, content, 0, Size(content));
  }

  static bool IsDateline(const MappedText& content, const FoundDate& date) {
    return Size(content) - (date.end - date.begin) <= kDatelineRest;
  }

  void Labelled(const Block& block) {
    auto field = FieldOfLabel(Label(block));
    const MappedText& content = block.content;
    const std::string_view body =
        std::string_view(content.text).substr(static_cast<size_t>(block.body_begin));
    // A line of nothing but an address says where the document's matter is, whatever its label.
    if (!field.has_value() && IsUrl(body)) field = MetadataField::kSourceUrl;
    if (!field.has_value() || body.empty()) return;
    switch (*field) {
      case MetadataField::kAuthor:
        Authors(content, block.body_begin, MetadataOrigin::kLabelledLine, SplitAuthors(body));
        return;
      case MetadataField::kPublished:
      case MetadataField::kModified:
        if (const auto date = FindDate(body)) {
          Add(*field, MetadataOrigin::kLabelledLine, content, block.body_begin + date->begin,
              block.body_begin + date->end, date->value);
        }
        return;
      case MetadataField::kKeyword:
        Keywords(content, block.body_begin);
        return;
      case MetadataField::kPublisher:
        if (IsUrl(body)) {
          Add(MetadataField::kSourceUrl, MetadataOrigin::kLabelledLine, content, block.body_begin,
              Size(content));
          return;
        }
        break;
      case MetadataField::kSourceUrl:
      case MetadataField::kCanonicalUrl:
        if (!IsUrl(body)) return;
        break;
      case MetadataField::kLanguage:
        return;  // what the blocks say is better
      default:
        break;
    }
    const bool text = *field == MetadataField::kAbstract;
    if (!text && body.size() > kValueBytes) return;
    Add(*field, MetadataOrigin::kLabelledLine, content, block.body_begin, Size(content));
  }

  void Authors(const MappedText& content, int64_t offset, MetadataOrigin origin,
               const std::vector<AuthorName>& names) {
    for (const AuthorName& name : names) {
      Add(name.affiliation ? MetadataField::kAffiliation : MetadataField::kAuthor, origin, content,
          offset + name.begin, offset + name.end);
    }
  }

  void Keywords(const MappedText& content, int64_t begin) {
    const std::string_view s = content.text;
    size_t from = static_cast<size_t>(begin);
    size_t count = 0;
    const auto add = [&](size_t to) {
      size_t end = to;
      while (from < end && s[from] == ' ') ++from;
      while (end > from && (s[end - 1] == ' ' || s[end - 1] == '.')) --end;
      if (++count <= kMostKeywords) {
        Add(MetadataField::kKeyword, MetadataOrigin::kLabelledLine, content,
            static_cast<int64_t>(from), static_cast<int64_t>(end));
      }
    };
    for (size_t at = from; at < s.size();) {
      const size_t mark = at;
      const char32_t c = text::NextCodePoint(s, &at);
      if (c == ',' || c == ';' || c == '|' || c == 0x3001 || c == 0xFF0C || c == 0xFF1B) {
        add(mark);
        from = at;
      }
    }
    add(s.size());
  }

  void Byline(const Block& block) {
    if (block.label_size > 0 && FieldOfLabel(Label(block)).has_value()) return;
    Authors(block.content, 0, MetadataOrigin::kByline, ReadByline(block.content.text));
  }

  // "14 February 2025", "2025年3月5日 10:20 来源：某报", "By A. Writer | March 3, 2025".
  void Dateline(size_t i) {
    const Block& block = blocks_[i];
    const MappedText& content = block.content;
    if (block.label_size > 0 && FieldOfLabel(Label(block)).has_value()) return;
    if (content.text.size() > 160 || EndOf(content.text) == LineEnd::kSentence) return;
    const auto date = FindDate(content.text);
    if (!date.has_value() || !IsDateline(content, *date)) return;
    Add(MetadataField::kPublished, MetadataOrigin::kText, content, date->begin, date->end,
        date->value);
    for (const std::string_view label : {"来源：", "來源：", "来源:", "來源:", "Source: "}) {
      const size_t at = content.text.find(label);
      if (at == std::string::npos) continue;
      const size_t begin = at + label.size();
      const size_t end = std::min(content.text.find(' ', begin), content.text.size());
      Add(MetadataField::kPublisher, MetadataOrigin::kLabelledLine, content,
          static_cast<int64_t>(begin), static_cast<int64_t>(end));
    }
  }

  // The site of a stated address, as the document itself writes its name.
  void PublisherOfAddress() {
    std::string site;
    for (const record::MetadataItem& item : document_->metadata) {
      if (item.field == MetadataField::kPublisher) return;
      if (item.field == MetadataField::kSourceUrl && site.empty()) site = SiteName(item.value);
    }
    if (site.size() < 3) return;
    for (size_t i = 0; i < blocks_.size() && i < kHeadBlocks; ++i) {
      const std::string_view s = blocks_[i].content.text;
      for (size_t begin = 0; begin < s.size();) {
        size_t end = begin;
        while (end < s.size() && static_cast<unsigned char>(s[end]) < 0x80 &&
               text::IsLatinLetter(static_cast<unsigned char>(s[end]))) {
          ++end;
        }
        if (end > begin && s[begin] >= 'A' && s[begin] <= 'Z' &&
            EqualsIgnoringCase(s.substr(begin, end - begin), site)) {
          Add(MetadataField::kPublisher, MetadataOrigin::kText, blocks_[i].content,
              static_cast<int64_t>(begin), static_cast<int64_t>(end));
          return;
        }
        begin = end + 1;
      }
    }
  }

  Document* document_;
  const std::vector<Block>& blocks_;
};

}  // namespace

void ReadVisibleMetadata(Document* document) { Reader(document).Read(); }

}  // namespace parallax::parse
