#include "ingest_service/link/linker.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "core/catalog/name_fold.h"
#include "core/text/phrase_matcher.h"
#include "ingest_service/link/definitions.h"
#include "ingest_service/link/head_names.h"
#include "ingest_service/link/listed_names.h"
#include "ingest_service/link/model_versions.h"
#include "ingest_service/link/name_table.h"
#include "ingest_service/link/namesakes.h"
#include "ingest_service/link/other_meanings.h"
#include "ingest_service/link/provisional.h"
#include "ingest_service/link/reading_context.h"
#include "ingest_service/link/running_names.h"
#include "ingest_service/link/self_reference.h"
#include "ingest_service/link/word_straddle.h"

namespace parallax::link {
namespace {

using record::Mention;
using record::MentionForm;

// A table's text around a cell, for context; more than this of it is not looked at.
constexpr size_t kMostAround = 4096;

bool HasLowerCase(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

struct Linker::Tables {
  explicit Tables(const catalog::Catalog& catalog)
      : names(catalog), context(catalog), forms(catalog), short_names(catalog) {}
  NameTable names;
  ReadingContext context;
  FormFinder forms;
  ModelShortNames short_names;
};

Linker::Linker(std::shared_ptr<const catalog::Catalog> catalog)
    : catalog_(std::move(catalog)), tables_(std::make_unique<Tables>(*catalog_)) {}
Linker::~Linker() = default;

// One document's linking: what it defines, what it found.
class Linker::Pass {
 public:
  Pass(const catalog::Catalog& catalog, const Tables& tables)
      : catalog_(catalog), tables_(tables) {}

  void Run(const record::Document& document) {
    for (const record::MetadataItem& item : document.metadata) {
      if (item.field == record::MetadataField::kTitle && item.chosen)
        title_ = catalog::FoldName(item.value);
    }
    std::string before;  // the block before, folded
    for (size_t b = 0; b < document.blocks.size(); ++b) {
      const record::Block& block = document.blocks[b];
      if (block.kind == record::BlockKind::kBoilerplate || block.kind == record::BlockKind::kCode)
        continue;
      if (block.kind == record::BlockKind::kTable) {
        ReadTable(block, static_cast<int>(b));
      } else {
        Unit unit{&block.content, &block.language, static_cast<int>(b), -1, {}, {}};
        unit.around = before;
        ReadUnit(unit);
        before = std::exchange(last_folded_, {});
      }
    }
    SortMentions();
    FollowShortForms(document);
  }

  // A text with its place in the document.
  struct Unit {
    const record::MappedText* content;
    const std::string* language;
    int block;
    int cell;
    std::string_view around;        // folded
    std::string_view subject_kind;  // the cell is a row's subject
  };

  void ReadUnit(const Unit& unit) {
    const std::string_view text = unit.content->text;
    if (text.empty()) return;
    self_references_.Note(text, *unit.language);
    const catalog::FoldedText folded(text);
    std::vector<FormMatch> forms = tables_.forms.Find(text);
    size_t next_form = 0;
    bool capitals_known = false;
    bool capitals = false;
    text::PhraseMatch match;
    int64_t from = 0;
    const int64_t size = static_cast<int64_t>(folded.text().size());
    std::vector<text::PhraseMatch> shorter;
    while (from < size && tables_.names.matcher().FindNext(folded.text(), from, &match)) {
      const int64_t begin = folded.ToSource(match.begin);
      // Forms that end before this name are whole.
      while (next_form < forms.size() && forms[next_form].end <= begin)
        AddForm(unit, forms[next_form++]);
      if (!capitals_known) {
        capitals = !HasLowerCase(text);
        capitals_known = true;
      }
      BearerChoice choice;
      int64_t end = match.end;
      const auto choose = [&](const text::PhraseMatch& name) {
        end = name.end;
        const int64_t name_end = folded.ToSourceEnd(name.end);
        const NamedPlace place{
            folded.text(), name.begin,  name.end,          text.substr(begin, name_end - begin),
            title_,        unit.around, unit.subject_kind, capitals,
            &named_};
        choice = tables_.context.Choose(tables_.names.Bearers(name.value), place);
        return choice.entity != nullptr || choice.ambiguous;
      };
      if (StraddlesWords(folded.text(), match.begin, match.end)) {
        from = NextCharacter(folded.text(), match.begin);
        continue;
      }
      if (!choose(match)) {
        // The longest name is refused: the shorter ones that begin here have their turn.
        shorter.clear();
        tables_.names.matcher().FindAt(folded.text(), match.begin, &shorter);
        for (auto it = shorter.rbegin(); it != shorter.rend(); ++it) {
          if (it->end < match.end && choose(*it)) break;
        }
      }
      if (choice.entity != nullptr &&
          (MakesAnotherWord(folded.text(), match.begin, end, choice.entity->kind) ||
           IsPartOfBody(folded.text(), match.begin, end, choice.entity->kind))) {
        from = end;
        continue;
      }
      if (choice.entity == nullptr) {
        if (choice.ambiguous) AddIssue(unit, begin, folded.ToSourceEnd(end));
        // Nothing here: names that begin inside the refused one get their turn.
        from = choice.ambiguous ? end : NextCharacter(folded.text(), match.begin);
        continue;
      }
      int64_t source_end = folded.ToSourceEnd(end);
      // A form that begins earlier or runs on longer is the longer name, unless it ends in a name
      // of its own kind that the catalog knows: then that name is meant.
      if (next_form < forms.size() && forms[next_form].begin <= begin &&
          forms[next_form].end >= source_end) {
        const FormMatch& form = forms[next_form];
        if (choice.entity->kind == form.kind && form.end == source_end) {
          ++next_form;
        } else if (form.begin < begin || form.end > source_end) {
          if (choice.entity->kind == form.kind && form.begin == begin &&
              IsCorporateForm(text.substr(source_end, form.end - source_end))) {
            // "Toyota Motor Corp": the catalog's, with what the law adds.
            const int64_t whole = form.end;
            ++next_form;
            AddMention(unit, begin, whole, choice.entity->id, choice.form);
            named_.insert(choice.entity);
            Define(unit, begin, whole, choice.entity->id);
            from = std::max(end, folded.ToFolded(whole));
            continue;
          }
          if (KnownNameEnds(tables_.names, folded, begin, form, *choice.entity)) {
            AddMention(unit, begin, source_end, choice.entity->id, choice.form);
            from = end;
            continue;
          }
          if (choice.form == MentionForm::kAdjective && form.begin == begin &&
              !IsNationalBody(text, source_end, form)) {
            // "Chinese AI Fund": whose it is, and then its name.
            AddMention(unit, begin, source_end, choice.entity->id, choice.form);
            forms[next_form].begin = static_cast<int64_t>(text.find_first_not_of(' ', source_end));
            if (text.substr(forms[next_form].begin, form.end - forms[next_form].begin).find(' ') ==
                std::string_view::npos)
              ++next_form;
            from = end;
            continue;
          }
          from = std::max(end, folded.ToFolded(form.end));
          AddForm(unit, forms[next_form++]);
          continue;
        }
      }
      if (choice.form != MentionForm::kForm && choice.entity->kind == "economy" &&
          unit.subject_kind.empty()) {
        const int64_t government = tables_.context.GovernmentEnd(folded.text(), end);
        if (government != end) {
          end = government;
          source_end = folded.ToSourceEnd(end);
          choice.form = MentionForm::kGovernment;
        }
      }
      Namesake namesake;
      if (choice.entity->kind == "initiative" &&
          IsNamesake(*choice.entity, text, begin, EconomyBefore(unit), last_economy_end_,
                     &namesake)) {
        while (next_form < forms.size() && forms[next_form].begin < source_end) ++next_form;
        AddNamesake(unit, namesake, source_end);
        from = end;
        continue;
      }
      if (choice.entity->kind == "initiative" && choice.form == MentionForm::kName &&
          (next_form >= forms.size() || forms[next_form].begin >= source_end)) {
        const int64_t part = PartEnd(tables_.names, text, folded, begin, source_end);
        if (part != source_end) {
          AddForm(unit, {begin, part, "initiative"});
          from = std::max(end, folded.ToFolded(part));
          continue;
        }
      }
      if (choice.entity->kind == "model" && choice.form == MentionForm::kName) {
        const int64_t version = VersionEnd(text, source_end);
        if (version != source_end) {
          // A version of its own: the family is not what is spoken of.
          while (next_form < forms.size() && forms[next_form].begin < version) ++next_form;
          named_.insert(choice.entity);
          AddForm(unit, {begin, version, "model"});
          from = std::max(end, folded.ToFolded(version));
          continue;
        }
      }
      // A form that begins within an accepted name is part of it.
      while (next_form < forms.size() && forms[next_form].begin < source_end) ++next_form;
      AddMention(unit, begin, source_end, choice.entity->id, choice.form);
      named_.insert(choice.entity);
      Define(unit, begin, source_end, choice.entity->id);
      from = end;
    }
    while (next_form < forms.size()) AddForm(unit, forms[next_form++]);
    AddListed(unit);
    last_folded_ = folded.text().substr(0, kMostAround);
  }

  LinkResult result_;

 private:
  void SortMentions() {
    // Forms that end before a name are added late: the only ones out of order.
    const auto before = [](const Mention& x, const Mention& y) {
      return std::tuple(x.block, x.cell, x.text_begin) < std::tuple(y.block, y.cell, y.text_begin);
    };
    if (std::is_sorted(result_.mentions.begin(), result_.mentions.end(), before)) return;
    std::stable_sort(result_.mentions.begin(), result_.mentions.end(), before);
  }

  static Mention MakeMention(const Unit& unit, int64_t begin, int64_t end, const std::string& id,
                             MentionForm form) {
    Mention mention;
    mention.span = unit.content->Original(begin, end);
    mention.block = unit.block;
    mention.cell = unit.cell;
    mention.text_begin = begin;
    mention.text_end = end;
    mention.entity_id = id;
    mention.written = unit.content->text.substr(begin, end - begin);
    mention.form = form;
    return mention;
  }

  static int64_t NextCharacter(std::string_view text, int64_t at) {
    ++at;
    while (at < static_cast<int64_t>(text.size()) &&
           (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
      ++at;
    return at;
  }

  void AddMention(const Unit& unit, int64_t begin, int64_t end, const std::string& id,
                  MentionForm form) {
    if (static_cast<int>(result_.mentions.size()) >= kMostMentions) {
      if (!limit_reported_) {
        limit_reported_ = true;
        result_.issues.push_back({record::IssueKind::kLimitReached,
                                  unit.content->Original(begin, end),
                                  "More names than a document may have; the rest is not linked."});
      }
      return;
    }
    if (id.starts_with("economy/")) {
      last_economy_ = id.substr(sizeof("economy/") - 1);
      last_economy_block_ = unit.block;
      last_economy_cell_ = unit.cell;
      last_economy_end_ = end;
    }
    if (id.starts_with("place/")) last_place_ = id.substr(sizeof("place/") - 1);
    if (id.starts_with("person/")) {
      const std::string_view surname =
          SurnameOf(std::string_view(unit.content->text).substr(begin, end - begin));
      // Of two people with one surname neither is meant by it alone.
      if (!surname.empty()) {
        const auto [it, added] = surnames_.emplace(surname, id);
        if (!added && it->second != id) it->second.clear();
      }
    }
    result_.mentions.push_back(MakeMention(unit, begin, end, id, form));
  }

  void AddProvisional(const Unit& unit, int64_t begin, int64_t end, const std::string& id,
                      const std::string& kind) {
    if (!provisional_ids_.insert(id).second) return;
    result_.provisional.push_back({id, kind, unit.content->text.substr(begin, end - begin),
                                   *unit.language, unit.content->Original(begin, end)});
  }

  void AddForm(const Unit& unit, const FormMatch& form) {
    const std::string name = unit.content->text.substr(form.begin, form.end - form.begin);
    // The catalog may know it by a spelling that stands between marks.
    const auto known = catalog_.ResolveName(name, {}, form.kind);
    for (const auto& candidate : known) {
      if (candidate.name->kind != catalog::NameKind::kContextual) continue;
      // The pack says that several bear this name, and the words around told of none of them.
      AddIssue(unit, form.begin, form.end);
      return;
    }
    if (known.size() == 1) {
      AddMention(unit, form.begin, form.end, known.front().entity->id, MentionForm::kName);
      return;
    }
    const std::string id = ProvisionalId(form.kind, Qualified(name));
    AddMention(unit, form.begin, form.end, id, MentionForm::kForm);
    AddProvisional(unit, form.begin, form.end, id, form.kind);
    if (form.follow) defined_.emplace(name, id);
    if (form.kind == "organization") DefineShort(name, id);
    Define(unit, form.begin, form.end, id);
  }

  // The economy named last, if it was in this unit; empty otherwise.
  std::string EconomyBefore(const Unit& unit) const {
    const bool here = last_economy_block_ == unit.block && last_economy_cell_ == unit.cell;
    return here && !last_economy_.empty() ? "economy/" + last_economy_ : std::string();
  }

  // Another economy's initiative of a known name: the catalog's, if it has it under the economy's
  // own name ("Korea's K-Chips Act", 歐洲晶片法案), else a provisional one.
  void AddNamesake(const Unit& unit, const Namesake& namesake, int64_t end) {
    const std::string name = unit.content->text.substr(namesake.begin, end - namesake.begin);
    if (const catalog::Entity* known = FindNamesake(catalog_, namesake, name)) {
      AddMention(unit, namesake.begin, end, known->id, MentionForm::kName);
      return;
    }
    const std::string id = ProvisionalId("initiative", name + " " + namesake.economy);
    AddMention(unit, namesake.begin, end, id, MentionForm::kForm);
    AddProvisional(unit, namesake.begin, end, id, "initiative");
  }

  // Links what stands in one list with the names found in the unit.
  void AddListed(const Unit& unit) {
    size_t from = result_.mentions.size();
    const auto here = [&](const Mention& m) {
      return m.block == unit.block && m.cell == unit.cell;
    };
    while (from > 0 && here(result_.mentions[from - 1])) --from;
    DropOtherMeanings(unit.content->text, from, &shortened_, &result_.mentions);
    const auto named = std::span<const Mention>(result_.mentions).subspan(from);
    for (const FormMatch& form : FindByNamesBeside(unit.content->text, named)) AddForm(unit, form);
  }

  // Every nation has its "National Quantum Strategy", every province its 省财政厅: such a name is
  // told apart by the economy or place that was named last.
  std::string Qualified(const std::string& name) const {
    for (std::string_view begin : {"省", "市", "县", "縣", "自治区", "自治區"}) {
      if (name.starts_with(begin)) return last_place_.empty() ? name : name + " " + last_place_;
    }
    if (last_economy_.empty()) return name;
    for (std::string_view begin : {"National ", "Federal ", "国家", "國家", "全国", "全國"}) {
      if (name.starts_with(begin)) return name + " " + last_economy_;
    }
    return name;
  }

  void AddIssue(const Unit& unit, int64_t begin, int64_t end) {
    if (static_cast<int>(result_.issues.size()) >= kMostIssues) return;
    result_.issues.push_back(
        {record::IssueKind::kAmbiguousName, unit.content->Original(begin, end),
         "\"" + unit.content->text.substr(begin, end - begin) +
             "\" could be several entities; the words around it do not tell which."});
  }

  void Define(const Unit& unit, int64_t begin, int64_t end, const std::string& id) {
    const std::string_view text = unit.content->text;
    if (end >= static_cast<int64_t>(text.size())) return;
    DefinedShortForm form;
    if (!ReadDefinition(text, begin, end, &form)) return;
    // What the catalog already knows the entity by needs no definition.
    for (const auto& candidate : catalog_.ResolveName(form.text)) {
      if (candidate.entity->id == id) return;
    }
    defined_.emplace(form.text, id);  // the first definition counts
  }

  // A company goes on by its name without the form: "Revex" of "Revex Technologies Inc".
  void DefineShort(const std::string& name, const std::string& id) {
    const std::string_view own = WithoutCompanyForm(name);
    if (!own.empty() && catalog_.ResolveName(own).empty()) company_shorts_.emplace(own, id);
  }

  // Links the short forms that the document defined, wherever no mention stands.
  void FollowShortForms(const record::Document& document) {
    for (const ModelShortNames::ShortName* name : tables_.short_names.Of(named_)) {
      if (!defined_.contains(name->text) && IsSpokenOf(document, name->text))
        defined_.emplace(name->text, name->model->id);
    }
    for (const auto& names : {HeadsOf(result_.mentions), MarkedTitlesOf(result_.mentions)})
      defined_.insert(names.begin(), names.end());
    if (!company_shorts_.empty()) {
      // "Tata" of "Tata Semiconductor" could be any other of the page's Tatas.
      const auto words = FirstWordsOf(result_.mentions);
      for (const auto& [own, id] : company_shorts_) {
        const auto it = words.find(own);
        if (it != words.end() && it->second == id) defined_.emplace(own, id);
      }
    }
    for (const auto& [word, id] : self_references_.Resolve(catalog_, result_.mentions))
      defined_.emplace(word, id);
    if (defined_.empty() && surnames_.empty()) return;
    std::vector<text::PhraseMatcher::Entry> entries;
    std::vector<const std::string*> ids;
    for (const auto& [form, id] : defined_) {
      entries.emplace_back(form, static_cast<uint32_t>(ids.size()));
      ids.push_back(&id);
    }
    const size_t definitions = ids.size();
    for (const auto& [surname, id] : surnames_) {
      if (id.empty() || defined_.contains(surname)) continue;
      entries.emplace_back(surname, static_cast<uint32_t>(ids.size()));
      ids.push_back(&id);
    }
    const text::PhraseMatcher matcher(std::move(entries));
    std::vector<Mention> added;
    ForEachUnit(document, [&](const Unit& unit) {
      std::vector<text::PhraseMatch> matches;
      matcher.FindAll(unit.content->text, &matches);
      for (const text::PhraseMatch& match : matches) {
        Mention* const standing = MentionOver(unit, match);
        if (standing == nullptr) {
          if (GoesOn(unit.content->text, match.begin, match.end)) continue;
          if (result_.mentions.size() + added.size() >= kMostMentions) return;
          const int64_t mark = unit.content->text.compare(match.begin, 3, "《") == 0 ? 3 : 0;
          added.push_back(MakeMention(unit, match.begin + mark, match.end - mark, *ids[match.value],
                                      MentionForm::kAbbreviation));
        } else if (match.value < definitions && standing->text_begin == match.begin &&
                   standing->text_end == match.end && standing->entity_id != *ids[match.value]) {
          // The document's own meaning goes before the catalog's.
          standing->entity_id = *ids[match.value];
          standing->form = MentionForm::kAbbreviation;
        }
      }
    });
    result_.mentions.insert(result_.mentions.end(), added.begin(), added.end());
    SortMentions();
  }

  // Whether the document somewhere uses the short name as a model's.
  static bool IsSpokenOf(const record::Document& document, const std::string& name) {
    bool spoken = false;
    ForEachUnit(document, [&](const Unit& unit) {
      const std::string_view text = unit.content->text;
      for (size_t at = text.find(name); at != text.npos && !spoken; at = text.find(name, at + 1)) {
        const auto begin = static_cast<int64_t>(at);
        const auto end = static_cast<int64_t>(at + name.size());
        spoken = text::IsWordBoundary(text, begin) && text::IsWordBoundary(text, end) &&
                 SpeaksOfModel(text, begin, end);
      }
    });
    return spoken;
  }

  // A mention of the sorted ones that shares bytes with the match; null when none does.
  Mention* MentionOver(const Unit& unit, const text::PhraseMatch& match) {
    const auto key = std::tuple(unit.block, unit.cell, match.end);
    auto it = std::lower_bound(result_.mentions.begin(), result_.mentions.end(), key,
                               [](const Mention& m, const auto& k) {
                                 return std::tuple(m.block, m.cell, m.text_begin) < k;
                               });
    if (it == result_.mentions.begin()) return nullptr;
    --it;
    return it->block == unit.block && it->cell == unit.cell && it->text_end > match.begin ? &*it
                                                                                          : nullptr;
  }

  template <typename Visit>
  static void ForEachUnit(const record::Document& document, const Visit& visit) {
    for (size_t b = 0; b < document.blocks.size(); ++b) {
      const record::Block& block = document.blocks[b];
      if (block.kind == record::BlockKind::kBoilerplate || block.kind == record::BlockKind::kCode)
        continue;
      if (block.kind != record::BlockKind::kTable) {
        visit(Unit{&block.content, &block.language, static_cast<int>(b), -1, {}, {}});
        continue;
      }
      for (size_t c = 0; c < block.table.cells.size(); ++c) {
        visit(Unit{&block.table.cells[c].content,
                   &block.language,
                   static_cast<int>(b),
                   static_cast<int>(c),
                   {},
                   {}});
      }
    }
  }

  // The kind that the first column of a table lists, by its header; empty when the header does not
  // say.
  std::string_view SubjectKind(const record::Table& table) const {
    for (const record::TableCell& cell : table.cells) {
      if (cell.row != 0 || cell.column != 0) continue;
      const auto kinds = catalog_.MatchKindHeader(cell.content.text);
      if (!kinds.empty()) return kinds.front().kind->id;
    }
    return {};
  }

  void ReadTable(const record::Block& block, int index) {
    const record::Table& table = block.table;
    std::string around;
    for (const record::TableCell& cell : table.cells) {
      if (around.size() >= kMostAround) break;
      around += catalog::FoldName(std::string_view(cell.content.text).substr(0, kMostAround)) + " ";
    }
    if (!table.caption.text.empty()) {
      ReadUnit({&table.caption, &block.language, index, -2, around, {}});
    }
    const std::string_view kind = table.header_rows > 0 ? SubjectKind(table) : std::string_view();
    for (size_t c = 0; c < table.cells.size(); ++c) {
      const record::TableCell& cell = table.cells[c];
      Unit unit{&cell.content, &block.language, index, static_cast<int>(c), around, {}};
      if (cell.column == 0 && cell.row >= table.header_rows && !kind.empty()) {
        unit.subject_kind = kind;
        if (ReadSubject(unit, kind)) continue;
      }
      ReadUnit(unit);
    }
  }

  // A row's subject is one name, with what stands in parentheses after it.
  bool ReadSubject(const Unit& unit, std::string_view kind) {
    const SubjectResolution subject =
        ::parallax::link::ResolveSubject(catalog_, unit.content->text, kind);
    if (subject.entity_id.empty()) return false;
    AddMention(unit, subject.name_begin, subject.name_end, subject.entity_id,
               subject.provisional ? MentionForm::kForm : MentionForm::kName);
    if (subject.provisional) {
      AddProvisional(unit, subject.name_begin, subject.name_end, subject.entity_id, subject.kind);
    }
    if (!subject.parenthesis_entity_id.empty()) {
      AddMention(unit, subject.parenthesis_begin, subject.parenthesis_end,
                 subject.parenthesis_entity_id, MentionForm::kName);
    }
    return true;
  }

  const catalog::Catalog& catalog_;
  const Tables& tables_;
  std::string title_;
  std::string last_economy_;     // the slug of the economy named last
  int last_economy_block_ = -1;  // where that was
  int last_economy_cell_ = -1;
  int64_t last_economy_end_ = 0;
  SelfReferences self_references_;
  std::string last_place_;                                    // the same of a place
  std::string last_folded_;                                   // of the unit read last
  std::map<std::string, std::string> defined_;                // short form as written → entity id
  std::map<std::string, std::string, std::less<>> surnames_;  // → person; empty: two bear it
  std::map<std::string, std::string, std::less<>> company_shorts_;  // "Revex" → its company
  std::set<std::string> provisional_ids_;
  std::set<std::string> shortened_;         // letters that the document has for common words
  std::set<const catalog::Entity*> named_;  // so far
  bool limit_reported_ = false;
};

LinkResult Linker::Link(const record::Document& document) const {
  Pass pass(*catalog_, *tables_);
  pass.Run(document);
  return std::move(pass.result_);
}

std::vector<record::Mention> Linker::LinkText(std::string_view text, std::string_view title) const {
  record::Document document;
  record::MetadataItem item;
  item.value = std::string(title);
  item.chosen = true;
  document.metadata.push_back(std::move(item));
  record::Block block;
  block.content.text = std::string(text);
  block.content.map.AppendIdentity(0, static_cast<int64_t>(text.size()));
  document.blocks.push_back(std::move(block));
  return Link(document).mentions;
}

SubjectResolution Linker::ResolveSubject(std::string_view text, std::string_view kind) const {
  return ::parallax::link::ResolveSubject(*catalog_, text, kind);
}

}  // namespace parallax::link
