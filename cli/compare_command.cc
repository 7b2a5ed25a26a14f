#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/render/comparison_export.h"
#include "cli/render/comparison_table.h"
#include "cli/render/comparison_view.h"
#include "cli/service_client.h"
#include "parallax/v1/comparison_service.grpc.pb.h"

namespace parallax::cli {
namespace {

template <typename Request>
absl::Status Fill(const Arguments& arguments, Request* request) {
  request->set_collection(arguments.Get("collection"));
  for (std::string& id : arguments.GetList("dimensions")) request->add_dimensions(std::move(id));
  request->set_display_language(arguments.Get("language"));
  v1::Consistency consistency;
  if (absl::Status status = ConsistencyFrom(arguments, &consistency); !status.ok()) return status;
  if (consistency.requirement_case() != v1::Consistency::REQUIREMENT_NOT_SET) {
    *request->mutable_consistency() = consistency;
  }
  v1::ClaimFilter filter;
  for (const std::string& value : arguments.GetList("in_language")) filter.add_languages(value);
  for (const std::string& value : arguments.GetList("publisher")) filter.add_publishers(value);
  for (const std::string& value : arguments.GetList("document")) filter.add_document_ids(value);
  filter.set_published_from_date(arguments.Get("published_from"));
  filter.set_published_before_date(arguments.Get("published_before"));
  if (filter.ByteSizeLong() > 0) *request->mutable_filter() = filter;
  const auto propositions = arguments.GetInteger("max_propositions", 0, 0, 100);
  if (!propositions.ok()) return propositions.status();
  const auto claims = arguments.GetInteger("max_claims", 0, -1, 50);
  if (!claims.ok()) return claims.status();
  if (*propositions != 0) {
    request->mutable_options()->set_max_propositions(static_cast<int32_t>(*propositions));
  }
  if (*claims != 0) {
    request->mutable_options()->set_max_claims_per_proposition(static_cast<int32_t>(*claims));
  }
  return absl::OkStatus();
}

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
  }
}

const v1::CompareResponse& AsGeneral(const v1::CompareResponse& response) { return response; }
using render::AsGeneral;

template <typename Request, typename Response>
int Compare(const Arguments& arguments, const Output& output, Request request,
            grpc::Status (v1::ComparisonService::Stub::*call)(grpc::ClientContext*, const Request&,
                                                              Response*)) {
  if (absl::Status status = Fill(arguments, &request); !status.ok()) return Misused(status);
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
  const auto output = OutputFrom(arguments);
  if (!output.ok()) return Misused(output.status());
  const std::vector<std::string>& words = arguments.positional();
  const std::string kind = words.empty() ? "" : words[0];
  if (kind != "economies" && kind != "models" && kind != "any") {
    return Misused(absl::InvalidArgumentError("compare what? economies, models or any"));
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
  v1::CompareRequest request;
  for (const std::string& name : names) request.add_entities(name);
  return Compare(arguments, *output, std::move(request), &Stub::Compare);
}

}  // namespace

Command CompareCommand() {
  Command command{
      "compare",
      "economies|models|any NAME… [OPTION…]",
      "Sets entities side by side; names in any listed language, or ids.",
      {{"dimensions", "ID,…", "only these dimensions", ""},
       {"evidence", "", "number the passages and list them: quote, document, bytes", ""},
       {"contrasts", "", "list all contrasts, not only ratios of amounts", ""},
       {"language", "TAG", "language of names, BCP 47 (en)", ""},
       {"in_language", "TAG,…", "only claims worded in these languages", ""},
       {"publisher", "NAME,…", "only documents of these publishers", ""},
       {"published_from", "DATE", "only documents published on or after, YYYY-MM-DD", ""},
       {"published_before", "DATE", "only documents published before, YYYY-MM-DD", ""},
       {"document", "ID,…", "only these documents", ""},
       {"max_propositions", "N", "propositions per cell (8)", ""},
       {"max_claims", "N", "claims per proposition, -1 for none (2)", ""}},
      Run};
  for (const auto& more : {ReadOptions(), ConnectionOptions()}) {
    command.options.insert(command.options.end(), more.begin(), more.end());
  }
  return command;
}

}  // namespace parallax::cli
