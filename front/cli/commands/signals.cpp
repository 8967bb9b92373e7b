// fwq signals: every buy and sell hint in a stock, with its reason.
#include <fmt/format.h>

#include "command.hpp"
#include "finding_text.hpp"
#include "signal_text.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

using coordinators::Stock;

struct SignalsOptions {
  StockOptions stock;
  std::string flavour, side;
  double min_strength = 0;
  std::size_t last = 0;  // 0: all.
};

std::string heading(const Stock& stock, analysis::Flavour flavour, std::size_t count,
                    const Session& session) {
  const data::Bars bars = stock.shown();
  const std::string range = fmt::format("{} … {}", shown_time(bars.time().front(), stock.period),
                                        shown_time(bars.time().back(), stock.period));
  return session.chinese()
             ? fmt::format("{} {}  {}  {}  {}  指标口径 {}  {} 个信号，从旧到新\n",
                           stock.symbol.text(), stock.name, range,
                           shown_period(stock.period, session),
                           shown_adjust(stock.adjusted.adjust, session), to_string(flavour), count)
             : fmt::format("{} {}  {}  {}  {}  indicators by {}  {}, oldest first\n",
                           stock.symbol.text(), stock.name, range,
                           shown_period(stock.period, session),
                           shown_adjust(stock.adjusted.adjust, session), to_string(flavour),
                           counted(count, "signal", "signals"));
}

void print_for_people(Session& session, const Stock& stock, analysis::Flavour flavour,
                      const SignalList& list, const std::vector<std::size_t>& rows) {
  session.print(heading(stock, flavour, rows.size(), session));
  session.print(signal_table(stock, list, rows, session));
  session.print(latest_signals(stock, list, stock.until_end().size(), session));
}

// The rows asked for. Chosen only after the merge: what is not shown may still contradict what is.
std::vector<std::size_t> rows_of(const SignalList& list, const SignalsOptions& options) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto& signal = list[i].signal;
    if (signal.strength < options.min_strength) continue;
    if (options.side.empty() || options.side == to_string(signal.side)) rows.push_back(i);
  }
  if (options.last > 0 && options.last < rows.size())
    rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(options.last));
  return rows;
}

int run_signals(Session& session, const SignalsOptions& options) {
  const auto flavour = analysis::parse_flavour(
      options.flavour.empty() ? session.settings().text("indicators.flavour") : options.flavour);
  if (!flavour) return session.fail(flavour.error());
  const auto library = session.library();
  if (!library) return session.fail_job(library.error());
  const auto stock = load_stock(options.stock, *library, default_adjust(session));
  if (!stock) return session.fail(stock.error());
  auto signals = session.analysis().find_signals(
      *stock, {.flavour = *flavour, .min_strength = 0, .side = {}});
  if (!signals) return session.fail(signals.error());
  const SignalList list =
      analysis::merge_signals(std::move(*signals), analysis::kNearBars, stock->cuts);
  const auto rows = rows_of(list, options);
  if (session.json()) {
    Json document = Json::array();
    for (const std::size_t i : rows) {
      Json line = signal_json(*stock, list, i, session);
      line["adjust"] = to_string(stock->adjusted.adjust);
      line["flavour"] = to_string(*flavour);
      document.push_back(std::move(line));
    }
    session.print_json(document);
    return kDone;
  }
  session.monitor().measure_performance(
      "page", [&] { print_for_people(session, *stock, *flavour, list, rows); });
  return kDone;
}

}  // namespace

extern const CommandDef signals_def{
    .name = "signals",
    .order = 8,
    .summary_en = "list the buy and sell signals of a stock, with reasons",
    .summary_zh = "列出一只股票的买卖信号及理由",
    .help_en =
        "The customary signals of each indicator (crosses, zones, divergences) and each pattern "
        "with a "
        "direction, at the bar where they\n"
        "could first be known: nothing looks ahead. Beside each stands what else was said within "
        "five bars, and whether it\n"
        "contradicts. Oldest first; all of the history unless a "
        "range is given. A signal is a\n"
        "hint with a reason, not advice.\n\n"
        "Examples:\n  fwq signals SH600000 --count 60\n  fwq signals SH600000 --side buy "
        "--min-strength 0.7 --last 10\n"
        "  fwq signals 000001.SZ --from 2024-01-01 --flavour talib --json\n",
    .help_zh =
        "各指标的常用信号（金叉死叉、超买超卖、背离）和有方向的形态，时间为最早能够确认的那根K线，"
        "不使用"
        "未来数据。\n"
        "每个信号旁列出五根K线内的其他信号，方向相反时注明矛盾。从早到晚排列；不给区间时为全部历史"
        "。信号只是带理由的提示，不是投资建议。\n\n"
        "例：\n  fwq signals SH600000 --count 60\n  fwq signals SH600000 --side buy --min-strength "
        "0.7 --last 10\n"
        "  fwq signals 000001.SZ --from 2024-01-01 --flavour talib --json\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<SignalsOptions>();
      add_stock_options(app, options->stock, session);
      app.add_option("--flavour", options->flavour,
                     session.text("definitions of indicators: talib or tdx (default: the setting)",
                                  "指标口径：talib 或 tdx（默认取设置）"));
      app.add_option("--side", options->side,
                     session.text("only buy or only sell", "只列出 buy 或 sell"))
          ->check(CLI::IsMember({"buy", "sell"}));
      app.add_option("--min-strength", options->min_strength,
                     session.text("least strength, 0 to 1", "最低强度 0–1"))
          ->type_name("X")
          ->check(a_fraction(session));
      app.add_option("--last", options->last,
                     session.text("only the newest N signals", "只列出最新 N 个信号"))
          ->type_name("N")
          ->check(a_count(session));
      return [options](Session& s) { return run_signals(s, *options); };
    },
};

}  // namespace fwq::cli
