#include "tests/torture/cutting_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parallax::torture {
namespace {

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

}  // namespace

std::unique_ptr<CuttingProxy> CuttingProxy::Create(int target_port) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  if (listener < 0 || bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(listener, 16) != 0 ||
      getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    return nullptr;
  }
  return std::unique_ptr<CuttingProxy>(
      new CuttingProxy(listener, ntohs(address.sin_port), target_port));
}

CuttingProxy::CuttingProxy(int listener, int port, int target_port)
    : listener_(listener), port_(port), target_port_(target_port) {
  acceptor_ = std::thread([this] { Accept(); });
}

CuttingProxy::~CuttingProxy() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  acceptor_.join();
  Cut();
  std::vector<std::thread> carriers;
  {
    absl::MutexLock lock(&mutex_);
    carriers.swap(carriers_);
  }
  for (std::thread& carrier : carriers) carrier.join();
  close(listener_);
}

void CuttingProxy::Cut() {
  absl::MutexLock lock(&mutex_);
  for (int socket : open_) shutdown(socket, SHUT_RDWR);
}

void CuttingProxy::SetBlackHole(bool on) {
  absl::MutexLock lock(&mutex_);
  black_hole_ = on;
}

void CuttingProxy::Accept() {
  for (;;) {
    pollfd ready{listener_, POLLIN, 0};
    const int events = poll(&ready, 1, 50);
    absl::MutexLock lock(&mutex_);
    if (stopping_) return;
    if (events <= 0) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    open_.insert(client);
    carriers_.emplace_back([this, client] { Carry(client); });
  }
}

bool CuttingProxy::Forward(int from, int to) {
  char buffer[65536];
  const ssize_t size = recv(from, buffer, sizeof buffer, 0);
  if (size <= 0) return false;
  for (ssize_t sent = 0; sent < size;) {
    const ssize_t n = send(to, buffer + sent, static_cast<size_t>(size - sent), MSG_NOSIGNAL);
    if (n <= 0) return false;
    sent += n;
  }
  return true;
}

void CuttingProxy::Carry(int client) {
  const int target = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(target_port_);
  bool good = connect(target, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  const int no_delay = 1;
  setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
  setsockopt(target, IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
  {
    absl::MutexLock lock(&mutex_);
    open_.insert(target);
  }
  while (good) {
    bool black_hole;
    {
      absl::MutexLock lock(&mutex_);
      black_hole = black_hole_;
      if (stopping_) break;
    }
    if (black_hole) {
      usleep(20000);
      continue;
    }
    pollfd ready[2] = {{client, POLLIN, 0}, {target, POLLIN, 0}};
    if (poll(ready, 2, 50) < 0) break;
    if (ready[0].revents != 0) good = Forward(client, target);
    if (good && ready[1].revents != 0) good = Forward(target, client);
  }
  absl::MutexLock lock(&mutex_);
  open_.erase(client);
  open_.erase(target);
  close(client);
  close(target);
}

}  // namespace parallax::torture
