#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/compare_request.h"
#include "cli/output.h"
#include "cli/render/comparison_table.h"
#include "cli/service_client.h"
#include "parallax/v1/comparison_service.grpc.pb.h"
#include "query_service/render/comparison_export.h"
#include "query_service/render/comparison_view.h"
#include "query_service/render/rendering.h"

namespace parallax::cli {
namespace {

void PrintComparison(const v1::CompareResponse& response, const google::protobuf::Message& original,
                     const Arguments& arguments, const Output& output) {
  const render::ContrastScope contrasts =
      arguments.Has("contrasts") ? render::ContrastScope::kAll : render::ContrastScope::kRatios;
  switch (output.format) {
    case OutputFormat::kTable: {
      render::TableOptions options;
      options.width = output.width;
      options.colour = output.colour;
      options.evidence = arguments.Has("evidence");
      options.contrasts = contrasts;
      options.summary.language = arguments.Get("language", "en");
      Print(render::ComparisonTable(response, options));
      break;
    }
    case OutputFormat::kJson:
      Print(ToJson(original) + "\n");
      break;
    case OutputFormat::kMarkdown: {
      render::MarkdownOptions options;
      options.evidence = arguments.Has("evidence");
      options.contrasts = contrasts;
      options.summary.language = arguments.Get("language", "en");
      Print(render::ComparisonMarkdown(response, options));
      break;
    }
    case OutputFormat::kCsv:
      Print(render::ComparisonCsv(response));
      break;
    case OutputFormat::kHtml: {
      render::RenderingOptions options;
      options.language = arguments.Get("language", "en");
      Print(render::Rendering(response, v1::RENDER_FORMAT_HTML, options));
      break;
    }
  }
}

const v1::CompareResponse& AsGeneral(const v1::CompareResponse& response) { return response; }
using render::AsGeneral;

template <typename Request, typename Response>
int Compare(const Arguments& arguments, const Output& output, Request request,
            grpc::Status (v1::ComparisonService::Stub::*call)(grpc::ClientContext*, const Request&,
                                                              Response*)) {
  if (absl::Status status = FillComparison(arguments, &request); !status.ok())
    return Misused(status);
  grpc::ClientContext context;
  if (absl::Status status = Prepare(arguments, &context); !status.ok()) return Misused(status);
  const auto stub = v1::ComparisonService::NewStub(QueryChannel(arguments));
  Response response;
  const grpc::Status status = ((*stub).*call)(&context, request, &response);
  if (!status.ok()) return Report(status, QueryAddress(arguments));
  PrintComparison(AsGeneral(response), response, arguments, output);
  return kDone;
}

int Run(const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  const std::string kind = words.empty() ? "" : words[0];
  // A page is made of a table of cells.
  const bool pages =
      kind != "sources" && kind != "stack" && kind != "timelines" && kind != "translations";
  const auto output = OutputFrom(arguments, pages);
  if (!output.ok()) return Misused(output.status());
  constexpr std::string_view kKinds[] = {"economies",     "models",    "initiatives",
                                         "organizations", "any",       "sources",
                                         "stack",         "timelines", "translations"};
  if (std::find(std::begin(kKinds), std::end(kKinds), kind) == std::end(kKinds)) {
    return Misused(absl::InvalidArgumentError(
        "compare what? economies, models, initiatives, organizations, stack, sources, timelines, "
        "translations or any"));
  }
  if (words.size() < 2) {
    return Misused(
        absl::InvalidArgumentError("name what to compare: parallax compare " + kind + " NAME…"));
  }
  using Stub = v1::ComparisonService::Stub;
  const std::vector<std::string> names(words.begin() + 1, words.end());
  if (kind == "economies") {
    v1::CompareEconomiesRequest request;
    for (const std::string& name : names) request.add_economies(name);
    return Compare(arguments, *output, std::move(request), &Stub::CompareEconomies);
  }
  if (kind == "models") {
    v1::CompareModelsRequest request;
    for (const std::string& name : names) request.add_models(name);
    return Compare(arguments, *output, std::move(request), &Stub::CompareModels);
  }
  if (kind == "initiatives") {
    v1::CompareInitiativesRequest request;
    for (const std::string& name : names) request.add_initiatives(name);
    return Compare(arguments, *output, std::move(request), &Stub::CompareInitiatives);
  }
  if (kind == "organizations") {
    v1::CompareOrganizationsRequest request;
    for (const std::string& name : names) request.add_organizations(name);
    return Compare(arguments, *output, std::move(request), &Stub::CompareOrganizations);
  }
  if (kind == "sources") return CompareSources(arguments, *output, names);
  if (kind == "stack") return CompareStack(arguments, *output, names);
  if (kind == "timelines") return CompareTimelines(arguments, *output, names);
  if (kind == "translations") return CompareTranslations(arguments, *output, names);
  v1::CompareRequest request;
  for (const std::string& name : names) request.add_entities(name);
  return Compare(arguments, *output, std::move(request), &Stub::Compare);
}

}  // namespace

Command CompareCommand() {
  Command command{
      "compare",
      "economies|models|initiatives|organizations|stack|timelines|any NAME… [OPTION…]\n"
      "       parallax compare sources ENTITY DIMENSION [OPTION…]\n"
      "       parallax compare translations DOCUMENT [DOCUMENT] [OPTION…]",
      "Sets entities, what sources say of one, or translations side by side; names in any listed "
      "language, or ids.",
      {{"dimensions", "ID,…", "only these dimensions; of the stack, only these layers", ""},
       {"evidence", "", "number the passages and list them: quote, document, bytes", ""},
       {"contrasts", "", "list all contrasts, not only ratios of amounts; of timelines, relations",
        ""},
       {"from", "DATE", "timelines: only what touches this day or later, YYYY-MM-DD", ""},
       {"before", "DATE", "timelines: only what touches a day before this one", ""},
       {"publications", "", "timelines: also when documents were published", ""},
       {"text_language", "TAG", "translations: the first text's blocks in this language only", ""},
       {"other_language", "TAG", "translations: the second text's", ""},
       {"page_size", "N", "sources: voices (50); translations: pairs (50)", ""},
       {"page_token", "TOKEN", "sources, translations: go on where the last page ended", ""}},
      Run};
  for (const auto& more : {RollUpOptions(), FilterOptions(), ReadOptions(), ConnectionOptions()}) {
    command.options.insert(command.options.end(), more.begin(), more.end());
  }
  return command;
}

}  // namespace parallax::cli
