// What the plain candle functions of the tests see at one bar.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string_view>
#include <vector>

#include "fwq/analysis/candles.hpp"

namespace fwq::analysis::test {

using S = CandleSetting;

// What a function sees at one bar; k counts bars back from it.
class At {
 public:
  At(const data::Bars& bars, const CandleSettings& settings, std::size_t lookback, double share)
      : pen(share), bars_(bars), settings_(settings), lookback_(lookback) {}

  double pen;
  void go_to(std::size_t i) { i_ = i; }
  std::size_t bar() const { return i_; }

  double o(std::size_t k) const { return bars_.open()[i_ - k]; }
  double h(std::size_t k) const { return bars_.high()[i_ - k]; }
  double l(std::size_t k) const { return bars_.low()[i_ - k]; }
  double c(std::size_t k) const { return bars_.close()[i_ - k]; }
  double top(std::size_t k) const { return std::max(o(k), c(k)); }
  double bot(std::size_t k) const { return std::min(o(k), c(k)); }
  double body(std::size_t k) const { return std::abs(c(k) - o(k)); }
  double us(std::size_t k) const { return h(k) - top(k); }
  double ls(std::size_t k) const { return bot(k) - l(k); }
  bool w(std::size_t k) const { return c(k) >= o(k); }
  bool b(std::size_t k) const { return !w(k); }
  int colour(std::size_t k) const { return w(k) ? 1 : -1; }
  bool up(std::size_t a, std::size_t e) const { return bot(a) > top(e); }
  bool down(std::size_t a, std::size_t e) const { return top(a) < bot(e); }

  // The average of `s` as of k bars back.
  double avg(S s, std::size_t k) {
    const CandleRule& rule = settings_[s];
    double average = range(rule.range, i_ - k);
    if (rule.period > 0) average = sum(s, k) / rule.period;
    return rule.factor * average / (rule.range == CandleRange::shadows ? 2.0 : 1.0);
  }
  double bl(std::size_t k) { return avg(S::body_long, k); }
  double bs(std::size_t k) { return avg(S::body_short, k); }
  double dj(std::size_t k) { return avg(S::body_doji, k); }
  double sl(std::size_t k) { return avg(S::shadow_long, k); }
  double svl(std::size_t k) { return avg(S::shadow_very_long, k); }
  double ss(std::size_t k) { return avg(S::shadow_short, k); }
  double svs(std::size_t k) { return avg(S::shadow_very_short, k); }
  double nr(std::size_t k) { return avg(S::near, k); }
  double fr(std::size_t k) { return avg(S::far, k); }
  double eq(std::size_t k) { return avg(S::equal, k); }
  bool is_near(double x, double y, double by) const { return x <= y + by && x >= y - by; }

  // The running sum of (s, k), begun at bar lookback - k and brought up to the bar asked about.
  double sum(S s, std::size_t k) {
    auto& sums = sums_[{s, k}];
    const auto n = static_cast<std::size_t>(settings_[s].period);
    const CandleRange kind = settings_[s].range;
    const std::size_t start = lookback_ - k, asked = i_ - k;
    if (sums.empty()) {
      double first = 0;
      for (std::size_t j = start - n; j < start; ++j) first += range(kind, j);
      sums.push_back(first);
    }
    while (start + sums.size() <= asked) {
      const std::size_t j = start + sums.size() - 1;
      sums.push_back(sums.back() + (range(kind, j) - range(kind, j - n)));
    }
    return sums[asked - start];
  }

 private:
  double range(CandleRange kind, std::size_t j) const {
    const double open = bars_.open()[j], high = bars_.high()[j], low = bars_.low()[j],
                 close = bars_.close()[j];
    if (kind == CandleRange::body) return std::abs(close - open);
    if (kind == CandleRange::high_low) return high - low;
    return (high - std::max(open, close)) + (std::min(open, close) - low);
  }

  const data::Bars& bars_;
  const CandleSettings& settings_;
  std::size_t lookback_, i_ = 0;
  std::map<std::pair<S, std::size_t>, std::vector<double>> sums_;
};

using Function = std::function<int(At&)>;

inline int hundred(bool yes) {
  return yes ? 100 : 0;
}

inline bool three_in_row(At& a, int colour) {
  return a.colour(2) == colour && a.colour(1) == colour && a.colour(0) == colour;
}

// Those of few conditions.
const std::map<std::string_view, Function>& simple_candles();

}  // namespace fwq::analysis::test
