#include "cli/document_source.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <system_error>
#include <utility>

#include "absl/strings/escaping.h"

namespace parallax::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string LowerExtension(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  const size_t dot = name.find_last_of('.');
  if (dot == std::string_view::npos || dot == 0) return "";
  std::string extension(name.substr(dot));
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

bool IsJsonLines(std::string_view path) {
  const std::string extension = LowerExtension(path);
  return extension == ".jsonl" || extension == ".ndjson";
}

// A string field of `object` into `*out`; absent and null leave it alone.
absl::Status TakeString(const json& object, const char* key, std::string* out) {
  const auto it = object.find(key);
  if (it == object.end() || it->is_null()) return absl::OkStatus();
  if (!it->is_string()) {
    return absl::InvalidArgumentError(std::string("\"") + key + "\" is no string");
  }
  *out = it->get<std::string>();
  return absl::OkStatus();
}

template <typename Add>
absl::Status TakeStrings(const json& object, const char* key, const Add& add) {
  const auto it = object.find(key);
  if (it == object.end() || it->is_null()) return absl::OkStatus();
  if (!it->is_array()) return absl::InvalidArgumentError(std::string("\"") + key + "\" is no list");
  for (const json& item : *it) {
    if (!item.is_string()) {
      return absl::InvalidArgumentError(std::string("\"") + key +
                                        "\" has an item that is no string");
    }
    add(item.get<std::string>());
  }
  return absl::OkStatus();
}

absl::Status TakeMetadata(const json& object, v1::StatedMetadata* out) {
  if (!object.is_object()) return absl::InvalidArgumentError("\"metadata\" is no object");
  for (const auto& [key, field] :
       {std::pair<const char*, std::string*>{"title", out->mutable_title()},
        {"publisher", out->mutable_publisher()},
        {"published_date", out->mutable_published_date()}}) {
    if (absl::Status status = TakeString(object, key, field); !status.ok()) return status;
  }
  absl::Status status =
      TakeStrings(object, "authors", [&](std::string item) { out->add_authors(std::move(item)); });
  status.Update(TakeStrings(object, "languages",
                            [&](std::string item) { out->add_languages(std::move(item)); }));
  return status;
}

}  // namespace

std::string_view MediaTypeOf(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kTypes = {{
      {".txt", "text/plain"},
      {".text", "text/plain"},
      {".md", "text/markdown"},
      {".markdown", "text/markdown"},
      {".html", "text/html"},
      {".htm", "text/html"},
      {".xhtml", "text/html"},
      {".shtml", "text/html"},
      {".csv", "text/csv"},
      {".tsv", "text/tab-separated-values"},
      {".tab", "text/tab-separated-values"},
  }};
  const std::string extension = LowerExtension(path);
  for (const auto& [known, type] : kTypes) {
    if (extension == known) return type;
  }
  return "";
}

absl::Status ParseJsonLine(std::string_view line, SourceDocument* out) {
  const json object = json::parse(line, nullptr, false);
  if (!object.is_object()) return absl::InvalidArgumentError("no JSON object");
  v1::DocumentInput* input = &out->input;
  absl::Status status = TakeString(object, "id", &out->id);
  status.Update(TakeString(object, "document_id", &out->id));
  status.Update(TakeString(object, "media_type", input->mutable_media_type()));
  status.Update(TakeString(object, "charset", input->mutable_charset()));
  status.Update(TakeString(object, "source_uri", input->mutable_source_uri()));
  status.Update(TakeString(object, "reference_time", input->mutable_reference_time()));
  status.Update(TakeString(object, "content", input->mutable_content()));
  std::string base64;
  status.Update(TakeString(object, "content_base64", &base64));
  if (!status.ok()) return status;
  if (object.contains("content") == object.contains("content_base64")) {
    return absl::InvalidArgumentError("needs one of \"content\" and \"content_base64\"");
  }
  if (!base64.empty() && !absl::Base64Unescape(base64, input->mutable_content())) {
    return absl::InvalidArgumentError("\"content_base64\" is not base64");
  }
  const auto metadata = object.find("metadata");
  if (metadata == object.end() || metadata->is_null()) return absl::OkStatus();
  return TakeMetadata(*metadata, input->mutable_metadata());
}

absl::StatusOr<DocumentSource> DocumentSource::Open(const std::vector<std::string>& paths,
                                                    SourceOptions options) {
  DocumentSource source;
  source.options_ = std::move(options);
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) return absl::NotFoundError("no such file or folder: " + path);
    if (fs::is_directory(status)) {
      source.AddFolder(path);
    } else {
      source.AddFile(path, fs::path(path).filename().generic_string());
    }
  }
  return source;
}

void DocumentSource::AddFolder(const std::string& folder) {
  std::vector<std::pair<std::string, std::string>> found;  // id, path
  std::error_code error;
  fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    const std::string name = it->path().filename().generic_string();
    std::error_code ignored;
    if (name.starts_with(".")) {
      if (it->is_directory(ignored)) it.disable_recursion_pending();
      continue;
    }
    if (!it->is_regular_file(ignored)) continue;
    const std::string path = it->path().generic_string();
    if (options_.media_type.empty() && MediaTypeOf(path).empty() && !IsJsonLines(path)) {
      ++skipped_files_;
      continue;
    }
    found.emplace_back(it->path().lexically_relative(folder).generic_string(), path);
  }
  std::sort(found.begin(), found.end());
  for (const auto& [id, path] : found) AddFile(path, id);
}

void DocumentSource::AddFile(const std::string& path, const std::string& id) {
  std::error_code error;
  const uintmax_t size = fs::file_size(path, error);
  File file{path, options_.id_prefix + id, error ? 0 : static_cast<int64_t>(size),
            options_.media_type.empty() && IsJsonLines(path)};
  total_bytes_ += file.size_bytes;
  files_.push_back(std::move(file));
}

SourceDocument DocumentSource::ReadFile(const File& file) const {
  SourceDocument out;
  out.id = file.id;
  out.source_bytes = file.size_bytes;
  const std::string media_type =
      options_.media_type.empty() ? std::string(MediaTypeOf(file.path)) : options_.media_type;
  if (media_type.empty()) {
    out.status = absl::InvalidArgumentError("unknown file type; say --media_type");
    return out;
  }
  if (file.size_bytes > options_.max_content_bytes) {
    out.status =
        absl::ResourceExhaustedError(std::to_string(file.size_bytes) + " bytes, the limit is " +
                                     std::to_string(options_.max_content_bytes));
    return out;
  }
  std::ifstream in(file.path, std::ios::binary);
  std::ostringstream content;
  if (in) content << in.rdbuf();
  if (!in && file.size_bytes > 0) {
    out.status = absl::InvalidArgumentError("cannot be read");
    return out;
  }
  out.input.set_content(std::move(content).str());
  out.input.set_media_type(media_type);
  return out;
}

std::optional<SourceDocument> DocumentSource::NextLine() {
  std::string line;
  while (std::getline(lines_, line)) {
    ++line_number_;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    SourceDocument out;
    out.status = ParseJsonLine(line, &out);
    out.source_bytes = static_cast<int64_t>(line.size()) + 1;
    const std::string place = lines_path_ + ":" + std::to_string(line_number_);
    if (out.id.empty() && out.status.ok()) out.status = absl::InvalidArgumentError("has no \"id\"");
    out.id = out.id.empty() ? place : options_.id_prefix + out.id;
    const int64_t size = static_cast<int64_t>(out.input.content().size());
    if (out.status.ok() && size > options_.max_content_bytes) {
      out.status = absl::ResourceExhaustedError(std::to_string(size) + " bytes, the limit is " +
                                                std::to_string(options_.max_content_bytes));
    }
    return out;
  }
  lines_.close();
  lines_.clear();
  return std::nullopt;
}

std::optional<SourceDocument> DocumentSource::Next() {
  std::optional<SourceDocument> out;
  while (!out.has_value()) {
    if (lines_.is_open()) {
      out = NextLine();
      continue;
    }
    if (next_ == files_.size()) return std::nullopt;
    const File& file = files_[next_++];
    if (!file.json_lines) {
      out = ReadFile(file);
      continue;
    }
    lines_path_ = file.path;
    line_number_ = 0;
    lines_.open(file.path, std::ios::binary);
    if (!lines_.is_open()) {
      out.emplace();
      out->id = file.path;
      out->status = absl::InvalidArgumentError("cannot be read");
    }
  }
  if (!ids_.insert(out->id).second && out->status.ok()) {
    out->status = absl::InvalidArgumentError("the id came before in this run");
  }
  if (!out->status.ok()) out->input.Clear();
  return out;
}

}  // namespace parallax::cli
