#include "core/reduce/compatibility.h"

#include <set>
#include <string>
#include <type_traits>
#include <variant>

#include "core/reduce/reading_codec.h"

namespace parallax::reduce {
namespace {

using record::ClaimKind;
using record::Stance;

enum class Verdict { kMeet, kDiffer, kNotAssessed };

Verdict Of(bool meet) { return meet ? Verdict::kMeet : Verdict::kDiffer; }

Verdict Of(const std::optional<AmountExtent>& a, const std::optional<AmountExtent>& b) {
  return a && b ? Of(Meet(*a, *b)) : Verdict::kNotAssessed;
}

template <typename Enum>
bool BothSayOtherwise(Enum a, Enum b) {
  return a != Enum::kUnspecified && b != Enum::kUnspecified && a != b;
}

// What a judgement of two propositions needs beyond their readings.
struct Setting {
  const std::optional<AmountDate>& date_a;
  const std::optional<AmountDate>& date_b;
  ConvertFn convert;
};

Verdict Judge(const value::Money& a, const value::Money& b, const Setting& setting) {
  if (BothSayOtherwise(a.basis, b.basis) || BothSayOtherwise(a.stage, b.stage) ||
      BothSayOtherwise(a.payer, b.payer) || a.currency.empty() || b.currency.empty()) {
    return Verdict::kNotAssessed;
  }
  const auto of_a = ExtentOf(a.amount, true);
  const auto of_b = ExtentOf(b.amount, true);
  if (a.currency == b.currency) return Of(of_a, of_b);
  // Either way round may have a rate; the alphabet decides, so that the order of a and b does not.
  const bool into_b = a.currency > b.currency;
  if (into_b) {
    return Of(setting.convert(a, b.currency, DateFor(setting.date_a, setting.date_b)), of_b);
  }
  return Of(of_a, setting.convert(b, a.currency, DateFor(setting.date_b, setting.date_a)));
}

Verdict Judge(const value::Quantity& a, const value::Quantity& b) {
  if (a.unit != b.unit) return Verdict::kNotAssessed;
  return Of(ExtentOf(a.number, true), ExtentOf(b.number, true));
}

Verdict Judge(const value::Percentage& a, const value::Percentage& b) {
  if (a.points != b.points) return Verdict::kNotAssessed;
  return Of(ExtentOf(a.number, false), ExtentOf(b.number, false));
}

Verdict Judge(const value::Change& a, const value::Change& b) {
  if (a.currency != b.currency) return Verdict::kNotAssessed;
  const Verdict from = Judge(a.from, b.from);
  const Verdict to = Judge(a.to, b.to);
  if (from == Verdict::kDiffer || to == Verdict::kDiffer) return Verdict::kDiffer;
  return from == to ? from : Verdict::kNotAssessed;
}

Verdict Judge(const value::DateInterval& a, const value::DateInterval& b) {
  return Of(Meet(ExtentOf(a), ExtentOf(b)));
}

Verdict Judge(const value::LevelSpan& a, const value::LevelSpan& b) {
  if (a.scale_id != b.scale_id) return Verdict::kNotAssessed;
  return Of(a.lowest_rank <= b.highest_rank && b.lowest_rank <= a.highest_rank);
}

Verdict JudgeReadings(const record::Reading& a, const record::Reading& b, const Setting& setting) {
  if (a.index() != b.index()) return Verdict::kNotAssessed;
  return std::visit(
      [&](const auto& typed) -> Verdict {
        using T = std::decay_t<decltype(typed)>;
        if constexpr (std::is_same_v<T, value::Money>) {
          return Judge(typed, std::get<T>(b), setting);
        } else if constexpr (std::is_same_v<T, record::EntitySet> ||
                             std::is_same_v<T, record::ItemList>) {
          return Verdict::kNotAssessed;
        } else {
          return Judge(typed, std::get<T>(b));
        }
      },
      a);
}

std::set<std::string> Members(const record::Reading& reading) {
  std::set<std::string> keys;
  if (const auto* set = std::get_if<record::EntitySet>(&reading)) {
    for (const auto& entity : set->entities) keys.insert(EntityKey(entity));
  } else if (const auto* list = std::get_if<record::ItemList>(&reading)) {
    for (const auto& item : list->items) keys.insert(ItemKey(item));
  }
  return keys;
}

// Whether what `affirmed` says is what `denied` denies.
bool Contradicts(const Proposition& denied, const Proposition& affirmed, ConvertFn convert) {
  if (!denied.reading && !affirmed.reading) return true;
  if (!denied.reading || !affirmed.reading) return false;
  const record::Reading& no = *denied.reading;
  const record::Reading& yes = *affirmed.reading;
  if (no.index() != yes.index()) return false;
  if (const auto* levels = std::get_if<value::LevelSpan>(&no)) {
    const auto& span = std::get<value::LevelSpan>(yes);
    return levels->scale_id == span.scale_id && levels->lowest_rank <= span.lowest_rank &&
           span.highest_rank <= levels->highest_rank;
  }
  if (std::holds_alternative<record::EntitySet>(no) ||
      std::holds_alternative<record::ItemList>(no)) {
    const std::set<std::string> denied_members = Members(no);
    for (const std::string& key : Members(yes)) {
      if (denied_members.contains(key)) return true;
    }
    return false;
  }
  return JudgeReadings(no, yes, Setting{denied.date, affirmed.date, convert}) == Verdict::kMeet;
}

}  // namespace

Side SideOf(const Proposition& proposition) {
  const bool asserts = proposition.stance == Stance::kAsserts;
  if (!asserts && proposition.stance != Stance::kDenies) return Side::kNone;
  if (proposition.kind == ClaimKind::kValue) return asserts ? Side::kAffirms : Side::kNegates;
  if (proposition.kind == ClaimKind::kNoValue) return asserts ? Side::kNegates : Side::kAffirms;
  return Side::kNone;
}

std::optional<AmountExtent> NoConversion(const value::Money&, const std::string&,
                                         const std::optional<AmountDate>&) {
  return std::nullopt;
}

bool Compatible(const Proposition& a, const Proposition& b, ConvertFn convert) {
  const Side side_a = SideOf(a);
  const Side side_b = SideOf(b);
  if (side_a == Side::kNone || side_b == Side::kNone) return true;
  if (side_a != side_b) {
    const Proposition& negates = side_a == Side::kNegates ? a : b;
    const Proposition& affirms = side_a == Side::kNegates ? b : a;
    if (negates.kind == ClaimKind::kNoValue || affirms.kind == ClaimKind::kNoValue) {
      return false;
    }
    return !Contradicts(negates, affirms, convert);
  }
  if (side_a == Side::kNegates || !a.reading || !b.reading) return true;
  return JudgeReadings(*a.reading, *b.reading, Setting{a.date, b.date, convert}) !=
         Verdict::kDiffer;
}

}  // namespace parallax::reduce
