// Indices of the demo market, computed from its stocks.
//
// Source: a chained index of tradable capitalisation: I(t) = I(t-1) * sum(S * close) / sum(S * reference), where S are the
//         shares after the day's events and the reference is the last close (after an event its ex-reference, so a
//         dividend does not lower the index). Open likewise; high and low lie a part of the way from there to the
//         sums of the members' highs and lows, which are not reached at one moment.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "demo/plan.hpp"
#include "fwq/data/adjust.hpp"

namespace fwq::data {
namespace {

constexpr std::size_t kSeasoning = 11;  // Bars before a new listing counts.

// Sums over the members of one index, a value per day.
struct Sums {
  struct Day {
    double reference = 0, open = 0, high = 0, low = 0, close = 0;  // Worth at these prices.
    double volume = 0, amount = 0;
    std::size_t trading = 0;
  };
  std::vector<Day> days;
};

// One member's way through the days.
struct Member {
  const DemoSecurity& stock;
  std::size_t first_counted;

  template <class Add>
  void walk(std::span<const std::int64_t> days, const Add& add) const {
    const Bars bars = stock.bars.view();
    double shares = stock.shares;
    double last = 0;
    auto event = stock.events.begin();
    std::size_t bar = 0;
    for (std::size_t day = 0; day < days.size(); ++day) {
      const bool trades = bar < bars.size() && day_number(bars.time()[bar]) == days[day];
      double reference = last;
      if (trades && event != stock.events.end() && days_from(event->date) == days[day]) {
        reference = ex_reference(*event, last, 0.01);
        shares *= event->share_ratio();
        ++event;
      }
      if (trades) {
        add(day, shares, reference, bars[bar], bar >= first_counted, true);
        last = bars.close()[bar++];
      } else if (last > 0) {
        const Bar still{0, last, last, last, last, 0, 0};
        add(day, shares, last, still, bar > first_counted, false);
      }
    }
  }
};

double tick(double value) noexcept {
  return std::round(value * 100) / 100;
}

// Days on which a member traded, as bars that begin at `base`.
BarSeries chained(const Sums& sums, std::span<const std::int64_t> days, double base) {
  BarSeries bars(days.size());
  double level = base;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const Sums::Day& day = sums.days[i];
    if (day.trading == 0) continue;
    const auto at = [&](double worth) {
      return day.reference > 0 ? level * (worth / day.reference) : level;
    };
    const double open = at(day.open);
    const double close = at(day.close);
    const double top = std::max(open, close);
    const double bottom = std::min(open, close);
    constexpr double kPart = 0.4;
    bars.push_back({.time = days[i] * kSecondsPerDay + kDayBarEnd,
                    .open = tick(open),
                    .high = tick(top + kPart * std::max(0.0, at(day.high) - top)),
                    .low = tick(bottom - kPart * std::max(0.0, bottom - at(day.low))),
                    .close = tick(close),
                    .volume = day.volume,
                    .amount = tick(day.amount)});
    level = close;
  }
  return bars;
}

}  // namespace

struct DemoIndices::State {
  std::shared_ptr<const DemoMarket::State> market;
  Sums shanghai, shenzhen;
  std::array<Sums, demo::kSectors> sectors;
  std::size_t added = 0;

  std::span<const std::int64_t> days() const { return market->plan.days; }

  void add_to(Sums& sums, const Member& member) const {
    sums.days.resize(days().size());
    member.walk(days(), [&](std::size_t day, double shares, double reference, const Bar& bar,
                            bool counts, bool trades) {
      Sums::Day& sum = sums.days[day];
      sum.volume += bar.volume;
      sum.amount += bar.amount;
      if (trades) ++sum.trading;
      if (!counts) return;
      sum.reference += shares * reference;
      sum.open += shares * bar.open;
      sum.high += shares * bar.high;
      sum.low += shares * bar.low;
      sum.close += shares * bar.close;
    });
  }

  void put(std::vector<DemoSecurity>& out, const Sums& sums, Symbol symbol, std::string name,
           std::optional<DemoSector> sector, double base) const {
    if (sums.days.empty()) return;
    DemoSecurity index;
    index.symbol = symbol;
    index.name = std::move(name);
    index.sector = sector;
    index.bars = chained(sums, days(), base);
    if (index.bars.empty()) return;
    index.listed = date_of(index.bars.time().front());
    out.push_back(std::move(index));
  }
};

DemoIndices::DemoIndices(const DemoMarket& market) : state_(std::make_unique<State>()) {
  state_->market = market.state_;
}
DemoIndices::DemoIndices(DemoIndices&&) noexcept = default;
DemoIndices& DemoIndices::operator=(DemoIndices&&) noexcept = default;
DemoIndices::~DemoIndices() = default;

void DemoIndices::add(const DemoSecurity& stock) {
  const demo::Listing& listing = state_->market->plan.listings[state_->added++];
  // A stock that was listed before has no last close on its first bar, so it counts from the second.
  const Member member{stock, listing.new_listing() ? kSeasoning : 1};
  if (stock.symbol.market() == Market::sh) state_->add_to(state_->shanghai, member);
  if (stock.symbol.market() == Market::sz) state_->add_to(state_->shenzhen, member);
  state_->add_to(state_->sectors[listing.sector], member);
}

std::vector<DemoSecurity> DemoIndices::finish() const {
  std::vector<DemoSecurity> out;
  const demo::IndexChoice choice = demo::indices_of(state_->market->plan.options.symbols);
  if (choice.shanghai) {
    state_->put(out, state_->shanghai, {Market::sh, "000001"}, "演示上指", std::nullopt, 3000);
  }
  if (choice.shenzhen) {
    state_->put(out, state_->shenzhen, {Market::sz, "399001"}, "演示深指", std::nullopt, 10'000);
  }
  for (std::size_t s = 0; choice.sectors && s < demo::kSectors; ++s) {
    const DemoSector& sector = demo::sectors()[s].name;
    state_->put(out, state_->sectors[s], {Market::sh, fmt::format("{}", 880'901 + s)},
                "演示" + std::string(sector.name_zh), sector, 1000);
  }
  return out;
}

}  // namespace fwq::data
