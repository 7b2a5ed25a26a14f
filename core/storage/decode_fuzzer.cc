// Everything that reads bytes from a disk, the feed or a client: none may crash, and what decodes
// must encode to something that decodes the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/storage/commit_record.h"
#include "core/storage/history.h"
#include "core/storage/keys.h"
#include "core/storage/revision_token.h"
#include "core/storage/rows.h"

namespace parallax::storage {
namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

template <typename Row>
void TryRow(std::string_view bytes) {
  const absl::StatusOr<Row> row = DecodeRow<Row>(bytes);
  if (!row.ok()) return;
  const std::string again = EncodeRow(*row);
  const absl::StatusOr<Row> same = DecodeRow<Row>(again);
  Check(same.ok() && EncodeRow(*same) == again);
}

void TryKeys(std::string_view bytes) {
  if (IsLogicalKey(bytes)) {
    const std::string key = HistoryKey(1, bytes, 2);  // what the parts are views of
    const auto parts = ParseHistoryKey(key);
    Check(parts.ok() && parts->logical_key == bytes && parts->commit == 2);
  }
  if (const auto parts = ParseClaimKey(bytes); parts.ok()) Check(ClaimKey(*parts) == bytes);
  if (const auto parts = ParsePropositionRankKey(bytes); parts.ok()) {
    Check(PropositionRankKey(*parts) == bytes);
  }
  if (const auto parts = ParseImportedClaimKey(bytes); parts.ok()) {
    Check(ImportedClaimKey(*parts) == bytes);
  }
  if (const auto parts = ParseRetractionKey(bytes); parts.ok()) {
    Check(RetractionKey(*parts) == bytes);
  }
  if (const auto parts = ParseJudgementKey(bytes); parts.ok()) {
    Check(JudgementKey(*parts) == bytes);
  }
  (void)ParseHistoryKey(bytes);
  (void)ParseLogKey(bytes);
  (void)DecodeBeforeImage(bytes);
}

}  // namespace
}  // namespace parallax::storage

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace parallax::storage;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  TryKeys(bytes);
  TryRow<CollectionRow>(bytes);
  TryRow<DocumentRow>(bytes);
  TryRow<ClaimRow>(bytes);
  TryRow<PropositionRow>(bytes);
  TryRow<CellRow>(bytes);
  TryRow<MentionRow>(bytes);
  TryRow<CountRow>(bytes);
  TryRow<ImportedClaimRow>(bytes);
  TryRow<RetractionRow>(bytes);
  TryRow<JudgementRow>(bytes);
  TryRow<SameEntitiesRow>(bytes);
  TryRow<OriginalRow>(bytes);
  if (const auto body = DecodeBody({std::string(bytes)}); body.ok()) {
    const auto chunks = EncodeBody(*body);
    const auto again = DecodeBody(chunks);
    Check(again.ok() && EncodeBody(*again) == chunks);
  }
  if (const auto token = ParseRevisionToken(bytes); token.ok()) {
    Check(FormatRevisionToken(*token) == bytes);
  }
  CommitAssembler assembler;
  if (const auto complete = assembler.Add(bytes); complete.ok() && *complete) {
    CommitAssembler again;
    for (const std::string& chunk : EncodeCommitRecord(assembler.record(), 64)) {
      Check(again.Add(chunk).ok());
    }
    Check(again.record() == assembler.record());
  }
  return 0;
}
