// Trades as marks, grouped by pixel.
#include "trade_marks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace fwq::report {
namespace {

constexpr double kNear = 20;
constexpr std::size_t kMostLines = 12;

struct Group {
  double from = 0;
  std::vector<const TradeMark*> trades;
};

Mark mark_of(const Group& group) {
  const auto& all = group.trades;
  Mark mark;
  mark.target = all.front()->target;
  mark.label = all.front()->label;
  if (all.size() > 1) mark.label += std::to_string(all.size());
  for (std::size_t i = 0; i < std::min(all.size(), kMostLines); ++i)
    mark.title += (i > 0 ? "\n" : "") + all[i]->title;
  if (all.size() > kMostLines) mark.title += fmt::format("\n… +{}", all.size() - kMostLines);
  mark.bar = (all.front()->bar + all.back()->bar) / 2;
  mark.side = all.front()->side;
  mark.trade = true;
  return mark;
}

}  // namespace

std::vector<Mark> grouped_trades(std::span<const TradeMark> trades, const BarScale& x, double left,
                                 double right) {
  std::vector<Group> groups;
  std::array<std::size_t, 3> open{};  // By side: its last group, counted from one.
  for (const auto& trade : trades) {
    const double at = x.x(static_cast<double>(trade.bar));
    if (at < left || at > right) continue;
    auto& last = open[static_cast<std::size_t>(trade.side)];
    if (last == 0 || at - groups[last - 1].from >= kNear) {
      groups.push_back({at, {}});
      last = groups.size();
    }
    groups[last - 1].trades.push_back(&trade);
  }
  std::vector<Mark> marks;
  for (const auto& group : groups) marks.push_back(mark_of(group));
  return marks;
}

}  // namespace fwq::report
