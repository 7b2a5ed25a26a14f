// Documents to send, from files, folders and files of JSON lines, one at a time.
#ifndef PARALLAX_CLI_DOCUMENT_SOURCE_H_
#define PARALLAX_CLI_DOCUMENT_SOURCE_H_

#include <cstdint>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "parallax/v1/document.pb.h"

namespace parallax::cli {

struct SourceDocument {
  std::string id;
  v1::DocumentInput input;
  absl::Status status;       // why it cannot be sent; input is then empty
  int64_t source_bytes = 0;  // how far it brings the source on, for progress
};

struct SourceOptions {
  std::string id_prefix;
  std::string media_type;               // for all files; empty: by extension
  int64_t max_content_bytes = 8 << 20;  // more is not sent: the service would end the stream
};

// By extension (.txt, .md, .html, .csv, .tsv and kin, in any case); empty for an unknown one.
std::string_view MediaTypeOf(std::string_view path);

// One document of a line of JSON: {"id" or "document_id", "content" or "content_base64",
// "media_type", "charset"?, "source_uri"?, "reference_time"?, "metadata"?: {"title", "authors",
// "publisher", "published_date", "languages"}}. Errors: InvalidArgument saying what is wrong.
absl::Status ParseJsonLine(std::string_view line, SourceDocument* out);

// Not thread-safe. Holds one document at a time in memory.
class DocumentSource {
 public:
  // A folder is walked in order of names; hidden files and files of unknown type are left out (and
  // counted), symbolic links to folders are not followed; ids are paths relative to it. A file has
  // its name as id. Files ending in .jsonl or .ndjson are read as JSON lines. Errors: NotFound for
  // a path that does not exist.
  static absl::StatusOr<DocumentSource> Open(const std::vector<std::string>& paths,
                                             SourceOptions options);

  // The next document, its `status` telling whether it can be sent; nothing at the end. An id that
  // came before is an error of the later document.
  std::optional<SourceDocument> Next();

  int64_t total_bytes() const { return total_bytes_; }
  int64_t skipped_files() const { return skipped_files_; }

 private:
  struct File {
    std::string path;
    std::string id;
    int64_t size_bytes = 0;
    bool json_lines = false;
  };

  DocumentSource() = default;
  void AddFolder(const std::string& folder);
  void AddFile(const std::string& path, const std::string& id);
  SourceDocument ReadFile(const File& file) const;
  std::optional<SourceDocument> NextLine();

  SourceOptions options_;
  std::vector<File> files_;
  size_t next_ = 0;
  std::ifstream lines_;
  std::string lines_path_;
  int64_t line_number_ = 0;
  std::set<std::string> ids_;
  int64_t total_bytes_ = 0;
  int64_t skipped_files_ = 0;
};

}  // namespace parallax::cli

#endif  // PARALLAX_CLI_DOCUMENT_SOURCE_H_
