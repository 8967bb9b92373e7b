// fwq init: makes the home.
#include <fmt/format.h>

#include "command.hpp"

namespace fwq::cli {
namespace {

int run_init(Session& session) {
  const auto folder = session.home_folder();
  const bool existed = coordinators::Home::open(folder).has_value();
  const auto home = coordinators::Home::init(folder);
  if (!home) return session.fail_job(home.error());
  if (session.json()) {
    session.print_json(Json{{"home", folder.string()}, {"created", !existed}});
  } else {
    session.print(existed ? session.text("the home is already there: ", "数据目录已存在：")
                          : session.text("made the home ", "已创建数据目录 "));
    session.print(folder.string() + "\n");
  }
  if (!existed)
    session.note(session.text("next: fwq import tdx DIR, or fwq demo for a simulated market",
                              "下一步：fwq import tdx 目录，或用 fwq demo 生成演示行情"));
  return kDone;
}

}  // namespace

extern const CommandDef init_def{
    .name = "init",
    .order = 1,
    .summary_en = "make the home: the folder of settings and data",
    .summary_zh = "创建数据目录",
    .help_en = "Safe to repeat: what is there stays.\n\nExample:\n  fwq init --home ~/quant\n",
    .help_zh = "可重复执行，已有内容不变。\n\n例：\n  fwq init --home ~/quant\n",
    .define = [](CLI::App&, const Session&) -> Runner { return run_init; },
};

}  // namespace fwq::cli
