#include "core/api/claim_from_api.h"

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>

#include "core/value/civil_date.h"
#include "core/value/decimal.h"
#include "core/value/unit.h"

namespace parallax::api {
namespace {

using errors::Faults;
using errors::Reason;

class Reader {
 public:
  explicit Reader(Faults* faults) : faults_(faults) {}

  void Fail(const std::string& field, std::string_view message) {
    faults_->Add(Reason::kFieldMalformed, field, message);
  }
  void Missing(const std::string& field) {
    faults_->Add(Reason::kFieldMissing, field, "must be set");
  }

  // Enumerations of records have the API's numbers, some without its UNSPECIFIED.
  template <typename Record>
  Record Enum(int value, int last, const std::string& field) {
    if (value < 0 || value > last) {
      faults_->Add(Reason::kFieldOutOfRange, field, "no value " + std::to_string(value));
      return Record();
    }
    return static_cast<Record>(value);
  }

  std::string Text(const std::string& text, size_t max_bytes, const std::string& field) {
    if (text.size() > max_bytes) {
      faults_->Add(
          Reason::kLimitExceeded, field,
          std::to_string(text.size()) + " bytes, the limit is " + std::to_string(max_bytes));
      return std::string();
    }
    if (text.find('\0') != std::string::npos) Fail(field, "has a NUL");
    return text;
  }

  // Whether a list's size will do.
  bool Count(int count, int most, const std::string& field) {
    if (count <= most) return true;
    faults_->Add(Reason::kLimitExceeded, field,
                 std::to_string(count) + " entries, the limit is " + std::to_string(most));
    return false;
  }

  void CheckDecimal(const std::string& text, const std::string& field) {
    if (text.empty()) {
      Missing(field);
    } else if (!value::Decimal::Parse(text)) {
      Fail(field, "not a decimal number: \"" + text.substr(0, 40) + "\"");
    }
  }

  value::Number Number(const v1::Number& in, const std::string& field) {
    value::Number out;
    out.decimal = Text(in.decimal(), 100, field + ".decimal");
    CheckDecimal(in.decimal(), field + ".decimal");
    out.upper = Text(in.upper(), 100, field + ".upper");
    out.bound = in.bound() == v1::BOUND_UNSPECIFIED
                    ? value::Bound::kExact
                    : Enum<value::Bound>(in.bound() - 1, 6, field + ".bound");
    const bool range = out.bound == value::Bound::kRange;
    if (range) CheckDecimal(in.upper(), field + ".upper");
    if (!range && !in.upper().empty()) Fail(field + ".upper", "only of a range");
    if (std::abs(static_cast<int64_t>(in.last_digit_exponent())) > 1000) {
      faults_->Add(Reason::kFieldOutOfRange, field + ".last_digit_exponent",
                   "must be -1000 to 1000");
    }
    out.last_digit_exponent = in.last_digit_exponent();
    out.written = Text(in.written(), kMaxNameBytes, field + ".written");
    return out;
  }

  std::string Currency(const std::string& code, const std::string& field) {
    bool iso = code.empty() || code.size() == 3;
    for (const char c : code) iso = iso && c >= 'A' && c <= 'Z';
    if (!iso) Fail(field, "not an ISO 4217 code: \"" + code.substr(0, 40) + "\"");
    return iso ? code : std::string();
  }

  value::Quantity Quantity(const v1::Quantity& in, const std::string& field) {
    if (!in.has_number()) Missing(field + ".number");
    if (!in.unit().empty() && value::FindUnit(in.unit()) == nullptr) {
      Fail(field + ".unit", "no unit \"" + in.unit().substr(0, 40) + "\"");
    }
    return {.number = Number(in.number(), field + ".number"), .unit = in.unit()};
  }

  std::optional<value::CivilDate> Date(const std::string& text, const std::string& field) {
    if (text.empty()) return std::nullopt;
    auto date = text.size() == 10 ? value::ParseDate(text) : std::nullopt;
    if (!date) Fail(field, "not a date, YYYY-MM-DD: \"" + text.substr(0, 40) + "\"");
    return date;
  }

  value::DateInterval Interval(const v1::DateInterval& in, const std::string& field) {
    value::DateInterval out;
    out.begin = Date(in.begin_date(), field + ".begin_date");
    out.end = Date(in.end_date(), field + ".end_date");
    if (!out.begin && !out.end) Missing(field + ".begin_date");
    if (out.begin && out.end && !(*out.begin < *out.end)) {
      Fail(field + ".end_date", "must be after begin_date");
    }
    out.begin_precision =
        Enum<value::DatePrecision>(in.begin_precision(), 10, field + ".begin_precision");
    out.end_precision =
        Enum<value::DatePrecision>(in.end_precision(), 10, field + ".end_precision");
    out.to_present = in.to_present();
    out.approximate = in.approximate();
    out.at_least_since = in.at_least_since();
    out.relative = in.relative();
    return out;
  }

  record::EntityRef Ref(const v1::EntityRef& in, const std::string& field) {
    if (in.entity_id().empty() && in.written().empty()) Missing(field + ".written");
    return {.entity_id = Text(in.entity_id(), 256, field + ".entity_id"),
            .written = Text(in.written(), kMaxNameBytes, field + ".written")};
  }

  template <typename Field>
  std::vector<record::EntityRef> Refs(const Field& in, const std::string& field) {
    std::vector<record::EntityRef> out;
    if (!Count(in.size(), kMaxListItems, field)) return out;
    for (int i = 0; i < in.size() && !faults_->full(); ++i) {
      out.push_back(Ref(in[i], Indexed(field, i)));
    }
    return out;
  }

  record::ItemList Items(const v1::ItemList& in, const std::string& field) {
    record::ItemList out;
    if (in.items_size() == 0) Missing(field + ".items");
    if (!Count(in.items_size(), kMaxListItems, field + ".items")) return out;
    for (int i = 0; i < in.items_size() && !faults_->full(); ++i) {
      const std::string here = Indexed(field + ".items", i);
      const v1::ListItem& item = in.items(i);
      if (item.text().empty()) Missing(here + ".text");
      out.items.push_back({.text = Text(item.text(), kMaxTextBytes, here + ".text"),
                           .span = {item.begin_byte(), item.end_byte()},
                           .entities = Refs(item.entities(), here + ".entities")});
    }
    return out;
  }

  std::optional<record::Reading> Reading(const v1::Reading& in, const std::string& field) {
    switch (in.reading_case()) {
      case v1::Reading::kMoney: {
        const std::string here = field + ".money";
        value::Money out;
        if (!in.money().has_amount()) Missing(here + ".amount");
        out.amount = Number(in.money().amount(), here + ".amount");
        out.currency = Currency(in.money().currency_code(), here + ".currency_code");
        out.currency_reason =
            Text(in.money().currency_reason(), kMaxNameBytes, here + ".currency_reason");
        out.basis = Enum<value::AmountBasis>(in.money().basis(), 3, here + ".basis");
        out.stage = Enum<value::CommitmentStage>(in.money().stage(), 3, here + ".stage");
        out.payer = Enum<value::Payer>(in.money().payer(), 3, here + ".payer");
        return out;
      }
      case v1::Reading::kQuantity:
        return Quantity(in.quantity(), field + ".quantity");
      case v1::Reading::kPercentage:
        if (!in.percentage().has_number()) Missing(field + ".percentage.number");
        return value::Percentage{
            .number = Number(in.percentage().number(), field + ".percentage.number"),
            .points = in.percentage().points()};
      case v1::Reading::kChange:
        return value::Change{
            .from = Quantity(in.change().from(), field + ".change.from"),
            .to = Quantity(in.change().to(), field + ".change.to"),
            .currency = Currency(in.change().currency_code(), field + ".change.currency_code")};
      case v1::Reading::kDateInterval:
        return Interval(in.date_interval(), field + ".date_interval");
      case v1::Reading::kLevel:
        // Ranks are the scale's to say.
        return value::LevelSpan{
            .scale_id = Text(in.level().scale_id(), 128, field + ".level.scale_id"),
            .lowest_level_id =
                Text(in.level().lowest_level_id(), 128, field + ".level.lowest_level_id"),
            .highest_level_id =
                Text(in.level().highest_level_id(), 128, field + ".level.highest_level_id")};
      case v1::Reading::kEntities: {
        record::EntitySet out;
        if (in.entities().entities_size() == 0) Missing(field + ".entities.entities");
        out.entities = Refs(in.entities().entities(), field + ".entities.entities");
        return out;
      }
      case v1::Reading::kItems:
        return Items(in.items(), field + ".items");
      case v1::Reading::READING_NOT_SET:
        break;
    }
    Missing(field);
    return std::nullopt;
  }

  static std::string Indexed(const std::string& field, int index) {
    return field + "[" + std::to_string(index) + "]";
  }

 private:
  Faults* const faults_;
};

record::ClaimKind KindOf(v1::ClaimKind kind) {
  switch (kind) {
    case v1::CLAIM_KIND_VALUE:
      return record::ClaimKind::kValue;
    case v1::CLAIM_KIND_NO_VALUE:
      return record::ClaimKind::kNoValue;
    case v1::CLAIM_KIND_NOT_STATED:
      return record::ClaimKind::kNotStated;
    default:
      return record::ClaimKind::kUnspecified;
  }
}

}  // namespace

record::Claim FromApi(const v1::ClaimImport& in, const std::string& field, errors::Faults* faults) {
  Reader reader(faults);
  record::Claim out;
  out.subject_entity_id = reader.Text(in.subject_entity_id(), 256, field + ".subject_entity_id");
  out.subject_written =
      reader.Text(in.subject_written(), kMaxNameBytes, field + ".subject_written");
  out.dimension_id = reader.Text(in.dimension_id(), 128, field + ".dimension_id");
  out.kind = KindOf(in.kind());
  if (in.kind() == v1::CLAIM_KIND_UNSPECIFIED) {
    reader.Missing(field + ".kind");
  } else if (out.kind == record::ClaimKind::kUnspecified) {
    faults->Add(Reason::kFieldOutOfRange, field + ".kind", "no value " + std::to_string(in.kind()));
  }
  out.value.text = reader.Text(in.value().text(), kMaxTextBytes, field + ".value.text");
  out.value.language = reader.Text(in.value().language(), 35, field + ".value.language");
  if (out.kind == record::ClaimKind::kValue && in.value().text().empty()) {
    reader.Missing(field + ".value.text");
  }
  if (out.kind != record::ClaimKind::kValue && in.value().readings_size() > 0) {
    reader.Fail(field + ".value.readings", "only of CLAIM_KIND_VALUE");
  }
  if (reader.Count(in.value().readings_size(), kMaxReadings, field + ".value.readings")) {
    for (int i = 0; i < in.value().readings_size() && !faults->full(); ++i) {
      auto reading =
          reader.Reading(in.value().readings(i), Reader::Indexed(field + ".value.readings", i));
      if (reading) out.value.readings.push_back(*std::move(reading));
    }
  }
  if (in.has_valid_time()) {
    out.valid_time = reader.Interval(in.valid_time(), field + ".valid_time");
  }
  if (reader.Count(in.qualifiers_size(), kMaxQualifiers, field + ".qualifiers")) {
    for (int i = 0; i < in.qualifiers_size(); ++i) {
      const std::string here = Reader::Indexed(field + ".qualifiers", i);
      if (in.qualifiers(i).text().empty()) reader.Missing(here + ".text");
      out.qualifiers.push_back(
          {.text = reader.Text(in.qualifiers(i).text(), kMaxTextBytes, here + ".text"),
           .span = {in.qualifiers(i).span().begin_byte(), in.qualifiers(i).span().end_byte()}});
    }
  }
  if (reader.Count(in.voices_size(), kMaxVoices, field + ".voices")) {
    for (int i = 0; i < in.voices_size(); ++i) {
      const std::string here = Reader::Indexed(field + ".voices", i);
      const v1::Voice& voice = in.voices(i);
      if (voice.kind() == v1::VOICE_KIND_UNSPECIFIED) reader.Missing(here + ".kind");
      out.voices.push_back({.kind = reader.Enum<record::VoiceKind>(voice.kind(), 6, here + ".kind"),
                            .name = reader.Text(voice.name(), kMaxNameBytes, here + ".name"),
                            .role = reader.Text(voice.role(), kMaxNameBytes, here + ".role"),
                            .entity_id = reader.Text(voice.entity_id(), 256, here + ".entity_id"),
                            .key = reader.Text(voice.key(), kMaxNameBytes, here + ".key")});
    }
  }
  out.stance = in.stance() == v1::STANCE_UNSPECIFIED
                   ? record::Stance::kAsserts
                   : reader.Enum<record::Stance>(in.stance(), 5, field + ".stance");
  out.modality = in.modality() == v1::MODALITY_UNSPECIFIED
                     ? record::Modality::kActual
                     : reader.Enum<record::Modality>(in.modality(), 4, field + ".modality");
  out.polarity = reader.Enum<record::Polarity>(in.polarity(), 2, field + ".polarity");
  if (in.evidence_size() == 0) reader.Missing(field + ".evidence");
  if (reader.Count(in.evidence_size(), kMaxEvidence, field + ".evidence")) {
    for (int i = 0; i < in.evidence_size(); ++i) {
      const std::string here = Reader::Indexed(field + ".evidence", i);
      const v1::Evidence& evidence = in.evidence(i);
      if (!evidence.has_span()) reader.Missing(here + ".span");
      if (evidence.role() == v1::EVIDENCE_ROLE_UNSPECIFIED) reader.Missing(here + ".role");
      out.evidence.push_back(
          {.span = {evidence.span().begin_byte(), evidence.span().end_byte()},
           .role = reader.Enum<record::EvidenceRole>(evidence.role(), 9, here + ".role"),
           .alignment =
               reader.Enum<record::Alignment>(evidence.alignment(), 3, here + ".alignment"),
           .quote = reader.Text(evidence.quote(), kMaxTextBytes, here + ".quote")});
    }
  }
  return out;
}

}  // namespace parallax::api
