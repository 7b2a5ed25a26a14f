// compare sources|stack|timelines|translations, rank, explain.
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/compare_request.h"
#include "cli/list_command.h"
#include "cli/output.h"
#include "cli/render/analysis_sheets.h"
#include "cli/render/translation_sheet.h"
#include "cli/service_client.h"
#include "parallax/v1/comparison_service.grpc.pb.h"
#include "query_service/render/cell_summary.h"
#include "query_service/render/comparison_view.h"

namespace parallax::cli {
namespace {

using Service = v1::ComparisonService;

// One call, its answer as JSON or as sheets.
template <typename Request, typename Response, typename Print>
int Ask(const Arguments& arguments, const Output& output, const Request& request,
        grpc::Status (Service::Stub::*call)(grpc::ClientContext*, const Request&, Response*),
        const Print& print) {
  grpc::ClientContext context;
  if (absl::Status status = Prepare(arguments, &context); !status.ok()) return Misused(status);
  const auto stub = Service::NewStub(QueryChannel(arguments));
  Response response;
  const grpc::Status status = ((*stub).*call)(&context, request, &response);
  if (!status.ok()) return Report(status, QueryAddress(arguments));
  if (output.format == OutputFormat::kJson) {
    cli::Print(ToJson(response) + "\n");
  } else {
    print(response);
  }
  return kDone;
}

// On a terminal what a sheet is about stands above it; CSV has the sheet alone.
void Headline(const Output& output, const std::string& text) {
  if (output.format == OutputFormat::kTable) Print(text + "\n");
  if (output.format == OutputFormat::kMarkdown) Print("**" + text + "**\n\n");
}

void PrintSecond(const render::Sheet& sheet, const std::string& text, const Output& output) {
  if (output.format == OutputFormat::kCsv || sheet.rows.empty()) return;
  Print("\n");
  Headline(output, text);
  PrintSheet(sheet, output);
}

std::string Standing(const v1::Cell& cell) {
  std::string text(render::StateWord(cell.state()));
  if (cell.agreement() != v1::AGREEMENT_UNSPECIFIED) {
    text += ", " + std::string(render::AgreementWord(cell.agreement()));
  }
  return cell.sampled() ? text + " (of a part)" : text;
}

template <typename Request>
absl::Status FillPage(const Arguments& arguments, Request* request) {
  const auto size = arguments.GetInteger("page_size", 0, 0, 500);
  if (!size.ok()) return size.status();
  request->set_page_size(static_cast<int32_t>(*size));
  request->set_page_token(arguments.Get("page_token"));
  return absl::OkStatus();
}

void TellOfMore(const std::string& next) {
  if (next.empty()) return;
  std::fprintf(stderr, "there is more: --page_token %s\n", next.c_str());
}

}  // namespace

int CompareSources(const Arguments& arguments, const Output& output,
                   const std::vector<std::string>& names) {
  if (names.size() != 2) {
    return Misused(absl::InvalidArgumentError("parallax compare sources ENTITY DIMENSION"));
  }
  v1::CompareSourcesRequest request;
  request.set_entity(names[0]);
  request.set_dimension(names[1]);
  if (absl::Status status = FillRead(arguments, &request); !status.ok()) return Misused(status);
  FillRollUp(arguments, request.mutable_roll_up());
  if (absl::Status status = FillPage(arguments, &request); !status.ok()) return Misused(status);
  const auto claims = arguments.GetInteger("max_claims", 0, -1, 50);
  if (!claims.ok()) return Misused(claims.status());
  request.set_max_claims_per_voice(static_cast<int32_t>(*claims));
  return Ask(arguments, output, request, &Service::Stub::CompareSources,
             [&](const v1::CompareSourcesResponse& response) {
               Headline(output, render::NameOf(response.entity()) + " · " +
                                    render::NameOf(response.dimension()) + ": " +
                                    Standing(response.cell()));
               PrintSheet(render::SheetOf(response), output);
               TellOfMore(response.next_page_token());
             });
}

int CompareStack(const Arguments& arguments, const Output& output,
                 const std::vector<std::string>& names) {
  v1::CompareStackRequest request;
  for (const std::string& name : names) request.add_economies(name);
  for (std::string& id : arguments.GetList("dimensions")) request.add_layers(std::move(id));
  if (absl::Status status = FillRead(arguments, &request); !status.ok()) return Misused(status);
  if (absl::Status status = FillOptions(arguments, request.mutable_options()); !status.ok()) {
    return Misused(status);
  }
  return Ask(arguments, output, request, &Service::Stub::CompareStack,
             [&](const v1::CompareStackResponse& response) {
               PrintSheet(render::SheetOf(response), output);
             });
}

int CompareTimelines(const Arguments& arguments, const Output& output,
                     const std::vector<std::string>& names) {
  v1::CompareTimelinesRequest request;
  for (const std::string& name : names) request.add_entities(name);
  for (std::string& id : arguments.GetList("dimensions")) request.add_dimensions(std::move(id));
  if (absl::Status status = FillRead(arguments, &request); !status.ok()) return Misused(status);
  request.set_from_date(arguments.Get("from"));
  request.set_before_date(arguments.Get("before"));
  request.set_include_publications(arguments.Has("publications"));
  const auto claims = arguments.GetInteger("max_claims", 0, -1, 50);
  if (!claims.ok()) return Misused(claims.status());
  request.set_max_claims_per_event(static_cast<int32_t>(*claims));
  return Ask(arguments, output, request, &Service::Stub::CompareTimelines,
             [&](const v1::CompareTimelinesResponse& response) {
               PrintSheet(render::SheetOf(response), output);
               if (arguments.Has("contrasts")) {
                 PrintSecond(render::RelationSheet(response), "How they lie to each other", output);
               }
             });
}

int CompareTranslations(const Arguments& arguments, const Output& output,
                        const std::vector<std::string>& names) {
  if (names.size() > 2) {
    return Misused(absl::InvalidArgumentError("parallax compare translations DOCUMENT [DOCUMENT]"));
  }
  if (FilterFrom(arguments).ByteSizeLong() > 0) {
    return Misused(
        absl::InvalidArgumentError("translations are of documents: no claims to filter"));
  }
  v1::CompareTranslationsRequest request;
  request.set_collection(arguments.Get("collection"));
  request.set_document_id(names[0]);
  if (names.size() == 2) request.set_other_document_id(names[1]);
  request.set_language(arguments.Get("text_language"));
  request.set_other_language(arguments.Get("other_language"));
  v1::Consistency consistency;
  if (absl::Status status = ConsistencyFrom(arguments, &consistency); !status.ok()) {
    return Misused(status);
  }
  if (consistency.requirement_case() != v1::Consistency::REQUIREMENT_NOT_SET) {
    *request.mutable_consistency() = consistency;
  }
  if (absl::Status status = FillPage(arguments, &request); !status.ok()) return Misused(status);
  return Ask(arguments, output, request, &Service::Stub::CompareTranslations,
             [&](const v1::CompareTranslationsResponse& response) {
               Headline(output, render::TranslationHeadline(response));
               PrintSheet(render::SheetOf(response), output);
               TellOfMore(response.next_page_token());
             });
}

namespace {

int RunRank(const Arguments& arguments) {
  const auto output = OutputFrom(arguments);
  if (!output.ok()) return Misused(output.status());
  const std::vector<std::string>& words = arguments.positional();
  if (words.empty()) {
    return Misused(absl::InvalidArgumentError("by what? parallax rank DIMENSION [NAME…]"));
  }
  v1::RankEntitiesRequest request;
  request.set_dimension(words[0]);
  for (size_t i = 1; i < words.size(); ++i) request.add_entities(words[i]);
  const auto kind = EntityKindFrom(arguments);
  if (!kind.ok()) return Misused(kind.status());
  request.set_kind(*kind);
  if (absl::Status status = FillRead(arguments, &request); !status.ok()) return Misused(status);
  if (absl::Status status = FillOptions(arguments, request.mutable_options()); !status.ok()) {
    return Misused(status);
  }
  if (absl::Status status = FillPage(arguments, &request); !status.ok()) return Misused(status);
  request.mutable_bounds()->set_at_least(arguments.Get("at_least"));
  request.mutable_bounds()->set_at_most(arguments.Get("at_most"));
  request.mutable_bounds()->set_at_least_level_id(arguments.Get("at_least_level"));
  request.mutable_bounds()->set_at_most_level_id(arguments.Get("at_most_level"));
  request.set_currency_code(arguments.Get("currency"));
  request.set_unit(arguments.Get("unit"));
  request.set_ascending(arguments.Has("ascending"));
  return Ask(arguments, *output, request, &Service::Stub::RankEntities,
             [&](const v1::RankEntitiesResponse& response) {
               Headline(*output, render::NameOf(response.dimension()) + ": " +
                                     std::to_string(response.ranked_count()) + " ranked, " +
                                     std::to_string(response.out_of_bounds_count()) +
                                     " out of bounds, " +
                                     std::to_string(response.unrankable_count()) + " unrankable");
               PrintSheet(render::SheetOf(response), *output);
               TellOfMore(response.next_page_token());
             });
}

int RunExplain(const Arguments& arguments) {
  const auto output = OutputFrom(arguments);
  if (!output.ok()) return Misused(output.status());
  const std::vector<std::string>& words = arguments.positional();
  if (words.size() != 2) {
    return Misused(absl::InvalidArgumentError("parallax explain ENTITY DIMENSION"));
  }
  v1::ExplainCellRequest request;
  request.set_entity(words[0]);
  request.set_dimension(words[1]);
  if (absl::Status status = FillRead(arguments, &request); !status.ok()) return Misused(status);
  FillRollUp(arguments, request.mutable_roll_up());
  if (absl::Status status = FillOptions(arguments, request.mutable_options()); !status.ok()) {
    return Misused(status);
  }
  if (absl::Status status = FillPage(arguments, &request); !status.ok()) return Misused(status);
  return Ask(arguments, *output, request, &Service::Stub::ExplainCell,
             [&](const v1::ExplainCellResponse& response) {
               Headline(*output, render::NameOf(response.entity()) + " · " +
                                     render::NameOf(response.dimension()) + ": " +
                                     Standing(render::CommonPart(response.cell())));
               PrintSheet(render::SheetOf(response), *output);
               PrintSecond(render::SeenSheet(response), "Documents that mention it", *output);
               TellOfMore(response.next_page_token());
             });
}

std::vector<OptionSpec> Join(std::vector<OptionSpec> options) {
  for (const auto& more : {FilterOptions(), ReadOptions(), ConnectionOptions()}) {
    options.insert(options.end(), more.begin(), more.end());
  }
  return options;
}

}  // namespace

Command RankCommand() {
  return {"rank", "DIMENSION [NAME…] [OPTION…]",
          "Puts entities in the order of their figures or levels, with ties and what has no place.",
          Join({{"kind", "KIND", "rank every entity of a kind that has a claim", ""},
                {"at_least", "N", "only figures of at least this", ""},
                {"at_most", "N", "only figures of at most this", ""},
                {"at_least_level", "ID", "only levels of at least this", ""},
                {"at_most_level", "ID", "only levels of at most this", ""},
                {"currency", "CODE", "convert amounts into it, ISO 4217 (USD)", ""},
                {"unit", "ID", "convert quantities into it", ""},
                {"ascending", "", "smallest first", ""},
                {"page_size", "N", "how many (50)", ""},
                {"page_token", "TOKEN", "go on where the last page ended", ""}}),
          RunRank};
}

Command ExplainCommand() {
  std::vector<OptionSpec> options = RollUpOptions();
  options.push_back({"page_size", "N", "documents (20)", ""});
  options.push_back({"page_token", "TOKEN", "go on where the last page ended", ""});
  return {"explain", "ENTITY DIMENSION [OPTION…]",
          "Says why a cell is as it is; when it is empty, what was looked at.",
          Join(std::move(options)), RunExplain};
}

}  // namespace parallax::cli
