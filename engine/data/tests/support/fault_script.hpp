// What the killed writer of the fault test writes: transactions that follow from their number alone.
//
// The writing process applies them to a store, the test to a model in memory; so the test knows what must be
// there after transaction n, whatever moment the writer was killed at.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <vector>

#include "fwq/data/store.hpp"
#include "support/store_support.hpp"

namespace fwq::data::store_test {

struct FaultStep {
  enum class Kind { append, replace, erase } kind = Kind::append;
  unsigned symbol = 0;
  std::size_t first = 0, count = 0;  // Bar numbers.
};

inline constexpr unsigned kFaultSymbols = 12;

// A bar per minute, of content that differs by symbol, transaction and place.
inline Bar fault_bar(unsigned symbol, std::size_t transaction, std::size_t i) {
  const double x =
      static_cast<double>(i) + symbol * 1e-2 + static_cast<double>(transaction % 1000) * 1e-5;
  return {day_time(0) + static_cast<Time>(i) * 60, x, x + 1, x - 1, x + 0.5, x * 3, x * 7};
}

inline std::vector<FaultStep> fault_steps(std::size_t transaction) {
  std::mt19937_64 random(transaction * 7919 + 17);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  std::vector<FaultStep> steps;
  const std::size_t how_many = 1 + below(8);
  for (std::size_t s = 0; s < how_many; ++s) {
    FaultStep step;
    step.symbol = static_cast<unsigned>((below(kFaultSymbols) + s) % kFaultSymbols);
    const std::size_t what = below(20);
    // Appended bar numbers grow with the transaction, so that they are always the latest.
    step.first = transaction * 1000 + s * 100;
    step.count = 1 + below(99);
    if (what < 3) {
      step.kind = FaultStep::Kind::erase;
    } else if (what < 8) {
      step.kind = FaultStep::Kind::replace;
      // Mostly some hundred bars; now and then so many that they take several values.
      const std::size_t reach = below(60) == 0 ? 30'000 : 1'500;
      const std::size_t back = below(std::min<std::size_t>(step.first + 1, reach));
      step.first -= back;
      step.count = 1 + below(back + 50);
    }
    steps.push_back(step);
  }
  return steps;
}

inline BarSeries fault_bars(const FaultStep& step, std::size_t transaction) {
  BarSeries bars(step.count);
  for (std::size_t i = 0; i < step.count; ++i)
    bars.push_back(fault_bar(step.symbol, transaction, step.first + i));
  return bars;
}

inline void apply_to(StoreWriter& writer, std::size_t transaction) {
  for (const FaultStep& step : fault_steps(transaction)) {
    const Symbol symbol = symbol_number(step.symbol);
    const BarSeries bars = fault_bars(step, transaction);
    switch (step.kind) {
      case FaultStep::Kind::append:
        (void)writer.append(symbol, Period::min1, bars.view()).value();
        break;
      case FaultStep::Kind::replace:
        (void)writer.replace(symbol, Period::min1, bars.view()).value();
        break;
      case FaultStep::Kind::erase:
        (void)writer.erase(symbol, Period::min1).value();
        break;
    }
  }
}

// The same in memory: by symbol, then time.
using FaultModel = std::map<unsigned, std::map<Time, Bar>>;

inline void apply_to(FaultModel& model, std::size_t transaction) {
  for (const FaultStep& step : fault_steps(transaction)) {
    auto& series = model[step.symbol];
    if (step.kind == FaultStep::Kind::erase) {
      series.clear();
      continue;
    }
    const BarSeries bars = fault_bars(step, transaction);
    if (step.kind == FaultStep::Kind::replace) {
      series.erase(series.lower_bound(bars[0].time),
                   series.upper_bound(bars[bars.size() - 1].time));
    }
    for (std::size_t i = 0; i < bars.size(); ++i) series[bars[i].time] = bars[i];
  }
}

inline bool equals(const Snapshot& snapshot, const FaultModel& model) {
  for (unsigned symbol = 0; symbol < kFaultSymbols; ++symbol) {
    const auto found = model.find(symbol);
    const bool none = found == model.end() || found->second.empty();
    const auto bars = snapshot.bars(symbol_number(symbol), Period::min1);
    if (bars.has_value() == none) return false;
    if (none) continue;
    if (bars->size() != found->second.size()) return false;
    std::size_t i = 0;
    for (const auto& [time, bar] : found->second) {
      if (!((*bars)[i++] == bar)) return false;
    }
  }
  return true;
}

}  // namespace fwq::data::store_test
