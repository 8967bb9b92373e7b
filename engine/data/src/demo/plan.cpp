// The market's factors and listings.
//
// Source: the market return has a mean and a volatility that depend on a hidden state (bull, bear, quiet: a Markov chain)
//         and follows GARCH(1,1) around them; sector factors follow GARCH(1,1) with a drift that rotates. Values of the
//         parameters are customary for daily A-share returns; no data was fitted.
#include "demo/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "demo/garch.hpp"
#include "demo/random.hpp"
#include "demo/rules.hpp"

namespace fwq::data::demo {
namespace {

// Streams of random numbers: one a purpose, so that a change of one leaves the others.
enum Stream : std::uint64_t { kMarket = 1, kListings = 2, kSector = 100 };

struct Regime {
  double drift, volatility, days;
};
constexpr std::array<Regime, 3> kRegimes{{
    {0.0013, 0.0115, 130},   // Bull.
    {-0.0014, 0.0135, 120},  // Bear.
    {0.0001, 0.0080, 200},   // Quiet.
}};

Factor market_factor(std::uint64_t seed, std::size_t days) {
  Random random(seed, kMarket);
  Factor returns(days);
  std::size_t regime = random.below(kRegimes.size());
  Garch garch(kRegimes[regime].volatility);
  for (double& r : returns) {
    if (random.chance(1 / kRegimes[regime].days)) {
      regime = (regime + 1 + random.below(kRegimes.size() - 1)) % kRegimes.size();
    }
    garch.settle(kRegimes[regime].volatility);
    // Limits end a crash at 10 %; a factor beyond 8 % would only lock every stock.
    r = std::clamp(kRegimes[regime].drift + garch.next(random.heavy()), -0.08, 0.08);
  }
  return returns;
}

Factor sector_factor(std::uint64_t seed, std::size_t sector, std::size_t days) {
  Random random(seed, kSector + sector);
  Garch garch(sectors()[sector].volatility);
  Factor returns(days);
  double drift = 0;
  for (double& r : returns) {
    if (random.chance(1.0 / 60)) drift = 0.0008 * random.normal();  // Fashions last a quarter.
    r = drift + garch.next(random.heavy());
  }
  return returns;
}

std::vector<double> market_activity(const Factor& market) {
  std::vector<double> activity;
  activity.reserve(market.size());
  double level = 1;
  double trend = 0;
  for (const double r : market) {
    trend = 0.98 * trend + 0.02 * r;
    level = 0.95 * level + 0.05 * (0.55 + 45 * std::abs(r));
    activity.push_back(std::clamp(level + 120 * trend, 0.4, 3.0));
  }
  return activity;
}

// The code of the n-th stock of a board. No exchange has given these out.
Symbol code_of(Market market, Board board, std::size_t n) {
  switch (board) {
    case Board::star:
      return {Market::sh, fmt::format("{}", 689'101 + n)};
    case Board::chinext:
      return {Market::sz, fmt::format("{}", 309'001 + n)};
    case Board::bse:
      return {Market::bj, fmt::format("{}", 921'001 + n)};
    default:
      return market == Market::sh ? Symbol(market, fmt::format("{}", 602'001 + n))
                                  : Symbol(market, fmt::format("{:06}", 4'001 + n));
  }
}

struct Place {
  Market market;
  Board board;
};

// Where stock number i is listed. Every eighth is a blue chip of a main board.
Place place_of(Random& random, std::size_t i, std::int64_t last_day) {
  const double u = random.uniform();
  const Place main{(i / 8 + i) % 2 == 0 ? Market::sh : Market::sz, Board::main};
  if (i % 8 == 0) return main;
  Place place = main;
  if (u < 0.24) place = {Market::sz, Board::chinext};
  if (u >= 0.24 && u < 0.38) place = {Market::sh, Board::star};
  if (u >= 0.38 && u < 0.44) place = {Market::bj, Board::bse};
  constexpr std::int64_t kRoom = 60;  // Days that a board must have been there for.
  return last_day >= board_begins(place.board) + kRoom ? place : main;
}

// When it is listed: before the first day, or on one of the days.
void list(Random& random, Listing& listing, Board board, const std::vector<std::int64_t>& days) {
  const double u = random.uniform();
  const double v = random.uniform();
  constexpr std::size_t kEdge = 25;  // New listings keep away from both ends.
  const auto begin = static_cast<std::size_t>(
      std::lower_bound(days.begin(), days.end(), board_begins(board)) - days.begin());
  const std::size_t from = std::max(begin, kEdge);
  const bool room = days.size() > from + kEdge;
  const bool early = begin == 0;  // The board is older than the market shown.
  const double old = listing.blue_chip ? 1.0 : board == Board::main ? 0.78 : 0.55;
  if (room && (!early || u >= old)) {
    listing.first_day =
        from + static_cast<std::size_t>(v * static_cast<double>(days.size() - from - kEdge));
    listing.listed = days[listing.first_day];
    return;
  }
  const std::int64_t oldest = std::max(board_begins(board), days_from({1993, 1, 4}));
  const std::int64_t span = std::max<std::int64_t>(1, days.front() - oldest);
  std::int64_t day = days.front() - 1 - static_cast<std::int64_t>(v * static_cast<double>(span));
  while (weekday(day) > 4) --day;
  listing.listed = day;
}

// Some poor companies come under special treatment in the last three years.
void perhaps_st(Random& random, Listing& listing, Board board, std::size_t days) {
  const bool st = random.chance(0.04);
  const double when = random.uniform();
  const double star = random.uniform();
  if (!st || listing.blue_chip || (board != Board::main && board != Board::chinext)) return;
  const std::size_t span = std::min<std::size_t>(days / 3, 730);
  const std::size_t from = days - 1 - static_cast<std::size_t>(when * static_cast<double>(span));
  if (from < listing.first_day + 250) return;
  listing.st_from = from;
  listing.name = (star < 0.4 ? "*ST" : "ST") + listing.name;
}

std::vector<Listing> listings_of(const DemoOptions& options,
                                 const std::vector<std::int64_t>& days) {
  Random random(options.seed, kListings);
  std::map<std::pair<Market, Board>, std::size_t> numbers;
  std::vector<Listing> listings(options.symbols - indices_of(options.symbols).count());
  for (std::size_t i = 0; i < listings.size(); ++i) {
    Listing& listing = listings[i];
    const Place place = place_of(random, i, days.back());
    listing.symbol = code_of(place.market, place.board, numbers[{place.market, place.board}]++);
    listing.sector = i % kSectors;
    listing.blue_chip = i % 8 == 0;
    listing.name = company_name(listing.sector, i / kSectors, options.seed);
    list(random, listing, place.board, days);
    perhaps_st(random, listing, place.board, days.size());
  }
  return listings;
}

}  // namespace

Plan make_plan(const DemoOptions& options, std::vector<std::int64_t> days) {
  Plan plan;
  plan.options = options;
  plan.days = std::move(days);
  plan.market = market_factor(options.seed, plan.days.size());
  for (std::size_t s = 0; s < kSectors; ++s) {
    plan.sector[s] = sector_factor(options.seed, s, plan.days.size());
  }
  plan.activity = market_activity(plan.market);
  plan.listings = listings_of(options, plan.days);
  return plan;
}

}  // namespace fwq::data::demo
