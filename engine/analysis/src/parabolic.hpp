// Wilder's parabolic stop: what SAR and SAREXT share.
#pragma once

#include <algorithm>
#include <cmath>

#include "batch.hpp"
#include "eights.hpp"

namespace fwq::analysis {

class ParabolicStop {
 public:
  struct Side {
    double first, step, most;  // The factor at a turn, its growth, its maximum.
  };
  struct Rules {
    double start, offset;
    Side longs, shorts;
  };
  explicit ParabolicStop(const Rules& rules) : rules_(rules) {}

  // The stop, below 0 on a short side; NaN for the first bar.
  double push(double high, double low) noexcept {
    if (seen_ < 2 && !begin(high, low)) return kNoValue;
    const double out = long_ ? long_bar(high, low) : short_bar(high, low);
    high_ = high;
    low_ = low;
    return out;
  }
  // The next bars of a stretch; to block.out[0].
  void run(const Block& block) noexcept;

 private:
  // False at the first bar. At the second: the side, and the first bar's extreme as the stop.
  bool begin(double high, double low) noexcept {
    if (++seen_ == 1) {
      high_ = high;
      low_ = low;
      return false;
    }
    const double above = high - high_, below = low_ - low;
    long_ = rules_.start == 0 ? !(below > 0 && above < below) : rules_.start > 0;
    extreme_ = long_ ? high : low;
    stop_ = rules_.start != 0 ? std::abs(rules_.start) : long_ ? low_ : high_;
    factor_ = long_ ? rules_.longs.first : rules_.shorts.first;
    high_ = high;
    low_ = low;
    return true;
  }

  double long_bar(double high, double low) noexcept {
    if (low > stop_) {
      const double out = stop_;
      const Side& side = rules_.longs;
      const bool further = high > extreme_;
      extreme_ = further ? high : extreme_;
      factor_ = further ? std::min(factor_ + side.step, side.most) : factor_;
      stop_ = std::min({stop_ + factor_ * (extreme_ - stop_), low_, low});
      return out;
    }
    long_ = false;
    stop_ = std::max({extreme_, high_, high});
    stop_ += stop_ * rules_.offset;
    const double out = -stop_;
    factor_ = rules_.shorts.first;
    extreme_ = low;
    stop_ = std::max({stop_ + factor_ * (extreme_ - stop_), high_, high});
    return out;
  }

  double short_bar(double high, double low) noexcept {
    if (high < stop_) {
      const double out = -stop_;
      const Side& side = rules_.shorts;
      const bool further = low < extreme_;
      extreme_ = further ? low : extreme_;
      factor_ = further ? std::min(factor_ + side.step, side.most) : factor_;
      stop_ = std::max({stop_ + factor_ * (extreme_ - stop_), high_, high});
      return out;
    }
    long_ = true;
    stop_ = std::min({extreme_, low_, low});
    stop_ -= stop_ * rules_.offset;
    const double out = stop_;
    factor_ = rules_.longs.first;
    extreme_ = high;
    stop_ = std::min({stop_ + factor_ * (extreme_ - stop_), low_, low});
    return out;
  }

  // Where eight lanes stand, seen from the side that each is on: a short one sees all prices below zero, so that its stop
  // too lies below them and follows them upwards.
  struct Lanes {
    Eights side, stop, extreme, factor;
  };
  static constexpr std::size_t kLanes = 8, kWarmUp = 64, kEvery = 8;
  using Marks = std::array<Lanes, kBlock / kEvery>;
  void step(const double* high, const double* low, std::size_t from, std::size_t to,
            double* out) noexcept;
  void in_lanes(const double* high, const double* low, std::size_t lane_bars, double* out) noexcept;
  void run_lanes(const double* high, const double* low, std::size_t lane_bars, Marks& marks,
                 double* out) const noexcept;
  bool stands_as(const Lanes& lanes, std::size_t lane) const noexcept;
  void stand_as(const Lanes& lanes, std::size_t lane) noexcept;

  Rules rules_;
  std::size_t seen_ = 0;
  bool long_ = true;
  double stop_ = 0, extreme_ = 0, factor_ = 0, high_ = 0, low_ = 0;
};

}  // namespace fwq::analysis
