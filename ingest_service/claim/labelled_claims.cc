#include "ingest_service/claim/labelled_claims.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/catalog/name_fold.h"
#include "ingest_service/claim/cell_value.h"
#include "ingest_service/claim/heading_focus.h"
#include "ingest_service/link/subject.h"

namespace parallax::claim {
namespace {

using record::Block;
using record::BlockKind;
using record::Claim;
using record::ClaimKind;
using record::Evidence;
using record::EvidenceRole;

constexpr char kLabelRule[] = "label/dimension";
constexpr char kEntityLabelRule[] = "label/subject-under-heading";
// A label before more words than this opens a paragraph of running text.
constexpr size_t kMostBodyBytes = 240;
constexpr size_t kMostLabelBytes = 60;

// Labels of what a document says about itself.
constexpr std::string_view kMetadataLabels[] = {
    "abstract",     "author",     "authors",      "author(s)", "by",
    "byline",       "category",   "categories",   "citation",  "cite",
    "contact",      "copyright",  "credit",       "date",      "doi",
    "editor",       "editors",    "email",        "e mail",    "fax",
    "filed under",  "format",     "isbn",         "image",     "issn",
    "issue",        "keyword",    "keywords",     "language",  "last modified",
    "last updated", "license",    "licence",      "link",      "modified",
    "note",         "notes",      "pages",        "phone",     "photo",
    "photograph",   "posted",     "posted in",    "published", "publication date",
    "publisher",    "read more",  "reading time", "reference", "references",
    "related",      "reporter",   "see also",     "share",     "source",
    "sources",      "subject",    "summary",      "tag",       "tags",
    "tel",          "telephone",  "title",        "topic",     "topics",
    "translation",  "translator", "type",         "update",    "updated",
    "url",          "version",    "video",        "views",     "volume",
    "website",      "written by", "作者",         "日期",      "时间",
    "发布时间",     "发布日期",   "更新时间",     "来源",      "出处",
    "网站来源",     "关键字",     "关键词",       "标签",      "分类",
    "编辑",         "责任编辑",   "责编",         "记者",      "摘要",
    "标题",         "题目",       "链接",         "原文",      "原文链接",
    "网址",         "电话",       "传真",         "邮箱",      "联系人",
    "联系方式",     "备注",       "注",           "注释",      "图片来源",
    "图源",         "图",         "参考资料",     "参考文献",  "相关阅读",
    "延伸阅读",     "翻译",       "译者",         "校对",      "版权",
    "声明",         "浏览次数",   "阅读",         "字号",      "索引号",
    "发文机关",     "发文字号",   "主题词",       "栏目",      "撰文",
    "文",           "语言"};

bool IsMetadataLabel(std::string_view label) {
  const std::string folded = catalog::FoldName(label);
  // "作者/Author(s)": either half tells.
  for (size_t at = 0; at <= folded.size();) {
    const size_t end = std::min(folded.find('/', at), folded.size());
    std::string_view half = std::string_view(folded).substr(at, end - at);
    while (half.ends_with(" ")) half.remove_suffix(1);
    while (half.starts_with(" ")) half.remove_prefix(1);
    if (std::find(std::begin(kMetadataLabels), std::end(kMetadataLabels), half) !=
        std::end(kMetadataLabels)) {
      return true;
    }
    at = end + 1;
  }
  return false;
}

class LabelReader {
 public:
  LabelReader(const ClaimContext& context, const discourse::Discourse& discourse, ClaimDraft* draft)
      : context_(context), discourse_(discourse), focus_(context), draft_(draft) {}

  void Read() {
    const auto& blocks = context_.document.blocks;
    for (int32_t b = 0; b < static_cast<int32_t>(blocks.size()); ++b) {
      const Block& block = blocks[b];
      focus_.Pass(b);
      const bool line = block.kind == BlockKind::kParagraph || block.kind == BlockKind::kListItem;
      if (!line || !Labelled(block)) {
        // A record ends where its lines do.
        if (block.kind != BlockKind::kBoilerplate) record_ = {};
        continue;
      }
      ReadLine(block, b);
    }
  }

 private:
  static bool Labelled(const Block& block) {
    return block.label_size > 0 && static_cast<size_t>(block.label_size) <= kMostLabelBytes &&
           block.body_begin < static_cast<int64_t>(block.content.text.size());
  }

  void ReadLine(const Block& block, int32_t index) {
    const std::string_view text = block.content.text;
    const std::string_view label = text.substr(0, static_cast<size_t>(block.label_size));
    const record::MappedText body =
        Part(block.content, block.body_begin, static_cast<int64_t>(text.size()));
    if (body.text.size() > kMostBodyBytes || IsMetadataLabel(label) || IsMetadata(block)) return;
    if (BeginsRecord(block, label, body)) return;
    // "China: 50 billion" under "Public funding".
    if (focus_.heading_block() >= 0 && block.kind == BlockKind::kListItem) {
      const auto subject = link::ResolveSubject(context_.catalog, label, {});
      if (!subject.entity_id.empty()) {
        const catalog::Dimension* asked =
            DimensionAsked(context_.catalog, focus_.heading(), subject.kind);
        if (asked != nullptr) {
          LineSubject line;
          line.entity_id = subject.entity_id;
          line.kind = subject.kind;
          line.name =
              Quote(block.content, {subject.name_begin, subject.name_end}, EvidenceRole::kSubject);
          const record::MappedText& heading =
              context_.document.blocks[focus_.heading_block()].content;
          Make(line, *asked,
               Quote(heading, {0, static_cast<int64_t>(heading.text.size())},
                     EvidenceRole::kDimension),
               body, block, index, kEntityLabelRule);
        }
        return;
      }
    }
    const LineSubject& subject = record_.entity_id.empty() ? focus_.subject() : record_;
    if (subject.entity_id.empty()) return;
    const catalog::Dimension* dimension = DimensionAsked(context_.catalog, label, subject.kind);
    if (dimension == nullptr) return;
    Make(subject, *dimension, Quote(block.content, {0, block.label_size}, EvidenceRole::kDimension),
         body, block, index, kLabelRule);
  }

  // The line gave the document's metadata.
  bool IsMetadata(const Block& block) const {
    return std::any_of(context_.document.metadata.begin(), context_.document.metadata.end(),
                       [&](const record::MetadataItem& item) {
                         return item.origin == record::MetadataOrigin::kLabelledLine &&
                                !item.span.empty() && block.span.Contains(item.span);
                       });
  }

  // "Model: Qwen": what the lines below are about.
  bool BeginsRecord(const Block& block, std::string_view label, const record::MappedText& body) {
    const auto kinds = context_.catalog.MatchKindHeader(label);
    if (kinds.empty() || kinds.front().score < 1) return false;
    const auto subject = link::ResolveSubject(context_.catalog, body.text, kinds.front().kind->id);
    if (subject.entity_id.empty() || subject.provisional) return false;
    // Of an entity that is spoken of already the label may ask a dimension ("Developer: …").
    const LineSubject& known = record_.entity_id.empty() ? focus_.subject() : record_;
    if (!known.entity_id.empty() && DimensionAsked(context_.catalog, label, known.kind) != nullptr)
      return false;
    record_.entity_id = subject.entity_id;
    record_.kind = subject.kind;
    record_.name = Quote(
        block.content, {block.body_begin + subject.name_begin, block.body_begin + subject.name_end},
        EvidenceRole::kSubject);
    return true;
  }

  static Evidence Quote(const record::MappedText& content, TextRange range, EvidenceRole role) {
    return {content.Original(range.begin, range.end), role, record::Alignment::kUnspecified,
            content.text.substr(range.begin, range.end - range.begin)};
  }

  void Make(const LineSubject& subject, const catalog::Dimension& dimension, const Evidence& asked,
            const record::MappedText& body, const Block& block, int32_t index, const char* rule) {
    constexpr std::string_view kEconomy = "economy/";
    std::string region;
    if (subject.entity_id.size() == kEconomy.size() + 2 && subject.entity_id.starts_with(kEconomy))
      region = subject.entity_id.substr(kEconomy.size());
    if (region.empty()) region = context_.region;
    const CellContext cell{
        context_.catalog, context_.recognizer,    context_.mentions, block.language,
        region,           context_.reference_date};
    CellValue value = ReadCell(body, dimension, subject.kind, cell);
    if (value.kind == ClaimKind::kValue && !value.typed) {
      draft_->rejected.push_back({subject.entity_id, dimension.id, body.Original(), rule,
                                  "no value of the dimension's type stands behind the label"});
      return;
    }
    Claim claim;
    claim.subject_entity_id = subject.entity_id;
    claim.subject_written = subject.name.quote;
    claim.dimension_id = dimension.id;
    claim.kind = value.kind;
    claim.value = std::move(value.value);
    claim.modality = value.modality;
    claim.voices = VoicesOf(discourse_, context_.author, index, &next_sentence_);
    claim.evidence = {subject.name, asked};
    claim.evidence.push_back(
        Quote(body, {0, static_cast<int64_t>(body.text.size())}, EvidenceRole::kValue));
    for (const record::Qualifier& qualifier : value.qualifiers) {
      claim.qualifiers.push_back(qualifier);
      claim.evidence.push_back({qualifier.span, EvidenceRole::kQualifier,
                                record::Alignment::kUnspecified, qualifier.text});
    }
    for (const TextRange& hedge : value.hedges)
      claim.evidence.push_back(Quote(body, hedge, EvidenceRole::kHedge));
    claim.activity = {rule, kLabelRuleVersion, context_.catalog.pack_id(),
                      context_.catalog.pack_version()};
    draft_->claims.push_back(std::move(claim));
  }

  const ClaimContext& context_;
  const discourse::Discourse& discourse_;
  HeadingFocus focus_;
  ClaimDraft* const draft_;
  LineSubject record_;
  size_t next_sentence_ = 0;
};

}  // namespace

void ClaimLabelledLines(const ClaimContext& context, const discourse::Discourse& discourse,
                        ClaimDraft* draft) {
  LabelReader(context, discourse, draft).Read();
}

}  // namespace parallax::claim
