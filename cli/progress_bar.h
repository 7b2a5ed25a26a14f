// A bar on a terminal that says how far an ingest is.
#ifndef PARALLAX_CLI_PROGRESS_BAR_H_
#define PARALLAX_CLI_PROGRESS_BAR_H_

#include <chrono>
#include <cstdint>
#include <string>

namespace parallax::cli {

struct Progress {
  int64_t done_bytes = 0;
  int64_t total_bytes = 0;
  int64_t documents = 0;
  int64_t failed = 0;
};

// "[█████     ]  52 %  31 documents  1.4 MB  2 failed", at most `width` wide.
std::string ProgressText(const Progress& progress, int width);

// Draws on standard error when that is a terminal, at most ten times a second; says nothing
// otherwise. Not thread-safe.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();  // leaves an empty line behind

  void Show(const Progress& progress);
  // Removes the bar, so that something else can be printed.
  void Clear();

 private:
  bool enabled_ = false;
  bool drawn_ = false;
  int width_ = 80;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace parallax::cli

#endif  // PARALLAX_CLI_PROGRESS_BAR_H_
