// The numbers behind a chart: bars as drawn, the values of its indicators, and the least and greatest of any stretch.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fwq/analysis/technical_analyzer.hpp"
#include "fwq/chart/chart_data.hpp"
#include "fwq/chart/chart_spec.hpp"
#include "pyramid.hpp"

namespace fwq::chart {

// One indicator over all bars.
struct Computed {
  analysis::IndicatorResult result;
  std::vector<RangePyramid> ranges;  // Of each output.
};

// Computes it from the tables. [any-thread] Errors: those of the analyzer.
Result<std::unique_ptr<Computed>> compute_indicator(const ChartData& data,
                                                    const IndicatorSpec& spec);

// Four columns to draw, and their ranges.
struct PriceColumns {
  std::span<const double> open, high, low, close;
  RangePyramid ranges;  // Low to high.
  RangePyramid closes;
};

// Averaged candles:
//   close = (O + H + L + C) / 4    open = mean of the last averaged open and close (at a start: (O + C) / 2)
//   high = max(H, open, close)     low = min(L, open, close)
// Source: D. Valcu, Using the Heikin-Ashi technique, Technical Analysis of Stocks & Commodities 22:2 (2004).
// Begins anew at each of `cuts` (ascending) and after a bar that lacks a price (which stays without one).
data::BarSeries heikin_ashi(const data::Bars& bars, std::span<const std::size_t> cuts);

// What the day has paid on average so far: the day's amount / its volume, up to and with each bar; NaN before any volume.
core::Column average_paid(const data::Bars& bars);

// The last close of `other` at or before each time, NaN where there is none yet.
core::Column aligned_closes(std::span<const data::Time> times, const data::Bars& other);

class ChartModel {
 public:
  void setData(ChartDataPtr data);
  const ChartDataPtr& data() const { return data_; }
  const data::Bars& bars() const { return data_ ? data_->bars : none_; }

  // Computes what the spec shows and is not there yet. Indicators that fail are left out and named in errors(). Those of
  // a series of more than kAtOnce bars are only listed in pending(): others compute them and put() them in.
  static constexpr std::size_t kAtOnce = 20'000;
  void prepare(const ChartSpec& spec);
  const std::vector<std::string>& errors() const { return errors_; }
  const std::vector<IndicatorSpec>& pending() const { return pending_; }
  bool isPending(const IndicatorSpec& spec) const;
  void put(const IndicatorSpec& spec, Result<std::unique_ptr<Computed>> computed);
  // Gives away what is there, for somebody to free it.
  auto takeComputed() { return std::exchange(computed_, {}); }

  // Null for one that failed or is pending. Requires: prepare() of a spec with it.
  const Computed* indicator(const IndicatorSpec& spec) const;
  const PriceColumns& price(ChartType type) const {
    return type == ChartType::heikin_ashi ? averaged_ : plain_;
  }
  // Another line by name: average_paid, closes of compared securities by number.
  struct Extra {
    core::Column values;
    RangePyramid ranges;
  };
  const Extra& average() const { return average_; }
  const std::vector<Extra>& compares() const { return compares_; }

 private:
  void compute(const IndicatorSpec& spec);
  void forgetUnused(const ChartSpec& spec);

  ChartDataPtr data_;
  data::Bars none_;
  std::map<std::string, std::unique_ptr<Computed>, std::less<>> computed_;
  std::vector<std::string> errors_;
  std::vector<IndicatorSpec> pending_;
  PriceColumns plain_, averaged_;
  data::BarSeries averaged_bars_;
  Extra average_;
  std::vector<Extra> compares_;
};

}  // namespace fwq::chart
