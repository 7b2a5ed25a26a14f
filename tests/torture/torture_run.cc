#include "tests/torture/torture_run.h"

#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "core/storage/revision_token.h"
#include "tests/torture/synthetic_document.h"

namespace parallax::torture {
namespace {

int FreePort() {
  const int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool bound = s >= 0 && bind(s, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     getsockname(s, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (!bound) {
    std::perror("torture: no free port");
    std::exit(2);
  }
  close(s);
  return ntohs(address.sin_port);
}

std::shared_ptr<grpc::Channel> ChannelTo(int port) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 2000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 200);
  arguments.SetMaxReceiveMessageSize(64 << 20);
  return grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", port),
                                   grpc::InsecureChannelCredentials(), arguments);
}

void SetDeadline(grpc::ClientContext& context, int seconds) {
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(seconds));
}

// Contents come from a small pool, so that documents share originals and old ones come back. A few
// are large in bytes, a few in rows.
std::string PooledContent(uint64_t number) {
  ContentShape shape;
  shape.claims = static_cast<int>(number % 7);
  shape.padding_bytes = static_cast<int>(number * 37 % 3000);
  if (number % 53 == 0) shape.padding_bytes = 1'200'000 + static_cast<int>(number) * 1000;
  if (number % 151 == 0) shape.claims = 1500;
  return MakeContent(number, shape);
}
constexpr uint64_t kPool = 400;
constexpr uint64_t kDocumentsPerCollection = 40;

}  // namespace

TortureRun::TortureRun(TortureOptions options) : options_(std::move(options)) {}

TortureRun::~TortureRun() = default;

void TortureRun::Complain(const std::string& what) {
  absl::MutexLock lock(&mutex_);
  if (complaints_.size() < 20) complaints_.push_back(what);
}

std::vector<std::string> TortureRun::Complaints() const {
  absl::MutexLock lock(&mutex_);
  return complaints_;
}

bool TortureRun::StartAll() {
  const std::string retention = absl::StrCat("--retention_commits=", options_.retention_commits);
  const int primary_port = FreePort();
  const auto directory = [&](const std::string& name) {
    return absl::StrCat("--data_dir=", options_.work_dir, "/", name);
  };
  primary_.process = std::make_unique<ChildProcess>(
      std::vector<std::string>{options_.bin_dir + "/feed_primary",
                               absl::StrCat("--listen_address=127.0.0.1:", primary_port),
                               directory("primary"), "--memtable_bytes=1048576", "--sweep_ms=100",
                               "--heartbeat_ms=200", retention},
      options_.work_dir + "/primary.log");
  primary_.channel = ChannelTo(primary_port);
  primary_.probe = ProbeService::NewStub(primary_.channel);
  ingest_ = v1::IngestService::NewStub(primary_.channel);
  admin_ = v1::AdminService::NewStub(primary_.channel);
  primary_records_ = v1::RecordService::NewStub(primary_.channel);
  if (!primary_.process->Start() || !WaitUntilUp(primary_)) return false;
  for (int i = 0; i < options_.replicas; ++i) {
    Node& node = replicas_.emplace_back();
    node.proxy = CuttingProxy::Create(primary_port);
    if (node.proxy == nullptr) return false;
    const int port = FreePort();
    const std::string name = absl::StrCat("replica-", i);
    std::vector<std::string> arguments = {
        options_.bin_dir + "/feed_replica",
        absl::StrCat("--listen_address=127.0.0.1:", port),
        absl::StrCat("--ingest_address=127.0.0.1:", node.proxy->port()),
        directory(name),
        "--memtable_bytes=1048576",
        "--sweep_ms=100",
        "--silence_ms=800",
        "--verbose",
        retention};
    if (i == 0 && options_.skip_every > 0) {
      arguments.push_back(absl::StrCat("--skip_every=", options_.skip_every));
    }
    node.process = std::make_unique<ChildProcess>(
        arguments, absl::StrCat(options_.work_dir, "/", name, ".log"));
    node.channel = ChannelTo(port);
    node.probe = ProbeService::NewStub(node.channel);
    if (!node.process->Start() || !WaitUntilUp(node)) return false;
  }
  auto collection = std::make_unique<Collection>();
  collection->model.RecordCreation();
  absl::MutexLock lock(&mutex_);
  collections_.emplace("default", std::move(collection));
  return true;
}

bool TortureRun::WaitUntilUp(Node& node) {
  for (int attempt = 0; attempt < 600; ++attempt) {
    grpc::ClientContext context;
    SetDeadline(context, 2);
    GetReportResponse report;
    if (node.probe->GetReport(&context, {}, &report).ok()) return true;
    absl::SleepFor(absl::Milliseconds(50));
    if (!node.process->Running()) return false;
  }
  return false;
}

bool TortureRun::Run() {
  if (!StartAll()) return false;
  std::vector<std::thread> threads;
  threads.reserve(static_cast<size_t>(options_.writers) + static_cast<size_t>(options_.replicas));
  for (int i = 0; i < options_.writers; ++i) threads.emplace_back([this, i] { Write(i); });
  for (int i = 0; i < options_.replicas; ++i) threads.emplace_back([this, i] { Read(i); });
  // On this thread, because children die with the thread that started them.
  Break(absl::Now() + absl::Seconds(options_.seconds));
  stopping_ = true;
  for (std::thread& thread : threads) thread.join();
  const bool level = BecomeLevel();
  for (Node& node : replicas_) TakeReport(node);
  if (!primary_.process->Kill()) ++counts_.crashes;
  for (Node& node : replicas_) {
    if (!node.process->Kill()) ++counts_.crashes;
  }
  return level;
}

// --- Writing.

bool TortureRun::MakeCollection(const std::string& name) {
  while (!stopping()) {
    grpc::ClientContext context;
    SetDeadline(context, 20);
    v1::CreateCollectionRequest request;
    request.set_name(name);
    v1::CreateCollectionResponse response;
    const grpc::Status status = admin_->CreateCollection(&context, request, &response);
    if (status.ok() || status.error_code() == grpc::StatusCode::ALREADY_EXISTS) return true;
    absl::SleepFor(absl::Milliseconds(50));
  }
  return false;
}

void TortureRun::Write(int writer) {
  std::mt19937_64 random(options_.seed * 1000 + static_cast<uint64_t>(writer));
  const absl::Time second_at = absl::Now() + absl::Seconds(options_.seconds) / 3;
  std::vector<std::pair<std::string, Collection*>> mine;
  const auto add = [&](const std::string& name) {
    if (name != "default" && !MakeCollection(name)) return;
    absl::MutexLock lock(&mutex_);
    std::unique_ptr<Collection>& collection = collections_[name];
    if (collection == nullptr) collection = std::make_unique<Collection>();
    collection->model.RecordCreation();
    mine.emplace_back(name, collection.get());
  };
  add(writer == 0 ? "default" : absl::StrCat("first-", writer));
  while (!stopping() && !mine.empty()) {
    if (mine.size() == 1 && absl::Now() > second_at) add(absl::StrCat("second-", writer));
    auto& [name, collection] = mine[random() % mine.size()];
    WriteOne(name, *collection, random);
  }
}

bool TortureRun::WasCommitted(const std::string& name, uint64_t newest) {
  for (;;) {
    grpc::ClientContext context;
    SetDeadline(context, 20);
    v1::GetRevisionRangeRequest request;
    request.set_collection(name);
    v1::GetRevisionRangeResponse response;
    if (!primary_records_->GetRevisionRange(&context, request, &response).ok()) {
      absl::SleepFor(absl::Milliseconds(50));
      continue;
    }
    const uint64_t commit = static_cast<uint64_t>(response.newest_commit());
    if (commit != newest && commit != newest + 1) {
      ++counts_.mismatches;
      Complain(absl::StrCat(name, ": acknowledged up to ", newest, ", the store is at ", commit));
    }
    return commit > newest;
  }
}

void TortureRun::WriteOne(const std::string& name, Collection& collection,
                          std::mt19937_64& random) {
  const std::string id = absl::StrCat("doc-", random() % kDocumentsPerCollection);
  const uint64_t newest = collection.model.newest();
  std::optional<std::string> content;
  if (random() % 4 != 0 || !collection.model.Has(id)) content = PooledContent(random() % kPool);
  grpc::ClientContext context;
  SetDeadline(context, 60);
  grpc::Status status;
  std::string token;
  bool unchanged = false;
  if (content) {
    v1::IngestDocumentRequest request;
    request.set_collection(name);
    request.set_document_id(id);
    request.mutable_input()->set_content(*content);
    request.mutable_input()->set_media_type("text/plain");
    v1::IngestDocumentResponse response;
    status = ingest_->IngestDocument(&context, request, &response);
    token = response.result().revision_token();
    unchanged = response.result().unchanged();
  } else {
    v1::DeleteDocumentRequest request;
    request.set_collection(name);
    request.set_document_id(id);
    v1::DeleteDocumentResponse response;
    status = ingest_->DeleteDocument(&context, request, &response);
    token = response.revision_token();
  }
  uint64_t commit = newest + 1;
  if (status.ok()) {
    if (unchanged) {
      ++counts_.unchanged;
      return;
    }
    auto parsed = storage::ParseRevisionToken(token);
    commit = parsed.ok() ? parsed->commit : 0;
    absl::MutexLock lock(&collection.mutex);
    collection.last_token = token;
  } else {
    // Killed under way: made or not made, but nothing in between.
    ++counts_.unknown_outcomes;
    if (status.error_code() != grpc::StatusCode::UNAVAILABLE) {
      ++counts_.mismatches;
      Complain(
          absl::StrCat(name, " write failed: ", status.error_code(), " ", status.error_message()));
    }
    if (!WasCommitted(name, newest)) return;
  }
  ++counts_.commits;
  if (!collection.model.Record(commit, id, content)) {
    ++counts_.gaps;
    Complain(absl::StrCat(name, ": commit ", commit, " acknowledged after ", newest));
  }
}

// --- Reading.

std::pair<std::string, TortureRun::Collection*> TortureRun::AnyCollection(std::mt19937_64& random) {
  absl::MutexLock lock(&mutex_);
  auto it = std::next(collections_.begin(), static_cast<int64_t>(random() % collections_.size()));
  return {it->first, it->second.get()};
}

void TortureRun::Read(int replica) {
  std::mt19937_64 random(options_.seed * 2000 + static_cast<uint64_t>(replica));
  std::map<std::string, uint64_t> last_seen;
  while (!stopping()) {
    auto [name, collection] = AnyCollection(random);
    ReadOne(replicas_[static_cast<size_t>(replica)], random, last_seen[name], name, *collection);
    // Now and then the primary too: it gives the row digests to compare with.
    if (random() % 8 == 0) {
      uint64_t unused = 0;
      ReadOne(primary_, random, unused, name, *collection);
    }
  }
}

void TortureRun::Judge(Collection& collection, const std::string& name,
                       const ReadStateResponse& state) {
  // A commit can be read before its writer has heard of it.
  const absl::Time patience = absl::Now() + absl::Seconds(60);
  while (collection.model.newest() < static_cast<uint64_t>(state.commit()) &&
         absl::Now() < patience) {
    absl::SleepFor(absl::Milliseconds(1));
  }
  const std::string wrong = collection.model.Compare(state);
  if (wrong.empty()) return;
  ++counts_.mismatches;
  Complain(absl::StrCat(name, " ", wrong));
}

void TortureRun::ReadOne(Node& node, std::mt19937_64& random, uint64_t& last_seen_commit,
                         const std::string& name, Collection& collection) {
  ReadStateRequest request;
  request.set_collection(name);
  request.set_digest(random() % 2 == 0);
  uint64_t at_least = 0;
  const uint64_t kind = random() % 10;
  if (kind < 3) {
    absl::MutexLock lock(&collection.mutex);
    request.set_at_least(collection.last_token);
    auto token = storage::ParseRevisionToken(collection.last_token);
    if (token.ok()) at_least = token->commit;
  } else if (kind < 7 && last_seen_commit > 0) {
    const uint64_t back = random() % (options_.retention_commits * 2 / 3);
    request.set_exactly(
        static_cast<int64_t>(last_seen_commit > back + 1 ? last_seen_commit - back : 1));
  }
  grpc::ClientContext context;
  SetDeadline(context, 10);
  ReadStateResponse state;
  const grpc::Status status = node.probe->ReadState(&context, request, &state);
  if (!status.ok()) {
    // Older than this replica goes back (it may have just bootstrapped), or not there for a while.
    if (status.error_code() == grpc::StatusCode::OUT_OF_RANGE) {
      ++counts_.expired_reads;
    } else if (status.error_code() == grpc::StatusCode::UNAVAILABLE ||
               status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED ||
               status.error_code() == grpc::StatusCode::NOT_FOUND) {
      ++counts_.unavailable_reads;
    } else {
      ++counts_.mismatches;
      Complain(
          absl::StrCat(name, " read failed: ", status.error_code(), " ", status.error_message()));
    }
    return;
  }
  const uint64_t commit = static_cast<uint64_t>(state.commit());
  ++(request.exactly() > 0 ? counts_.old_reads
     : at_least > 0        ? counts_.fresh_reads
                           : counts_.latest_reads);
  if (request.exactly() > 0) {
    if (state.commit() != request.exactly()) {
      ++counts_.mismatches;
      Complain(absl::StrCat(name, ": asked for ", request.exactly(), ", got ", commit));
    }
  } else {
    if (commit < at_least || commit < last_seen_commit) {
      ++counts_.mismatches;
      Complain(absl::StrCat(name, ": read ", commit, " after ", last_seen_commit,
                            " was seen; the token asked for ", at_least));
    }
    last_seen_commit = commit;
  }
  Judge(collection, name, state);
}

bool TortureRun::BecomeLevel() {
  std::vector<std::pair<std::string, Collection*>> all;
  {
    absl::MutexLock lock(&mutex_);
    for (auto& [name, collection] : collections_) all.emplace_back(name, collection.get());
  }
  const absl::Time patience = absl::Now() + absl::Seconds(60);
  bool level = true;
  std::vector<Node*> nodes = {&primary_};
  for (Node& node : replicas_) nodes.push_back(&node);
  for (Node* node : nodes) {
    for (auto& [name, collection] : all) {
      ReadStateRequest request;
      request.set_collection(name);
      request.set_digest(true);
      bool reached = false;
      while (!reached && absl::Now() < patience) {
        grpc::ClientContext context;
        SetDeadline(context, 20);
        ReadStateResponse state;
        if (node->probe->ReadState(&context, request, &state).ok() &&
            static_cast<uint64_t>(state.commit()) == collection->model.newest()) {
          reached = true;
          Judge(*collection, name, state);
        } else {
          absl::SleepFor(absl::Milliseconds(100));
        }
      }
      if (!reached) Complain(absl::StrCat(name, " never got to ", collection->model.newest()));
      level = level && reached;
    }
  }
  return level;
}

// --- Breaking.

void TortureRun::TakeReport(Node& node) {
  grpc::ClientContext context;
  SetDeadline(context, 5);
  GetReportResponse report;
  if (!node.probe->GetReport(&context, {}, &report).ok()) return;
  counts_.gaps += report.gaps();
  counts_.bootstraps += report.bootstraps();
  counts_.connections += report.connections();
}

void TortureRun::Restart(Node& node, bool primary, const std::function<void()>& meanwhile) {
  if (!primary) TakeReport(node);
  if (!node.process->Kill()) {
    ++counts_.crashes;
    Complain(primary ? "the primary ended by itself" : "a replica ended by itself");
  }
  meanwhile();
  if (!node.process->Start() || !WaitUntilUp(node)) {
    ++counts_.crashes;
    Complain(primary ? "the primary does not start" : "a replica does not start");
  }
}

void TortureRun::WaitForNews(uint64_t commits) {
  std::map<std::string, uint64_t> begun;
  const auto advanced = [&] {
    absl::MutexLock lock(&mutex_);
    for (const auto& [name, collection] : collections_) {
      const uint64_t newest = collection->model.newest();
      if (newest >= begun.emplace(name, newest).first->second + commits) return true;
    }
    return false;
  };
  const absl::Time patience = absl::Now() + absl::Seconds(30);
  while (!advanced() && absl::Now() < patience) absl::SleepFor(absl::Milliseconds(20));
}

void TortureRun::BreakOne(Harm harm, std::mt19937_64& random) {
  Node& replica = replicas_[random() % replicas_.size()];
  const auto up_to = [&](int ms) {
    return absl::Milliseconds(static_cast<int64_t>(random() % static_cast<uint64_t>(ms)));
  };
  // Far enough for the feed to have dropped what the replica needs next.
  const uint64_t beyond_retention = options_.retention_commits + 10;
  switch (harm) {
    case Harm::kKillPrimary:
      ++counts_.primary_kills;
      return Restart(primary_, true, [&] { absl::SleepFor(up_to(500)); });
    case Harm::kKillReplica:
      ++counts_.replica_kills;
      return Restart(replica, false, [&] { absl::SleepFor(up_to(300)); });
    case Harm::kKillReplicaForLong:
      ++counts_.replica_kills;
      return Restart(replica, false, [&] { WaitForNews(beyond_retention); });
    case Harm::kKillBoth:
      ++counts_.primary_kills;
      ++counts_.replica_kills;
      return Restart(replica, false,
                     [&] { Restart(primary_, true, [&] { absl::SleepFor(up_to(300)); }); });
    case Harm::kCut:
      ++counts_.cuts;
      return replica.proxy->Cut();
    case Harm::kBlackHole:
      ++counts_.black_holes;
      replica.proxy->SetBlackHole(true);
      absl::SleepFor(absl::Milliseconds(1200));
      return replica.proxy->SetBlackHole(false);
    case Harm::kStop:
      ++counts_.stops;
      replica.process->Signal(SIGSTOP);
      if (random() % 2 == 0) {
        absl::SleepFor(up_to(1500));
      } else {
        WaitForNews(beyond_retention);
      }
      return replica.process->Signal(SIGCONT);
    case Harm::kFlush:
      ++counts_.flushes;
      for (Node* node : {&primary_, &replica}) {
        grpc::ClientContext context;
        SetDeadline(context, 10);
        FlushResponse response;
        node->probe->Flush(&context, {}, &response);
      }
  }
}

void TortureRun::Break(absl::Time end) {
  std::mt19937_64 random(options_.seed * 3000);
  std::vector<Harm> harms = {Harm::kKillPrimary, Harm::kKillReplica, Harm::kKillReplicaForLong,
                             Harm::kKillBoth,    Harm::kCut,         Harm::kBlackHole,
                             Harm::kStop,        Harm::kFlush,       Harm::kFlush};
  const auto over = [&] {
    return absl::Now() >= end || (options_.until_mismatch && counts_.mismatches > 0);
  };
  while (!over()) {
    // Each of them in every round, in another order.
    std::shuffle(harms.begin(), harms.end(), random);
    for (Harm harm : harms) {
      const absl::Duration calm = absl::Milliseconds(100 + static_cast<int64_t>(random() % 700));
      absl::SleepFor(std::min(calm, end - absl::Now()));
      if (over()) return;
      if (options_.chaos) BreakOne(harm, random);
    }
  }
}

}  // namespace parallax::torture
