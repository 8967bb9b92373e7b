// What back-tests of one and of many securities share: checked settings, what is known of a security, and the run id.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/backtest/rulebook.hpp"
#include "fwq/coordinators/backtest.hpp"
#include "fwq/data/calendar.hpp"

namespace fwq::coordinators {

// The fingerprint of the code that decides what a back-test gives.
std::string_view backtest_code() noexcept;

// A request that holds together.
struct BacktestPlan {
  backtest::StrategyCall call;
  backtest::Rulebook rules;
  backtest::MetricOptions metrics;
};
// Errors: as backtest_symbol, of what needs no data.
Result<BacktestPlan> plan_of(const BacktestRequest& request);

// Mixes words into 64 bits. Not for secrets: it tells inputs apart, it does not withstand who seeks a collision.
class Digest {
 public:
  void add(std::uint64_t word) noexcept;
  void add(std::string_view text) noexcept;  // With its length, so that "ab","c" is not "a","bc".
  void add(double number) noexcept;
  // All columns. Cost: O(bars), some gigabytes a second.
  void add(const data::Bars& bars) noexcept;
  void add(const data::ExRightsEvent& event) noexcept;
  std::uint64_t value() const noexcept;
  std::string hex() const;  // 16 digits.

 private:
  std::uint64_t state_ = 0x9e3779b97f4a7c15ULL;
  std::uint64_t words_ = 0;
};

// What the database says of securities, read once.
class KnownSecurities {
 public:
  static Result<KnownSecurities> read(const data::SystemDb& db);
  std::optional<data::Date> listed(data::Symbol symbol) const;
  std::optional<data::Date> delisted(data::Symbol symbol) const;
  std::vector<backtest::DayRange> warned(data::Symbol symbol) const;
  // Whether days under risk warning were imported for anybody.
  bool knows_warnings() const noexcept { return !warned_.empty(); }

 private:
  std::map<data::Symbol, data::Security> securities_;
  std::map<data::Symbol, std::vector<backtest::DayRange>> warned_;
};

// A stock's raw bars with what is known of it, ready to trade.
backtest::TradedSeries series_of(const Stock& stock, const KnownSecurities& known);

// Everything of a security up to bar `last` that its run can depend on.
std::uint64_t digest_of(const backtest::TradedSeries& series, std::size_t last);

// A benchmark's closes at `times`, as a value that begins at `cash`: see BacktestBenchmark.
std::vector<double> benchmark_values(const backtest::TradedSeries& series,
                                     std::span<const data::Time> times, double cash);

// The settings in the order they are shown. What is about single securities is not among them.
std::vector<BacktestSetting> settings_of(const BacktestRequest& request, const BacktestPlan& plan);
// What the settings say of one security: its listing, and its days under risk warning.
void add_security_settings(std::vector<BacktestSetting>& settings,
                           const backtest::TradedSeries& series, const KnownSecurities& known);
// The settings and the code, mixed; data comes on top.
Digest digest_of(std::span<const BacktestSetting> settings);

// What to know before believing the result of one security. Requires: everything else of `test` is there.
std::vector<BacktestRemark> remarks_of(const Backtest& test, const BacktestRequest& request,
                                       const KnownSecurities& known,
                                       const data::TradingCalendar& calendar,
                                       std::optional<data::Time> newest);
// More than so many trading days without a bar are remarked on.
inline constexpr std::int64_t kLongSuspension = 60;

}  // namespace fwq::coordinators
