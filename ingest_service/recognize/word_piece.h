// The words of a written figure one by one, with what they mean in it.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_WORD_PIECE_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_WORD_PIECE_H_

#include <cstdint>
#include <string_view>

#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"

namespace parallax::recognize {

// One word of a figure, with how it is joined to what stands before it.
struct Piece {
  Word word;
  WordInfo info;
  bool hyphen = false;  // joined by a hyphen without blanks
};

// The word after `at`, blanks or one hyphen between; empty where nothing parts it from what stands
// before.
inline Piece PieceAfter(std::string_view text, int64_t at) {
  Piece piece;
  int64_t p = SkipBlanks(text, at);
  const Glyph g = GlyphAt(text, p);
  if (g.c == '-') {
    const int64_t q = SkipBlanks(text, p + g.size);
    piece.hyphen = p == at && q == p + g.size;
    p = q;
  } else if (p == at) {
    piece.word.begin = piece.word.end = at;
    return piece;
  }
  piece.word = WordAt(text, p);
  const Glyph after = GlyphAt(text, piece.word.end);
  if (IsWordLetter(after.c) || IsDigit(after.c)) piece.word.size = 0;
  piece.info = LookUpWord(piece.word.view());
  return piece;
}

// The word that begins at `at`.
inline Piece PieceAt(std::string_view text, int64_t at) {
  Piece piece;
  piece.word = WordAt(text, at);
  const Glyph after = GlyphAt(text, piece.word.end);
  if (IsWordLetter(after.c) || IsDigit(after.c)) piece.word.size = 0;
  piece.info = LookUpWord(piece.word.view());
  return piece;
}

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_WORD_PIECE_H_
