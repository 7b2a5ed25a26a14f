// Numbered notes that show the passages behind claims.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_EVIDENCE_NOTES_H_
#define PARALLAX_QUERY_SERVICE_RENDER_EVIDENCE_NOTES_H_

#include <map>
#include <string>
#include <vector>

#include "parallax/v1/claim.pb.h"

namespace parallax::render {

// Numbers claims in the order in which they are first asked for. Not thread-safe.
class EvidenceNotes {
 public:
  // "[1, 2]"; empty without claims. The claims must outlive the notes.
  std::string Mark(const std::vector<const v1::Claim*>& claims);

  // One per number, without the number:
  // `blog.txt: value “1960s” bytes 31–36; subject “South Korea” bytes 12–23; says The Times`.
  std::vector<std::string> Texts() const;

 private:
  std::map<std::string, int> numbers_;
  std::vector<const v1::Claim*> claims_;
};

// "subject", "value" …
std::string RoleWord(v1::EvidenceRole role);

// `value “1960s” bytes 31–36; …`, what shows the value first, safe to show.
std::string EvidenceText(const v1::Claim& claim);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_EVIDENCE_NOTES_H_
