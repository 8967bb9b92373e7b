// Merging the times of many series.
#include "timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace fwq::optimization {

Timeline Timeline::of(std::span<const std::span<const data::Time>> series) {
  std::map<data::Time, std::size_t> counts;
  for (const auto& one : series) {
    for (const data::Time time : one) ++counts[time];
  }
  Timeline out;
  for (const auto& [time, count] : counts) {
    out.times.push_back(time);
    out.months.push_back(month_of(time));
    out.before.push_back(out.bars);
    out.bars += count;
  }
  return out;
}

std::uint32_t Timeline::time_after(double bars_before) const {
  const auto at_time = std::partition_point(before.begin(), before.end(), [&](std::size_t count) {
    return static_cast<double>(count) < bars_before;
  });
  return static_cast<std::uint32_t>(at_time - before.begin());
}

int month_of(data::Time time) {
  const data::Date date = data::date_of(time);
  return date.year * 12 + date.month - 1;
}

double error_of_mean(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  if (values.size() < 2) return 0;
  double mean = 0, square = 0;
  for (const double v : values) mean += v / n;
  for (const double v : values) square += (v - mean) * (v - mean);
  return std::sqrt(square / (n - 1) / n);
}

Result<void> check_shares(std::string_view subject, const ObjectiveOptions& o) {
  const auto refused = [&](std::string_view en, std::string_view zh) {
    return Error{Errc::invalid_argument, fmt::format("{}: {}", subject, en),
                 fmt::format("{}：{}", subject, zh)};
  };
  if (!(o.train > 0 && o.validation > 0 && o.train + o.validation < 1))
    return refused(
        "the shares of training and validation must be above 0 and leave something for the test",
        "训练与验证比例须大于 0，且为测试留出部分");
  if (!(o.complexity >= 0 && o.complexity < 1))
    return refused("the complexity penalty must be 0 to 1", "复杂度惩罚须在 0 到 1 之间");
  return {};
}

Error too_short(const Timeline& line, std::uint32_t least) {
  return {
      Errc::invalid_argument,
      fmt::format("{} bars at {} times are too few for training, validation and test: each "
                  "needs {} times",
                  line.bars, line.times.size(), least),
      fmt::format("{} 根K线（{} 个时间点）不足以划分训练、验证与测试：每部分至少需要 {} 个时间点",
                  line.bars, line.times.size(), least)};
}

}  // namespace fwq::optimization
