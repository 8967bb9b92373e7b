// Text files in the encodings that Chinese programs write: UTF-8 with or without a mark, and GB18030 (GBK, GB2312).
#pragma once

#include <string>
#include <string_view>

#include "fwq/core/result.hpp"

namespace fwq::core {

// Strict: no overlong forms, no surrogates, nothing above U+10FFFF. [any-thread]
bool is_utf8(std::string_view bytes) noexcept;

// The text of a file as UTF-8, without a byte order mark. What is not UTF-8 is read as GB18030. A file that is mostly
// good UTF-8 is not turned into nonsense for a few damaged bytes: it is returned as it is, and the caller finds
// the damaged lines with is_utf8(). Errors: bad_data (UTF-16, neither encoding), unsupported (this system cannot
// read GB18030). [any-thread]
Result<std::string> to_utf8(std::string_view bytes);

// Bytes that are GB18030 for certain, such as a field of a file of 通达信: two characters of it may well look like UTF-8.
// Errors: as to_utf8. [any-thread]
Result<std::string> from_gb18030(std::string_view bytes);

}  // namespace fwq::core
