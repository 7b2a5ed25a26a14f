// The names of units and counted things: a table in source form, read once by the quantity reader.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_UNIT_NAMES_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_UNIT_NAMES_H_

namespace parallax::recognize {

struct UnitName {
  const char* id;       // of core/value/unit.h
  const char* english;  // lower case, '|' between names
  const char* chinese;  // both scripts, '|' between names
};

extern const UnitName kUnitNames[];
extern const int kUnitNameCount;

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_UNIT_NAMES_H_
