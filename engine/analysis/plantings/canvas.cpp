// The background that patterns are drawn into.
#include "canvas.hpp"

#include <algorithm>
#include <cmath>

namespace fwq::analysis::planted {
namespace {

constexpr std::size_t kAverage = 10;  // Bars of a yardstick.

}  // namespace

Canvas::Canvas(std::uint64_t seed)
    : random_(seed),
      close_(12 * std::exp(between(0, 2.5))),
      step_(between(0.006, 0.03)),
      drift_(between(-0.1, 0.1) * step_),
      tick_(close_ * step_ > 3     ? 0.01
            : close_ * step_ > 0.3 ? 0.001
                                   : 0.0001) {
  close_ = on_grid(close_);
}

double Canvas::on_grid(double price) const {
  return std::max(tick_, std::round(price / tick_) * tick_);
}

double Canvas::unit() const {
  const data::Bars bars = series_.view();
  const std::size_t count = std::min(kAverage, bars.size());
  if (count == 0) return close_ * step_;
  double sum = 0;
  for (std::size_t i = bars.size() - count; i < bars.size(); ++i) {
    const double last = i > 0 ? bars.close()[i - 1] : bars.open()[i];
    sum += std::max(bars.high()[i], last) - std::min(bars.low()[i], last);
  }
  return sum / static_cast<double>(count);
}

double Canvas::mean_body() const {
  const data::Bars bars = series_.view();
  const std::size_t count = std::min(kAverage, bars.size());
  if (count == 0) return close_ * step_ / 2;
  double sum = 0;
  for (std::size_t i = bars.size() - count; i < bars.size(); ++i)
    sum += std::abs(bars.close()[i] - bars.open()[i]);
  return sum / static_cast<double>(count);
}

double Canvas::mean_volume() const {
  const data::Bars bars = series_.view();
  const std::size_t count = std::min(kAverage, bars.size());
  if (count == 0) return 1e6;
  double sum = 0;
  for (std::size_t i = bars.size() - count; i < bars.size(); ++i) sum += bars.volume()[i];
  return sum / static_cast<double>(count);
}

void Canvas::add(double open, double high, double low, double close) {
  add(open, high, low, close, 1e6 * std::exp(0.3 * random_.normal()));
}

void Canvas::add(double open, double high, double low, double close, double volume) {
  open = on_grid(open);
  close = on_grid(close);
  series_.push_back({.time = data::day_bar_time(
                         data::date_from_days(10000 + static_cast<std::int64_t>(series_.size()))),
                     .open = open,
                     .high = std::max({on_grid(high), open, close}),
                     .low = std::min({on_grid(low), open, close}),
                     .close = close,
                     .volume = std::round(volume),
                     .amount = std::round(volume) * close});
  close_ = close;
}

void Canvas::noise(std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const double open = close_ * (1 + 0.25 * step_ * random_.normal());
    const double close = open * std::exp(drift_ + step_ * random_.normal());
    const double up = 0.5 * step_ * std::abs(random_.normal());
    const double down = 0.5 * step_ * std::abs(random_.normal());
    add(open, std::max(open, close) * (1 + up), std::min(open, close) * (1 - down), close);
  }
}

void Canvas::lead(double per_bar, std::uint32_t count) {
  const double unit = this->unit();
  for (std::uint32_t i = 0; i < count; ++i) {
    const double open = close_ + unit * between(-0.03, 0.03);
    const double close = close_ + unit * (per_bar * between(0.8, 1.2));
    add(open, std::max(open, close) + unit * between(0.1, 0.4),
        std::min(open, close) - unit * between(0.1, 0.4), close);
  }
}

void Canvas::sideways(double per_bar, std::uint32_t count) {
  const double unit = this->unit();
  for (std::uint32_t i = 0; i < count; ++i) {
    const double way = (count - i) % 2 == 1 ? 1 : -1;
    const double open = close_;
    const double close = close_ + unit * (way * per_bar * between(0.95, 1.05));
    add(open, std::max(open, close) + unit * between(0.1, 0.4),
        std::min(open, close) - unit * between(0.1, 0.4), close);
  }
}

void Canvas::leg(double target, std::uint32_t count, double noise) {
  const double unit = this->unit(), from = close_;
  for (std::uint32_t i = 1; i <= count; ++i) {
    const double open = close_ + unit * between(-0.1, 0.1);
    const double straight = from + (target - from) * i / count;
    const double close = i == count ? target : straight + noise * unit * between(-1, 1);
    add(open, std::max(open, close) + unit * between(0.05, 0.3),
        std::min(open, close) - unit * between(0.05, 0.3), close);
  }
}

}  // namespace fwq::analysis::planted
