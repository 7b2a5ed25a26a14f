// One document's way: input to a stored document, through every room. No storage, no gRPC.
#ifndef PARALLAX_INGEST_SERVICE_ASSEMBLE_PIPELINE_H_
#define PARALLAX_INGEST_SERVICE_ASSEMBLE_PIPELINE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "core/catalog/catalog.h"
#include "core/record/document.h"
#include "ingest_service/link/linker.h"
#include "ingest_service/store/document_change.h"

namespace parallax::claim {
class ProseRules;
}

namespace parallax::assemble {

// Raised whenever a rule changes in a way that can change a record; part of a generation.
inline constexpr char kRulesVersion[] = "2";

struct PipelineOptions {
  int64_t max_content_bytes = 8 << 20;
};

// Immutable and thread-safe. What it makes is a function of (document id, input, pack, rules).
class Pipeline {
 public:
  ~Pipeline();

  static absl::StatusOr<std::unique_ptr<Pipeline>> Create(std::unique_ptr<catalog::Catalog> catalog,
                                                          PipelineOptions options);

  // Errors, with reasons of core/errors: the input's content, charset or media type will not do. A
  // dirty document is no error: its issues tell. Every quote of every claim was read again from the
  // original's bytes; a claim whose quote is not there is left out with an issue.
  absl::StatusOr<store::StoredDocument> Process(const std::string& document_id,
                                                record::Input input) const;

  const catalog::Catalog& catalog() const { return *catalog_; }

 private:
  Pipeline(std::shared_ptr<const catalog::Catalog> catalog, std::unique_ptr<link::Linker> linker,
           PipelineOptions options);

  const std::shared_ptr<const catalog::Catalog> catalog_;
  const std::unique_ptr<link::Linker> linker_;
  const std::unique_ptr<const claim::ProseRules> prose_rules_;
  const PipelineOptions options_;
};

}  // namespace parallax::assemble

#endif  // PARALLAX_INGEST_SERVICE_ASSEMBLE_PIPELINE_H_
