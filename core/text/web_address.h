// Addresses of web pages as documents write them: told whole, and told apart. Pure functions,
// linear in the address; thread-safe.
#ifndef PARALLAX_CORE_TEXT_WEB_ADDRESS_H_
#define PARALLAX_CORE_TEXT_WEB_ADDRESS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace parallax::text {

// Longer ones are no addresses of pages but payloads.
inline constexpr size_t kMostAddressBytes = 2048;

// The absolute address of a page that `reference` is on the page at `base` (RFC 3986, 5.2), without
// its fragment. nullopt for what leads to no page of the web: other schemes ("javascript:",
// "mailto:"), user names in front of the host, no host, blanks, control characters or quotes
// inside, too long, or a relative reference where `base` is no such address itself.
std::optional<std::string> ResolveAddress(std::string_view base, std::string_view reference);

// The same for all ways to write the address of one page: without scheme, "www.", fragment and
// closing slash, the host's letters folded.
std::string PlainAddress(std::string_view address);

// The host of a plain address.
std::string_view HostOf(std::string_view plain_address);

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_WEB_ADDRESS_H_
