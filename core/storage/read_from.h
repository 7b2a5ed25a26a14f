// How far a read goes for its rows.
#ifndef PARALLAX_CORE_STORAGE_READ_FROM_H_
#define PARALLAX_CORE_STORAGE_READ_FROM_H_

namespace parallax::storage {

enum class ReadFrom {
  kAnywhere,
  kMemory,  // where a file would have to be read, the key counts as absent
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_READ_FROM_H_
