// Reads JSON lines of texts from standard input and writes their recognized values, line by line.
#include <iostream>
#include <string>

#include "ingest_service/recognize/jsonl.h"

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  int failures = 0;
  while (std::getline(std::cin, line)) {
    if (line.empty()) continue;
    const auto reply = parallax::recognize::RecognizeJsonLine(line);
    if (!reply.ok()) {
      std::cerr << reply.status() << '\n';
      ++failures;
      continue;
    }
    std::cout << *reply << '\n';
  }
  return failures == 0 ? 0 : 1;
}
