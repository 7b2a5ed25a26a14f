#include <limits>
#include <string>
#include <vector>

#include "core/storage/rows.h"
#include "parallax/storage/v1/lineage.pb.h"

namespace parallax::storage {
namespace {

template <typename Message>
absl::StatusOr<Message> Parse(std::string_view bytes, const char* what) {
  Message message;
  if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max()) ||
      !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError(std::string("a row does not decode as a ") + what);
  }
  return message;
}

// A kind of a newer writer is none that this build knows.
LinkKind KindFrom(v1::LinkKind kind) {
  return v1::LinkKind_IsValid(kind) ? static_cast<LinkKind>(kind) : LinkKind::kUnspecified;
}

template <typename Field>
std::vector<uint64_t> Numbers(const Field& field) {
  return std::vector<uint64_t>(field.begin(), field.end());
}

}  // namespace

std::string EncodeRow(const LineageRow& row) {
  v1::LineageRow out;
  out.set_parent(row.parent);
  out.set_parts(row.parts);
  for (const DocumentLink& link : row.links) {
    v1::DocumentLink& to = *out.add_links();
    to.set_document_id(link.document_id);
    to.set_kind(static_cast<v1::LinkKind>(link.kind));
    to.set_shared(link.shared);
    to.set_of_this(link.of_this);
    to.set_of_other(link.of_other);
    to.set_lists(link.lists);
    to.set_joins(link.joins);
  }
  return out.SerializeAsString();
}

template <>
absl::StatusOr<LineageRow> DecodeRow(std::string_view bytes) {
  const absl::StatusOr<v1::LineageRow> in = Parse<v1::LineageRow>(bytes, "lineage");
  if (!in.ok()) return in.status();
  LineageRow row{.parent = in->parent(), .parts = in->parts(), .links = {}};
  for (const v1::DocumentLink& link : in->links()) {
    row.links.push_back({.document_id = link.document_id(),
                         .kind = KindFrom(link.kind()),
                         .shared = link.shared(),
                         .of_this = link.of_this(),
                         .of_other = link.of_other(),
                         .lists = link.lists(),
                         .joins = link.joins()});
  }
  return row;
}

std::string EncodeRow(const FingerprintRow& row) {
  v1::FingerprintRow out;
  out.set_words_id(row.words_id);
  out.set_level(row.level);
  out.mutable_hashes()->Add(row.hashes.begin(), row.hashes.end());
  out.mutable_lists()->Add(row.lists.begin(), row.lists.end());
  out.set_language(row.language);
  out.mutable_figures()->Add(row.figures.begin(), row.figures.end());
  out.mutable_names()->Add(row.names.begin(), row.names.end());
  out.mutable_words()->Add(row.words.begin(), row.words.end());
  out.set_shape(row.shape);
  out.set_letter_bytes(row.letter_bytes);
  out.mutable_addresses()->Add(row.addresses.begin(), row.addresses.end());
  out.mutable_alternates()->Add(row.alternates.begin(), row.alternates.end());
  return out.SerializeAsString();
}

template <>
absl::StatusOr<FingerprintRow> DecodeRow(std::string_view bytes) {
  const absl::StatusOr<v1::FingerprintRow> in = Parse<v1::FingerprintRow>(bytes, "fingerprint");
  if (!in.ok()) return in.status();
  return FingerprintRow{.words_id = in->words_id(),
                        .level = in->level(),
                        .hashes = Numbers(in->hashes()),
                        .lists = Numbers(in->lists()),
                        .language = in->language(),
                        .figures = Numbers(in->figures()),
                        .names = Numbers(in->names()),
                        .words = Numbers(in->words()),
                        .shape = in->shape(),
                        .letter_bytes = in->letter_bytes(),
                        .addresses = Numbers(in->addresses()),
                        .alternates = Numbers(in->alternates())};
}

std::string EncodeRow(const PostingListRow& row) {
  v1::PostingListRow out;
  for (const std::string& id : row.document_ids) out.add_document_ids(id);
  out.set_spread(row.spread);
  return out.SerializeAsString();
}

template <>
absl::StatusOr<PostingListRow> DecodeRow(std::string_view bytes) {
  const absl::StatusOr<v1::PostingListRow> in = Parse<v1::PostingListRow>(bytes, "posting list");
  if (!in.ok()) return in.status();
  return PostingListRow{.document_ids = {in->document_ids().begin(), in->document_ids().end()},
                        .spread = in->spread()};
}

std::string EncodeRow(const PostingRow& row) {
  v1::PostingRow out;
  out.set_words(row.words);
  out.set_language(row.language);
  out.set_blocks(row.blocks);
  out.set_letter_bytes(row.letter_bytes);
  out.set_level(row.level);
  out.set_whole(row.whole);
  out.set_declares(row.declares);
  uint32_t before = 0;
  for (const uint32_t hash : row.hashes) {
    out.add_steps(hash - before);
    before = hash;
  }
  return out.SerializeAsString();
}

template <>
absl::StatusOr<PostingRow> DecodeRow(std::string_view bytes) {
  const absl::StatusOr<v1::PostingRow> in = Parse<v1::PostingRow>(bytes, "posting");
  if (!in.ok()) return in.status();
  PostingRow row{.words = in->words(),
                 .language = in->language(),
                 .blocks = in->blocks(),
                 .letter_bytes = in->letter_bytes(),
                 .level = in->level(),
                 .whole = in->whole(),
                 .declares = in->declares(),
                 .hashes = {}};
  row.hashes.reserve(static_cast<size_t>(in->steps_size()));
  uint32_t hash = 0;
  for (const uint32_t step : in->steps()) row.hashes.push_back(hash += step);
  return row;
}

}  // namespace parallax::storage
