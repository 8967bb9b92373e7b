// What a person asks of `fwq optimize` and `fwq tune`, as words, and the request that it means.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "fwq/coordinators/optimize.hpp"
#include "session.hpp"

namespace fwq::cli {

struct SearchOptions {
  optimization::OptimizationConfig config;
  std::string market, adjust, period = "day";
  std::size_t workers = 0;  // 0: as --threads.
  bool keep_only = false, anew = false;
};

// The market, the split of time and what is maximised; with `algorithm` also how it is searched.
void add_search_options(CLI::App& app, SearchOptions& options, const Session& session,
                        bool algorithm);

// Without a pattern. Errors: invalid_argument, not_found, naming the option.
Result<coordinators::OptimizeRequest> request_of(const SearchOptions& options,
                                                 const Session& session);

}  // namespace fwq::cli
