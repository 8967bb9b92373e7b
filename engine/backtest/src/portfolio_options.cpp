// What a portfolio can be asked for: its words, and which values make sense.
#include <fmt/format.h>

#include <array>

#include "fwq/backtest/portfolio.hpp"
#include "fwq/core/text.hpp"

namespace fwq::backtest {
namespace {

template <class Enum, std::size_t N>
Result<Enum> parse(std::string_view what, std::string_view what_zh, std::string_view text,
                   const std::array<std::string_view, N>& names) {
  const std::string wanted = core::to_lower(text);
  for (std::size_t k = 0; k < N; ++k) {
    if (names[k] == wanted) return static_cast<Enum>(k);
  }
  std::string list;
  for (const auto name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  return Error{Errc::invalid_argument, fmt::format("'{}' is no {}: {}", text, what, list),
               fmt::format("“{}”不是{}，可用：{}", text, what_zh, list)};
}

constexpr std::array<std::string_view, 3> kRebalances = {"day", "week", "month"};
constexpr std::array<std::string_view, 5> kRankings = {"momentum", "reversal", "low_volatility",
                                                       "turnover", "symbol"};
constexpr std::array<std::string_view, 2> kWeightings = {"equal", "inverse_volatility"};

}  // namespace

std::string_view to_string(Rebalance value) noexcept {
  return kRebalances[static_cast<std::size_t>(value)];
}
std::string_view to_string(Ranking value) noexcept {
  return kRankings[static_cast<std::size_t>(value)];
}
std::string_view to_string(Weighting value) noexcept {
  return kWeightings[static_cast<std::size_t>(value)];
}
Result<Rebalance> parse_rebalance(std::string_view text) {
  return parse<Rebalance>("time to rebalance", "调仓周期", text, kRebalances);
}
Result<Ranking> parse_ranking(std::string_view text) {
  return parse<Ranking>("ranking", "排序方式", text, kRankings);
}
Result<Weighting> parse_weighting(std::string_view text) {
  return parse<Weighting>("weighting", "权重方式", text, kWeightings);
}

Result<void> check(const PortfolioOptions& options) {
  FWQ_TRY(check(options.engine));
  const auto refuse = [](std::string message, std::string message_zh) {
    return Error{Errc::invalid_argument, std::move(message), std::move(message_zh)};
  };
  if (options.capacity < 1 || options.capacity > 10'000) {
    return refuse(fmt::format("a portfolio holds 1 to 10000 securities, not {}", options.capacity),
                  fmt::format("组合持有 1 到 10000 只证券，而不是 {}", options.capacity));
  }
  if (options.lookback < 2 || options.lookback > 10'000) {
    return refuse(fmt::format("the ranking looks back 2 to 10000 bars, not {}", options.lookback),
                  fmt::format("排序回看 2 到 10000 根K线，而不是 {}", options.lookback));
  }
  if (!(options.cash_reserve >= 0 && options.cash_reserve < 1)) {
    return refuse(
        fmt::format("the cash reserve must be from 0 to below 1 of the equity, not {}",
                    options.cash_reserve),
        fmt::format("保留现金须为权益的 0 到 1（不含 1），而不是 {}", options.cash_reserve));
  }
  if (!(options.band >= 0 && options.band <= 10)) {
    return refuse(
        fmt::format("the band around a weight must be between 0 and 10, not {}", options.band),
        fmt::format("权重的允许偏离须在 0 到 10 之间，而不是 {}", options.band));
  }
  return {};
}

}  // namespace fwq::backtest
