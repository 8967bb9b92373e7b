// fwq bars: prints the bars of a stock.
#include <fmt/format.h>

#include "command.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

struct BarsOptions {
  StockOptions stock;
  bool csv = false;
};

std::string as_csv(const data::Bars& bars, data::Period period) {
  std::string text = "datetime,open,high,low,close,volume,amount\n";
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const data::Bar bar = bars[i];
    text += shown_time(bar.time, period);
    for (const double value : {bar.open, bar.high, bar.low, bar.close, bar.volume, bar.amount}) {
      text += ',';
      text += core::shortest(value);
    }
    text += '\n';
  }
  return text;
}

Json as_json(const data::Bars& bars, data::Period period) {
  Json list = Json::array();
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const data::Bar bar = bars[i];
    list.push_back({{"datetime", shown_time(bar.time, period)},
                    {"open", number(bar.open)},
                    {"high", number(bar.high)},
                    {"low", number(bar.low)},
                    {"close", number(bar.close)},
                    {"volume", number(bar.volume)},
                    {"amount", number(bar.amount)}});
  }
  return list;
}

void print_bars(Session& session, const coordinators::Stock& stock, bool csv) {
  const data::Bars bars = stock.shown();
  if (session.json()) return session.print_json(as_json(bars, stock.period));
  if (csv) return session.print(as_csv(bars, stock.period));
  session.print(fmt::format("{} {}  {}  {}\n", stock.symbol.text(), stock.name,
                            shown_period(stock.period, session),
                            shown_adjust(stock.adjusted.adjust, session)));
  Table table({session.text("time", "时间"), session.text(">open", ">开盘"),
               session.text(">high", ">最高"), session.text(">low", ">最低"),
               session.text(">close", ">收盘"), session.text(">volume", ">成交量(股)"),
               session.text(">amount", ">成交额(元)")});
  const int digits =
      data::tick_size(stock.symbol) < 0.01 || stock.adjusted.adjust != data::Adjust::none ? 3 : 2;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const data::Bar bar = bars[i];
    table.add({shown_time(bar.time, stock.period), core::fixed(bar.open, digits),
               core::fixed(bar.high, digits), core::fixed(bar.low, digits),
               core::fixed(bar.close, digits), core::fixed(bar.volume, 0),
               core::fixed(bar.amount, 0)});
  }
  session.print(table.text());
}

int run_bars(Session& session, const BarsOptions& options) {
  const auto library = session.library();
  if (!library) return session.fail_job(library.error());
  const auto stock = load_stock(options.stock, *library, data::Adjust::none);
  if (!stock) return session.fail(stock.error());
  session.monitor().measure_performance("format",
                                        [&] { print_bars(session, *stock, options.csv); });
  return kDone;
}

}  // namespace

extern const CommandDef bars_def{
    .name = "bars",
    .order = 5,
    .summary_en = "print the bars of a stock",
    .summary_zh = "输出一只股票的K线",
    .help_en =
        "Prices are raw unless --adjust is given, in CNY; volume in shares, amount in CNY. Longer "
        "periods are made\n"
        "from the shorter bars that are stored; a bar whose time has not ended is left out.\n\n"
        "Examples:\n  fwq bars SH600000 --count 10\n  fwq bars SH600000 --adjust forward --from "
        "2020-01-01 --csv > bars.csv\n"
        "  fwq bars 000001.SZ --period week --json\n",
    .help_zh =
        "默认不复权，价格和成交额单位为元，成交量单位为股。更长周期由已存的短周期合成，未结束的K线"
        "不输出。\n\n"
        "例：\n  fwq bars SH600000 --count 10\n  fwq bars SH600000 --adjust forward --from "
        "2020-01-01 --csv > bars.csv\n"
        "  fwq bars 000001.SZ --period week --json\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<BarsOptions>();
      add_stock_options(app, options->stock, session);
      app.add_flag("--csv", options->csv, session.text("print CSV", "输出 CSV"));
      return [options](Session& s) { return run_bars(s, *options); };
    },
};

}  // namespace fwq::cli
