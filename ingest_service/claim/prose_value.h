// What a clause of prose says behind, before or around the words of a frame, typed as the dimension
// asks. Thread-compatible.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_VALUE_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_VALUE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"
#include "ingest_service/claim/prose_clause.h"
#include "ingest_service/recognize/recognizer.h"

namespace parallax::claim {

// A recognized value at its place in the folded text of the block.
struct PlacedValue {
  recognize::RecognizedValue value;
  int64_t begin = 0;  // with the words that hedge it
  int64_t end = 0;
};

// Where a value may stand, in the folded text.
struct ValueZone {
  int64_t cue_begin = 0;
  int64_t cue_end = 0;
  int64_t begin = 0;  // of the clause
  int64_t end = 0;    // of the stretch behind the cue
};

// The index of the value of the dimension's type that attaches to the cue: the nearest behind it,
// for quantities, shares and dates also before it. -1 when there is none. O(values).
int32_t AttachedValue(const std::vector<PlacedValue>& values, const catalog::Dimension& dimension,
                      const ValueZone& zone, std::string_view folded);

// The bytes of a note's mark ("[12]", "^[3]", "[3] <https://…>") at the end of a text; 0 without
// one.
size_t NoteMarkAtEnd(std::string_view text);

// Whether the date is a term ("by 2030", 到2030年), not a time at which something happened.
bool IsTerm(const PlacedValue& date, std::string_view folded);

// Takes punctuation, blanks and joining words off both ends.
void TrimValue(std::string_view folded, int64_t* begin, int64_t* end);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_VALUE_H_
