// The memory of one parse: handed out in order, freed at once, bounded.
//
// The HTML parser frees its tree recursively and has no way to stop; an arena frees without walking
// the tree, and running out of the budget leaves the parse. Thread-compatible; one parse at a time.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_ARENA_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_ARENA_H_

#include <csetjmp>
#include <cstddef>
#include <memory>
#include <vector>

namespace parallax::parse_html {

class Arena {
 public:
  explicit Arena(size_t budget_bytes) : budget_bytes_(budget_bytes) {}

  // Memory aligned for any type. When the budget is used up, jumps to `overflow` (which the caller
  // has set); no object with a destructor may live between the two.
  void* Allocate(size_t size);

  std::jmp_buf overflow;

 private:
  void* AllocateChunk(size_t size);

  size_t budget_bytes_;
  size_t used_bytes_ = 0;
  char* next_ = nullptr;
  char* end_ = nullptr;
  size_t chunk_bytes_ = 64 << 10;
  std::vector<std::unique_ptr<char[]>> chunks_;
};

inline void* Arena::Allocate(size_t size) {
  size = (size + 15) & ~size_t{15};
  if (static_cast<size_t>(end_ - next_) < size) return AllocateChunk(size);
  void* p = next_;
  next_ += size;
  return p;
}

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_ARENA_H_
