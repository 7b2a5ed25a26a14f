# Compiler flags, sanitizers, compiler cache and linker, in one place.

option(PARALLAX_FUZZ "Build the libFuzzer targets (needs clang)" OFF)
set(PARALLAX_SANITIZE "" CACHE STRING "Sanitizers for -fsanitize=, comma separated; empty for none")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
string(APPEND CMAKE_CXX_FLAGS_RELEASE " -O2 -g1")
string(APPEND CMAKE_CXX_FLAGS_RELWITHDEBINFO " -O1")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

# Every target of this project links parallax::warnings; generated code does not.
add_library(parallax_warnings INTERFACE)
add_library(parallax::warnings ALIAS parallax_warnings)
target_compile_options(parallax_warnings INTERFACE -Wall -Wextra -Werror -Wno-missing-field-initializers)
# System headers (protobuf, gRPC) trip these under sanitizers and inlining with GCC 12.
target_compile_options(parallax_warnings INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds>)

if(PARALLAX_SANITIZE)
  add_compile_options(-fsanitize=${PARALLAX_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PARALLAX_SANITIZE})
endif()
if(PARALLAX_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "PARALLAX_FUZZ needs clang: use the fuzz preset")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
