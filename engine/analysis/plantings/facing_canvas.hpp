// A canvas that draws upright or upside down, so that one drawing serves a shape and its mirror image.
#pragma once

#include <algorithm>
#include <cmath>

#include "canvas.hpp"

namespace fwq::analysis::planted {

class FacingCanvas {
 public:
  FacingCanvas(Canvas& canvas, bool up) : canvas_(canvas), sign_(up ? 1 : -1) {}

  Canvas& canvas() const noexcept { return canvas_; }
  double between(double low, double high) const { return canvas_.between(low, high); }
  std::uint32_t size() const noexcept { return canvas_.size(); }
  // Prices as seen: upside down, each is its negative.
  double close() const { return sign_ * canvas_.close(); }
  double high(std::uint32_t i) const {
    return sign_ > 0 ? canvas_.bars().high()[i] : -canvas_.bars().low()[i];
  }
  double low(std::uint32_t i) const {
    return sign_ > 0 ? canvas_.bars().low()[i] : -canvas_.bars().high()[i];
  }
  double last_high() const { return high(size() - 1); }
  double highest(std::uint32_t count) const {  // Of the last `count` bars.
    double best = last_high();
    for (std::uint32_t i = size() - count; i < size(); ++i) best = std::max(best, high(i));
    return best;
  }
  void lead(double per_bar, std::uint32_t count) const { canvas_.lead(sign_ * per_bar, count); }
  void leg(double target, std::uint32_t count, double noise) const {
    canvas_.leg(sign_ * target, count, noise);
  }
  // A bar; its volume in means of the last ten bars, 0: a usual one.
  void add(double open, double high, double low, double close, double volume = 0) const {
    const double top = sign_ > 0 ? high : -low;
    const double bottom = sign_ > 0 ? low : -high;
    if (volume > 0) {
      canvas_.add(sign_ * open, top, bottom, sign_ * close, volume * canvas_.mean_volume());
    } else {
      canvas_.add(sign_ * open, top, bottom, sign_ * close);
    }
  }
  // `count` bars that swing by `amplitude` units around the last close, and end at their lowest.
  void base(double amplitude, std::uint32_t count, double period) const {
    const double unit = canvas_.unit();
    const double middle = close();
    for (std::uint32_t i = 1; i <= count; ++i) {
      const double turns = (static_cast<double>(i) - count) / period;
      const double close =
          middle + unit * (-amplitude * std::cos(2 * M_PI * turns) + 0.1 * canvas_.between(-1, 1));
      const double open = this->close();
      add(open, std::max(open, close) + unit * between(0.1, 0.4),
          std::min(open, close) - unit * between(0.1, 0.4), close);
    }
  }

 private:
  Canvas& canvas_;
  double sign_;
};

}  // namespace fwq::analysis::planted
