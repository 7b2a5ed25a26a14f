// Puts cells into a column's typed fields: the field whose name is the dimension's id, else
// `other`.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_TYPED_COLUMNS_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_TYPED_COLUMNS_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/catalog/catalog.h"
#include "parallax/v1/cell.pb.h"

namespace parallax::respond {

// A field of a column.
struct CellPlace {
  int field = 0;
  // Of AnyCell, where the field holds one; 0 where it holds the typed cell itself.
  int alternative = 0;
};

// Where the cells of one column message go. Immutable; thread-safe.
class TypedColumns {
 public:
  // Reads the fields of `column` (v1::EconomyColumn::descriptor()). Internal when a dimension of
  // the catalog has a field of another type: then no answer is ever given in the wrong type.
  static absl::StatusOr<TypedColumns> Create(const google::protobuf::Descriptor* column,
                                             const catalog::Catalog& catalog);

  // Moves the cell into the dimension's field, or appends it to `other`.
  // REQUIRES: `column` is of the type given to Create, and `cell` of the dimension's type.
  void Put(const std::string& dimension_id, v1::AnyCell cell,
           google::protobuf::Message* column) const;

  // The field that Put puts a dimension's cell into.
  CellPlace PlaceOf(const catalog::Dimension& dimension) const;

  // The typed cell in `cell`. REQUIRES: it is of this type.
  static google::protobuf::Message* MutableAlternative(catalog::ValueType type, v1::AnyCell* cell);

 private:
  // Of AnyCell, by the full name of the typed cell.
  std::map<std::string, const google::protobuf::FieldDescriptor*> alternatives_;
  std::map<std::string, const google::protobuf::FieldDescriptor*> fields_;  // by dimension id
  const google::protobuf::FieldDescriptor* other_ = nullptr;
};

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_TYPED_COLUMNS_H_
