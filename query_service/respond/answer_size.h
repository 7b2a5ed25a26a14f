// What a reply may hold: gRPC clients take 4 MiB unless they are told otherwise.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_ANSWER_SIZE_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_ANSWER_SIZE_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "core/errors/error.h"

namespace parallax::respond {

inline constexpr size_t kMaxAnswerBytes = 4u << 20;
// Where an answer that is cut into pages stops: one more item of the usual size still fits.
inline constexpr size_t kPageFullBytes = 3u << 20;

// kAnswerTooLarge for more than kMaxAnswerBytes.
inline absl::Status CheckAnswerSize(size_t bytes, const char* advice) {
  if (bytes <= kMaxAnswerBytes) return absl::OkStatus();
  return errors::Error(
      errors::Reason::kAnswerTooLarge, "",
      "the answer would be over " + std::to_string(kMaxAnswerBytes) + " bytes; " + advice);
}

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_ANSWER_SIZE_H_
