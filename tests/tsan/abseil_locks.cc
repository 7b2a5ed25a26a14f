// Tells ThreadSanitizer what abseil's locks order. The packaged abseil is not instrumented, so
// without this every access that its locks guard looks like a race. Linked into every test of the
// tsan preset, where these definitions take the place of the shared library's for all callers: our
// code, abseil's own (MutexLock, Notification) and gRPC's. Each calls the library's.
//
// Conditions: the library evaluates those of the waiting threads inside Unlock, LockWhen and Await,
// with the lock held. What they read is not looked at then (tsan ignores what happens between a
// pre_ and a post_ call), so it is neither reported falsely nor checked.
// docs/decisions/0016-what-tsan-sees.md.
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

#include <cstdio>
#include <cstdlib>

#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"

namespace {

constexpr unsigned kWrite = 0;
constexpr unsigned kRead = __tsan_mutex_read_lock;

// The library's own definition of a symbol. Ends the program when there is none: an abseil of
// another version, or a static one.
template <typename Function>
Function* Library(const char* symbol) {
  void* const found = dlsym(RTLD_NEXT, symbol);
  if (found == nullptr) {
    std::fprintf(stderr, "abseil_locks.cc: the shared abseil has no %s\n", symbol);
    std::abort();
  }
  return reinterpret_cast<Function*>(found);
}

void ReleaseLock(const void* mutex, unsigned how) {
  (void)__tsan_mutex_pre_unlock(const_cast<void*>(mutex), how);
  __tsan_mutex_post_unlock(const_cast<void*>(mutex), how);
}

}  // namespace

// A member function's first argument is the object: true of every ABI that the packages are built
// for.
#define LIBRARY(type, symbol) static auto* const real = Library<type>("_ZN4absl7debian3" symbol)
#define LIBRARY_CONST(type, symbol) \
  static auto* const real = Library<type>("_ZNK4absl7debian3" symbol)

namespace absl {
ABSL_NAMESPACE_BEGIN

Mutex::~Mutex() {
  LIBRARY(void(Mutex*), "5MutexD1Ev");
  __tsan_mutex_destroy(this, __tsan_mutex_not_static);
  real(this);
}

void Mutex::Lock() {
  LIBRARY(void(Mutex*), "5Mutex4LockEv");
  __tsan_mutex_pre_lock(this, kWrite);
  real(this);
  __tsan_mutex_post_lock(this, kWrite, 0);
}

void Mutex::Unlock() {
  LIBRARY(void(Mutex*), "5Mutex6UnlockEv");
  (void)__tsan_mutex_pre_unlock(this, kWrite);
  real(this);
  __tsan_mutex_post_unlock(this, kWrite);
}

bool Mutex::TryLock() {
  LIBRARY(bool(Mutex*), "5Mutex7TryLockEv");
  __tsan_mutex_pre_lock(this, kWrite | __tsan_mutex_try_lock);
  const bool locked = real(this);
  __tsan_mutex_post_lock(this,
                         kWrite | (locked ? __tsan_mutex_try_lock
                                          : __tsan_mutex_try_lock | __tsan_mutex_try_lock_failed),
                         0);
  return locked;
}

void Mutex::ReaderLock() {
  LIBRARY(void(Mutex*), "5Mutex10ReaderLockEv");
  __tsan_mutex_pre_lock(this, kRead);
  real(this);
  __tsan_mutex_post_lock(this, kRead, 0);
}

void Mutex::ReaderUnlock() {
  LIBRARY(void(Mutex*), "5Mutex12ReaderUnlockEv");
  (void)__tsan_mutex_pre_unlock(this, kRead);
  real(this);
  __tsan_mutex_post_unlock(this, kRead);
}

bool Mutex::ReaderTryLock() {
  LIBRARY(bool(Mutex*), "5Mutex13ReaderTryLockEv");
  __tsan_mutex_pre_lock(this, __tsan_mutex_try_read_lock);
  const bool locked = real(this);
  __tsan_mutex_post_lock(
      this, locked ? __tsan_mutex_try_read_lock : __tsan_mutex_try_read_lock_failed, 0);
  return locked;
}

// The functions that end in WithTimeout call those that end in WithDeadline.
void Mutex::LockWhen(const Condition& condition) {
  LIBRARY(void(Mutex*, const Condition&), "5Mutex8LockWhenERKNS0_9ConditionE");
  __tsan_mutex_pre_lock(this, kWrite);
  real(this, condition);
  __tsan_mutex_post_lock(this, kWrite, 0);
}

bool Mutex::LockWhenWithDeadline(const Condition& condition, absl::Time deadline) {
  LIBRARY(bool(Mutex*, const Condition&, absl::Time),
          "5Mutex20LockWhenWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  __tsan_mutex_pre_lock(this, kWrite);
  const bool holds = real(this, condition, deadline);
  __tsan_mutex_post_lock(this, kWrite, 0);
  return holds;
}

void Mutex::ReaderLockWhen(const Condition& condition) {
  LIBRARY(void(Mutex*, const Condition&), "5Mutex14ReaderLockWhenERKNS0_9ConditionE");
  __tsan_mutex_pre_lock(this, kRead);
  real(this, condition);
  __tsan_mutex_post_lock(this, kRead, 0);
}

bool Mutex::ReaderLockWhenWithDeadline(const Condition& condition, absl::Time deadline) {
  LIBRARY(bool(Mutex*, const Condition&, absl::Time),
          "5Mutex26ReaderLockWhenWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  __tsan_mutex_pre_lock(this, kRead);
  const bool holds = real(this, condition, deadline);
  __tsan_mutex_post_lock(this, kRead, 0);
  return holds;
}

// A wait is told as an unlock and a lock. REQUIRES, other than the library: the mutex is held for
// writing.
void Mutex::Await(const Condition& condition) {
  LIBRARY(void(Mutex*, const Condition&), "5Mutex5AwaitERKNS0_9ConditionE");
  ReleaseLock(this, kWrite);
  __tsan_mutex_pre_lock(this, kWrite);
  real(this, condition);
  __tsan_mutex_post_lock(this, kWrite, 0);
}

bool Mutex::AwaitWithDeadline(const Condition& condition, absl::Time deadline) {
  LIBRARY(bool(Mutex*, const Condition&, absl::Time),
          "5Mutex17AwaitWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  ReleaseLock(this, kWrite);
  __tsan_mutex_pre_lock(this, kWrite);
  const bool holds = real(this, condition, deadline);
  __tsan_mutex_post_lock(this, kWrite, 0);
  return holds;
}

void CondVar::Wait(Mutex* mutex) {
  LIBRARY(void(CondVar*, Mutex*), "7CondVar4WaitEPNS0_5MutexE");
  ReleaseLock(mutex, kWrite);
  __tsan_mutex_pre_lock(mutex, kWrite);
  real(this, mutex);
  __tsan_mutex_post_lock(mutex, kWrite, 0);
}

bool CondVar::WaitWithDeadline(Mutex* mutex, absl::Time deadline) {
  LIBRARY(bool(CondVar*, Mutex*, absl::Time), "7CondVar16WaitWithDeadlineEPNS0_5MutexENS0_4TimeE");
  ReleaseLock(mutex, kWrite);
  __tsan_mutex_pre_lock(mutex, kWrite);
  const bool timed_out = real(this, mutex, deadline);
  __tsan_mutex_post_lock(mutex, kWrite, 0);
  return timed_out;
}

// Its waits, and HasBeenNotified in the header, look at the flag before they take the lock.
void Notification::Notify() {
  LIBRARY(void(Notification*), "12Notification6NotifyEv");
  __tsan_release(&notified_yet_);
  real(this);
}

void Notification::WaitForNotification() const {
  LIBRARY_CONST(void(const Notification*), "12Notification19WaitForNotificationEv");
  real(this);
  __tsan_acquire(const_cast<std::atomic<bool>*>(&notified_yet_));
}

bool Notification::WaitForNotificationWithTimeout(absl::Duration timeout) const {
  LIBRARY_CONST(bool(const Notification*, absl::Duration),
                "12Notification30WaitForNotificationWithTimeoutENS0_8DurationE");
  const bool notified = real(this, timeout);
  if (notified) __tsan_acquire(const_cast<std::atomic<bool>*>(&notified_yet_));
  return notified;
}

bool Notification::WaitForNotificationWithDeadline(absl::Time deadline) const {
  LIBRARY_CONST(bool(const Notification*, absl::Time),
                "12Notification31WaitForNotificationWithDeadlineENS0_4TimeE");
  const bool notified = real(this, deadline);
  if (notified) __tsan_acquire(const_cast<std::atomic<bool>*>(&notified_yet_));
  return notified;
}

// Only the last decrement takes the lock.
bool BlockingCounter::DecrementCount() {
  LIBRARY(bool(BlockingCounter*), "15BlockingCounter14DecrementCountEv");
  __tsan_release(&count_);
  return real(this);
}

void BlockingCounter::Wait() {
  LIBRARY(void(BlockingCounter*), "15BlockingCounter4WaitEv");
  real(this);
  __tsan_acquire(&count_);
}

ABSL_NAMESPACE_END
}  // namespace absl
