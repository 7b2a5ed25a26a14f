// What all listing commands do: one page, or with --all every page as one answer.
#ifndef PARALLAX_CLI_LIST_COMMAND_H_
#define PARALLAX_CLI_LIST_COMMAND_H_

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/render/sheet.h"
#include "cli/service_client.h"

namespace parallax::cli {

inline std::vector<OptionSpec> PageOptions() {
  return {{"page_size", "N", "how many (50)", ""},
          {"page_token", "TOKEN", "go on where the last page ended", ""},
          {"all", "", "every page", ""}};
}

inline void PrintSheet(const render::Sheet& sheet, const Output& output) {
  switch (output.format) {
    case OutputFormat::kMarkdown:
      return Print(render::SheetMarkdown(sheet));
    case OutputFormat::kCsv:
      return Print(render::SheetCsv(sheet));
    default:
      return Print(render::SheetTable(sheet, output.width, output.colour));
  }
}

// Calls `call` for the pages that are asked for and prints them as one. `request` is complete but
// for its page fields.
template <typename Request, typename Response>
int List(const Arguments& arguments, Request request, const std::string& address,
         const std::function<grpc::Status(grpc::ClientContext*, const Request&, Response*)>& call,
         const std::function<render::Sheet(const Response&)>& sheet_of) {
  const auto output = OutputFrom(arguments);
  if (!output.ok()) return Misused(output.status());
  const auto page_size = arguments.GetInteger("page_size", 0, -1, 1 << 30);
  if (!page_size.ok()) return Misused(page_size.status());
  request.set_page_size(static_cast<int32_t>(*page_size));
  request.set_page_token(arguments.Get("page_token"));
  Response all;
  while (true) {
    grpc::ClientContext context;
    if (absl::Status status = Prepare(arguments, &context); !status.ok()) return Misused(status);
    Response page;
    const grpc::Status status = call(&context, request, &page);
    if (!status.ok()) return Report(status, address);
    const std::string next = page.next_page_token();
    all.MergeFrom(page);
    all.set_next_page_token(next);
    if (!arguments.Has("all") || next.empty()) break;
    request.set_page_token(next);
  }
  if (output->format == OutputFormat::kJson) {
    Print(ToJson(all) + "\n");
  } else {
    PrintSheet(sheet_of(all), *output);
    if (!all.next_page_token().empty()) {
      std::fprintf(stderr, "there is more: --all, or --page_token %s\n",
                   all.next_page_token().c_str());
    }
  }
  return kDone;
}

}  // namespace parallax::cli

#endif  // PARALLAX_CLI_LIST_COMMAND_H_
