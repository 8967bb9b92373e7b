// The walk-forward of a strategy: what each window was traded with, and what came of it.
#include <fmt/format.h>

#include <cmath>

#include "backtest_page.hpp"
#include "fwq/core/text.hpp"
#include "optimize_page.hpp"

namespace fwq::coordinators {
namespace {

using report::Cell;
using report::shown;
using report::shown_count;
using report::shown_percent;
using report::Tone;

Cell plain(std::string text) {
  return {std::move(text), Tone::none, {}};
}
Cell change(double fraction) {
  if (!std::isfinite(fraction)) return plain("–");
  return {shown_percent(fraction * 100), tone_of_change(fraction), {}};
}

}  // namespace

report::Section windows_section(const OptimizationContext& context) {
  const auto& done = context.done;
  report::Section section{.id = "windows",
                          .title = context.text("Walking forward", "滚动前推"),
                          .blocks = {},
                          .wide = true};
  if (done.windows.empty() || done.outcome.folds.empty()) return section;
  report::Table table{.caption = section.title,
                      .columns = {{context.text("Traded", "交易窗口"), false}},
                      .rows = {}};
  for (const auto& param : done.params()) table.columns.push_back({std::string(param.name), true});
  for (const auto& [en, zh] : {std::pair("Trades", "交易"),
                               {"A month", "每月收益"},
                               {"Beyond holding", "相对持有"},
                               {"Of the defaults", "默认参数的"},
                               {"Sharpe", "夏普"}})
    table.columns.push_back({context.text(en, zh), true});
  for (std::size_t k = 0; k < done.outcome.folds.size(); ++k) {
    const auto& fold = done.outcome.folds[k];
    const auto traded = fold.validation.traded.value_or(optimization::TradedScore{});
    report::Row row{
        .cells = {plain(fmt::format("{} – {}", data::format_date(data::date_of(done.windows[k])),
                                    data::format_date(data::date_of(done.window_end(k)))))},
        .id = {}};
    for (const double value : fold.params) row.cells.push_back(plain(core::shortest(value)));
    row.cells.push_back(plain(shown_count(fold.validation.hits)));
    row.cells.push_back(change(traded.monthly_return));
    row.cells.push_back(change(fold.validation.lift));
    row.cells.push_back(change(fold.baseline_validation.lift));
    row.cells.push_back(plain(std::isfinite(traded.sharpe) ? shown(traded.sharpe, 2) : "–"));
    table.rows.push_back(std::move(row));
  }
  section.blocks.emplace_back(std::move(table));
  section.blocks.emplace_back(report::Paragraph{
      context.text("Each window was traded with what was best in all the time before it; none "
                   "chose by itself.",
                   "每个窗口都用此前全部时间中最好的参数交易，窗口本身未参与选择。")});
  return section;
}

}  // namespace fwq::coordinators
