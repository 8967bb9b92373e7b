// Windows for choosing on one part of the past and judging on the next.
#include <fmt/format.h>

#include <algorithm>

#include "fwq/backtest/statistics.hpp"

namespace fwq::backtest {

Result<std::vector<Window>> walk_forward_windows(std::size_t count, std::size_t train,
                                                 std::size_t test, bool anchored,
                                                 std::size_t purge) {
  if (train == 0 || test == 0)
    return Error{
        Errc::invalid_argument,
        fmt::format("walk-forward: train {} and test {} bars: both must be above 0", train, test),
        fmt::format("滚动前推：训练 {} 根、检验 {} 根K线：二者都须大于 0", train, test)};
  if (train >= count || purge >= count - train)
    return Error{
        Errc::invalid_argument,
        fmt::format("walk-forward: {} bars hold no test range after {} of training and {} "
                    "between: shorten them",
                    count, train, purge),
        fmt::format("滚动前推：共 {} 根K线，训练 {} 根、间隔 {} 根之后没有检验区间：请缩短", count,
                    train, purge)};
  std::vector<Window> windows;
  for (std::size_t begin = train + purge; begin < count; begin += std::min(test, count - begin)) {
    const std::size_t train_end = begin - purge;
    windows.push_back({.train_begin = anchored ? 0 : train_end - train,
                       .train_end = train_end,
                       .test_begin = begin,
                       .test_end = begin + std::min(test, count - begin)});
  }
  return windows;
}

}  // namespace fwq::backtest
