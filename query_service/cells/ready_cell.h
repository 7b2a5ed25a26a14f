// A cell made ready to send: its message as bytes, and what contrasts with other cells need.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_READY_CELL_H_
#define PARALLAX_QUERY_SERVICE_CELLS_READY_CELL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/reduce/agreement.h"
#include "core/reduce/summary.h"

namespace parallax::cells {

// A member of a list or set: what it is told apart by, and what an answer calls it.
struct ReadyMember {
  std::string key;
  std::string text;
};

struct ReadyCell {
  std::string message;   // the typed cell (v1::LevelCell for a level …), serialized
  bool covered = false;  // whether any claim is in it
  reduce::CellState state = reduce::CellState::kNotCovered;
  reduce::Agreement agreement = reduce::Agreement::kNone;
  reduce::TypedSummary typed;        // a set's is left empty: `members` has them
  std::vector<ReadyMember> members;  // by key
  std::vector<uint32_t> rests_on;    // RowMarks of the rows beside its own

  // Memory that it holds, about.
  size_t size_bytes() const {
    size_t bytes = sizeof(ReadyCell) + message.capacity() +
                   members.capacity() * sizeof(ReadyMember) +
                   rests_on.capacity() * sizeof(uint32_t);
    for (const ReadyMember& member : members) {
      bytes += member.key.capacity() + member.text.capacity();
    }
    return bytes;
  }
};

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_READY_CELL_H_
