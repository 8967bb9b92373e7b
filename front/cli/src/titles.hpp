// Titles of ids: what stands beside `amount_mismatch` or `b_share` for a reader of Chinese. JSON has the ids alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "session.hpp"

namespace fwq::cli {

// "amount_mismatch 成交额不符" in Chinese, the id alone in English. Ids of reasons of imports, of kinds of securities and
// of patterns; one that has no title stands alone.
std::string titled(std::string_view id, const Session& session);

// The Chinese title of an id; "" when it has none.
std::string_view chinese_title(std::string_view id) noexcept;

// "1 file", "2 files".
std::string counted(std::size_t count, std::string_view one, std::string_view many);

}  // namespace fwq::cli
