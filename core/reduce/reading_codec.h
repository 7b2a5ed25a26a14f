// The canonical bytes of a typed reading, and the way back.
//
// Encoding drops what does not tell two values apart: the written form, where a list item stands,
// the order of a set, trailing zeros of a figure. Decoding gives a reading in canonical form:
// encoding it again gives the same bytes.
#ifndef PARALLAX_CORE_REDUCE_READING_CODEC_H_
#define PARALLAX_CORE_REDUCE_READING_CODEC_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/record/claim.h"

namespace parallax::reduce {

// Total: a figure that is no decimal stands as it is.
std::string EncodeReading(const record::Reading& reading);

// Nothing for bytes that EncodeReading does not make.
std::optional<record::Reading> DecodeReading(std::string_view bytes);

// What an item of a list is told apart by: its folded words.
std::string ItemKey(const record::ListItem& item);

// What a member of an entity set is told apart by: its id, else "~" and its folded name.
std::string EntityKey(const record::EntityRef& entity);

}  // namespace parallax::reduce

#endif  // PARALLAX_CORE_REDUCE_READING_CODEC_H_
