// fwq report: one stock as a self-contained HTML page with charts.
#include "fwq/coordinators/report.hpp"

#include <fmt/format.h>

#include "command.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "fwq/report/document.hpp"
#include "looks.hpp"

namespace fwq::cli {
namespace {

namespace fs = std::filesystem;

struct ReportCommand {
  StockOptions stock;
  std::string flavour, theme, output;
};

// Where the page goes: the file named, SYMBOL.html in the folder named, or SYMBOL.html here.
fs::path output_file(const std::string& output, data::Symbol symbol) {
  const std::string own = std::string(symbol.text()) + ".html";
  if (output.empty()) return own;
  std::error_code ignored;
  return fs::is_directory(output, ignored) ? fs::path(output) / own : fs::path(output);
}

Json as_json(const coordinators::Analysis& analysis, const fs::path& file, std::size_t bytes) {
  const auto& stock = analysis.stock;
  const data::Bars shown = stock.shown();
  return {{"symbol", stock.symbol.text()},
          {"name", stock.name},
          {"period", to_string(stock.period)},
          {"adjust", to_string(stock.adjusted.adjust)},
          {"flavour", to_string(analysis.flavour)},
          {"bars", shown.size()},
          {"first", shown_time(shown.time().front(), stock.period)},
          {"last", shown_time(shown.time().back(), stock.period)},
          {"patterns", analysis.patterns.size()},
          {"signals", analysis.signals.size()},
          {"levels", analysis.levels.size()},
          {"cuts", stock.cuts.size()},
          {"file", file.string()},
          {"bytes", bytes}};
}

int deliver(Session& session, const coordinators::Analysis& analysis, const std::string& html,
            const std::string& output) {
  if (output == "-") {
    session.print(html);
    return kDone;
  }
  const fs::path file = output_file(output, analysis.stock.symbol);
  if (const auto written = core::write_file_atomically(file, html); !written)
    return session.fail_job(written.error());
  if (session.json()) {
    session.print_json(as_json(analysis, file, html.size()));
    return kDone;
  }
  const std::size_t patterns = analysis.patterns.size();
  const std::size_t signals = analysis.signals.size();
  session.print(
      session.chinese()
          ? fmt::format("已写入 {}（{} KB）：{} 根K线，近 {} 根中形态 {} 个、信号 {} 个\n",
                        file.string(), html.size() / 1000, analysis.stock.shown().size(),
                        analysis.recent, patterns, signals)
          : fmt::format("wrote {} ({} KB): {} bars; in the last {}: {} pattern{}, {} signal{}\n",
                        file.string(), html.size() / 1000, analysis.stock.shown().size(),
                        analysis.recent, patterns, patterns == 1 ? "" : "s", signals,
                        signals == 1 ? "" : "s"));
  return kDone;
}

// A folder that is not there is a slip of the pen more often than a wish: only the folders of a named file are made.
Result<void> check_output(const std::string& output, const Session& session) {
  std::error_code ignored;
  if (!output.ends_with('/') || fs::is_directory(output, ignored)) return {};
  return Error{Errc::invalid_argument,
               session.chinese()
                   ? fmt::format("没有目录 {}：请先创建，或给出文件名，例如 -o {}report.html",
                                 output, output)
                   : fmt::format("there is no folder {}: make it first, or name a file, e.g. -o "
                                 "{}report.html",
                                 output, output)};
}

int run_report(Session& session, const ReportCommand& command) {
  if (const auto good = check_output(command.output, session); !good)
    return session.fail(good.error());
  if (command.output == "-" && session.json()) {
    return session.fail({Errc::invalid_argument,
                         "--json and -o - would both go to stdout: name a file with -o",
                         "--json 和 -o - 都会写到标准输出：请用 -o 指定文件"});
  }
  const auto flavour = analysis::parse_flavour(
      command.flavour.empty() ? session.settings().text("indicators.flavour") : command.flavour);
  if (!flavour) return session.fail(flavour.error());
  if (const auto home = session.home(); !home) return session.fail_job(home.error());
  const auto options = page_options(command.theme, session);
  if (!options) return session.fail(options.error());
  const auto library = session.library();
  if (!library) return session.fail_job(library.error());
  auto stock = load_stock(command.stock, *library, default_adjust(session), true);
  if (!stock) return session.fail(stock.error());
  const auto analysis = session.analysis().analyse(std::move(*stock), *flavour);
  if (!analysis) return session.fail(analysis.error());

  const std::string page = session.monitor().measure_performance(
      "page", [&] { return report::to_html(coordinators::stock_report(*analysis, *options)); });
  return deliver(session, *analysis, page, command.output);
}

}  // namespace

extern const CommandDef report_def{
    .name = "report",
    .order = 6,
    .summary_en = "write a stock's analysis with charts as one HTML file",
    .summary_zh = "把一只股票的分析和图表写成一个 HTML 文件",
    .help_en =
        "The file needs no network and no other file: open it in any browser, send it, print it. "
        "The chart zooms with "
        "the\nwheel, moves by dragging, and reads bar by bar with the arrow keys; numbered marks "
        "lead to the reasons of a "
        "pattern.\nIt holds what `fwq analyze` finds, in the language of --lang.\n\n"
        "Examples:\n  fwq report SH600000\n  fwq report 000001.SZ -o reports/pingan.html --theme "
        "dark\n  fwq "
        "report SH600000 --period week --to 2021-06-30 --lang zh\n",
    .help_zh =
        "文件不需要网络，也不依赖其他文件：可用任何浏览器打开、发送、打印。图表可用滚轮缩放、拖动平"
        "移、方向键逐根读数；\n"
        "带编号的标记通向形态的理由。内容与 fwq analyze 相同，语言随 --lang。\n\n"
        "例：\n  fwq report SH600000\n  fwq report 000001.SZ -o reports/pingan.html --theme dark\n "
        " fwq "
        "report SH600000 --period week --to 2021-06-30 --lang zh\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto command = std::make_shared<ReportCommand>();
      add_stock_options(app, command->stock, session);
      app.add_option(
             "-o,--output", command->output,
             session.text("file or folder to write to, - for stdout (default: SYMBOL.html here)",
                          "输出文件或目录，- 表示标准输出（默认当前目录下的 代码.html）"))
          ->check(not_empty(session, "name a file or a folder, or - for stdout",
                            "请给出文件或目录，- 表示标准输出"));
      app.add_option(
          "--theme", command->theme,
          session.text(
              "look at first: auto, light, dark or a theme of yours (default: the setting)",
              "初始外观：auto、light、dark 或自定义主题（默认取设置）"));
      app.add_option("--flavour", command->flavour,
                     session.text("definitions of indicators: talib or tdx (default: the setting)",
                                  "指标口径：talib 或 tdx（默认取设置）"));
      return [command](Session& s) { return run_report(s, *command); };
    },
};

}  // namespace fwq::cli
