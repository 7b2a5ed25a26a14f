// The JSON-lines front of recognition: one line in, one line out, for scoring and for pipelines.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_JSONL_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_JSONL_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace parallax::recognize {

// Reads {"id", "kind", "input", "lang", "ref"?, "region"?} and returns
// {"id", "kind", "input", "results": [{"start", "end", "text", "type", "value", "unit"}]} without a
// line end.
//
// kind: "number", "percent", "currency", "datetime", "dateperiod", "dateperiod_span": every figure
// of that kind, read as an utterance (Context::every_figure); absent or "all": all kinds, read as
// prose. Offsets count UTF-8 bytes of `input`, half open. Types: number, percentage, currency,
// date, daterange, duration, quantity, ordinal. Values are decimal strings; date "YYYY-MM-DD";
// daterange "START/END" with END exclusive and ".." for an open side; duration in seconds where the
// unit has a fixed length. A range of amounts is two results. `ref` is "YYYY-MM-DDTHH:MM:SS", of
// which the day counts.
//
// InvalidArgument where the line is no such object. Thread-safe.
absl::StatusOr<std::string> RecognizeJsonLine(std::string_view line);

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_JSONL_H_
