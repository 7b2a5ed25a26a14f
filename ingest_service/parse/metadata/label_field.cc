#include "ingest_service/parse/metadata/label_field.h"

#include <string>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::parse {
namespace {

using record::MetadataField;

constexpr size_t kLabelBytes = 80;

struct Name {
  std::string_view name;  // lower case, without brackets, blanks as they are
  MetadataField field;
};

constexpr Name kNames[] = {
    {"title", MetadataField::kTitle},
    {"headline", MetadataField::kTitle},
    {"标题", MetadataField::kTitle},
    {"標題", MetadataField::kTitle},
    {"题目", MetadataField::kTitle},
    {"題目", MetadataField::kTitle},
    {"篇名", MetadataField::kTitle},
    {"subtitle", MetadataField::kSubtitle},
    {"副标题", MetadataField::kSubtitle},
    {"副標題", MetadataField::kSubtitle},
    {"author", MetadataField::kAuthor},
    {"authors", MetadataField::kAuthor},
    {"by", MetadataField::kAuthor},
    {"written by", MetadataField::kAuthor},
    {"writer", MetadataField::kAuthor},
    {"reporter", MetadataField::kAuthor},
    {"作者", MetadataField::kAuthor},
    {"撰文", MetadataField::kAuthor},
    {"撰稿", MetadataField::kAuthor},
    {"文", MetadataField::kAuthor},
    {"记者", MetadataField::kAuthor},
    {"記者", MetadataField::kAuthor},
    {"affiliation", MetadataField::kAffiliation},
    {"affiliations", MetadataField::kAffiliation},
    {"institution", MetadataField::kAffiliation},
    {"单位", MetadataField::kAffiliation},
    {"作者单位", MetadataField::kAffiliation},
    {"單位", MetadataField::kAffiliation},
    {"source", MetadataField::kPublisher},
    {"publisher", MetadataField::kPublisher},
    {"published by", MetadataField::kPublisher},
    {"publication", MetadataField::kPublisher},
    {"来源", MetadataField::kPublisher},
    {"來源", MetadataField::kPublisher},
    {"文章来源", MetadataField::kPublisher},
    {"文章來源", MetadataField::kPublisher},
    {"网站来源", MetadataField::kPublisher},
    {"網站來源", MetadataField::kPublisher},
    {"稿件来源", MetadataField::kPublisher},
    {"信息来源", MetadataField::kPublisher},
    {"資料來源", MetadataField::kPublisher},
    {"出处", MetadataField::kPublisher},
    {"出處", MetadataField::kPublisher},
    {"发布机构", MetadataField::kPublisher},
    {"發布機構", MetadataField::kPublisher},
    {"发文机关", MetadataField::kPublisher},
    {"出版社", MetadataField::kPublisher},
    {"date", MetadataField::kPublished},
    {"published", MetadataField::kPublished},
    {"published on", MetadataField::kPublished},
    {"date published", MetadataField::kPublished},
    {"publication date", MetadataField::kPublished},
    {"release date", MetadataField::kPublished},
    {"posted", MetadataField::kPublished},
    {"posted on", MetadataField::kPublished},
    {"日期", MetadataField::kPublished},
    {"时间", MetadataField::kPublished},
    {"時間", MetadataField::kPublished},
    {"发布时间", MetadataField::kPublished},
    {"发布日期", MetadataField::kPublished},
    {"发表时间", MetadataField::kPublished},
    {"发表日期", MetadataField::kPublished},
    {"发文日期", MetadataField::kPublished},
    {"成文日期", MetadataField::kPublished},
    {"發布時間", MetadataField::kPublished},
    {"發布日期", MetadataField::kPublished},
    {"發佈日期", MetadataField::kPublished},
    {"發表日期", MetadataField::kPublished},
    {"出版日期", MetadataField::kPublished},
    {"updated", MetadataField::kModified},
    {"updated on", MetadataField::kModified},
    {"last updated", MetadataField::kModified},
    {"last modified", MetadataField::kModified},
    {"modified", MetadataField::kModified},
    {"更新时间", MetadataField::kModified},
    {"更新日期", MetadataField::kModified},
    {"更新時間", MetadataField::kModified},
    {"最后更新", MetadataField::kModified},
    {"最後更新", MetadataField::kModified},
    {"keyword", MetadataField::kKeyword},
    {"keywords", MetadataField::kKeyword},
    {"key words", MetadataField::kKeyword},
    {"tag", MetadataField::kKeyword},
    {"tags", MetadataField::kKeyword},
    {"topics", MetadataField::kKeyword},
    {"关键词", MetadataField::kKeyword},
    {"关键字", MetadataField::kKeyword},
    {"關鍵詞", MetadataField::kKeyword},
    {"關鍵字", MetadataField::kKeyword},
    {"标签", MetadataField::kKeyword},
    {"標籤", MetadataField::kKeyword},
    {"主题词", MetadataField::kKeyword},
    {"abstract", MetadataField::kAbstract},
    {"summary", MetadataField::kAbstract},
    {"摘要", MetadataField::kAbstract},
    {"内容摘要", MetadataField::kAbstract},
    {"內容摘要", MetadataField::kAbstract},
    {"提要", MetadataField::kAbstract},
    {"canonical url", MetadataField::kCanonicalUrl},
    {"url", MetadataField::kSourceUrl},
    {"link", MetadataField::kSourceUrl},
    {"source url", MetadataField::kSourceUrl},
    {"original link", MetadataField::kSourceUrl},
    {"full report", MetadataField::kSourceUrl},
    {"full report online", MetadataField::kSourceUrl},
    {"full text", MetadataField::kSourceUrl},
    {"read the report", MetadataField::kSourceUrl},
    {"链接", MetadataField::kSourceUrl},
    {"原文链接", MetadataField::kSourceUrl},
    {"連結", MetadataField::kSourceUrl},
    {"原文連結", MetadataField::kSourceUrl},
    {"網址", MetadataField::kSourceUrl},
    {"网址", MetadataField::kSourceUrl},
    {"licence", MetadataField::kLicence},
    {"license", MetadataField::kLicence},
    {"许可", MetadataField::kLicence},
    {"授權", MetadataField::kLicence},
    {"section", MetadataField::kSection},
    {"category", MetadataField::kSection},
    {"filed under", MetadataField::kSection},
    {"栏目", MetadataField::kSection},
    {"分类", MetadataField::kSection},
    {"欄目", MetadataField::kSection},
    {"分類", MetadataField::kSection},
    {"language", MetadataField::kLanguage},
};

std::optional<MetadataField> FieldOfName(std::string_view name) {
  std::string key;
  for (size_t at = 0; at < name.size();) {
    const size_t from = at;
    const char32_t c = text::NextCodePoint(name, &at);
    if (c == '(' || c == 0xFF08) {  // "Author(s)" is "Author"
      const size_t close = name.find(c == '(' ? ")" : "）", at);
      if (close == std::string_view::npos) break;
      at = close + (c == '(' ? 1 : 3);
      continue;
    }
    // 作 者 is set apart to fill a column.
    const bool blank = text::IsWhiteSpace(c) || c == '_' || c == '*';
    if (blank) {
      if (!key.empty() && static_cast<unsigned char>(key.back()) < 0x80 && key.back() != ' ') {
        key.push_back(' ');
      }
      continue;
    }
    if (c >= 'A' && c <= 'Z') {
      key.push_back(static_cast<char>(c + 32));
    } else {
      key.append(name.substr(from, at - from));
    }
  }
  while (!key.empty() && key.back() == ' ') key.pop_back();
  for (const Name& known : kNames) {
    if (known.name == key) return known.field;
  }
  return std::nullopt;
}

}  // namespace

std::optional<MetadataField> FieldOfLabel(std::string_view label) {
  if (label.size() > kLabelBytes) return std::nullopt;
  if (const auto whole = FieldOfName(label)) return whole;
  for (const std::string_view sign : {"/", "／", "|", " "}) {
    size_t begin = 0;
    for (size_t at = label.find(sign); begin < label.size(); at = label.find(sign, begin)) {
      const size_t end = at == std::string_view::npos ? label.size() : at;
      // Only words of two scripts stand side by side with no more than a blank between them.
      const std::string_view part = label.substr(begin, end - begin);
      const bool foreign = !part.empty() && static_cast<unsigned char>(part[0]) >= 0xE3;
      if (sign != " " || foreign) {
        if (const auto field = FieldOfName(part)) return field;
      }
      begin = end + sign.size();
    }
  }
  return std::nullopt;
}

}  // namespace parallax::parse
