// What must hold of every page, whatever documents say. How it looks and works in a browser is
// tested in tests/browser.
#include "query_service/render/comparison_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "query_service/render/html_style.h"
#include "query_service/render/plots.h"

namespace parallax::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kHostile[] =
    "</bdi></td><script>alert(1)</script><img src=x onerror=alert(2)>\" autofocus "
    "onfocus='alert(3)'"
    " \u202e\u2066 javascript:alert(4) &lt;b&gt;";

v1::Claim ClaimOf(const std::string& text, const std::string& language) {
  v1::Claim claim;
  claim.set_claim_id(text);
  claim.set_document_id(text);
  claim.mutable_value()->set_text(text);
  claim.mutable_value()->set_language(language);
  claim.add_voices()->set_kind(v1::VOICE_KIND_AUTHOR);
  v1::Voice* voice = claim.add_voices();
  voice->set_kind(v1::VOICE_KIND_SPEAKER);
  voice->set_name(text);
  voice->set_role(text);
  claim.add_qualifiers()->set_text(text);
  for (const v1::EvidenceRole role : {v1::EVIDENCE_ROLE_SUBJECT, v1::EVIDENCE_ROLE_VALUE}) {
    v1::Evidence* evidence = claim.add_evidence();
    evidence->set_role(role);
    evidence->set_quote(text);
    evidence->mutable_span()->set_begin_byte(3);
    evidence->mutable_span()->set_end_byte(9);
  }
  return claim;
}

void Fill(v1::Cell* cell, const std::string& text, const std::string& language,
          std::vector<v1::Reading> readings = {v1::Reading()}) {
  cell->set_state(v1::CELL_STATE_VALUE);
  cell->set_agreement(v1::AGREEMENT_CONTESTED);
  cell->mutable_support()->set_document_count(2);
  cell->mutable_support()->set_voice_count(3);
  int group = 0;
  for (v1::Reading& reading : readings) {
    v1::Proposition* proposition = cell->add_propositions();
    proposition->set_kind(v1::CLAIM_KIND_VALUE);
    proposition->set_stance(v1::STANCE_ASSERTS);
    proposition->set_text(text);
    proposition->set_group(group++);
    if (reading.reading_case() != v1::Reading::READING_NOT_SET) {
      *proposition->mutable_reading() = reading;
    }
    *proposition->add_claims() = ClaimOf(text, language);
  }
}

v1::Reading Euros(const std::string& amount) {
  v1::Reading reading;
  reading.mutable_money()->set_currency_code("EUR");
  reading.mutable_money()->mutable_amount()->set_decimal(amount);
  reading.mutable_money()->mutable_amount()->set_last_digit_exponent(9);
  return reading;
}

v1::Reading Since(const std::string& begin, const std::string& end) {
  v1::Reading reading;
  reading.mutable_date_interval()->set_begin_date(begin);
  reading.mutable_date_interval()->set_end_date(end);
  reading.mutable_date_interval()->set_begin_precision(v1::DATE_PRECISION_YEAR);
  return reading;
}

// Every string that a document or a pack can bring is `text`.
v1::CompareResponse Response(const std::string& text, const std::string& language = "en") {
  v1::CompareResponse response;
  const std::vector<v1::ValueType> types = {v1::VALUE_TYPE_TEXT, v1::VALUE_TYPE_MONEY,
                                            v1::VALUE_TYPE_DATE_INTERVAL, v1::VALUE_TYPE_ITEM_LIST,
                                            v1::VALUE_TYPE_TEXT};
  for (const v1::ValueType type : types) {
    v1::Dimension* dimension = response.add_dimensions();
    dimension->set_dimension_id(text + std::to_string(response.dimensions_size()));
    dimension->set_display_name(text);
    dimension->set_value_type(type);
  }
  for (int e = 0; e < 2; ++e) {
    v1::EntityColumn* column = response.add_columns();
    column->mutable_entity()->set_entity_id(text);
    column->mutable_entity()->set_display_name(text);
    Fill(column->add_cells()->mutable_text()->mutable_cell(), text, language);
    v1::MoneyCell* money = column->add_cells()->mutable_money();
    Fill(money->mutable_cell(), text, language, {Euros("109000000000"), Euros("190000000000")});
    *money->mutable_amount() = Euros("109000000000").money();
    v1::PeriodCell* period = column->add_cells()->mutable_period();
    Fill(period->mutable_cell(), text, language,
         {Since("1960-01-01", ""), Since("", "1990-01-01")});
    *period->mutable_period() = Since("1960-01-01", "").date_interval();
    v1::ItemsCell* items = column->add_cells()->mutable_items();
    Fill(items->mutable_cell(), text, language);
    items->add_items()->set_text(text);
    column->add_cells();
  }
  v1::Contrast* contrast = response.add_contrasts();
  contrast->set_entity_id_a(text);
  contrast->set_entity_id_b(text);
  contrast->set_dimension_id(text + "2");
  contrast->mutable_set()->add_shared(text);
  response.set_revision_token(text);
  return response;
}

// Names of elements and of attributes; fails on what is not well formed as this page writes it.
struct Markup {
  std::map<std::string, int> elements;
  std::set<std::string> attributes;
  std::set<std::string> ids;
};

Markup Read(const std::string& page) {
  Markup markup;
  std::vector<std::string> open;
  for (size_t i = 0; i < page.size();) {
    if (page[i] != '<') {
      EXPECT_NE(page[i], '>') << page.substr(i > 60 ? i - 60 : 0, 80);
      ++i;
      continue;
    }
    const size_t end = page.find('>', i);
    EXPECT_NE(end, std::string::npos);
    std::string tag = page.substr(i + 1, end - i - 1);
    i = end + 1;
    if (tag[0] == '!') continue;
    if (tag[0] == '/') {
      EXPECT_FALSE(open.empty());
      if (open.empty()) return markup;
      EXPECT_EQ(open.back(), tag.substr(1));
      open.pop_back();
      continue;
    }
    const bool closed = tag.back() == '/';
    if (closed) tag.pop_back();
    const std::string name = tag.substr(0, tag.find(' '));
    ++markup.elements[name];
    for (size_t at = name.size(); at < tag.size();) {
      at = tag.find_first_not_of(' ', at);
      if (at == std::string::npos) break;
      const size_t stop = std::min(tag.find_first_of("= ", at), tag.size());
      const std::string attribute = tag.substr(at, stop - at);
      markup.attributes.insert(attribute);
      at = stop;
      if (at >= tag.size() || tag[at] != '=') continue;
      EXPECT_EQ(tag[at + 1], '"') << tag;
      const size_t quote = tag.find('"', at + 2);
      EXPECT_NE(quote, std::string::npos) << tag;
      if (attribute == "id") {
        EXPECT_TRUE(markup.ids.insert(tag.substr(at + 2, quote - at - 2)).second) << tag;
      }
      at = quote + 1;
    }
    if (name == "style") {
      i = page.find("</style>", i);
      EXPECT_NE(i, std::string::npos);
    }
    if (!closed && name != "meta" && name != "input") open.push_back(name);
  }
  EXPECT_TRUE(open.empty());
  return markup;
}

TEST(ComparisonPage, NothingThatADocumentSaysIsMarkup) {
  const Markup innocent = Read(ComparisonPage(Response("words"), {}));
  for (const char* text :
       {kHostile, "]]><!--", "<svg onload=alert(1)>", "'\"`=<>&", "</style><style>*{}</style>",
        "</svg></figure><iframe srcdoc=x>", "产业政策<b>", "產業政策\"onclick="}) {
    PageOptions options;
    options.title = text;
    options.summary.language = text;
    const std::string page = ComparisonPage(Response(text, text), options);
    const Markup markup = Read(page);
    // The same elements and attributes as of words that nobody could take for markup.
    EXPECT_EQ(markup.attributes.size(), innocent.attributes.size()) << text;
    for (const auto& [name, count] : markup.elements) {
      EXPECT_TRUE(innocent.elements.contains(name)) << name;
    }
    EXPECT_THAT(page, Not(HasSubstr("\u202e")));
    EXPECT_THAT(page, Not(HasSubstr("\u2066")));
  }
}

TEST(ComparisonPage, LoadsAndRunsNothing) {
  const std::string page = ComparisonPage(Response(kHostile), {});
  EXPECT_THAT(page, HasSubstr(HtmlPolicy()));
  EXPECT_THAT(HtmlPolicy(), HasSubstr("default-src 'none'"));
  EXPECT_THAT(HtmlPolicy(), Not(HasSubstr("unsafe")));
  const Markup markup = Read(page);
  for (const char* element : {"script", "link", "img", "iframe", "object", "form", "base"}) {
    EXPECT_FALSE(markup.elements.contains(element)) << element;
  }
  for (const char* attribute : {"src", "style", "action", "onload", "onerror", "onfocus"}) {
    EXPECT_FALSE(markup.attributes.contains(attribute)) << attribute;
  }
  EXPECT_EQ(std::string(HtmlStyle()).find("url("), std::string::npos);
  EXPECT_EQ(std::string(HtmlStyle()).find("@import"), std::string::npos);
}

TEST(ComparisonPage, EveryReferenceHasItsNote) {
  const std::string page = ComparisonPage(Response("产业政策", "zh-Hans"), {});
  const Markup markup = Read(page);
  int references = 0;
  for (size_t at = page.find(" popovertarget=\""); at != std::string::npos;
       at = page.find(" popovertarget=\"", at + 1)) {
    const size_t begin = at + 16;
    EXPECT_TRUE(markup.ids.contains(page.substr(begin, page.find('"', begin) - begin)));
    ++references;
  }
  EXPECT_GE(references, 2 * 8);  // an opening and a closing button each
  EXPECT_THAT(page, HasSubstr("<blockquote lang=\"zh-Hans\" dir=\"auto\">产业政策</blockquote>"));
  EXPECT_THAT(page, HasSubstr("bytes 3–9"));
  PageOptions without;
  without.evidence = false;
  EXPECT_THAT(ComparisonPage(Response("words"), without), Not(HasSubstr("popovertarget")));
}

TEST(ComparisonPage, LongWordsAreCutInTheMatrixAndWholeInTheNotes) {
  const std::string word(10'000, 'x');
  v1::CompareResponse response = Response(word);
  const std::string page = ComparisonPage(response, {});
  EXPECT_THAT(page, HasSubstr("<blockquote lang=\"en\" dir=\"auto\">" + word + "</blockquote>"));
  EXPECT_THAT(page, HasSubstr("<bdi lang=\"en\">" + std::string(479, 'x') + "…</bdi>"));
}

TEST(ComparisonPage, AnEmptyComparisonIsAPageToo) {
  EXPECT_THAT(ComparisonPage({}, {}), HasSubstr("No source says anything about this."));
  Read(ComparisonPage({}, {}));
}

TEST(Plots, AmountsOfOneCurrencyShareAnAxis) {
  const v1::CompareResponse response = Response("words");
  const std::string plot = AmountPlots(response, 1);
  EXPECT_THAT(plot, HasSubstr("EUR, logarithmic axis"));
  EXPECT_THAT(plot, HasSubstr("class=\"other\""));
  EXPECT_EQ(AmountPlots(response, 0), "");
  EXPECT_EQ(AmountPlots(response, 99), "");
}

TEST(Plots, FiguresWithoutAPlaceAreLeftOut) {
  v1::CompareResponse response = Response("words");
  for (v1::EntityColumn& column : *response.mutable_columns()) {
    auto* propositions =
        column.mutable_cells(1)->mutable_money()->mutable_cell()->mutable_propositions();
    for (v1::Proposition& proposition : *propositions) {
      for (const char* odd : {"0", "-5", "", "nan", "1e999", "12x"}) {
        proposition.mutable_reading()->mutable_money()->mutable_amount()->set_decimal(odd);
        EXPECT_EQ(AmountPlots(response, 1).find("nan"), std::string::npos);
      }
    }
  }
  EXPECT_EQ(AmountPlots(response, 1), "");
}

TEST(Plots, OpenEndsAreArrows) {
  const std::string plot = PeriodPlot(Response("words"), 2);
  EXPECT_THAT(plot, HasSubstr("class=\"tip\""));
  EXPECT_THAT(plot, HasSubstr(">1960<"));
  v1::CompareResponse odd = Response("words");
  for (v1::EntityColumn& column : *odd.mutable_columns()) {
    column.mutable_cells(2)->mutable_period()->mutable_period()->set_begin_date("somewhen");
    column.mutable_cells(2)->mutable_period()->mutable_cell()->clear_propositions();
  }
  EXPECT_EQ(PeriodPlot(odd, 2), "");
}

TEST(Plots, TheMapTellsStatesApartByShape) {
  const std::string map = AgreementMap(Response("words"));
  EXPECT_THAT(map, HasSubstr("#m-contested"));
  EXPECT_THAT(map, HasSubstr("#m-not-covered"));
  EXPECT_THAT(map, HasSubstr("8 of 10 cells are covered, 8 of them contested"));
  std::set<std::string_view> symbols;
  for (const v1::Agreement agreement : {v1::AGREEMENT_UNANIMOUS, v1::AGREEMENT_MAJORITY,
                                        v1::AGREEMENT_CONTESTED, v1::AGREEMENT_NOT_ASSESSED}) {
    symbols.insert(MarkSymbol(v1::CELL_STATE_VALUE, agreement));
  }
  for (const v1::CellState state :
       {v1::CELL_STATE_NOT_COVERED, v1::CELL_STATE_NOT_STATED, v1::CELL_STATE_NO_VALUE}) {
    symbols.insert(MarkSymbol(state, v1::AGREEMENT_UNANIMOUS));
  }
  EXPECT_EQ(symbols.size(), 7u);
  for (const std::string_view symbol : symbols) {
    EXPECT_THAT(std::string(HtmlSymbols()), HasSubstr("id=\"" + std::string(symbol) + "\""));
  }
}

}  // namespace
}  // namespace parallax::render
