// Plain records to messages of parallax.v1. Total: every record has a message.
#ifndef PARALLAX_CORE_API_RECORD_TO_API_H_
#define PARALLAX_CORE_API_RECORD_TO_API_H_

#include <string>

#include "core/record/claim.h"
#include "core/record/document.h"
#include "core/value/typed_value.h"
#include "parallax/v1/claim.pb.h"
#include "parallax/v1/document.pb.h"
#include "parallax/v1/value.pb.h"

namespace parallax::api {

void ToApi(const text::ByteSpan& in, v1::ByteSpan* out);
void ToApi(const value::Number& in, v1::Number* out);
void ToApi(const value::Money& in, v1::Money* out);
void ToApi(const value::Quantity& in, v1::Quantity* out);
void ToApi(const value::Percentage& in, v1::Percentage* out);
void ToApi(const value::Change& in, v1::Change* out);
void ToApi(const value::DateInterval& in, v1::DateInterval* out);
void ToApi(const value::LevelSpan& in, v1::LevelSpan* out);
void ToApi(const record::EntityRef& in, v1::EntityRef* out);
void ToApi(const record::EntitySet& in, v1::EntitySet* out);
void ToApi(const record::ItemList& in, v1::ItemList* out);
void ToApi(const record::Reading& in, v1::Reading* out);
void ToApi(const record::Evidence& in, v1::Evidence* out);
void ToApi(const record::Voice& in, v1::Voice* out);
// Leaves proposition_id and lineage_id empty: the store knows them.
void ToApi(const record::Claim& in, v1::Claim* out);
void ToApi(const record::Mention& in, v1::Mention* out);
void ToApi(const record::Issue& in, v1::Issue* out);
void ToApi(const record::MetadataItem& in, v1::MetadataItem* out);
void ToApi(const record::Block& in, v1::Block* out);
// All but what the store knows: id, revision, lineage, claim count, envelope. With blocks only when
// asked.
void ToApi(const record::Document& in, bool with_blocks, v1::Document* out);

// Enumerations that requests carry too.
v1::ClaimKind ToApi(record::ClaimKind in);
v1::Stance ToApi(record::Stance in);
v1::Modality ToApi(record::Modality in);
record::Modality FromApi(v1::Modality in);

// YYYY-MM-DD.
std::string FormatDate(const value::CivilDate& date);

}  // namespace parallax::api

#endif  // PARALLAX_CORE_API_RECORD_TO_API_H_
