// Any bytes as a document's text, its title and a row's subject: offsets stay in order and in
// range.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "ingest_service/link/linker.h"

namespace {

constexpr char kPack[] = R"pack(
id: "fuzz" version: "1.0.0"
kinds { id: "economy" names { language: "en" text: "economy" } header_cues { language: "en" phrase: "country" } }
kinds { id: "place" names { language: "en" text: "place" } }
kinds { id: "organization" names { language: "en" text: "company" } }
kinds { id: "model" names { language: "en" text: "model" } }
kinds { id: "initiative" names { language: "en" text: "plan" } }
relation_types { id: "developed_by" inverse_id: "developer_of" }
entities { id: "economy/CN" names { language: "en" primary: "China" abbreviation: "PRC" adjective: "Chinese" metonym: "Beijing" }
  names { language: "zh-Hans" primary: "中国" metonym: "北京" } }
entities { id: "place/beijing" names { language: "en" primary: "Beijing" } names { language: "zh-Hans" primary: "北京" } }
entities { id: "organization/ds" names { language: "en" primary: "DeepSeek" } }
entities { id: "model/ds" names { language: "en" primary: "DeepSeek" contextual { text: "DS" context: "DeepSeek" } }
  relations { type: "developed_by" target: "organization/ds" } }
entity_forms { kind: "initiative" language: "en" suffix: "Plan" suffix: "Act" prefix: "Project" except: "The Plan" }
entity_forms { kind: "initiative" language: "zh-Hans" suffix: "计划" }
entity_forms { kind: "initiative" language: "zh-Hans" suffix: "法" marked_only: true }
acting_cues { language: "en" after: "said" before: "by" place_before: "in" place_after: "based" }
acting_cues { language: "zh-Hans" after: "宣布" place_before: "在" }
)pack";

const parallax::link::Linker& FuzzLinker() {
  static const auto* const linker = [] {
    auto catalog = parallax::catalog::Catalog::LoadSources({{"fuzz", kPack}});
    if (!catalog.ok()) std::abort();
    return new parallax::link::Linker(std::move(*catalog));
  }();
  return *linker;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const size_t cut = text.find('\n');
  const std::string_view title =
      cut == std::string_view::npos ? std::string_view() : text.substr(0, cut);
  int64_t last = 0;
  for (const auto& mention : FuzzLinker().LinkText(text, title)) {
    if (mention.text_begin < last || mention.text_end <= mention.text_begin) std::abort();
    if (text.substr(mention.text_begin, mention.text_end - mention.text_begin) != mention.written)
      std::abort();
    last = mention.text_end;
  }
  if (last > static_cast<int64_t>(size)) std::abort();
  for (const char* kind : {"", "economy", "model"}) {
    const auto subject = FuzzLinker().ResolveSubject(text, kind);
    if (subject.name_begin < 0 || subject.name_end < subject.name_begin ||
        subject.name_end > static_cast<int64_t>(size) ||
        subject.parenthesis_end > static_cast<int64_t>(size)) {
      std::abort();
    }
  }
  return 0;
}
