#include "query_service/render/cell_summary.h"

#include <algorithm>
#include <set>
#include <utility>

#include "query_service/render/comparison_view.h"
#include "query_service/render/conversion_text.h"
#include "query_service/render/interval_text.h"
#include "query_service/render/safe_text.h"
#include "query_service/render/value_text.h"

namespace parallax::render {
namespace {

std::string Quoted(std::string_view text) { return "“" + SafeText(text) + "”"; }

// What a reader must know of a proposition besides its value: a modality that all its claims share,
// qualifiers, and who says it where that is not the author.
std::string NoteOf(const v1::Proposition& proposition, bool with_voice) {
  std::vector<std::string> notes;
  const auto add = [&](std::string note) {
    if (!note.empty() && std::find(notes.begin(), notes.end(), note) == notes.end()) {
      notes.push_back(std::move(note));
    }
  };
  bool same_modality = proposition.claims_size() > 0;
  for (const v1::Claim& claim : proposition.claims()) {
    same_modality = same_modality && claim.modality() == proposition.claims(0).modality();
  }
  if (same_modality) add(std::string(ModalityWord(proposition.claims(0).modality())));
  for (const v1::Claim& claim : proposition.claims()) {
    for (const v1::Qualifier& qualifier : claim.qualifiers()) add(SafeText(qualifier.text()));
    if (with_voice) add(VoiceText(claim));
  }
  if (!proposition.rolled_up_entity_id().empty()) {
    add("from " + SafeText(proposition.rolled_up_entity_id()));
  }
  if (!proposition.rolled_up_dimension_id().empty()) {
    add("from " + SafeText(proposition.rolled_up_dimension_id()));
  }
  std::string out;
  for (const std::string& note : notes) out += (out.empty() ? "" : "; ") + note;
  return out;
}

// Of its wording, which is that of its first claim.
std::string LanguageOf(const v1::Proposition& proposition) {
  return proposition.claims().empty() ? "" : proposition.claims(0).value().language();
}

void AddClaims(const v1::Proposition& proposition, CellEntry* entry) {
  for (const v1::Claim& claim : proposition.claims()) entry->claims.push_back(&claim);
}

CellEntry EntryOf(EntryRole role, const v1::Proposition& proposition, std::string text,
                  bool with_voice) {
  CellEntry entry;
  entry.role = role;
  entry.text = std::string(StancePrefix(proposition.stance())) + std::move(text);
  entry.note = NoteOf(proposition, with_voice);
  entry.language = LanguageOf(proposition);
  entry.support = proposition.support();
  AddClaims(proposition, &entry);
  return entry;
}

// The typed lead of a cell; empty for text, lists and sets, and where the reply has none.
std::string LeadText(const v1::AnyCell& cell, const v1::Dimension& dimension) {
  switch (cell.cell_case()) {
    case v1::AnyCell::kLevel:
      return cell.level().has_level() ? LevelText(cell.level().level(), dimension) : "";
    case v1::AnyCell::kPeriod:
      return cell.period().has_period() ? IntervalText(cell.period().period()) : "";
    case v1::AnyCell::kMoney:
      return cell.money().has_amount() ? MoneyText(cell.money().amount()) : "";
    case v1::AnyCell::kQuantity:
      return cell.quantity().has_quantity() ? QuantityText(cell.quantity().quantity()) : "";
    case v1::AnyCell::kPercentage:
      return cell.percentage().has_percentage() ? PercentageText(cell.percentage().percentage())
                                                : "";
    case v1::AnyCell::kChange:
      return cell.change().has_change() ? ChangeText(cell.change().change()) : "";
    default:
      return "";
  }
}

std::string PropositionText(const v1::Proposition& proposition, const v1::Dimension& dimension) {
  if (proposition.kind() == v1::CLAIM_KIND_NO_VALUE) {
    return proposition.text().empty() ? "none" : "none: " + Quoted(proposition.text());
  }
  const std::string reading =
      proposition.has_reading() ? SafeText(ReadingText(proposition.reading(), dimension)) : "";
  if (reading.empty() || reading == SafeText(proposition.text())) return Quoted(proposition.text());
  return proposition.text().empty() ? reading : reading + " " + Quoted(proposition.text());
}

// Collects the entries of one cell.
class Builder {
 public:
  Builder(const v1::AnyCell& cell, const v1::Dimension& dimension, const SummaryOptions& options)
      : any_(cell),
        cell_(CommonPart(cell)),
        dimension_(dimension),
        max_(options.max_entries),
        language_(options.language) {}

  CellSummary Build() {
    summary_.state =
        cell_.state() == v1::CELL_STATE_UNSPECIFIED ? v1::CELL_STATE_NOT_COVERED : cell_.state();
    summary_.agreement = cell_.agreement();
    summary_.support = cell_.support();
    summary_.sampled = cell_.sampled();
    if (summary_.state == v1::CELL_STATE_VALUE) {
      FindLead();
      if (any_.has_items()) {
        AddItems(any_.items().items());
      } else if (any_.has_entities()) {
        AddItems(any_.entities().entities());
      } else if (any_.has_text() || lead_ == nullptr) {
        AddTexts();
      } else {
        AddTyped();
      }
      AddAlternatives();
    } else {
      AddAbsence();
    }
    if (summary_.entries.empty()) {
      summary_.entries.push_back({EntryRole::kAbsence, "", "", "", {}, {}});
    }
    CollectOtherClaims();
    return std::move(summary_);
  }

 private:
  void FindLead() {
    // Group 0 leads; the best supported proposition may stand alone in another group.
    for (const v1::Proposition& proposition : cell_.propositions()) {
      if (proposition.kind() != v1::CLAIM_KIND_VALUE) continue;
      if (lead_ == nullptr || (lead_->group() != 0 && proposition.group() == 0)) {
        lead_ = &proposition;
      }
    }
  }

  // Whether its words are in the language of the reader; unknown ones are not.
  bool InLanguage(const v1::Proposition& proposition) const {
    if (proposition.claims().empty()) return false;
    const std::string& tag = proposition.claims(0).value().language();
    const size_t length = std::min(tag.find('-'), tag.size());
    return length > 0 && language_.substr(0, std::min(language_.find('-'), language_.size())) ==
                             std::string_view(tag).substr(0, length);
  }

  void AddAbsence() {
    CellEntry entry;
    entry.role = EntryRole::kAbsence;
    entry.text = StateWord(summary_.state);
    entry.support = summary_.support;
    const v1::Proposition* best = nullptr;
    for (const v1::Proposition& proposition : cell_.propositions()) {
      AddClaims(proposition, &entry);
      if (best == nullptr && !proposition.text().empty()) best = &proposition;
    }
    summary_.entries.push_back(std::move(entry));
    if (best != nullptr) {
      summary_.entries.push_back({EntryRole::kWording,
                                  Quoted(best->text()),
                                  NoteOf(*best, true),
                                  LanguageOf(*best),
                                  best->support(),
                                  {}});
    }
  }

  void AddTyped() {
    std::string text = SafeText(LeadText(any_, dimension_));
    const bool typed = !text.empty();
    if (!typed) text = SafeText(lead_->text());
    CellEntry entry = EntryOf(EntryRole::kLead, *lead_, text, false);
    if (typed) entry.language.clear();
    std::vector<const v1::Proposition*> group;
    for (const v1::Proposition& proposition : cell_.propositions()) {
      if (proposition.kind() != v1::CLAIM_KIND_VALUE || proposition.group() != lead_->group()) {
        continue;
      }
      group.push_back(&proposition);
      if (&proposition != lead_) AddClaims(proposition, &entry);
    }
    // What several propositions have in common has no support of its own in the reply.
    if (group.size() > 1) entry.support.Clear();
    // Words that the reader can read come first.
    std::stable_partition(group.begin(), group.end(), [&](const v1::Proposition* proposition) {
      return InLanguage(*proposition);
    });
    std::vector<CellEntry> wordings;
    std::set<std::string> seen = {text};
    int64_t left_out = 0;
    for (const v1::Proposition* member : group) {
      const v1::Proposition& proposition = *member;
      const std::string words = SafeText(proposition.text());
      if (words.empty() || !seen.insert(words).second) continue;
      if (static_cast<int>(wordings.size()) >= std::min(max_, 2)) {
        ++left_out;
        continue;
      }
      wordings.push_back(EntryOf(EntryRole::kWording, proposition, Quoted(words), true));
      wordings.back().claims.clear();
      if (wordings.back().note == entry.note) wordings.back().note.clear();
    }
    summary_.entries.push_back(std::move(entry));
    for (const v1::Money& money : any_.money().stated_equivalents()) {
      summary_.entries.push_back(
          {EntryRole::kEquivalent, SafeText(MoneyText(money)), "as stated", "", {}, {}});
    }
    for (const v1::Conversion& conversion : any_.money().conversions()) {
      summary_.entries.push_back(
          {EntryRole::kEquivalent, SafeText(ConversionText(conversion)), "by rate", "", {}, {}});
    }
    for (CellEntry& wording : wordings) summary_.entries.push_back(std::move(wording));
    AddMore(left_out);
  }

  void AddTexts() {
    int shown = 0;
    int64_t total = 0;
    for (const v1::Proposition& proposition : cell_.propositions()) {
      if (proposition.kind() != v1::CLAIM_KIND_VALUE) continue;
      if (++total > max_) continue;
      ++shown;
      summary_.entries.push_back(
          EntryOf(EntryRole::kLead, proposition, SafeText(proposition.text()), true));
    }
    if (total == 0 && !any_.text().text().empty()) {
      summary_.entries.push_back(
          {EntryRole::kLead, SafeText(any_.text().text()), "", "", summary_.support, {}});
    }
    const int64_t unseen =
        std::max<int64_t>(0, cell_.proposition_count() - cell_.propositions_size());
    AddMore(total - shown + unseen);
  }

  template <typename Items>
  void AddItems(const Items& items) {
    int shown = 0;
    for (const v1::SupportedItem& item : items) {
      if (shown == max_) break;
      ++shown;
      CellEntry entry;
      entry.role = EntryRole::kItem;
      entry.text = SafeText(item.text().empty() ? item.entity_id() : item.text());
      entry.support = item.support();
      for (const v1::Proposition& proposition : cell_.propositions()) {
        if (proposition.kind() != v1::CLAIM_KIND_VALUE) continue;
        const bool same_entity =
            !item.entity_id().empty() && proposition.reading().entities().entities_size() == 1 &&
            proposition.reading().entities().entities(0).entity_id() == item.entity_id();
        if (same_entity || SafeText(proposition.text()) == entry.text) {
          AddClaims(proposition, &entry);
          entry.note = NoteOf(proposition, true);
          entry.language = LanguageOf(proposition);
        }
      }
      summary_.entries.push_back(std::move(entry));
    }
    AddMore(items.size() - shown);
    if (items.empty()) AddTexts();
  }

  void AddAlternatives() {
    int shown = 0;
    int64_t left_out = 0;
    const bool grouped =
        !any_.has_text() && !any_.has_items() && !any_.has_entities() && lead_ != nullptr;
    for (const v1::Proposition& proposition : cell_.propositions()) {
      const bool other_value = grouped && proposition.kind() == v1::CLAIM_KIND_VALUE &&
                               proposition.group() != lead_->group();
      if (!other_value && proposition.kind() != v1::CLAIM_KIND_NO_VALUE) continue;
      if (shown == max_) {
        ++left_out;
        continue;
      }
      ++shown;
      summary_.entries.push_back(EntryOf(EntryRole::kAlternative, proposition,
                                         PropositionText(proposition, dimension_), true));
      // Ours and the source's words side by side are in no one language.
      if (proposition.has_reading() || proposition.kind() == v1::CLAIM_KIND_NO_VALUE) {
        summary_.entries.back().language.clear();
      }
    }
    AddMore(left_out);
  }

  void AddMore(int64_t count) {
    if (count <= 0) return;
    summary_.entries.push_back(
        {EntryRole::kMore, "+" + std::to_string(count) + " more", "", "", {}, {}});
  }

  void CollectOtherClaims() {
    std::set<const v1::Claim*> shown;
    for (const CellEntry& entry : summary_.entries) {
      shown.insert(entry.claims.begin(), entry.claims.end());
    }
    for (const v1::Proposition& proposition : cell_.propositions()) {
      for (const v1::Claim& claim : proposition.claims()) {
        if (!shown.contains(&claim)) summary_.other_claims.push_back(&claim);
      }
    }
  }

  const v1::AnyCell& any_;
  const v1::Cell& cell_;
  const v1::Dimension& dimension_;
  const int max_;
  const std::string_view language_;
  const v1::Proposition* lead_ = nullptr;  // best supported value
  CellSummary summary_;
};

}  // namespace

CellSummary Summarize(const v1::AnyCell& cell, const v1::Dimension& dimension,
                      const SummaryOptions& options) {
  return Builder(cell, dimension, options).Build();
}

std::string_view StancePrefix(v1::Stance stance) {
  switch (stance) {
    case v1::STANCE_DENIES:
      return "denied: ";
    case v1::STANCE_DOUBTS:
      return "doubted: ";
    case v1::STANCE_PREDICTS:
      return "predicted: ";
    case v1::STANCE_RECOMMENDS:
      return "recommended: ";
    default:
      return "";
  }
}

std::string_view ModalityWord(v1::Modality modality) {
  switch (modality) {
    case v1::MODALITY_PLANNED:
      return "planned";
    case v1::MODALITY_CONDITIONAL:
      return "conditional";
    case v1::MODALITY_ALLEGED:
      return "alleged";
    default:
      return "";
  }
}

std::string_view AgreementMark(v1::Agreement agreement) {
  switch (agreement) {
    case v1::AGREEMENT_UNANIMOUS:
      return "✓";
    case v1::AGREEMENT_MAJORITY:
      return "≈";
    case v1::AGREEMENT_CONTESTED:
      return "⚡";
    case v1::AGREEMENT_NOT_ASSESSED:
      return "·";
    default:
      return "";
  }
}

std::string_view AgreementWord(v1::Agreement agreement) {
  switch (agreement) {
    case v1::AGREEMENT_UNANIMOUS:
      return "unanimous";
    case v1::AGREEMENT_MAJORITY:
      return "majority";
    case v1::AGREEMENT_CONTESTED:
      return "contested";
    case v1::AGREEMENT_NOT_ASSESSED:
      return "not assessed";
    default:
      return "";
  }
}

std::string_view StateWord(v1::CellState state) {
  switch (state) {
    case v1::CELL_STATE_VALUE:
      return "value";
    case v1::CELL_STATE_NO_VALUE:
      return "none (says so)";
    case v1::CELL_STATE_NOT_STATED:
      return "not stated";
    default:
      return "not covered";
  }
}

std::string VoiceName(const v1::Voice& voice) {
  if (!voice.name().empty()) return SafeText(voice.name());
  if (!voice.role().empty()) return SafeText(voice.role());
  switch (voice.kind()) {
    case v1::VOICE_KIND_SPEAKER:
      return "a speaker";
    case v1::VOICE_KIND_UNNAMED_SOURCE:
      return "an unnamed source";
    case v1::VOICE_KIND_ORGANIZATION:
      return "an organization";
    case v1::VOICE_KIND_MEDIUM:
      return "another medium";
    case v1::VOICE_KIND_READER:
      return "a reader";
    default:
      return "";
  }
}

std::string VoiceText(const v1::Claim& claim) {
  if (claim.voices().empty()) return "";
  const v1::Voice& voice = claim.voices(claim.voices_size() - 1);
  return voice.kind() == v1::VOICE_KIND_AUTHOR ? "" : VoiceName(voice);
}

}  // namespace parallax::render
