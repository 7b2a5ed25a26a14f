#include "ingest_service/recognize/recognizer.h"

#include "ingest_service/recognize/draft.h"
#include "ingest_service/recognize/scanner.h"

namespace parallax::recognize {

const Recognizer& Recognizer::Default() {
  static const Recognizer recognizer;
  return recognizer;
}

void Recognizer::Recognize(std::string_view utf8_text, const Context& context,
                           std::vector<RecognizedValue>* out) const {
  out->clear();
  std::vector<Draft> drafts;
  drafts.reserve(8 + utf8_text.size() / 160);
  Scanner(utf8_text, context).Run(&drafts);
  if (!context.every_figure) JoinDrafts(utf8_text, &drafts);
  out->reserve(drafts.size());
  for (const Draft& draft : drafts) out->push_back(Finish(utf8_text, draft));
}

std::vector<RecognizedValue> Recognizer::Recognize(std::string_view utf8_text,
                                                   const Context& context) const {
  std::vector<RecognizedValue> out;
  Recognize(utf8_text, context, &out);
  return out;
}

}  // namespace parallax::recognize
