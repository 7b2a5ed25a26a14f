#include "tests/bench/closed_loop.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>
#include <sys/resource.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "absl/time/clock.h"

namespace parallax::bench {
namespace {

double ProcessCpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct ClientResult {
  std::vector<double> latencies_us;
  double answer_bytes = 0;
  grpc::Status failure;
};

class Client {
 public:
  Client(const LoopOptions& options, const std::vector<grpc::ByteBuffer>& requests, size_t first)
      : options_(options), requests_(requests), next_(first) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(-1);
    arguments.SetInt("grpc.use_local_subchannel_pool", 1);  // a connection of its own
    arguments.SetInt("grpc.enable_http_proxy", 0);
    stub_ = std::make_unique<grpc::GenericStub>(
        grpc::CreateCustomChannel(options.address, grpc::InsecureChannelCredentials(), arguments));
  }

  // Calls until `end`; keeps what was sent after `begin`.
  ClientResult Run(absl::Time begin, absl::Time end) {
    ClientResult result;
    for (absl::Time now = absl::Now(); now < end;) {
      grpc::ByteBuffer answer;
      const grpc::Status status = Call(&answer);
      if (!status.ok()) {
        result.failure = status;
        return result;
      }
      const absl::Time done = absl::Now();
      if (now >= begin) {
        result.latencies_us.push_back(absl::ToDoubleMicroseconds(done - now));
        result.answer_bytes += static_cast<double>(answer.Length());
      }
      now = done;
    }
    return result;
  }

 private:
  grpc::Status Call(grpc::ByteBuffer* answer) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    grpc::Status status;
    auto call = stub_->PrepareUnaryCall(&context, options_.method,
                                        requests_[next_++ % requests_.size()], &queue_);
    call->StartCall();
    call->Finish(answer, &status, nullptr);
    void* tag = nullptr;
    bool ok = false;
    queue_.Next(&tag, &ok);
    return status;
  }

  const LoopOptions& options_;
  const std::vector<grpc::ByteBuffer>& requests_;
  size_t next_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericStub> stub_;
};

double Quantile(const std::vector<double>& sorted, double q) {
  return sorted[std::min(sorted.size() - 1,
                         static_cast<size_t>(q * static_cast<double>(sorted.size())))];
}

}  // namespace

absl::StatusOr<LoopResult> RunClosedLoop(const LoopOptions& options,
                                         const std::vector<std::string>& requests) {
  std::vector<grpc::ByteBuffer> buffers;
  buffers.reserve(requests.size());
  for (const std::string& request : requests) {
    const grpc::Slice slice(request);
    buffers.emplace_back(&slice, 1);
  }
  const absl::Time begin = absl::Now() + options.warm_up;
  const absl::Time end = begin + options.duration;
  std::vector<ClientResult> results(static_cast<size_t>(options.clients));
  std::vector<std::thread> threads;
  for (size_t i = 0; i < results.size(); ++i) {
    threads.emplace_back([&, i] {
      Client client(options, buffers, i * 7919);
      results[i] = client.Run(begin, end);
    });
  }
  absl::SleepFor(begin - absl::Now());
  const double cpu_begin = ProcessCpuSeconds();
  absl::SleepFor(end - absl::Now());
  const double cpu = ProcessCpuSeconds() - cpu_begin;
  for (std::thread& thread : threads) thread.join();

  LoopResult result;
  std::vector<double> latencies;
  for (const ClientResult& one : results) {
    if (!one.failure.ok()) return absl::InternalError(one.failure.error_message());
    latencies.insert(latencies.end(), one.latencies_us.begin(), one.latencies_us.end());
    result.answer_bytes += one.answer_bytes;
  }
  if (latencies.empty()) return absl::InternalError("no call ended in time");
  std::sort(latencies.begin(), latencies.end());
  const auto count = static_cast<double>(latencies.size());
  result.requests = static_cast<int64_t>(latencies.size());
  result.requests_per_second = count / absl::ToDoubleSeconds(options.duration);
  result.p50_us = Quantile(latencies, 0.5);
  result.p99_us = Quantile(latencies, 0.99);
  result.answer_bytes /= count;
  result.cpu_us_per_request = cpu * 1e6 / count;
  return result;
}

}  // namespace parallax::bench
