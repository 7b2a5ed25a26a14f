// Acts and plans of one name in several economies: Korea's Chips Act, 台版晶片法案.
#ifndef PARALLAX_INGEST_SERVICE_LINK_NAMESAKES_H_
#define PARALLAX_INGEST_SERVICE_LINK_NAMESAKES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "core/catalog/catalog.h"

namespace parallax::link {

// An economy's own version of something, told by the words before a name.
struct Namesake {
  std::string economy;  // its id; or, for 台版, the word before 版
  int64_t begin = 0;    // of the whole name: with 台版, without "Korea's"
};

// Whether the name of `entity`, an initiative, that begins at `begin` is said of another economy
// than its own: 版 stands before it (台版晶片法案, 韩国版芯片法案), or `economy`, the id of the one
// named last, whose name ends at `economy_end`, possesses it ("Korea's", 歐洲的). Fills `namesake`.
bool IsNamesake(const catalog::Entity& entity, std::string_view text, int64_t begin,
                std::string_view economy, int64_t economy_end, Namesake* namesake);

// The catalog's initiative that `name` is under the economy's own name ("Korea Chips Act", 歐洲晶片
// 法案); null when there is none or more than one.
const catalog::Entity* FindNamesake(const catalog::Catalog& catalog, const Namesake& namesake,
                                    const std::string& name);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_NAMESAKES_H_
