// Units of TDX files, judged by what the bars say of themselves: amount = volume * average price.
//
//   ratio = amount / (volume * close)      1 when price and volume are in CNY and shares
//
// Edges:    a bar without volume and amount says nothing and is fine.
// Cost:     one pass over consistent bars; a sort of the ratios otherwise.
#include "tdx_units.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "volume_check.hpp"

namespace fwq::data {
namespace {

// The median over a file is far steadier; a narrow window keeps odd bars of thin shares from being "a scale".
constexpr double kMedianLow = 0.7;
constexpr double kMedianHigh = 1.4;
constexpr std::size_t kBarsForScale = 5;

constexpr double kMaxPrice = 1'000'000.0;
constexpr double kBondCloseLow = 50.0;
constexpr double kBondCloseHigh = 5'000.0;

bool is_face_100(Kind kind) {
  return kind == Kind::bond || kind == Kind::convertible;
}

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

bool all_consistent(BarSeries& bars) {
  const auto close = bars.close();
  const auto volume = bars.volume();
  const auto amount = bars.amount();
  unsigned good = 1;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double expected = volume[i] * close[i];
    good &= static_cast<unsigned>(amount[i] * kVolumeRatioSlack >= expected) &
            static_cast<unsigned>(amount[i] <= expected * kVolumeRatioSlack);
  }
  return good != 0;
}

// Writes prices anew with another divisor, from the integers they were made of: exact, not times ten.
bool rescale(BarSeries& bars, double old_divisor, double new_divisor) {
  const auto high = bars.high();
  const double top = *std::max_element(high.begin(), high.end());
  if (top * (old_divisor / new_divisor) > kMaxPrice) return false;
  for (const auto column : {bars.open(), bars.high(), bars.low(), bars.close()}) {
    for (double& price : column) price = std::nearbyint(price * old_divisor) / new_divisor;
  }
  return true;
}

// The divisor that makes the file's prices plausible.
double divisor_for(Kind kind, double divisor, BarSeries& bars) {
  std::vector<double> values;
  const auto close = bars.close();
  if (is_face_100(kind)) {
    values.assign(close.begin(), close.end());
    const double usual = median(values) * divisor;
    for (const double candidate : {divisor, divisor / 10, divisor / 100}) {
      if (usual / candidate >= kBondCloseLow && usual / candidate < kBondCloseHigh) {
        return candidate;
      }
    }
    return divisor;
  }
  const auto volume = bars.volume();
  const auto amount = bars.amount();
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (volume[i] > 0 && amount[i] > 0) values.push_back(amount[i] / (volume[i] * close[i]));
  }
  if (values.size() < kBarsForScale) return divisor;
  const double usual = median(values);
  const auto near = [&](double target) {
    return usual > kMedianLow * target && usual < kMedianHigh * target;
  };
  return near(10.0) ? divisor / 10 : near(0.1) ? divisor * 10 : divisor;
}

}  // namespace

void note_problem(TdxDecoded& out, TdxReason reason, std::size_t record) {
  constexpr std::size_t kShown = 3;
  if (++out.counts[static_cast<std::size_t>(reason)] <= kShown) {
    out.problems.push_back({record, reason});
    return;
  }
  TdxProblem* latest = nullptr;
  for (auto& problem : out.problems) {
    if (problem.reason == reason && (latest == nullptr || problem.record > latest->record)) {
      latest = &problem;
    }
  }
  if (latest != nullptr && record < latest->record) latest->record = record;
}

TdxUnits tdx_units(Symbol symbol) noexcept {
  switch (symbol.kind()) {
    case Kind::stock:
      return {100.0, 1.0, 100.0};
    case Kind::b_share:
      return {symbol.market() == Market::sh ? 1000.0 : 100.0, 1.0, 100.0};
    case Kind::fund:
      return {1000.0, 1.0, 100.0};
    case Kind::index:
    case Kind::sector_index:
      return {100.0, 100.0, 0.0};
    case Kind::bond:
    case Kind::convertible:
      return {10000.0, 1.0, 10.0};
    case Kind::repo:
      return {10000.0, 1.0, 0.0};
    case Kind::other:
      return {};
  }
  return {};
}

void check_units(Symbol symbol, Period period, std::span<const std::uint32_t> rows,
                 TdxDecoded& out) {
  const TdxUnits units = tdx_units(symbol);
  BarSeries& bars = out.bars;
  if (units.lot <= 0 || bars.empty()) return;
  const bool scalable = period == Period::day;  // Minute files hold prices in CNY.
  if (!(scalable && is_face_100(symbol.kind())) && all_consistent(bars)) return;

  const auto record = [&](std::size_t i) { return 1 + (rows.empty() ? i : rows[i]); };
  if (scalable) {
    const double divisor = divisor_for(symbol.kind(), units.price_divisor, bars);
    if (divisor != units.price_divisor && rescale(bars, units.price_divisor, divisor)) {
      for (std::size_t i = 0; i < bars.size(); ++i) {
        note_problem(out, TdxReason::price_scale, record(i));
      }
    }
  }
  const auto faults = unit_faults(bars.close(), bars.volume(), bars.amount(), units.lot);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (faults[i] == UnitFault::none) continue;
    if (faults[i] == UnitFault::volume_in_lots) bars.volume()[i] *= units.lot;
    if (faults[i] == UnitFault::volume_times_lot) bars.volume()[i] /= units.lot;
    note_problem(out,
                 faults[i] == UnitFault::volume_in_lots     ? TdxReason::volume_in_lots
                 : faults[i] == UnitFault::volume_times_lot ? TdxReason::volume_times_100
                 : faults[i] == UnitFault::price            ? TdxReason::price_mismatch
                                                            : TdxReason::amount_mismatch,
                 record(i));
  }
}

}  // namespace fwq::data
