#include "ingest_service/parse/html/arena.h"

#include <algorithm>

namespace parallax::parse_html {

void* Arena::AllocateChunk(size_t size) {
  const size_t chunk = std::max(size, chunk_bytes_);
  if (chunk > budget_bytes_ - used_bytes_) std::longjmp(overflow, 1);
  used_bytes_ += chunk;
  chunk_bytes_ = std::min<size_t>(chunk_bytes_ * 2, 4 << 20);
  chunks_.push_back(std::make_unique_for_overwrite<char[]>(chunk));
  char* p = chunks_.back().get();
  if (size < chunk) {
    next_ = p + size;
    end_ = p + chunk;
  }
  return p;
}

}  // namespace parallax::parse_html
