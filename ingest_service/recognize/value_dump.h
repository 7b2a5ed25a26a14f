// Recognized values as one line of text each, for tables of tests and for logs.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_VALUE_DUMP_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_VALUE_DUMP_H_

#include <string>
#include <string_view>

#include "ingest_service/recognize/recognizer.h"

namespace parallax::recognize {

// "[4-15] money «US$300 million» 300000000 USD at-least": span in bytes, kind, the text itself, the
// value and what bounds it. One line, stable: goldens are compared by it. Thread-safe.
std::string DumpValue(std::string_view text, const RecognizedValue& value);

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_VALUE_DUMP_H_
