#include "query_service/respond/cell_message.h"

#include <string>
#include <utility>
#include <variant>

#include "core/api/record_to_api.h"
#include "query_service/respond/conversion_message.h"

namespace parallax::respond {
namespace {

using cells::CellData;

v1::CellState ToApi(reduce::CellState state) {
  switch (state) {
    case reduce::CellState::kNotCovered:
      return v1::CELL_STATE_NOT_COVERED;
    case reduce::CellState::kNotStated:
      return v1::CELL_STATE_NOT_STATED;
    case reduce::CellState::kNoValue:
      return v1::CELL_STATE_NO_VALUE;
    case reduce::CellState::kValue:
      return v1::CELL_STATE_VALUE;
  }
  return v1::CELL_STATE_UNSPECIFIED;
}

v1::Agreement ToApi(reduce::Agreement agreement) {
  switch (agreement) {
    case reduce::Agreement::kNone:
      return v1::AGREEMENT_UNSPECIFIED;
    case reduce::Agreement::kUnanimous:
      return v1::AGREEMENT_UNANIMOUS;
    case reduce::Agreement::kMajority:
      return v1::AGREEMENT_MAJORITY;
    case reduce::Agreement::kContested:
      return v1::AGREEMENT_CONTESTED;
    case reduce::Agreement::kNotAssessed:
      return v1::AGREEMENT_NOT_ASSESSED;
  }
  return v1::AGREEMENT_UNSPECIFIED;
}

// The reading as a claim words it where there is one, else the canonical one: the same value, with
// its written form.
template <typename T>
const T* AsWritten(const record::ClaimValue& wording) {
  for (const record::Reading& reading : wording.readings) {
    if (const T* typed = std::get_if<T>(&reading)) return typed;
  }
  return nullptr;
}

template <typename T>
const T* Summary(const CellData& data) {
  return std::get_if<T>(&data.reduced.summary.typed);
}

template <typename T, typename Message>
void FillFigure(const CellData& data, Message* out) {
  const T* summary = Summary<T>(data);
  if (summary == nullptr) return;
  const T* written = AsWritten<T>(data.leading_wording);
  api::ToApi(written != nullptr ? *written : *summary, out);
}

void FillMoney(const CellData& data, v1::MoneyCell* out) {
  const auto* summary = Summary<reduce::MoneySummary>(data);
  if (summary == nullptr) return;
  const auto* written = AsWritten<value::Money>(data.leading_wording);
  api::ToApi(written != nullptr ? *written : summary->amount, out->mutable_amount());
  for (size_t i = 0; i < summary->stated_equivalents.size(); ++i) {
    const value::Money* equivalent = i < data.equivalent_wordings.size()
                                         ? AsWritten<value::Money>(data.equivalent_wordings[i])
                                         : nullptr;
    api::ToApi(equivalent != nullptr ? *equivalent : summary->stated_equivalents[i],
               out->add_stated_equivalents());
  }
  for (const auto& [index, made] : data.conversions) {
    FillConversion(made, data.reduced.propositions[index].proposition_id, out->add_conversions());
  }
}

template <typename Add>
void FillItems(const CellData& data, Add add) {
  const auto* items = Summary<std::vector<reduce::SupportedItem>>(data);
  if (items == nullptr) return;
  for (const reduce::SupportedItem& item : *items) {
    const auto wording = data.items.find(item.key);
    if (wording == data.items.end()) return;  // beyond what is shown
    v1::SupportedItem* message = add();
    message->set_text(wording->second.text);
    message->set_entity_id(wording->second.entity_id);
    FillSupport(item.support, message->mutable_support());
  }
}

}  // namespace

void FillSupport(const reduce::Support& support, v1::Support* out) {
  out->set_claim_count(static_cast<int64_t>(support.claims));
  out->set_document_count(static_cast<int64_t>(support.documents));
  out->set_lineage_count(static_cast<int64_t>(support.lineages));
  out->set_voice_count(static_cast<int64_t>(support.voices));
}

void FillProposition(const CellData& data, size_t index, v1::Proposition* out) {
  const reduce::Proposition& proposition = data.reduced.propositions[index];
  out->set_proposition_id(proposition.proposition_id);
  out->set_kind(api::ToApi(proposition.kind));
  out->set_stance(api::ToApi(proposition.stance));
  if (proposition.reading) api::ToApi(*proposition.reading, out->mutable_reading());
  FillSupport(proposition.support, out->mutable_support());
  out->set_group(data.reduced.grouping.group_of[index]);
  out->set_rolled_up_entity_id(proposition.rolled_up_entity_id);
  out->set_rolled_up_dimension_id(proposition.rolled_up_dimension_id);
}

void FillCell(const CellData& data, v1::Cell* out) {
  out->set_dimension_id(data.address.dimension_id);
  out->set_state(ToApi(data.reduced.state));
  out->set_agreement(ToApi(data.reduced.agreement.agreement));
  FillSupport(data.support, out->mutable_support());
  out->set_proposition_count(static_cast<int64_t>(data.proposition_count));
  out->set_sampled(data.sampled);
  for (const cells::ShownProposition& shown : data.shown) {
    v1::Proposition* message = out->add_propositions();
    FillProposition(data, shown.index, message);
    message->set_text(shown.wording.text);
    for (const storage::ClaimRow& row : shown.claims) FillClaim(row, message->add_claims());
  }
  for (const cells::RolledUpCell& part : data.rolled_up) {
    v1::RolledUpCell* message = out->add_rolled_up();
    message->set_entity_id(part.address.entity_id);
    message->set_dimension_id(part.address.dimension_id);
    message->set_state(ToApi(part.state));
    FillSupport(part.support, message->mutable_support());
  }
}

void FillClaim(const storage::ClaimRow& row, v1::Claim* out) {
  api::ToApi(row.claim, out);
  out->set_proposition_id(row.proposition_id);
}

void FillAnyCell(const CellData& data, v1::AnyCell* out) {
  switch (data.dimension->value_type) {
    case catalog::ValueType::kText:
      FillCell(data, out->mutable_text()->mutable_cell());
      if (data.reduced.summary.leading) out->mutable_text()->set_text(data.leading_wording.text);
      return;
    case catalog::ValueType::kLevel:
      FillCell(data, out->mutable_level()->mutable_cell());
      if (const auto* level = Summary<value::LevelSpan>(data)) {
        api::ToApi(*level, out->mutable_level()->mutable_level());
      }
      return;
    case catalog::ValueType::kDateInterval:
      FillCell(data, out->mutable_period()->mutable_cell());
      if (const auto* period = Summary<value::DateInterval>(data)) {
        api::ToApi(*period, out->mutable_period()->mutable_period());
      }
      return;
    case catalog::ValueType::kMoney:
      FillCell(data, out->mutable_money()->mutable_cell());
      FillMoney(data, out->mutable_money());
      return;
    case catalog::ValueType::kQuantity:
      FillCell(data, out->mutable_quantity()->mutable_cell());
      if (Summary<value::Quantity>(data) != nullptr) {
        FillFigure<value::Quantity>(data, out->mutable_quantity()->mutable_quantity());
      }
      return;
    case catalog::ValueType::kPercentage:
      FillCell(data, out->mutable_percentage()->mutable_cell());
      if (Summary<value::Percentage>(data) != nullptr) {
        FillFigure<value::Percentage>(data, out->mutable_percentage()->mutable_percentage());
      }
      return;
    case catalog::ValueType::kItemList:
      FillCell(data, out->mutable_items()->mutable_cell());
      FillItems(data, [&] { return out->mutable_items()->add_items(); });
      return;
    case catalog::ValueType::kEntitySet:
      FillCell(data, out->mutable_entities()->mutable_cell());
      FillItems(data, [&] { return out->mutable_entities()->add_entities(); });
      return;
  }
}

}  // namespace parallax::respond
