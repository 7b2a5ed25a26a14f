// Every kind of comparison as the general one, so that each renderer exists once.
#ifndef PARALLAX_CLI_RENDER_COMPARISON_VIEW_H_
#define PARALLAX_CLI_RENDER_COMPARISON_VIEW_H_

#include "parallax/v1/cell.pb.h"
#include "parallax/v1/comparison_service.pb.h"

namespace parallax::render {

// Typed fields become cells in the order of the response's dimensions. A field that is not set
// becomes an AnyCell that is not set. A cell whose dimension the response does not list keeps its
// column: the dimension is added at the end under its id.
v1::CompareResponse AsGeneral(const v1::CompareEconomiesResponse& response);
v1::CompareResponse AsGeneral(const v1::CompareModelsResponse& response);

v1::CompareResponse AsGeneral(const v1::CompareInitiativesResponse& response);
v1::CompareResponse AsGeneral(const v1::CompareOrganizationsResponse& response);

// What all types of cell have in common; an empty NOT_COVERED one where the cell is not set.
const v1::Cell& CommonPart(const v1::AnyCell& cell);

// The name to show, or the id where there is none.
const std::string& NameOf(const v1::Entity& entity);
const std::string& NameOf(const v1::Dimension& dimension);

}  // namespace parallax::render

#endif  // PARALLAX_CLI_RENDER_COMPARISON_VIEW_H_
