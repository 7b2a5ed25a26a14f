#include "cli/document_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace parallax::cli {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class DocumentSourceTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("parallax_source_" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string Write(const std::string& name, const std::string& content) {
    const fs::path path = root_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
  }

  static std::vector<SourceDocument> All(DocumentSource source) {
    std::vector<SourceDocument> out;
    while (auto document = source.Next()) out.push_back(*document);
    return out;
  }

  fs::path root_;
};

TEST_F(DocumentSourceTest, WalksFoldersInOrderOfIds) {
  Write("b.md", "# B");
  Write("a/报告.html", "<p>");
  Write("a/data.CSV", "x,y");
  Write(".hidden/c.txt", "no");
  Write("picture.png", "no");
  auto source = DocumentSource::Open({root_.string()}, {});
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(source->skipped_files(), 1);
  std::vector<std::string> seen;
  for (const SourceDocument& document : All(*std::move(source))) {
    EXPECT_TRUE(document.status.ok());
    seen.push_back(document.id + " " + document.input.media_type());
  }
  EXPECT_THAT(seen,
              ElementsAre("a/data.CSV text/csv", "a/报告.html text/html", "b.md text/markdown"));
}

TEST_F(DocumentSourceTest, SendsBytesAsTheyAre) {
  const std::string bytes("\xef\xbb\xbfx\0\r\n\xff", 8);
  auto source = DocumentSource::Open({Write("odd.txt", bytes)}, {.id_prefix = "p/"});
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(source->total_bytes(), 8);
  const auto documents = All(*std::move(source));
  ASSERT_EQ(documents.size(), 1u);
  EXPECT_EQ(documents[0].id, "p/odd.txt");
  EXPECT_EQ(documents[0].input.content(), bytes);
}

TEST_F(DocumentSourceTest, ReadsJsonLines) {
  const std::string path =
      Write("docs.jsonl",
            "{\"id\":\"one\",\"media_type\":\"text/plain\",\"content\":\"芯片\","
            "\"metadata\":{\"title\":\"T\",\"authors\":[\"A\",\"B\"]}}\r\n"
            "\n"
            "{\"document_id\":\"two\",\"content_base64\":\"aGk=\"}\n"
            "{\"id\":\"one\",\"content\":\"again\"}\n"
            "not json\n"
            "{\"id\":\"both\",\"content\":\"a\",\"content_base64\":\"aGk=\"}\n"
            "{\"content\":\"nameless\"}");
  auto source = DocumentSource::Open({path}, {});
  ASSERT_TRUE(source.ok());
  const auto documents = All(*std::move(source));
  ASSERT_EQ(documents.size(), 6u);
  EXPECT_EQ(documents[0].input.content(), "芯片");
  EXPECT_EQ(documents[0].input.metadata().authors_size(), 2);
  EXPECT_EQ(documents[1].input.content(), "hi");
  EXPECT_THAT(std::string(documents[2].status.message()), HasSubstr("came before"));
  EXPECT_THAT(documents[3].id, HasSubstr("docs.jsonl:5"));
  EXPECT_FALSE(documents[3].status.ok());
  EXPECT_THAT(std::string(documents[4].status.message()), HasSubstr("one of"));
  EXPECT_THAT(std::string(documents[5].status.message()), HasSubstr("no \"id\""));
}

TEST_F(DocumentSourceTest, SaysWhatCannotBeSent) {
  const std::string odd = Write("x.bin", "abc");
  const std::string large = Write("large.txt", std::string(11, 'x'));
  auto source = DocumentSource::Open({odd, large}, {.max_content_bytes = 10});
  ASSERT_TRUE(source.ok());
  const auto documents = All(*std::move(source));
  ASSERT_EQ(documents.size(), 2u);
  EXPECT_THAT(std::string(documents[0].status.message()), HasSubstr("unknown file type"));
  EXPECT_THAT(std::string(documents[1].status.message()), HasSubstr("11 bytes, the limit is 10"));
  EXPECT_FALSE(DocumentSource::Open({(root_ / "absent").string()}, {}).ok());
}

}  // namespace
}  // namespace parallax::cli
