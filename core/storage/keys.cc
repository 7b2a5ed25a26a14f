#include "core/storage/keys.h"

#include "absl/strings/str_cat.h"

namespace parallax::storage {
namespace {

// Above 0x00, which separates a logical key from its commit in history keys: so that order of keys
// of which one begins with the other stays the same there.
constexpr char kStringTag = 0x02;
constexpr char kIntTag = 0x03;

void AppendBigEndian(std::string& out, uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<char>(value >> (8 * i)));
}

uint64_t ReadBigEndian(std::string_view bytes) {
  uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<uint8_t>(c);
  return value;
}

absl::Status Damaged(const char* what) {
  return absl::DataLossError(absl::StrCat("malformed key: ", what));
}

// Takes one string element's payload off `rest`; appends it to `out` unless that is null.
bool TakeString(std::string_view& rest, std::string* out) {
  size_t i = 0;
  while (i + 1 < rest.size()) {
    const char c = rest[i];
    if (c != '\0') {
      if (out != nullptr) out->push_back(c);
      ++i;
      continue;
    }
    const auto next = static_cast<uint8_t>(rest[i + 1]);
    i += 2;
    if (next == 0x00) {
      rest.remove_prefix(i);
      return true;
    }
    if (next != 0xFF) return false;
    if (out != nullptr) out->push_back('\0');
  }
  return false;
}

}  // namespace

KeyBuilder& KeyBuilder::String(std::string_view value) {
  key_.push_back(kStringTag);
  for (const char c : value) {
    key_.push_back(c);
    if (c == '\0') key_.push_back(static_cast<char>(0xFF));
  }
  key_.append(2, '\0');
  return *this;
}

KeyBuilder& KeyBuilder::Int(uint64_t value) {
  key_.push_back(kIntTag);
  AppendBigEndian(key_, value, 8);
  return *this;
}

absl::StatusOr<KeyReader> KeyReader::Open(std::string_view key) {
  if (key.empty() || key[0] == '\0') return Damaged("no table");
  return KeyReader(static_cast<Table>(key[0]), key.substr(1));
}

absl::StatusOr<std::string> KeyReader::String() {
  if (rest_.empty() || rest_[0] != kStringTag) return Damaged("expected a string");
  std::string_view rest = rest_.substr(1);
  std::string value;
  if (!TakeString(rest, &value)) return Damaged("unterminated string");
  rest_ = rest;
  return value;
}

absl::StatusOr<uint64_t> KeyReader::Int() {
  if (rest_.size() < 9 || rest_[0] != kIntTag) return Damaged("expected an integer");
  const uint64_t value = ReadBigEndian(rest_.substr(1, 8));
  rest_.remove_prefix(9);
  return value;
}

absl::StatusOr<uint64_t> KeyReader::DescendingInt() {
  absl::StatusOr<uint64_t> value = Int();
  if (value.ok()) *value = ~*value;
  return value;
}

absl::Status KeyReader::ExpectEnd() const {
  return rest_.empty() ? absl::OkStatus() : Damaged("elements left over");
}

bool IsLogicalKey(std::string_view key) {
  if (key.empty() || key[0] == '\0' || key.size() > kMaxLogicalKeyBytes) return false;
  std::string_view rest = key.substr(1);
  while (!rest.empty()) {
    const char tag = rest[0];
    rest.remove_prefix(1);
    if (tag == kIntTag) {
      if (rest.size() < 8) return false;
      rest.remove_prefix(8);
    } else if (tag != kStringTag || !TakeString(rest, nullptr)) {
      return false;
    }
  }
  return true;
}

std::string CollectionKey() { return KeyBuilder(Table::kCollection).Build(); }

std::string DocumentKey(std::string_view document_id) {
  return std::move(KeyBuilder(Table::kDocument).String(document_id)).Build();
}

std::string DocumentBodyKey(std::string_view document_id, uint64_t chunk) {
  return std::move(KeyBuilder(Table::kDocumentBody).String(document_id).Int(chunk)).Build();
}

std::string DocumentByDateKey(uint32_t yyyymmdd, std::string_view document_id) {
  return std::move(KeyBuilder(Table::kDocumentByDate).DescendingInt(yyyymmdd).String(document_id))
      .Build();
}

std::string DocumentClaimKey(std::string_view document_id, uint64_t ordinal) {
  return std::move(KeyBuilder(Table::kDocumentClaim).String(document_id).Int(ordinal)).Build();
}

std::string MentionKey(std::string_view entity_id, std::string_view document_id) {
  return std::move(KeyBuilder(Table::kMention).String(entity_id).String(document_id)).Build();
}

std::string ClaimByIdKey(std::string_view claim_id, std::string_view document_id,
                         uint64_t ordinal) {
  return std::move(KeyBuilder(Table::kClaimById).String(claim_id).String(document_id).Int(ordinal))
      .Build();
}

std::string PropositionKey(std::string_view entity_id, std::string_view dimension_id,
                           std::string_view proposition_id) {
  return std::move(KeyBuilder(Table::kProposition)
                       .String(entity_id)
                       .String(dimension_id)
                       .String(proposition_id))
      .Build();
}

std::string PropositionSupportKey(std::string_view entity_id, std::string_view dimension_id,
                                  std::string_view proposition_id, Party party,
                                  std::string_view key) {
  return std::move(KeyBuilder(Table::kPropositionSupport)
                       .String(entity_id)
                       .String(dimension_id)
                       .String(proposition_id)
                       .Int(static_cast<uint64_t>(party))
                       .String(key))
      .Build();
}

std::string CellKey(std::string_view entity_id, std::string_view dimension_id) {
  return std::move(KeyBuilder(Table::kCell).String(entity_id).String(dimension_id)).Build();
}

std::string CellSupportKey(std::string_view entity_id, std::string_view dimension_id, Party party,
                           std::string_view key) {
  return std::move(KeyBuilder(Table::kCellSupport)
                       .String(entity_id)
                       .String(dimension_id)
                       .Int(static_cast<uint64_t>(party))
                       .String(key))
      .Build();
}

std::string_view CellPart(std::string_view key) {
  if (key.empty()) return {};
  switch (static_cast<Table>(key[0])) {
    case Table::kClaim:
    case Table::kProposition:
    case Table::kPropositionSupport:
    case Table::kPropositionRank:
    case Table::kCell:
    case Table::kCellSupport:
      break;
    default:
      return {};
  }
  std::string_view rest = key.substr(1);
  for (int element = 0; element < 2; ++element) {
    if (rest.empty() || rest[0] != kStringTag) return {};
    rest.remove_prefix(1);
    if (!TakeString(rest, nullptr)) return {};
  }
  return key.substr(1, key.size() - 1 - rest.size());
}

std::optional<CellPartNames> NamesOfCellPart(std::string_view cell_part) {
  if (cell_part.empty()) return std::nullopt;
  const std::string key = CellKeyOf(cell_part);
  absl::StatusOr<KeyReader> reader = KeyReader::Open(key);
  if (!reader.ok()) return std::nullopt;
  absl::StatusOr<std::string> entity_id = reader->String();
  absl::StatusOr<std::string> dimension_id = reader->String();
  if (!entity_id.ok() || !dimension_id.ok()) return std::nullopt;
  return CellPartNames{*std::move(entity_id), *std::move(dimension_id)};
}

std::string CellKeyOf(std::string_view cell_part) {
  return std::string(1, static_cast<char>(Table::kCell)).append(cell_part);
}

std::string OriginalKey(std::string_view sha256_hex) {
  return std::move(KeyBuilder(Table::kOriginal).String(sha256_hex)).Build();
}

std::string SameEntitiesKey(std::string_view entity_id) {
  return std::move(KeyBuilder(Table::kSameEntities).String(entity_id)).Build();
}

namespace {

// Keys that are nothing but strings.
std::string StringsKey(Table table, std::initializer_list<std::string_view> parts) {
  KeyBuilder key(table);
  for (const std::string_view part : parts) key.String(part);
  return std::move(key).Build();
}

absl::Status ParseStringsKey(std::string_view key, Table table,
                             std::initializer_list<std::string*> parts) {
  absl::StatusOr<KeyReader> reader = KeyReader::Open(key);
  if (!reader.ok()) return reader.status();
  if (reader->table() != table) return Damaged("of another table");
  for (std::string* const part : parts) {
    absl::StatusOr<std::string> value = reader->String();
    if (!value.ok()) return value.status();
    *part = *std::move(value);
  }
  return reader->ExpectEnd();
}

}  // namespace

std::string ImportedClaimKey(const ImportedClaimKeyParts& parts) {
  return StringsKey(Table::kImportedClaim, {parts.document_id, parts.extractor_name,
                                            parts.extractor_version, parts.claim_id});
}

absl::StatusOr<ImportedClaimKeyParts> ParseImportedClaimKey(std::string_view key) {
  ImportedClaimKeyParts parts;
  absl::Status status = ParseStringsKey(
      key, Table::kImportedClaim,
      {&parts.document_id, &parts.extractor_name, &parts.extractor_version, &parts.claim_id});
  if (!status.ok()) return status;
  return parts;
}

std::string RetractionKey(const RetractionKeyParts& parts) {
  return StringsKey(Table::kRetraction, {parts.document_id, parts.claim_id, parts.extractor_name,
                                         parts.extractor_version});
}

absl::StatusOr<RetractionKeyParts> ParseRetractionKey(std::string_view key) {
  RetractionKeyParts parts;
  absl::Status status = ParseStringsKey(
      key, Table::kRetraction,
      {&parts.document_id, &parts.claim_id, &parts.extractor_name, &parts.extractor_version});
  if (!status.ok()) return status;
  return parts;
}

std::string JudgementKey(const JudgementKeyParts& parts) {
  return StringsKey(Table::kJudgement, {parts.entity_id, parts.other_entity_id});
}

absl::StatusOr<JudgementKeyParts> ParseJudgementKey(std::string_view key) {
  JudgementKeyParts parts;
  absl::Status status =
      ParseStringsKey(key, Table::kJudgement, {&parts.entity_id, &parts.other_entity_id});
  if (!status.ok()) return status;
  return parts;
}

std::string LineageKey(std::string_view document_id) {
  return std::move(KeyBuilder(Table::kLineage).String(document_id)).Build();
}

std::string FingerprintKey(std::string_view document_id) {
  return std::move(KeyBuilder(Table::kFingerprint).String(document_id)).Build();
}

std::string PostingListKey(uint64_t list) {
  return std::move(KeyBuilder(Table::kPosting).Int(list)).Build();
}

std::string PostingKey(uint64_t list, uint64_t rank, std::string_view document_id) {
  return std::move(KeyBuilder(Table::kPosting).Int(list).Int(rank).String(document_id)).Build();
}

absl::StatusOr<std::string> ParsePostingKey(std::string_view key) {
  absl::StatusOr<KeyReader> reader = KeyReader::Open(key);
  if (!reader.ok()) return reader.status();
  if (reader->table() != Table::kPosting) return Damaged("not a posting");
  for (int i = 0; i < 2; ++i) {
    if (auto number = reader->Int(); !number.ok()) return number.status();
  }
  absl::StatusOr<std::string> document = reader->String();
  if (!document.ok()) return document.status();
  if (absl::Status status = reader->ExpectEnd(); !status.ok()) return status;
  return document;
}

std::string ClaimKey(const ClaimKeyParts& parts) {
  return std::move(KeyBuilder(Table::kClaim)
                       .String(parts.entity_id)
                       .String(parts.dimension_id)
                       .String(parts.proposition_id)
                       .String(parts.document_id)
                       .Int(parts.ordinal))
      .Build();
}

absl::StatusOr<ClaimKeyParts> ParseClaimKey(std::string_view key) {
  absl::StatusOr<KeyReader> reader = KeyReader::Open(key);
  if (!reader.ok()) return reader.status();
  if (reader->table() != Table::kClaim) return Damaged("not of a claim");
  ClaimKeyParts parts;
  for (std::string* field :
       {&parts.entity_id, &parts.dimension_id, &parts.proposition_id, &parts.document_id}) {
    absl::StatusOr<std::string> value = reader->String();
    if (!value.ok()) return value.status();
    *field = *std::move(value);
  }
  const absl::StatusOr<uint64_t> ordinal = reader->Int();
  if (!ordinal.ok()) return ordinal.status();
  parts.ordinal = *ordinal;
  if (absl::Status end = reader->ExpectEnd(); !end.ok()) return end;
  return parts;
}

std::string PropositionRankKey(const RankKeyParts& parts) {
  return std::move(KeyBuilder(Table::kPropositionRank)
                       .String(parts.entity_id)
                       .String(parts.dimension_id)
                       .Int(parts.kind)
                       .DescendingInt(parts.voices)
                       .DescendingInt(parts.lineages)
                       .DescendingInt(parts.claims)
                       .String(parts.proposition_id))
      .Build();
}

absl::StatusOr<RankKeyParts> ParsePropositionRankKey(std::string_view key) {
  absl::StatusOr<KeyReader> reader = KeyReader::Open(key);
  if (!reader.ok()) return reader.status();
  if (reader->table() != Table::kPropositionRank) return Damaged("not of a rank");
  RankKeyParts parts;
  for (std::string* field : {&parts.entity_id, &parts.dimension_id}) {
    absl::StatusOr<std::string> value = reader->String();
    if (!value.ok()) return value.status();
    *field = *std::move(value);
  }
  const absl::StatusOr<uint64_t> kind = reader->Int();
  if (!kind.ok()) return kind.status();
  if (*kind > UINT32_MAX) return Damaged("kind out of range");
  parts.kind = static_cast<uint32_t>(*kind);
  for (uint64_t* field : {&parts.voices, &parts.lineages, &parts.claims}) {
    const absl::StatusOr<uint64_t> value = reader->DescendingInt();
    if (!value.ok()) return value.status();
    *field = *value;
  }
  absl::StatusOr<std::string> id = reader->String();
  if (!id.ok()) return id.status();
  parts.proposition_id = *std::move(id);
  if (absl::Status end = reader->ExpectEnd(); !end.ok()) return end;
  return parts;
}

std::string KeyspacePrefix(uint64_t keyspace) {
  std::string key;
  AppendBigEndian(key, keyspace, 8);
  return key;
}

std::string KeyspaceEnd(uint64_t keyspace) { return KeyspacePrefix(keyspace + 1); }

std::string LatestKey(uint64_t keyspace, std::string_view logical_key) {
  std::string key;
  key.reserve(8 + logical_key.size());
  AppendBigEndian(key, keyspace, 8);
  key.append(logical_key);
  return key;
}

std::string_view LogicalPart(std::string_view latest_key) { return latest_key.substr(8); }

std::string HistoryKey(uint64_t keyspace, std::string_view logical_key, uint64_t commit) {
  std::string key;
  key.reserve(17 + logical_key.size());
  AppendBigEndian(key, keyspace, 8);
  key.append(logical_key);
  key.push_back('\0');
  AppendBigEndian(key, commit, 8);
  return key;
}

absl::StatusOr<HistoryKeyParts> ParseHistoryKey(std::string_view key) {
  if (key.size() < 18 || key[key.size() - 9] != '\0') return Damaged("not of history");
  HistoryKeyParts parts;
  parts.keyspace = ReadBigEndian(key.substr(0, 8));
  parts.logical_key = key.substr(8, key.size() - 17);
  parts.commit = ReadBigEndian(key.substr(key.size() - 8));
  if (!IsLogicalKey(parts.logical_key)) return Damaged("not a logical key in history");
  return parts;
}

std::string LogKey(uint64_t keyspace, uint64_t commit, uint32_t chunk) {
  std::string key;
  AppendBigEndian(key, keyspace, 8);
  AppendBigEndian(key, commit, 8);
  AppendBigEndian(key, chunk, 4);
  return key;
}

absl::StatusOr<LogKeyParts> ParseLogKey(std::string_view key) {
  if (key.size() != 20) return Damaged("not of the log");
  return LogKeyParts{.keyspace = ReadBigEndian(key.substr(0, 8)),
                     .commit = ReadBigEndian(key.substr(8, 8)),
                     .chunk = static_cast<uint32_t>(ReadBigEndian(key.substr(16)))};
}

std::string OriginalChunkKey(uint64_t keyspace, std::string_view sha256_hex, uint32_t chunk) {
  std::string key = LatestKey(keyspace, OriginalKey(sha256_hex));
  AppendBigEndian(key, chunk, 4);
  return key;
}

std::string PrefixEnd(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<uint8_t>(end.back()) == 0xFF) end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(static_cast<uint8_t>(end.back()) + 1);
  return end;
}

}  // namespace parallax::storage
