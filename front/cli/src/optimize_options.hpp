// What a person asks of `fwq optimize` and `fwq tune`, as words, and the request that it means.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "fwq/coordinators/algorithm_optimizer.hpp"
#include "session.hpp"

namespace fwq::cli {

struct SearchOptions {
  optimization::OptimizationConfig config;
  std::string market, adjust, period = "day";
  bool keep_only = false, anew = false;
};

// The market, the split of time and what is maximised; with `algorithm` also how it is searched.
void add_search_options(CLI::App& app, SearchOptions& options, const Session& session,
                        bool algorithm);

// What a person asked for.
struct SearchRequest {
  optimization::OptimizationConfig config;
  coordinators::MarketRequest market;
  coordinators::OptimizerOptions options;
};
// Errors: invalid_argument, not_found, naming the option.
Result<SearchRequest> request_of(const SearchOptions& options, const Session& session);
// The threads that it asks for.
std::size_t threads_of(const SearchOptions& options, const Session& session);

// The market that a request asks for, with progress. The store is closed again: a search may take long, and others want to write.
// Errors: those of the library and of load_for_optimization.
Result<coordinators::OptimizationMarket> load_market(Session& session, const SearchRequest& request,
                                                     core::TaskSystem& tasks, std::stop_token stop);

// The securities that a strategy is searched on, likewise. Errors: those of load_for_strategies.
Result<coordinators::StrategyMarket> load_securities(Session& session,
                                                     const coordinators::BacktestRequest& request,
                                                     core::TaskSystem& tasks, std::stop_token stop);

}  // namespace fwq::cli
