// A conversion by the reference table to its message.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_CONVERSION_MESSAGE_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_CONVERSION_MESSAGE_H_

#include <string>

#include "core/reduce/conversion.h"
#include "parallax/v1/conversion.pb.h"

namespace parallax::respond {

// `proposition_id` is who states the amount; empty where it belongs to no single one.
void FillConversion(const reduce::Conversion& made, const std::string& proposition_id,
                    v1::Conversion* out);

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_CONVERSION_MESSAGE_H_
