// delete, collections, health: calls that list no records.
#include <cstdio>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/list_command.h"
#include "cli/output.h"
#include "cli/service_client.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "parallax/v1/admin_service.grpc.pb.h"
#include "parallax/v1/ingest_service.grpc.pb.h"

namespace parallax::cli {
namespace {

int RunDelete(const Arguments& arguments) {
  const auto output = OutputFrom(arguments);
  if (!output.ok()) return Misused(output.status());
  if (arguments.positional().empty()) {
    return Misused(absl::InvalidArgumentError("which documents? parallax delete ID…"));
  }
  const auto stub = v1::IngestService::NewStub(IngestChannel(arguments));
  int exit_code = kDone;
  std::string token;
  for (const std::string& id : arguments.positional()) {
    v1::DeleteDocumentRequest request;
    request.set_collection(arguments.Get("collection"));
    request.set_document_id(id);
    grpc::ClientContext context;
    if (absl::Status status = Prepare(arguments, &context); !status.ok()) return Misused(status);
    v1::DeleteDocumentResponse response;
    const grpc::Status status = stub->DeleteDocument(&context, request, &response);
    if (!status.ok()) {
      std::fprintf(stderr, "%s: ", id.c_str());
      exit_code = Report(status, IngestAddress(arguments));
      if (exit_code == kUnreachable) return exit_code;
      continue;
    }
    token = response.revision_token();
    if (output->format == OutputFormat::kJson) Print(ToJson(response) + "\n");
  }
  if (output->format != OutputFormat::kJson && !token.empty()) Print("token: " + token + "\n");
  return exit_code;
}

int RunCollections(const Arguments& arguments) {
  const auto stub = v1::AdminService::NewStub(IngestChannel(arguments));
  const std::vector<std::string>& words = arguments.positional();
  if (words.empty()) {
    return List<v1::ListCollectionsRequest, v1::ListCollectionsResponse>(
        arguments, {}, IngestAddress(arguments),
        [&](grpc::ClientContext* context, const auto& page, auto* response) {
          return stub->ListCollections(context, page, response);
        },
        [](const v1::ListCollectionsResponse& response) { return render::SheetOf(response); });
  }
  if (words.size() != 2 || words[0] != "create") {
    return Misused(absl::InvalidArgumentError("usage: parallax collections [create NAME]"));
  }
  const auto output = OutputFrom(arguments);
  if (!output.ok()) return Misused(output.status());
  v1::CreateCollectionRequest request;
  request.set_name(words[1]);
  grpc::ClientContext context;
  if (absl::Status status = Prepare(arguments, &context); !status.ok()) return Misused(status);
  v1::CreateCollectionResponse response;
  const grpc::Status status = stub->CreateCollection(&context, request, &response);
  if (!status.ok()) return Report(status, IngestAddress(arguments));
  Print(output->format == OutputFormat::kJson ? ToJson(response) + "\n"
                                              : "token: " + response.revision_token() + "\n");
  return kDone;
}

// Made for a container's HEALTHCHECK: quick, and its exit code is the answer.
int RunHealth(const Arguments& arguments) {
  if (arguments.positional().size() != 1) {
    return Misused(absl::InvalidArgumentError("usage: parallax health ADDRESS"));
  }
  const std::string& address = arguments.positional()[0];
  grpc::health::v1::HealthCheckRequest request;
  request.set_service(arguments.Get("service"));
  grpc::ClientContext context;
  const auto seconds = arguments.GetInteger("timeout", 5, 1, 86400);
  if (!seconds.ok()) return Misused(seconds.status());
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(*seconds));
  grpc::health::v1::HealthCheckResponse response;
  const grpc::Status status =
      grpc::health::v1::Health::NewStub(ChannelTo(address))->Check(&context, request, &response);
  if (!status.ok()) return Report(status, address);
  Print(grpc::health::v1::HealthCheckResponse::ServingStatus_Name(response.status()) + "\n");
  return response.status() == grpc::health::v1::HealthCheckResponse::SERVING ? kDone : kRefused;
}

const OptionSpec kCollection = {"collection", "NAME", "collection (default)",
                                "PARALLAX_COLLECTION"};

}  // namespace

Command DeleteCommand() {
  Command command{"delete", "ID… [OPTION…]", "Takes documents out; history keeps them.",
                  ConnectionOptions(), RunDelete};
  command.options.insert(command.options.begin(), kCollection);
  return command;
}

Command CollectionsCommand() {
  Command command{"collections", "[create NAME] [OPTION…]", "Lists collections, or makes one.",
                  PageOptions(), RunCollections};
  const std::vector<OptionSpec> more = ConnectionOptions();
  command.options.insert(command.options.end(), more.begin(), more.end());
  return command;
}

Command HealthCommand() {
  return {"health",
          "ADDRESS [OPTION…]",
          "Asks a service whether it serves; exits 0 when it does.",
          {{"service", "NAME", "one of its services; default is the whole process", ""},
           {"timeout", "SECONDS", "how long to wait for an answer (5)", ""}},
          RunHealth};
}

std::vector<Command> AllCommands() {
  return {IngestCommand(), CompareCommand(),      RankCommand(),       ExplainCommand(),
          RenderCommand(), DiffCommand(),         WatchCommand(),      DocumentsCommand(),
          ClaimsCommand(), EntitiesCommand(),     DimensionsCommand(), VerifyCommand(),
          DeleteCommand(), ImportClaimsCommand(), RetractCommand(),    JudgeCommand(),
          HealthCommand(), CollectionsCommand(),  NormalizeCommand(),  RecognizeCommand()};
}

}  // namespace parallax::cli
