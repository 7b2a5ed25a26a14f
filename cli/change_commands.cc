// render, diff and watch: what is made of a comparison by the query service.
#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/compare_request.h"
#include "cli/output.h"
#include "cli/service_client.h"
#include "parallax/v1/comparison_service.grpc.pb.h"
#include "query_service/render/change_text.h"

namespace parallax::cli {
namespace {

std::unique_ptr<v1::ComparisonService::Stub> Stub(const Arguments& arguments) {
  return v1::ComparisonService::NewStub(QueryChannel(arguments));
}

std::vector<OptionSpec> With(std::vector<OptionSpec> options,
                             const std::vector<std::vector<OptionSpec>>& more) {
  for (const auto& list : more) options.insert(options.end(), list.begin(), list.end());
  return options;
}

int RunRender(const Arguments& arguments) {
  v1::RenderComparisonRequest request;
  const std::string format = arguments.Get("output", "html");
  if (format == "html") {
    request.set_format(v1::RENDER_FORMAT_HTML);
  } else if (format == "markdown") {
    request.set_format(v1::RENDER_FORMAT_MARKDOWN);
  } else if (format == "csv") {
    request.set_format(v1::RENDER_FORMAT_CSV);
  } else {
    return Misused(absl::InvalidArgumentError("--output must be html, markdown or csv, got \"" +
                                              format + "\""));
  }
  auto comparison = ComparisonFrom(arguments);
  if (!comparison.ok()) return Misused(comparison.status());
  *request.mutable_comparison() = *std::move(comparison);
  request.set_title(arguments.Get("title"));
  request.set_omit_evidence(arguments.Has("omit_evidence"));
  grpc::ClientContext context;
  if (absl::Status status = Prepare(arguments, &context); !status.ok()) return Misused(status);
  const auto stub = Stub(arguments);
  const auto reader = stub->RenderComparison(&context, request);
  // A page that broke off is no page: nothing is printed before all of it is here.
  std::string page;
  v1::RenderComparisonResponse piece;
  while (reader->Read(&piece)) page += piece.content();
  const grpc::Status status = reader->Finish();
  if (!status.ok()) return Report(status, QueryAddress(arguments));
  Print(page);
  return kDone;
}

int RunDiff(const Arguments& arguments) {
  const auto output = OutputFrom(arguments);
  if (!output.ok()) return Misused(output.status());
  auto comparison = ComparisonFrom(arguments);
  if (!comparison.ok()) return Misused(comparison.status());
  if (!arguments.Has("from")) {
    return Misused(absl::InvalidArgumentError("--from TOKEN: say which state is the older one"));
  }
  v1::DiffComparisonsRequest request;
  *request.mutable_comparison() = *std::move(comparison);
  request.set_from_revision_token(arguments.Get("from"));
  request.set_to_revision_token(arguments.Get("to"));
  grpc::ClientContext context;
  if (absl::Status status = Prepare(arguments, &context); !status.ok()) return Misused(status);
  v1::DiffComparisonsResponse response;
  const grpc::Status status = Stub(arguments)->DiffComparisons(&context, request, &response);
  if (!status.ok()) return Report(status, QueryAddress(arguments));
  if (output->format == OutputFormat::kJson) {
    Print(ToJson(response) + "\n");
    return kDone;
  }
  for (const v1::ChangedCell& cell : response.changed_cells()) {
    Print(render::ChangedCellText(cell, response.entities(), response.dimensions()));
  }
  if (response.changed_cells().empty()) Print("no cell changed\n");
  return kDone;
}

// Whether coming back with the last token may help.
bool IsPassing(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE;
}

int RunWatch(const Arguments& arguments) {
  const auto output = OutputFrom(arguments);
  if (!output.ok()) return Misused(output.status());
  auto comparison = ComparisonFrom(arguments);
  if (!comparison.ok()) return Misused(comparison.status());
  const auto steps = arguments.GetInteger("steps", 0, 0, 1 << 30);
  if (!steps.ok()) return Misused(steps.status());
  const auto patience = arguments.GetInteger("timeout", 30, 1, 86400);
  if (!patience.ok()) return Misused(patience.status());
  v1::WatchComparisonRequest request;
  *request.mutable_comparison() = *std::move(comparison);
  request.set_after_revision_token(arguments.Get("after"));
  const auto stub = Stub(arguments);
  int64_t taken = 0;
  auto last_news = std::chrono::steady_clock::now();
  while (true) {
    grpc::ClientContext context;
    const auto reader = stub->WatchComparison(&context, request);
    v1::WatchComparisonResponse message;
    std::string held;  // of a step that is not whole yet: printed with its token
    while (reader->Read(&message)) {
      last_news = std::chrono::steady_clock::now();
      if (output->format == OutputFormat::kJson) {
        held += ToJsonLine(message) + "\n";
      } else {
        for (const v1::ChangedCell& cell : message.changed_cells()) {
          held += render::ChangedCellText(cell, {}, {});
        }
      }
      if (message.revision_token().empty()) continue;
      const bool changed = held.find("changedCells") != std::string::npos ||
                           (output->format != OutputFormat::kJson && !held.empty());
      request.set_after_revision_token(message.revision_token());
      if (changed || output->format == OutputFormat::kJson) Print(held);
      held.clear();
      taken += changed ? 1 : 0;
      if (*steps > 0 && taken >= *steps) return kDone;
    }
    const grpc::Status status = reader->Finish();
    const auto silence = std::chrono::steady_clock::now() - last_news;
    if (!IsPassing(status) || silence > std::chrono::seconds(*patience)) {
      return Report(status, QueryAddress(arguments));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

}  // namespace

Command RenderCommand() {
  return {"render", "economies|models|initiatives|organizations|any NAME… [OPTION…]",
          "Makes a page of a comparison: HTML that needs nothing but itself, Markdown or CSV.",
          With({{"title", "TEXT", "title of an HTML page", ""},
                {"omit_evidence", "", "leave the passages out", ""}},
               {ComparisonOptions(), ReadOptions(), ConnectionOptions()}),
          RunRender};
}

Command DiffCommand() {
  return {"diff", "economies|models|initiatives|organizations|any NAME… --from TOKEN [OPTION…]",
          "Lists the cells of a comparison that changed between two states, and what changed them.",
          With({{"from", "TOKEN", "the older state's revision token", ""},
                {"to", "TOKEN", "the newer state's (the latest)", ""},
                {"collection", "NAME", "collection (default)", "PARALLAX_COLLECTION"}},
               {ComparisonOptions(), ConnectionOptions()}),
          RunDiff};
}

Command WatchCommand() {
  return {"watch", "economies|models|initiatives|organizations|any NAME… [OPTION…]",
          "Prints the cells of a comparison that change, as they change; comes back when the "
          "service does.",
          With({{"after", "TOKEN", "begin with what changed since (now)", ""},
                {"steps", "N", "end after so many changes", ""},
                {"collection", "NAME", "collection (default)", "PARALLAX_COLLECTION"}},
               {ComparisonOptions(), ConnectionOptions()}),
          RunWatch};
}

}  // namespace parallax::cli
