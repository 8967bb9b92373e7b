// What the Chinese-market indicators are made of: the columns they read, and 通达信's functions as windows that take a
// value at a time. Unlike those of recursion.hpp they may be given "no value" (NaN): a window then has none until it holds
// n values again.
#pragma once

#include "recursion.hpp"

namespace fwq::analysis::tdx {

// ---- the columns ----------------------------------------------------------------------------------------------------

struct HighLow {
  double high, low;
  static HighLow at(const data::Bars& b, std::size_t i) noexcept {
    return {b.high()[i], b.low()[i]};
  }
  static HighLow of(const data::Bar& b) noexcept { return {b.high, b.low}; }
  bool whole() const noexcept { return is_number(high) && is_number(low); }
};

struct OpenHighLow {
  double open, high, low;
  static OpenHighLow at(const data::Bars& b, std::size_t i) noexcept {
    return {b.open()[i], b.high()[i], b.low()[i]};
  }
  static OpenHighLow of(const data::Bar& b) noexcept { return {b.open, b.high, b.low}; }
  bool whole() const noexcept { return is_number(open) && is_number(high) && is_number(low); }
};

struct Candle {
  double open, high, low, close;
  static Candle at(const data::Bars& b, std::size_t i) noexcept {
    return {b.open()[i], b.high()[i], b.low()[i], b.close()[i]};
  }
  static Candle of(const data::Bar& b) noexcept { return {b.open, b.high, b.low, b.close}; }
  bool whole() const noexcept {
    return is_number(open) && is_number(high) && is_number(low) && is_number(close);
  }
};

struct CandleVolume {
  double open, high, low, close, volume;
  static CandleVolume at(const data::Bars& b, std::size_t i) noexcept {
    return {b.open()[i], b.high()[i], b.low()[i], b.close()[i], b.volume()[i]};
  }
  static CandleVolume of(const data::Bar& b) noexcept {
    return {b.open, b.high, b.low, b.close, b.volume};
  }
  bool whole() const noexcept {
    return is_number(open) && is_number(high) && is_number(low) && is_number(close) &&
           is_number(volume);
  }
};

struct RangeVolume {
  double high, low, close, volume;
  static RangeVolume at(const data::Bars& b, std::size_t i) noexcept {
    return {b.high()[i], b.low()[i], b.close()[i], b.volume()[i]};
  }
  static RangeVolume of(const data::Bar& b) noexcept { return {b.high, b.low, b.close, b.volume}; }
  bool whole() const noexcept {
    return is_number(high) && is_number(low) && is_number(close) && is_number(volume);
  }
};

struct HighLowVolume {
  double high, low, volume;
  static HighLowVolume at(const data::Bars& b, std::size_t i) noexcept {
    return {b.high()[i], b.low()[i], b.volume()[i]};
  }
  static HighLowVolume of(const data::Bar& b) noexcept { return {b.high, b.low, b.volume}; }
  bool whole() const noexcept { return is_number(high) && is_number(low) && is_number(volume); }
};

struct Volume {
  double volume;
  static Volume at(const data::Bars& b, std::size_t i) noexcept { return {b.volume()[i]}; }
  static Volume of(const data::Bar& b) noexcept { return {b.volume}; }
  bool whole() const noexcept { return is_number(volume); }
};

// ---- the functions --------------------------------------------------------------------------------------------------

// a > b by more than the rounding of sums of prices: on a grid of 0.01 ties are common and must stay ties.
inline bool above(double a, double b) noexcept {
  return a - b > 1e-9 * std::max(std::abs(a), std::abs(b));
}

// a / b, or no value where b is zero.
inline double ratio(double a, double b) noexcept {
  return b != 0 ? a / b : kNoValue;
}

// REF(X,n): the value n bars before, none for the first n.
class Ref {
 public:
  explicit Ref(std::size_t n) : ring_(n, kNoValue) {}
  double push(double x) noexcept {
    const double old = ring_[at_];
    ring_[at_] = x;
    at_ = at_ + 1 == ring_.size() ? 0 : at_ + 1;
    return old;
  }

 private:
  std::vector<double> ring_;
  std::size_t at_ = 0;
};

// SUM(X,n). A window of nothing but zeros adds up to exactly zero, whatever went through it before: what is divided by
// it then has no value instead of a wild one.
class Sum {
 public:
  explicit Sum(std::size_t n) : ring_(n, 0.0) {}
  double push(double x) noexcept {
    if (std::isnan(x)) {
      clear();
      return kNoValue;
    }
    const double old = ring_[at_];
    ring_[at_] = x;
    at_ = at_ + 1 == ring_.size() ? 0 : at_ + 1;
    sum_.add(x);
    sum_.add(-old);
    busy_ += static_cast<std::ptrdiff_t>(x != 0) - static_cast<std::ptrdiff_t>(old != 0);
    if (count_ < ring_.size() && ++count_ < ring_.size()) return kNoValue;
    return busy_ == 0 ? 0.0 : sum_.value();
  }

 private:
  void clear() noexcept {
    if (count_ == 0) return;
    std::fill(ring_.begin(), ring_.end(), 0.0);
    sum_ = ExactSum();
    at_ = count_ = 0;
    busy_ = 0;
  }

  std::vector<double> ring_;
  ExactSum sum_;
  std::size_t at_ = 0, count_ = 0;
  std::ptrdiff_t busy_ = 0;  // Values in the window that are not zero.
};

// MA(X,n).
class Mean {
 public:
  explicit Mean(std::size_t n) : sum_(n), n_(static_cast<double>(n)) {}
  double push(double x) noexcept { return sum_.push(x) / n_; }

 private:
  Sum sum_;
  double n_;
};

// A recursion that keeps what it had where there is no value to take in.
class Kept {
 public:
  explicit Kept(Smoother smoother) noexcept : smoother_(smoother) {}
  // EMA(X,n), SMA(X,n,m), EXPMEMA(X,n).
  static Kept ema(double n) noexcept { return Kept(Smoother(2.0 / (n + 1.0), 1)); }
  static Kept sma(double n, double m) noexcept { return Kept(Smoother::tdx_sma(n, m)); }
  static Kept expmema(double n) noexcept { return Kept(Smoother(2.0 / (n + 1.0), bars_of(n))); }
  double push(double x) noexcept {
    if (!std::isnan(x)) value_ = smoother_.push(x);
    return value_;
  }

 private:
  Smoother smoother_;
  double value_ = kNoValue;
};

// ---- descriptions ---------------------------------------------------------------------------------------------------

constexpr ParamDef bars_param(std::string_view name, double value, double min,
                              std::string_view help_en, std::string_view help_zh) {
  return {.name = name,
          .value = value,
          .min = min,
          .max = 1000,
          .unit = "bars",
          .help_en = help_en,
          .help_zh = help_zh};
}

constexpr ParamDef mean_param(std::string_view name, double value) {
  return bars_param(name, value, 1, "Bars in the mean of the line", "均线周期");
}

constexpr OutputDef percent_line(std::string_view name, double low = 0, double high = 0) {
  return {.name = name, .unit = Unit::percent, .low = low, .high = high};
}

}  // namespace fwq::analysis::tdx
