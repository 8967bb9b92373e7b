// fwq patterns: the table of patterns, and where they occur in a stock.
#include <fmt/format.h>

#include <algorithm>

#include "command.hpp"
#include "finding_text.hpp"
#include "fwq/core/text.hpp"
#include "worth_text.hpp"

namespace fwq::cli {
namespace {

struct PatternsOptions {
  StockOptions stock;
  std::string types;
  double min_confidence = 0;
  bool has_min_confidence = false;
  bool list = false, stats = false, placebo = false;
  std::string market;
  std::uint64_t seed = 7;
};

std::vector<std::string> types_of(const PatternsOptions& options) {
  std::vector<std::string> types;
  for (const auto name : core::split(options.types, ',')) {
    if (const auto word = core::trimmed(name); !word.empty()) types.emplace_back(word);
  }
  return types;
}

// The rows of the table that `types` name (ids and groups, as everywhere); all without any.
// Errors: not_found, with the nearest.
Result<std::vector<const analysis::PatternDef*>> chosen(const std::vector<std::string>& types) {
  FWQ_TRY(analysis::PatternRecognizer().search(types));
  std::vector<const analysis::PatternDef*> rows;
  for (const auto* def : analysis::built_in_patterns()) {
    const bool named = std::any_of(types.begin(), types.end(), [def](const std::string& type) {
      const std::string key = core::to_lower(type);
      return key == def->id || key == def->group;
    });
    if (types.empty() || named) rows.push_back(def);
  }
  return rows;
}

Json described(const analysis::PatternDef& def, const Session& session) {
  Json parameters = Json::array();
  for (const auto& p : def.params) {
    parameters.push_back({{"name", p.name},
                          {"default", number(p.value)},
                          {"min", number(p.min)},
                          {"max", number(p.max)},
                          {"step", number(p.step)},
                          {"unit", p.unit},
                          {"help", session.text(p.help_en, p.help_zh)}});
  }
  return {{"pattern", def.id},
          {"name", def.name_zh},
          {"english", def.name_en},
          {"category", to_string(def.category)},
          {"signal", to_string(def.bias)},
          {"min_bars", def.min_bars},
          {"max_bars", def.max_bars},
          {"threshold", number(def.threshold)},
          {"source", def.source},
          {"parameters", parameters}};
}

// The whole table, category by category.
std::string overview(const Session& session) {
  std::string text;
  for (const auto category : kCategories) {
    Table table({"id", session.text("name", "名称"), session.text("English", "英文"),
                 session.text("signal", "信号"), session.text(">bars", ">K线数"),
                 session.text(">threshold", ">阈值"), session.text("group", "简称")});
    std::size_t count = 0;
    for (const auto* def : analysis::built_in_patterns()) {
      if (def->category != category) continue;
      ++count;
      table.add({std::string(def->id), std::string(def->name_zh), std::string(def->name_en),
                 shown_bias(def->bias, session),
                 def->min_bars == def->max_bars
                     ? fmt::format("{}", def->min_bars)
                     : fmt::format("{}–{}", def->min_bars, def->max_bars),
                 core::shortest(def->threshold), std::string(def->group)});
    }
    if (count == 0) continue;
    text += fmt::format("{}{} ({})\n", text.empty() ? "" : "\n", shown_category(category, session),
                        count) +
            table.text();
  }
  return text + session.text(
                    "\n`fwq patterns --list --types ID` shows a pattern's shape, source and "
                    "parameters.\n",
                    "\nfwq patterns --list --types ID 显示形态的定义、来源和参数。\n");
}

// One pattern with all there is to say about it.
std::string portrait(const analysis::PatternDef& def, const Session& session) {
  std::string text =
      fmt::format("{}  {}  {}\n{}  {}\n", def.id, def.name_zh, def.name_en,
                  shown_category(def.category, session), shown_bias(def.bias, session));
  text += session.text(def.shape_en, def.shape_zh) + '\n';
  text += session.text("source: ", "来源：") + std::string(def.source) + '\n';
  Table table({session.text("parameter", "参数"), session.text(">default", ">默认"),
               session.text(">least", ">最小"), session.text(">most", ">最大"),
               session.text("unit", "单位"), session.text("meaning", "含义")});
  for (const auto& p : def.params) {
    table.add({std::string(p.name), core::shortest(p.value), core::shortest(p.min),
               core::shortest(p.max), std::string(p.unit), session.text(p.help_en, p.help_zh)});
  }
  return text + table.text();
}

int list(Session& session, const std::vector<std::string>& types) {
  const auto rows = chosen(types);
  if (!rows) return session.fail(rows.error());
  if (session.json()) {
    Json document = Json::array();
    for (const auto* def : *rows) document.push_back(described(*def, session));
    session.print_json(document);
  } else if (types.empty()) {
    session.print(overview(session));
  } else {
    for (std::size_t i = 0; i < rows->size(); ++i)
      session.print((i > 0 ? "\n" : "") + portrait(*(*rows)[i], session));
  }
  return kDone;
}

Result<coordinators::WorthRequest> worth_request(const PatternsOptions& options,
                                                 const Session& session) {
  const auto& stock = options.stock;
  if (!stock.symbol.empty() || !stock.from.empty() || !stock.to.empty() || stock.count > 0) {
    return Error{Errc::invalid_argument,
                 "--stats looks at the whole store: it takes no symbol, --from, --to or --count",
                 "--stats 统计整个行情库：不接受证券代码、--from、--to 和 --count"};
  }
  coordinators::WorthRequest request;
  FWQ_TRY_ASSIGN(period, data::parse_period(stock.period));
  request.market.period = period;
  request.market.adjust = default_adjust(session);
  if (!stock.adjust.empty()) {
    FWQ_TRY_ASSIGN(adjust, data::parse_adjust(stock.adjust));
    request.market.adjust = adjust;
  }
  if (!options.market.empty()) {
    FWQ_TRY_ASSIGN(market, data::parse_market(options.market));
    request.market.market = market;
  }
  request.types = types_of(options);
  if (options.has_min_confidence) request.min_confidence = options.min_confidence;
  request.placebo = options.placebo;
  request.seed = options.seed;
  request.monitor = &session.monitor();
  return request;
}

int run_stats(Session& session, const PatternsOptions& options) {
  const auto request = worth_request(options, session);
  if (!request) return session.fail(request.error());
  const auto library = session.library();
  if (!library) return session.fail_job(library.error());
  Result<coordinators::PatternWorth> worth = Error{};
  {
    core::TaskSystem tasks(session.threads());
    const core::InterruptGuard interrupt;
    ProgressLine progress(session, session.text("searching", "统计"));
    worth = coordinators::pattern_worth(library->snapshot, library->db, *request, tasks,
                                        {interrupt.token(), progress.handler()});
  }
  if (!worth) return session.fail(worth.error());
  for (const auto& one : worth->unread)
    session.note(session.text("left out: ", "未计入：") + one.why);
  if (session.json()) {
    session.print_json(worth_json(*worth, *request));
  } else {
    session.print(worth_page(*worth, *request, session));
  }
  return kDone;
}

int run_patterns(Session& session, const PatternsOptions& options) {
  if (options.list) return list(session, types_of(options));
  if (options.stats) return run_stats(session, options);
  if (options.stock.symbol.empty()) {
    return session.fail(
        {Errc::invalid_argument,
         "patterns needs a symbol, e.g. `fwq patterns SH600000`; --list shows the table",
         "patterns 需要证券代码，例如 `fwq patterns SH600000`；--list 列出全部形态"});
  }
  const auto library = session.library();
  if (!library) return session.fail_job(library.error());
  const auto stock = load_stock(options.stock, *library, default_adjust(session));
  if (!stock) return session.fail(stock.error());
  const auto found = session.analysis().find_patterns(
      *stock, types_of(options),
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
    .summary_en = "list patterns, find them in a stock, or see what they were worth",
    .summary_zh = "列出形态、识别一只股票的形态，或统计形态的历史表现",
    .help_en =
        "The date of a hit is the bar at which it could first be known: nothing looks ahead. Each "
        "reason names what was\n"
        "measured and its bound. Hits below their pattern's threshold are left out unless "
        "--min-confidence says otherwise.\n"
        "--stats finds every hit of the whole store and tells what prices did afterwards, beside "
        "what they did anyway.\n\n"
        "Examples:\n  fwq patterns --list\n  fwq patterns SH600000 --from 2022-01-01\n"
        "  fwq patterns SH600000 --types hammer,engulfing --min-confidence 0.8 --json\n"
        "  fwq patterns --stats --types double_bottom,engulfing\n  fwq patterns --stats "
        "--placebo\n",
    .help_zh =
        "形态日期是最早能够确认它的那根K线，不使用未来数据。每条理由都给出实测值和界限。\n低于阈值"
        "的形态不显示，可用 --min-confidence 改变。\n"
        "--stats 找出全库所有形态，统计其后的表现并与同期基准比较。\n\n"
        "例：\n  fwq patterns --list\n  fwq patterns SH600000 --from 2022-01-01\n"
        "  fwq patterns SH600000 --types hammer,engulfing --min-confidence 0.8 --json\n"
        "  fwq patterns --stats --types double_bottom,engulfing\n  fwq patterns --stats "
        "--placebo\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<PatternsOptions>();
      add_stock_options(app, options->stock, session, false);
      app.add_option("--types", options->types,
                     session.text("only these, separated by commas", "只识别这些形态，逗号分隔"));
      auto* least = app.add_option("--min-confidence", options->min_confidence,
                                   session.text("least confidence, 0 to 1", "最低置信度 0–1"))
                        ->type_name("X")
                        ->check(a_fraction(session));
      auto* all =
          app.add_flag("--list", options->list, session.text("list what there is", "列出全部形态"));
      auto* stats =
          app.add_flag("--stats", options->stats,
                       session.text("what patterns were worth in the whole store, and what their "
                                    "confidence meant",
                                    "全库统计：形态之后的表现、胜率和置信度的可靠性"))
              ->excludes(all);
      app.add_option("--market", options->market,
                     session.text("with --stats: only this market: SH, SZ or BJ",
                                  "配合 --stats：只统计该市场：SH、SZ 或 BJ"))
          ->needs(stats);
      auto* placebo =
          app.add_flag("--placebo", options->placebo,
                       session.text("with --stats: on a market in which nothing can be "
                                    "foretold, to see what chance makes",
                                    "配合 --stats：安慰剂检验，在不可预测的随机行情上统计"))
              ->needs(stats);
      app.add_option("--seed", options->seed,
                     session.text("with --placebo: another chance", "配合 --placebo：随机种子"))
          ->type_name("N")
          ->check(a_count_or_none(session))
          ->capture_default_str()
          ->needs(placebo);
      return [options, least](Session& s) {
        options->has_min_confidence = least->count() > 0;
        return run_patterns(s, *options);
      };
    },
};

}  // namespace fwq::cli
