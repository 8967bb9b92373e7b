// Which number of a bar is wrong, by the bars around it.
//
// Source:   turnover moves by less than a factor of ten (short runs: five) between neighbouring days but for rare ones;
//           a price moves by less than a factor of two. Lots are 100 shares, or 10 bonds.
// Edges:    a move that could be either is a mismatch: nothing is changed then.
// Cost:     one pass; logarithms of at most 20 bars for each run of bars that do not fit.
#include "volume_check.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace fwq::data {
namespace {

constexpr std::size_t kAsked = 5;   // Bars on each side.
constexpr std::size_t kFewest = 3;  // So many bars make a stretch.
constexpr double kBusyDay = 5.0;    // A single day's turnover against its neighbours'.
constexpr double kWholeFile = 0.9;  // So many bars of one unit make it the file's.

enum class Fit : std::uint8_t { silent, shares, lots, times_lot, mismatch };

struct Columns {
  std::span<const double> close, volume, amount;
};

class Judge {
 public:
  Judge(const Columns& bars, double lot) : bars_(bars), lot_(lot), faults_(bars.close.size()) {}

  std::vector<UnitFault> run() {
    settle_unit();
    for (std::size_t i = 0; i < fits_.size();) {
      if (fits_[i] == Fit::shares || fits_[i] == Fit::silent) {
        ++i;
        continue;
      }
      // A run: bars of the same fit, with silent ones between. Other mismatches stand for themselves.
      std::vector<std::size_t> run{i};
      std::size_t end = i + 1;
      for (; fits_[i] != Fit::mismatch && end < fits_.size(); ++end) {
        if (fits_[end] == fits_[i]) run.push_back(end);
        if (fits_[end] != fits_[i] && fits_[end] != Fit::silent) break;
      }
      const UnitFault fault = judge(run);
      for (const std::size_t bar : run) faults_[bar] = fault;
      i = end;
    }
    return std::move(faults_);
  }

 private:
  Fit fit(std::size_t i) const noexcept {
    const double volume = bars_.volume[i];
    const double amount = bars_.amount[i];
    const double value = volume * bars_.close[i];
    if (!(bars_.close[i] > 0) || !(volume >= 0) || !(amount >= 0) || !std::isfinite(value) ||
        !std::isfinite(amount) || (volume == 0 && amount == 0))
      return Fit::silent;
    const auto near = [&](double target) {
      return amount * kVolumeRatioSlack >= target * value &&
             amount <= target * value * kVolumeRatioSlack;
    };
    // Without volume every target is zero: an amount beside it fits none of them.
    if (!(value > 0)) return Fit::mismatch;
    if (near(1.0)) return Fit::shares;
    if (near(lot_)) return Fit::lots;
    return near(1.0 / lot_) ? Fit::times_lot : Fit::mismatch;
  }

  // Fills fits_ and fine_. A file that is in another unit as a whole is settled here.
  void settle_unit() {
    fits_.reserve(bars_.close.size());
    std::array<std::size_t, 5> count{};
    for (std::size_t i = 0; i < bars_.close.size(); ++i) {
      fits_.push_back(fit(i));
      ++count[static_cast<std::size_t>(fits_.back())];
    }
    const std::size_t telling = fits_.size() - count[static_cast<std::size_t>(Fit::silent)];
    for (const Fit unit : {Fit::lots, Fit::times_lot}) {
      const std::size_t of_unit = count[static_cast<std::size_t>(unit)];
      if (of_unit < kFewest ||
          static_cast<double>(of_unit) < kWholeFile * static_cast<double>(telling))
        continue;
      for (std::size_t i = 0; i < fits_.size(); ++i) {
        if (fits_[i] != unit) continue;
        faults_[i] = unit == Fit::lots ? UnitFault::volume_in_lots : UnitFault::volume_times_lot;
        fits_[i] = Fit::silent;
      }
    }
    for (std::size_t i = 0; i < fits_.size(); ++i) {
      if (fits_[i] == Fit::shares) fine_.push_back(i);
    }
  }

  static double middle(std::span<const double> column, std::span<const std::size_t> bars) {
    std::array<double, kAsked> logs{};
    std::size_t n = 0;
    for (const std::size_t bar : bars) {
      if (column[bar] > 0) logs[n++] = std::log(column[bar]);
    }
    if (n == 0) return std::nan("");
    std::sort(logs.begin(), logs.begin() + static_cast<std::ptrdiff_t>(n));
    return (logs[(n - 1) / 2] + logs[n / 2]) / 2;
  }

  // The logarithm of how far the run stands above the fitting bars beside it: the mean of its two ends.
  double step(std::span<const double> column, std::span<const std::size_t> run,
              std::span<const std::size_t> before, std::span<const std::size_t> after) const {
    const std::size_t asked = std::min(kAsked, run.size());
    double sum = 0;
    int sides = 0;
    if (!before.empty()) {
      sum += middle(column, run.first(asked)) - middle(column, before);
      ++sides;
    }
    if (!after.empty()) {
      sum += middle(column, run.last(asked)) - middle(column, after);
      ++sides;
    }
    return sum / sides;
  }

  UnitFault judge(std::span<const std::size_t> run) const {
    const std::size_t first = run.front();
    const double volume = bars_.volume[first];
    const double amount = bars_.amount[first];
    if (!(volume > 0) || !(amount > 0)) return UnitFault::mismatch;
    const bool one_unit = fits_[first] != Fit::mismatch;
    const UnitFault unit = fits_[first] == Fit::lots        ? UnitFault::volume_in_lots
                           : fits_[first] == Fit::times_lot ? UnitFault::volume_times_lot
                                                            : UnitFault::mismatch;
    const auto at = std::lower_bound(fine_.begin(), fine_.end(), first) - fine_.begin();
    const std::span<const std::size_t> fine(fine_);
    const auto i = static_cast<std::size_t>(at);
    const auto before = fine.subspan(i - std::min(i, kAsked), std::min(i, kAsked));
    const auto after = fine.subspan(i, std::min(fine.size() - i, kAsked));
    if (before.empty() && after.empty()) {
      return run.size() >= kFewest ? unit : UnitFault::mismatch;
    }
    const double ratio = one_unit ? (fits_[first] == Fit::lots ? lot_ : 1 / lot_)
                                  : amount / (volume * bars_.close[first]);
    const double factor = std::log(ratio);
    const double price = step(bars_.close, run, before, after);
    if (std::abs(price + factor) < std::abs(price)) return UnitFault::price;
    const double turnover = std::abs(step(bars_.amount, run, before, after));
    const double most = std::abs(factor) / 2;
    return turnover < (run.size() < kFewest ? std::min(most, std::log(kBusyDay)) : most)
               ? unit
               : UnitFault::mismatch;
  }

  const Columns& bars_;
  const double lot_;
  std::vector<UnitFault> faults_;
  std::vector<Fit> fits_;
  std::vector<std::size_t> fine_;  // Bars whose numbers fit.
};

}  // namespace

std::vector<UnitFault> unit_faults(std::span<const double> close, std::span<const double> volume,
                                   std::span<const double> amount, double lot) {
  return Judge({close, volume, amount}, lot).run();
}

}  // namespace fwq::data
