// Whether a Chinese character belongs to the Simplified or the Traditional script alone. Pure;
// thread-safe; one table look-up per character.
#ifndef PARALLAX_CORE_TEXT_CHINESE_SCRIPT_H_
#define PARALLAX_CORE_TEXT_CHINESE_SCRIPT_H_

#include <cstdint>

namespace parallax::text {

enum class ChineseScript : uint8_t { kEither = 0, kSimplified = 1, kTraditional = 2 };

ChineseScript ChineseScriptOf(char32_t code_point);

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_CHINESE_SCRIPT_H_
