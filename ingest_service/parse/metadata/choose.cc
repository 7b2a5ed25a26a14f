#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/text/quote.h"
#include "core/text/utf8.h"
#include "ingest_service/parse/metadata/metadata.h"

namespace parallax::parse {
namespace {

// Enough of a value to know it by, cut between characters.
std::string Beginning(std::string_view value) {
  value = value.substr(0, 80);
  return std::string(value.substr(0, text::ValidUtf8Prefix(value)));
}

using record::Document;
using record::MetadataField;
using record::MetadataItem;
using record::MetadataOrigin;

constexpr MetadataField kFields[] = {
    MetadataField::kTitle,        MetadataField::kSubtitle,  MetadataField::kAuthor,
    MetadataField::kAffiliation,  MetadataField::kPublisher, MetadataField::kPublished,
    MetadataField::kModified,     MetadataField::kKeyword,   MetadataField::kAbstract,
    MetadataField::kCanonicalUrl, MetadataField::kLicence,   MetadataField::kLanguage,
    MetadataField::kSection,      MetadataField::kSourceUrl, MetadataField::kAlternateUrl};

bool HasManyValues(MetadataField field) {
  return field == MetadataField::kAuthor || field == MetadataField::kAffiliation ||
         field == MetadataField::kKeyword || field == MetadataField::kLanguage ||
         field == MetadataField::kAlternateUrl;
}

void AddCaller(MetadataField field, const std::string& value, std::vector<MetadataItem>* items) {
  if (value.empty()) return;
  items->push_back({field, MetadataOrigin::kCaller, value, false, {}});
}

// Bytes of letters and figures: a Han character has three, which is about what its translation into
// a Latin language has, where blanks do not count.
int64_t LetterBytes(const std::string& text) {
  int64_t bytes = 0;
  for (const char c : text) {
    const auto b = static_cast<unsigned char>(c);
    bytes +=
        b >= 0x80 || (b >= '0' && b <= '9') || ((b | 0x20) >= 'a' && (b | 0x20) <= 'z') ? 1 : 0;
  }
  return bytes;
}

// Whether two values of a field contradict each other. Dates agree when one is the other's
// beginning (a day within the month that was stated); titles whatever their white space.
bool Contradict(MetadataField field, const std::string& a, const std::string& b) {
  if (field == MetadataField::kPublished) {
    const size_t size = std::min<size_t>({a.size(), b.size(), 10});
    return a.substr(0, size) != b.substr(0, size);
  }
  return text::FoldWhiteSpace(a) != text::FoldWhiteSpace(b);
}

}  // namespace

void ChooseMetadata(const record::Input& input, Document* document) {
  std::vector<MetadataItem> items;
  AddCaller(MetadataField::kTitle, input.title, &items);
  for (const std::string& author : input.authors) AddCaller(MetadataField::kAuthor, author, &items);
  AddCaller(MetadataField::kPublisher, input.publisher, &items);
  AddCaller(MetadataField::kPublished, input.published, &items);
  for (const std::string& tag : input.languages) AddCaller(MetadataField::kLanguage, tag, &items);
  AddCaller(MetadataField::kSourceUrl, input.source_uri, &items);
  for (MetadataItem& item : document->metadata) items.push_back(std::move(item));
  document->metadata = std::move(items);

  for (const MetadataField field : kFields) {
    MetadataItem* best = nullptr;
    bool chosen = false;
    for (MetadataItem& item : document->metadata) {
      if (item.field != field) continue;
      // The HTML rules know more than origins do; a choice that they made stands, but for the
      // caller's.
      chosen = chosen || item.chosen;
      if (best == nullptr || item.origin < best->origin) best = &item;
    }
    if (best == nullptr) continue;
    const bool from_caller = best->origin == MetadataOrigin::kCaller;
    if (!chosen || from_caller) {
      bool first = true;
      for (MetadataItem& item : document->metadata) {
        if (item.field != field) continue;
        item.chosen = item.origin == best->origin && (first || HasManyValues(field));
        if (item.chosen) first = false;
      }
    }
    if (!from_caller || (field != MetadataField::kTitle && field != MetadataField::kPublished))
      continue;
    for (const MetadataItem& item : document->metadata) {
      if (item.field != field || item.origin == MetadataOrigin::kCaller) continue;
      if (!Contradict(field, item.value, best->value)) continue;
      document->issues.push_back(
          {record::IssueKind::kMetadataConflict, item.span,
           absl::StrCat("The document says \"", Beginning(item.value), "\", the caller \"",
                        Beginning(best->value), "\"; the caller's counts.")});
      break;
    }
  }
}

void ReadLanguages(Document* document) {
  for (const MetadataItem& item : document->metadata) {
    if (item.field == MetadataField::kLanguage) return;
  }
  std::map<std::string, int64_t> weights;
  int64_t all = 0;
  for (const record::Block& block : document->blocks) {
    if (block.language.empty() || block.kind == record::BlockKind::kBoilerplate) continue;
    int64_t weight = LetterBytes(block.content.text);
    for (const record::TableCell& cell : block.table.cells)
      weight += LetterBytes(cell.content.text);
    weights[block.language] += weight;
    all += weight;
  }
  std::vector<std::pair<int64_t, std::string>> order;
  for (const auto& [tag, weight] : weights) {
    if (weight * 10 >= all) order.emplace_back(-weight, tag);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [weight, tag] : order) {
    document->metadata.push_back({MetadataField::kLanguage, MetadataOrigin::kText, tag, false, {}});
  }
}

}  // namespace parallax::parse
