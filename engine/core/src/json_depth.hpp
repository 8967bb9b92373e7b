// How deep a JSON text nests, found before it is parsed: a file of brackets must not exhaust the stack.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace fwq::core {

// Brackets inside strings count too: an upper bound is enough, and no setting or theme needs them.
inline std::size_t json_depth(std::string_view json) noexcept {
  std::size_t deepest = 0;
  std::size_t depth = 0;
  for (const char c : json) {
    if (c == '{' || c == '[') deepest = std::max(deepest, ++depth);
    if ((c == '}' || c == ']') && depth > 0) --depth;
  }
  return deepest;
}

}  // namespace fwq::core
