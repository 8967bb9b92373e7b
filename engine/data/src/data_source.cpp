// What a data source does that says nothing else.
#include "fwq/data/data_source.hpp"

#include <fmt/format.h>

namespace fwq::data {

Result<std::vector<Symbol>> DataSource::symbols(std::stop_token /*stop*/) {
  return Error{Errc::unsupported, fmt::format("{} has no list of its symbols", id())};
}

}  // namespace fwq::data
