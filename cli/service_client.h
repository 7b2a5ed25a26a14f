// Connections to the two services and how their errors are told.
#ifndef PARALLAX_CLI_SERVICE_CLIENT_H_
#define PARALLAX_CLI_SERVICE_CLIENT_H_

#include <grpcpp/client_context.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cli/arguments.h"
#include "parallax/v1/consistency.pb.h"

namespace parallax::cli {

// What `parallax` exits with.
enum ExitCode : int {
  kDone = 0,
  kRefused = 1,      // the service, or an item of an ingest, says no
  kWrongUsage = 2,   // the command line, or a file that cannot be read
  kUnreachable = 3,  // no service there, not ready, or the deadline passed
};

// Options of every command that talks to a service.
std::vector<OptionSpec> ConnectionOptions();
// --collection, --token, --at.
std::vector<OptionSpec> ReadOptions();

std::string IngestAddress(const Arguments& arguments);
std::string QueryAddress(const Arguments& arguments);
std::shared_ptr<grpc::Channel> IngestChannel(const Arguments& arguments);
std::shared_ptr<grpc::Channel> QueryChannel(const Arguments& arguments);
std::shared_ptr<grpc::Channel> ChannelTo(const std::string& address);

// A context with the deadline of --timeout. Errors: InvalidArgument.
absl::Status Prepare(const Arguments& arguments, grpc::ClientContext* context);

// From --token or --at, of which only one may be given. Errors: InvalidArgument.
absl::Status ConsistencyFrom(const Arguments& arguments, v1::Consistency* out);

// "NOT_FOUND (ENTITY_NOT_FOUND, economies[2]): no economy is named …": code, reason, field, message
// from the status and its ErrorInfo and BadRequest details.
std::string ErrorText(const grpc::Status& status);

// Prints the error and says how to go on; returns the exit code.
int Report(const grpc::Status& status, const std::string& service_address);

// Prints "parallax: message" to standard error and returns kWrongUsage.
int Misused(const absl::Status& status);

}  // namespace parallax::cli

#endif  // PARALLAX_CLI_SERVICE_CLIENT_H_
