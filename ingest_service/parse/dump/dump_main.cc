// Prints how documents are parsed: dump_document MEDIA_TYPE FILE… For development and for
// refreshing golden files.
#include <fstream>
#include <iostream>
#include <sstream>

#include "ingest_service/parse/dump/document_dump.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

int main(int argc, char** argv) {
  for (int i = 2; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    parallax::record::Input input;
    input.content = bytes.str();
    input.media_type = argv[1];
    const auto source = parallax::source::Decode(input);
    if (!source.ok()) {
      std::cerr << argv[i] << ": " << source.status().ToString() << "\n";
      continue;
    }
    const auto document = parallax::parse::Parse(*source, input);
    if (!document.ok()) {
      std::cerr << argv[i] << ": " << document.status().ToString() << "\n";
      continue;
    }
    std::cout << parallax::parse::DumpDocument(*document);
  }
  return 0;
}
