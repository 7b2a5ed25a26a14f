#include "cli/service_client.h"

#include <chrono>
#include <cstdio>
#include <string_view>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "query_service/render/safe_text.h"

namespace parallax::cli {
namespace {

constexpr std::string_view kIngestAddress = "127.0.0.1:7401";
constexpr std::string_view kQueryAddress = "127.0.0.1:7402";

std::string_view CodeName(int code) {
  static constexpr std::string_view kNames[] = {"OK",
                                                "CANCELLED",
                                                "UNKNOWN",
                                                "INVALID_ARGUMENT",
                                                "DEADLINE_EXCEEDED",
                                                "NOT_FOUND",
                                                "ALREADY_EXISTS",
                                                "PERMISSION_DENIED",
                                                "RESOURCE_EXHAUSTED",
                                                "FAILED_PRECONDITION",
                                                "ABORTED",
                                                "OUT_OF_RANGE",
                                                "UNIMPLEMENTED",
                                                "INTERNAL",
                                                "UNAVAILABLE",
                                                "DATA_LOSS",
                                                "UNAUTHENTICATED"};
  return code >= 0 && code < 17 ? kNames[code] : "UNKNOWN";
}

}  // namespace

std::vector<OptionSpec> ConnectionOptions() {
  return {
      {"ingest_address", "ADDRESS", "ingest service, HOST:PORT or unix:PATH (127.0.0.1:7401)",
       "PARALLAX_INGEST_ADDRESS"},
      {"query_address", "ADDRESS", "query service, HOST:PORT or unix:PATH (127.0.0.1:7402)",
       "PARALLAX_QUERY_ADDRESS"},
      {"timeout", "SECONDS", "how long to wait for an answer (30)", ""},
      {"output", "FORMAT", "table, json, markdown or csv", ""},
  };
}

std::vector<OptionSpec> ReadOptions() {
  return {
      {"collection", "NAME", "collection (default)", "PARALLAX_COLLECTION"},
      {"token", "TOKEN", "wait until this revision token's state is there", ""},
      {"at", "TOKEN", "answer as of exactly this revision token", ""},
  };
}

std::shared_ptr<grpc::Channel> ChannelTo(const std::string& address) {
  grpc::ChannelArguments options;
  // Replies are under the 4 MiB that clients accept by default; originals come in chunks.
  options.SetMaxReceiveMessageSize(16 << 20);
  // A proxy has no business between two processes of one machine or cluster.
  options.SetInt("grpc.enable_http_proxy", 0);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), options);
}

std::string IngestAddress(const Arguments& arguments) {
  return arguments.Get("ingest_address", kIngestAddress);
}

std::string QueryAddress(const Arguments& arguments) {
  return arguments.Get("query_address", kQueryAddress);
}

std::shared_ptr<grpc::Channel> IngestChannel(const Arguments& arguments) {
  return ChannelTo(IngestAddress(arguments));
}

std::shared_ptr<grpc::Channel> QueryChannel(const Arguments& arguments) {
  return ChannelTo(QueryAddress(arguments));
}

absl::Status Prepare(const Arguments& arguments, grpc::ClientContext* context) {
  const auto seconds = arguments.GetInteger("timeout", 30, 1, 86400);
  if (!seconds.ok()) return seconds.status();
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(*seconds));
  return absl::OkStatus();
}

absl::Status ConsistencyFrom(const Arguments& arguments, v1::Consistency* out) {
  if (arguments.Has("token") && arguments.Has("at")) {
    return absl::InvalidArgumentError("--token and --at exclude each other");
  }
  if (arguments.Has("token")) out->set_at_least_as_fresh(arguments.Get("token"));
  if (arguments.Has("at")) out->set_exactly_at(arguments.Get("at"));
  return absl::OkStatus();
}

std::string ErrorText(const grpc::Status& status) {
  std::string reason;
  std::string field;
  google::rpc::Status details;
  if (details.ParseFromString(status.error_details())) {
    for (const google::protobuf::Any& detail : details.details()) {
      google::rpc::ErrorInfo info;
      google::rpc::BadRequest bad_request;
      if (detail.Is<google::rpc::ErrorInfo>() && detail.UnpackTo(&info)) {
        reason = info.reason();
        const auto it = info.metadata().find("field");
        if (it != info.metadata().end()) field = it->second;
      } else if (detail.Is<google::rpc::BadRequest>() && detail.UnpackTo(&bad_request)) {
        std::string fields;
        for (const auto& violation : bad_request.field_violations()) {
          fields += (fields.empty() ? "" : ", ") + violation.field();
        }
        if (!fields.empty()) field = fields;
      }
    }
  }
  std::string out(CodeName(status.error_code()));
  if (!reason.empty() || !field.empty()) {
    out += " (" + reason + (reason.empty() || field.empty() ? "" : ", ") + field + ")";
  }
  return render::SafeText(out + ": " + status.error_message());
}

int Report(const grpc::Status& status, const std::string& service_address) {
  std::fprintf(stderr, "parallax: %s\n", ErrorText(status).c_str());
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
      std::fprintf(stderr, "parallax: is the service running at %s?\n", service_address.c_str());
      return kUnreachable;
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return kUnreachable;
    default:
      return kRefused;
  }
}

int Misused(const absl::Status& status) {
  const std::string message(status.message());
  std::fprintf(stderr, "parallax: %s\n", message.c_str());
  return kWrongUsage;
}

}  // namespace parallax::cli
