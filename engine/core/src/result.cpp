// Names of error kinds.
#include "fwq/core/result.hpp"

namespace fwq {

const char* to_string(Errc code) noexcept {
  switch (code) {
    case Errc::not_found:
      return "not_found";
    case Errc::invalid_argument:
      return "invalid_argument";
    case Errc::bad_data:
      return "bad_data";
    case Errc::unavailable:
      return "unavailable";
    case Errc::rate_limited:
      return "rate_limited";
    case Errc::cancelled:
      return "cancelled";
    case Errc::io:
      return "io";
    case Errc::unsupported:
      return "unsupported";
    case Errc::internal:
      return "internal";
  }
  return "internal";
}

}  // namespace fwq
