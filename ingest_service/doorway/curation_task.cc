#include "ingest_service/doorway/curation_task.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/api/claim_from_api.h"
#include "core/errors/error.h"
#include "core/record/entity_id.h"
#include "core/storage/record_reader.h"
#include "core/text/original_text.h"
#include "ingest_service/assemble/imported_claim.h"
#include "ingest_service/doorway/ingest_task.h"
#include "ingest_service/doorway/request_check.h"
#include "ingest_service/store/curation.h"

namespace parallax::doorway {
namespace {

using errors::Error;
using errors::Reason;
using storage::CommitKind;
using store::RowTransaction;

// 1 to `most` bytes, or also none, without control characters.
absl::Status CheckShort(const std::string& field, const std::string& text, size_t most,
                        bool may_be_empty) {
  if (text.empty() && !may_be_empty)
    return Error(Reason::kFieldMissing, field, "must not be empty");
  if (text.size() > most) {
    return Error(Reason::kLimitExceeded, field,
                 absl::StrCat(text.size(), " bytes, the limit is ", most));
  }
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7f) {
      return Error(Reason::kFieldMalformed, field,
                   absl::StrCat("has a control character at byte ", i));
    }
  }
  return absl::OkStatus();
}

// The document's row, when it is in the state that the request names.
absl::StatusOr<storage::DocumentRow> FindState(const storage::ReadView& view,
                                               const v1::ImportClaimsRequest& request) {
  auto row = storage::RecordReader(view).GetDocument(request.document_id());
  if (!row.ok()) return row.status();
  if (!row->has_value()) {
    return Error(Reason::kDocumentNotFound, "document_id",
                 absl::StrCat("no document \"", request.document_id(), "\" in this collection"));
  }
  switch (request.document_state_case()) {
    case v1::ImportClaimsRequest::kContentSha256:
      if (request.content_sha256() != (*row)->content_sha256) {
        return Error(Reason::kDocumentChanged, "content_sha256",
                     absl::StrCat("the document's original is ", (*row)->content_sha256));
      }
      break;
    case v1::ImportClaimsRequest::kRevision:
      if (request.revision() != static_cast<int64_t>((*row)->revision_commit)) {
        return Error(Reason::kDocumentChanged, "revision",
                     absl::StrCat("the document is at ", (*row)->revision_commit, ", not at ",
                                  request.revision()));
      }
      break;
    case v1::ImportClaimsRequest::DOCUMENT_STATE_NOT_SET:
      return Error(Reason::kFieldMissing, "content_sha256",
                   "set content_sha256 or revision, to say what was read");
  }
  return **std::move(row);
}

// What the spans of a claim cover, whether or not they lie in the original.
int64_t QuotedBytes(const v1::ClaimImport& claim) {
  int64_t bytes = 0;
  const auto add = [&](int64_t begin, int64_t end) {
    if (begin >= 0 && end > begin) bytes += std::min(end - begin, api::kMaxSpanBytes);
  };
  for (const v1::Evidence& evidence : claim.evidence()) {
    add(evidence.span().begin_byte(), evidence.span().end_byte());
  }
  for (const v1::Qualifier& qualifier : claim.qualifiers()) {
    add(qualifier.span().begin_byte(), qualifier.span().end_byte());
  }
  for (const v1::Reading& reading : claim.value().readings()) {
    for (const v1::ListItem& item : reading.items().items())
      add(item.begin_byte(), item.end_byte());
  }
  return bytes;
}

void Refuse(const std::vector<absl::Status>& faults, size_t* told, v1::ImportResult* result) {
  result->set_outcome(v1::IMPORT_OUTCOME_REFUSED);
  for (const absl::Status& fault : faults) {
    const errors::ErrorDetails details = errors::DetailsOf(fault);
    v1::ItemError* error = result->add_errors();
    error->set_code(static_cast<int32_t>(fault.code()));
    error->set_message(std::string(fault.message()));
    error->set_reason(std::string(errors::NameOf(details.reason)));
    error->set_field(details.field);
    if (++*told > kMaxToldFaults) break;
  }
}

v1::ImportOutcome ToApi(store::ImportOutcome outcome) {
  switch (outcome) {
    case store::ImportOutcome::kStored:
      return v1::IMPORT_OUTCOME_STORED;
    case store::ImportOutcome::kUnchanged:
      return v1::IMPORT_OUTCOME_UNCHANGED;
    case store::ImportOutcome::kRetracted:
      return v1::IMPORT_OUTCOME_RETRACTED;
  }
  return v1::IMPORT_OUTCOME_UNSPECIFIED;
}

// What RetractClaims and RevokeRetractions have in common.
template <typename Request>
absl::StatusOr<store::ClaimSelection> SelectionOf(const Request& request) {
  if (absl::Status status = CheckDocumentId(request.document_id(), /*may_be_empty=*/false);
      !status.ok()) {
    return status;
  }
  if (request.claim_ids_size() > kMaxClaimIds) {
    return Error(Reason::kLimitExceeded, "claim_ids",
                 absl::StrCat(request.claim_ids_size(), " ids, the limit is ", kMaxClaimIds));
  }
  if (request.claim_ids_size() == 0 && request.extractor_name().empty()) {
    return Error(Reason::kFieldMissing, "claim_ids", "set claim_ids or extractor_name, or both");
  }
  if (request.extractor_name().empty() && !request.extractor_version().empty()) {
    return Error(Reason::kFieldMalformed, "extractor_version", "only together with extractor_name");
  }
  for (const auto& [field, text] :
       {std::pair<const char*, const std::string&>{"extractor_name", request.extractor_name()},
        {"extractor_version", request.extractor_version()}}) {
    if (absl::Status status = CheckShort(field, text, kMaxExtractorBytes, true); !status.ok()) {
      return status;
    }
  }
  for (int i = 0; i < request.claim_ids_size(); ++i) {
    absl::Status status = CheckShort(absl::StrCat("claim_ids[", i, "]"), request.claim_ids(i),
                                     store::kMaxHashIdBytes, false);
    if (!status.ok()) return status;
  }
  return store::ClaimSelection{
      .document_id = request.document_id(),
      .claim_ids = {request.claim_ids().begin(), request.claim_ids().end()},
      .extractor_name = request.extractor_name(),
      .extractor_version = request.extractor_version()};
}

template <typename Request>
absl::StatusOr<store::EntityPair> PairOf(const Request& request) {
  for (const auto& [field, id] :
       {std::pair<const char*, const std::string&>{"first_entity_id", request.first_entity_id()},
        {"second_entity_id", request.second_entity_id()}}) {
    if (absl::Status status = CheckShort(field, id, store::kMaxEntityIdBytes, false);
        !status.ok()) {
      return status;
    }
  }
  if (request.first_entity_id() == request.second_entity_id()) {
    return Error(Reason::kFieldMalformed, "second_entity_id", "is the first one");
  }
  return store::EntityPair{request.first_entity_id(), request.second_entity_id()};
}

}  // namespace

absl::StatusOr<CurationTask> PrepareImport(const store::IngestStore& store,
                                           const catalog::Catalog& catalog,
                                           const v1::ImportClaimsRequest& request,
                                           v1::ImportClaimsResponse* response) {
  const auto collection = FindCollection(store, request.collection());
  if (!collection.ok()) return collection.status();
  absl::Status status = CheckDocumentId(request.document_id(), /*may_be_empty=*/false);
  if (status.ok()) {
    status = CheckShort("extractor_name", request.extractor_name(), kMaxExtractorBytes, false);
  }
  if (status.ok()) {
    status =
        CheckShort("extractor_version", request.extractor_version(), kMaxExtractorBytes, false);
  }
  if (!status.ok()) return status;
  if (request.claims_size() == 0)
    return Error(Reason::kFieldMissing, "claims", "must not be empty");
  if (request.claims_size() > kMaxImportedAtOnce) {
    return Error(Reason::kLimitExceeded, "claims",
                 absl::StrCat(request.claims_size(), " claims, the limit is ", kMaxImportedAtOnce));
  }
  int64_t quoted = 0;
  for (const v1::ClaimImport& claim : request.claims()) quoted += QuotedBytes(claim);
  if (quoted > kMaxQuotedAtOnce) {
    return Error(
        Reason::kLimitExceeded, "claims",
        absl::StrCat("their spans cover ", quoted, " bytes, the limit is ", kMaxQuotedAtOnce));
  }
  const auto view = store.store().OpenView(*collection);
  if (!view.ok()) return view.status();
  const auto document = FindState(**view, request);
  if (!document.ok()) return document.status();
  const auto bytes = (*view)->ReadOriginal(document->content_sha256, 0, document->content_bytes);
  if (!bytes.ok()) return bytes.status();
  const auto original = text::OriginalText::Create(*bytes, document->charset);
  if (!original.ok()) return original.status();

  // Shared by the change, which runs on the committer's thread, and by what fills the reply after.
  struct Work {
    store::ClaimImportBatch batch;
    std::vector<int> places;  // of the batch's claims in the request
    std::vector<store::ImportOutcome> outcomes;
  };
  auto work = std::make_shared<Work>();
  work->batch.document_id = request.document_id();
  work->batch.input_digest = document->input_digest;
  const assemble::ImportedClaimCheck check(catalog, *document, *original);
  std::set<std::string> seen;
  size_t size = 0;
  size_t told = 0;
  for (int i = 0; i < request.claims_size(); ++i) {
    const std::string field = absl::StrCat("claims[", i, "]");
    errors::Faults faults;
    record::Claim claim = api::FromApi(request.claims(i), field, &faults);
    if (faults.empty()) check.Check(field, &claim, &faults);
    v1::ImportResult* result = response->add_results();
    storage::ImportedClaimRow row;
    if (faults.empty()) {
      row = check.Finish(std::move(claim), request.extractor_name(), request.extractor_version());
      if (!seen.insert(row.claim.claim_id).second) {
        faults.Add(Reason::kFieldMalformed, field,
                   "is the same claim (" + row.claim.claim_id + ") as one before it");
      }
    }
    if (!faults.empty()) {
      Refuse(faults.list(), &told, result);
      continue;
    }
    result->set_claim_id(row.claim.claim_id);
    size += request.claims(i).ByteSizeLong() * 3 + sizeof(row);
    work->places.push_back(i);
    work->batch.claims.push_back(std::move(row));
  }
  response->set_refused_count(request.claims_size() - static_cast<int64_t>(work->places.size()));

  CurationTask task;
  task.empty = work->places.empty();
  task.revision = (*view)->Token();
  task.change = {*collection, store::CuratedChange{
                                  .kind = CommitKind::kClaimsImported,
                                  .document_id = request.document_id(),
                                  .apply = [work](RowTransaction& rows, uint64_t) -> absl::Status {
                                    auto made = store::ImportClaims(work->batch, rows);
                                    if (!made.ok()) return made.status();
                                    work->outcomes = *std::move(made);
                                    return absl::OkStatus();
                                  },
                                  .size_bytes = size}};
  task.fill = [work, response](const store::CommitResult& commit) {
    int64_t stored = 0;
    for (size_t n = 0; n < work->outcomes.size(); ++n) {
      response->mutable_results(work->places[n])->set_outcome(ToApi(work->outcomes[n]));
      stored += work->outcomes[n] == store::ImportOutcome::kStored ? 1 : 0;
    }
    response->set_stored_count(stored);
    response->set_revision_token(commit.revision);
  };
  return task;
}

absl::StatusOr<CurationTask> PrepareRetraction(const store::IngestStore& store,
                                               const v1::RetractClaimsRequest& request,
                                               v1::RetractClaimsResponse* response) {
  const auto collection = FindCollection(store, request.collection());
  if (!collection.ok()) return collection.status();
  auto selection = SelectionOf(request);
  if (!selection.ok()) return selection.status();
  absl::Status status = CheckShort("note", request.note(), kMaxNoteBytes, true);
  if (!status.ok()) return status;
  auto count = std::make_shared<size_t>(0);
  CurationTask task;
  task.change = {*collection,
                 store::CuratedChange{
                     .kind = CommitKind::kClaimsRetracted,
                     .document_id = request.document_id(),
                     .apply = [selection = *selection, note = request.note(), count](
                                  RowTransaction& rows, uint64_t commit) -> absl::Status {
                       const auto retracted = store::RetractClaims(selection, note, commit, rows);
                       if (retracted.ok()) *count = *retracted;
                       return retracted.status();
                     },
                     .size_bytes = request.ByteSizeLong()}};
  task.fill = [count, response](const store::CommitResult& commit) {
    response->set_retracted_count(static_cast<int64_t>(*count));
    response->set_revision_token(commit.revision);
  };
  return task;
}

absl::StatusOr<CurationTask> PrepareRevocation(const store::IngestStore& store,
                                               const v1::RevokeRetractionsRequest& request,
                                               v1::RevokeRetractionsResponse* response) {
  const auto collection = FindCollection(store, request.collection());
  if (!collection.ok()) return collection.status();
  auto selection = SelectionOf(request);
  if (!selection.ok()) return selection.status();
  auto count = std::make_shared<size_t>(0);
  CurationTask task;
  task.change = {*collection, store::CuratedChange{
                                  .kind = CommitKind::kRetractionsRevoked,
                                  .document_id = request.document_id(),
                                  .apply = [selection = *selection, count](
                                               RowTransaction& rows, uint64_t) -> absl::Status {
                                    const auto revoked = store::RevokeRetractions(selection, rows);
                                    if (revoked.ok()) *count = *revoked;
                                    return revoked.status();
                                  },
                                  .size_bytes = request.ByteSizeLong()}};
  task.fill = [count, response](const store::CommitResult& commit) {
    response->set_revoked_count(static_cast<int64_t>(*count));
    response->set_revision_token(commit.revision);
  };
  return task;
}

absl::StatusOr<CurationTask> PrepareJudgement(const store::IngestStore& store,
                                              const catalog::Catalog& catalog,
                                              const v1::JudgeEntitiesRequest& request,
                                              v1::JudgeEntitiesResponse* response) {
  const auto collection = FindCollection(store, request.collection());
  if (!collection.ok()) return collection.status();
  const auto pair = PairOf(request);
  if (!pair.ok()) return pair.status();
  for (const auto& [field, id] :
       {std::pair<const char*, const std::string&>{"first_entity_id", pair->first},
        {"second_entity_id", pair->second}}) {
    if (!assemble::IsEntityId(catalog, id)) {
      return Error(
          Reason::kEntityNotFound, field,
          absl::StrCat("no entity \"", id,
                       "\" in the pack, and not the id of a provisional one (kind/~name)"));
    }
  }
  if (record::EntityKind(pair->first) != record::EntityKind(pair->second)) {
    return Error(Reason::kFieldMalformed, "second_entity_id", "is of another kind than the first");
  }
  storage::EntityVerdict verdict = storage::EntityVerdict::kUnspecified;
  switch (request.verdict()) {
    case v1::ENTITY_VERDICT_SAME:
      verdict = storage::EntityVerdict::kSame;
      break;
    case v1::ENTITY_VERDICT_DIFFERENT:
      verdict = storage::EntityVerdict::kDifferent;
      break;
    case v1::ENTITY_VERDICT_UNSPECIFIED:
      return Error(Reason::kFieldMissing, "verdict", "must be set");
    default:
      return Error(Reason::kFieldOutOfRange, "verdict",
                   absl::StrCat("no value ", static_cast<int>(request.verdict())));
  }
  if (absl::Status status = CheckShort("note", request.note(), kMaxNoteBytes, true); !status.ok()) {
    return status;
  }
  auto same = std::make_shared<std::vector<std::string>>();
  CurationTask task;
  task.change = {
      *collection,
      store::CuratedChange{
          .kind = CommitKind::kEntitiesJudged,
          .document_id = "",
          .apply = [pair = *pair, verdict, note = request.note(), same](
                       RowTransaction& rows, uint64_t commit) -> absl::Status {
            return store::JudgeEntities(pair, verdict, note, commit, rows, same.get()).status();
          },
          .size_bytes = request.ByteSizeLong()}};
  task.fill = [same, response](const store::CommitResult& commit) {
    for (const std::string& id : *same) response->add_same_entity_ids(id);
    response->set_unchanged(commit.unchanged);
    response->set_revision_token(commit.revision);
  };
  return task;
}

absl::StatusOr<CurationTask> PrepareRevokedJudgement(const store::IngestStore& store,
                                                     const v1::RevokeJudgementRequest& request,
                                                     v1::RevokeJudgementResponse* response) {
  const auto collection = FindCollection(store, request.collection());
  if (!collection.ok()) return collection.status();
  const auto pair = PairOf(request);
  if (!pair.ok()) return pair.status();
  CurationTask task;
  task.change = {*collection,
                 store::CuratedChange{.kind = CommitKind::kJudgementRevoked,
                                      .document_id = "",
                                      .apply =
                                          [pair = *pair](RowTransaction& rows, uint64_t) {
                                            return store::RevokeJudgement(pair, rows);
                                          },
                                      .size_bytes = request.ByteSizeLong()}};
  task.fill = [response](const store::CommitResult& commit) {
    response->set_revision_token(commit.revision);
  };
  return task;
}

}  // namespace parallax::doorway
