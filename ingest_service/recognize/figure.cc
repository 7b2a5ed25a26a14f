#include "ingest_service/recognize/figure.h"

#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"

namespace parallax::recognize {

std::optional<Figure> ReadFigure(std::string_view text, int64_t at, FigureMode mode) {
  // A sign, glued or as a word; the figure after it decides.
  const Glyph g = GlyphAt(text, at);
  int64_t p = at;
  bool negative = false;
  if (g.c == '-' || g.c == '+') {
    negative = g.c == '-';
    p += g.size;
    if (mode.every_figure) p = SkipBlanks(text, p);
    if (!IsDigit(GlyphAt(text, p).c) && GlyphAt(text, p).c != '.') return std::nullopt;
  } else if (IsLetter(g.c)) {
    const Word word = WordAt(text, at);
    if (LookUpWord(word.view()).Has(kSignWord)) {
      negative = true;
      p = SkipBlanks(text, word.end);
      if (p == word.end) return std::nullopt;
    }
  } else if (LookUpHan(g.c).kind == HanInfo::kNegative) {
    negative = true;
    p = SkipBlanks(text, at + g.size);
  }
  std::optional<Figure> figure;
  const Glyph first = GlyphAt(text, p);
  if (LookUpHan(first.c).kind != HanInfo::kNone) {
    figure = ReadHanFigure(text, p, mode);
  } else if (IsLetter(first.c)) {
    figure = ReadWordFigure(text, p, mode);
  } else {
    figure = ReadWordFigure(text, p, mode);
    if (!figure) figure = ReadDigitFigure(text, p, mode);
    const auto han = ReadHanFigure(text, p, mode);
    if (han && (!figure || han->end > figure->end)) figure = han;
  }
  if (!figure) return std::nullopt;
  if (p != at) {
    if (figure->vague) return std::nullopt;
    if (negative) figure->value = -figure->value;
    figure->has_sign = true;
    figure->lone = false;
    figure->begin = at;
  }
  return figure;
}

}  // namespace parallax::recognize
