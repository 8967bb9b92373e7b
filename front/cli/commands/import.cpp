// fwq import: reads the files that users have into the home.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "command.hpp"
#include "fwq/coordinators/import_files.hpp"
#include "fwq/core/text.hpp"
#include "import_csv.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

struct ImportOptions {
  std::string kind;
  std::vector<std::filesystem::path> paths;
  CsvImportOptions csv;
};

Result<data::CsvImportReport> import_into(const coordinators::Home& home,
                                          const ImportOptions& options, Session& session,
                                          const core::TaskContext& context) {
  coordinators::ImportRequest request;
  request.paths = options.paths;
  FWQ_TRY_ASSIGN(kind, coordinators::parse_import_kind(options.kind));
  request.kind = kind;
  if (kind == coordinators::ImportKind::csv) {
    FWQ_TRY_ASSIGN(csv, options.csv.parsed());
    request.csv = csv;
  }
  core::TaskSystem tasks(session.threads());
  FWQ_TRY_ASSIGN(outcome, coordinators::import_files(home, request, tasks, context));
  if (outcome.demo_removed) {
    session.note(session.text("the demo market was removed: real data takes its place",
                              "已移除演示行情，改用真实数据"));
  }
  return std::move(outcome.report);
}

Json as_json(const ImportOptions& options, const data::CsvImportReport& csv) {
  const data::ImportReport& report = csv.totals;
  Json reasons = Json::object();
  for (const auto& [reason, count] : report.reasons) reasons[reason] = count;
  Json json = {{"symbols", report.symbols},
               {"bars", report.bars},
               {"added", report.added},
               {"rejected", report.rejected},
               {"reasons", reasons},
               {"files", report.files},
               {"skipped_files", report.skipped_files}};
  if (!report.repaired.empty()) json["repaired"] = report.repaired;
  if (options.kind != "csv") return json;
  json["layouts"] = Json::array();
  for (const auto& file : csv.files) json["layouts"].push_back(layout_json(file.path, file.layout));
  return json;
}

void print_layouts(Session& session, const data::CsvImportReport& report) {
  constexpr std::size_t kShown = 3;
  for (std::size_t i = 0; i < report.files.size() && i < kShown; ++i) {
    session.print(layout_text(report.files[i].path, report.files[i].layout, session));
  }
  if (report.totals.files <= kShown) return;
  session.print(session.text("… `--dry-run` shows the layouts of all files\n",
                             "……用 --dry-run 查看全部文件的格式\n"));
}

void print_for_people(Session& session, const ImportOptions& options,
                      const data::ImportReport& report, double seconds) {
  const bool bars = options.kind == "tdx" || options.kind == "csv";
  const bool securities = options.kind != "calendar";
  std::string line;
  if (session.chinese()) {
    line = fmt::format("读取 {} 个文件", report.files);
    if (securities) line += fmt::format("，{} 个证券", report.symbols);
    line +=
        fmt::format("，{} {}，其中新增或变更 {}，拒绝 {}，用时 {} 秒\n", report.bars,
                    bars ? "根K线" : "行", report.added, report.rejected, core::fixed(seconds, 2));
  } else {
    line = "read " + counted(report.files, "file", "files");
    if (securities) line += ", " + counted(report.symbols, "security", "securities");
    line += fmt::format(
        ", {}: {} new or changed, {} rejected, in {} s\n",
        bars ? counted(report.bars, "bar", "bars") : counted(report.bars, "row", "rows"),
        report.added, report.rejected, core::fixed(seconds, 2));
  }
  session.print(line);
  if (!report.reasons.empty()) {
    Table table({session.text("  found", "  情况"), session.text(">rows", ">行数")});
    for (const auto& [reason, count] : report.reasons)
      table.add({"  " + titled(reason, session), std::to_string(count)});
    session.print(table.text());
  }
  if (!report.examples.empty()) {
    Table table({session.text("  file", "  文件"), session.text(">row", ">行"),
                 session.text("reason", "原因")});
    for (const auto& problem : report.examples)
      table.add(
          {"  " + problem.file, std::to_string(problem.row), titled(problem.reason, session)});
    session.print(session.text("the first of them:\n", "示例：\n") + table.text());
  }
  for (const auto& file : report.skipped_files)
    session.print(session.text("  skipped ", "  跳过 ") + file + "\n");
  if (report.skipped > report.skipped_files.size()) {
    const std::size_t more = report.skipped - report.skipped_files.size();
    session.print(session.chinese()
                      ? fmt::format("  另跳过 {} 个文件\n", more)
                      : fmt::format("  skipped {} more\n", counted(more, "file", "files")));
  }
  for (const auto& series : report.repaired)
    session.print(session.text("  repaired ", "  已修复 ") + series + "\n");
}

// What is wrong with the words themselves.
Result<void> check_request(const ImportOptions& options) {
  if (options.kind == "csv") {
    FWQ_TRY(options.csv.parsed());
    return {};
  }
  if (options.csv.any()) {
    return Error{
        Errc::invalid_argument,
        "--symbol, --period, --layout, --volume-unit, --accept-adjusted and --dry-run belong "
        "to `fwq import csv`",
        "--symbol、--period、--layout、--volume-unit、--accept-adjusted、--dry-run 属于 `fwq "
        "import csv`"};
  }
  if (options.paths.size() == 1) return {};
  return Error{Errc::invalid_argument, fmt::format("`fwq import {}` takes one PATH", options.kind),
               fmt::format("`fwq import {}` 只接受一个 PATH", options.kind)};
}

int run_import(Session& session, const ImportOptions& options) {
  if (const auto good = check_request(options); !good) return session.fail(good.error());
  if (options.csv.dry_run) {
    return show_csv_files(session, options.paths, *options.csv.parsed());
  }
  const auto home = session.home_or_new();
  if (!home) return session.fail_job(home.error());
  const auto start = std::chrono::steady_clock::now();
  const core::InterruptGuard interrupt;
  Result<data::CsvImportReport> report = Error{};
  {
    ProgressLine progress(session, session.text("importing", "导入"));
    report = import_into(*home, options, session,
                         {interrupt.token(), progress.handler(), &session.monitor()});
  }
  if (!report) return session.fail_job(report.error());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (session.json()) {
    session.print_json(as_json(options, *report));
  } else {
    print_for_people(session, options, report->totals, seconds);
    if (options.kind == "csv") print_layouts(session, *report);
    if ((options.kind == "tdx" || options.kind == "csv") && report->totals.added > 0)
      session.note(session.text("next: fwq symbols; fwq analyze SYM",
                                "下一步：fwq symbols；fwq analyze 代码"));
  }
  for (const auto& path : report->empty_paths) {
    session.note(session.text("not one bar in ", "没有可用的K线：") + path.string());
  }
  return report->empty_paths.empty() ? kDone : kFailed;
}

}  // namespace

extern const CommandDef import_def{
    .name = "import",
    .order = 3,
    .summary_en = "read bars, names, ex-rights events or trading days from files",
    .summary_zh = "导入行情、名称、除权除息或交易日历",
    .help_en =
        "KIND and PATH:\n"
        "  tdx DIR         .day .lc1 .lc5 files of a TDX (通达信) root folder or its vipdoc\n"
        "  csv FILE…       bars as text: yfinance, Tushare, JoinQuant, RQData, BaoStock, akshare, "
        "exports "
        "of the\n"
        "                  TDX, 同花顺 and EastMoney terminals, or any table with date, open, "
        "high, low "
        "and close\n"
        "                  in its header; files or folders. The layout is detected and shown; "
        "adjusted "
        "files are refused\n"
        "  names FILE      CSV: market,code,name[,list_date,delist_date]\n"
        "  exrights FILE   CSV: "
        "market,code,date,bonus_per_10,transfer_per_10,rights_per_10,rights_price,cash_per_10\n"
        "                  or, for funds: market,code,date,category,cash_per_10,split_ratio\n"
        "  st FILE         CSV: symbol,from,to: days under risk warning (ST), `to` empty while it "
        "goes on\n"
        "  calendar FILE   one trading day a line, YYYYMMDD\n"
        "  sectors PATH    a TDX root folder (its block files, industries and your own blocks), "
        "one "
        "of these files,\n"
        "                  or CSV: sector,symbol[,kind], kind industry, theme, style, index or "
        "own\n\n"
        "Safe to repeat: what is stored already is not written again, and a cancelled or broken "
        "import goes on\n"
        "where it stopped. Bad rows are counted and skipped; good ones are kept. Ctrl-C "
        "cancels.\n\n"
        "Examples:\n  fwq import tdx ~/new_tdx\n  fwq import csv sh600000.csv\n  fwq import csv "
        "bars/ "
        "--dry-run\n  fwq import csv moutai.csv --symbol SH600519 --period day\n  fwq import names "
        "securities.csv\n  fwq import "
        "exrights exrights.csv\n",
    .help_zh =
        "类型与路径：\n"
        "  tdx 目录        通达信根目录或其 vipdoc 下的 .day .lc1 .lc5 文件\n"
        "  csv 文件…       文本行情：yfinance、Tushare、JoinQuant、RQData、BaoStock、akshare、\n"
        "                  "
        "通达信/同花顺/东方财富导出，或表头含日期、开高低收的任意表格；可为文件或目录。\n"
        "                  自动识别并显示格式；复权数据会被拒绝\n"
        "  names 文件      CSV：market,code,name[,list_date,delist_date]\n"
        "  exrights 文件   "
        "CSV：market,code,date,bonus_per_10,transfer_per_10,rights_per_10,rights_price,cash_per_"
        "10\n"
        "                  基金：market,code,date,category,cash_per_10,split_ratio\n"
        "  st 文件         CSV：symbol,from,to：风险警示（ST）期间，尚未结束时 to 留空\n"
        "  calendar 文件   每行一个交易日 YYYYMMDD\n"
        "  sectors 路径    通达信根目录（板块文件、行业与自定义板块）、其中一个文件，\n"
        "                  或 CSV：sector,symbol[,kind]，kind 为 "
        "industry、theme、style、index、own\n\n"
        "可重复执行：已有数据不会重写；中断后再次执行即可继续。坏行会被计数并跳过。Ctrl-C "
        "取消。\n\n"
        "例：\n  fwq import tdx ~/new_tdx\n  fwq import csv sh600000.csv\n  fwq import csv bars/ "
        "--dry-run\n  fwq import csv moutai.csv --symbol SH600519 --period day\n  fwq import names "
        "securities.csv\n  fwq import "
        "exrights exrights.csv\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<ImportOptions>();
      app.add_option("KIND", options->kind,
                     session.text("tdx, csv, names, exrights, st, calendar or sectors",
                                  "tdx、csv、names、exrights、st、calendar 或 sectors"))
          ->required()
          ->check(CLI::IsMember({"tdx", "csv", "names", "exrights", "st", "calendar", "sectors"}));
      app.add_option("PATH", options->paths,
                     session.text("the folder or file to read; csv: any number of them",
                                  "要读取的目录或文件；csv 可有多个"))
          ->required();
      add_csv_options(app, options->csv, session);
      return [options](Session& s) { return run_import(s, *options); };
    },
};

}  // namespace fwq::cli
