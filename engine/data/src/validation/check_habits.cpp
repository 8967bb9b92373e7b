// What is far from the series' own habits, by medians: spikes, volumes, bars that repeat, prices that stand still.
//
//   z = (x - median) / (1.4826 * MAD), MAD the median of |x - median|: what is in the tails does not move it
//
// Edges:  a close that leaps and stays is no spike: only a wrong number comes back at once. Where the exchange limits
//         a day's move the limit decides (check_moves), and z is not asked: there, moves of many deviations are true.
#include <algorithm>
#include <array>
#include <cmath>

#include "validation/checks.hpp"

namespace fwq::data::validation {
namespace {

constexpr double kMadToDeviation = 1.4826;
// By level. The index's own worst true days reach z = 10 (2015, 2020), but do not come back the day after.
constexpr std::array<double, kValidationLevels> kSpikeZ{0, 12, 10, 8};
constexpr double kLeastDeviation = 0.002;  // Bonds that hardly move.
constexpr double kComesBack = 0.3;
constexpr std::size_t kFirstBars = 5;  // A new listing finds its price.
constexpr double kVolumeRatio = 50;
constexpr std::size_t kVolumeWindow = 10;
constexpr double kCopyVolume = 10'000;
constexpr double kThinVolume = 100'000;  // What trades less has days of any volume.
constexpr std::array<std::size_t, kValidationLevels> kStuckBars{0, 0, 20, 10};

double level_value(const std::array<double, kValidationLevels>& by_level,
                   const Findings& findings) {
  return by_level[static_cast<std::size_t>(findings.level())];
}

void check_spikes(const Checked& in, Findings& findings) {
  const auto close = in.bars.close();
  const std::size_t n = close.size();
  if (n < kFirstBars + 25) return;
  std::vector<double> moves(n, kNone), sorted;
  sorted.reserve(n);
  for (std::size_t i = 1; i < n; ++i) {
    if (!(close[i] > 0) || !(close[i - 1] > 0)) continue;
    moves[i] = std::log(close[i] / close[i - 1]);
    sorted.push_back(moves[i]);
  }
  const double median = median_of(sorted);
  for (double& move : sorted) move = std::abs(move - median);
  const double deviation = std::max(kMadToDeviation * median_of(sorted), kLeastDeviation);
  findings.measure("return_median", median);
  findings.measure("return_deviation", deviation);
  const double far = level_value(kSpikeZ, findings) * deviation;
  for (std::size_t i = kFirstBars; i + 1 < n; ++i) {
    if (!(std::abs(moves[i] - median) > far) || !(std::abs(moves[i + 1] - median) > far)) continue;
    if (std::abs(moves[i] + moves[i + 1]) > kComesBack * std::abs(moves[i])) continue;
    const std::size_t row = in.row(i);
    if (!findings.claimed(row))
      findings.add(RuleId::price_spike, row, in.bars.time()[i], close[i], close[i - 1]);
  }
}

// The median volume of the bars around bar i, without it.
double volume_around(std::span<const double> volume, std::size_t i) {
  std::vector<double> around;
  const std::size_t first = i > kVolumeWindow ? i - kVolumeWindow : 0;
  for (std::size_t k = first; k < std::min(volume.size(), i + kVolumeWindow + 1); ++k) {
    if (k != i && volume[k] > 0) around.push_back(volume[k]);
  }
  return median_of(around);
}

void check_volumes(const Checked& in, Findings& findings) {
  const auto volume = in.bars.volume(), high = in.bars.high(), low = in.bars.low();
  for (std::size_t i = std::max(kVolumeWindow, in.first_exchange_bar()); i + 1 < volume.size();
       ++i) {
    const bool more =
        volume[i] > kVolumeRatio * volume[i - 1] && volume[i] > kVolumeRatio * volume[i + 1];
    const bool less =
        volume[i] * kVolumeRatio < volume[i - 1] && volume[i] * kVolumeRatio < volume[i + 1];
    // Days locked at the limit trade little, and the days after much.
    const bool locked = high[i - 1] == low[i - 1] || high[i] == low[i] || high[i + 1] == low[i + 1];
    if ((!more && !less) || locked || volume[i] == 0 || findings.claimed(in.row(i))) continue;
    const double usual = volume_around(volume, i);
    if (usual < kThinVolume) continue;
    if (more ? volume[i] > kVolumeRatio * usual : volume[i] * kVolumeRatio < usual)
      findings.add(RuleId::volume_outlier, in.row(i), in.bars.time()[i], volume[i], usual);
  }
}

void check_copies(const Checked& in, Findings& findings) {
  const Bars& bars = in.bars;
  const auto open = bars.open(), high = bars.high(), low = bars.low(), close = bars.close();
  const auto volume = bars.volume(), amount = bars.amount();
  for (std::size_t i = in.first_exchange_bar() + 1; i < bars.size(); ++i) {
    if (volume[i] != volume[i - 1] || close[i] != close[i - 1] || volume[i] < kCopyVolume) continue;
    if (open[i] != open[i - 1] || high[i] != high[i - 1] || low[i] != low[i - 1] ||
        amount[i] != amount[i - 1])
      continue;
    findings.add(RuleId::repeated_bar, in.row(i), bars.time()[i], volume[i]);
    findings.propose_removal(RuleId::repeated_bar, in.row(i), bars.time()[i]);
  }
}

void check_stuck(const Checked& in, Findings& findings) {
  const auto high = in.bars.high(), low = in.bars.low(), close = in.bars.close(),
             volume = in.bars.volume();
  const std::size_t wanted = kStuckBars[static_cast<std::size_t>(findings.level())];
  std::size_t first = in.first_exchange_bar();
  const auto close_run = [&](std::size_t end) {
    if (end - first >= wanted)
      findings.add(RuleId::stuck_price, in.row(first), in.bars.time()[first],
                   static_cast<double>(end - first), close[first], end - first);
  };
  for (std::size_t i = first + 1; i < close.size(); ++i) {
    const bool still =
        close[i] == close[i - 1] && high[i] == low[i] && high[i - 1] == low[i - 1] && volume[i] > 0;
    if (still) continue;
    close_run(i);
    first = i;
  }
  if (first < close.size()) close_run(close.size());
}

bool is_limited(const Checked& in) noexcept {
  return std::isfinite(daily_limit(in.context.symbol, date_of(in.bars.time().back())));
}

}  // namespace

void check_habits(const Checked& in, Findings& findings) {
  const Period period = in.context.period;
  if (period > Period::day) return;
  if (findings.looks_for(RuleId::price_spike) && !is_limited(in) && in.kind() != Kind::repo)
    check_spikes(in, findings);
  if (period != Period::day) return;
  // Funds trade in blocks: days of fifty times the volume are true.
  const bool steady = in.kind() == Kind::stock || in.kind() == Kind::b_share ||
                      in.kind() == Kind::index || in.kind() == Kind::sector_index;
  if (findings.looks_for(RuleId::volume_outlier) && steady) check_volumes(in, findings);
  if (findings.looks_for(RuleId::repeated_bar)) check_copies(in, findings);
  if (findings.looks_for(RuleId::stuck_price)) check_stuck(in, findings);
}

}  // namespace fwq::data::validation
