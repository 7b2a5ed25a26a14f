#include "ingest_service/parse/markdown/front_matter.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ingest_service/parse/block/block_text.h"
#include "ingest_service/parse/metadata/date_text.h"

namespace parallax::parse {
namespace {

using record::MetadataField;

// A front matter of more lines is a text between two rules.
constexpr int kMostLines = 200;

struct Key {
  std::string_view key;
  MetadataField field;
};
constexpr Key kKeys[] = {{"title", MetadataField::kTitle},
                         {"subtitle", MetadataField::kSubtitle},
                         {"author", MetadataField::kAuthor},
                         {"authors", MetadataField::kAuthor},
                         {"date", MetadataField::kPublished},
                         {"published", MetadataField::kPublished},
                         {"pubdate", MetadataField::kPublished},
                         {"lastmod", MetadataField::kModified},
                         {"updated", MetadataField::kModified},
                         {"modified", MetadataField::kModified},
                         {"tags", MetadataField::kKeyword},
                         {"keywords", MetadataField::kKeyword},
                         {"description", MetadataField::kAbstract},
                         {"abstract", MetadataField::kAbstract},
                         {"summary", MetadataField::kAbstract},
                         {"publisher", MetadataField::kPublisher},
                         {"source", MetadataField::kSourceUrl},
                         {"url", MetadataField::kSourceUrl},
                         {"link", MetadataField::kSourceUrl},
                         {"canonical_url", MetadataField::kCanonicalUrl},
                         {"canonical", MetadataField::kCanonicalUrl},
                         {"license", MetadataField::kLicence},
                         {"licence", MetadataField::kLicence},
                         {"lang", MetadataField::kLanguage},
                         {"language", MetadataField::kLanguage},
                         {"category", MetadataField::kSection},
                         {"section", MetadataField::kSection},
                         {"标题", MetadataField::kTitle},
                         {"作者", MetadataField::kAuthor},
                         {"日期", MetadataField::kPublished},
                         {"標題", MetadataField::kTitle},
                         {"关键词", MetadataField::kKeyword},
                         {"標籤", MetadataField::kKeyword}};

std::optional<MetadataField> FieldOfKey(std::string_view key) {
  std::string lower(key);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  for (const Key& known : kKeys) {
    if (known.key == lower) return known.field;
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(const record::MappedText& source, record::Document* document)
      : source_(source), s_(source.text), document_(document) {}

  int64_t Read() {
    const std::string_view fence = s_.substr(0, 3);
    if (fence != "---" && fence != "+++") return 0;
    size_t at = LineEnd(0);
    if (!Trimmed(3, at).empty()) return 0;
    at = Behind(at);
    const size_t first = at;
    for (int lines = 0; at < s_.size() && lines < kMostLines; ++lines) {
      const size_t end = LineEnd(at);
      const std::string_view line = Trimmed(at, end);
      if (line == fence || (fence == "---" && line == "...")) {
        if (at == first) return 0;
        return Accept(first, at, Behind(end));
      }
      // The first line has to be a key, or this is a rule over a text.
      if (at == first && line.find(fence == "---" ? ':' : '=') == std::string_view::npos &&
          !line.starts_with("#")) {
        return 0;
      }
      at = Behind(end);
    }
    return 0;
  }

 private:
  size_t LineEnd(size_t at) const { return std::min(s_.find_first_of("\r\n", at), s_.size()); }
  size_t Behind(size_t end) const {
    if (s_.substr(std::min(end, s_.size())).starts_with("\r\n")) return end + 2;
    return std::min(end + 1, s_.size());
  }
  std::string_view Trimmed(size_t begin, size_t end) const {
    const TextRange range = TrimRange(s_, static_cast<int64_t>(begin), static_cast<int64_t>(end));
    return s_.substr(static_cast<size_t>(range.begin),
                     static_cast<size_t>(std::max<int64_t>(0, range.end - range.begin)));
  }

  int64_t Accept(size_t begin, size_t end, size_t behind) {
    std::optional<MetadataField> field;
    for (size_t at = begin; at < end; at = Behind(LineEnd(at))) {
      const size_t stop = LineEnd(at);
      const std::string_view line = Trimmed(at, stop);
      if (line.empty() || line[0] == '#') continue;
      if (line.starts_with("- ")) {  // of a block list
        if (field.has_value()) Value(*field, At(line) + 2, At(line) + line.size());
        continue;
      }
      const bool indented = s_[at] == ' ' || s_[at] == '\t';
      const size_t sign = line.find_first_of(":=");
      if (indented || sign == std::string_view::npos) continue;
      std::string_view key = line.substr(0, sign);
      while (!key.empty() && (key.back() == ' ' || key.back() == '"')) key.remove_suffix(1);
      while (!key.empty() && key.front() == '"') key.remove_prefix(1);
      field = FieldOfKey(key);
      if (field.has_value()) Value(*field, At(line) + sign + 1, At(line) + line.size());
    }
    record::Block block;
    block.kind = record::BlockKind::kBoilerplate;
    block.boilerplate_reason = "front matter";
    block.content = FoldText(source_, 0, static_cast<int64_t>(behind));
    const TextRange whole = TrimRange(s_, 0, static_cast<int64_t>(behind));
    block.span = source_.map.ToOriginal(whole.begin, whole.end);
    document_->blocks.push_back(std::move(block));
    return static_cast<int64_t>(behind);
  }
  size_t At(std::string_view line) const { return static_cast<size_t>(line.data() - s_.data()); }

  // A scalar, or an inline list in brackets.
  void Value(MetadataField field, size_t begin, size_t end) {
    std::string_view value = Trimmed(begin, end);
    if (value.empty()) return;
    if (value.front() == '[' && value.back() == ']') {
      size_t from = At(value) + 1;
      const size_t stop = At(value) + value.size() - 1;
      while (from <= stop) {
        const size_t comma = std::min(s_.find(',', from), stop);
        Scalar(field, Trimmed(from, comma));
        from = comma + 1;
      }
      return;
    }
    Scalar(field, value);
  }

  void Scalar(MetadataField field, std::string_view value) {
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
        value.back() == value.front()) {
      value = value.substr(1, value.size() - 2);
    }
    if (value.empty() || value.front() == '{' || value.front() == '|' || value.front() == '>')
      return;
    size_t begin = At(value);
    size_t end = begin + value.size();
    std::string written(value);
    if (field == MetadataField::kPublished || field == MetadataField::kModified) {
      const auto date = FindDate(value);
      if (!date.has_value()) return;
      written = date->value;
      end = begin + static_cast<size_t>(date->end);
      begin += static_cast<size_t>(date->begin);
    }
    document_->metadata.push_back(
        {field, record::MetadataOrigin::kLabelledLine, std::move(written), false,
         source_.map.ToOriginal(static_cast<int64_t>(begin), static_cast<int64_t>(end))});
  }

  const record::MappedText& source_;
  std::string_view s_;
  record::Document* document_;
};

}  // namespace

int64_t ReadFrontMatter(const record::MappedText& source, record::Document* document) {
  return Reader(source, document).Read();
}

}  // namespace parallax::parse
