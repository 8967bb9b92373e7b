// fwq bench: how fast each kernel is on this machine.
#include <fmt/format.h>

#include "benchmark.hpp"
#include "command.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

// The suites that a name asks for: none named, the default ones; else each whose name it begins with or whose rows may contain it.
std::vector<const BenchDef*> chosen(std::string_view name) {
  std::vector<const BenchDef*> suites;
  for (const auto* suite : built_in_benchmarks()) {
    const bool named = !name.empty() && (name == suite->name || name.starts_with(std::string(suite->name) + "."));
    if (named || (name.empty() && suite->by_default)) suites.push_back(suite);
  }
  if (!suites.empty() || name.empty()) return suites;
  for (const auto* suite : built_in_benchmarks()) {
    if (suite->by_default) suites.push_back(suite);
  }
  return suites;
}

int run_bench(Session& session, const std::string& name) {
  Json document = Json::array();
  Table table({session.text("name", "名称"), session.text(">ns per bar", ">每根K线纳秒"), session.text(">ms per run", ">每次毫秒"), session.text(">bars", ">K线数"),
               session.text(">runs", ">次数"), session.text(">ratio", ">比值"), session.text("to", "对照")});
  for (const auto* suite : chosen(name)) {
    session.note(session.text(suite->summary_en, suite->summary_zh));
    const auto rows = suite->run(name == suite->name ? std::string_view() : std::string_view(name));
    if (!rows) return session.fail_job(rows.error());
    for (const auto& row : *rows) {
      Json line{{"name", row.name}, {"ns_per_bar", number(row.ns_per_bar)}, {"bars", row.bars}, {"runs", row.runs}};
      if (!row.peer.empty()) {
        line["peer"] = row.peer;
        line["ratio"] = number(row.ratio);
      }
      document.push_back(line);
      table.add({row.name, core::fixed(row.ns_per_bar, 2), core::fixed(row.ns_per_bar * static_cast<double>(row.bars) * 1e-6, 2), std::to_string(row.bars),
                 std::to_string(row.runs), row.peer.empty() ? "" : core::fixed(row.ratio, 2), row.peer});
    }
  }
  if (document.empty()) {
    std::vector<std::string> names;
    for (const auto* suite : built_in_benchmarks()) names.emplace_back(suite->name);
    return session.fail({Errc::not_found, fmt::format("no benchmark is called '{}'{}; the suites are {}", name, core::did_you_mean(name, names), fmt::join(names, ", "))});
  }
  if (session.json()) {
    session.print_json(document);
  } else {
    session.print(table.text());
  }
  return kDone;
}

}  // namespace

extern const CommandDef bench_def{
    .name = "bench",
    .order = 10,
    .summary_en = "measure how fast each kernel is on this machine",
    .summary_zh = "测量各计算内核在本机的速度",
    .help_en = "Medians of repeated runs; a ratio compares with a peer in the same runs. Without NAME: every suite but those that\n"
               "write temporary files (csv, demo, market, tdx), which run only when named.\n\n"
               "Examples:\n  fwq bench\n  fwq bench macd\n  fwq bench market --json\n",
    .help_zh = "重复运行取中位数；比值为同一轮运行中与对照的比较。不给名称时运行除 csv、demo、market 和 tdx 以外的各组；\n这四组会写临时文件，只有指定名称时才运行。\n\n"
               "例：\n  fwq bench\n  fwq bench macd\n  fwq bench market --json\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto name = std::make_shared<std::string>();
      app.add_option("NAME", *name, session.text("a suite, or part of a row's name", "测试组，或名称的一部分"));
      return [name](Session& s) { return run_bench(s, *name); };
    },
};

}  // namespace fwq::cli
