// Claims of external extractors, checked against the pack and the document that they were read
// from: what passes is as sound as what the service's own rules make.
#ifndef PARALLAX_INGEST_SERVICE_ASSEMBLE_IMPORTED_CLAIM_H_
#define PARALLAX_INGEST_SERVICE_ASSEMBLE_IMPORTED_CLAIM_H_

#include <string>

#include "core/catalog/catalog.h"
#include "core/errors/faults.h"
#include "core/record/claim.h"
#include "core/storage/rows.h"
#include "core/text/original_text.h"

namespace parallax::assemble {

// The span of a quote, with its markup, is no longer than this.
inline constexpr int64_t kMaxQuotedBytes = 64 << 10;

// Thread-compatible; views its arguments, which must outlive it.
class ImportedClaimCheck {
 public:
  ImportedClaimCheck(const catalog::Catalog& catalog, const storage::DocumentRow& document,
                     const text::OriginalText& original)
      : catalog_(catalog), document_(document), original_(original) {}

  // Checks subject, dimension, readings, evidence and every other span of the claim; adds what is
  // wrong to `faults`, each with its field under `field`. Fills in what the caller may leave out:
  // the subject as written, alignments, ranks of levels, the author's voice, keys of voices.
  void Check(const std::string& field, record::Claim* claim, errors::Faults* faults) const;

  // The row of a claim that passed: with its id and proposition.
  storage::ImportedClaimRow Finish(record::Claim claim, const std::string& extractor_name,
                                   const std::string& extractor_version) const;

 private:
  void CheckSubject(const std::string& field, record::Claim* claim, errors::Faults* faults) const;
  void CheckReadings(const std::string& field, const catalog::Dimension& dimension,
                     record::Claim* claim, errors::Faults* faults) const;
  void CheckEntity(const std::string& field, const std::string& entity_id,
                   errors::Faults* faults) const;
  void CheckQuote(const std::string& field, text::ByteSpan span, const std::string& quote,
                  record::Alignment* alignment, errors::Faults* faults) const;
  void FillVoices(const std::string& field, record::Claim* claim, errors::Faults* faults) const;

  const catalog::Catalog& catalog_;
  const storage::DocumentRow& document_;
  const text::OriginalText& original_;
};

// Whether it is an id that an entity can have: one of the catalog, or a provisional one of a kind
// that the catalog knows ("model/~new-one").
bool IsEntityId(const catalog::Catalog& catalog, std::string_view id);

}  // namespace parallax::assemble

#endif  // PARALLAX_INGEST_SERVICE_ASSEMBLE_IMPORTED_CLAIM_H_
