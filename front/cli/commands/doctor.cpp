// fwq doctor: looks whether everything in the home is as it should be.
#include <fmt/format.h>

#include "command.hpp"

namespace fwq::cli {
namespace {

int run_doctor(Session& session, bool thorough) {
  const core::InterruptGuard interrupt;
  coordinators::Diagnosis diagnosis;
  {
    ProgressLine progress(session, session.text("reading", "检查"));
    diagnosis = coordinators::diagnose(session.home_folder(), thorough,
                                       {interrupt.token(), progress.handler()});
  }
  if (session.json()) {
    Json checks = Json::array();
    for (const auto& check : diagnosis.checks)
      checks.push_back({{"name", check.name}, {"ok", check.ok}, {"message", check.message}});
    session.print_json(Json{{"healthy", diagnosis.healthy()}, {"checks", checks}});
  } else {
    Table table({session.text("check", "检查项"), "", session.text("finding", "结果")});
    for (const auto& check : diagnosis.checks) {
      table.add({check.name, check.ok ? session.text("ok", "正常") : session.text("BAD", "异常"),
                 session.text(check.message, check.message_zh)});
    }
    session.print(table.text());
    session.print(diagnosis.healthy() ? session.text("healthy\n", "一切正常\n")
                                      : session.text("not healthy: see the lines marked BAD\n",
                                                     "存在问题：见标为“异常”的行\n"));
  }
  return diagnosis.healthy() ? kDone : kFailed;
}

}  // namespace

extern const CommandDef doctor_def{
    .name = "doctor",
    .order = 2,
    .summary_en = "check the home, and say how to mend what is wrong",
    .summary_zh = "检查数据目录，并说明如何修复",
    .help_en =
        "Looks at the folder, free space, settings, database and store. --thorough also reads "
        "every stored\n"
        "bar and compares checksums. Exit status 1 when something is wrong.\n\nExample:\n  fwq "
        "doctor --thorough\n",
    .help_zh =
        "检查目录、磁盘空间、设置、数据库和行情库。--thorough "
        "还会读取全部数据并核对校验和。\n发现问题时退出码为 1。\n\n例：\n  fwq doctor --thorough\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto thorough = std::make_shared<bool>(false);
      app.add_flag("--thorough", *thorough,
                   session.text("also read every stored bar", "读取并核对全部数据"));
      return [thorough](Session& s) { return run_doctor(s, *thorough); };
    },
};

}  // namespace fwq::cli
