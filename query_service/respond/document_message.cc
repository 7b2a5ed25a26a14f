#include "query_service/respond/document_message.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "core/api/record_to_api.h"

namespace parallax::respond {
namespace {

void FillEnvelope(const storage::DocumentRow& row, v1::Document* out) {
  out->set_document_id(row.document_id);
  out->set_revision(static_cast<int64_t>(row.revision_commit));
  out->set_size_bytes(row.content_bytes);
  out->set_source_uri(row.envelope.source_uri);
  out->set_reference_time(row.envelope.reference_time);
  out->set_claim_count(row.claim_count);
}

double Share(int64_t shared, int64_t all) {
  return all == 0 ? 0.0 : static_cast<double>(shared) / static_cast<double>(all);
}

}  // namespace

void FillLineage(const std::string& lineage_id, const std::optional<storage::LineageRow>& row,
                 size_t max_links, v1::Document* out) {
  out->set_lineage_id(lineage_id);
  if (!row) return;
  std::vector<const storage::DocumentLink*> links;
  for (const storage::DocumentLink& link : row->links) links.push_back(&link);
  std::stable_sort(links.begin(), links.end(), [](const auto* a, const auto* b) {
    return std::tuple(a->kind, -a->shared) < std::tuple(b->kind, -b->shared);
  });
  links.resize(std::min(links.size(), max_links));
  for (const storage::DocumentLink* link : links) {
    v1::DocumentLink* to = out->add_links();
    to->set_document_id(link->document_id);
    to->set_kind(static_cast<v1::DocumentLinkKind>(link->kind));
    to->set_share_of_this(Share(link->shared, link->of_this));
    to->set_share_of_other(Share(link->shared, link->of_other));
    to->set_shared_count(link->shared);
    to->set_same_lineage(link->joins);
  }
}

void FillDocument(const storage::DocumentRow& row, v1::Document* out) {
  record::Document document;
  document.content_sha256 = row.content_sha256;
  document.media_type = row.media_type;
  document.charset = row.charset;
  document.metadata = row.metadata;
  api::ToApi(document, false, out);
  for (const record::MetadataItem& item : row.metadata) {
    if (item.field == record::MetadataField::kLanguage) out->add_languages(item.value);
  }
  FillEnvelope(row, out);
}

size_t FillDocumentFrom(const storage::DocumentRow& row, const storage::DocumentBody& body,
                        size_t first_block, size_t full_bytes, v1::Document* out) {
  record::Document document;
  document.content_sha256 = row.content_sha256;
  document.media_type = row.media_type;
  document.charset = row.charset;
  document.metadata = body.metadata;
  document.blocks = body.blocks;
  if (first_block == 0) {
    document.issues.assign(body.issues.begin(),
                           body.issues.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                     kMaxIssuesShown, body.issues.size())));
  }
  api::ToApi(document, false, out);
  FillEnvelope(row, out);
  size_t bytes = out->ByteSizeLong();
  size_t next = first_block;
  while (next < body.blocks.size() && (next == first_block || bytes < full_bytes)) {
    v1::Block block;
    api::ToApi(body.blocks[next], &block);
    const size_t size = block.ByteSizeLong();
    if (next > first_block && bytes + size > full_bytes) break;
    bytes += size;
    out->add_blocks()->Swap(&block);
    ++next;
  }
  return next;
}

}  // namespace parallax::respond
