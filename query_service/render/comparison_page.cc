#include "query_service/render/comparison_page.h"

#include <string_view>
#include <vector>

#include "query_service/render/comparison_view.h"
#include "query_service/render/contrast_text.h"
#include "query_service/render/html_style.h"
#include "query_service/render/html_text.h"
#include "query_service/render/page_notes.h"
#include "query_service/render/plots.h"
#include "query_service/render/safe_text.h"
#include "query_service/render/value_text.h"

namespace parallax::render {
namespace {

constexpr size_t kWordingColumns = 480;
constexpr int kNamesInTitle = 4;

const v1::AnyCell& CellAt(const v1::EntityColumn& column, int dimension) {
  return dimension < column.cells_size() ? column.cells(dimension)
                                         : v1::AnyCell::default_instance();
}

// Whether any entity has a claim on it.
bool IsCovered(const v1::CompareResponse& response, int dimension) {
  for (const v1::EntityColumn& column : response.columns()) {
    if (CommonPart(CellAt(column, dimension)).state() > v1::CELL_STATE_NOT_COVERED) return true;
  }
  return false;
}

std::string Icon(std::string_view symbol) {
  return "<svg class=\"ic " + std::string(symbol) +
         "\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#" + std::string(symbol) +
         "\"/></svg>";
}

std::string TitleOf(const v1::CompareResponse& response, const PageOptions& options) {
  if (!options.title.empty()) return SafeText(options.title);
  std::string out;
  const int count = response.columns_size();
  const int named = count > kNamesInTitle + 1 ? kNamesInTitle : count;
  for (int i = 0; i < named; ++i) {
    if (i > 0) out += i + 1 == count ? " and " : ", ";
    out += SafeText(NameOf(response.columns(i).entity()));
  }
  if (named < count) out += " and " + std::to_string(count - named) + " more";
  return out.empty() ? "A comparison" : out + (count > 1 ? " compared" : "");
}

std::string Note(const CellEntry& entry) {
  return entry.note.empty() ? "" : " <span class=\"note\">" + HtmlText(entry.note) + "</span>";
}

std::string Words(const CellEntry& entry) {
  const std::string language = LanguageAttribute(entry.language);
  return "<bdi" + language + ">" + HtmlText(Shortened(entry.text, kWordingColumns)) + "</bdi>";
}

// A text cell is in the sources' words throughout; of another, the lead is the value.
void AppendEntry(const CellEntry& entry, bool text_cell, std::string_view symbol,
                 const std::string& button, std::string* out) {
  const std::string end = Note(entry) + button;
  switch (entry.role) {
    case EntryRole::kLead:
      *out += "<p class=\"" + std::string(text_cell ? "text" : "lead") + "\">" + Words(entry) +
              end + "</p>";
      break;
    case EntryRole::kItem:
      *out += "<li>" + Words(entry) + end + "</li>";
      break;
    case EntryRole::kWording:
      *out += "<p class=\"wording\">" + Words(entry) + end + "</p>";
      break;
    case EntryRole::kEquivalent:
      *out += "<p class=\"wording\">= " + Words(entry) + end + "</p>";
      break;
    case EntryRole::kAlternative:
      *out += "<p class=\"alt\"><span class=\"or\">or</span> " + Words(entry) + end + "</p>";
      break;
    case EntryRole::kAbsence:
      *out += "<p class=\"quiet\">" + Icon(symbol) + Words(entry) + end + "</p>";
      break;
    case EntryRole::kMore:
      *out += "<p class=\"quiet\">" + Words(entry) + end + "</p>";
      break;
  }
}

// Agreement and support; nothing where nobody stands behind anything.
std::string Foot(const CellSummary& summary) {
  const std::string support = SupportText(summary.support);
  if (support.empty()) return "";
  const bool marked =
      summary.state == v1::CELL_STATE_VALUE || summary.agreement == v1::AGREEMENT_CONTESTED;
  std::string out = "<p class=\"foot\">";
  if (marked) {
    out += Icon(MarkSymbol(summary.state, summary.agreement)) + "<b>" +
           std::string(AgreementWord(summary.agreement)) + "</b>";
  }
  out += "<span>" + support + "</span>";
  if (summary.sampled) out += "<span>(sampled)</span>";
  return out + "</p>";
}

std::string MatrixCell(const v1::CompareResponse& response, int e, int d,
                       const PageOptions& options, PageNotes* notes) {
  const v1::EntityColumn& column = response.columns(e);
  const v1::Dimension& dimension = response.dimensions(d);
  const v1::AnyCell& any = CellAt(column, d);
  const CellSummary summary = Summarize(any, dimension, options.summary);
  const std::string name = SafeText(NameOf(column.entity()));
  const std::string about = name + " · " + SafeText(NameOf(dimension));
  std::string out =
      "<td role=\"cell\"><p class=\"who\" aria-hidden=\"true\">" + HtmlText(name) + "</p>";
  bool list_open = false;
  for (const CellEntry& entry : summary.entries) {
    if (entry.text.empty()) continue;
    const bool item = entry.role == EntryRole::kItem;
    if (item != list_open) out += item ? "<ul class=\"items\">" : "</ul>";
    list_open = item;
    const std::string button =
        options.evidence ? notes->Button(about, entry.claims) : std::string();
    AppendEntry(entry, any.has_text(), MarkSymbol(summary.state, v1::AGREEMENT_UNSPECIFIED), button,
                &out);
  }
  if (list_open) out += "</ul>";
  if (options.evidence && !summary.other_claims.empty()) {
    out += "<p class=\"quiet\">further" + notes->Button(about, summary.other_claims) + "</p>";
  }
  return out + Foot(summary) + "</td>";
}

std::string Matrix(const v1::CompareResponse& response, const std::vector<int>& dimensions,
                   const std::string& title, const PageOptions& options, PageNotes* notes) {
  const std::string language = LanguageAttribute(options.summary.language);
  std::string out =
      "<div class=\"scroll\" role=\"region\" aria-labelledby=\"matrix-caption\" tabindex=\"0\">"
      "<table class=\"matrix\" role=\"table\"><caption id=\"matrix-caption\">" +
      HtmlText(title) +
      ": what the sources say, one column each.</caption>"
      "<thead role=\"rowgroup\"><tr role=\"row\"><td role=\"cell\"></td>";
  for (const v1::EntityColumn& column : response.columns()) {
    out += "<th scope=\"col\" role=\"columnheader\"><bdi" + language + ">" +
           HtmlText(NameOf(column.entity())) + "</bdi><span class=\"id\">" +
           HtmlText(column.entity().entity_id()) + "</span></th>";
  }
  out += "</tr></thead>\n<tbody role=\"rowgroup\">";
  for (const int d : dimensions) {
    out += "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><bdi" + language + ">" +
           HtmlText(NameOf(response.dimensions(d))) + "</bdi></th>";
    for (int e = 0; e < response.columns_size(); ++e) {
      out += MatrixCell(response, e, d, options, notes);
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string Legend() {
  struct Entry {
    std::string_view symbol;
    std::string_view words;
  };
  static constexpr Entry kEntries[] = {
      {"m-unanimous", "unanimous: all that is said is compatible"},
      {"m-majority", "majority: more than half of the voices on one side"},
      {"m-contested", "contested"},
      {"m-not-assessed", "in the sources’ words, not scored"},
      {"m-none", "sources say that there is none"},
      {"m-not-stated", "asked and left open"},
      {"m-not-covered", "no source asks"}};
  std::string out = "<ul class=\"legend\" aria-label=\"What the marks mean\">";
  for (const Entry& entry : kEntries) {
    out += "<li>" + Icon(entry.symbol) + std::string(entry.words) + "</li>";
  }
  return out + "</ul>\n";
}

std::string Plots(const v1::CompareResponse& response, const std::vector<int>& dimensions) {
  std::string out;
  for (const int d : dimensions) {
    const std::string plots = AmountPlots(response, d) + PeriodPlot(response, d);
    if (plots.empty()) continue;
    out += "<h3>" + HtmlText(NameOf(response.dimensions(d))) + "</h3>" + plots + "\n";
  }
  if (out.empty()) return "";
  return "<section aria-labelledby=\"plots\"><h2 id=\"plots\">In pictures</h2>"
         "<p class=\"lede\">Filled marks lead their cell; hollow red ones are incompatible with "
         "it. A bar through a mark is what rounding leaves open; an arrow, a bound.</p>" +
         out + "</section>\n";
}

std::string Contrasts(const v1::CompareResponse& response) {
  const auto list = [](const std::vector<std::string>& lines) {
    std::string out = "<ul class=\"contrasts\">";
    for (const std::string& line : lines) out += "<li>" + HtmlText(line) + "</li>";
    return out + "</ul>";
  };
  const std::vector<std::string> ratios = ContrastLines(response, ContrastScope::kRatios);
  const std::vector<std::string> all = ContrastLines(response, ContrastScope::kAll);
  if (all.empty()) return "";
  std::string out =
      "<section aria-labelledby=\"contrasts\"><h2 id=\"contrasts\">What sets them apart</h2>";
  if (!ratios.empty()) out += list(ratios);
  if (all.size() > ratios.size()) {
    out += "<details><summary>All " + std::to_string(all.size()) + " contrasts</summary>" +
           list(all) + "</details>";
  }
  return out + "</section>\n";
}

}  // namespace

std::string ComparisonPage(const v1::CompareResponse& response, const PageOptions& options) {
  std::vector<int> covered;
  std::string uncovered;
  for (int d = 0; d < response.dimensions_size(); ++d) {
    if (IsCovered(response, d)) {
      covered.push_back(d);
    } else {
      uncovered += (uncovered.empty() ? "" : ", ") + HtmlText(NameOf(response.dimensions(d)));
    }
  }
  const std::string title = TitleOf(response, options);
  PageNotes notes;
  const std::string matrix = Matrix(response, covered, title, options, &notes);
  std::string out =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
      HtmlPolicy() +
      "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
      HtmlText(title) + "</title>\n<style>" + std::string(HtmlStyle()) +
      "</style>\n</head>\n<body>" + std::string(HtmlSymbols()) +
      "<a class=\"skip\" href=\"#matrix\">Skip to the comparison</a>\n<header><h1>" +
      HtmlText(title) +
      "</h1>\n<p class=\"lede\">What published sources say, side by side. Every "
      "value names who stands behind it and whether they agree; " +
      (options.evidence ? "its number opens the passages." : "passages were left out.") + "</p>\n" +
      Legend() + "</header>\n<main>\n";
  out += "<section aria-labelledby=\"matrix\"><h2 id=\"matrix\">Side by side</h2>";
  if (covered.empty()) {
    out += "<p>No source says anything about this.</p>";
  } else {
    out += matrix;
  }
  if (!uncovered.empty()) {
    out += "<p class=\"note\">No source asks about: " + uncovered + ".</p>";
  }
  out += "</section>\n";
  const std::string map = AgreementMap(response);
  if (!map.empty()) {
    out +=
        "<section aria-labelledby=\"agreement\"><h2 id=\"agreement\">Where sources agree</h2>"
        "<p class=\"lede\">The darker the ground, the more voices.</p>" +
        map + "</section>\n";
  }
  out += Plots(response, covered) + Contrasts(response);
  if (!notes.empty()) {
    out +=
        "<section aria-labelledby=\"passages\"><h2 id=\"passages\">Passages</h2>"
        "<label class=\"all\"><input type=\"checkbox\"> List all " +
        std::to_string(notes.count()) + " here</label>\n<ol class=\"notes\">\n" + notes.items() +
        "</ol></section>\n";
  }
  out += "</main>\n<footer><p>Made by Parallax from what its collection held at revision <code>" +
         HtmlText(response.revision_token()) +
         "</code>. Documents that copy each other count as one lineage. Bytes are those of the "
         "document as it was received.</p></footer>\n</body>\n</html>\n";
  return out;
}

}  // namespace parallax::render
