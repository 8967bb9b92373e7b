// fwq symbols: lists the securities that have bars.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "command.hpp"
#include "fwq/core/text.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

struct SymbolsOptions {
  std::string market, search;
};

// One security with everything that is stored of it.
struct Row {
  data::Symbol symbol;
  std::string name;
  data::SeriesInfo shown;  // The daily series, or the longest period there is.
  std::vector<std::string> periods;
};

bool matches(const Row& row, const std::string& search) {
  if (search.empty()) return true;
  if (core::to_lower(row.symbol.text()).find(core::to_lower(search)) != std::string::npos)
    return true;
  if (core::to_lower(row.name).find(core::to_lower(search)) != std::string::npos) return true;
  const auto symbol = data::Symbol::parse(search);
  return symbol && *symbol == row.symbol;
}

std::vector<Row> rows_of(const std::vector<data::SeriesInfo>& all,
                         const std::vector<data::Security>& securities) {
  std::map<data::Symbol, std::string> names;
  for (const auto& security : securities) names[security.symbol] = security.name;
  std::vector<Row> rows;
  for (const auto& series : all) {
    if (rows.empty() || rows.back().symbol != series.symbol) {
      const auto name = names.find(series.symbol);
      rows.push_back({series.symbol, name == names.end() ? "" : name->second, series, {}});
    }
    Row& row = rows.back();
    row.periods.emplace_back(to_string(series.period));
    if (series.period <= data::Period::day) row.shown = series;
  }
  return rows;
}

int run_symbols(Session& session, const SymbolsOptions& options) {
  std::optional<data::Market> market;
  if (!options.market.empty()) {
    const auto parsed = data::parse_market(options.market);
    if (!parsed) return session.fail(parsed.error());
    market = *parsed;
  }
  const auto library = session.library();
  if (!library) return session.fail_job(library.error());
  const auto securities = library->db.securities();
  if (!securities) return session.fail_job(securities.error());
  auto rows = rows_of(library->snapshot.series(), *securities);
  const bool none = rows.empty();
  std::erase_if(rows, [&](const Row& row) {
    return (market && row.symbol.market() != *market) || !matches(row, options.search);
  });

  if (session.json()) {
    Json list = Json::array();
    for (const auto& row : rows) {
      list.push_back({{"symbol", row.symbol.text()},
                      {"name", row.name},
                      {"market", to_string(row.symbol.market())},
                      {"kind", to_string(row.symbol.kind())},
                      {"bars", row.shown.bars},
                      {"first", shown_time(row.shown.first, row.shown.period)},
                      {"last", shown_time(row.shown.last, row.shown.period)},
                      {"periods", row.periods}});
    }
    session.print_json(list);
  } else if (!rows.empty()) {
    Table table({session.text("symbol", "代码"), session.text("name", "名称"),
                 session.text("kind", "类型"), session.text(">bars", ">K线数"),
                 session.text("first", "首根"), session.text("last", "末根"),
                 session.text("periods", "周期")});
    for (const auto& row : rows) {
      table.add({std::string(row.symbol.text()), row.name,
                 titled(to_string(row.symbol.kind()), session), std::to_string(row.shown.bars),
                 shown_time(row.shown.first, row.shown.period),
                 shown_time(row.shown.last, row.shown.period),
                 fmt::format("{}", fmt::join(row.periods, " "))});
    }
    session.print(table.text());
  }
  if (none) {
    session.note(session.text("there are no bars yet: fwq demo, or fwq import tdx DIR",
                              "还没有数据：fwq demo 或 fwq import tdx 目录"));
  } else if (rows.empty()) {
    session.note(session.text("nothing matches", "没有匹配的证券"));
  }
  return kDone;
}

}  // namespace

extern const CommandDef symbols_def{
    .name = "symbols",
    .order = 4,
    .summary_en = "list the securities that have bars",
    .summary_zh = "列出已有数据的证券",
    .help_en =
        "Examples:\n  fwq symbols --market SZ\n  fwq symbols --search 银行\n  fwq symbols --search "
        "6000\n",
    .help_zh =
        "例：\n  fwq symbols --market SZ\n  fwq symbols --search 银行\n  fwq symbols --search "
        "6000\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<SymbolsOptions>();
      app.add_option("--market", options->market,
                     session.text("only this market: SH, SZ or BJ", "只列出该市场：SH、SZ 或 BJ"));
      app.add_option("--search", options->search,
                     session.text("only where code or name contains this", "代码或名称包含"));
      return [options](Session& s) { return run_symbols(s, *options); };
    },
};

}  // namespace fwq::cli
