// The report of a search over parameters: how much of the best is luck, where it lies among its neighbours, and what came of
// choosing on one part of the past and trading on the next.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

#include "backtest_page.hpp"
#include "fwq/coordinators/backtest_report.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

using report::Cell;
using report::Fact;
using report::Section;
using report::shown;
using report::shown_count;
using report::shown_percent;
using report::Tone;

constexpr std::size_t kMostRows = 100;                     // Of the table of variants: the best.
constexpr std::size_t kMostLines = 40, kMostColumns = 20;  // Of a heat map.

struct SearchContext {
  const VariantsBacktest& test;
  report::Language language;
  bool chinese() const noexcept { return language == report::Language::zh; }
  std::string text(std::string_view en, std::string_view zh) const {
    return std::string(report::text(language, en, zh));
  }
  const backtest::MetricDef& metric() const { return *backtest::find_metric(test.metric); }
  std::string metric_title() const { return text(metric().title_en, metric().title_zh); }
  std::string score(double value) const { return metric_text({&metric(), value}); }
  std::string time(std::size_t bar) const { return time_text(test.times[bar], test.period); }
  std::string stretch(std::size_t begin, std::size_t end) const {
    return time(begin) + text(" – ", " 至 ") + time(end - 1);
  }
};

Cell plain(std::string text) {
  return {std::move(text), Tone::none, {}};
}
Cell change(double fraction) {
  return {shown_percent(fraction * 100), tone_of_change(fraction), {}};
}

// "short = 5, long = 20", to be broken between parameters only.
std::string unbroken(std::string text) {
  for (auto at = text.find(" = "); at != std::string::npos; at = text.find(" = ", at))
    text.replace(at, 3, "\u00a0=\u00a0");
  return text;
}

// The account out of sample, for the parts that show a run.
Backtest account_of(const VariantsBacktest& test) {
  Backtest account;
  account.run_id = test.run_id;
  account.symbol = test.symbol;
  account.period = test.period;
  account.run.start = account.run.end = backtest::money_of(test.cash);
  account.metric_options = test.metric_options;
  account.settings = test.settings;
  if (!test.walk) return account;
  account.run.equity = test.walk->equity;
  account.run.end = backtest::money_of(test.walk->equity.value.back());
  account.run.journal.trades = test.walk->trades;
  account.metrics = test.walk->metrics;
  account.buy_and_hold = test.walk_hold;
  account.buy_and_hold_return = test.walk_hold.back() / test.cash - 1;
  account.underwater = backtest::underwater_of(test.walk->equity.value);
  return account;
}

std::vector<Fact> lead(const SearchContext& context) {
  const auto& test = context.test;
  const auto& deflated = test.table.deflated;
  std::vector<Fact> facts{
      {context.text("Tried", "尝试"), shown_count(test.variants.calls.size()), Tone::none},
      {context.text("Best: ", "最佳：") + context.metric_title(), context.score(test.best().score),
       Tone::none},
      {context.text("Sharpe of the best", "最佳一组夏普比率"), shown(deflated.sharpe, 2),
       Tone::none},
      {context.text("Sharpe by luck", "仅凭运气的夏普比率"), shown(deflated.hurdle, 2), Tone::none},
      {context.text("Better than luck", "胜过运气的概率"),
       std::isfinite(deflated.probability) ? shown(deflated.probability * 100, 1) + "%" : "–",
       Tone::none}};
  if (test.metric == "sharpe") facts.erase(facts.begin() + 2);
  if (test.walk) {
    const double out = test.walk->equity.value.back() / test.cash - 1;
    const double held = test.walk_hold.back() / test.cash - 1;
    facts.push_back({context.text("Out of sample", "样本外收益"), shown_percent(out * 100),
                     tone_of_change(out)});
    facts.push_back({context.text("Held meanwhile", "同期买入持有"), shown_percent(held * 100),
                     tone_of_change(held)});
  } else {
    facts.push_back({context.text("Bought and held", "买入持有"),
                     shown_percent(test.buy_and_hold_return * 100),
                     tone_of_change(test.buy_and_hold_return)});
  }
  return facts;
}

std::vector<Fact> about(const SearchContext& context, const ReportOptions& options) {
  const auto& test = context.test;
  const std::string count = shown_count(test.last - test.first);
  return {{context.text("Run", "运行编号"), test.run_id, Tone::none},
          {context.text("Bars", "K线"),
           context.chinese() ? fmt::format("{} {} 根", period_text(test.period, true), count)
                             : fmt::format("{} {} bars", count, bars_of_text(test.period)),
           Tone::none},
          {context.text("Range", "区间"), context.stretch(test.first, test.last), Tone::none},
          {context.text("Start capital", "初始资金"),
           money_text(test.cash) + context.text(" CNY", " 元"), Tone::none},
          {context.text("Source of the bars", "K线来源"), test.source, Tone::none},
          {context.text("Made", "生成时间"), options.generated_at, Tone::none}};
}

Section summary(const SearchContext& context, const ReportOptions& options) {
  Section section{
      .id = "summary", .title = context.text("In short", "要点"), .blocks = {}, .wide = true};
  if (options.simulated)
    section.blocks.emplace_back(report::Paragraph{
        context.text("Demo market: simulated prices of companies that do not exist.",
                     "演示行情：模拟数据，公司为虚构。"),
        Tone::warning});
  report::List list;
  for (const auto& one : context.test.findings) list.items.push_back(context.text(one.en, one.zh));
  section.blocks.emplace_back(std::move(list));
  for (const auto& remark : context.test.remarks)
    section.blocks.emplace_back(
        report::Paragraph{context.text(remark.en, remark.zh), Tone::warning});
  return section;
}

// The values that a parameter took; of more than `most`, every so many-th, that of the best among them.
std::vector<double> values_of(const VariantsBacktest& test, std::size_t param, std::size_t most) {
  std::vector<double> all;
  for (const auto& call : test.variants.calls) all.push_back(call.params[param]);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  const double best = test.call(test.best()).params[param];
  const auto place = static_cast<std::size_t>(std::ranges::find(all, best) - all.begin());
  const std::size_t step = (all.size() + most - 1) / most;
  std::vector<double> some;
  for (std::size_t i = place % step; i < all.size(); i += step) some.push_back(all[i]);
  return some;
}

// What each pair of values of two parameters gave, the others as the best has them. One parameter alone makes one line.
report::HeatMap heat_map(const SearchContext& context, std::span<const std::size_t> axes,
                         std::string caption, double (*value)(const backtest::VariantRow&),
                         double factor) {
  const auto& test = context.test;
  const auto& best = test.call(test.best()).params;
  const bool plane = axes.size() > 1;
  const std::size_t across = plane ? axes[1] : axes[0];
  const auto name = [&](std::size_t k) { return std::string(test.strategy->params[k].name); };
  const auto columns = values_of(test, across, kMostColumns);
  const auto lines =
      plane ? values_of(test, axes[0], kMostLines) : std::vector<double>{data::kNone};
  report::HeatMap map{.caption = std::move(caption),
                      .corner = plane ? name(axes[0]) + " \\ " + name(across) : name(across),
                      .columns = {},
                      .lines = {},
                      .from_least = true};
  for (const double column : columns) map.columns.push_back(core::shortest(column));
  for (const double line : lines) {
    map.lines.push_back({.name = plane ? core::shortest(line) : context.text("value", "数值"),
                         .values = std::vector<double>(columns.size(), data::kNone)});
  }
  for (const auto& row : test.table.rows) {
    const auto& params = test.call(row).params;
    bool in_plane = true;
    for (std::size_t k = 0; k < params.size(); ++k)
      in_plane = in_plane && (params[k] == best[k] || k == across || (plane && k == axes[0]));
    const auto x = std::ranges::find(columns, params[across]);
    const auto y = plane ? std::ranges::find(lines, params[axes[0]]) : lines.begin();
    if (!in_plane || x == columns.end() || y == lines.end() || !std::isfinite(value(row))) continue;
    const auto l = static_cast<std::size_t>(y - lines.begin());
    const auto c = static_cast<std::size_t>(x - columns.begin());
    map.lines[l].values[c] = value(row) * factor;
    if (params == best) map.marked_line = l, map.marked_column = c;
  }
  return map;
}

Section heat_maps(const SearchContext& context) {
  const auto& test = context.test;
  Section section{.id = "map",
                  .title = context.text("The best among its neighbours", "最佳参数及其邻近"),
                  .blocks = {},
                  .wide = true};
  const auto axes = varied_parameters(test);
  if (axes.empty() || std::isnan(test.best().score)) return section;
  const bool fraction = context.metric().unit == backtest::MetricUnit::fraction;
  const bool money = context.metric().unit == backtest::MetricUnit::money;
  const std::string unit = fraction ? context.text(", in percent", "，单位 %") : "";
  if (test.metric != "total_return" && test.metric != "final_equity") {
    auto map = heat_map(
        context, axes, context.metric_title() + unit,
        [](const backtest::VariantRow& row) { return row.score; }, fraction ? 100 : 1);
    map.digits = money ? 0 : fraction ? 1 : 2;
    if (fraction) map.unit = "%";
    section.blocks.emplace_back(std::move(map));
  }
  auto returns = heat_map(
      context, axes, context.text("Total return, in percent", "总收益率，单位 %"),
      [](const backtest::VariantRow& row) { return row.total_return; }, 100);
  returns.unit = "%";
  section.blocks.emplace_back(std::move(returns));
  std::string note = context.text(
      "The best by what was maximised is framed. A good value among good neighbours may be more "
      "than "
      "chance; one that stands alone is not. Empty cells were skipped or have no value.",
      "加框的是按优化目标最好的一组。四周也好的好值才可能不只是偶然，孤立的好值多半是偶然。空格为跳"
      "过"
      "或无值的组合。");
  std::string fixed;
  for (std::size_t i = 2; i < axes.size(); ++i)
    fixed +=
        fmt::format("{}{} = {}", fixed.empty() ? "" : ", ", test.strategy->params[axes[i]].name,
                    core::shortest(test.call(test.best()).params[axes[i]]));
  if (!fixed.empty())
    note += context.chinese() ? fmt::format("图中其余参数取最佳值：{}。", fixed)
                              : fmt::format(" The others are as the best has them: {}.", fixed);
  const bool thinned =
      values_of(test, axes[0], SIZE_MAX / 2).size() >
          (axes.size() > 1 ? kMostLines : kMostColumns) ||
      (axes.size() > 1 && values_of(test, axes[1], SIZE_MAX / 2).size() > kMostColumns);
  if (thinned)
    note += context.text(" Of many values every so many-th is shown, that of the best among them.",
                         "取值过多时等间隔显示，其中包含最佳值。");
  section.blocks.emplace_back(report::Paragraph{std::move(note)});
  return section;
}

Section best_section(const SearchContext& context) {
  const auto& test = context.test;
  Section section{
      .id = "best", .title = context.text("The best", "最好的各组"), .blocks = {}, .wide = true};
  report::Table table{.caption = section.title, .columns = {{"#", true}}, .rows = {}};
  const auto varied = varied_parameters(test);
  for (const std::size_t k : varied)
    table.columns.push_back({std::string(test.strategy->params[k].name), true});
  table.columns.push_back({context.metric_title(), true});
  if (test.metric != "sharpe")
    table.columns.push_back({context.text("Sharpe ratio", "夏普比率"), true});
  // What the score is itself does not stand beside it again.
  const bool total = test.metric != "total_return", yearly = test.metric != "cagr";
  if (total) table.columns.push_back({context.text("Return", "总收益"), true});
  if (yearly) table.columns.push_back({context.text("Yearly", "年化"), true});
  table.columns.push_back({context.text("Deepest drawdown", "最大回撤"), true});
  table.columns.push_back({context.text("Trades", "平仓"), true});
  const std::size_t count = test.table.rows.size(), kept = std::min(count, kMostRows);
  for (std::size_t i = 0; i < kept; ++i) {
    const auto& row = test.table.rows[i];
    report::Row line{.cells = {plain(shown_count(i + 1))}, .id = fmt::format("v{}", i + 1)};
    for (const std::size_t k : varied)
      line.cells.push_back(plain(core::shortest(test.call(row).params[k])));
    line.cells.push_back(plain(context.score(row.score)));
    if (test.metric != "sharpe") line.cells.push_back(plain(shown(row.sharpe, 2)));
    if (total) line.cells.push_back(change(row.total_return));
    if (yearly) line.cells.push_back(change(row.cagr));
    line.cells.push_back(plain(shown(row.max_drawdown * 100, 2) + "%"));
    line.cells.push_back(plain(shown_count(row.trades)));
    table.rows.push_back(std::move(line));
  }
  constexpr std::size_t kTall = 20;
  table.tall = table.rows.size() > kTall;
  section.blocks.emplace_back(std::move(table));
  if (kept < count)
    section.blocks.emplace_back(report::Paragraph{
        context.chinese()
            ? fmt::format("共 {} 组，此表为最好的 {} 组。", shown_count(count), kept)
            : fmt::format("The table holds the {} best of {}.", kept, shown_count(count))});
  return section;
}

Section walk_curves(const SearchContext& context, const TestContext& account) {
  Section section = curves_section(account);
  section.id = "walk";
  section.title = context.text("Out of sample", "样本外净值");
  auto& chart = std::get<report::CurveChart>(section.blocks.front());
  chart.title = context.text(
      "Value of the account out of sample, each stretch traded with what was chosen before it, "
      "beside the security bought and held",
      "样本外账户净值：每段都用此前选出的参数交易，与买入持有并列");
  return section;
}

Section windows_section(const SearchContext& context) {
  const auto& test = context.test;
  Section section{.id = "windows",
                  .title = context.text("In sample and out of sample", "样本内与样本外"),
                  .blocks = {},
                  .wide = true};
  report::Table table{
      .caption = section.title,
      .columns = {{context.text("Chosen on", "训练期"), false},
                  {context.text("Judged on", "检验期"), false},
                  {context.text("Chosen", "所选参数"), false},
                  {context.text("In", "样本内") + " " + context.metric_title(), true},
                  {context.text("Out", "样本外") + " " + context.metric_title(), true},
                  {context.text("Return in", "样本内收益"), true},
                  {context.text("Return out", "样本外收益"), true},
                  {context.text("Trades out", "样本外交易"), true}},
      .rows = {}};
  for (const auto& row : test.walk->rows) {
    const auto& w = row.window;
    table.rows.push_back(
        {.cells = {plain(context.stretch(w.train_begin, w.train_end)),
                   plain(context.stretch(w.test_begin, w.test_end)),
                   plain(row.traded
                             ? unbroken(variant_text(test, test.variants.calls[row.variant], true))
                             : context.text("none had a value", "均无指标值")),
                   plain(context.score(row.train_score)), plain(context.score(row.test_score)),
                   change(row.train_return), change(row.test_return),
                   plain(shown_count(row.test_trades))},
         .id = {}});
  }
  constexpr std::size_t kTall = 20;
  table.tall = table.rows.size() > kTall;
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section reading(const SearchContext& context) {
  Section section{
      .id = "reading", .title = context.text("How to read this", "怎样读这份报告"), .blocks = {}};
  section.blocks.emplace_back(report::List{
      context.chinese()
          ? std::vector<
                std::string>{"每一组都是完整的回测：同样的资金、费用与规则，信号只用已收盘的K线。",
                             "试得越多，最好的一组越可能只是运气。“仅凭运气的夏普比率”是同样多次毫"
                             "无优势的尝试中"
                             "最好一次的期望值，彼此相似的尝试也各算一次，因此偏严。",
                             "样本外是每段都只用此前数据选参再交易的结果，比样本内更接近真实。",
                             "在样本外结果上反复挑选，它也就不再是样本外了。"}
          : std::vector<std::string>{
                "Each variant is a whole back-test: the same money, costs and rules, and signals "
                "from bars that have ended.",
                "The more were tried, the likelier the best of them was luck. \"Sharpe by luck\" "
                "is "
                "what the best of so many tries without any merit is expected to show; tries that "
                "resemble each other count in full, which is on the careful side.",
                "Out of sample each stretch is traded with what was chosen on the bars before it: "
                "closer to what you would have had than any figure in sample.",
                "Who searches again and again until the figures out of sample please has none "
                "left."}});
  return section;
}

}  // namespace

report::Document backtest_report(const VariantsBacktest& test, const ReportOptions& options) {
  const SearchContext context{.test = test, .language = options.language};
  report::Document document;
  document.language = options.language;
  document.light = options.light;
  document.dark = options.dark;
  document.look = options.look;
  const std::string name =
      std::string(test.symbol.text()) + (test.name.empty() ? "" : " " + test.name);
  document.title = context.chinese() ? name + " 参数搜索" : name + " parameter search";
  std::string asked;
  for (const auto& one : test.settings)
    if (one.id == "parameters") asked = one.text(context.chinese());
  document.subtitle = context.text(test.strategy->title_en, test.strategy->title_zh) +
                      context.text(": ", "：") + asked;
  document.lead = lead(context);
  document.about = about(context, options);
  document.sections = {summary(context, options), heat_maps(context), best_section(context)};
  const Backtest account = account_of(test);
  if (test.walk) {
    const TestContext out{
        .test = account, .language = options.language, .digits = price_digits_of(test.symbol)};
    document.sections.push_back(walk_curves(context, out));
    document.sections.push_back(windows_section(context));
    document.sections.push_back(metrics_section(out));
    document.sections.back().title =
        context.text("Figures out of sample and how they are computed", "样本外指标与口径");
  }
  document.sections.push_back(settings_section(test.settings, test.run_id, options.language));
  document.sections.push_back(reading(context));
  std::erase_if(document.sections, [](const Section& section) { return section.blocks.empty(); });
  document.footer = test_footer(options);
  return document;
}

std::string backtest_page(const VariantsBacktest& test, const ReportOptions& options) {
  return report::to_html(backtest_report(test, options));
}

}  // namespace fwq::coordinators
