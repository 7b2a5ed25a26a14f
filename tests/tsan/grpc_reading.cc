// Lets ThreadSanitizer pass over the parsing of a received message. gRPC fills its buffers on
// threads of its own and hands them on with atomics that tsan does not see: every eight bytes that
// the parser reads would be looked up as a race and then suppressed
// (`race:grpc::SerializationTraits`), which takes minutes for a message of a megabyte. What was
// suppressed is now not looked at. docs/decisions/0016-what-tsan-sees.md.
#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>

struct grpc_byte_buffer;
struct grpc_byte_buffer_reader;

// tsan's own; no header of the compiler's declares them.
extern "C" {
void AnnotateIgnoreReadsBegin(const char* file, int line);
void AnnotateIgnoreReadsEnd(const char* file, int line);
void AnnotateIgnoreWritesBegin(const char* file, int line);
void AnnotateIgnoreWritesEnd(const char* file, int line);
}

namespace {

template <typename Function>
Function* Library(const char* symbol) {
  void* const found = dlsym(RTLD_NEXT, symbol);
  if (found == nullptr) {
    std::fprintf(stderr, "grpc_reading.cc: the shared gRPC has no %s\n", symbol);
    std::abort();
  }
  return reinterpret_cast<Function*>(found);
}

}  // namespace

// A message is parsed between the making and the end of a reader, on one thread.
extern "C" int grpc_byte_buffer_reader_init(grpc_byte_buffer_reader* reader,
                                            grpc_byte_buffer* buffer) {
  static auto* const real =
      Library<int(grpc_byte_buffer_reader*, grpc_byte_buffer*)>("grpc_byte_buffer_reader_init");
  const int ready = real(reader, buffer);
  if (ready != 0) {  // else there is no reader to end
    AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
    AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
  }
  return ready;
}

extern "C" void grpc_byte_buffer_reader_destroy(grpc_byte_buffer_reader* reader) {
  static auto* const real =
      Library<void(grpc_byte_buffer_reader*)>("grpc_byte_buffer_reader_destroy");
  real(reader);
  AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
  AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
}
