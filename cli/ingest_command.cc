#include <chrono>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/document_source.h"
#include "cli/ingest_stream.h"
#include "cli/list_command.h"
#include "cli/output.h"
#include "cli/progress_bar.h"
#include "cli/service_client.h"
#include "query_service/render/safe_text.h"

namespace parallax::cli {
namespace {

// Counts outcomes and prints what has to be printed at once.
class Tally {
 public:
  Tally(const Output& output, bool list_issues, int64_t total_bytes)
      : output_(output), list_issues_(list_issues) {
    progress_.total_bytes = total_bytes;
    sheet_.header = {"document", "outcome", "revision", "claims", "issues", "message"};
  }

  void Take(const IngestOutcome& outcome) {
    ++progress_.documents;
    progress_.done_bytes += outcome.source_bytes;
    const v1::IngestResult& result = outcome.response.result();
    std::string error;
    if (!outcome.local.ok()) {
      error = "not sent: " + std::string(outcome.local.message());
    } else if (outcome.response.has_error()) {
      error = ErrorOf(outcome.response.error());
    }
    if (!error.empty()) {
      ++progress_.failed;
      Complain(outcome.id + ": " + error);
      sheet_.rows.push_back({outcome.id, "failed", "", "", "", error});
    } else {
      ++(result.unchanged() ? unchanged_ : stored_);
      claims_ += result.claim_ids_size();
      issues_ += result.issues_size();
      token_ = result.revision_token();
      sheet_.rows.push_back({outcome.id, result.unchanged() ? "unchanged" : "stored",
                             std::to_string(result.revision()),
                             std::to_string(result.claim_ids_size()),
                             std::to_string(result.issues_size()), ""});
      if (list_issues_) ListIssues(outcome.id, result);
    }
    if (output_.format == OutputFormat::kJson && outcome.local.ok()) {
      bar_.Clear();
      Print(ToJsonLine(outcome.response) + "\n");
    }
    bar_.Show(progress_);
  }

  void Finish(double seconds, int64_t skipped_files) {
    bar_.Clear();
    switch (output_.format) {
      case OutputFormat::kJson:
        return;
      case OutputFormat::kCsv:
      case OutputFormat::kMarkdown:
        return PrintSheet(sheet_, output_);
      case OutputFormat::kTable:
      case OutputFormat::kHtml:
        break;
    }
    std::string text = std::to_string(progress_.documents) +
                       " documents: " + std::to_string(stored_) + " stored, " +
                       std::to_string(unchanged_) + " unchanged, " +
                       std::to_string(progress_.failed) + " failed";
    text += "; " + std::to_string(claims_) + " claims, " + std::to_string(issues_) + " issues";
    char time[32];
    std::snprintf(time, sizeof(time), "; %.1f s\n", seconds);
    text += time;
    if (skipped_files > 0) {
      text += std::to_string(skipped_files) + " files of other types left out\n";
    }
    if (!token_.empty()) text += "token: " + token_ + "\n";
    Print(text);
  }

  int64_t failed() const { return progress_.failed; }
  void ClearBar() { bar_.Clear(); }

 private:
  static std::string ErrorOf(const v1::ItemError& error) {
    std::string out = error.reason();
    if (!error.field().empty()) out += (out.empty() ? "" : ", ") + error.field();
    return (out.empty() ? "" : "(" + out + ") ") + error.message();
  }

  void Complain(const std::string& text) {
    bar_.Clear();
    std::fprintf(stderr, "%s\n", render::SafeText(text).c_str());
  }

  void ListIssues(const std::string& id, const v1::IngestResult& result) {
    for (const v1::Issue& issue : result.issues()) {
      std::string place;
      if (issue.span().end_byte() > 0) {
        place = " bytes " + std::to_string(issue.span().begin_byte()) + "–" +
                std::to_string(issue.span().end_byte());
      }
      Complain(id + place + ": " + issue.message());
    }
  }

  const Output output_;
  const bool list_issues_;
  Progress progress_;
  ProgressBar bar_;
  render::Sheet sheet_;
  int64_t stored_ = 0;
  int64_t unchanged_ = 0;
  int64_t claims_ = 0;
  int64_t issues_ = 0;
  std::string token_;
};

int Run(const Arguments& arguments) {
  const auto output = OutputFrom(arguments);
  if (!output.ok()) return Misused(output.status());
  if (arguments.positional().empty()) {
    return Misused(absl::InvalidArgumentError("which files or folders? parallax ingest PATH…"));
  }
  const auto max_bytes = arguments.GetInteger("max_bytes", 8 << 20, 1, 1 << 30);
  if (!max_bytes.ok()) return Misused(max_bytes.status());
  SourceOptions source_options;
  source_options.id_prefix = arguments.Get("prefix");
  source_options.media_type = arguments.Get("media_type");
  source_options.max_content_bytes = *max_bytes;
  auto source = DocumentSource::Open(arguments.positional(), source_options);
  if (!source.ok()) return Misused(source.status());
  StreamOptions stream_options;
  stream_options.collection = arguments.Get("collection");
  const auto stub = v1::IngestService::NewStub(IngestChannel(arguments));
  Tally tally(*output, arguments.Has("issues"), source->total_bytes());
  const auto begin = std::chrono::steady_clock::now();
  const grpc::Status status = SendAll(stub.get(), &*source, stream_options,
                                      [&](const IngestOutcome& outcome) { tally.Take(outcome); });
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
  tally.Finish(time.count(), source->skipped_files());
  if (!status.ok()) {
    const int exit_code = Report(status, IngestAddress(arguments));
    std::fprintf(stderr,
                 "parallax: not all documents were stored; the same command again goes on, since "
                 "unchanged documents change nothing\n");
    return exit_code;
  }
  return tally.failed() == 0 ? kDone : kRefused;
}

}  // namespace

Command IngestCommand() {
  Command command{"ingest",
                  "PATH… [OPTION…]",
                  "Stores documents from files, folders and JSON lines (.jsonl).",
                  {{"collection", "NAME", "collection (default)", "PARALLAX_COLLECTION"},
                   {"prefix", "TEXT", "put before every document id", ""},
                   {"media_type", "TYPE", "of all files, instead of by extension", ""},
                   {"max_bytes", "N", "larger documents are not sent (8388608)", ""},
                   {"issues", "", "list what was found wrong with each document", ""}},
                  Run};
  for (const OptionSpec& option : ConnectionOptions()) {
    // A stream has no deadline: it lasts as long as there are documents.
    if (option.name != "timeout") command.options.push_back(option);
  }
  return command;
}

}  // namespace parallax::cli
