// fwq patterns: the table of patterns, and where they occur in a stock.
#include <fmt/format.h>

#include "command.hpp"
#include "finding_text.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

struct PatternsOptions {
  StockOptions stock;
  std::string types;
  double min_confidence = 0;
  bool has_min_confidence = false;
  bool list = false;
};

int list(Session& session) {
  Json document = Json::array();
  Table table({"id", session.text("name", "名称"), session.text("English", "英文"),
               session.text("category", "类别"), session.text("signal", "信号"),
               session.text(">threshold", ">阈值"), session.text("parameters", "参数")});
  for (const auto* def : analysis::built_in_patterns()) {
    Json parameters = Json::array();
    std::vector<std::string> names;
    for (const auto& p : def->params) {
      parameters.push_back({{"name", p.name},
                            {"default", number(p.value)},
                            {"min", number(p.min)},
                            {"max", number(p.max)},
                            {"step", number(p.step)},
                            {"unit", p.unit},
                            {"help", session.text(p.help_en, p.help_zh)}});
      names.push_back(fmt::format("{}={}", p.name, core::shortest(p.value)));
    }
    document.push_back({{"pattern", def->id},
                        {"name", def->name_zh},
                        {"english", def->name_en},
                        {"category", to_string(def->category)},
                        {"signal", to_string(def->bias)},
                        {"min_bars", def->min_bars},
                        {"max_bars", def->max_bars},
                        {"threshold", number(def->threshold)},
                        {"source", def->source},
                        {"parameters", parameters}});
    table.add({std::string(def->id), std::string(def->name_zh), std::string(def->name_en),
               session.text(to_string(def->category), title_zh(def->category)),
               shown_bias(def->bias, session), core::shortest(def->threshold),
               fmt::format("{}", fmt::join(names, ", "))});
  }
  if (session.json()) {
    session.print_json(document);
  } else {
    session.print(table.text());
  }
  return kDone;
}

int run_patterns(Session& session, const PatternsOptions& options) {
  if (options.list) return list(session);
  if (options.stock.symbol.empty()) {
    return session.fail(
        {Errc::invalid_argument,
         "patterns needs a symbol, e.g. `fwq patterns SH600000`; --list shows the table"});
  }
  std::vector<std::string> types;
  for (const auto name : core::split(options.types, ',')) {
    if (const auto word = core::trimmed(name); !word.empty()) types.emplace_back(word);
  }
  const auto library = session.library();
  if (!library) return session.fail_job(library.error());
  const auto stock = load_stock(options.stock, *library, default_adjust(session));
  if (!stock) return session.fail(stock.error());
  const auto found = session.analysis().find_patterns(
      *stock, types,
      options.has_min_confidence ? std::optional(options.min_confidence) : std::nullopt);
  if (!found) return session.fail(found.error());
  if (session.json()) {
    Json document = Json::array();
    for (const auto& one : *found) document.push_back(hit_json(*stock, one, session));
    session.print_json(document);
    return kDone;
  }
  session.print(fmt::format("{} {}  {}  {}  {}\n", stock->symbol.text(), stock->name,
                            shown_period(stock->period, session),
                            shown_adjust(stock->adjusted.adjust, session),
                            session.chinese() ? fmt::format("{} 个形态", found->size())
                                              : fmt::format("{} patterns", found->size())));
  for (const auto& one : *found) session.print(hit_text(*stock, one, session));
  return kDone;
}

}  // namespace

extern const CommandDef patterns_def{
    .name = "patterns",
    .order = 8,
    .summary_en = "list patterns, or find them in a stock, with reasons",
    .summary_zh = "列出形态，或识别一只股票的形态并说明理由",
    .help_en =
        "The date of a hit is the bar at which it could first be known: nothing looks ahead. Each "
        "reason names what was\n"
        "measured and its bound. Hits below their pattern's threshold are left out unless "
        "--min-confidence says otherwise.\n\n"
        "Examples:\n  fwq patterns --list\n  fwq patterns SH600000 --from 2022-01-01\n"
        "  fwq patterns SH600000 --types hammer,engulfing --min-confidence 0.8 --json\n",
    .help_zh =
        "形态日期是最早能够确认它的那根K线，不使用未来数据。每条理由都给出实测值和界限。\n低于阈值"
        "的形态不显示，可用 --min-confidence 改变。\n\n"
        "例：\n  fwq patterns --list\n  fwq patterns SH600000 --from 2022-01-01\n"
        "  fwq patterns SH600000 --types hammer,engulfing --min-confidence 0.8 --json\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<PatternsOptions>();
      add_stock_options(app, options->stock, session, false);
      app.add_option("--types", options->types,
                     session.text("only these, separated by commas", "只识别这些形态，逗号分隔"));
      auto* least = app.add_option("--min-confidence", options->min_confidence,
                                   session.text("least confidence, 0 to 1", "最低置信度 0–1"))
                        ->type_name("X")
                        ->check(a_fraction(session));
      app.add_flag("--list", options->list, session.text("list what there is", "列出全部形态"));
      return [options, least](Session& s) {
        options->has_min_confidence = least->count() > 0;
        return run_patterns(s, *options);
      };
    },
};

}  // namespace fwq::cli
