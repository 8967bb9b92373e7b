// A pen for candle shapes: draws on a canvas as if every shape were bullish, and upside down for its mirror image.
#pragma once

#include <algorithm>

#include "canvas.hpp"

namespace fwq::analysis::planted {

class Pen {
 public:
  // Leads up to the shape: a fall (a rise for a mirror image), or what the near-misses "no trend" and "other trend" say.
  Pen(Canvas& canvas, std::string_view miss, bool mirrored)
      : canvas_(canvas), sign_(mirrored ? -1 : 1) {
    const double per_bar = -0.45 * sign_;
    if (miss == "no trend")
      canvas.sideways(per_bar);
    else
      canvas.lead(miss == "other trend" ? -per_bar : per_bar);
    begin();
  }
  // Without a trend of its own: the canvas stands where the shape begins.
  explicit Pen(Canvas& canvas, bool mirrored = false) : canvas_(canvas), sign_(mirrored ? -1 : 1) {
    begin();
  }

  double unit() const { return unit_; }  // Mean true range before the shape.
  double body() const { return body_; }  // Mean body before the shape.

  // One bar, in prices from the last close before the shape, up being up for the bullish form. Shadows are added to the
  // body's ends.
  void bar(double open, double close, double upper, double lower) {
    const double top = std::max(open, close) + upper, bottom = std::min(open, close) - lower;
    const double a = at(top), b = at(bottom);
    canvas_.add(at(open), std::max(a, b), std::min(a, b), at(close));
  }
  // … with usual shadows.
  void bar(double open, double close) {
    bar(open, close, unit_ * canvas_.between(0.03, 0.25), unit_ * canvas_.between(0.03, 0.25));
  }
  // The last bars, as many as the shape has.
  Window window(std::uint32_t bars) const { return {canvas_.size() - bars, canvas_.size() - 1}; }

 private:
  void begin() {
    anchor_ = canvas_.close();
    unit_ = canvas_.unit();
    body_ = canvas_.mean_body();
  }
  double at(double x) const { return anchor_ + sign_ * x; }

  Canvas& canvas_;
  double sign_, anchor_ = 0, unit_ = 0, body_ = 0;
};

}  // namespace fwq::analysis::planted
