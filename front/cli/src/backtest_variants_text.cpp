// A search over parameters as text: what came out, the best variants, and the walk-forward, in and out of sample side by side.
#include <fmt/format.h>

#include <algorithm>

#include "backtest_text.hpp"
#include "command.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

using coordinators::VariantsBacktest;

std::string heading(const VariantsBacktest& test, const Session& s) {
  const std::string who = test.name.empty() ? std::string(test.symbol.text())
                                            : fmt::format("{} {}", test.symbol.text(), test.name);
  const std::string from = shown_time(test.times[test.first], test.period),
                    to = shown_time(test.times[test.last - 1], test.period);
  std::string asked;
  for (const auto& one : test.settings)
    if (one.id == "parameters") asked = one.text(s.chinese());
  const std::string title = s.text(test.strategy->title_en, test.strategy->title_zh);
  const std::size_t bars = test.last - test.first, tried = test.variants.calls.size();
  return s.chinese() ? fmt::format("{}  {}（{}，{} 组参数）  {} {} 至 {}，{} 根K线\n", who, title,
                                   asked, tried, shown_period(test.period, s), from, to, bars)
                     : fmt::format("{}  {} ({}: {})  {} bars {} to {}, {} of them\n", who, title,
                                   asked, counted(tried, "variant", "variants"),
                                   coordinators::bars_of_text(test.period), from, to, bars);
}

std::string best_block(const VariantsBacktest& test, std::size_t most, const Session& s) {
  const auto* metric = backtest::find_metric(test.metric);
  const std::string title = s.text(metric->title_en, metric->title_zh);
  const std::size_t count = test.table.rows.size(), shown = std::min(most, count);
  std::string out =
      "\n" + (s.chinese() ? fmt::format("最好的 {} 组（共试 {} 组，按{}）\n", shown, count, title)
                          : fmt::format("Best {} of {} tried, by '{}'\n", shown, count, title));
  const auto varied = coordinators::varied_parameters(test);
  // What the score is itself does not stand beside it again.
  struct Other {
    std::string_view metric;
    std::string title;
    std::string (*cell)(const backtest::VariantRow& row);
  };
  std::vector<Other> others{
      {"sharpe", s.text(">Sharpe", ">夏普比率"),
       [](const backtest::VariantRow& row) { return core::fixed(row.sharpe, 2); }},
      {"total_return", s.text(">return", ">总收益率"),
       [](const backtest::VariantRow& row) { return percent(row.total_return); }},
      {"cagr", s.text(">a year", ">年化"),
       [](const backtest::VariantRow& row) { return percent(row.cagr); }},
      {"max_drawdown", s.text(">drawdown", ">最大回撤"),
       [](const backtest::VariantRow& row) { return percent(row.max_drawdown); }},
      {"trades", s.text(">trades", ">交易数"),
       [](const backtest::VariantRow& row) { return std::to_string(row.trades); }},
      {"final_equity", s.text(">at the end, CNY", ">期末权益（元）"),
       [](const backtest::VariantRow& row) { return grouped(backtest::yuan_of(row.end), 2); }}};
  std::erase_if(others, [&](const Other& other) { return other.metric == test.metric; });
  std::vector<std::string> header{">  #"};
  for (const std::size_t k : varied)
    header.push_back(">" + std::string(test.strategy->params[k].name));
  header.push_back(">" + title);
  for (const auto& other : others) header.push_back(other.title);
  Table table(std::move(header));
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& row = test.table.rows[i];
    std::vector<std::string> cells{std::to_string(i + 1)};
    for (const std::size_t k : varied) cells.push_back(core::shortest(test.call(row).params[k]));
    cells.push_back(metric_text(row.score, metric->unit));
    for (const auto& other : others) cells.push_back(other.cell(row));
    table.add(std::move(cells));
  }
  return out + table.text();
}

std::string walk_block(const VariantsBacktest& test, const Session& s) {
  if (!test.walk) return "";
  const auto* metric = backtest::find_metric(test.metric);
  const std::string title = s.text(metric->title_en, metric->title_zh);
  std::string out =
      "\n" + (s.chinese()
                  ? fmt::format("滚动前推：训练期选参，检验期评判（{}，样本内 | 样本外）\n", title)
                  : fmt::format("Walk-forward: chosen in training, judged on what follows "
                                "('{}', in sample | out of sample)\n",
                                title));
  Table table({s.text("  trained on", "  训练期"), s.text("tested on", "检验期"),
               s.text("chosen", "所选参数"), s.text(">score in", ">样本内得分"),
               s.text(">score out", ">样本外得分"), s.text(">return in", ">样本内收益"),
               s.text(">return out", ">样本外收益"), s.text(">trades out", ">样本外交易")});
  const auto stretch = [&](std::size_t begin, std::size_t end) {
    return shown_time(test.times[begin], test.period) + "…" +
           shown_time(test.times[end - 1], test.period);
  };
  for (const auto& row : test.walk->rows) {
    const auto& w = row.window;
    const std::string chosen =
        row.traded ? coordinators::variant_text(test, test.variants.calls[row.variant], true)
                   : s.text("none had a value", "均无指标值");
    table.add({"  " + stretch(w.train_begin, w.train_end), stretch(w.test_begin, w.test_end),
               chosen, metric_text(row.train_score, metric->unit),
               metric_text(row.test_score, metric->unit), percent(row.train_return),
               percent(row.test_return), std::to_string(row.test_trades)});
  }
  return out + table.text();
}

std::string next_step(const VariantsBacktest& test, const Session& s) {
  std::string command = fmt::format("fwq backtest {} {}", test.strategy->id, test.symbol.text());
  const auto& best = test.call(test.best());
  for (std::size_t k = 0; k < best.params.size(); ++k) {
    if (best.params[k] != test.strategy->params[k].value)
      command += fmt::format(" --param {}={}", test.strategy->params[k].name,
                             core::shortest(best.params[k]));
  }
  if (!best.patterns.empty())
    command += fmt::format(" --param pattern={}", fmt::join(best.patterns, ","));
  return s.chinese()
             ? fmt::format("\n最好的一组详情（其余选项照旧）：{}\n", command)
             : fmt::format("\nthe best in full, with the other options as here: {}\n", command);
}

}  // namespace

std::string variants_text(const VariantsBacktest& test, std::size_t rows, const Session& s) {
  std::string out = heading(test, s);
  for (const auto& one : test.findings) out += s.text(one.en, one.zh) + "\n";
  out += s.text("run ", "回测编号 ") + test.run_id + "\n";
  out += remarks_text(test.remarks, s);
  out += settings_text(test.settings, s);
  out += best_block(test, rows, s);
  out += walk_block(test, s);
  out += next_step(test, s);
  return out;
}

}  // namespace fwq::cli
