// CompareTranslations: two texts side by side, of one document or two.
//
// Errors of the request: kDocumentNotFound; kLanguageNotFound when there are no two languages, or
// no text in one that was named; of the fields.
#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/api/record_to_api.h"
#include "core/errors/error.h"
#include "core/storage/record_reader.h"
#include "query_service/request/fields.h"
#include "query_service/request/freshness.h"
#include "query_service/request/page_token.h"
#include "query_service/respond/analysis_engine.h"
#include "query_service/respond/answer_size.h"
#include "query_service/translate/translation_comparison.h"

namespace parallax::respond {
namespace {

using errors::Error;
using errors::Reason;
using translate::TextBlock;

// The pack's list of instruments (its order means nothing): words that translate each other are
// cues of the same one.
constexpr char kInstruments[] = "policy_instrument";

// One of the two texts. Views the document's body.
struct Side {
  std::string document_id;
  std::string language;
  const storage::DocumentBody* body = nullptr;
  std::vector<TextBlock> blocks;

  const record::Block& BlockOf(const TextBlock& block) const {
    return body->blocks[static_cast<size_t>(block.index)];
  }
};

absl::StatusOr<storage::DocumentBody> ReadBody(const storage::RecordReader& reader,
                                               std::string_view field,
                                               const std::string& document_id) {
  const auto row = reader.GetDocument(document_id);
  if (!row.ok()) return row.status();
  if (!*row) {
    return Error(Reason::kDocumentNotFound, field,
                 "no document \"" + document_id + "\" in this collection");
  }
  return reader.GetDocumentBody(document_id);
}

// The first of `languages` that `other` does not hold; empty when there is none.
std::string FirstOutside(const std::vector<std::string>& languages, std::string_view other) {
  for (const std::string& language : languages) {
    if (other.empty() || (!request::LanguageMatches(other, language) &&
                          !request::LanguageMatches(language, other))) {
      return language;
    }
  }
  return "";
}

void AddTopics(const catalog::Catalog& catalog, std::vector<TextBlock>& blocks) {
  const catalog::Scale* instruments = catalog.FindScale(kInstruments);
  if (instruments == nullptr) return;
  for (TextBlock& block : blocks) {
    for (const catalog::LevelMatch& match : catalog.ReadLevels(kInstruments, block.text)) {
      const auto rank = static_cast<size_t>(match.levels.lowest_rank);
      if (rank >= instruments->levels.size()) continue;
      block.anchors.push_back({translate::AnchorKind::kTopic, instruments->levels[rank].id,
                               static_cast<size_t>(match.begin), static_cast<size_t>(match.end)});
    }
  }
}

absl::Status ReadSide(const catalog::Catalog& catalog, std::string_view field, Side& side,
                      std::string_view range) {
  side.blocks = translate::BlocksToCompare(side.body->blocks, side.body->mentions, range);
  if (side.blocks.empty()) {
    return Error(Reason::kLanguageNotFound, field,
                 "\"" + side.document_id + "\" has no text to compare" +
                     (range.empty() ? "" : " in " + std::string(range)));
  }
  AddTopics(catalog, side.blocks);
  return absl::OkStatus();
}

void FillPassage(const Side& side, const translate::Place& place, v1::TranslationPassage* out) {
  const TextBlock& block = side.blocks[place.block];
  const auto begin = static_cast<int64_t>(place.range.begin);
  const auto end = static_cast<int64_t>(place.range.end);
  out->set_block_index(block.index);
  api::ToApi(side.BlockOf(block).content.Original(begin, end), out->mutable_span());
  out->set_text(block.text.substr(place.range.begin, place.range.end - place.range.begin));
}

void FillBlock(const Side& side, size_t at, v1::TranslationBlock* out) {
  const TextBlock& block = side.blocks[at];
  const record::Block& source = side.BlockOf(block);
  v1::Block whole;  // for its kind and span
  record::Block bare;
  bare.kind = source.kind;
  bare.span = source.span;
  api::ToApi(bare, &whole);
  out->set_block_index(block.index);
  out->set_kind(whole.kind());
  out->set_language(source.language);
  out->set_text(block.text);
  *out->mutable_span() = whole.span();
}

v1::AnchorKind ToApi(translate::AnchorKind kind) {
  switch (kind) {
    case translate::AnchorKind::kNumber:
      return v1::ANCHOR_KIND_NUMBER;
    case translate::AnchorKind::kDate:
      return v1::ANCHOR_KIND_DATE;
    case translate::AnchorKind::kName:
      return v1::ANCHOR_KIND_NAME;
    case translate::AnchorKind::kEntity:
      return v1::ANCHOR_KIND_ENTITY;
    case translate::AnchorKind::kQuotation:
      return v1::ANCHOR_KIND_QUOTATION;
    case translate::AnchorKind::kTopic:
      return v1::ANCHOR_KIND_TOPIC;
  }
  return v1::ANCHOR_KIND_UNSPECIFIED;
}

v1::AnchorState ToApi(translate::AnchorState state) {
  switch (state) {
    case translate::AnchorState::kAgrees:
      return v1::ANCHOR_STATE_AGREES;
    case translate::AnchorState::kDiffers:
      return v1::ANCHOR_STATE_DIFFERS;
    case translate::AnchorState::kMissing:
      return v1::ANCHOR_STATE_MISSING;
  }
  return v1::ANCHOR_STATE_UNSPECIFIED;
}

v1::CueKind ToApi(translate::CueKind kind) {
  switch (kind) {
    case translate::CueKind::kNegation:
      return v1::CUE_KIND_NEGATION;
    case translate::CueKind::kHedge:
      return v1::CUE_KIND_HEDGE;
    case translate::CueKind::kExtent:
      return v1::CUE_KIND_EXTENT;
  }
  return v1::CUE_KIND_UNSPECIFIED;
}

v1::TranslationVerdict ToApi(translate::Verdict verdict) {
  switch (verdict) {
    case translate::Verdict::kLikely:
      return v1::TRANSLATION_VERDICT_LIKELY;
    case translate::Verdict::kUnlikely:
      return v1::TRANSLATION_VERDICT_UNLIKELY;
    case translate::Verdict::kUndecided:
      return v1::TRANSLATION_VERDICT_UNDECIDED;
  }
  return v1::TRANSLATION_VERDICT_UNSPECIFIED;
}

void FillPair(const Side& first, const Side& second, const translate::PairComparison& pair,
              v1::TranslationPair* out) {
  for (const size_t at : pair.blocks.first) FillBlock(first, at, out->add_blocks());
  for (const size_t at : pair.blocks.second) FillBlock(second, at, out->add_other_blocks());
  for (const translate::AnchorComparison& anchor : pair.anchors) {
    v1::TranslationAnchor* message = out->add_anchors();
    message->set_kind(ToApi(anchor.kind));
    message->set_state(ToApi(anchor.state));
    message->set_key(anchor.key);
    for (const auto& place : anchor.first) FillPassage(first, place, message->add_passages());
    for (const auto& place : anchor.second) {
      FillPassage(second, place, message->add_other_passages());
    }
  }
  for (const translate::CueDifference& difference : pair.differences) {
    const Side& has = difference.in_first ? first : second;
    const Side& has_not = difference.in_first ? second : first;
    v1::TranslationDifference* message = out->add_differences();
    message->set_kind(ToApi(difference.kind));
    message->set_in_other(!difference.in_first);
    FillPassage(has, difference.cue, message->mutable_cue());
    FillPassage(has, difference.sentence, message->mutable_sentence());
    if (difference.other_sentence) {
      FillPassage(has_not, *difference.other_sentence, message->mutable_other_sentence());
    }
  }
}

void FillText(const Side& side, v1::TranslationText* out) {
  out->set_document_id(side.document_id);
  out->set_language(side.language);
  out->set_block_count(static_cast<int32_t>(side.blocks.size()));
}

}  // namespace

absl::Status AnalysisEngine::Answer(const v1::CompareTranslationsRequest& request,
                                    const cells::CallLimits& limits,
                                    v1::CompareTranslationsResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  const bool two_documents = !request.other_document_id().empty();
  if (absl::Status status = request::CheckText("document_id", request.document_id());
      !status.ok()) {
    return status;
  }
  if (two_documents) {
    if (absl::Status status = request::CheckText("other_document_id", request.other_document_id());
        !status.ok()) {
      return status;
    }
  }
  for (const auto& [field, tag] : {std::pair("language", &request.language()),
                                   std::pair("other_language", &request.other_language())}) {
    if (absl::Status status = request::CheckLanguage(field, *tag); !status.ok()) return status;
  }
  const auto page_size = request::PageSize(request.page_size());
  if (!page_size.ok()) return page_size.status();
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  const storage::RecordReader reader(**view);

  const auto body = ReadBody(reader, "document_id", request.document_id());
  if (!body.ok()) return body.status();
  absl::StatusOr<storage::DocumentBody> other_body = storage::DocumentBody{};
  if (two_documents)
    other_body = ReadBody(reader, "other_document_id", request.other_document_id());
  if (!other_body.ok()) return other_body.status();
  if (absl::Status status = limits.Check(); !status.ok()) return status;

  Side first{request.document_id(), request.language(), &*body, {}};
  Side second{two_documents ? request.other_document_id() : request.document_id(),
              request.other_language(),
              two_documents ? &*other_body : &*body,
              {}};
  std::string range = first.language;
  std::string other_range = second.language;
  const std::vector<std::string> languages = translate::LanguagesOf(first.body->blocks);
  const std::vector<std::string> other_languages = translate::LanguagesOf(second.body->blocks);
  if (first.language.empty()) {
    first.language = FirstOutside(languages, two_documents ? "" : second.language);
  }
  if (second.language.empty()) {
    second.language = FirstOutside(other_languages, two_documents ? "" : first.language);
  }
  if (!two_documents) {
    range = first.language;
    other_range = second.language;
  }
  const bool none = first.language.empty() || second.language.empty();
  if (none || request::LanguageMatches(first.language, second.language) ||
      request::LanguageMatches(second.language, first.language)) {
    const std::string only = first.language.empty() ? second.language : first.language;
    const std::string what = only.empty() ? "no text in a language that could be told"
                                          : "no text in another language than " + only;
    return Error(Reason::kLanguageNotFound, two_documents ? "other_document_id" : "other_language",
                 "\"" + second.document_id + "\" has " + what);
  }
  if (absl::Status status = ReadSide(*catalog_, "language", first, range); !status.ok()) {
    return status;
  }
  if (absl::Status status = ReadSide(*catalog_, "other_language", second, other_range);
      !status.ok()) {
    return status;
  }
  if (absl::Status status = limits.Check(); !status.ok()) return status;
  const translate::TranslationComparison comparison =
      translate::CompareTexts(first.blocks, second.blocks);

  FillText(first, response->mutable_text());
  FillText(second, response->mutable_other_text());
  response->set_pair_count(static_cast<int32_t>(comparison.pairs.size()));
  response->set_verdict(ToApi(comparison.verdict));
  response->set_agreeing_anchor_count(static_cast<int32_t>(comparison.agreeing));
  response->set_differing_anchor_count(static_cast<int32_t>(comparison.differing));
  response->set_missing_anchor_count(static_cast<int32_t>(comparison.missing));
  size_t differences = 0;
  for (const auto& pair : comparison.pairs) differences += pair.differences.size();
  response->set_difference_count(static_cast<int32_t>(differences));
  response->set_truncated(comparison.truncated);
  response->set_revision_token((*view)->Token());

  size_t next = 0;
  const std::string& position = freshness->page_position;
  std::from_chars(position.data(), position.data() + position.size(), next);
  const size_t first_pair = next;
  size_t bytes = response->ByteSizeLong();
  for (; next < comparison.pairs.size(); ++next) {
    if (next - first_pair == static_cast<size_t>(*page_size)) break;
    if (absl::Status status = limits.Check(); !status.ok()) return status;
    v1::TranslationPair pair;
    FillPair(first, second, comparison.pairs[next], &pair);
    const size_t size = pair.ByteSizeLong();
    if (next > first_pair && bytes + size > kPageFullBytes) break;
    bytes += size;
    response->add_pairs()->Swap(&pair);
  }
  if (next < comparison.pairs.size()) {
    response->set_next_page_token(request::FormatPageToken(
        {response->revision_token(), std::to_string(next)}, request::RequestDigest(request)));
  }
  return CheckAnswerSize(response->ByteSizeLong(), "one pair of blocks is too large");
}

}  // namespace parallax::respond
