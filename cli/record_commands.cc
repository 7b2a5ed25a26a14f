// documents, claims, entities, dimensions, verify: what the query service's records say.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/list_command.h"
#include "cli/output.h"
#include "cli/service_client.h"
#include "parallax/v1/record_service.grpc.pb.h"
#include "query_service/render/evidence_notes.h"
#include "query_service/render/safe_text.h"

namespace parallax::cli {
namespace {

std::vector<OptionSpec> With(std::vector<OptionSpec> options,
                             const std::vector<std::vector<OptionSpec>>& more) {
  for (const auto& group : more) options.insert(options.end(), group.begin(), group.end());
  return options;
}

std::unique_ptr<v1::RecordService::Stub> Stub(const Arguments& arguments) {
  return v1::RecordService::NewStub(QueryChannel(arguments));
}

// "economy" → ENTITY_KIND_ECONOMY; UNSPECIFIED for the empty name.
absl::StatusOr<v1::EntityKind> KindFrom(const Arguments& arguments) {
  std::string name = arguments.Get("kind");
  if (name.empty()) return v1::ENTITY_KIND_UNSPECIFIED;
  const std::string given = name;
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  v1::EntityKind kind;
  if (v1::EntityKind_Parse("ENTITY_KIND_" + name, &kind)) return kind;
  return absl::InvalidArgumentError(
      "--kind must be economy, organization, model, initiative, person, place or technology, got "
      "\"" +
      given + "\"");
}

template <typename Request>
absl::Status FillRead(const Arguments& arguments, Request* request) {
  request->set_collection(arguments.Get("collection"));
  v1::Consistency consistency;
  if (absl::Status status = ConsistencyFrom(arguments, &consistency); !status.ok()) return status;
  if (consistency.requirement_case() != v1::Consistency::REQUIREMENT_NOT_SET) {
    *request->mutable_consistency() = consistency;
  }
  return absl::OkStatus();
}

// One document's record, always as JSON: it is a tree.
int ShowDocuments(const Arguments& arguments) {
  const auto stub = Stub(arguments);
  for (const std::string& id : arguments.positional()) {
    v1::GetDocumentRequest request;
    if (absl::Status status = FillRead(arguments, &request); !status.ok()) return Misused(status);
    request.set_document_id(id);
    grpc::ClientContext context;
    if (absl::Status status = Prepare(arguments, &context); !status.ok()) return Misused(status);
    v1::GetDocumentResponse response;
    const grpc::Status status = stub->GetDocument(&context, request, &response);
    if (!status.ok()) return Report(status, QueryAddress(arguments));
    Print(ToJson(response) + "\n");
  }
  return kDone;
}

int RunDocuments(const Arguments& arguments) {
  if (!arguments.positional().empty()) return ShowDocuments(arguments);
  v1::ListDocumentsRequest request;
  if (absl::Status status = FillRead(arguments, &request); !status.ok()) return Misused(status);
  const auto stub = Stub(arguments);
  return List<v1::ListDocumentsRequest, v1::ListDocumentsResponse>(
      arguments, request, QueryAddress(arguments),
      [&](grpc::ClientContext* context, const auto& page, auto* response) {
        return stub->ListDocuments(context, page, response);
      },
      [](const v1::ListDocumentsResponse& response) { return render::SheetOf(response); });
}

int RunClaims(const Arguments& arguments) {
  v1::ListClaimsRequest request;
  if (absl::Status status = FillRead(arguments, &request); !status.ok()) return Misused(status);
  if (!arguments.Has("entity") && !arguments.Has("document")) {
    return Misused(absl::InvalidArgumentError("whose claims? --entity NAME or --document ID"));
  }
  request.set_entity(arguments.Get("entity"));
  request.set_dimension_id(arguments.Get("dimension"));
  request.set_document_id(arguments.Get("document"));
  const bool evidence = arguments.Has("evidence");
  const auto stub = Stub(arguments);
  return List<v1::ListClaimsRequest, v1::ListClaimsResponse>(
      arguments, request, QueryAddress(arguments),
      [&](grpc::ClientContext* context, const auto& page, auto* response) {
        return stub->ListClaims(context, page, response);
      },
      [=](const v1::ListClaimsResponse& response) { return render::SheetOf(response, evidence); });
}

int RunEntities(const Arguments& arguments) {
  v1::ListEntitiesRequest request;
  if (absl::Status status = FillRead(arguments, &request); !status.ok()) return Misused(status);
  const auto kind = KindFrom(arguments);
  if (!kind.ok()) return Misused(kind.status());
  request.set_kind(*kind);
  request.set_with_claims(arguments.Has("with_claims"));
  request.set_display_language(arguments.Get("language"));
  const auto stub = Stub(arguments);
  return List<v1::ListEntitiesRequest, v1::ListEntitiesResponse>(
      arguments, request, QueryAddress(arguments),
      [&](grpc::ClientContext* context, const auto& page, auto* response) {
        return stub->ListEntities(context, page, response);
      },
      [](const v1::ListEntitiesResponse& response) { return render::SheetOf(response); });
}

int RunDimensions(const Arguments& arguments) {
  v1::ListDimensionsRequest request;
  request.set_collection(arguments.Get("collection"));
  const auto kind = KindFrom(arguments);
  if (!kind.ok()) return Misused(kind.status());
  request.set_subject_kind(*kind);
  request.set_display_language(arguments.Get("language"));
  const auto stub = Stub(arguments);
  return List<v1::ListDimensionsRequest, v1::ListDimensionsResponse>(
      arguments, request, QueryAddress(arguments),
      [&](grpc::ClientContext* context, const auto& page, auto* response) {
        return stub->ListDimensions(context, page, response);
      },
      [](const v1::ListDimensionsResponse& response) { return render::SheetOf(response); });
}

render::Sheet SheetOf(const v1::VerifyEvidenceResponse& response) {
  render::Sheet sheet;
  sheet.header = {"claim", "role", "bytes", "quote", "recovered", "verified"};
  for (const v1::EvidenceCheck& check : response.checks()) {
    const v1::ByteSpan& span = check.evidence().span();
    sheet.rows.push_back({check.claim_id(), render::RoleWord(check.evidence().role()),
                          std::to_string(span.begin_byte()) + "–" + std::to_string(span.end_byte()),
                          check.evidence().quote(), check.recovered(),
                          check.verified() ? "yes" : "NO"});
  }
  return sheet;
}

int RunVerify(const Arguments& arguments) {
  const auto output = OutputFrom(arguments);
  if (!output.ok()) return Misused(output.status());
  if (arguments.positional().empty()) {
    return Misused(absl::InvalidArgumentError("which claims? parallax verify CLAIM…"));
  }
  v1::VerifyEvidenceRequest request;
  if (absl::Status status = FillRead(arguments, &request); !status.ok()) return Misused(status);
  for (const std::string& id : arguments.positional()) request.add_claim_ids(id);
  grpc::ClientContext context;
  if (absl::Status status = Prepare(arguments, &context); !status.ok()) return Misused(status);
  v1::VerifyEvidenceResponse response;
  const grpc::Status status = Stub(arguments)->VerifyEvidence(&context, request, &response);
  if (!status.ok()) return Report(status, QueryAddress(arguments));
  if (output->format == OutputFormat::kJson) {
    Print(ToJson(response) + "\n");
  } else {
    PrintSheet(SheetOf(response), *output);
  }
  return response.all_verified() ? kDone : kRefused;
}

const OptionSpec kKind = {"kind", "KIND", "only this kind of entity", ""};
const OptionSpec kLanguage = {"language", "TAG", "language of names, BCP 47 (en)", ""};

}  // namespace

Command DocumentsCommand() {
  return {"documents", "[ID…] [OPTION…]",
          "Lists documents, or shows the whole record of those named (as JSON).",
          With(PageOptions(), {ReadOptions(), ConnectionOptions()}), RunDocuments};
}

Command ClaimsCommand() {
  return {"claims", "--entity NAME|--document ID [OPTION…]", "Lists claims.",
          With({{"entity", "NAME", "claims about it", ""},
                {"dimension", "ID", "on this dimension; with --entity", ""},
                {"document", "ID", "claims that it makes", ""},
                {"evidence", "", "with the passages: quote and bytes", ""}},
               {PageOptions(), ReadOptions(), ConnectionOptions()}),
          RunClaims};
}

Command EntitiesCommand() {
  return {"entities", "[OPTION…]", "Lists entities with their names.",
          With({kKind,
                kLanguage,
                {"with_claims", "", "only those that documents make claims about", ""}},
               {PageOptions(), ReadOptions(), ConnectionOptions()}),
          RunEntities};
}

Command DimensionsCommand() {
  return {
      "dimensions", "[OPTION…]", "Lists the questions that can be asked.",
      With(
          {kKind, kLanguage, {"collection", "NAME", "collection (default)", "PARALLAX_COLLECTION"}},
          {PageOptions(), ConnectionOptions()}),
      RunDimensions};
}

Command VerifyCommand() {
  return {"verify", "CLAIM… [OPTION…]",
          "Reads the originals again and says whether each quote is there.",
          With({}, {ReadOptions(), ConnectionOptions()}), RunVerify};
}

}  // namespace parallax::cli
