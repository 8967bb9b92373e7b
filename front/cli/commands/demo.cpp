// fwq demo: a simulated market, so that everything can be tried without data.
#include "fwq/coordinators/demo.hpp"

#include <fmt/format.h>

#include <chrono>

#include "command.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

struct DemoCommand {
  data::DemoOptions market;
  std::string end;
  bool remove = false;
};

int run_remove(Session& session, const coordinators::Home& home) {
  const auto lock = home.lock_for_writing();
  if (!lock) return session.fail_job(lock.error());
  const auto removed = coordinators::remove_demo(home);
  if (!removed) return session.fail_job(removed.error());
  if (session.json()) {
    session.print_json(Json{{"removed", *removed}});
  } else {
    session.print(*removed
                      ? session.text("the demo market was removed\n", "已移除演示行情\n")
                      : session.text("there is no demo market here\n", "此目录没有演示行情\n"));
  }
  return kDone;
}

Json as_json(const data::ImportReport& report, const DemoCommand& command) {
  return {{"symbols", report.symbols},     {"bars", report.bars},
          {"added", report.added},         {"rejected", report.rejected},
          {"reasons", Json::object()},     {"seed", command.market.seed},
          {"years", command.market.years}, {"end", data::format_date(command.market.end)}};
}

void print_for_people(Session& session, const data::ImportReport& report,
                      const DemoCommand& command, double seconds) {
  const std::string end = data::format_date(command.market.end);
  session.print(session.chinese()
                    ? fmt::format("演示行情：{} 个证券，{} 年至 {}，随机种子 {}：{} "
                                  "根日线，其中新增或变更 {}，用时 {} 秒\n",
                                  report.symbols, command.market.years, end, command.market.seed,
                                  report.bars, report.added, core::fixed(seconds, 2))
                    : fmt::format("demo market of {} symbols, {} years to {}, seed {}: {} daily "
                                  "bars, {} new or changed, in {} s\n",
                                  report.symbols, command.market.years, end, command.market.seed,
                                  report.bars, report.added, core::fixed(seconds, 2)));
  session.print(
      session.text("All of it is invented: no such company exists, and no price was ever paid.\n",
                   "全部数据均为模拟：公司和价格都是虚构的。\n"));
  session.note(session.text("next: fwq symbols; fwq analyze SH602001",
                            "下一步：fwq symbols；fwq analyze SH602001"));
}

int run_demo(Session& session, DemoCommand command) {
  if (!command.end.empty()) {
    const auto end = data::parse_time(command.end);
    if (!end) return session.fail(end.error());
    command.market.end = data::date_of(*end);
  }
  const auto home = command.remove ? session.home() : session.home_or_new();
  if (!home) return session.fail_job(home.error());
  if (command.remove) return run_remove(session, *home);
  const auto start = std::chrono::steady_clock::now();
  const core::InterruptGuard interrupt;
  Result<data::ImportReport> report = Error{};
  {
    ProgressLine progress(session, session.text("simulating", "模拟"));
    core::TaskSystem tasks(session.threads());
    report = coordinators::make_demo(*home, command.market, tasks,
                                     {interrupt.token(), progress.handler(), &session.monitor()});
  }
  if (!report) return session.fail(report.error());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (session.json()) {
    session.print_json(as_json(*report, command));
  } else {
    print_for_people(session, *report, command, seconds);
  }
  return kDone;
}

}  // namespace

extern const CommandDef demo_def{
    .name = "demo",
    .order = 2,
    .summary_en = "make a simulated market, to try everything without data",
    .summary_zh = "生成模拟的演示行情，无需数据即可试用",
    .help_en =
        "Invented companies with codes that no exchange has given out (SH602001 …), sectors and "
        "indices, with dividends,\n"
        "rights, suspensions, limit days and new listings, by the rules of each day. The same "
        "options give the same bars to\n"
        "the last digit, whenever and wherever; the last day is fixed unless --end names another. "
        "Trading days come from an\n"
        "imported calendar where it has them. Safe to repeat; other options replace the demo "
        "market.\n"
        "A home holds the demo market or real data, never both: `fwq import` removes the demo, and "
        "`fwq demo` refuses a home\n"
        "with real data.\n\n"
        "Examples:\n  fwq demo\n  fwq demo --symbols 50 --years 3 --seed 42\n  fwq demo --end "
        "2024-12-31 --json\n"
        "  fwq --home ~/fwq-demo demo\n  fwq demo --remove\n",
    .help_zh =
        "虚构的公司，代码未被任何交易所使用（SH602001 "
        "等），含板块和指数；分红、送转、配股、停牌、涨跌停、新股\n"
        "均按当日规则模拟。相同选项在任何时间、任何机器上得到完全相同的数据；最后交易日固定，可用 "
        "--end 更改。\n"
        "已导入交易日历时使用该日历。可重复执行；更改选项会替换原有演示行情。\n"
        "一个数据目录只放演示行情或真实数据：fwq import "
        "会移除演示行情；已有真实数据的目录不能生成演示行情。\n\n"
        "例：\n  fwq demo\n  fwq demo --symbols 50 --years 3 --seed 42\n  fwq demo --end "
        "2024-12-31 --json\n"
        "  fwq --home ~/fwq-demo demo\n  fwq demo --remove\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto command = std::make_shared<DemoCommand>();
      app.add_option("--symbols", command->market.symbols,
                     session.text("how many series, indices included", "证券个数（含指数）"))
          ->type_name(fmt::format("1…{}", data::kMostDemoSymbols))
          ->check(CLI::Range(std::size_t{1}, data::kMostDemoSymbols).description(""))
          ->capture_default_str();
      app.add_option("--years", command->market.years, session.text("how many years", "年数"))
          ->type_name(fmt::format("1…{}", data::kMostDemoYears))
          ->check(CLI::Range(1, data::kMostDemoYears).description(""))
          ->capture_default_str();
      app.add_option("--seed", command->market.seed,
                     session.text("another seed, another market", "随机种子"))
          ->check(a_count_or_none(session))
          ->capture_default_str();
      app.add_option("--end", command->end,
                     session.text("last day, YYYY-MM-DD (default ", "最后一天 YYYY-MM-DD（默认 ") +
                         data::format_date(command->market.end) + session.text(")", "）"));
      app.add_flag("--remove", command->remove,
                   session.text("take the demo market out of the home", "从数据目录移除演示行情"));
      return [command](Session& s) { return run_demo(s, *command); };
    },
};

}  // namespace fwq::cli
