#include "core/serving/request_log.h"

#include <chrono>
#include <random>
#include <string>

#include "absl/strings/str_format.h"
#include "core/errors/error.h"
#include "core/serving/grpc_status.h"
#include "core/serving/log.h"

namespace parallax::serving {
namespace {

constexpr double kSlowMs = 1000;
constexpr size_t kMaxIdBytes = 128;

std::string NewRequestId() {
  thread_local std::mt19937_64 random{std::random_device{}()};
  return absl::StrFormat("%016x", random());
}

// A caller's value if it is fit for a log line and a header.
std::string Printable(const std::multimap<grpc::string_ref, grpc::string_ref>& metadata,
                      const char* key) {
  auto it = metadata.find(key);
  if (it == metadata.end() || it->second.size() > kMaxIdBytes) return "";
  for (char c : it->second) {
    if (c < 0x21 || c > 0x7e) return "";
  }
  return {it->second.data(), it->second.size()};
}

class RequestLog : public grpc::experimental::Interceptor {
 public:
  RequestLog(grpc::experimental::ServerRpcInfo* info, RequestLogging logging)
      : info_(info), logging_(logging), start_(std::chrono::steady_clock::now()) {}

  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    using Hook = grpc::experimental::InterceptionHookPoints;
    if (methods->QueryInterceptionHookPoint(Hook::POST_RECV_INITIAL_METADATA)) {
      if (const auto* metadata = methods->GetRecvInitialMetadata()) {
        request_id_ = Printable(*metadata, "x-request-id");
        trace_ = Printable(*metadata, "traceparent");
      }
    }
    if (request_id_.empty()) request_id_ = NewRequestId();
    if (methods->QueryInterceptionHookPoint(Hook::PRE_SEND_INITIAL_METADATA)) {
      if (auto* metadata = methods->GetSendInitialMetadata()) {
        metadata->insert({"x-request-id", request_id_});
      }
    }
    if (methods->QueryInterceptionHookPoint(Hook::PRE_SEND_STATUS)) {
      Finish(methods);
    }
    methods->Proceed();
  }

 private:
  void Finish(grpc::experimental::InterceptorBatchMethods* methods) {
    const grpc::Status status = methods->GetSendStatus();
    const double ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_)
            .count();
    const bool internal = status.error_code() == grpc::StatusCode::INTERNAL ||
                          status.error_code() == grpc::StatusCode::UNKNOWN;
    const LogLevel level = internal ? LogLevel::kError : LogLevel::kInfo;
    if (logging_ == RequestLogging::kAll || !status.ok() || ms >= kSlowMs) {
      Log(level, "request",
          {{"method", std::string_view(info_->method())},
           {"request_id", std::string_view(request_id_)},
           {"traceparent", std::string_view(trace_)},
           {"code", static_cast<int64_t>(status.error_code())},
           {"message", std::string_view(status.error_message())},
           {"latency_ms", ms}});
    }
    if (internal) {
      methods->ModifySendStatus(ToGrpcStatus(
          errors::Error(errors::Reason::kInternal, "", "internal error, request " + request_id_)));
    }
  }

  grpc::experimental::ServerRpcInfo* const info_;
  const RequestLogging logging_;
  const std::chrono::steady_clock::time_point start_;
  std::string request_id_;
  std::string trace_;
};

class Factory : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit Factory(RequestLogging logging) : logging_(logging) {}
  grpc::experimental::Interceptor* CreateServerInterceptor(
      grpc::experimental::ServerRpcInfo* info) override {
    return new RequestLog(info, logging_);
  }

 private:
  const RequestLogging logging_;
};

}  // namespace

std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
RequestLogInterceptors(RequestLogging logging) {
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> factories;
  factories.push_back(std::make_unique<Factory>(logging));
  return factories;
}

}  // namespace parallax::serving
