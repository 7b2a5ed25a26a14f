// Which copies count on which cells: tells the ledger what a change of one document's claims, or of
// its place among its copies, means for the support of the cells that it makes claims on.
#ifndef PARALLAX_INGEST_SERVICE_STORE_LINEAGE_SUPPORT_H_
#define PARALLAX_INGEST_SERVICE_STORE_LINEAGE_SUPPORT_H_

#include <set>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "core/storage/record_reader.h"
#include "core/storage/rows.h"
#include "ingest_service/store/row_transaction.h"
#include "ingest_service/store/support_ledger.h"

namespace parallax::store {

// The propositions that a document makes claims on, each with its cell.
using Standings = std::set<std::pair<storage::CellAddress, std::string>>;

// A claim without an entity or dimension stands nowhere.
void AddStanding(const storage::ClaimRow& claim, Standings& standings);

// Where a document made claims before a commit, and where it does after it.
struct StandingChange {
  Standings before;
  Standings after;
};

// Both: to be called once per change of one document, before the ledger is applied. Cost: the
// document's copies near it times its standings; and the standings of copies that come to be near
// each other, or cease to be, because of it. DataLoss for rows that contradict each other.

// A document comes, goes (no fingerprint) or comes in another revision.
absl::Status ChangeLineage(const std::string& document_id, bool was_there,
                           const storage::FingerprintRow* fingerprint, const StandingChange& change,
                           SupportLedger& ledger, RowTransaction& rows);

// The same text makes other claims.
absl::Status ChangeStandings(const std::string& document_id, const StandingChange& change,
                             SupportLedger& ledger, RowTransaction& rows);

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_LINEAGE_SUPPORT_H_
