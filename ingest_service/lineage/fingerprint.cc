#include "ingest_service/lineage/fingerprint.h"

#include <algorithm>
#include <utility>

#include "core/text/web_address.h"
#include "ingest_service/lineage/outline.h"

namespace parallax::lineage {
namespace {

// Fewer shared hashes than this are a common phrase or two, whatever share they are.
constexpr int64_t kLeastShared = 8;
constexpr double kCopyShare = 0.5;
constexpr double kExcerptShare = 0.6;
constexpr double kQuotationShare = 0.3;
// A document that holds more others than this in whole is a collection of them.
constexpr uint32_t kMostExcerpts = 2;

// What a list is for: the same number may be a hash of two kinds of things.
constexpr uint64_t kOfText = 0;
constexpr uint64_t kOfWords = 0x9E3779B97F4A7C15ULL;
constexpr uint64_t kOfAddress = 0xBF58476D1CE4E5B9ULL;
constexpr uint64_t kOfFigures = 0x94D049BB133111EBULL;

uint64_t Hash(std::string_view bytes) {
  uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

// Plain addresses of pages; the front page of a site is no document's own.
std::vector<std::string> Addresses(const record::Document& document, std::string_view source_uri) {
  std::vector<std::string> addresses;
  const auto add = [&](std::string_view address) {
    std::string plain = text::PlainAddress(address);
    if (text::HostOf(plain) == plain || addresses.size() == kMostAddresses) return;
    addresses.push_back(std::move(plain));
  };
  add(source_uri);
  for (const record::MetadataItem& item : document.metadata) {
    if (item.field == record::MetadataField::kCanonicalUrl ||
        item.field == record::MetadataField::kSourceUrl) {
      add(item.value);
    }
  }
  return addresses;
}

void Settle(std::vector<uint64_t>* hashes) {
  std::sort(hashes->begin(), hashes->end());
  hashes->erase(std::unique(hashes->begin(), hashes->end()), hashes->end());
}

// What a document's pages in other languages know it by: where it was found, and the address that
// it gives itself on the same host. A page that names one of another host as its own may be a copy,
// or may want to pass for it.
void ReadAddresses(const record::Document& document, std::string_view source_uri,
                   TranslationSketch* out) {
  const std::string found = text::PlainAddress(source_uri);
  if (!found.empty()) out->addresses.push_back(Hash(found));
  for (const record::MetadataItem& item : document.metadata) {
    if (item.field == record::MetadataField::kAlternateUrl) {
      if (item.chosen) out->alternates.push_back(Hash(text::PlainAddress(item.value)));
    } else if (item.field == record::MetadataField::kCanonicalUrl) {
      const std::string plain = text::PlainAddress(item.value);
      if (found.empty() || text::HostOf(plain) == text::HostOf(found)) {
        out->addresses.push_back(Hash(plain));
      }
    }
  }
  Settle(&out->addresses);
  Settle(&out->alternates);
  std::erase_if(out->alternates, [&](uint64_t hash) {
    return std::binary_search(out->addresses.begin(), out->addresses.end(), hash);
  });
}

// The hashes of `whole` that stand in `part`, at the coarser level.
std::vector<uint64_t> SharedHashes(const Sketch& whole, const Sketch& part) {
  std::vector<uint64_t> shared;
  std::set_intersection(whole.hashes.begin(), whole.hashes.end(), part.hashes.begin(),
                        part.hashes.end(), std::back_inserter(shared));
  return shared;
}

}  // namespace

Fingerprint MakeFingerprint(std::string words_id, const record::Document& document,
                            std::string_view source_uri) {
  Fingerprint out;
  out.sketch = MakeSketch(document);
  out.translation = MakeTranslationSketch(document);
  for (const uint64_t hash : IndexHashes(out.sketch)) out.lists.push_back(hash ^ kOfText);
  for (const uint64_t hash : out.translation.figure_pairs) out.lists.push_back(hash ^ kOfFigures);
  for (const std::string& address : Addresses(document, source_uri)) {
    out.lists.push_back(Hash(address) ^ kOfAddress);
  }
  ReadAddresses(document, source_uri, &out.translation);
  const std::vector<uint64_t>& alternates = out.translation.alternates;
  for (size_t i = 0; i < std::min(alternates.size(), kMostListedAlternates); ++i) {
    out.lists.push_back(alternates[i] ^ kOfAddress);
  }
  if (!words_id.empty()) out.lists.push_back(WordsHash(words_id));
  out.words_id = std::move(words_id);
  Settle(&out.lists);
  return out;
}

uint64_t WordsHash(std::string_view words_id) {
  return words_id.empty() ? 0 : Hash(words_id) ^ kOfWords;
}

LinkKind KindOf(const Overlap& overlap) {
  if (overlap.shared < kLeastShared) return LinkKind::kNone;
  const double least = std::min(overlap.share_of_first(), overlap.share_of_second());
  const double most = std::max(overlap.share_of_first(), overlap.share_of_second());
  if (least >= kCopyShare) return LinkKind::kCopy;
  if (most >= kExcerptShare) return LinkKind::kExcerpt;
  return most >= kQuotationShare ? LinkKind::kQuotation : LinkKind::kNone;
}

Relation Relate(const Fingerprint& first, const Fingerprint& second) {
  Relation relation;
  if (!MayRelate(MakeOutline(first), MakeOutline(second))) return relation;
  relation.overlap = MeasureOverlap(first.sketch, second.sketch);
  relation.kind = KindOf(relation.overlap);
  // The same words are a copy however few they are.
  if (!first.words_id.empty() && first.words_id == second.words_id) {
    relation.kind = LinkKind::kCopy;
  }
  if (relation.kind != LinkKind::kNone) return relation;
  const TranslationEvidence evidence = JudgeTranslation(first.translation, second.translation);
  if (!evidence.likely) return relation;
  relation.kind = LinkKind::kTranslation;
  relation.overlap = {.shared = evidence.agreeing,
                      .of_first = evidence.anchor_count,
                      .of_second = evidence.anchor_count};
  return relation;
}

bool FirstIsWhole(const Overlap& overlap, bool first_ranks_before) {
  if (overlap.of_first != overlap.of_second) return overlap.of_first > overlap.of_second;
  return first_ranks_before;
}

uint32_t CountParts(const Fingerprint& whole, const std::vector<const Fingerprint*>& parts) {
  std::vector<std::vector<uint64_t>> different;
  for (size_t i = 0; i < std::min(parts.size(), kMostPartsRead); ++i) {
    std::vector<uint64_t> taken = SharedHashes(whole.sketch, parts[i]->sketch);
    const bool known = std::any_of(different.begin(), different.end(), [&](const auto& other) {
      std::vector<uint64_t> both;
      std::set_intersection(taken.begin(), taken.end(), other.begin(), other.end(),
                            std::back_inserter(both));
      return 2 * both.size() >= std::min(taken.size(), other.size());
    });
    if (!known) different.push_back(std::move(taken));
    if (different.size() == kManyParts) break;
  }
  return static_cast<uint32_t>(different.size());
}

bool Joins(LinkKind kind, uint32_t parts_of_whole) {
  switch (kind) {
    case LinkKind::kCopy:
      return true;
    case LinkKind::kExcerpt:
      return parts_of_whole <= kMostExcerpts;
    case LinkKind::kQuotation:
      return parts_of_whole <= 1;
    case LinkKind::kTranslation:
    case LinkKind::kNone:
      return false;
  }
  return false;
}

}  // namespace parallax::lineage
