#include "core/record/claim_id.h"

#include <cstdint>
#include <utility>

#include "core/text/sha256.h"

namespace parallax::record {
namespace {

class Encoder {
 public:
  explicit Encoder(size_t expected_bytes) { out_.reserve(expected_bytes); }

  void Field(char tag, std::string_view bytes) {
    out_ += tag;
    AppendInt(static_cast<int64_t>(bytes.size()));
    out_.append(bytes);
  }
  void Int(char tag, int64_t value) {
    out_ += tag;
    AppendInt(kIntBytes);
    AppendInt(value);
  }
  // A field whose bytes are what is written until EndField, which takes what this returned.
  size_t BeginField(char tag) {
    out_ += tag;
    AppendInt(0);
    return out_.size();
  }
  void EndField(size_t begin) {
    PutInt(static_cast<int64_t>(out_.size() - begin), out_.data() + begin - kIntBytes);
  }
  void AppendInt(int64_t value) {
    char bytes[kIntBytes];
    PutInt(value, bytes);
    out_.append(bytes, kIntBytes);
  }
  std::string Take() && { return std::move(out_); }

 private:
  static constexpr int kIntBytes = 8;
  static void PutInt(int64_t value, char* to) {
    for (int i = 0; i < kIntBytes; ++i) {
      to[i] = static_cast<char>(static_cast<uint64_t>(value) >> (56 - 8 * i) & 0xff);
    }
  }
  std::string out_;
};

struct ReadingEncoder {
  Encoder* out;

  void Text(std::string_view text) { out->Field('F', text); }
  void Int(int64_t value) { out->Int('F', value); }

  void operator()(const value::Number& v) {
    Text(v.decimal);
    Text(v.upper);
    Int(static_cast<int64_t>(v.bound));
    Int(v.last_digit_exponent);
    Text(v.written);
  }
  void operator()(const value::Money& v) {
    (*this)(v.amount);
    Text(v.currency);
    Int(static_cast<int64_t>(v.basis));
    Int(static_cast<int64_t>(v.stage));
    Int(static_cast<int64_t>(v.payer));
  }
  void operator()(const value::Quantity& v) {
    (*this)(v.number);
    Text(v.unit);
  }
  void operator()(const value::Percentage& v) {
    (*this)(v.number);
    Int(v.points);
  }
  void operator()(const value::Change& v) {
    (*this)(v.from);
    (*this)(v.to);
    Text(v.currency);
  }
  void Date(const std::optional<value::CivilDate>& date) {
    Int(date.has_value());
    if (!date) return;
    Int(date->year);
    Int(date->month);
    Int(date->day);
  }
  void operator()(const value::DateInterval& v) {
    Date(v.begin);
    Date(v.end);
    Int(static_cast<int64_t>(v.begin_precision));
    Int(static_cast<int64_t>(v.end_precision));
    Int(v.to_present);
    Int(v.approximate);
    Int(v.at_least_since);
    Int(v.relative);
  }
  void operator()(const value::LevelSpan& v) {
    Text(v.scale_id);
    Text(v.lowest_level_id);
    Text(v.highest_level_id);
  }
  void operator()(const EntitySet& v) {
    for (const EntityRef& entity : v.entities) Text(entity.written);
  }
  void operator()(const ItemList& v) {
    for (const ListItem& item : v.items) {
      Text(item.text);
      Int(item.span.begin_byte);
      Int(item.span.end_byte);
    }
  }
};

}  // namespace

std::string CanonicalClaimBytes(std::string_view input_digest, const Claim& claim) {
  constexpr size_t kFixedBytes = 256;  // of the fields and of a reading of common size
  constexpr size_t kEvidenceBytes = 33;
  Encoder out(kFixedBytes + claim.evidence.size() * kEvidenceBytes + claim.value.text.size());
  out.Field('I', input_digest);
  for (const Evidence& evidence : claim.evidence) {
    const size_t begin = out.BeginField('E');
    out.AppendInt(evidence.span.begin_byte);
    out.AppendInt(evidence.span.end_byte);
    out.AppendInt(static_cast<int64_t>(evidence.role));
    out.EndField(begin);
  }
  out.Field('D', claim.dimension_id);
  out.Int('K', static_cast<int64_t>(claim.kind));
  out.Field('T', claim.value.text);
  for (const Reading& reading : claim.value.readings) {
    const size_t begin = out.BeginField('R');
    out.AppendInt(static_cast<int64_t>(reading.index()));
    std::visit(ReadingEncoder{&out}, reading);
    out.EndField(begin);
  }
  return std::move(out).Take();
}

std::string ClaimId(std::string_view input_digest, const Claim& claim) {
  return text::Sha256Hex(CanonicalClaimBytes(input_digest, claim), 16);
}

}  // namespace parallax::record
