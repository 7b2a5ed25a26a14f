// import-claims, retract, judge: what callers add to documents and say of entities.
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/service_client.h"
#include "nlohmann/json.hpp"
#include "parallax/v1/ingest_service.grpc.pb.h"
#include "query_service/render/safe_text.h"

namespace parallax::cli {
namespace {

// Claims that one call carries, and lines longer than which none is read.
constexpr size_t kClaimsPerCall = 500;
constexpr size_t kMaxLineBytes = 1 << 20;

const OptionSpec kCollection = {"collection", "NAME", "collection (default)",
                                "PARALLAX_COLLECTION"};

std::vector<OptionSpec> WithConnection(std::vector<OptionSpec> options) {
  const std::vector<OptionSpec> more = ConnectionOptions();
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

// Claims that follow each other for one document in one state.
struct Batch {
  v1::ImportClaimsRequest request;
  std::vector<int64_t> lines;  // of the claims
};

// What a line says of its document and extractor; the rest of it is the claim.
absl::Status ReadLine(const std::string& line, const Arguments& arguments,
                      v1::ImportClaimsRequest* head, v1::ClaimImport* claim) {
  nlohmann::json json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return absl::InvalidArgumentError("not a JSON object");
  const auto text = [&](const char* name, const char* option) {
    const auto it = json.find(name);
    if (it != json.end() && it->is_string()) return it->get<std::string>();
    return arguments.Get(option);
  };
  head->set_collection(arguments.Get("collection"));
  head->set_document_id(text("documentId", "document"));
  head->set_extractor_name(text("extractorName", "extractor"));
  head->set_extractor_version(text("extractorVersion", "extractor_version"));
  const std::string digest = text("contentSha256", "content_sha256");
  if (!digest.empty()) head->set_content_sha256(digest);
  if (const auto it = json.find("revision"); it != json.end() && digest.empty()) {
    if (it->is_number_integer()) head->set_revision(it->get<int64_t>());
    if (it->is_string()) head->set_revision(std::atoll(it->get<std::string>().c_str()));
  }
  const auto it = json.find("claim");
  if (it == json.end() || !it->is_object()) {
    return absl::InvalidArgumentError("no object \"claim\"");
  }
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;  // those of Claim that the service sets
  const auto parsed = google::protobuf::util::JsonStringToMessage(it->dump(), claim, options);
  if (!parsed.ok()) {
    return absl::InvalidArgumentError("claim: " + std::string(parsed.message()));
  }
  return absl::OkStatus();
}

bool SameHead(const v1::ImportClaimsRequest& a, const v1::ImportClaimsRequest& b) {
  return a.document_id() == b.document_id() && a.extractor_name() == b.extractor_name() &&
         a.extractor_version() == b.extractor_version() &&
         a.content_sha256() == b.content_sha256() && a.revision() == b.revision();
}

class Importer {
 public:
  Importer(const Arguments& arguments, const Output& output)
      : arguments_(arguments),
        output_(output),
        stub_(v1::IngestService::NewStub(IngestChannel(arguments))) {}

  int Read(std::istream& lines, const std::string& name) {
    std::string line;
    for (int64_t number = 1; std::getline(lines, line); ++number) {
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      v1::ImportClaimsRequest head;
      v1::ClaimImport claim;
      const absl::Status read = line.size() > kMaxLineBytes
                                    ? absl::InvalidArgumentError("longer than 1 MiB")
                                    : ReadLine(line, arguments_, &head, &claim);
      if (!read.ok()) {
        return Misused(absl::InvalidArgumentError(name + ":" + std::to_string(number) + ": " +
                                                  std::string(read.message())));
      }
      if (!batch_.lines.empty() &&
          (!SameHead(batch_.request, head) || batch_.lines.size() == kClaimsPerCall)) {
        if (const int code = Send(name); code != kDone) return code;
      }
      if (batch_.lines.empty()) batch_.request = std::move(head);
      *batch_.request.add_claims() = std::move(claim);
      batch_.lines.push_back(number);
    }
    return batch_.lines.empty() ? kDone : Send(name);
  }

  int Finish() const {
    if (output_.format != OutputFormat::kJson) {
      Print(std::to_string(stored_) + " claims stored, " + std::to_string(unchanged_) +
            " unchanged, " + std::to_string(retracted_) + " retracted, " +
            std::to_string(refused_) + " refused\n" +
            (token_.empty() ? "" : "token: " + token_ + "\n"));
    }
    return refused_ == 0 ? kDone : kRefused;
  }

 private:
  int Send(const std::string& name) {
    const Batch batch = std::exchange(batch_, {});
    grpc::ClientContext context;
    if (absl::Status status = Prepare(arguments_, &context); !status.ok()) return Misused(status);
    v1::ImportClaimsResponse response;
    const grpc::Status status = stub_->ImportClaims(&context, batch.request, &response);
    if (!status.ok()) {
      std::fprintf(stderr, "%s:%lld: ", name.c_str(), static_cast<long long>(batch.lines.front()));
      return Report(status, IngestAddress(arguments_));
    }
    for (int i = 0; i < response.results_size(); ++i) {
      const v1::ImportResult& result = response.results(i);
      unchanged_ += result.outcome() == v1::IMPORT_OUTCOME_UNCHANGED ? 1 : 0;
      retracted_ += result.outcome() == v1::IMPORT_OUTCOME_RETRACTED ? 1 : 0;
      for (const v1::ItemError& error : result.errors()) {
        std::fprintf(stderr, "%s:%lld: (%s) %s\n", name.c_str(),
                     static_cast<long long>(batch.lines[static_cast<size_t>(i)]),
                     error.reason().c_str(), render::SafeText(error.message()).c_str());
      }
    }
    stored_ += response.stored_count();
    refused_ += response.refused_count();
    token_ = response.revision_token();
    if (output_.format == OutputFormat::kJson) Print(ToJsonLine(response) + "\n");
    return kDone;
  }

  const Arguments& arguments_;
  const Output output_;
  const std::unique_ptr<v1::IngestService::Stub> stub_;
  Batch batch_;
  int64_t stored_ = 0;
  int64_t unchanged_ = 0;
  int64_t retracted_ = 0;
  int64_t refused_ = 0;
  std::string token_;
};

int RunImport(const Arguments& arguments) {
  const auto output = OutputFrom(arguments);
  if (!output.ok()) return Misused(output.status());
  if (arguments.positional().empty()) {
    return Misused(absl::InvalidArgumentError("which files? parallax import-claims FILE.jsonl…"));
  }
  Importer importer(arguments, *output);
  for (const std::string& path : arguments.positional()) {
    std::ifstream file;
    if (path != "-") {
      file.open(path);
      if (!file) return Misused(absl::NotFoundError("cannot read " + path));
    }
    const int code = importer.Read(path == "-" ? std::cin : file, path);
    if (code != kDone) return code;
  }
  return importer.Finish();
}

// One call whose answer is a count and a token.
template <typename Request, typename Response, typename Call>
int CallOnce(const Arguments& arguments, const Request& request, Response* response, Call call) {
  const auto output = OutputFrom(arguments);
  if (!output.ok()) return Misused(output.status());
  const auto stub = v1::IngestService::NewStub(IngestChannel(arguments));
  grpc::ClientContext context;
  if (absl::Status status = Prepare(arguments, &context); !status.ok()) return Misused(status);
  const grpc::Status status = call(*stub, &context, request, response);
  if (!status.ok()) return Report(status, IngestAddress(arguments));
  Print(output->format == OutputFormat::kJson ? ToJson(*response) + "\n"
                                              : "token: " + response->revision_token() + "\n");
  return kDone;
}

template <typename Request>
Request Selection(const Arguments& arguments) {
  Request request;
  request.set_collection(arguments.Get("collection"));
  const auto& words = arguments.positional();
  request.set_document_id(words[0]);
  for (size_t i = 1; i < words.size(); ++i) request.add_claim_ids(words[i]);
  request.set_extractor_name(arguments.Get("extractor"));
  request.set_extractor_version(arguments.Get("extractor_version"));
  return request;
}

int RunRetract(const Arguments& arguments) {
  if (arguments.positional().empty()) {
    return Misused(absl::InvalidArgumentError(
        "usage: parallax retract DOCUMENT [CLAIM…] [--extractor NAME] [--revoke]"));
  }
  if (arguments.Has("revoke")) {
    v1::RevokeRetractionsResponse response;
    return CallOnce(arguments, Selection<v1::RevokeRetractionsRequest>(arguments), &response,
                    [](auto& stub, auto* context, const auto& request, auto* out) {
                      return stub.RevokeRetractions(context, request, out);
                    });
  }
  auto request = Selection<v1::RetractClaimsRequest>(arguments);
  request.set_note(arguments.Get("note"));
  v1::RetractClaimsResponse response;
  return CallOnce(arguments, request, &response,
                  [](auto& stub, auto* context, const auto& sent, auto* out) {
                    return stub.RetractClaims(context, sent, out);
                  });
}

int RunJudge(const Arguments& arguments) {
  const auto& words = arguments.positional();
  if (words.size() != 3 ||
      (words[0] != "same" && words[0] != "different" && words[0] != "revoke")) {
    return Misused(
        absl::InvalidArgumentError("usage: parallax judge same|different|revoke ENTITY ENTITY"));
  }
  if (words[0] == "revoke") {
    v1::RevokeJudgementRequest request;
    request.set_collection(arguments.Get("collection"));
    request.set_first_entity_id(words[1]);
    request.set_second_entity_id(words[2]);
    v1::RevokeJudgementResponse response;
    return CallOnce(arguments, request, &response,
                    [](auto& stub, auto* context, const auto& sent, auto* out) {
                      return stub.RevokeJudgement(context, sent, out);
                    });
  }
  v1::JudgeEntitiesRequest request;
  request.set_collection(arguments.Get("collection"));
  request.set_first_entity_id(words[1]);
  request.set_second_entity_id(words[2]);
  request.set_verdict(words[0] == "same" ? v1::ENTITY_VERDICT_SAME : v1::ENTITY_VERDICT_DIFFERENT);
  request.set_note(arguments.Get("note"));
  v1::JudgeEntitiesResponse response;
  return CallOnce(arguments, request, &response,
                  [](auto& stub, auto* context, const auto& sent, auto* out) {
                    return stub.JudgeEntities(context, sent, out);
                  });
}

}  // namespace

Command ImportClaimsCommand() {
  return {"import-claims", "FILE.jsonl… [OPTION…]",
          "Stores claims of an external extractor; each line has \"claim\" and says of which "
          "document.",
          WithConnection(
              {kCollection,
               {"document", "ID", "of lines without \"documentId\"", ""},
               {"content_sha256", "HEX", "of lines without \"contentSha256\" or \"revision\"", ""},
               {"extractor", "NAME", "of lines without \"extractorName\"", ""},
               {"extractor_version", "TEXT", "of lines without \"extractorVersion\"", ""}}),
          RunImport};
}

Command RetractCommand() {
  return {
      "retract", "DOCUMENT [CLAIM…] [OPTION…]",
      "Takes claims of a document back, or all of an extractor's; --revoke lets them count again.",
      WithConnection({kCollection,
                      {"extractor", "NAME", "only claims that it made", ""},
                      {"extractor_version", "TEXT", "only of this version", ""},
                      {"note", "TEXT", "why", ""},
                      {"revoke", "", "takes the retraction back", ""}}),
      RunRetract};
}

Command JudgeCommand() {
  return {"judge", "same|different|revoke ENTITY ENTITY [OPTION…]",
          "Says that two entities are one, or two; revoke takes it back.",
          WithConnection({kCollection, {"note", "TEXT", "why", ""}}), RunJudge};
}

}  // namespace parallax::cli
