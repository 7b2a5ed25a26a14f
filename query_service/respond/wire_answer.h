// A comparison's answer as bytes, put together from cells that are serialized already.
//
// All responses that hold a row have one shape: columns in field 1, each with its entity in field 1
// and its cells after that; dimensions in field 2, contrasts in field 3, the token in field 4. The
// bytes are those that protobuf would make of the message: the tests hold both ways together.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_WIRE_ANSWER_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_WIRE_ANSWER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/value/rate_table.h"
#include "query_service/cells/ready_cell.h"
#include "query_service/request/compare_spec.h"
#include "query_service/respond/catalog_messages.h"
#include "query_service/respond/typed_columns.h"

namespace parallax::respond {

struct ReadyRow {
  const request::CompareSpec& spec;
  const std::vector<std::shared_ptr<const cells::ReadyCell>>& cells;  // entity by entity
  // Who leads each entity, where sizes are compared; else empty.
  const std::vector<std::shared_ptr<const cells::ReadyCell>>& leads;
  std::string_view revision_token;
};

// `columns` says which field a dimension's cell has; `rates` may be null.
std::string WireAnswer(const CatalogMessages& catalog, const TypedColumns& columns,
                       const value::RateTable* rates, const ReadyRow& row);

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_WIRE_ANSWER_H_
