// The names of currencies: a table in source form, read once by the lexicon.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_CURRENCY_NAMES_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_CURRENCY_NAMES_H_

namespace parallax::recognize {

struct CurrencyName {
  const char* iso;      // ISO 4217, historic ones too
  const char* english;  // lower case, '|' between names
  const char* chinese;  // both scripts, '|' between names
};

extern const CurrencyName kCurrencyNames[];
extern const int kCurrencyNameCount;

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_CURRENCY_NAMES_H_
