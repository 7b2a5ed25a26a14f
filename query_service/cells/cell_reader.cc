#include "query_service/cells/cell_reader.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "core/errors/error.h"
#include "core/reduce/reduce_claims.h"
#include "core/storage/claim_parts.h"
#include "core/storage/keys.h"
#include "query_service/cells/amount_dates.h"
#include "query_service/cells/document_filter.h"
#include "query_service/cells/rested_rows.h"

namespace parallax::cells {
namespace {

using reduce::Proposition;
using storage::ClaimRow;
using storage::PropositionRow;

constexpr size_t kPageRows = 500;

reduce::Support SupportOf(const storage::Support& stored) {
  return {.claims = stored.claims,
          .documents = stored.documents,
          .lineages = stored.lineages,
          .voices = stored.voices};
}

std::string_view VoiceKey(const record::Claim& claim) {
  return claim.voices.empty() ? std::string_view() : claim.asserting_voice().key;
}

std::vector<std::string> Sorted(const std::set<std::string>& names) {
  return std::vector<std::string>(names.begin(), names.end());
}

reduce::Parties PartiesOf(const std::vector<ClaimRow>& claims) {
  std::set<std::string> documents;
  std::set<std::string> voices;
  for (const ClaimRow& row : claims) {
    documents.insert(row.claim.document_id);
    voices.insert(std::string(VoiceKey(row.claim)));
  }
  return {Sorted(documents), {}, Sorted(voices)};
}

absl::StatusOr<reduce::Parties> PartiesOf(const std::vector<std::string>& stored) {
  reduce::Parties parties;
  for (const std::string& row : stored) {
    const auto parts = storage::TakeApart(row);
    if (!parts.ok()) return parts.status();
    parties.documents.emplace_back(parts->document_id);
    parties.voices.emplace_back(parts->voice_key);
  }
  for (auto* names : {&parties.documents, &parties.voices}) {
    std::sort(names->begin(), names->end());
    names->erase(std::unique(names->begin(), names->end()), names->end());
  }
  return parties;
}

// Whether counts of propositions leave open who stands behind several of them.
bool NeedsParties(const reduce::ReducedCell& cell) {
  if (cell.grouping.groups.size() > 1) return true;
  const auto* items = std::get_if<std::vector<reduce::SupportedItem>>(&cell.summary.typed);
  return items != nullptr &&
         std::any_of(items->begin(), items->end(), [](const auto& item) { return !item.exact; });
}

// What an answer that shows them holds at least.
size_t ShownBytes(const CellData& cell) {
  size_t bytes = cell.leading_wording.text.size();
  for (const ShownProposition& shown : cell.shown) {
    bytes += shown.wording.text.size();
    for (const ClaimRow& row : shown.claims) {
      bytes += row.claim.value.text.size();
      for (const record::Evidence& evidence : row.claim.evidence) bytes += evidence.quote.size();
    }
    // Half of a stored claim, or more, is in the answer word for word.
    for (const std::string& row : shown.stored) bytes += row.size() / 2;
  }
  return bytes;
}

size_t MaxPropositions(const catalog::Dimension& dimension) {
  return dimension.value_type == catalog::ValueType::kText ? kMaxTextPropositionsRead
                                                           : kMaxPropositionsRead;
}

bool SupportExact(const reduce::ReducedCell& cell) {
  if (!cell.agreement.exact) return false;
  const auto* items = std::get_if<std::vector<reduce::SupportedItem>>(&cell.summary.typed);
  return items == nullptr ||
         std::all_of(items->begin(), items->end(), [](const auto& item) { return item.exact; });
}

// Amounts that nothing dates take the earliest date of the others in their cell.
void LendDates(const std::vector<size_t>& amounts, std::vector<Proposition>& propositions) {
  const auto order = [](const reduce::AmountDate& date) {
    return std::pair(date.date.year, date.date.month);
  };
  std::optional<reduce::AmountDate> earliest;
  for (size_t i : amounts) {
    const auto& date = propositions[i].date;
    if (date && (!earliest || order(*date) < order(*earliest))) earliest = date;
  }
  for (size_t i : amounts) {
    if (!propositions[i].date) propositions[i].date = reduce::DateFor(std::nullopt, earliest);
  }
}

}  // namespace

absl::StatusOr<std::vector<CellData>> CellReader::Read(
    const std::vector<request::ResolvedEntity>& entities,
    const std::vector<const catalog::Dimension*>& dimensions, const request::ClaimFilter& filter,
    const request::CellBounds& bounds) const {
  std::vector<WantedCell> wanted;
  wanted.reserve(entities.size() * dimensions.size());
  for (const auto& entity : entities) {
    for (const auto* dimension : dimensions) {
      wanted.push_back({{entity.entity_id, dimension->id}, dimension, entity.same_ids});
    }
  }
  return Read(std::move(wanted), filter, bounds);
}

absl::StatusOr<std::vector<CellData>> CellReader::Read(std::vector<WantedCell> wanted,
                                                       const request::ClaimFilter& filter,
                                                       const request::CellBounds& bounds) const {
  std::vector<storage::CellAddress> addresses;
  addresses.reserve(wanted.size());
  for (WantedCell& one : wanted) addresses.push_back(std::move(one.address));
  auto rows = reader_.GetCells(addresses);
  if (!rows.ok()) return rows.status();
  std::vector<CellData> cells(addresses.size());
  std::vector<CellRows> cell_rows;
  if (filter.empty()) {
    std::vector<RowsWanted> rows_wanted(addresses.size());
    for (size_t i = 0; i < addresses.size(); ++i) {
      const std::optional<storage::CellRow>& row = (*rows)[i];
      rows_wanted[i] = {&addresses[i], row && wanted[i].same_ids.empty() ? &*row : nullptr,
                        MaxPropositions(*wanted[i].dimension)};
    }
    auto read = ReadCellRows(view_, rows_wanted);
    if (!read.ok()) return read.status();
    cell_rows = *std::move(read);
  }
  size_t shown_bytes = 0;
  for (size_t i = 0; i < addresses.size(); ++i) {
    CellData& cell = cells[i];
    cell.address = std::move(addresses[i]);
    cell.dimension = wanted[i].dimension;
    const std::optional<storage::CellRow>& row = (*rows)[i];
    const std::vector<std::string>& same_ids = wanted[i].same_ids;
    if (!row && same_ids.empty()) continue;
    if (absl::Status status = limits_.Check(); !status.ok()) return status;
    std::optional<ClaimsByProposition> filtered;
    if (!same_ids.empty()) {
      auto claims = ReadMerged(same_ids, filter, cell);
      if (!claims.ok()) return claims.status();
      filtered = *std::move(claims);
    } else if (filter.empty()) {
      cell.rows = std::move(cell_rows[i]);
      if (absl::Status status = ReadUnfiltered(*row, cell); !status.ok()) return status;
    } else {
      auto claims = ReadFiltered(*row, filter, cell);
      if (!claims.ok()) return claims.status();
      filtered = *std::move(claims);
    }
    if (absl::Status status =
            DateAmounts(row ? &*row : nullptr, filter, filtered ? &*filtered : nullptr, cell);
        !status.ok()) {
      return status;
    }
    absl::Status shown = Show(bounds, filtered ? &*filtered : nullptr, cell);
    if (!shown.ok()) return shown;
    cell.rows = {};
    shown_bytes += ShownBytes(cell);
    if (shown_bytes > kMaxShownBytes) {
      return errors::Error(errors::Reason::kAnswerTooLarge, "",
                           "the answer would be over " + std::to_string(kMaxShownBytes) +
                               " bytes; ask for fewer entities, dimensions or claims");
    }
  }
  return cells;
}

absl::Status CellReader::ReadUnfiltered(const storage::CellRow& row, CellData& cell) const {
  bool more = false;
  if (!cell.rows.propositions) {
    auto page = reader_.ListPropositions(cell.address, {}, MaxPropositions(*cell.dimension));
    if (!page.ok()) return page.status();
    more = !page->next.empty();
    cell.rows.propositions = std::move(page->items);
  }
  const std::vector<PropositionRow>& ranked = *cell.rows.propositions;
  std::vector<Proposition> propositions;
  propositions.reserve(ranked.size());
  for (const PropositionRow& stored : ranked) {
    auto proposition = reduce::DecodeProposition(stored.proposition_id, stored.key);
    if (!proposition.ok()) return proposition.status();
    proposition->support = SupportOf(stored.support);
    propositions.push_back(*std::move(proposition));
  }
  cell.reduced = Reduce(std::move(propositions));
  if (NeedsParties(cell.reduced)) {
    if (absl::Status status = LoadParties(row.support, cell); !status.ok()) return status;
  }
  // The rows' own count has the equivalents in it; those that were read can be told apart.
  uint64_t equivalents = 0;
  for (const Proposition& proposition : cell.reduced.propositions) {
    equivalents += proposition.equivalent_of.empty() ? 0 : 1;
  }
  cell.proposition_count = std::max<uint64_t>(row.propositions, ranked.size()) - equivalents;
  cell.support = SupportOf(row.support);
  cell.sampled = more || !SupportExact(cell.reduced);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<reduce::CopyOf>> CellReader::LoadCopies(
    const storage::CellAddress& address, const storage::Support& stored,
    const std::vector<std::string>& documents) const {
  std::vector<reduce::CopyOf> copies;
  if (stored.lineages == stored.documents) return copies;
  auto read = reader_.CopiesOf(address, documents);
  if (!read.ok()) return read.status();
  for (size_t i = 0; i < documents.size(); ++i) {
    for (std::string& original : (*read)[i]) copies.push_back({documents[i], std::move(original)});
  }
  return copies;
}

absl::StatusOr<CellReader::ClaimsByProposition> CellReader::ReadFiltered(
    const storage::CellRow& cell_row, const request::ClaimFilter& filter, CellData& cell) const {
  DocumentFilter documents(reader_, filter);
  ClaimsByProposition admitted;
  std::string after;
  for (size_t seen = 0;;) {
    if (absl::Status status = limits_.Check(); !status.ok()) return status;
    const auto page = reader_.ListClaims(cell.address.entity_id, cell.address.dimension_id, {},
                                         after, std::min(kPageRows, kMaxClaimsFiltered - seen));
    if (!page.ok()) return page.status();
    if (absl::Status status = documents.Admit(
            page->items, [&](const ClaimRow& row) { admitted[row.proposition_id].push_back(row); });
        !status.ok()) {
      return status;
    }
    seen += page->items.size();
    after = page->next;
    if (after.empty()) break;
    if (seen >= kMaxClaimsFiltered) {
      cell.sampled = true;
      break;
    }
  }
  std::vector<std::string> keys;
  for (const auto& [id, claims] : admitted) {
    keys.push_back(storage::PropositionKey(cell.address.entity_id, cell.address.dimension_id, id));
  }
  const auto values = view_.MultiGet(keys);
  if (!values.ok()) return values.status();
  std::vector<reduce::ClaimStanding> standings;
  std::vector<PropositionRow> rows(values->size());
  size_t next = 0;
  reduce::Parties all;
  for (const auto& [id, claims] : admitted) {
    const auto& value = (*values)[next];
    if (!value) return absl::DataLossError("a claim's proposition has no row");
    auto row = storage::DecodeRow<PropositionRow>(*value);
    if (!row.ok()) return row.status();
    rows[next] = *std::move(row);
    for (const ClaimRow& claim : claims) {
      standings.push_back({id, rows[next].key, claim.claim.document_id, VoiceKey(claim.claim)});
    }
    const reduce::Parties parties = PartiesOf(claims);
    all = reduce::Union({&all, &parties});
    ++next;
  }
  const auto copies = LoadCopies(cell.address, cell_row.support, all.documents);
  if (!copies.ok()) return copies.status();
  all.copies = *copies;
  auto propositions = reduce::ReduceClaims(standings, *copies);
  if (!propositions.ok()) return propositions.status();
  for (const Proposition& proposition : *propositions) {
    cell.proposition_count += proposition.equivalent_of.empty() ? 1 : 0;
  }
  cell.support = {.claims = standings.size(),
                  .documents = all.documents.size(),
                  .lineages = reduce::CountLineages(all),
                  .voices = all.voices.size()};
  cell.reduced = Reduce(*std::move(propositions));
  cell.from_claims = true;
  return admitted;
}

absl::Status CellReader::LoadParties(const storage::Support& stored, CellData& cell) const {
  std::vector<Proposition> propositions = cell.reduced.propositions;
  uint64_t names = 0;
  for (const Proposition& p : propositions) {
    if (reduce::SideOf(p) == reduce::Side::kNone) continue;
    names += p.support.documents + p.support.voices;
  }
  if (names > kMaxPartiesRead) return absl::OkStatus();
  std::map<std::string, reduce::Parties, std::less<>> parties;
  for (const Proposition& p : propositions) {
    if (reduce::SideOf(p) != reduce::Side::kNone) parties[p.proposition_id];
  }
  if (cell.rows.claims) {
    // Their claims are at hand.
    for (auto& [id, names_of] : parties) {
      const auto claims = cell.rows.claims->find(id);
      if (claims == cell.rows.claims->end()) continue;
      auto found = PartiesOf(claims->second);
      if (!found.ok()) return found.status();
      names_of = *std::move(found);
    }
  } else {
    if (absl::Status status = limits_.Check(); !status.ok()) return status;
    if (absl::Status status = ReadParties(view_, cell.address, parties); !status.ok()) {
      return status;
    }
  }
  for (Proposition& p : propositions) {
    const auto it = parties.find(p.proposition_id);
    if (it != parties.end()) p.parties = std::move(it->second);
  }
  if (stored.lineages != stored.documents) {
    std::vector<std::string> documents;
    for (const Proposition& p : propositions) {
      if (!p.parties) continue;
      documents.insert(documents.end(), p.parties->documents.begin(), p.parties->documents.end());
    }
    std::sort(documents.begin(), documents.end());
    documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
    const auto copies = LoadCopies(cell.address, stored, documents);
    if (!copies.ok()) return copies.status();
    for (Proposition& p : propositions) {
      if (p.parties) reduce::AddCopies(*copies, *p.parties);
    }
  }
  cell.reduced = Reduce(std::move(propositions));
  return absl::OkStatus();
}

absl::StatusOr<std::optional<reduce::Parties>> CellReader::NameParties(
    std::vector<CellData>& cells) const {
  reduce::Parties all;
  uint64_t names = 0;
  for (const CellData& cell : cells) {
    names += cell.support.documents + cell.support.voices;
  }
  for (CellData& cell : cells) {
    if (cell.reduced.propositions.empty()) continue;
    // Of entities that judgements make one, its own rows tell of one alone.
    if (cell.from_claims) {
      for (const Proposition& p : cell.reduced.propositions) {
        if (p.parties) all = reduce::Union({&all, &*p.parties});
      }
      continue;
    }
    // What tells copies apart is the row's: read again only where there may be some.
    storage::Support stored{.claims = cell.support.claims,
                            .documents = cell.support.documents,
                            .lineages = cell.support.lineages,
                            .voices = cell.support.voices};
    if (absl::Status status = LoadParties(stored, cell); !status.ok()) return status;
    if (names > kMaxPartiesRead) continue;
    reduce::Parties of_cell;
    for (const auto& [party, names_of] : {std::pair(storage::Party::kDocument, &of_cell.documents),
                                          std::pair(storage::Party::kVoice, &of_cell.voices)}) {
      auto page = reader_.ListParties(cell.address, {}, party, {}, kMaxPartiesRead);
      if (!page.ok()) return page.status();
      *names_of = std::move(page->items);
    }
    auto copies = LoadCopies(cell.address, stored, of_cell.documents);
    if (!copies.ok()) return copies.status();
    of_cell.copies = *std::move(copies);
    all = reduce::Union({&all, &of_cell});
  }
  if (names > kMaxPartiesRead) return std::nullopt;
  return all;
}

reduce::ReducedCell CellReader::Reduce(std::vector<Proposition> propositions,
                                       reduce::JudgeFn judge) const {
  // One amount is asked for against many others.
  std::map<std::tuple<const value::Money*, std::string, int32_t, int32_t>,
           std::optional<reduce::AmountExtent>>
      known;
  const auto convert =
      [&](const value::Money& amount, const std::string& currency,
          const std::optional<reduce::AmountDate>& date) -> std::optional<reduce::AmountExtent> {
    if (rates_ == nullptr || !date) return std::nullopt;
    const auto [it, added] =
        known.try_emplace({&amount, currency, date->date.year, date->date.month});
    if (added) {
      const auto made = reduce::Convert(rates_, amount, currency, date);
      if (made) it->second = made->extent;
    }
    return it->second;
  };
  return reduce::ReduceCell(std::move(propositions), convert, judge);
}

absl::StatusOr<std::optional<reduce::AmountDate>> CellReader::AnnouncementOf(
    const std::string& entity_id, const request::ClaimFilter& filter) const {
  CellData announced;
  announced.address = {entity_id, kAnnouncedOn};
  catalog::Dimension dimension;
  dimension.value_type = catalog::ValueType::kDateInterval;
  announced.dimension = &dimension;
  const auto row = reader_.GetCell(announced.address);
  if (!row.ok()) return row.status();
  if (!*row) return std::nullopt;
  if (filter.empty()) {
    if (absl::Status status = ReadUnfiltered(**row, announced); !status.ok()) return status;
  } else if (auto claims = ReadFiltered(**row, filter, announced); !claims.ok()) {
    return claims.status();
  }
  return AnnouncedDate(announced.reduced);
}

absl::Status CellReader::DateAmounts(const storage::CellRow* row,
                                     const request::ClaimFilter& filter,
                                     const ClaimsByProposition* filtered, CellData& cell) const {
  if (rates_ == nullptr || cell.dimension->value_type != catalog::ValueType::kMoney ||
      !std::holds_alternative<reduce::MoneySummary>(cell.reduced.summary.typed)) {
    return absl::OkStatus();
  }
  std::optional<reduce::AmountDate> announced;
  if (cell.address.dimension_id == kAnnouncedSize) {
    cell.rests_on.push_back(storage::CellKey(cell.address.entity_id, kAnnouncedOn));
    auto date = AnnouncementOf(cell.address.entity_id, filter);
    if (!date.ok()) return date.status();
    announced = *date;
  }
  // Amounts that take a side, and what they are in.
  std::vector<Proposition> propositions = cell.reduced.propositions;
  std::vector<size_t> amounts;
  std::set<std::string_view> currencies;
  for (size_t i = 0; i < propositions.size(); ++i) {
    const Proposition& p = propositions[i];
    if (!p.reading || reduce::SideOf(p) == reduce::Side::kNone) continue;
    const auto* money = std::get_if<value::Money>(&*p.reading);
    if (money == nullptr) continue;
    amounts.push_back(i);
    currencies.insert(money->currency);
  }
  // With one currency nothing is converted within the cell, and across the row only what stands
  // for it is.
  if (currencies.size() == 1) {
    const size_t leading = *cell.reduced.summary.leading;
    const auto primary = std::find_if(amounts.begin(), amounts.end(), [&](size_t i) {
      return propositions[i].proposition_id == propositions[leading].equivalent_of;
    });
    amounts = {primary == amounts.end() ? leading : *primary};
  }
  AmountDates dates(reader_);
  size_t dated = 0;
  for (size_t i : amounts) {
    Proposition& p = propositions[i];
    p.date = announced;
    if (announced || dated++ >= kMaxAmountsDated) continue;
    if (absl::Status status = limits_.Check(); !status.ok()) return status;
    const auto claims = FirstClaims(cell, i, kMaxClaimsDated, filtered);
    if (!claims.ok()) return claims.status();
    auto date = dates.Of(*claims);
    if (!date.ok()) return date.status();
    p.date = *date;
  }
  for (const std::string& id : dates.documents()) {
    cell.rests_on.push_back(storage::DocumentKey(id));
  }
  cell.self_contained = cell.self_contained && cell.rests_on.size() <= kMaxRestsOn;
  LendDates(amounts, propositions);
  cell.reduced = Reduce(std::move(propositions));
  if (currencies.size() == 1) return absl::OkStatus();
  if (filtered == nullptr && row != nullptr && NeedsParties(cell.reduced)) {
    if (absl::Status status = LoadParties(row->support, cell); !status.ok()) return status;
    cell.sampled = cell.sampled || !SupportExact(cell.reduced);
  }
  const auto& summary = std::get<reduce::MoneySummary>(cell.reduced.summary.typed);
  std::set<std::string> seen = {summary.amount.currency};
  for (const value::Money& equivalent : summary.stated_equivalents) {
    seen.insert(equivalent.currency);
  }
  for (size_t i = 0; i < cell.reduced.propositions.size(); ++i) {
    const Proposition& p = cell.reduced.propositions[i];
    if (cell.conversions.size() == kMaxConversionsShown) break;
    if (!p.reading || !p.equivalent_of.empty()) continue;
    const auto* money = std::get_if<value::Money>(&*p.reading);
    if (money == nullptr || !seen.insert(money->currency).second) continue;
    auto made = reduce::Convert(rates_, *money, summary.amount.currency,
                                reduce::DateFor(p.date, summary.date));
    if (made) cell.conversions.emplace_back(i, *std::move(made));
  }
  return absl::OkStatus();
}

}  // namespace parallax::cells
