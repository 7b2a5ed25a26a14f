// Runs a fuzz target without libFuzzer: every input of its corpus, then mutations of them for a
// bounded time.
//
//   NAME_replay SECONDS [CORPUS_DIRECTORY…]
//
// Mutations are drawn from a fixed seed, so that a failure is seen again; they are blind to
// coverage, which the fuzz preset's libFuzzer builds are not. A crash or a sanitizer's report is
// the failure; the input that aborts is left as replay_failure in the working directory.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr size_t kMaxInputBytes = 1 << 16;

const std::string* running = nullptr;

void LeaveInput(int signal) {
  const int file = open("replay_failure", O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file >= 0 && running != nullptr && write(file, running->data(), running->size()) >= 0) {
    close(file);
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void Run(const std::string& input) {
  running = &input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

std::string Mutated(const std::vector<std::string>& corpus, std::mt19937_64* random) {
  const auto pick = [&](size_t n) { return static_cast<size_t>((*random)() % (n == 0 ? 1 : n)); };
  std::string input = corpus[pick(corpus.size())];
  for (size_t times = 1 + pick(6); times > 0; --times) {
    const size_t at = pick(input.size() + 1);
    switch (pick(5)) {
      case 0:  // a byte becomes another
        if (at < input.size()) input[at] = static_cast<char>((*random)());
        break;
      case 1:  // bytes go
        input.erase(at, pick(16));
        break;
      case 2:  // bytes come
        input.insert(at, std::string(1 + pick(4), static_cast<char>((*random)())));
        break;
      case 3: {  // a piece of another input
        const std::string& other = corpus[pick(corpus.size())];
        const size_t from = pick(other.size() + 1);
        input.insert(at, other.substr(from, pick(64)));
        break;
      }
      default:  // a piece again
        input.insert(at, input.substr(pick(input.size() + 1), pick(256)));
    }
    if (input.size() > kMaxInputBytes) input.resize(kMaxInputBytes);
  }
  return input;
}

}  // namespace

int main(int argc, char** argv) {
  const int seconds = argc > 1 ? std::atoi(argv[1]) : 1;
  std::vector<std::string> paths;
  for (int i = 2; i < argc; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (entry.is_regular_file()) paths.push_back(entry.path().string());
    }
  }
  std::signal(SIGABRT, LeaveInput);
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> corpus = {""};
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    Run(corpus.back());
  }
  if (corpus.size() < 2) {
    std::fprintf(stderr, "no corpus\n");
    return 1;
  }
  std::mt19937_64 random(1);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  int64_t runs = 0;
  while (std::chrono::steady_clock::now() < until) {
    Run(Mutated(corpus, &random));
    ++runs;
  }
  std::printf("%zu inputs, %lld mutations\n", corpus.size() - 1, static_cast<long long>(runs));
  return 0;
}
