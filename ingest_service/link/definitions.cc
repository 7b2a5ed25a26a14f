#include "ingest_service/link/definitions.h"

#include <array>
#include <cctype>
#include <utility>

#include "core/catalog/name_fold.h"

namespace parallax::link {
namespace {

constexpr size_t kLongestParenthesis = 96;

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

void Strip(std::string_view* text, std::string_view mark) {
  while (text->starts_with(mark)) text->remove_prefix(mark.size());
  while (text->ends_with(mark)) text->remove_suffix(mark.size());
}

// Whether the letters of `form` are initials of the name's words in order; words may be skipped
// (of, the), letters may not.
bool AreInitials(std::string_view form, std::string_view name) {
  std::string initials;
  bool at_word = true;
  for (char c : name) {
    const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (letter && (at_word || IsUpper(c))) {
      initials.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
    }
    at_word = !letter;
  }
  size_t at = 0;
  for (char c : form) {
    if (c == '.' || c == '&') continue;
    at = initials.find(static_cast<char>(std::toupper(static_cast<unsigned char>(c))), at);
    if (at == std::string::npos) return false;
    ++at;
  }
  return true;
}

bool IsShortForm(std::string_view form) {
  int upper = 0;
  for (char c : form) {
    if (static_cast<unsigned char>(c) >= 0x80 || c == ' ') return false;
    upper += IsUpper(c);
  }
  return form.size() >= 2 && form.size() <= 10 && upper >= 2;
}

// Whether the characters of `form` stand in `name` in order.
bool IsSubsequence(std::string_view form, std::string_view name) {
  size_t at = 0;
  for (size_t i = 0; i < form.size();) {
    const auto lead = static_cast<unsigned char>(form[i]);
    const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const size_t found = name.find(form.substr(i, size), at);
    if (found == std::string_view::npos) return false;
    at = found + size;
    i += size;
  }
  return true;
}

}  // namespace

bool ReadDefinition(std::string_view text, int64_t name_begin, int64_t name_end,
                    DefinedShortForm* form) {
  std::string_view rest = text.substr(name_end);
  for (std::string_view mark : {"”", "」", "》", "\"", "’"}) {
    if (rest.starts_with(mark)) rest.remove_prefix(mark.size());
  }
  while (rest.starts_with(" ")) rest.remove_prefix(1);
  // 《某某行动计划（2025—2027年）》（以下简称《计划》）: the years stand before it.
  for (const auto& [open, years] : {std::pair<std::string_view, std::string_view>{"(", ")》"},
                                    std::pair<std::string_view, std::string_view>{"（", "）》"}}) {
    if (!rest.starts_with(open)) continue;
    const size_t at = rest.substr(0, kLongestParenthesis).find(years);
    if (at == std::string_view::npos) continue;
    rest.remove_prefix(at + years.size());
    break;
  }
  std::string_view close;
  if (rest.starts_with("(")) {
    rest.remove_prefix(1);
    close = ")";
  } else if (rest.starts_with("（")) {
    rest.remove_prefix(3);
    close = "）";
  } else {
    return false;
  }
  const size_t end = rest.substr(0, kLongestParenthesis).find(close);
  if (end == std::string_view::npos) return false;
  std::string_view inner = rest.substr(0, end);
  bool declared = false;
  for (std::string_view lead : {"hereafter", "hereinafter", "or", "known as", "以下简称",
                                "以下簡稱", "下称", "下稱", "简称", "簡稱"}) {
    if (inner.starts_with(lead)) {
      inner.remove_prefix(lead.size());
      declared = true;
      break;
    }
  }
  for (std::string_view mark :
       {" ", "“", "”", "「", "」", "\"", "‘", "’", "'", "：", ":", "为", "為"})
    Strip(&inner, mark);
  Strip(&inner, "“");
  Strip(&inner, " ");
  // 《计划》 is a short form only within its marks.
  const bool marked = inner.starts_with("《") && inner.ends_with("》");
  if (marked) inner = inner.substr(3, inner.size() - 6);
  const std::string_view name = text.substr(name_begin, name_end - name_begin);
  if (inner.empty() || inner.size() >= name.size()) return false;
  // "NAIS 2.0" of "National AI Strategy 2.0": the edition counts for neither.
  std::string_view letters = inner;
  const size_t edition = inner.rfind(' ');
  if (edition != std::string_view::npos && edition + 1 < inner.size() &&
      std::isdigit(static_cast<unsigned char>(inner[edition + 1])) != 0 &&
      name.ends_with(inner.substr(edition))) {
    letters = inner.substr(0, edition);
  }
  const bool latin = IsShortForm(letters) && AreInitials(letters, name);
  const bool chinese = declared && inner.size() >= 6 &&
                       static_cast<unsigned char>(inner[0]) >= 0xE0 &&
                       IsSubsequence(catalog::FoldName(inner), catalog::FoldName(name));
  if (!latin && !chinese) return false;
  if (marked) inner = {inner.data() - 3, inner.size() + 6};
  form->text = std::string(inner);
  form->begin = inner.data() - text.data();
  form->end = form->begin + static_cast<int64_t>(inner.size());
  return true;
}

}  // namespace parallax::link
