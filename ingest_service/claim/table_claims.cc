#include "ingest_service/claim/table_claims.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "ingest_service/claim/cell_value.h"
#include "ingest_service/claim/header_unit.h"
#include "ingest_service/claim/table_grid.h"
#include "ingest_service/claim/table_layout.h"

namespace parallax::claim {
namespace {

using record::Claim;
using record::ClaimKind;
using record::Evidence;
using record::EvidenceRole;
using record::Issue;
using record::IssueKind;

constexpr char kCellRule[] = "table/cell";
constexpr char kAsideRule[] = "table/quantity-in-cell";
constexpr char kBracketRule[] = "table/subject-brackets";

Evidence Quote(const record::MappedText& content, TextRange range, EvidenceRole role) {
  return {content.Original(range.begin, range.end), role, record::Alignment::kUnspecified,
          content.text.substr(range.begin, range.end - range.begin)};
}

TextRange NameOf(const link::SubjectResolution& subject) {
  return {subject.name_begin, subject.name_end};
}

TextRange ParenthesisOf(const link::SubjectResolution& subject) {
  return {subject.parenthesis_begin, subject.parenthesis_end};
}

TextRange All(const record::MappedText& content) {
  return {0, static_cast<int64_t>(content.text.size())};
}

struct ById {
  bool operator()(const catalog::Dimension* a, const catalog::Dimension* b) const {
    return a->id < b->id;
  }
};

class TableReader {
 public:
  TableReader(const ClaimContext& context, const record::Block& block, ClaimDraft* draft)
      : context_(context),
        block_(block),
        grid_(block.table),
        draft_(draft),
        first_claim_(draft->claims.size()) {}

  void Read() {
    layout_ = ReadLayout(block_.table, grid_, context_.catalog);
    if (!layout_.readable) return;
    for (const DimensionLine& line : layout_.dimensions) {
      if (line.dimension == nullptr && !line.header.empty()) {
        AddIssue(IssueKind::kAmbiguousHeader, line.header.back()->span,
                 "no dimension is known for the header \"" + line.header.back()->content.text +
                     "\"; its cells yield no claims");
      }
    }
    for (const SubjectLine& subject : layout_.subjects) ReadSubjectLine(subject);
    DropMisreadColumns();
  }

 private:
  void AddIssue(IssueKind kind, text::ByteSpan span, std::string message) {
    draft_->issues.push_back({kind, span, std::move(message)});
  }

  Claim NewClaim(const SubjectLine& subject, const catalog::Dimension& dimension,
                 const char* rule) const {
    Claim claim;
    claim.subject_entity_id = subject.subject.entity_id;
    const Evidence name =
        Quote(subject.cell->content, NameOf(subject.subject), EvidenceRole::kSubject);
    claim.subject_written = name.quote;
    claim.dimension_id = dimension.id;
    claim.kind = ClaimKind::kValue;
    claim.voices.push_back(context_.author);
    claim.evidence.push_back(name);
    claim.activity = {rule, kTableRuleVersion, context_.catalog.pack_id(),
                      context_.catalog.pack_version()};
    return claim;
  }

  void ReadSubjectLine(const SubjectLine& subject) {
    if (IsSummaryRow(subject.cell->content.text)) return;
    if (subject.subject.entity_id.empty()) {
      AddIssue(subject.subject.ambiguous ? IssueKind::kAmbiguousName : IssueKind::kBrokenTable,
               subject.cell->span,
               subject.subject.ambiguous
                   ? "several entities are named \"" + subject.cell->content.text + "\""
                   : "the row's subject \"" + subject.cell->content.text + "\" is not known");
      return;
    }
    ReadBracket(subject);
    for (const DimensionLine& line : layout_.dimensions) {
      if (line.dimension == nullptr) continue;
      const record::TableCell* cell = layout_.CellAt(grid_, subject, line);
      if (cell == nullptr || cell == subject.cell) continue;
      ReadValueCell(subject, line, *cell);
    }
  }

  // What became of one column's cells that answer.
  struct Reading {
    int values = 0;
    int typed = 0;
  };

  // A column whose cells never read as what its header seems to ask ("Capital": Tokyo, Paris) asks
  // something else. Levels are kept: their wording says something even where no level is read.
  void DropMisreadColumns() {
    for (const auto& read : readings_) {
      // Not bound by name: clang 14 captures no bindings.
      const auto* const dimension = read.first;
      const Reading& reading = read.second;
      if (reading.typed > 0 || reading.values == 0 ||
          dimension->value_type == catalog::ValueType::kLevel) {
        continue;
      }
      std::erase_if(draft_->claims, [&, i = size_t{0}](const Claim& claim) mutable {
        return i++ >= first_claim_ && claim.dimension_id == dimension->id &&
               claim.activity.rule_id == kCellRule;
      });
      std::erase_if(draft_->issues, [&](const Issue& issue) {
        return issue.kind == IssueKind::kUnparsedValue && block_.span.Contains(issue.span) &&
               issue.message.find('"' + dimension->id + '"') != std::string::npos;
      });
      for (const DimensionLine& line : layout_.dimensions) {
        if (line.dimension != dimension || line.header.empty()) continue;
        AddIssue(IssueKind::kAmbiguousHeader, line.header.back()->span,
                 "no cell under \"" + line.header.back()->content.text +
                     "\" reads as what the header seems to ask; its cells yield no claims");
      }
    }
  }

  // "Qwen (Alibaba Cloud)": its developer; "DeepSeek (Hangzhou)": where it comes from.
  void ReadBracket(const SubjectLine& subject) {
    const link::SubjectResolution& s = subject.subject;
    const char* id = s.role == link::ParenthesisRole::kDeveloper ? "developer"
                     : s.role == link::ParenthesisRole::kPlace   ? "based_in"
                                                                 : nullptr;
    if (id == nullptr) return;
    const catalog::Dimension* dimension = context_.catalog.FindDimension(id);
    if (dimension == nullptr || !AppliesTo(*dimension, s.kind)) return;
    Claim claim = NewClaim(subject, *dimension, kBracketRule);
    const Evidence value = Quote(subject.cell->content, ParenthesisOf(s), EvidenceRole::kValue);
    claim.value.text = value.quote;
    claim.value.language = block_.language;
    claim.value.readings.push_back(record::EntitySet{{{s.parenthesis_entity_id, value.quote}}});
    claim.evidence.push_back(value);
    draft_->claims.push_back(std::move(claim));
  }

  static bool AppliesTo(const catalog::Dimension& dimension, const std::string& kind) {
    for (const std::string& subject_kind : dimension.subject_kinds) {
      if (subject_kind == kind) return true;
    }
    return dimension.subject_kinds.empty();
  }

  void ReadValueCell(const SubjectLine& subject, const DimensionLine& line,
                     const record::TableCell& cell) {
    const record::MappedText& content = cell.content;
    Claim claim = NewClaim(subject, *line.dimension, kCellRule);
    for (const record::TableCell* header : line.header) {
      if (!header->content.text.empty()) {
        claim.evidence.push_back(
            Quote(header->content, All(header->content), EvidenceRole::kDimension));
      }
    }
    if (subject.subject.role == link::ParenthesisRole::kQualifier) {
      const Evidence bracket =
          Quote(subject.cell->content, ParenthesisOf(subject.subject), EvidenceRole::kQualifier);
      claim.qualifiers.push_back({bracket.quote, bracket.span});
      claim.evidence.push_back(bracket);
    }
    if (content.text.empty()) {
      claim.kind = ClaimKind::kNotStated;
      claim.value.language = block_.language;
      claim.evidence.push_back({cell.span, EvidenceRole::kValue, record::Alignment::kTable, ""});
      draft_->claims.push_back(std::move(claim));
      return;
    }
    const CellContext cell_context{context_.catalog, context_.recognizer, context_.mentions,
                                   block_.language,  Region(subject),     context_.reference_date};
    std::optional<Evidence> unit;
    CellValue value = ReadWithUnit(content, line, subject.subject.kind, cell_context, &unit);
    claim.kind = value.kind;
    claim.value = std::move(value.value);
    claim.modality = value.modality;
    claim.evidence.push_back(Quote(content, All(content), EvidenceRole::kValue));
    if (unit) claim.evidence.push_back(*std::move(unit));
    for (const record::Qualifier& qualifier : value.qualifiers) {
      claim.qualifiers.push_back(qualifier);
      claim.evidence.push_back({qualifier.span, EvidenceRole::kQualifier,
                                record::Alignment::kUnspecified, qualifier.text});
    }
    for (const TextRange& hedge : value.hedges) {
      claim.evidence.push_back(Quote(content, hedge, EvidenceRole::kHedge));
    }
    if (value.kind == ClaimKind::kValue) {
      Reading& reading = readings_[line.dimension];
      ++reading.values;
      reading.typed += value.typed;
    }
    if (value.kind == ClaimKind::kValue && !value.typed) {
      AddIssue(IssueKind::kUnparsedValue, cell.span,
               "no value of the type of \"" + line.dimension->id + "\" was read; the text is kept");
    }
    draft_->claims.push_back(std::move(claim));
    for (const AsideQuantity& aside : value.asides) {
      Claim extra = NewClaim(subject, *aside.dimension, kAsideRule);
      const Evidence quote = Quote(content, aside.range, EvidenceRole::kValue);
      extra.value.text = quote.quote;
      extra.value.language = block_.language;
      extra.value.readings.push_back(aside.quantity);
      extra.modality = value.modality;
      extra.evidence.push_back(quote);
      for (const TextRange& hedge : value.hedges) {
        extra.evidence.push_back(Quote(content, hedge, EvidenceRole::kHedge));
      }
      draft_->claims.push_back(std::move(extra));
    }
  }

  // A bare figure takes the unit that its header, the caption or the line above the table states.
  CellValue ReadWithUnit(const record::MappedText& content, const DimensionLine& line,
                         std::string_view kind, const CellContext& cell,
                         std::optional<Evidence>* unit) const {
    const catalog::ValueType type = line.dimension->value_type;
    const bool takes_unit = type == catalog::ValueType::kMoney ||
                            type == catalog::ValueType::kQuantity ||
                            type == catalog::ValueType::kPercentage;
    if (!takes_unit || !IsBareFigure(content.text))
      return ReadCell(content, *line.dimension, kind, cell);
    recognize::Context recognition;
    recognition.language = cell.language;
    recognition.region = cell.region;
    std::string written;
    for (auto header = line.header.rbegin(); header != line.header.rend() && !*unit; ++header) {
      const record::MappedText& text = (*header)->content;
      if (const auto range = FindHeaderUnit(text.text, content.text, type, cell.recognizer,
                                            recognition, &written)) {
        *unit = Quote(text, *range, EvidenceRole::kUnit);
      }
    }
    const record::MappedText* above[] = {&block_.table.caption, LineAbove()};
    for (const record::MappedText* text : above) {
      if (*unit || text == nullptr || text->text.empty()) continue;
      if (const auto range = FindCaptionUnit(text->text, content.text, type, cell.recognizer,
                                             recognition, &written)) {
        *unit = Quote(*text, *range, EvidenceRole::kUnit);
      }
    }
    if (!*unit) return ReadCell(content, *line.dimension, kind, cell);
    record::MappedText figure;
    figure.map.AppendAtom(content.Original(), static_cast<int32_t>(written.size()));
    figure.text = std::move(written);
    CellValue value = ReadCell(figure, *line.dimension, kind, cell);
    value.value.text = content.text;
    value.hedges.clear();
    value.asides.clear();
    return value;
  }

  // A short paragraph right above the table ("单位：亿元"); null when there is none.
  const record::MappedText* LineAbove() const {
    constexpr size_t kMostBytes = 90;
    const ptrdiff_t index = &block_ - context_.document.blocks.data();
    if (index == 0) return nullptr;
    const record::MappedText& text = context_.document.blocks[index - 1].content;
    return text.text.size() <= kMostBytes ? &text : nullptr;
  }

  // Of an economy its code, which tells whose dollar a "$" is; otherwise nothing is known.
  std::string Region(const SubjectLine& subject) const {
    constexpr std::string_view kPrefix = "economy/";
    const std::string& id = subject.subject.entity_id;
    return id.size() == kPrefix.size() + 2 && id.rfind(kPrefix, 0) == 0
               ? id.substr(kPrefix.size())
               : std::string(context_.region);
  }

  const ClaimContext& context_;
  const record::Block& block_;
  const TableGrid grid_;
  ClaimDraft* const draft_;
  const size_t first_claim_;
  TableLayout layout_;
  std::map<const catalog::Dimension*, Reading, ById> readings_;
};

}  // namespace

void ClaimTables(const ClaimContext& context, ClaimDraft* draft) {
  for (const record::Block& block : context.document.blocks) {
    if (block.kind == record::BlockKind::kTable) TableReader(context, block, draft).Read();
  }
}

}  // namespace parallax::claim
