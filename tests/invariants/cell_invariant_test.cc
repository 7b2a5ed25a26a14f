// Invariant 4 over everything that the samples name: a non-empty cell has evidence, an empty one
// has a state that says why.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "parallax/v1/comparison_service.pb.h"
#include "query_service/cells/view_source.h"
#include "query_service/respond/comparison_engine.h"
#include "tests/invariants/samples.h"

namespace parallax::invariants {
namespace {

// Every Cell within `message`, wherever it stands.
void CollectCells(const google::protobuf::Message& message, std::vector<v1::Cell>* cells) {
  if (message.GetDescriptor() == v1::Cell::descriptor()) {
    cells->push_back(dynamic_cast<const v1::Cell&>(message));
    return;
  }
  const auto* const reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const auto* const field : fields) {
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      CollectCells(reflection->GetMessage(message, field), cells);
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      CollectCells(reflection->GetRepeatedMessage(message, field, i), cells);
    }
  }
}

v1::CellState StateOf(v1::ClaimKind kind) {
  switch (kind) {
    case v1::CLAIM_KIND_VALUE:
      return v1::CELL_STATE_VALUE;
    case v1::CLAIM_KIND_NO_VALUE:
      return v1::CELL_STATE_NO_VALUE;
    case v1::CLAIM_KIND_NOT_STATED:
      return v1::CELL_STATE_NOT_STATED;
    default:
      return v1::CELL_STATE_UNSPECIFIED;
  }
}

struct Counts {
  int filled = 0;
  int empty = 0;
};

void CheckCell(const v1::Cell& cell, Counts* counts) {
  SCOPED_TRACE(cell.ShortDebugString().substr(0, 300));
  EXPECT_FALSE(cell.dimension_id().empty());
  if (cell.state() == v1::CELL_STATE_NOT_COVERED) {
    ++counts->empty;
    EXPECT_EQ(cell.propositions_size(), 0);
    EXPECT_EQ(cell.proposition_count(), 0);
    EXPECT_EQ(cell.support().claim_count(), 0);
    return;
  }
  ++counts->filled;
  EXPECT_NE(cell.state(), v1::CELL_STATE_UNSPECIFIED);
  // There is something to agree on unless all say that they do not know.
  EXPECT_EQ(cell.agreement() == v1::AGREEMENT_UNSPECIFIED,
            cell.state() == v1::CELL_STATE_NOT_STATED);
  EXPECT_GT(cell.support().claim_count(), 0);
  EXPECT_GT(cell.support().document_count(), 0);
  EXPECT_GT(cell.support().lineage_count(), 0);
  EXPECT_GT(cell.support().voice_count(), 0);
  EXPECT_GT(cell.propositions_size(), 0);
  bool strongest = false;  // the state is the strongest kind among its claims
  for (const v1::Proposition& proposition : cell.propositions()) {
    EXPECT_GT(proposition.support().claim_count(), 0);
    EXPECT_GT(proposition.claims_size(), 0);
    strongest = strongest || StateOf(proposition.kind()) == cell.state();
    EXPECT_LE(StateOf(proposition.kind()), cell.state());
    for (const v1::Claim& claim : proposition.claims()) {
      EXPECT_GT(claim.evidence_size(), 0) << claim.claim_id();
      EXPECT_FALSE(claim.voices().empty()) << claim.claim_id();
    }
  }
  EXPECT_TRUE(strongest);
}

class EverythingNamed : public ::testing::Test {
 protected:
  EverythingNamed() {
    for (const Sample& sample : Samples()) {
      const store::StoredDocument stored = Process(sample.name, sample.input);
      for (const auto& mention : stored.mentions) entities_.insert(mention.entity_id);
      for (const auto& claim : stored.claims) entities_.insert(claim.claim.subject_entity_id);
      shelf_.Put(stored);
    }
    entities_.erase("");
    auto engine = respond::ComparisonEngine::Create(&Pipeline().catalog(), &views_, nullptr);
    if (!engine.ok()) std::abort();
    engine_ = *std::move(engine);
  }

  std::vector<std::string> Named(const std::string& kind) const {
    std::vector<std::string> named;
    for (const std::string& id : entities_) {
      if (id.starts_with(kind + "/")) named.push_back(id);
    }
    return named;
  }

  std::vector<std::string> DimensionsOf(const std::string& kind) const {
    std::vector<std::string> ids;
    for (const catalog::Dimension& dimension : Pipeline().catalog().dimensions()) {
      if (request::AppliesTo(dimension, kind)) ids.push_back(dimension.id);
    }
    return ids;
  }

  // Asks a few at a time, as answers are bounded; a cell for every entity and dimension must come.
  template <typename Request, typename Response>
  Counts CheckAll(const std::string& kind,
                  google::protobuf::RepeatedPtrField<std::string>* (Request::*entities)()) {
    const std::vector<std::string> dimensions = DimensionsOf(kind);
    const std::vector<std::string> named = Named(kind);
    Counts counts;
    for (size_t begin = 0; begin < named.size(); begin += 4) {
      Request request;
      const size_t end = std::min(begin + 4, named.size());
      for (size_t i = begin; i < end; ++i) *(request.*entities)()->Add() = named[i];
      for (const std::string& dimension : dimensions) request.add_dimensions(dimension);
      request.mutable_options()->set_max_propositions(100);
      Response response;
      const absl::Status status = engine_->Answer(request, {}, &response);
      EXPECT_TRUE(status.ok()) << named[begin] << ": " << status;
      std::vector<v1::Cell> cells;
      CollectCells(response, &cells);
      EXPECT_EQ(cells.size(), (end - begin) * dimensions.size());
      for (const v1::Cell& cell : cells) CheckCell(cell, &counts);
    }
    return counts;
  }

  Shelf shelf_;
  std::set<std::string> entities_;
  cells::ViewSource views_{&shelf_.ingest().store()};
  std::unique_ptr<respond::ComparisonEngine> engine_;
};

TEST_F(EverythingNamed, EconomiesCellsHaveEvidenceOrAState) {
  const Counts counts = CheckAll<v1::CompareEconomiesRequest, v1::CompareEconomiesResponse>(
      "economy", &v1::CompareEconomiesRequest::mutable_economies);
  EXPECT_GT(counts.filled, 100);
  EXPECT_GT(counts.empty, 0);
}

TEST_F(EverythingNamed, ModelsCellsHaveEvidenceOrAState) {
  const Counts counts = CheckAll<v1::CompareModelsRequest, v1::CompareModelsResponse>(
      "model", &v1::CompareModelsRequest::mutable_models);
  EXPECT_GT(counts.filled, 30);
  EXPECT_GT(counts.empty, 0);
}

}  // namespace
}  // namespace parallax::invariants
