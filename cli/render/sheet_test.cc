#include "cli/render/sheet.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

namespace parallax::render {
namespace {

v1::ListClaimsResponse Claims() {
  v1::ListClaimsResponse response;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        claims {
          claim_id: "c1"
          document_id: "备忘录.txt"
          subject_entity_id: "economy/KR"
          dimension_id: "key_period"
          kind: CLAIM_KIND_VALUE
          value {
            text: "1960s | 1980s"
            readings {
              date_interval {
                begin_date: "1960-01-01"
                end_date: "1990-01-01"
                begin_precision: DATE_PRECISION_DECADE
                end_precision: DATE_PRECISION_DECADE
              }
            }
          }
          voices { kind: VOICE_KIND_AUTHOR }
          evidence {
            span { begin_byte: 3 end_byte: 16 }
            role: EVIDENCE_ROLE_VALUE
            quote: "1960s | 1980s"
          }
        }
        claims {
          claim_id: "c2"
          document_id: "d.csv"
          subject_entity_id: "economy/HK"
          dimension_id: "policy_outcomes"
          kind: CLAIM_KIND_NOT_STATED
          voices { kind: VOICE_KIND_UNNAMED_SOURCE }
          evidence {
            span { begin_byte: 7 end_byte: 8 }
            role: EVIDENCE_ROLE_VALUE
          }
        }
      )pb",
      &response));
  return response;
}

TEST(Sheet, TableAlignsWideCharacters) {
  EXPECT_EQ(SheetTable(SheetOf(Claims(), false), 200, false),
            "╭────────────┬─────────────────┬───────────────┬─────────────┬───────────────────┬────"
            "────────┬───────╮\n"
            "│ subject    │ dimension       │ value         │ reading     │ voice             │ "
            "document   │ claim │\n"
            "├────────────┼─────────────────┼───────────────┼─────────────┼───────────────────┼────"
            "────────┼───────┤\n"
            "│ economy/KR │ key_period      │ 1960s | 1980s │ 1960s–1980s │ author            │ "
            "备忘录.txt │ c1    │\n"
            "│ economy/HK │ policy_outcomes │ (not stated)  │             │ an unnamed source │ "
            "d.csv      │ c2    │\n"
            "╰────────────┴─────────────────┴───────────────┴─────────────┴───────────────────┴────"
            "────────┴───────╯\n");
}

TEST(Sheet, MarkdownAndCsvKeepTheirShape) {
  const Sheet sheet = SheetOf(Claims(), true);
  EXPECT_EQ(
      SheetMarkdown(sheet),
      "| subject | dimension | value | reading | voice | document | claim | evidence |\n"
      "|:--|:--|:--|:--|:--|:--|:--|:--|\n"
      "| economy/KR | key\\_period | 1960s \\| 1980s | 1960s–1980s | author | 备忘录.txt | c1 | "
      "value “1960s \\| 1980s” bytes 3–16 |\n"
      "| economy/HK | policy\\_outcomes | (not stated) |  | an unnamed source | d.csv | c2 | "
      "value (blank) bytes 7–8 |\n");
  EXPECT_EQ(SheetCsv(sheet),
            "subject,dimension,value,reading,voice,document,claim,evidence\n"
            "economy/KR,key_period,1960s | 1980s,1960s–1980s,author,备忘录.txt,c1,"
            "value “1960s | 1980s” bytes 3–16\n"
            "economy/HK,policy_outcomes,(not stated),,an unnamed source,d.csv,c2,"
            "value (blank) bytes 7–8\n");
}

TEST(Sheet, SaysWhenThereIsNothing) {
  EXPECT_EQ(SheetTable(SheetOf(v1::ListDocumentsResponse()), 80, false), "none\n");
}

}  // namespace
}  // namespace parallax::render
