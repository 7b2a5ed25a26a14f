// The files of a pack as parsed protobufs that still know their lines.
#ifndef PARALLAX_CORE_CATALOG_PACK_SOURCE_H_
#define PARALLAX_CORE_CATALOG_PACK_SOURCE_H_

#include <google/protobuf/text_format.h>

#include <memory>
#include <string>
#include <vector>

#include "parallax/pack/v1/pack.pb.h"

namespace parallax::catalog {

// One parsed file. Owned by value; movable.
class PackSource {
 public:
  // Parses `text`. Faults ("name:line: what") are appended; the result is then partial.
  PackSource(std::string name, const std::string& text, std::vector<std::string>* faults);

  const pack::v1::Pack& pack() const { return *pack_; }

  // "name:line" of element `index` of the repeated top-level field `field`; of a nested field of it
  // when `nested` is given (by name, with its own index). Falls back to the element, then to the
  // name.
  std::string Where(const char* field, int index, const char* nested = nullptr,
                    int nested_index = -1) const;

 private:
  std::string name_;
  std::unique_ptr<pack::v1::Pack> pack_;
  std::unique_ptr<google::protobuf::TextFormat::ParseInfoTree> lines_;
};

}  // namespace parallax::catalog

#endif  // PARALLAX_CORE_CATALOG_PACK_SOURCE_H_
