// The daily bars of one stock of the demo market.
//
// Input:  the plan: days, factors, listing.
// Output: prices in whole ticks until the last step, so that limits, references and amounts are exact.
//         A day's return is beta * market + sector + own GARCH move + a weak pull to a slowly moving value; news locks
//         some days at their limit. close = reference * (1 + return), rounded to the tick, within the limits.
#include <algorithm>
#include <cmath>

#include "demo/events.hpp"
#include "demo/garch.hpp"
#include "demo/plan.hpp"
#include "demo/random.hpp"
#include "demo/rules.hpp"
#include "fwq/data/adjust.hpp"

namespace fwq::data::demo {
namespace {

constexpr std::uint64_t kStockStreams = 1'000;
constexpr double kTicks = 100;  // Per CNY.

// One day in ticks.
struct Day {
  std::int64_t open = 0, high = 0, low = 0, close = 0;
};

// News that pins the price to a limit for some days.
struct News {
  int direction = 0;  // +1, -1; 0: none.
  int days = 0;
};

class Simulation {
 public:
  Simulation(const Plan& plan, std::size_t number)
      : plan_(plan),
        listing_(plan.listings[number]),
        sector_(sectors()[listing_.sector]),
        board_(listing_.symbol.board()),
        random_(plan.options.seed, kStockStreams + number),
        garch_(0.01) {
    begin();
  }

  DemoSecurity run() {
    out_.symbol = listing_.symbol;
    out_.name = listing_.name;
    out_.listed = date_from_days(listing_.listed);
    out_.sector = sector_.name;
    if (listing_.st_from) out_.st_since = date_from_days(plan_.days[*listing_.st_from]);
    out_.bars.reserve(plan_.days.size() - listing_.first_day);
    for (std::size_t day = listing_.first_day; day < plan_.days.size(); ++day) step(day);
    return std::move(out_);
  }

 private:
  void begin() {
    beta_ = sector_.beta * random_.between(0.75, 1.25);
    sector_beta_ = random_.between(0.7, 1.3);
    const double wild = random_.uniform();
    deviation_ = listing_.blue_chip ? 0.009 + 0.004 * wild : 0.013 + 0.010 * wild * wild;
    garch_ = Garch(deviation_);
    const double u = random_.uniform();
    last_ = static_cast<std::int64_t>(kTicks * (4 + 66 * u * random_.uniform()) + 0.5);
    value_ = static_cast<double>(last_) * random_.between(0.8, 1.3);
    const double v = random_.uniform();
    const double worth = 2e9 * (1 + 14 * v * v * v) * sector_.size * (listing_.blue_chip ? 6 : 1);
    out_.shares = std::floor(worth / (static_cast<double>(last_) / kTicks));
    shares_ = out_.shares;
    turnover_ = (listing_.blue_chip ? 0.004 : 0.012) * random_.between(0.6, 1.6);
    events_ = EventPlan(random_);
    if (listing_.new_listing()) free_ = free_bars(board_, listing_.listed);
  }

  // What the market and the sector do to it on a day.
  double common(std::size_t day) const noexcept {
    return beta_ * plan_.market[day] + sector_beta_ * plan_.sector[listing_.sector][day];
  }

  void step(std::size_t day) {
    value_ *= 1 + 0.35 * common(day) + 0.004 * random_.normal();
    value_ = std::clamp(value_, 4 * kTicks, 160 * kTicks);
    if (suspended_ > 0 || suspends(day)) {
      --suspended_;
      missed_ += common(day);  // What it missed shows when it trades again.
      return;
    }
    const std::int64_t reference = ex_day(day);
    const Day prices = traded(day, reference);
    put(day, reference, prices);
    last_ = prices.close;
    ++age_;
  }

  bool suspends(std::size_t day) {
    const bool now = random_.chance(1.0 / 420);
    const double length = random_.uniform();
    if (!now || listing_.blue_chip || age_ < 30 || day + 40 > plan_.days.size()) return false;
    // Most halts last days, some a quarter.
    suspended_ = 1 + static_cast<int>(4 * length + 26 * length * length * length * length);
    news_ = {};
    return true;
  }

  // The price that the day starts from: the last close, after an event of today the exchange's ex-reference.
  std::int64_t ex_day(std::size_t day) {
    if (age_ < 60) return last_;
    const auto event = events_.on_day(random_, static_cast<double>(last_) / kTicks);
    if (!event || news_.days > 0) return last_;
    ExRightsEvent dated = *event;
    dated.date = date_from_days(plan_.days[day]);
    const double x = ex_reference(dated, static_cast<double>(last_) / kTicks, 1 / kTicks);
    if (!(x >= 0.5)) return last_;
    value_ *= x * kTicks / static_cast<double>(last_);
    shares_ *= dated.share_ratio();
    out_.events.push_back(dated);
    ex_today_ = true;
    return std::llround(x * kTicks);
  }

  bool st(std::size_t day) const noexcept { return listing_.st_from && day >= *listing_.st_from; }

  // The day's return before rounding and limits.
  double wanted(std::size_t day, std::int64_t reference) {
    const auto price = static_cast<double>(reference);
    double pull = 0.012 * (value_ - price) / (value_ + price);
    // Below one CNY a stock would be taken off the exchange; somebody buys the shell before.
    if (price < 1.6 * kTicks) pull = std::max(pull, 0.025);
    const double own = garch_.next(random_.heavy());
    double total = common(day) + own + pull + missed_;
    missed_ = 0;
    if (st(day)) total = 0.7 * total - 0.0006;
    return total;
  }

  void hear_news() {
    const bool now = random_.chance(1.0 / 450);
    const double good = random_.uniform();
    const double length = random_.uniform();
    if (news_.days > 0) {
      --news_.days;
    } else if (now && !listing_.blue_chip && age_ > 20 && !ex_today_) {
      news_ = {good < 0.7 ? 1 : -1, 1 + static_cast<int>(6 * length * length * length)};
      activity_ = 2.5;
    }
    if (news_.days == 0) news_.direction = 0;
  }

  Day traded(std::size_t day, std::int64_t reference) {
    if (listing_.new_listing() && age_ == 0) return first_day(reference);
    const int percent = limit_percent(board_, plan_.days[day], st(day));
    const bool free = age_ < free_;
    const Limits room = free ? Limits{1, reference * 4} : limits(reference, percent, board_);
    hear_news();
    double move = wanted(day, reference);
    if (free) move += 0.05 * random_.heavy();
    if (queue_ > 0) {  // A listing under the old rules: bought up to the limit, day after day.
      --queue_;
      news_ = {1, 1};
      if (queue_ == 0) activity_ = 5;
    }
    if (news_.direction != 0) {
      move = news_.direction * (percent / 100.0 + 0.02);
      if (queue_ > 0 || random_.chance(0.55)) return locked(room);
    }
    return shaped(reference, move, room);
  }

  // The first day of a new listing, from the issue price.
  Day first_day(std::int64_t issue) {
    const auto price = static_cast<double>(issue);
    activity_ = 6;
    if (free_ == 0) {
      queue_ = 2 + static_cast<int>(random_.below(9));
      const auto open = static_cast<std::int64_t>(price * 1.2 + 0.5);
      const auto close = static_cast<std::int64_t>(price * 1.44 + 0.5);
      return {open, close, open, close};
    }
    const auto open = static_cast<std::int64_t>(price * random_.between(0.95, 1.9) + 0.5);
    return shaped(open, 0.07 * random_.heavy(), {std::max<std::int64_t>(1, issue / 2), issue * 4});
  }

  Day locked(const Limits& room) const noexcept {
    const std::int64_t at = news_.direction > 0 ? room.up : room.down;
    return {at, at, at, at};
  }

  // A day of trade around a return: a gap at the open, and wicks as long as the day is wild.
  Day shaped(std::int64_t reference, double move, const Limits& room) {
    const auto base = static_cast<double>(reference);
    const auto tick = [&](double price) {
      return std::clamp(static_cast<std::int64_t>(std::max(price, 0.0) + 0.5), room.down, room.up);
    };
    const double wild = garch_.deviation() + 0.25 * std::abs(move);
    double gap =
        std::clamp(move, -0.12, 0.12) * random_.between(-0.1, 0.6) + 0.3 * wild * random_.normal();
    // Far from the reference an event would not be believed; nobody bids so far off on its day.
    if (ex_today_) gap = std::clamp(gap, -0.05, 0.05);
    ex_today_ = false;
    Day day;
    day.open = tick(base * (1 + gap));
    day.close = tick(base * (1 + move));
    const double upper = wild * std::abs(random_.normal()) * random_.uniform();
    const double lower = wild * std::abs(random_.normal()) * random_.uniform();
    day.high = tick(static_cast<double>(std::max(day.open, day.close)) * (1 + 1.2 * upper));
    day.low = tick(static_cast<double>(std::min(day.open, day.close)) * (1 - 1.2 * lower));
    return day;
  }

  void put(std::size_t day, std::int64_t reference, const Day& prices) {
    const double move =
        std::abs(static_cast<double>(prices.close - reference)) / static_cast<double>(reference);
    activity_ = 0.88 * activity_ + 0.12 * (0.55 + 0.45 * std::min(move / deviation_, 6.0));
    double part = turnover_ * activity_ * plan_.activity[day] * random_.between(0.65, 1.35);
    // Nobody sells at the upper limit, nobody buys at the lower one.
    const bool locked = prices.high == prices.low && move > 0.04;
    if (locked) part *= 0.03 / std::max(1.0, activity_);
    const std::int64_t lots =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(shares_ * std::min(part, 0.6) / 100));
    const std::int64_t volume = lots * 100;
    // Cents: ticks are cents, so the mean price stays between low and high to the last cent.
    const auto mean =
        static_cast<double>(prices.open + prices.high + prices.low + 2 * prices.close) / 5;
    const auto cents = std::clamp(static_cast<std::int64_t>(mean * static_cast<double>(volume)),
                                  prices.low * volume, prices.high * volume);
    const auto cny = [](std::int64_t ticks) { return static_cast<double>(ticks) / kTicks; };
    out_.bars.push_back({.time = plan_.days[day] * kSecondsPerDay + kDayBarEnd,
                         .open = cny(prices.open),
                         .high = cny(prices.high),
                         .low = cny(prices.low),
                         .close = cny(prices.close),
                         .volume = static_cast<double>(volume),
                         .amount = cny(cents)});
  }

  const Plan& plan_;
  const Listing& listing_;
  const Sector& sector_;
  Board board_;
  Random random_;
  Garch garch_;
  EventPlan events_;
  DemoSecurity out_;
  double beta_ = 1, sector_beta_ = 1, deviation_ = 0.02;
  double shares_ = 0, turnover_ = 0.01, activity_ = 1;
  double value_ = 0;       // Where the price is pulled to, in ticks.
  double missed_ = 0;      // Common moves of suspended days.
  std::int64_t last_ = 0;  // Close, in ticks; before the first bar the issue price.
  int age_ = 0;            // Bars so far.
  int free_ = 0;           // Bars without limit of a new listing.
  int queue_ = 0;          // Days that a new listing goes on being bought up to its limit.
  int suspended_ = 0;
  News news_;
  bool ex_today_ = false;
};

}  // namespace

DemoSecurity simulate(const Plan& plan, std::size_t listing) {
  return Simulation(plan, listing).run();
}

}  // namespace fwq::data::demo
