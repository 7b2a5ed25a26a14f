// A service process that a test starts, kills and starts again.
#ifndef PARALLAX_TESTS_TORTURE_CHILD_PROCESS_H_
#define PARALLAX_TESTS_TORTURE_CHILD_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <vector>

namespace parallax::torture {

// Not thread-safe. The destructor kills it. The child dies with the thread that started it.
class ChildProcess {
 public:
  ChildProcess(std::vector<std::string> arguments, std::string log_file)
      : arguments_(std::move(arguments)), log_file_(std::move(log_file)) {}
  ~ChildProcess() { Kill(); }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // False when it cannot be started. REQUIRES: not running.
  bool Start();
  // SIGKILL, and waits for its end. True when it was still running, false when it had ended by
  // itself: then it failed.
  bool Kill();
  // SIGSTOP and SIGCONT.
  void Signal(int signal);
  // Whether it runs; reaps it when it does not.
  bool Running();

 private:
  const std::vector<std::string> arguments_;
  const std::string log_file_;  // appended to
  pid_t pid_ = 0;
};

}  // namespace parallax::torture

#endif  // PARALLAX_TESTS_TORTURE_CHILD_PROCESS_H_
