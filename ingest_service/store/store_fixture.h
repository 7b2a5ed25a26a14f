// Documents and stores for tests: small, deterministic, with claims that the test spells out.
#ifndef PARALLAX_INGEST_SERVICE_STORE_STORE_FIXTURE_H_
#define PARALLAX_INGEST_SERVICE_STORE_STORE_FIXTURE_H_

#include <rocksdb/env.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/record/claim.h"
#include "core/text/sha256.h"
#include "ingest_service/store/ingest_store.h"

namespace parallax::store {

// A claim to be made: what the fixture fills in is the rest.
struct ClaimSpec {
  std::string entity;
  std::string dimension;
  std::string value;  // empty: not stated; "none": no value
  std::string voice = "";
};

inline StoredClaim MakeClaim(const std::string& document_id, const std::string& content,
                             const ClaimSpec& spec, size_t ordinal) {
  StoredClaim out;
  record::Claim& claim = out.claim;
  claim.document_id = document_id;
  claim.subject_entity_id = spec.entity;
  claim.subject_written = spec.entity;
  claim.dimension_id = spec.dimension;
  claim.kind = spec.value.empty()     ? record::ClaimKind::kNotStated
               : spec.value == "none" ? record::ClaimKind::kNoValue
                                      : record::ClaimKind::kValue;
  claim.value.text = spec.value;
  claim.value.language = "en";
  claim.voices.push_back(
      {.kind = record::VoiceKind::kAuthor, .name = spec.voice, .key = spec.voice});
  claim.evidence.push_back({.span = {0, 1}, .role = record::EvidenceRole::kSubject, .quote = "x"});
  claim.activity = {.rule_id = "test", .rule_version = "1", .pack_id = "p", .pack_version = "1"};
  claim.claim_id = text::Sha256Hex(content + "/" + std::to_string(ordinal)).substr(0, 32);
  out.proposition_key = std::to_string(static_cast<int>(claim.kind)) + spec.value;
  out.proposition_id = text::Sha256Hex(out.proposition_key).substr(0, 32);
  return out;
}

inline StoredDocument MakeDocument(const std::string& id, const std::string& content,
                                   const std::vector<ClaimSpec>& claims,
                                   const std::string& words_id = "") {
  StoredDocument stored;
  stored.document_id = id;
  stored.input.content = content;
  stored.input.media_type = "text/plain";
  stored.document.content_sha256 = text::Sha256Hex(content);
  stored.document.media_type = "text/plain";
  stored.document.charset = "UTF-8";
  record::Block block;
  block.content.text = content;
  block.content.map.AppendIdentity(0, static_cast<int64_t>(content.size()));
  block.span = {0, static_cast<int64_t>(content.size())};
  stored.document.blocks.push_back(block);
  stored.words_id = words_id;
  stored.pack_id = "p";
  stored.pack_version = "1";
  stored.rules_version = "1";
  size_t ordinal = 0;
  for (const ClaimSpec& spec : claims) {
    stored.claims.push_back(MakeClaim(id, content, spec, ordinal++));
    if (!spec.entity.empty()) {
      stored.mentions.push_back(
          {.span = {0, 1}, .block = 0, .entity_id = spec.entity, .written = "x"});
    }
  }
  return stored;
}

inline DocumentChange Upsert(const std::string& collection, StoredDocument document) {
  return {.collection = collection, .change = std::move(document)};
}
inline DocumentChange Deletion(const std::string& collection, const std::string& id) {
  return {.collection = collection, .change = DocumentDeletion{.document_id = id}};
}

// Options for a store in `env`, with a clock and ids that the test controls.
struct TestClock {
  int64_t now_ms = 1'700'000'000'000;
  uint64_t next_id = 1;
};
inline storage::StoreOptions TestStoreOptions(rocksdb::Env* env, TestClock* clock,
                                              const std::string& directory = "/store") {
  storage::StoreOptions options;
  options.directory = directory;
  options.env = env;
  options.now_ms = [clock] { return clock->now_ms; };
  options.random_id = [clock] {
    std::string id = "00000000000000" + std::to_string(10 + clock->next_id++);
    return id.substr(id.size() - 16);
  };
  return options;
}
inline CommitterOptions TestCommitterOptions() {
  CommitterOptions options;
  options.sweep_interval = absl::ZeroDuration();
  return options;
}

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_STORE_FIXTURE_H_
