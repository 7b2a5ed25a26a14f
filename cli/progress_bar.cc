#include "cli/progress_bar.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace parallax::cli {

std::string ProgressText(const Progress& progress, int width) {
  constexpr int kBar = 30;
  // A source that grows while it is read must not make more than a whole of it.
  const int64_t total = std::max<int64_t>({progress.total_bytes, progress.done_bytes, 1});
  const int filled = static_cast<int>(progress.done_bytes * kBar / total);
  const int percent = static_cast<int>(progress.done_bytes * 100 / total);
  char numbers[128];
  std::snprintf(numbers, sizeof(numbers), "%3d %%  %lld documents  %.1f MB", percent,
                static_cast<long long>(progress.documents),
                static_cast<double>(progress.done_bytes) / 1e6);
  std::string text = numbers;
  if (progress.failed > 0) text += "  " + std::to_string(progress.failed) + " failed";
  if (static_cast<int>(text.size()) + kBar + 4 > width) {
    return text.substr(0, static_cast<size_t>(std::max(0, width)));
  }
  std::string bar = "[";
  for (int i = 0; i < kBar; ++i) bar += i < filled ? "█" : " ";
  return bar + "] " + text;
}

ProgressBar::ProgressBar() : enabled_(isatty(STDERR_FILENO) == 1) {
  winsize size{};
  if (enabled_ && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    width_ = size.ws_col;
  }
}

ProgressBar::~ProgressBar() { Clear(); }

void ProgressBar::Show(const Progress& progress) {
  const auto now = std::chrono::steady_clock::now();
  if (!enabled_ || (drawn_ && now - last_ < std::chrono::milliseconds(100))) return;
  last_ = now;
  drawn_ = true;
  std::fprintf(stderr, "\r\x1b[K%s", ProgressText(progress, width_ - 1).c_str());
  std::fflush(stderr);
}

void ProgressBar::Clear() {
  if (!drawn_) return;
  std::fprintf(stderr, "\r\x1b[K");
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace parallax::cli
