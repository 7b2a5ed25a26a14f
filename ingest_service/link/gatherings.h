// Fairs, summits and congresses that are called after where they are held (上海某某大会). Pure;
// thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_LINK_GATHERINGS_H_
#define PARALLAX_INGEST_SERVICE_LINK_GATHERINGS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace parallax::link {

// Whether a form's suffix names a gathering: 大会, 峰会, 博览会, in either script.
bool IsGathering(std::string_view suffix);

// Whether folded text from `place_end` on says what is held at the place before it (召开, 将举办)
// instead of going on with a name (国际航运). Linear.
bool IsHeldThere(std::string_view folded, int64_t place_end);

// The bytes of the year or the number at a gathering's head, which are no part of its name: "2024",
// 第十三届; 0 without one.
size_t RoundSize(std::string_view name);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_GATHERINGS_H_
