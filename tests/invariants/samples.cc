#include "tests/invariants/samples.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "core/catalog/catalog.h"
#include "core/storage/keys.h"
#include "core/storage/rows.h"
#include "ingest_service/store/store_model.h"

namespace parallax::invariants {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

[[noreturn]] void Die(std::string_view what) {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

std::string SourceDirectory() {
  const char* directory = std::getenv("PARALLAX_SOURCE_DIR");
  if (directory == nullptr) Die("PARALLAX_SOURCE_DIR is not set");
  return directory;
}

std::vector<Sample> ReadSamples() {
  const std::map<std::string, std::string> media_types = {{".txt", "text/plain"},
                                                          {".md", "text/markdown"},
                                                          {".csv", "text/csv"},
                                                          {".html", "text/html"}};
  std::vector<Sample> samples;
  for (const char* folder : {"samples", "paraphrases"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(SourceDirectory() + "/tests/data/" + folder)) {
      const auto type = media_types.find(entry.path().extension().string());
      if (type == media_types.end()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::ostringstream content;
      content << file.rdbuf();
      Sample sample;
      sample.name = entry.path().filename().string();
      sample.input.content = std::move(content).str();
      sample.input.media_type = type->second;
      samples.push_back(std::move(sample));
    }
  }
  if (samples.size() < 10) Die("fewer than ten sample documents");
  std::sort(samples.begin(), samples.end(),
            [](const Sample& a, const Sample& b) { return a.name < b.name; });
  return samples;
}

std::unique_ptr<assemble::Pipeline> MakePipeline() {
  auto catalog = catalog::Catalog::Load(SourceDirectory() + "/packs/ai_industrial_policy");
  if (!catalog.ok()) Die(catalog.status().ToString());
  auto pipeline = assemble::Pipeline::Create(*std::move(catalog), {});
  if (!pipeline.ok()) Die(pipeline.status().ToString());
  return *std::move(pipeline);
}

}  // namespace

const std::vector<Sample>& Samples() {
  static const auto* const samples = new std::vector<Sample>(ReadSamples());
  return *samples;
}

const Sample& SampleNamed(std::string_view name) {
  for (const Sample& sample : Samples()) {
    if (sample.name == name) return sample;
  }
  Die("no such sample: " + std::string(name));
}

const assemble::Pipeline& Pipeline() {
  static const assemble::Pipeline* const pipeline = MakePipeline().release();
  return *pipeline;
}

store::StoredDocument Process(const std::string& document_id, const record::Input& input) {
  auto stored = Pipeline().Process(document_id, input);
  if (!stored.ok()) Die(document_id + ": " + stored.status().ToString());
  return *std::move(stored);
}

std::string RecordBytes(const store::StoredDocument& stored) {
  std::string bytes = stored.document_id + "\n" + stored.document.content_sha256 + "\n" +
                      stored.document.media_type + "\n" + stored.document.charset + "\n" +
                      stored.words_id + "\n" + stored.pack_version + "\n";
  for (const std::string& chunk : storage::EncodeBody({.metadata = stored.document.metadata,
                                  .blocks = stored.document.blocks,
                                  .issues = stored.document.issues,
                                  .mentions = stored.mentions})) {
    bytes += chunk;
  }
  for (size_t i = 0; i < stored.claims.size(); ++i) {
    const store::StoredClaim& claim = stored.claims[i];
    bytes += "\n" + claim.proposition_key + "\n" +
             EncodeRow(storage::ClaimRow{.claim = claim.claim,
                                         .ordinal = static_cast<uint32_t>(i),
                                         .proposition_id = claim.proposition_id});
  }
  return bytes;
}

std::string Transcoded(std::string_view utf8, const char* charset) {
  if (utf8.starts_with(kUtf8Mark)) utf8.remove_prefix(kUtf8Mark.size());
  const auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  UErrorCode error = U_ZERO_ERROR;
  UConverter* const converter = ucnv_open(charset, &error);
  if (U_FAILURE(error) != 0) Die("no converter");
  std::string out(static_cast<size_t>(text.length()) * 4 + 16, '\0');
  const int32_t size = ucnv_fromUChars(converter, out.data(), static_cast<int32_t>(out.size()),
                                       text.getBuffer(), text.length(), &error);
  ucnv_close(converter);
  if (U_FAILURE(error) != 0) Die("cannot be transcoded");
  out.resize(static_cast<size_t>(size));
  return out;
}

Shelf::Shelf() {
  auto opened = store::IngestStore::Open(store::TestStoreOptions(env_.get(), &clock_),
                                         store::TestCommitterOptions());
  if (!opened.ok()) Die(opened.status().ToString());
  store_ = *std::move(opened);
}

store::CommitResult Shelf::Put(store::StoredDocument stored) {
  auto result = store_->committer().SubmitAndWait(store::Upsert("default", std::move(stored)));
  if (!result.ok()) Die(result.status().ToString());
  return *std::move(result);
}

void Shelf::Delete(const std::string& document_id) {
  const auto result = store_->committer().SubmitAndWait(store::Deletion("default", document_id));
  if (!result.ok()) Die(result.status().ToString());
}

std::map<std::string, std::string> Shelf::Rows() const {
  const auto view = store_->store().OpenView("default");
  if (!view.ok()) Die(view.status().ToString());
  auto rows = store::AllRows(**view);
  for (auto& [key, value] : rows) {
    if (key.front() != static_cast<char>(storage::Table::kDocument)) continue;
    auto row = storage::DecodeRow<storage::DocumentRow>(value);
    if (!row.ok()) Die(row.status().ToString());
    row->revision_commit = 0;
    value = EncodeRow(*row);
  }
  return rows;
}

}  // namespace parallax::invariants
