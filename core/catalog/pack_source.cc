#include "core/catalog/pack_source.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>

#include <utility>

namespace parallax::catalog {
namespace {

class FaultCollector : public google::protobuf::io::ErrorCollector {
 public:
  FaultCollector(const std::string& name, std::vector<std::string>* faults)
      : name_(name), faults_(faults) {}
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    faults_->push_back(name_ + ":" + std::to_string(line + 1) + ":" + std::to_string(column + 1) +
                       ": " + message);
  }

 private:
  const std::string& name_;
  std::vector<std::string>* faults_;
};

}  // namespace

PackSource::PackSource(std::string name, const std::string& text, std::vector<std::string>* faults)
    : name_(std::move(name)),
      pack_(std::make_unique<pack::v1::Pack>()),
      lines_(std::make_unique<google::protobuf::TextFormat::ParseInfoTree>()) {
  FaultCollector collector(name_, faults);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(lines_.get());
  parser.SetRecursionLimit(32);
  parser.ParseFromString(text, pack_.get());
}

std::string PackSource::Where(const char* field, int index, const char* nested,
                              int nested_index) const {
  const auto* descriptor = pack::v1::Pack::descriptor()->FindFieldByName(field);
  if (descriptor == nullptr) return name_;
  int line = -1;
  if (nested != nullptr) {
    auto* tree = lines_->GetTreeForNested(descriptor, index);
    const auto* inner = descriptor->message_type()->FindFieldByName(nested);
    if (tree != nullptr && inner != nullptr) line = tree->GetLocation(inner, nested_index).line;
  }
  if (line < 0) line = lines_->GetLocation(descriptor, index).line;
  return line < 0 ? name_ : name_ + ":" + std::to_string(line + 1);
}

}  // namespace parallax::catalog
