// fwq manual: the reference of every indicator, candle function and pattern as HTML pages.
#include "fwq/coordinators/manual.hpp"

#include <fmt/format.h>

#include "command.hpp"
#include "fwq/cli/version.hpp"
#include "fwq/core/files.hpp"

namespace fwq::cli {
namespace {

namespace fs = std::filesystem;

int run_manual(Session& session, const std::string& output) {
  const fs::path folder = output;
  const auto pages = coordinators::manual_pages(
      {.language = session.chinese() ? report::Language::zh : report::Language::en,
       .light = core::built_in_themes()[1],
       .dark = core::built_in_themes()[0],
       .look = "auto",
       .version = kVersion});
  Json files = Json::array();
  std::size_t bytes = 0;
  for (const auto& page : pages) {
    const std::string html = report::to_html(page.document);
    if (const auto written = core::write_file_atomically(folder / page.file, html); !written)
      return session.fail_job(written.error());
    files.push_back(page.file);
    bytes += html.size();
  }
  const std::string index = (folder / "index.html").string();
  if (session.json()) {
    session.print_json({{"index", index}, {"pages", files}, {"bytes", bytes}});
    return kDone;
  }
  session.print(
      session.chinese()
          ? fmt::format("已写入 {} 页（{} KB）；请打开 {}\n", pages.size(), bytes / 1000, index)
          : fmt::format("wrote {} pages ({} KB); open {}\n", pages.size(), bytes / 1000, index));
  return kDone;
}

}  // namespace

extern const CommandDef manual_def{
    .name = "manual",
    .order = 9,
    .summary_en = "write the reference of all indicators, candle functions and patterns",
    .summary_zh = "生成全部指标、K线函数与形态的参考手册",
    .help_en =
        "HTML pages that need no network, made from the program's own tables: definitions, "
        "parameters, ranges and "
        "sources,\nand a drawn example of each pattern with its key points and reasons. In the "
        "language of --lang.\n\n"
        "Examples:\n  fwq manual -o manual\n  fwq manual -o manual-zh --lang zh\n",
    .help_zh =
        "由程序自身的表生成的 HTML "
        "页面，不需要网络：定义、参数、范围、出处，以及每种形态的示例图、关键点与理由。\n"
        "语言随 --lang。\n\n例：\n  fwq manual -o manual\n  fwq manual -o manual-zh --lang zh\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto output = std::make_shared<std::string>("manual");
      app.add_option(
             "-o,--output", *output,
             session.text("folder to write to (default: manual)", "输出目录（默认 manual）"))
          ->check(not_empty(session, "name a folder", "请给出目录"));
      return [output](Session& s) { return run_manual(s, *output); };
    },
};

}  // namespace fwq::cli
