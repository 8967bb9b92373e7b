// fwq indicators: the table of indicators, and their values for a stock.
#include <fmt/format.h>

#include "command.hpp"
#include "fwq/analysis/technical_analyzer.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

struct IndicatorsOptions {
  StockOptions stock;
  std::vector<std::string> names;
  std::string flavour = "talib";
  bool list = false, csv = false;
};

std::string parameters_text(const analysis::IndicatorDef& def) {
  std::vector<std::string> parts;
  for (const auto& p : def.params)
    parts.push_back(fmt::format("{}={}", p.name, core::shortest(p.value)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

Json described(const analysis::IndicatorDef& def, const Session& session) {
  Json inputs = Json::array();
  for (const auto field : def.inputs) inputs.push_back(to_string(field));
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
  Json outputs = Json::array();
  for (const auto& o : def.outputs)
    outputs.push_back({{"name", o.name}, {"unit", to_string(o.unit)}});
  return {{"id", def.id},
          {"name", def.name},
          {"flavour", to_string(def.flavour)},
          {"title", session.text(def.title_en, def.title_zh)},
          {"group", to_string(def.group)},
          {"overlay", def.overlay},
          {"inputs", inputs},
          {"parameters", parameters},
          {"outputs", outputs},
          {"source", def.source}};
}

using analysis::Group;

// In the order in which the list shows them.
constexpr Group kGroups[] = {Group::average, Group::momentum, Group::trend, Group::volatility,
                             Group::volume,  Group::price,    Group::cycle, Group::statistic,
                             Group::math,    Group::candle};

std::string heading_of(Group group, const Session& session) {
  if (!session.chinese()) {
    std::string title(to_string(group));
    for (char& c : title) c = static_cast<char>(c - 'a' + 'A');
    return title;
  }
  switch (group) {
    case Group::average:
      return "【均线】";
    case Group::momentum:
      return "【动量】";
    case Group::trend:
      return "【趋势】";
    case Group::volatility:
      return "【波动】";
    case Group::volume:
      return "【成交量】";
    case Group::price:
      return "【价格】";
    case Group::statistic:
      return "【统计】";
    case Group::math:
      return "【数学】";
    case Group::cycle:
      return "【周期】";
    case Group::candle:
      return "【K线形态】";
  }
  return "";
}

int list(Session& session) {
  if (session.json()) {
    Json document = Json::array();
    for (const auto* def : analysis::available_indicators())
      document.push_back(described(*def, session));
    session.print_json(document);
    return kDone;
  }
  std::string text;
  for (const auto group : kGroups) {
    Table table({session.text("name", "名称"), session.text("flavour", "口径"),
                 session.text("title", "标题"), session.text("parameters", "参数"),
                 session.text("outputs", "输出")});
    std::size_t count = 0;
    for (const auto* def : analysis::available_indicators()) {
      if (def->group != group) continue;
      ++count;
      std::vector<std::string_view> outputs;
      for (const auto& o : def->outputs) outputs.push_back(o.name);
      table.add({std::string(def->name), std::string(to_string(def->flavour)),
                 session.text(def->title_en, def->title_zh), parameters_text(*def),
                 fmt::format("{}", fmt::join(outputs, ", "))});
    }
    if (count == 0) continue;
    text +=
        fmt::format("{}{} ({})\n", text.empty() ? "" : "\n", heading_of(group, session), count) +
        table.text();
  }
  session.print(text);
  return kDone;
}

using Results = std::vector<analysis::IndicatorResult>;

std::string as_csv(const coordinators::Stock& stock, const Results& results) {
  std::string text = "datetime";
  for (const auto& result : results) {
    for (std::size_t o = 0; o < result.outputs.size(); ++o)
      text.append(1, ',').append(csv_field(result.column(o)));
  }
  text += '\n';
  const auto times = stock.adjusted.bars.time();
  for (std::size_t i = stock.first; i < stock.last; ++i) {
    text += shown_time(times[i], stock.period);
    for (const auto& result : results) {
      for (const auto& output : result.outputs)
        text.append(1, ',').append(core::shortest(output[i]));
    }
    text += '\n';
  }
  return text;
}

Json as_json(const coordinators::Stock& stock, const Results& results, std::string_view flavour) {
  Json times = Json::array();
  for (std::size_t i = stock.first; i < stock.last; ++i)
    times.push_back(shown_time(stock.adjusted.bars.time()[i], stock.period));
  Json columns = Json::object();
  for (const auto& result : results) {
    for (std::size_t o = 0; o < result.outputs.size(); ++o) {
      Json values = Json::array();
      for (std::size_t i = stock.first; i < stock.last; ++i)
        values.push_back(number(result.outputs[o][i]));
      columns[result.column(o)] = std::move(values);
    }
  }
  return {{"symbol", stock.symbol.text()},
          {"period", to_string(stock.period)},
          {"adjust", to_string(stock.adjusted.adjust)},
          {"flavour", flavour},
          {"cuts", stock.cuts.size()},
          {"datetime", std::move(times)},
          {"values", std::move(columns)}};
}

std::string as_table(const coordinators::Stock& stock, const Results& results,
                     const Session& session) {
  std::vector<std::string> header{session.text("time", "时间"), session.text(">close", ">收盘")};
  for (const auto& result : results) {
    for (std::size_t o = 0; o < result.outputs.size(); ++o)
      header.push_back(fmt::format(">{}", result.column(o)));
  }
  Table table(header);
  for (std::size_t i = stock.first; i < stock.last; ++i) {
    std::vector<std::string> row{shown_time(stock.adjusted.bars.time()[i], stock.period),
                                 core::fixed(stock.adjusted.bars.close()[i], 3)};
    for (const auto& result : results) {
      // What candle functions give is a count of hundredths: a whole number.
      const int digits = result.call.def->group == analysis::Group::candle ? 0 : 3;
      for (const auto& output : result.outputs) row.push_back(core::fixed(output[i], digits));
    }
    table.add(row);
  }
  return table.text();
}

int run_indicators(Session& session, IndicatorsOptions options) {
  if (options.list) return list(session);
  if (options.stock.symbol.empty() || options.names.empty()) {
    return session.fail({Errc::invalid_argument,
                         "indicators needs a symbol and at least one name, e.g. `fwq indicators "
                         "SH600000 MACD`; --list shows all",
                         "indicators 需要证券代码和至少一个指标名，例如 `fwq indicators SH600000 "
                         "MACD`；--list 列出全部"});
  }
  const auto flavour = analysis::parse_flavour(options.flavour);
  if (!flavour) return session.fail(flavour.error());
  for (const auto& name : options.names) {
    if (const auto call = analysis::parse_indicator(name, *flavour); !call)
      return session.fail(call.error());
  }
  const auto library = session.library();
  if (!library) return session.fail_job(library.error());
  // A page for people shows the latest; files get everything.
  const bool page = !options.csv && !session.json();
  if (page && options.stock.count == 0 && options.stock.from.empty() && options.stock.to.empty())
    options.stock.count = 20;
  const auto stock = load_stock(options.stock, *library, default_adjust(session));
  if (!stock) return session.fail(stock.error());
  const auto results = session.analysis().calculate_indicators(*stock, options.names, *flavour);
  if (!results) return session.fail(results.error());
  if (session.json()) {
    session.print_json(as_json(*stock, *results, to_string(*flavour)));
  } else if (options.csv) {
    session.print(as_csv(*stock, *results));
  } else {
    session.print(fmt::format("{} {}  {}  {}  {}\n", stock->symbol.text(), stock->name,
                              shown_period(stock->period, session),
                              shown_adjust(stock->adjusted.adjust, session), to_string(*flavour)));
    session.print(as_table(*stock, *results, session));
  }
  return kDone;
}

}  // namespace

extern const CommandDef indicators_def{
    .name = "indicators",
    .order = 7,
    .summary_en = "list indicators, or compute them for a stock",
    .summary_zh = "列出指标，或计算一只股票的指标",
    .help_en =
        "Names ignore case; parameters go in parentheses. A name that both flavours know follows "
        "--flavour.\n"
        "Values are computed over the whole history, whatever range is shown.\n"
        "Indicators of one or two columns can read others, named in brackets: 'RSI(14)[high]', "
        "'OBV[close,amount]';\nthe columns are open high low close volume amount.\n\n"
        "Examples:\n  fwq indicators --list\n  fwq indicators SH600000 MACD RSI --flavour tdx\n"
        "  fwq indicators SH600000 'MA(5,10,20)' KDJ --flavour tdx --csv > values.csv\n",
    .help_zh =
        "名称不分大小写，参数写在括号里。两种口径都有的名称由 --flavour "
        "决定。\n无论显示哪一段，指标都按全部历史计算。\n"
        "只读一列或两列的指标可在方括号里改读别的列：'RSI(14)[high]'、'OBV[close,amount]'；\n"
        "可用的列：open high low close volume amount。\n\n"
        "例：\n  fwq indicators --list\n  fwq indicators SH600000 MACD RSI --flavour tdx\n"
        "  fwq indicators SH600000 'MA(5,10,20)' KDJ --flavour tdx --csv > values.csv\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<IndicatorsOptions>();
      add_stock_options(app, options->stock, session, false);
      app.add_option(
          "NAME", options->names,
          session.text("indicators, e.g. MACD 'MA(5,10)'", "指标，例如 MACD 'MA(5,10)'"));
      app.add_option("--flavour", options->flavour,
                     session.text("definitions: talib or tdx", "口径：talib 或 tdx"))
          ->capture_default_str();
      app.add_flag("--list", options->list, session.text("list what there is", "列出全部指标"));
      app.add_flag("--csv", options->csv, session.text("print CSV", "输出 CSV"));
      return [options](Session& s) { return run_indicators(s, *options); };
    },
};

}  // namespace fwq::cli
