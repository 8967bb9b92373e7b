// How the merged list of signals is shown: each with what stands beside it, as JSON and as a table for people.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "command.hpp"
#include "fwq/analysis/signal_list.hpp"
#include "fwq/coordinators/stock.hpp"

namespace fwq::cli {

using SignalList = std::vector<analysis::ListedSignal>;

// A signal with "agreeing" and "opposing", the sources of the last five bars that say the same and the opposite, newest first.
Json signal_json(const coordinators::Stock& stock, const SignalList& list, std::size_t i,
                 const Session& session);

// A row for each of `rows` (indices into the list), in their order. Empty for none.
std::string signal_table(const coordinators::Stock& stock, const SignalList& list,
                         const std::vector<std::size_t>& rows, const Session& session);

// What the signals of the last five bars of `bars` say together, by their parts. Empty if there are none.
std::string latest_signals(const coordinators::Stock& stock, const SignalList& list,
                           std::size_t bars, const Session& session);

}  // namespace fwq::cli
