// The sample documents, the pipeline that reads them and a store in memory that keeps them: what
// the tests of the invariants share.
#ifndef PARALLAX_TESTS_INVARIANTS_SAMPLES_H_
#define PARALLAX_TESTS_INVARIANTS_SAMPLES_H_

#include <rocksdb/env.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/document.h"
#include "ingest_service/assemble/pipeline.h"
#include "ingest_service/store/ingest_store.h"
#include "ingest_service/store/store_fixture.h"

namespace parallax::invariants {

struct Sample {
  std::string name;  // file name, which is the document id
  record::Input input;
};

// All documents of tests/data/samples and tests/data/paraphrases, by name; read once. Thread-safe.
const std::vector<Sample>& Samples();

// The one of that name; ends the process when there is none.
const Sample& SampleNamed(std::string_view name);

// Over the default pack; made once. Thread-safe.
const assemble::Pipeline& Pipeline();

// As Pipeline().Process; ends the process on an error.
store::StoredDocument Process(const std::string& document_id, const record::Input& input);

// Every record of the document, as it is stored: two are byte-identical or they are not the same.
std::string RecordBytes(const store::StoredDocument& stored);

// `utf8` (a byte order mark is left out) in another charset that has all of Unicode.
std::string Transcoded(std::string_view utf8, const char* charset);

// A store of its own. Not thread-safe.
class Shelf {
 public:
  Shelf();
  store::CommitResult Put(store::StoredDocument stored);
  store::CommitResult Put(const Sample& sample) { return Put(Process(sample.name, sample.input)); }
  void Delete(const std::string& document_id);
  // The latest rows, with the commit numbers of documents set to 0.
  std::map<std::string, std::string> Rows() const;
  store::IngestStore& ingest() { return *store_; }

 private:
  store::TestClock clock_;
  std::unique_ptr<rocksdb::Env> env_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  std::unique_ptr<store::IngestStore> store_;
};

}  // namespace parallax::invariants

#endif  // PARALLAX_TESTS_INVARIANTS_SAMPLES_H_
