// Random changes to several collections against a model, read at the latest and at old commits,
// with sweeps, flushes and restarts in between; and a replica that follows and must be the same.
#include "ingest_service/store/store_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "absl/synchronization/blocking_counter.h"
#include "core/storage/replica_store.h"
#include "ingest_service/store/store_fixture.h"

namespace parallax::store {
namespace {

using storage::ReadView;
using storage::ReplicatedCommit;

// A passage long enough to be known again: words of its own, told in two languages with the same
// figures and names.
std::string Passage(uint32_t number, bool other_language) {
  std::mt19937 figures(number);
  std::mt19937 letters(2 * number + (other_language ? 1 : 0) + 1000);
  std::string passage;
  for (int w = 0; w < 48; ++w) {
    if (w % 12 == 5) {
      passage += "Figure" + std::string(3, static_cast<char>('a' + number)) + " " +
                 std::to_string(10000 + figures() % 80000) + " ";
      continue;
    }
    for (uint32_t n = 3 + letters() % 6; n > 0; --n) {
      passage += static_cast<char>('a' + letters() % 26);
    }
    passage += ' ';
  }
  return passage;
}

struct ModelCollection {
  std::vector<ModelState> states = {{}, {}};  // by commit; 1 made the collection
};

// Enough that a document has others beyond its neighbours.
constexpr int kDocuments = 24;

class StoreModelTest : public ::testing::TestWithParam<int> {
 protected:
  int Random(int bound) { return static_cast<int>(random_() % static_cast<uint32_t>(bound)); }
  template <typename T>
  T Pick(const std::vector<T>& from) {
    return from[static_cast<size_t>(Random(static_cast<int>(from.size())))];
  }

  StoredDocument RandomDocument() {
    std::vector<ClaimSpec> claims;
    for (int i = Random(5); i > 0; --i) {
      claims.push_back({.entity = Pick<std::string>({"economy/KR", "economy/FR", "模型/甲", ""}),
                        .dimension = Pick<std::string>({"approach", "budget"}),
                        .value = Pick<std::string>({"一", "two", "three", "none", ""}),
                        .voice = Pick<std::string>({"A", "B", "声音", ""})});
    }
    // Few texts, so that documents share originals, and the same text comes back.
    StoredDocument stored = MakeDocument("d" + std::to_string(Random(kDocuments)),
                                         Pick<std::string>({"", "一份文件", "b", "c", "d"}), claims,
                                         Pick<std::string>({"", "l1", "l2"}));
    // Every other is of some passages out of a few, so that they copy, quote, collect and translate
    // each other.
    if (Random(2) == 0) {
      const bool other_language = Random(4) == 0;
      stored.document.blocks.clear();
      for (uint32_t passage = 0; passage < 6; ++passage) {
        // The first in so many that its lists become too long for one row, and short again.
        if (passage > 0 ? Random(3) != 0 : Random(5) == 0) continue;
        record::Block block;
        block.content.text = Passage(passage, other_language);
        block.content.map.AppendIdentity(0, static_cast<int64_t>(block.content.text.size()));
        block.language = other_language ? "zh" : "en";
        stored.document.blocks.push_back(std::move(block));
      }
      if (Random(3) == 0) stored.input.source_uri = "https://www.example.org/page/";
    }
    if (Random(2) == 0) {
      stored.document.metadata.push_back({.field = record::MetadataField::kPublished,
                                          .value = Pick<std::string>({"2023", "2024-05-06", "x"}),
                                          .chosen = true});
    }
    // The envelope makes inputs with equal text different, as different claims do not.
    stored.input.title = std::to_string(random_());
    return stored;
  }

  void OpenStores() {
    ingest_.reset();
    storage::StoreOptions options = TestStoreOptions(ingest_env_.get(), &clock_);
    options.memtable_bytes = 64 << 10;
    options.retention = {.max_age_ms = 60'000, .min_commits = 3, .max_commits = 60};
    auto opened = IngestStore::Open(options, TestCommitterOptions());
    ASSERT_TRUE(opened.ok()) << opened.status();
    ingest_ = *std::move(opened);
    replica_.reset();
    options.env = replica_env_.get();
    auto replica = storage::ReplicaStore::Open(options);
    ASSERT_TRUE(replica.ok()) << replica.status();
    replica_ = *std::move(replica);
  }

  // Submits changes at once, so that they share batches, and gives the model what was answered.
  void SubmitSome(int count) {
    struct Pending {
      std::string collection;
      std::string deleted;
      std::shared_ptr<StoredDocument> stored;
      absl::StatusOr<CommitResult> result;
    };
    std::vector<Pending> pending(static_cast<size_t>(count));
    absl::BlockingCounter answered(count);
    for (Pending& p : pending) {
      p.collection = Pick<std::string>({"default", "c1", "c2"});
      const int kind = Random(10);
      DocumentChange change;
      if (kind < 2) {
        p.deleted = "d" + std::to_string(Random(kDocuments));
        change = Deletion(p.collection, p.deleted);
      } else if (kind < 5 && last_ != nullptr) {
        p.stored = last_;
        change = Upsert(p.collection, *p.stored);
      } else {
        p.stored = std::make_shared<StoredDocument>(RandomDocument());
        last_ = p.stored;
        change = Upsert(p.collection, *p.stored);
      }
      ingest_->committer().Submit(std::move(change), [&](absl::StatusOr<CommitResult> result) {
        p.result = std::move(result);
        answered.DecrementCount();
      });
    }
    answered.Wait();
    for (const Pending& p : pending) {
      std::vector<ModelState>& states = model_[p.collection].states;
      const ModelState& state = states.back();
      if (!p.deleted.empty()) {
        if (state.count(p.deleted) == 0) {
          EXPECT_TRUE(absl::IsNotFound(p.result.status()));
          continue;
        }
        ASSERT_TRUE(p.result.ok()) << p.result.status();
        ModelState next = state;
        next.erase(p.deleted);
        EXPECT_EQ(p.result->commit, states.size());
        states.push_back(std::move(next));
        continue;
      }
      ASSERT_TRUE(p.result.ok()) << p.result.status();
      const auto it = state.find(p.stored->document_id);
      if (it != state.end() &&
          record::InputDigest(it->second.stored->input) == record::InputDigest(p.stored->input)) {
        EXPECT_TRUE(p.result->unchanged);
        EXPECT_EQ(p.result->commit, it->second.revision_commit);
        continue;
      }
      EXPECT_FALSE(p.result->unchanged);
      EXPECT_EQ(p.result->commit, states.size());
      ModelState next = state;
      next[p.stored->document_id] = {.revision_commit = p.result->commit, .stored = p.stored};
      states.push_back(std::move(next));
    }
  }

  void CheckState(const ReadView& view, const std::string& collection) {
    const ModelState& state = model_[collection].states[view.commit()];
    const RowMap found = AllRows(view);
    ASSERT_EQ(FirstDifference(found, ExpectedRows(state, found)), "")
        << collection << " at " << view.commit() << " of " << view.info().commit;
    for (const auto& [id, document] : state) {
      const auto bytes = view.ReadOriginal(document.stored->document.content_sha256, 0, 1 << 30);
      ASSERT_TRUE(bytes.ok()) << bytes.status();
      ASSERT_EQ(*bytes, document.stored->input.content);
    }
    // A few rows and ranges by other ways than one long scan.
    if (found.empty()) return;
    auto it = std::next(found.begin(), Random(static_cast<int>(found.size())));
    ASSERT_EQ(*view.Get(it->first), it->second);
    const auto many = view.MultiGet({it->first, "\x7f", it->first});
    ASSERT_TRUE(many.ok());
    ASSERT_EQ((*many)[0], it->second);
    ASSERT_FALSE((*many)[1].has_value());
    ASSERT_EQ((*many)[2], it->second);
    auto expected = std::next(it);
    size_t left = 5;
    ASSERT_TRUE(view.Scan({.prefix = "", .start_after = it->first, .limit = left},
                          [&](std::string_view key, std::string_view value) {
                            EXPECT_TRUE(expected != found.end() && key == expected->first &&
                                        value == expected->second);
                            if (expected != found.end()) ++expected;
                            --left;
                            return true;
                          })
                    .ok());
    ASSERT_TRUE(left == 0 || expected == found.end());
  }

  void CheckStore(const storage::RecordStore& store, const std::string& collection) {
    const auto view = store.OpenView(collection);
    ASSERT_TRUE(view.ok()) << view.status();
    const storage::CollectionInfo& info = (*view)->info();
    CheckState(**view, collection);
    // The oldest that can be read is where a sweep would go wrong.
    for (int i = 0; i < 3; ++i) {
      const uint64_t range = info.commit - info.earliest_commit;
      const uint64_t commit =
          info.earliest_commit +
          (i == 0 ? 0 : static_cast<uint64_t>(Random(static_cast<int>(range) + 1)));
      if (commit == 0) continue;
      const auto past = (*view)->At(commit);
      ASSERT_TRUE(past.ok()) << past.status();
      CheckState(**past, collection);
    }
    if (info.earliest_commit > 0) {
      EXPECT_TRUE(absl::IsOutOfRange((*view)->At(info.earliest_commit - 1).status()));
    }
    EXPECT_TRUE(absl::IsUnavailable((*view)->At(info.commit + 1).status()));
  }

  // Lets the replica follow one collection: by commits while the log has them, else by a bootstrap.
  void Follow(const std::string& collection) {
    const auto source = ingest_->store().OpenView(collection);
    ASSERT_TRUE(source.ok());
    const storage::CollectionInfo& info = (*source)->info();
    const auto here = replica_->store().GetCollection(collection);
    const uint64_t applied = here.ok() ? here->commit : 0;
    if (applied < info.earliest_commit || Random(12) == 0) {
      Bootstrap(**source);
      ++bootstraps_;
      return;
    }
    std::vector<ReplicatedCommit> run;
    // Overlaps what is there already, at times.
    const uint64_t from = applied > info.earliest_commit && Random(3) == 0 ? applied : applied + 1;
    for (uint64_t commit = from; commit <= info.commit; ++commit) {
      auto record = (*source)->ReadCommit(commit);
      ASSERT_TRUE(record.ok()) << record.status();
      ReplicatedCommit next{.record = *std::move(record), .originals = {}};
      for (const std::string& digest : next.record.new_originals) {
        const auto bytes = (*source)->ReadOriginalBytes(digest);
        ASSERT_TRUE(bytes.ok()) << bytes.status();
        next.originals.push_back({.sha256_hex = digest, .content = *bytes});
      }
      run.push_back(std::move(next));
      if (run.size() == 3) {
        ASSERT_TRUE(replica_->ApplyCommits(info.identity, run).ok());
        run.clear();
      }
    }
    const absl::Status applied_status = replica_->ApplyCommits(info.identity, run);
    ASSERT_TRUE(applied_status.ok() || run.empty()) << applied_status;
  }

  void Bootstrap(const ReadView& source) {
    auto bootstrap =
        replica_->BeginBootstrap(source.info().identity, source.info().created_time_ms);
    ASSERT_TRUE(bootstrap.ok()) << bootstrap.status();
    std::string next;
    int steps = 0;
    do {
      const auto step = ScanRowsForBootstrap(source, next, 700);
      ASSERT_TRUE(step.ok()) << step.status();
      ASSERT_TRUE((*bootstrap)->LoadRows(step->rows).ok());
      for (const std::string& digest : step->originals) {
        const auto size = source.OriginalSize(digest);
        ASSERT_TRUE(size.ok());
        const auto bytes = source.ReadOriginal(digest, 0, *size);
        ASSERT_TRUE(bytes.ok());
        ASSERT_TRUE((*bootstrap)->LoadOriginal({.sha256_hex = digest, .content = *bytes}).ok());
      }
      next = step->next;
      // One that is given up leaves the collection as it was.
      if (++steps == 3 && Random(8) == 0) return Bootstrap(source);
    } while (!next.empty());
    ASSERT_TRUE((*bootstrap)->Finish(source.commit(), source.info().commit_time_ms).ok());
  }

  TestClock clock_;
  std::mt19937 random_{static_cast<uint32_t>(GetParam())};
  std::unique_ptr<rocksdb::Env> ingest_env_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  std::unique_ptr<rocksdb::Env> replica_env_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  std::unique_ptr<IngestStore> ingest_;
  std::unique_ptr<storage::ReplicaStore> replica_;
  std::map<std::string, ModelCollection> model_;
  std::shared_ptr<StoredDocument> last_;
  int bootstraps_ = 0;
};

TEST_P(StoreModelTest, EveryReadIsWhatTheModelSays) {
  OpenStores();
  for (const char* name : {"c1", "c2"}) {
    ASSERT_TRUE(ingest_->committer().CreateCollection(name, "").ok());
  }
  uint64_t swept = 0;
  for (int round = 0; round < 40; ++round) {
    clock_.now_ms += Random(5000);
    SubmitSome(1 + Random(12));
    if (HasFatalFailure()) return;
    if (Random(3) == 0) {
      for (storage::RecordStore* store : {&ingest_->store(), &replica_->store()}) {
        while (true) {
          const auto result = store->Sweep(20);
          ASSERT_TRUE(result.ok()) << result.status();
          swept += result->commits;
          if (result->done) break;
        }
      }
    }
    if (Random(6) == 0) {
      ASSERT_TRUE(ingest_->store().Flush().ok());
    }
    if (Random(12) == 0) OpenStores();
    for (const char* name : {"default", "c1", "c2"}) {
      CheckStore(ingest_->store(), name);
      if (HasFatalFailure()) return;
      if (Random(2) == 0) continue;
      Follow(name);
      if (HasFatalFailure()) return;
      CheckStore(replica_->store(), name);
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(swept, 20u);
  EXPECT_GT(bootstraps_, 0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, StoreModelTest, ::testing::Range(1, 7));

// Rows with the commit numbers in them made equal.
RowMap WithoutCommits(RowMap rows) {
  for (auto& [key, value] : rows) {
    if (key[0] != static_cast<char>(storage::Table::kDocument)) continue;
    auto row = storage::DecodeRow<storage::DocumentRow>(value);
    if (!row.ok()) continue;
    row->revision_commit = 0;
    value = EncodeRow(*row);
  }
  return rows;
}

TEST_P(StoreModelTest, OrderOfArrivalLeavesNoTrace) {
  std::vector<StoredDocument> documents;
  for (int i = 0; i < 40; ++i) {
    documents.push_back(RandomDocument());
    documents.back().document_id = "d" + std::to_string(i);
    for (StoredClaim& claim : documents.back().claims) {
      claim.claim.document_id = documents.back().document_id;
    }
  }
  RowMap first;
  for (int order = 0; order < 4; ++order) {
    const std::unique_ptr<rocksdb::Env> env(rocksdb::NewMemEnv(rocksdb::Env::Default()));
    auto store = IngestStore::Open(TestStoreOptions(env.get(), &clock_), TestCommitterOptions());
    ASSERT_TRUE(store.ok());
    std::shuffle(documents.begin(), documents.end(), random_);
    for (const StoredDocument& document : documents) {
      // Some come after another revision, some after having been deleted.
      const int detour = Random(3);
      if (detour > 0) {
        StoredDocument other = RandomDocument();
        other.document_id = document.document_id;
        for (StoredClaim& claim : other.claims) claim.claim.document_id = other.document_id;
        ASSERT_TRUE((*store)->committer().SubmitAndWait(Upsert("default", other)).ok());
      }
      if (detour > 1) {
        ASSERT_TRUE(
            (*store)->committer().SubmitAndWait(Deletion("default", document.document_id)).ok());
      }
      ASSERT_TRUE((*store)->committer().SubmitAndWait(Upsert("default", document)).ok());
    }
    const RowMap rows = WithoutCommits(AllRows(**(*store)->store().OpenView("default")));
    if (order == 0) {
      first = rows;
    } else {
      ASSERT_EQ(FirstDifference(rows, first), "");
    }
  }
  EXPECT_GT(first.size(), 100u);
  std::map<storage::LinkKind, int> links;
  int copies = 0;
  for (const auto& [key, value] : first) {
    if (key[0] == static_cast<char>(storage::Table::kLineage)) {
      const auto row = storage::DecodeRow<storage::LineageRow>(value);
      ASSERT_TRUE(row.ok());
      for (const storage::DocumentLink& link : row->links) ++links[link.kind];
    }
    if (key[0] == static_cast<char>(storage::Table::kCellSupport)) {
      const auto row = storage::DecodeRow<storage::CountRow>(value);
      copies += row.ok() && !row->copies_of.empty() ? 1 : 0;
    }
  }
  EXPECT_GT(links[storage::LinkKind::kCopy], 0);
  EXPECT_GT(links[storage::LinkKind::kExcerpt] + links[storage::LinkKind::kQuotation], 0);
  EXPECT_GT(copies, 0);
}

}  // namespace
}  // namespace parallax::store
