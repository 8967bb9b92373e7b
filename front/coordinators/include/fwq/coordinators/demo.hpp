// The demo market in a home: made, known by a mark, and taken out when real data comes.
//
// A home holds the demo market or real data, never both: nobody should find an invented company in a scan of the
// market. The mark is the file demo.json of the home; it is written before the first bar and says when all are there.
#pragma once

#include <optional>

#include "fwq/coordinators/home.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/demo_market.hpp"

namespace fwq::coordinators {

struct DemoMark {
  data::DemoOptions options;
  bool complete = false;  // False: making it was interrupted.
};

// The mark of a home, or nullopt where there is no demo market. A mark that cannot be read counts as an incomplete one.
std::optional<DemoMark> demo_mark(const Home& home);

// Makes the home hold this demo market, in place of an earlier one. Safe to repeat. Errors: invalid_argument (the home
// holds real data; an option out of range), unavailable (another program writes), io, cancelled.
Result<data::ImportReport> make_demo(const Home& home, const data::DemoOptions& options,
                                     core::TaskSystem& tasks,
                                     const core::TaskContext& context = {});

// Takes the demo market out of the home. Returns whether there was one. Requires: the caller holds the home's write lock.
// Errors: io.
Result<bool> remove_demo(const Home& home);

}  // namespace fwq::coordinators
