#include "tests/bench/benchmark_documents.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "core/record/claim_id.h"
#include "core/reduce/proposition.h"
#include "core/text/sha256.h"

namespace parallax::bench {
namespace {

constexpr int kVoices = 500;
constexpr int kSharedTexts = 20;
constexpr int kItems = 30;
// Where the text on each economy begins; none is longer.
constexpr size_t kPartBytes = 2048;

constexpr const char* kTools[] = {"grants for",     "tax credits on",     "public orders of",
                                  "cheap land for", "research money for", "export credit for"};
constexpr const char* kFields[] = {"chip plants", "data centres", "language models", "power grids",
                                   "graduate schools"};

size_t Below(std::mt19937_64& random, size_t bound) { return random() % bound; }

std::string ItemText(size_t item) {
  return std::string(kTools[item % std::size(kTools)]) + " " +
         kFields[item / std::size(kTools) % std::size(kFields)];
}

value::DateInterval Years(int begin, int end) {
  value::DateInterval years;
  years.begin = value::CivilDate{begin, 1, 1};
  years.begin_precision = value::DatePrecision::kYear;
  years.end = value::CivilDate{end, 1, 1};
  years.end_precision = value::DatePrecision::kYear;
  return years;
}

}  // namespace

absl::StatusOr<std::unique_ptr<catalog::Catalog>> BenchmarkCatalog(const std::string& pack_dir,
                                                                   size_t economies) {
  auto pack = catalog::Catalog::Load(pack_dir);
  if (!pack.ok()) return pack.status();
  size_t known = 0;
  for (const catalog::Entity& entity : (*pack)->entities()) known += entity.kind == "economy";
  if (known >= economies) return pack;
  std::vector<catalog::Catalog::Source> sources;
  for (const auto& file : std::filesystem::directory_iterator(pack_dir)) {
    if (file.path().extension() != ".textproto") continue;
    std::ifstream in(file.path());
    sources.push_back({file.path(), std::string(std::istreambuf_iterator<char>(in), {})});
  }
  std::string more;
  for (size_t i = known; i < economies; ++i) {
    const std::string n = std::to_string(i);
    more += "entities { id: \"economy/made-" + n +
            "\" names { language: \"en\" primary: \"Territory " + n +
            "\" alias: \"Free Territory of " + n +
            "\" } names { language: \"zh-Hans\" primary: \"第" + n +
            "领地\" } names { language: \"zh-Hant\" primary: \"第" + n + "領地\" } }\n";
  }
  sources.push_back({"made-up economies", std::move(more)});
  return catalog::Catalog::LoadSources(sources);
}

BenchmarkDocuments::BenchmarkDocuments(const catalog::Catalog& catalog, size_t universe)
    : catalog_(catalog),
      universe_(universe),
      dimensions_{
          "key_period",      "role_of_state", "industrial_policy", "policy_mechanisms",
          "policy_outcomes", "strengths",     "weaknesses",        "ai_infrastructure_builder"} {
  for (const catalog::Entity& entity : catalog.entities()) {
    if (entity.kind == "economy") economies_.push_back(entity.id);
  }
}

record::ClaimValue BenchmarkDocuments::Draw(const catalog::Dimension& dimension,
                                            std::mt19937_64& random) const {
  record::ClaimValue value;
  value.language = "en";
  switch (dimension.value_type) {
    case catalog::ValueType::kLevel: {
      const catalog::Scale* const scale = catalog_.FindScale(dimension.scale);
      const size_t lowest = Below(random, scale->levels.size());
      const size_t highest = std::min(lowest + Below(random, 2), scale->levels.size() - 1);
      value.text = "something between " + scale->levels[lowest].id + " and " +
                   scale->levels[highest].id + ", as officials there put it";
      value.readings.push_back(value::LevelSpan{.scale_id = scale->id,
                                                .lowest_level_id = scale->levels[lowest].id,
                                                .highest_level_id = scale->levels[highest].id,
                                                .lowest_rank = static_cast<int>(lowest),
                                                .highest_rank = static_cast<int>(highest)});
      break;
    }
    case catalog::ValueType::kDateInterval: {
      const int begin = 1950 + static_cast<int>(Below(random, 70));
      const int end = begin + 1 + static_cast<int>(Below(random, 30));
      value.text = std::to_string(begin) + " to " + std::to_string(end - 1);
      value.readings.push_back(Years(begin, end));
      break;
    }
    case catalog::ValueType::kItemList: {
      record::ItemList list;
      const size_t count = 1 + Below(random, 3);
      for (size_t i = 0; i < count; ++i) {
        record::ListItem item;
        item.text = ItemText(Below(random, kItems));
        if (!value.text.empty()) value.text += "; ";
        item.span = {static_cast<int64_t>(value.text.size()),
                     static_cast<int64_t>(value.text.size() + item.text.size())};
        value.text += item.text;
        list.items.push_back(std::move(item));
      }
      value.readings.push_back(std::move(list));
      break;
    }
    default: {
      const bool shared = Below(random, 2) == 0;
      value.text = "the ministry chose " + ItemText(Below(random, kItems)) + " in programme " +
                   std::to_string(Below(random, shared ? kSharedTexts : 1'000'000'000));
      break;
    }
  }
  return value;
}

std::string BenchmarkDocuments::DocumentId(uint64_t number) {
  return "benchmark-" + std::to_string(number);
}

std::string BenchmarkDocuments::EconomyOf(uint64_t number, int place) const {
  if (place == 0 && number % 10 == 0) return kHotEconomy;
  std::mt19937_64 random(number * kEconomiesPerDocument + static_cast<uint64_t>(place));
  const size_t economy = Below(random, universe_);
  return economy < economies_.size() ? economies_[economy]
                                     : "economy/beyond-" + std::to_string(economy);
}

std::vector<store::StoredClaim> BenchmarkDocuments::ClaimsOf(uint64_t number, int place,
                                                             std::string* content) const {
  std::mt19937_64 random(
      (number * kEconomiesPerDocument + static_cast<uint64_t>(place)) * 0x9E3779B97F4A7C15u + 1);
  const std::string document_id = DocumentId(number);
  const std::string economy = EconomyOf(number, place);
  const std::string written(catalog_.FindEntity(economy) == nullptr
                                ? economy
                                : std::string(catalog_.DisplayName(economy, "en")));
  const size_t text_begin = static_cast<size_t>(place) * kPartBytes;
  std::string text;
  record::Voice voice;
  voice.kind = record::VoiceKind::kAuthor;
  voice.name = "Author " + std::to_string(number % kVoices);
  voice.key = "voice/" + voice.name;
  std::vector<record::Claim> claims;
  std::vector<catalog::ValueType> types;
  const size_t first = Below(random, dimensions_.size());
  for (size_t d = 0; d < 4; ++d) {
    const catalog::Dimension* const dimension =
        catalog_.FindDimension(dimensions_[(first + d) % dimensions_.size()]);
    record::Claim claim;
    claim.document_id = document_id;
    claim.subject_entity_id = economy;
    claim.subject_written = written;
    claim.dimension_id = dimension->id;
    const bool blank = Below(random, 9) == 0;
    claim.kind = blank ? record::ClaimKind::kNotStated : record::ClaimKind::kValue;
    if (!blank) claim.value = Draw(*dimension, random);
    claim.voices.push_back(voice);
    const auto add = [&](record::EvidenceRole role, const std::string& quote) {
      const auto begin = static_cast<int64_t>(text_begin + text.size());
      text += quote;
      claim.evidence.push_back(
          {.span = {begin, begin + static_cast<int64_t>(quote.size())},
           .role = role,
           .alignment = quote.empty() ? record::Alignment::kTable : record::Alignment::kExact,
           .quote = quote});
      text += " | ";
      return begin;
    };
    add(record::EvidenceRole::kSubject, claim.subject_written);
    add(record::EvidenceRole::kDimension, dimension->id);
    const int64_t value_begin = add(record::EvidenceRole::kValue, claim.value.text);
    text += "\n";
    for (record::Reading& reading : claim.value.readings) {
      auto* const list = std::get_if<record::ItemList>(&reading);
      if (list == nullptr) continue;
      for (record::ListItem& item : list->items) {
        item.span.begin_byte += value_begin;
        item.span.end_byte += value_begin;
      }
    }
    claim.activity = {"benchmark/line", "1", catalog_.pack_id(), catalog_.pack_version()};
    claims.push_back(std::move(claim));
    types.push_back(dimension->value_type);
  }
  if (content != nullptr) {
    content->resize(text_begin, ' ');
    *content += text;
  }
  for (record::Claim& claim : claims) claim.claim_id = record::ClaimId(document_id, claim);
  auto propositions = reduce::PropositionsOf(claims, types);
  std::vector<store::StoredClaim> stored;
  for (size_t i = 0; i < claims.size(); ++i) {
    stored.push_back({std::move(claims[i]), std::move(propositions[i].proposition_id),
                      std::move(propositions[i].key)});
  }
  return stored;
}

store::StoredDocument BenchmarkDocuments::Make(uint64_t number) const {
  store::StoredDocument stored;
  stored.document_id = DocumentId(number);
  stored.pack_id = catalog_.pack_id();
  stored.pack_version = catalog_.pack_version();
  stored.rules_version = "1";
  std::string& content = stored.input.content;
  for (int place = 0; place < kEconomiesPerDocument; ++place) {
    for (store::StoredClaim& claim : ClaimsOf(number, place, &content)) {
      stored.claims.push_back(std::move(claim));
    }
    const record::Claim& last = stored.claims.back().claim;
    stored.mentions.push_back({.span = last.evidence.front().span,
                               .block = 0,
                               .entity_id = last.subject_entity_id,
                               .written = last.subject_written});
  }
  const auto size = static_cast<int64_t>(content.size());
  record::Block block;
  // Made-up sentences stand in many of these documents: as text they would make copies of them, and
  // each is to be a lineage of its own.
  block.kind = record::BlockKind::kBoilerplate;
  block.language = "en";
  block.content.text = content;
  block.content.map.AppendIdentity(0, size);
  block.span = {0, size};
  stored.document.blocks.push_back(std::move(block));
  stored.document.content_sha256 = text::Sha256Hex(content);
  stored.document.media_type = "text/plain";
  stored.document.charset = "UTF-8";
  stored.input.media_type = "text/plain";
  return stored;
}

}  // namespace parallax::bench
