// Any bytes as a pack's text: it loads or is refused, and what loads can be asked.
#include <cstdint>
#include <string>
#include <string_view>

#include "core/catalog/catalog.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto catalog = parallax::catalog::Catalog::LoadSources({{"fuzz", text}});
  if (!catalog.ok()) return 0;
  const std::string_view head = std::string_view(text).substr(0, 64);
  (*catalog)->MatchHeader(head);
  (*catalog)->MatchKindHeader(head);
  (*catalog)->ClassifyAnswer(head);
  (*catalog)->ResolveName(head);
  for (const auto& scale : (*catalog)->scales()) (*catalog)->ReadLevels(scale.id, head);
  return 0;
}
