// Stored documents to messages of parallax.v1.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_DOCUMENT_MESSAGE_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_DOCUMENT_MESSAGE_H_

#include <cstddef>
#include <optional>
#include <string>

#include "core/storage/rows.h"
#include "parallax/v1/document.pb.h"

namespace parallax::respond {

// What a list shows: all but blocks, issues and metadata that was not chosen.
void FillDocument(const storage::DocumentRow& row, v1::Document* out);

// Its lineage and the first links: copies first, then by how much is shared.
inline constexpr size_t kMaxLinksShown = 100;
inline constexpr size_t kMaxLinksListed = 10;
void FillLineage(const std::string& lineage_id, const std::optional<storage::LineageRow>& row,
                 size_t max_links, v1::Document* out);

// The issues that one reply shows.
inline constexpr size_t kMaxIssuesShown = 1000;

// The document with its blocks from `first_block` on, until `full_bytes` are reached: at least one
// block. Returns the block after the last. Issues come with the first block. REQUIRES: first_block
// <= blocks.
size_t FillDocumentFrom(const storage::DocumentRow& row, const storage::DocumentBody& body,
                        size_t first_block, size_t full_bytes, v1::Document* out);

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_DOCUMENT_MESSAGE_H_
