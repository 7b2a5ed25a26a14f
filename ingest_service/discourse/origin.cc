#include "ingest_service/discourse/origin.h"

#include <algorithm>

#include "core/catalog/name_fold.h"
#include "ingest_service/discourse/cue_table.h"
#include "ingest_service/discourse/quotation.h"
#include "ingest_service/discourse/speaker.h"

namespace parallax::discourse {
namespace {

using record::Block;
using record::BlockKind;
using record::MetadataField;
using record::MetadataItem;
using record::MetadataOrigin;

constexpr size_t kMostHeadBlocks = 12;
constexpr size_t kMostBytesBefore = 4096;

bool IsSummaryHeading(const Block& block) {
  if (block.kind != BlockKind::kHeading && block.label_size == 0) return false;
  std::string_view text = block.content.text;
  if (block.label_size > 0) text = text.substr(0, static_cast<size_t>(block.label_size));
  const std::string folded = catalog::FoldName(text);
  for (std::string_view word : {"summary", "abstract", "synopsis", "executive summary", "摘要",
                                "提要", "内容提要", "内容摘要", "文章摘要", "中文摘要"}) {
    if (folded == word ||
        (folded.size() > word.size() && folded.starts_with(word) && folded[word.size()] == '/')) {
      return true;
    }
  }
  return false;
}

// The block that the original bytes of `item` lie in; -1 when none does.
int32_t BlockOf(const record::Document& document, const MetadataItem& item) {
  for (size_t b = 0; b < document.blocks.size(); ++b) {
    if (!item.span.empty() && document.blocks[b].span.Contains(item.span))
      return static_cast<int32_t>(b);
  }
  return -1;
}

std::optional<PresentedWork> FindAbstract(const record::Document& document) {
  PresentedWork work;
  for (const MetadataItem& item : document.metadata) {
    if (!item.chosen || item.origin != MetadataOrigin::kLabelledLine) continue;
    if (item.field == MetadataField::kAuthor) work.authors.push_back(item.value);
    if (item.field == MetadataField::kPublisher) work.publisher = item.value;
  }
  if (work.authors.empty() || work.publisher.empty()) return std::nullopt;
  for (size_t b = 0; b < std::min(document.blocks.size(), kMostHeadBlocks); ++b) {
    if (!IsSummaryHeading(document.blocks[b])) continue;
    work.first_block = static_cast<int32_t>(b) + 1;
    return work;
  }
  return std::nullopt;
}

std::optional<PresentedWork> FindAnnounced(const record::Document& document) {
  PresentedWork work;
  int32_t byline = -1;
  for (const MetadataItem& item : document.metadata) {
    if (item.field != MetadataField::kAuthor || !item.chosen) continue;
    if (item.origin != MetadataOrigin::kByline) return std::nullopt;
    const int32_t block = BlockOf(document, item);
    if (byline >= 0 && block != byline) return std::nullopt;
    byline = block;
    work.authors.push_back(item.value);
  }
  if (byline < 2 || document.blocks[byline - 1].kind != BlockKind::kHeading) return std::nullopt;
  bool heading_before = false;
  bool speaks_of_work = false;
  size_t read = 0;
  for (int32_t b = 0; b + 1 < byline; ++b) {
    const Block& block = document.blocks[b];
    heading_before |= block.kind == BlockKind::kHeading;
    if (block.kind != BlockKind::kParagraph || read > kMostBytesBefore) continue;
    read += block.content.text.size();
    std::vector<CueHit> hits;
    FindCues(block.content.text, &hits);
    for (size_t i = 0; i < hits.size(); ++i) {
      speaks_of_work |= hits[i].Is(kDocument);
      // "I was the lead author", 我是第一作者
      if (!hits[i].Is(kSelf)) continue;
      for (size_t k = i + 1; k < hits.size() && hits[k].begin - hits[i].end < 40; ++k) {
        const std::string_view word = std::string_view(block.content.text)
                                          .substr(static_cast<size_t>(hits[k].begin),
                                                  static_cast<size_t>(hits[k].end - hits[k].begin));
        work.by_first_author |= word == "author" || word == "作者";
      }
    }
  }
  if (!heading_before || !speaks_of_work) return std::nullopt;
  work.first_block = byline + 1;
  return work;
}

}  // namespace

std::optional<PresentedWork> FindPresentedWork(const record::Document& document) {
  if (auto work = FindAbstract(document)) return work;
  return FindAnnounced(document);
}

record::Voice VoiceOfAuthors(const std::vector<std::string>& names) {
  record::Voice voice;
  voice.kind = record::VoiceKind::kAuthor;
  voice.key = "author:";
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) {
      voice.name += ", ";
      voice.key += ',';
    }
    voice.name += names[i];
    voice.key += catalog::FoldName(names[i]);
  }
  return voice;
}

std::string_view MediumInBrackets(std::string_view sentence) {
  constexpr size_t kMostBytes = 60;
  constexpr int kFewestWordsBefore = 4;
  while (!sentence.empty() && (sentence.back() == '.' || sentence.back() == ' '))
    sentence.remove_suffix(1);
  for (std::string_view stop : {"。", "."}) {
    if (sentence.ends_with(stop)) sentence.remove_suffix(stop.size());
  }
  std::string_view open = "(";
  if (sentence.ends_with(")")) {
    sentence.remove_suffix(1);
  } else if (sentence.ends_with("）")) {
    sentence.remove_suffix(3);
    open = "（";
  } else {
    return {};
  }
  const size_t at = sentence.rfind(open);
  if (at == std::string_view::npos || sentence.size() - at > kMostBytes) return {};
  if (CountWords(sentence.substr(0, at), kFewestWordsBefore) < kFewestWordsBefore) return {};
  std::string_view name = sentence.substr(at + open.size());
  for (std::string_view lead :
       {"Source: ", "source: ", "via ", "Via ", "from ", "来源：", "來源：", "据", "據"}) {
    if (name.starts_with(lead)) name.remove_prefix(lead.size());
  }
  name = name.substr(0, std::min({name.find(','), name.find("，"), name.find(';')}));
  const bool capital = !name.empty() && ((name[0] >= 'A' && name[0] <= 'Z') ||
                                         static_cast<unsigned char>(name[0]) >= 0x80);
  return capital && NamesMedium(name) ? name : std::string_view();
}

}  // namespace parallax::discourse
