// What happened between two bars.
#include "fwq/chart/interval_statistics.hpp"

#include <algorithm>
#include <cmath>

namespace fwq::chart {
namespace {

bool has_prices(const data::Bar& bar) {
  return std::isfinite(bar.open) && std::isfinite(bar.high) && std::isfinite(bar.low) &&
         std::isfinite(bar.close);
}

// Moves from close to close.
class Moves {
 public:
  explicit Moves(IntervalStatistics& result) : result_(result) {}
  void start(double close) {
    last_ = peak_ = close;
    run_ = 0;
  }
  void push(double close) {
    if (!std::isnan(last_)) {
      count(close);
      const double ratio = close / last_ - 1;
      if (!(ratio <= result_.best)) result_.best = ratio;
      if (!(ratio >= result_.worst)) result_.worst = ratio;
      if (last_ > 0 && close > 0) add(std::log(close / last_));
    }
    if (!(close <= peak_)) peak_ = close;
    const double fall = close / peak_ - 1;
    if (!(fall >= result_.drawdown)) result_.drawdown = fall;
    last_ = close;
  }
  double deviation() const {
    return returns_ < 2 ? data::kNone : std::sqrt(squares_ / static_cast<double>(returns_ - 1));
  }

 private:
  void count(double close) {
    const int way = close > last_ ? 1 : close < last_ ? -1 : 0;
    (way > 0 ? result_.up : way < 0 ? result_.down : result_.flat) += 1;
    run_ = way == 0 ? 0 : (run_ > 0) == (way > 0) && run_ != 0 ? run_ + way : way;
    auto& longest = way > 0 ? result_.longest_up : result_.longest_down;
    longest = std::max(longest, static_cast<std::size_t>(std::abs(run_)));
  }
  // Welford's running variance.
  void add(double value) {
    ++returns_;
    const double away = value - mean_;
    mean_ += away / static_cast<double>(returns_);
    squares_ += away * (value - mean_);
  }

  IntervalStatistics& result_;
  double last_ = data::kNone, peak_ = data::kNone;
  int run_ = 0;  // Rises in a row, falls as a negative number.
  std::size_t returns_ = 0;
  double mean_ = 0, squares_ = 0;
};

void add_prices(IntervalStatistics& result, const data::Bar& bar, std::size_t i) {
  if (result.bars++ == 0) result.open = bar.open;
  result.close = bar.close;
  if (!(bar.high <= result.high)) {
    result.high = bar.high;
    result.high_bar = i;
  }
  if (!(bar.low >= result.low)) {
    result.low = bar.low;
    result.low_bar = i;
  }
  if (std::isfinite(bar.volume)) result.volume += bar.volume;
  if (std::isfinite(bar.amount)) result.amount += bar.amount;
}

}  // namespace

IntervalStatistics interval_statistics(const data::Bars& bars, std::size_t first, std::size_t last,
                                       std::span<const std::size_t> cuts) {
  IntervalStatistics result;
  if (bars.empty()) return result;
  last = std::min(last, bars.size() - 1);
  first = std::min(first, last);
  result.first = first;
  result.last = last;
  const auto is_cut = [&](std::size_t i) {
    return std::binary_search(cuts.begin(), cuts.end(), i);
  };
  Moves moves(result);
  double closes = 0;
  if (first > 0 && !is_cut(first)) result.before = bars.close()[first - 1];
  if (std::isfinite(result.before)) moves.start(result.before);
  for (std::size_t i = first; i <= last; ++i) {
    const data::Bar bar = bars[i];
    const bool cut = i > first && is_cut(i);
    if (cut) ++result.cuts;
    if (cut) moves.start(data::kNone);
    if (!has_prices(bar)) continue;
    add_prices(result, bar, i);
    if (std::isnan(result.before)) result.before = bar.open;
    closes += bar.close;
    moves.push(bar.close);
  }
  result.volatility = moves.deviation();
  if (result.bars == 0) return result;
  result.mean_close = closes / static_cast<double>(result.bars);
  if (result.volume > 0 && result.amount > 0) result.average_price = result.amount / result.volume;
  if (result.cuts > 0) return result;
  result.change = result.close - result.before;
  result.change_ratio = result.change / result.before;
  result.amplitude = (result.high - result.low) / result.before;
  return result;
}

}  // namespace fwq::chart
