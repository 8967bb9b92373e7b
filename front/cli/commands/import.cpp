// fwq import: reads the files that users have into the home.
#include <fmt/format.h>

#include <chrono>

#include "command.hpp"
#include "fwq/core/text.hpp"
#include "fwq/data/import.hpp"

namespace fwq::cli {
namespace {

struct ImportOptions {
  std::string kind, path;
};

Result<data::ImportReport> import_into(const coordinators::Home& home, const ImportOptions& options,
                                       Session& session, const core::TaskContext& context) {
  FWQ_TRY_ASSIGN(lock, home.lock_for_writing());
  static_cast<void>(lock);  // Held until the end.
  if (options.kind == "tdx") {
    FWQ_TRY_ASSIGN(store, home.store(false));
    core::TaskSystem tasks(session.threads());
    return data::import_tdx(options.path, store, tasks, context);
  }
  FWQ_TRY_ASSIGN(db, home.database(false));
  if (options.kind == "names") return data::import_names(options.path, db);
  if (options.kind == "exrights") return data::import_exrights(options.path, db);
  return data::import_calendar(options.path, db);
}

Json as_json(const data::ImportReport& report) {
  Json reasons = Json::object();
  for (const auto& [reason, count] : report.reasons) reasons[reason] = count;
  Json document = {{"symbols", report.symbols},
                   {"bars", report.bars},
                   {"added", report.added},
                   {"rejected", report.rejected},
                   {"reasons", reasons},
                   {"files", report.files},
                   {"skipped_files", report.skipped_files}};
  if (!report.repaired.empty()) document["repaired"] = report.repaired;
  return document;
}

void print_for_people(Session& session, const ImportOptions& options,
                      const data::ImportReport& report, double seconds) {
  const bool bars = options.kind == "tdx";
  const bool securities = options.kind != "calendar";
  std::string line;
  if (session.chinese()) {
    line = fmt::format("读取 {} 个文件", report.files);
    if (securities) line += fmt::format("，{} 个证券", report.symbols);
    line += fmt::format("，{} {}，其中新增或变更 {}，拒绝 {}，用时 {:.2f} 秒\n", report.bars,
                        bars ? "根K线" : "行", report.added, report.rejected, seconds);
  } else {
    line = fmt::format("read {} files", report.files);
    if (securities) line += fmt::format(", {} securities", report.symbols);
    line += fmt::format(", {} {}: {} new or changed, {} rejected, in {:.2f} s\n", report.bars,
                        bars ? "bars" : "rows", report.added, report.rejected, seconds);
  }
  session.print(line);
  if (!report.reasons.empty()) {
    Table table({session.text("  found", "  情况"), session.text(">rows", ">行数")});
    for (const auto& [reason, count] : report.reasons)
      table.add({"  " + reason, std::to_string(count)});
    session.print(table.text());
  }
  if (!report.examples.empty()) {
    Table table({session.text("  file", "  文件"), session.text(">row", ">行"),
                 session.text("reason", "原因")});
    for (const auto& problem : report.examples)
      table.add({"  " + problem.file, std::to_string(problem.row), problem.reason});
    session.print(session.text("the first of them:\n", "示例：\n") + table.text());
  }
  for (const auto& file : report.skipped_files)
    session.print(session.text("  skipped ", "  跳过 ") + file + "\n");
  if (report.skipped > report.skipped_files.size()) {
    const std::size_t more = report.skipped - report.skipped_files.size();
    session.print(session.chinese() ? fmt::format("  另跳过 {} 个文件\n", more)
                                    : fmt::format("  skipped {} files more\n", more));
  }
  for (const auto& series : report.repaired)
    session.print(session.text("  repaired ", "  已修复 ") + series + "\n");
}

int run_import(Session& session, const ImportOptions& options) {
  const auto home = session.home_or_new();
  if (!home) return session.fail_job(home.error());
  const auto start = std::chrono::steady_clock::now();
  const core::InterruptGuard interrupt;
  Result<data::ImportReport> report = Error{};
  {
    ProgressLine progress(session, session.text("importing", "导入"));
    report = import_into(*home, options, session, {interrupt.token(), progress.handler()});
  }
  if (!report) return session.fail_job(report.error());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (session.json()) {
    session.print_json(as_json(*report));
  } else {
    print_for_people(session, options, *report, seconds);
    if (options.kind == "tdx" && report->added > 0)
      session.note(session.text("next: fwq symbols; fwq analyze SYM",
                                "下一步：fwq symbols；fwq analyze 代码"));
  }
  return kDone;
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
        "  names FILE      CSV: market,code,name[,list_date,delist_date]\n"
        "  exrights FILE   CSV: "
        "market,code,date,bonus_per_10,transfer_per_10,rights_per_10,rights_price,cash_per_10\n"
        "                  or, for funds: market,code,date,category,cash_per_10,split_ratio\n"
        "  calendar FILE   one trading day a line, YYYYMMDD\n\n"
        "Safe to repeat: what is stored already is not written again, and a cancelled or broken "
        "import goes on\n"
        "where it stopped. Bad rows are counted and skipped; good ones are kept. Ctrl-C "
        "cancels.\n\n"
        "Examples:\n  fwq import tdx ~/new_tdx\n  fwq import names securities.csv\n  fwq import "
        "exrights exrights.csv\n",
    .help_zh =
        "类型与路径：\n"
        "  tdx 目录        通达信根目录或其 vipdoc 下的 .day .lc1 .lc5 文件\n"
        "  names 文件      CSV：market,code,name[,list_date,delist_date]\n"
        "  exrights 文件   "
        "CSV：market,code,date,bonus_per_10,transfer_per_10,rights_per_10,rights_price,cash_per_"
        "10\n"
        "                  基金：market,code,date,category,cash_per_10,split_ratio\n"
        "  calendar 文件   每行一个交易日 YYYYMMDD\n\n"
        "可重复执行：已有数据不会重写；中断后再次执行即可继续。坏行会被计数并跳过。Ctrl-C "
        "取消。\n\n"
        "例：\n  fwq import tdx ~/new_tdx\n  fwq import names securities.csv\n  fwq import "
        "exrights exrights.csv\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<ImportOptions>();
      app.add_option(
             "KIND", options->kind,
             session.text("tdx, names, exrights or calendar", "tdx、names、exrights 或 calendar"))
          ->required()
          ->check(CLI::IsMember({"tdx", "names", "exrights", "calendar"}));
      app.add_option("PATH", options->path,
                     session.text("the folder or file to read", "要读取的目录或文件"))
          ->required();
      return [options](Session& s) { return run_import(s, *options); };
    },
};

}  // namespace fwq::cli
