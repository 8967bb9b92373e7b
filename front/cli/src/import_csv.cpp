// What is special to importing CSV files: options, and layouts in words.
#include "import_csv.hpp"

#include <fmt/format.h>

#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

constexpr std::size_t kFilesShown = 20;

std::string delimiter_text(char delimiter, const Session& session) {
  switch (delimiter) {
    case ',':
      return session.text("comma", "逗号");
    case '\t':
      return session.text("tab", "制表符");
    case ';':
      return session.text("semicolon", "分号");
    case '|':
      return session.text("bar", "竖线");
    default:
      return session.text("spaces", "空格");
  }
}

std::string_view delimiter_word(char delimiter) {
  switch (delimiter) {
    case ',':
      return "comma";
    case '\t':
      return "tab";
    case ';':
      return "semicolon";
    case '|':
      return "bar";
    default:
      return "spaces";
  }
}

// How a thing is known, in words.
std::string basis_text(data::CsvBasis basis, const Session& session) {
  switch (basis) {
    case data::CsvBasis::option:
      return session.text("by the option", "按选项");
    case data::CsvBasis::column:
      return session.text("by its column", "按代码列");
    case data::CsvBasis::title:
      return session.text("by the title line", "按标题行");
    case data::CsvBasis::file_name:
      return session.text("by the file's name", "按文件名");
    case data::CsvBasis::header:
      return session.text("by the column's name", "按列名");
    case data::CsvBasis::data:
      return session.text("by the rows", "按数据");
    case data::CsvBasis::layout:
      return session.text("as usual for this layout", "按该格式的惯例");
    case data::CsvBasis::assumed:
      return session.text("assumed", "假定");
  }
  return {};
}

std::string units_text(const data::CsvLayout& layout, const Session& session) {
  std::string text;
  if (layout.find(data::CsvRole::volume) != nullptr) {
    text += layout.volume == data::VolumeUnit::lots
                ? session.text("volume in lots", "成交量为手")
                : session.text("volume in shares", "成交量为股");
  } else {
    text += session.text("no volume", "无成交量");
  }
  if (layout.find(data::CsvRole::amount) != nullptr) {
    text += session.text(", amount in ", "，成交额为");
    text += layout.amount == data::AmountUnit::yuan ? session.text("CNY", "元")
            : layout.amount == data::AmountUnit::thousand_yuan
                ? session.text("thousands of CNY", "千元")
                : session.text("ten thousands of CNY", "万元");
  } else {
    text += session.text(", no amount", "，无成交额");
  }
  std::string why = basis_text(layout.units_from, session);
  if (layout.units_from == data::CsvBasis::data) {
    why += fmt::format(
        "{}{:.3g}", session.text(": amount / (volume × close) = ", "：成交额 / (成交量 × 收盘) = "),
        layout.units_ratio);
  }
  return fmt::format("{} ({})", text, why);
}

std::string columns_text(const data::CsvLayout& layout, const Session& session) {
  std::vector<std::string> parts;
  for (const auto& column : layout.columns) {
    if (column.role == data::CsvRole::other) continue;
    const std::string name =
        column.name.empty() ? fmt::format("{} {}", session.text("column", "第"), column.index + 1) +
                                  session.text("", " 列")
                            : column.name;
    parts.push_back(fmt::format("{}={}", to_string(column.role), name));
  }
  return fmt::format("{}", fmt::join(parts, " "));
}

Json row_json(const data::CsvGlance::Row& row, data::Period period) {
  return {{"symbol", row.symbol.text()},      {"datetime", shown_time(row.bar.time, period)},
          {"open", number(row.bar.open)},     {"high", number(row.bar.high)},
          {"low", number(row.bar.low)},       {"close", number(row.bar.close)},
          {"volume", number(row.bar.volume)}, {"amount", number(row.bar.amount)}};
}

std::string rows_text(const data::CsvGlance& glance, const Session& session) {
  Table table({session.text("  security", "  证券"), session.text("time", "时间"),
               session.text(">open", ">开盘"), session.text(">high", ">最高"),
               session.text(">low", ">最低"), session.text(">close", ">收盘"),
               session.text(">shares", ">成交量(股)"), session.text(">CNY", ">成交额(元)")});
  for (const auto& row : glance.rows) {
    std::vector<std::string> cells{"  " + std::string(row.symbol.text()),
                                   shown_time(row.bar.time, glance.layout.period)};
    for (const double value :
         {row.bar.open, row.bar.high, row.bar.low, row.bar.close, row.bar.volume, row.bar.amount}) {
      const std::string text = core::shortest(value);
      cells.push_back(text.empty() ? "-" : text);
    }
    table.add(std::move(cells));
  }
  return table.text();
}

}  // namespace

bool CsvImportOptions::any() const noexcept {
  return !symbol.empty() || !period.empty() || !layout.empty() || !volume_unit.empty() ||
         accept_adjusted || dry_run;
}

Result<data::CsvOptions> CsvImportOptions::parsed() const {
  data::CsvOptions out;
  if (!symbol.empty()) {
    FWQ_TRY_ASSIGN(parsed_symbol, data::Symbol::parse(symbol));
    out.symbol = parsed_symbol;
  }
  if (!period.empty()) {
    FWQ_TRY_ASSIGN(parsed_period, data::parse_period(period));
    out.period = parsed_period;
  }
  if (!layout.empty()) {
    FWQ_TRY_ASSIGN(kind, data::parse_csv_kind(layout));
    out.kind = kind;
  }
  if (!volume_unit.empty()) {
    out.volume = volume_unit == "lots" ? data::VolumeUnit::lots : data::VolumeUnit::shares;
  }
  out.accept_adjusted = accept_adjusted;
  return out;
}

void add_csv_options(CLI::App& app, CsvImportOptions& options, const Session& session) {
  app.add_option("--symbol", options.symbol,
                 session.text("csv: whose bars the files hold", "csv：文件所属的证券"))
      ->check(not_empty(session, "name a security, e.g. SH600000, or leave --symbol out",
                        "请给出证券代码，例如 SH600000，或省略 --symbol"));
  app.add_option("--period", options.period,
                 session.text("csv: 1m 5m 15m 30m 60m day … (default: from the rows)",
                              "csv：周期 1m 5m 15m 30m 60m day …（默认由数据判断）"));
  app.add_option(
      "--layout", options.layout,
      session.text("csv: yfinance tushare joinquant rqdata baostock akshare tdx ths eastmoney "
                   "generic (default: from the header)",
                   "csv：格式 yfinance tushare joinquant rqdata baostock akshare tdx ths eastmoney "
                   "generic（默认由表头判断）"));
  app.add_option(
         "--volume-unit", options.volume_unit,
         session.text("csv: shares or lots (default: from amount and layout)",
                      "csv：成交量单位 shares（股）或 lots（手）（默认由成交额与格式判断）"))
      ->check(CLI::IsMember({"shares", "lots"}));
  app.add_flag("--accept-adjusted", options.accept_adjusted,
               session.text("csv: store adjusted prices as they are", "csv：按原样保存复权价"));
  app.add_flag("--dry-run", options.dry_run,
               session.text("csv: show layout and first rows, write nothing",
                            "csv：只显示格式与前几行，不写入"));
}

Json layout_json(const std::filesystem::path& file, const data::CsvLayout& layout) {
  Json columns = Json::object();
  for (const auto& column : layout.columns) {
    if (column.role != data::CsvRole::other)
      columns[std::string(to_string(column.role))] = column.name;
  }
  Json json = {{"file", file.string()},
               {"layout", to_string(layout.kind)},
               {"encoding", layout.encoding},
               {"delimiter", delimiter_word(layout.delimiter)},
               {"header_line", layout.header_line},
               {"columns", columns},
               {"volume_unit", to_string(layout.volume)},
               {"amount_unit", to_string(layout.amount)},
               {"units_from", to_string(layout.units_from)},
               {"units_ratio", number(layout.units_ratio)},
               {"period", to_string(layout.period)},
               {"period_from", to_string(layout.period_from)}};
  json["symbol"] = layout.symbol.empty() ? Json(nullptr) : Json(layout.symbol.text());
  json["symbol_from"] = to_string(layout.symbol_from);
  json["adjusted"] = layout.adjusted.empty() ? Json(nullptr) : Json(layout.adjusted);
  return json;
}

std::string layout_text(const std::filesystem::path& file, const data::CsvLayout& layout,
                        const Session& session) {
  std::string text = fmt::format("{}: {}, {}, {}\n", file.string(), to_string(layout.kind),
                                 layout.encoding, delimiter_text(layout.delimiter, session));
  text += fmt::format("  {}\n", columns_text(layout, session));
  text += fmt::format("  {}\n", units_text(layout, session));
  text += fmt::format("  {} {} ({}){} {} ({})\n", session.text("period", "周期"),
                      shown_period(layout.period, session), basis_text(layout.period_from, session),
                      session.text(", security", "，证券"),
                      layout.symbol.empty() ? session.text("of each row", "逐行")
                                            : std::string(layout.symbol.text()),
                      basis_text(layout.symbol_from, session));
  if (!layout.adjusted.empty()) {
    text += fmt::format(
        "  {}: {}\n",
        session.text("prices are adjusted, stored as they are", "价格为复权价，按原样保存"),
        layout.adjusted);
  }
  if (layout.kind == data::CsvKind::yfinance) {
    text += session.text(
        "  Yahoo's prices are adjusted for bonus shares and splits, also in the column Close\n",
        "  Yahoo 的价格（包括 Close 列）已按送转股和拆分调整\n");
  }
  if (layout.kind == data::CsvKind::joinquant || layout.kind == data::CsvKind::rqdata) {
    text += session.text(
        "  this service adjusts prices unless told not to; the file does not say: take care\n",
        "  该平台默认返回前复权价，文件本身没有说明，请确认导出时未复权\n");
  }
  return text;
}

int show_csv_files(Session& session, const std::vector<std::filesystem::path>& paths,
                   const data::CsvOptions& options) {
  Json files = Json::array();
  Json skipped = Json::array();
  std::string text;
  bool all_readable = true;
  for (const auto& path : paths) {
    const auto found = data::csv_files(path);
    if (!found) return session.fail_job(found.error());
    bool readable = false;
    for (std::size_t i = 0; i < found->size() && i < kFilesShown; ++i) {
      const auto glance = data::glance_at_csv((*found)[i], options);
      if (!glance) {
        skipped.push_back(glance.error().text(session.chinese()));
        text += session.text("skipped ", "跳过 ") + glance.error().text(session.chinese()) + "\n";
        continue;
      }
      readable = readable || !glance->rows.empty();
      Json json = layout_json((*found)[i], glance->layout);
      json["rows"] = Json::array();
      for (const auto& row : glance->rows)
        json["rows"].push_back(row_json(row, glance->layout.period));
      files.push_back(std::move(json));
      text += layout_text((*found)[i], glance->layout, session) + rows_text(*glance, session);
    }
    if (found->size() > kFilesShown) {
      text += fmt::format("{} {}\n", found->size() - kFilesShown,
                          session.text("more files are not shown", "个文件未显示"));
    }
    all_readable = all_readable && readable;
  }
  if (session.json()) {
    session.print_json({{"dry_run", true}, {"layouts", files}, {"skipped_files", skipped}});
  } else {
    session.print(text);
  }
  return all_readable ? kDone : kFailed;
}

}  // namespace fwq::cli
