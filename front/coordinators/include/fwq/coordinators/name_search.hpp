// Finding securities as people type: part of a code, part of a name, or the initials of its pinyin ("payh" → 平安银行).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fwq/data/symbol.hpp"

namespace fwq::coordinators {

// The pinyin initials of a name in lower case: a Chinese character gives the first letter of its reading, Latin letters
// and digits (also wide ones) themselves, anything else nothing. Characters that companies read in two ways (行 in 银行 and 同行,
// 长, 重, 乐 …) give both: every combination, the usual reading first, at most 16. [any-thread]
std::vector<std::string> pinyin_initials(std::string_view name);

// A security as a search sees it. Immutable.
class SearchKey {
 public:
  SearchKey(data::Symbol symbol, std::string_view name);

  // How well `query` (as search_query() made it) fits: 0 the code, symbol or initials are it, or the name is; 1 one of them
  // begins with it; 2 it is somewhere in them; -1 not at all. An empty query fits everything (2).
  // Cost: a fraction of a microsecond, no allocation.
  int rank(std::string_view query) const noexcept;

 private:
  std::string code_, symbol_, name_;  // Lower case.
  std::vector<std::string> initials_;
};

// What a person typed, trimmed and in lower case, wide letters made plain, spaces inside left out.
std::string search_query(std::string_view typed);

}  // namespace fwq::coordinators
