// Each bar by itself: numbers, their order, ticks; amount against volume and prices.
//
// Cost: a first pass without branches says whether anything is wrong at all; only then are bars looked at one by one.
#include <algorithm>
#include <cmath>

#include "fwq/data/limits.hpp"
#include "validation/checks.hpp"

namespace fwq::data::validation {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

bool all_sound(const Bars& bars) noexcept {
  const auto open = bars.open(), high = bars.high(), low = bars.low(), close = bars.close();
  const auto volume = bars.volume(), amount = bars.amount();
  unsigned good = 1;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    good &= static_cast<unsigned>(low[i] > 0) & static_cast<unsigned>(low[i] <= open[i]) &
            static_cast<unsigned>(low[i] <= close[i]) & static_cast<unsigned>(high[i] >= open[i]) &
            static_cast<unsigned>(high[i] >= close[i]) &
            static_cast<unsigned>(high[i] < kInfinite) & static_cast<unsigned>(volume[i] > 0) &
            static_cast<unsigned>(volume[i] <= kMostVolume) & static_cast<unsigned>(amount[i] > 0) &
            static_cast<unsigned>(amount[i] <= kMostAmount);
  }
  return good != 0;
}

// High and low of `bar` made to enclose open and close, if that is all that is wrong with it: the open and close must be
// near the close before, or it may as well be them that are wrong.
void propose_order(const Bar& bar, std::size_t row, double before, Findings& findings) {
  const auto set = [&](BarField field, double from, double to) {
    if (from != to) findings.propose(RuleId::ohlc_order, row, bar.time, field, from, to);
  };
  const double top = std::max(bar.open, bar.close);
  const double bottom = std::min(bar.open, bar.close);
  if (bar.low >= top && bar.high <= bottom) {  // The columns changed places.
    set(BarField::high, bar.high, bar.low);
    set(BarField::low, bar.low, bar.high);
    return;
  }
  const auto near = [&](double price) {
    return !(before > 0) || std::abs(price / before - 1) < 0.11;
  };
  if (!near(bar.open) || !near(bar.close)) return;
  set(BarField::high, bar.high, std::max(bar.high, top));
  set(BarField::low, bar.low, std::min(bar.low, bottom));
}

void check_volume(const Bar& bar, std::size_t row, Findings& findings) {
  if (std::isnan(bar.volume)) findings.add(RuleId::missing_volume, row, bar.time);
  if (bar.volume > 0 && (std::isnan(bar.amount) || bar.amount == 0))
    findings.add(RuleId::missing_amount, row, bar.time, bar.volume);
  if (bar.volume < 0 || bar.amount < 0) {
    findings.add(RuleId::negative_volume, row, bar.time, std::min(bar.volume, bar.amount));
    // A sign alone is wrong when the numbers fit without it.
    const double mean = std::abs(bar.amount / bar.volume);
    if (mean >= bar.low * 0.999 && mean <= bar.high * 1.001) {
      if (bar.volume < 0)
        findings.propose(RuleId::negative_volume, row, bar.time, BarField::volume, bar.volume,
                         -bar.volume);
      if (bar.amount < 0)
        findings.propose(RuleId::negative_volume, row, bar.time, BarField::amount, bar.amount,
                         -bar.amount);
    }
  }
  if (bar.volume > kMostVolume)
    findings.add(RuleId::absurd_size, row, bar.time, bar.volume, kMostVolume);
  else if (bar.amount > kMostAmount)
    findings.add(RuleId::absurd_size, row, bar.time, bar.amount, kMostAmount);
  if (bar.volume == 0 && (bar.high != bar.low || bar.amount > 0) && !std::isnan(bar.high))
    findings.add(RuleId::price_without_volume, row, bar.time, bar.amount);
}

void check_bar(const Bar& bar, std::size_t row, double before, Findings& findings) {
  const double prices[] = {bar.open, bar.high, bar.low, bar.close};
  if (std::isinf(bar.open) || std::isinf(bar.high) || std::isinf(bar.low) ||
      std::isinf(bar.close) || std::isinf(bar.volume) || std::isinf(bar.amount)) {
    findings.add(RuleId::infinite_value, row, bar.time);
    return;
  }
  const bool missing =
      std::any_of(std::begin(prices), std::end(prices), [](double p) { return std::isnan(p); });
  const bool untraded = !(bar.volume > 0) && !(bar.amount > 0);
  if (missing) {
    findings.add(RuleId::missing_price, row, bar.time);
    const bool all =
        std::all_of(std::begin(prices), std::end(prices), [](double p) { return std::isnan(p); });
    if (all && untraded) findings.propose_removal(RuleId::missing_price, row, bar.time);
  }
  const double lowest = *std::min_element(std::begin(prices), std::end(prices));
  if (!missing && lowest <= 0) {
    findings.add(RuleId::nonpositive_price, row, bar.time, lowest);
    // A row of zeros stands for a day without trade: the store has no bar then.
    const bool zeros =
        std::all_of(std::begin(prices), std::end(prices), [](double p) { return p == 0; });
    if (zeros && untraded) findings.propose_removal(RuleId::nonpositive_price, row, bar.time);
  } else if (bar.high < std::max({bar.open, bar.close, bar.low})) {
    findings.add(RuleId::ohlc_order, row, bar.time, bar.high,
                 std::max({bar.open, bar.close, bar.low}));
    if (!missing) propose_order(bar, row, before, findings);
  } else if (bar.low > std::min(bar.open, bar.close)) {
    findings.add(RuleId::ohlc_order, row, bar.time, bar.low, std::min(bar.open, bar.close));
    if (!missing) propose_order(bar, row, before, findings);
  }
  check_volume(bar, row, findings);
}

bool has_ticks(Kind kind) noexcept {
  return kind == Kind::stock || kind == Kind::fund || kind == Kind::b_share;
}

}  // namespace

void check_values(const Checked& in, Findings& findings) {
  const Bars& bars = in.bars;
  std::size_t untraded = 0;
  if (!all_sound(bars)) {
    double before = kNone;
    for (std::size_t i = 0; i < bars.size(); ++i) {
      const Bar bar = bars[i];
      check_bar(bar, in.row(i), before, findings);
      if (bar.close > 0) before = bar.close;
      untraded += bar.volume == 0 ? 1 : 0;
    }
  }
  findings.measure("zero_volume_bars", static_cast<double>(untraded));
}

void check_ticks(const Checked& in, Findings& findings) {
  if (!findings.looks_for(RuleId::price_off_tick) || !has_ticks(in.kind()) ||
      is_intraday(in.context.period))
    return;
  const double tick = tick_size(in.context.symbol);
  const double per_unit = std::round(1 / tick);
  const auto off = [&](double price) {
    const double ticks = price * per_unit;
    return std::abs(ticks - std::nearbyint(ticks)) >
           1e-4;  // Rounding of 1e6 CNY leaves less; NaN is not off.
  };
  const Bars& bars = in.bars;
  const auto open = bars.open(), high = bars.high(), low = bars.low(), close = bars.close();
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const bool any = static_cast<bool>(
        static_cast<unsigned>(off(open[i])) | static_cast<unsigned>(off(high[i])) |
        static_cast<unsigned>(off(low[i])) | static_cast<unsigned>(off(close[i])));
    if (!any || findings.claimed(in.row(i))) continue;
    const double odd = off(close[i])  ? close[i]
                       : off(open[i]) ? open[i]
                       : off(high[i]) ? high[i]
                                      : low[i];
    findings.add(RuleId::price_off_tick, in.row(i), bars.time()[i], odd, tick);
  }
}

}  // namespace fwq::data::validation
