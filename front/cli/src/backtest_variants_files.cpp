// A search over parameters as tables: every variant, every window, and the account out of sample.
#include <fmt/format.h>

#include "backtest_book.hpp"
#include "backtest_files.hpp"
#include "backtest_text.hpp"
#include "command.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

using backtest::yuan_of;
using coordinators::VariantsBacktest;

std::string field(double value) {
  return std::isfinite(value) ? core::shortest(value) : std::string();
}

void write_summary(Book& book, const VariantsBacktest& test, const Session& s) {
  Sheet sheet(book, s.text("Summary", "概要"), {34, 18, 90});
  sheet.title(fmt::format("{} {}", test.symbol.text(), test.name));
  sheet.text(s.text("Run", "回测编号")).text(test.run_id).end();
  sheet.text(s.text("Strategy", "策略"))
      .text(s.text(test.strategy->title_en, test.strategy->title_zh))
      .end();
  const auto line = [&](std::string_view en, std::string_view zh, double value, Form form) {
    sheet.text(s.text(en, zh)).number(value, form).end();
  };
  const auto& deflated = test.table.deflated;
  line("Variants tried", "尝试组数", static_cast<double>(test.variants.calls.size()), Form::count);
  line("Skipped as impossible", "跳过的组合", static_cast<double>(test.variants.impossible),
       Form::count);
  line("Bought and held", "同期买入持有", test.buy_and_hold_return, Form::percent);
  line("Sharpe ratio of the best", "最好一组的夏普比率", deflated.sharpe, Form::plain);
  line("Sharpe ratio that luck would give", "仅凭运气的夏普比率", deflated.hurdle, Form::plain);
  line("Probability of being better than luck", "胜过运气的概率", deflated.probability,
       Form::percent);
  if (test.walk) line("Walk-forward efficiency", "前推效率", test.walk->efficiency, Form::plain);
  sheet.end();
  for (const auto& one : test.findings) sheet.text(s.text(one.en, one.zh)).end();
  write_settings(sheet, test.settings, test.remarks, s);
  if (!test.walk) return;
  sheet.end();
  sheet.title(s.text("Metrics out of sample", "样本外指标"));
  for (const auto& one : test.walk->metrics) {
    if (one.def->group == backtest::MetricGroup::benchmark) continue;
    sheet.text(s.text(one.def->title_en, one.def->title_zh))
        .number(one.value, form_of(one.def->unit))
        .text(backtest::convention_of(*one.def, test.metric_options, s.chinese()))
        .end();
  }
}

void write_variants(Book& book, const VariantsBacktest& test, const Session& s) {
  const auto& params = test.strategy->params;
  std::vector<double> widths(params.size() + 7, 14);
  Sheet sheet(book, s.text("Variants", "参数组合"), widths);
  const auto* metric = backtest::find_metric(test.metric);
  std::vector<std::string> header;
  for (const auto& param : params) header.emplace_back(param.name);
  for (const auto& name :
       {s.text(metric->title_en, metric->title_zh), s.text("Sharpe ratio", "夏普比率"),
        s.text("Return", "总收益率"), s.text("A year", "年化"), s.text("Drawdown", "最大回撤"),
        s.text("Trades", "交易数"), s.text("Final equity", "期末权益")})
    header.push_back(name);
  sheet.header(header);
  for (const auto& row : test.table.rows) {
    for (const double value : test.call(row).params) sheet.number(value);
    sheet.number(row.score, form_of(metric->unit))
        .number(row.sharpe)
        .number(row.total_return, Form::percent)
        .number(row.cagr, Form::percent)
        .number(row.max_drawdown, Form::percent)
        .number(static_cast<double>(row.trades), Form::count)
        .number(yuan_of(row.end), Form::money)
        .end();
  }
}

void write_windows(Book& book, const VariantsBacktest& test, const Session& s) {
  Sheet sheet(book, s.text("Walk-forward", "滚动前推"), {17, 17, 17, 17, 30, 14, 14, 14, 14, 14});
  sheet.header({s.text("Trained from", "训练起"), s.text("Trained to", "训练止"),
                s.text("Tested from", "检验起"), s.text("Tested to", "检验止"),
                s.text("Chosen", "所选参数"), s.text("Score in", "样本内得分"),
                s.text("Score out", "样本外得分"), s.text("Return in", "样本内收益"),
                s.text("Return out", "样本外收益"), s.text("Trades out", "样本外交易")});
  const auto* metric = backtest::find_metric(test.metric);
  const auto time = [&](std::size_t bar) { return shown_time(test.times[bar], test.period); };
  for (const auto& row : test.walk->rows) {
    const auto& w = row.window;
    sheet.text(time(w.train_begin))
        .text(time(w.train_end - 1))
        .text(time(w.test_begin))
        .text(time(w.test_end - 1))
        .text(row.traded ? coordinators::variant_text(test, test.variants.calls[row.variant])
                         : std::string())
        .number(row.train_score, form_of(metric->unit))
        .number(row.test_score, form_of(metric->unit))
        .number(row.train_return, Form::percent)
        .number(row.test_return, Form::percent)
        .number(static_cast<double>(row.test_trades), Form::count)
        .end();
  }
}

void write_equity(Book& book, const VariantsBacktest& test, const Session& s) {
  Sheet sheet(book, s.text("Out of sample", "样本外权益"), {17, 16, 16, 16});
  sheet.header({s.text("Time", "时间"), s.text("Cash", "现金"), s.text("Value", "总值"),
                s.text("Bought and held", "买入持有")});
  const auto& equity = test.walk->equity;
  for (std::size_t i = 0; i < equity.time.size(); ++i)
    sheet.text(shown_time(equity.time[i], test.period))
        .number(equity.cash[i], Form::money)
        .number(equity.value[i], Form::money)
        .number(test.walk_hold[i], Form::money)
        .end();
}

}  // namespace

Result<void> write_workbook(const VariantsBacktest& test, const std::filesystem::path& file,
                            const Session& session) {
  return write_book(file, [&](Book& book) {
    write_summary(book, test, session);
    write_variants(book, test, session);
    if (!test.walk) return;
    write_windows(book, test, session);
    write_equity(book, test, session);
  });
}

std::string variants_csv(const VariantsBacktest& test) {
  std::string text;
  for (const auto& param : test.strategy->params) text += std::string(param.name) + ",";
  text += "score,sharpe,total_return,cagr,max_drawdown,trades,final_equity\n";
  for (const auto& row : test.table.rows) {
    for (const double value : test.call(row).params) text += field(value) + ",";
    text += fmt::format("{},{},{},{},{},{},{}\n", field(row.score), field(row.sharpe),
                        field(row.total_return), field(row.cagr), field(row.max_drawdown),
                        row.trades, field(yuan_of(row.end)));
  }
  return text;
}

std::string windows_csv(const VariantsBacktest& test) {
  std::string text = "train_first,train_last,test_first,test_last,";
  for (const auto& param : test.strategy->params) text += std::string(param.name) + ",";
  text += "train_score,test_score,train_return,test_return,test_trades\n";
  const auto time = [&](std::size_t bar) { return shown_time(test.times[bar], test.period); };
  for (const auto& row : test.walk->rows) {
    const auto& w = row.window;
    text += fmt::format("{},{},{},{},", time(w.train_begin), time(w.train_end - 1),
                        time(w.test_begin), time(w.test_end - 1));
    for (const double value : test.variants.calls[row.variant].params)
      text += (row.traded ? field(value) : std::string()) + ",";
    text += fmt::format("{},{},{},{},{}\n", field(row.train_score), field(row.test_score),
                        field(row.train_return), field(row.test_return), row.test_trades);
  }
  return text;
}

std::string walk_equity_csv(const VariantsBacktest& test) {
  std::string text = "time,cash,value,buy_and_hold\n";
  const auto& equity = test.walk->equity;
  for (std::size_t i = 0; i < equity.time.size(); ++i)
    text += fmt::format("{},{},{},{}\n", shown_time(equity.time[i], test.period),
                        field(equity.cash[i]), field(equity.value[i]), field(test.walk_hold[i]));
  return text;
}

}  // namespace fwq::cli
