#include "ingest_service/recognize/recognizer.h"

namespace parallax::recognize {

const Recognizer& Recognizer::Default() {
  static const Recognizer recognizer;
  return recognizer;
}

void Recognizer::Recognize(std::string_view, const Context&,
                           std::vector<RecognizedValue>* out) const {
  out->clear();
}

std::vector<RecognizedValue> Recognizer::Recognize(std::string_view utf8_text,
                                                   const Context& context) const {
  std::vector<RecognizedValue> out;
  Recognize(utf8_text, context, &out);
  return out;
}

}  // namespace parallax::recognize
