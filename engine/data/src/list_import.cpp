// Import of name lists, ex-rights lists, days under risk warning and trading days.
//
// Reasons of refusals: bad_market, bad_code, bad_date, bad_number, bad_name, bidi_control, no_name (matured bonds have none),
// no_effect (an event of zeros), unknown_category, weekend, repeated, and those of list_csv.hpp.
#include "list_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "fwq/core/encoding.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "list_csv.hpp"

namespace fwq::data {
namespace {

constexpr std::size_t kLongestName = 128;
constexpr double kLargestNumber = 1e6;
constexpr std::size_t kLargestFile = 256U << 20U;

std::string utf8(const std::filesystem::path& path) {
  const auto text = path.u8string();
  return {text.begin(), text.end()};
}

// The symbol of a row with columns market and code, or null after counting why not.
std::optional<Symbol> symbol_of(const ListCsv& row, ImportReport& report) {
  const auto market = parse_market(row["market"]);
  if (!market) {
    row.reject(report, "bad_market");
    return std::nullopt;
  }
  const std::string_view code = row["code"];
  if (code.size() != 6 || code.find_first_not_of("0123456789") != std::string_view::npos) {
    row.reject(report, "bad_code");
    return std::nullopt;
  }
  return Symbol(*market, code);
}

// YYYYMMDD or YYYY-MM-DD.
std::optional<Date> date_of_text(std::string_view text) {
  if (text.size() != 8 && text.size() != 10) return std::nullopt;
  const auto time = parse_time(text);
  return time ? std::optional(date_of(*time)) : std::nullopt;
}

// A date that may be missing: "", "0", "99999999". False when it is something else.
bool read_optional_date(std::string_view text, std::optional<Date>& date) {
  if (text.empty() || text == "0" || text == "99999999") return true;
  date = date_of_text(text);
  return date.has_value();
}

// A number from 0 to what a price or ratio can be; a missing one is 0.
std::optional<double> number_of(std::string_view text) {
  if (text.empty()) return 0.0;
  double value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = end.ec == std::errc() && end.ptr == text.data() + text.size();
  return whole && value >= 0 && value <= kLargestNumber ? std::optional(value) : std::nullopt;
}

// Per share from a figure per ten. The quotient is the double nearest to the decimal: 1.3 gives 0.13.
double per_share(double per_ten) {
  return per_ten / 10;
}

std::optional<ExRightsEvent> stock_event(const ListCsv& row, const Date& date,
                                         ImportReport& report) {
  const auto bonus = number_of(row["bonus_per_10"]), transfer = number_of(row["transfer_per_10"]);
  const auto rights = number_of(row["rights_per_10"]), price = number_of(row["rights_price"]);
  const auto cash = number_of(row["cash_per_10"]);
  if (!bonus || !transfer || !rights || !price || !cash) {
    row.reject(report, "bad_number");
    return std::nullopt;
  }
  const ExRightsEvent event{
      date, per_share(*cash), per_share(*bonus + *transfer), per_share(*rights), *price, 1};
  if (event.cash == 0 && event.share_ratio() == 1) {
    row.reject(report, "no_effect");
    return std::nullopt;
  }
  return event;
}

// Category 1 pays cash, 11 splits (or merges) units.
std::optional<ExRightsEvent> fund_event(const ListCsv& row, const Date& date,
                                        ImportReport& report) {
  const std::string_view category = row["category"];
  const auto cash = number_of(row["cash_per_10"]), split = number_of(row["split_ratio"]);
  const bool pays = category == "1";
  if (!pays && category != "11") {
    row.reject(report, "unknown_category");
    return std::nullopt;
  }
  if (!cash || !split || (!pays && *split == 0)) {
    row.reject(report, "bad_number");
    return std::nullopt;
  }
  if (pays ? *cash == 0 : *split == 1) {
    row.reject(report, "no_effect");
    return std::nullopt;
  }
  return pays ? ExRightsEvent{date, per_share(*cash)} : ExRightsEvent{date, 0, 0, 0, 0, *split};
}

// Rows by key, of which the last counts; earlier ones are refused as repeated.
template <class Key, class Value>
class LastOfEach {
 public:
  void put(const Key& key, Value value, const ListCsv& row, ImportReport& report) {
    const auto [at, fresh] = places_.try_emplace(key, values_.size());
    if (fresh) {
      values_.push_back(std::move(value));
      lines_.push_back(row.line());
    } else {
      row.reject(report, "repeated", lines_[at->second]);
      values_[at->second] = std::move(value);
      lines_[at->second] = row.line();
    }
  }
  std::vector<Value> take() { return std::move(values_); }

 private:
  std::map<Key, std::size_t> places_;
  std::vector<Value> values_;
  std::vector<std::size_t> lines_;
};

Error no_row(const std::string& file, const ImportReport& report) {
  if (report.examples.empty())
    return {Errc::bad_data, fmt::format("{} has a header and no row", file),
            fmt::format("{} 只有表头，没有数据行", file)};
  const RowProblem& first = report.examples.front();
  return {Errc::bad_data,
          fmt::format("not one row of {} could be used: {} refused, the first on line {} ({})",
                      file, report.rejected, first.row, first.reason),
          fmt::format("{} 没有一行可用：拒绝 {} 行，首个在第 {} 行（{}）", file, report.rejected,
                      first.row, first.reason)};
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

Result<std::string> read_text(const std::filesystem::path& file) {
  FWQ_TRY_ASSIGN(bytes, core::read_file(file, kLargestFile));
  auto text = core::to_utf8(bytes);
  if (!text)
    return Error{text.error().code, fmt::format("{}: {}", utf8(file), text.error().message),
                 fmt::format("{}：{}", utf8(file), text.error().text(true))};
  return text;
}

// Reads, parses and stores one list.
template <class Parse, class Put>
Result<ImportReport> import_list(const std::filesystem::path& file, Parse parse, Put put) {
  FWQ_TRY_ASSIGN(text, read_text(file));
  ImportReport report;
  report.files = 1;
  FWQ_TRY_ASSIGN(rows, parse(text, utf8(file), report));
  FWQ_TRY_ASSIGN(added, put(rows));
  report.added = added;
  return report;
}

}  // namespace

bool has_bidi_control(std::string_view text) {
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    if (text[at] != '\xe2') continue;
    const auto second = static_cast<unsigned char>(text[at + 1]);
    const auto third = static_cast<unsigned char>(text[at + 2]);
    if ((second == 0x80U && third >= 0xaaU && third <= 0xaeU) ||
        (second == 0x81U && third >= 0xa6U && third <= 0xa9U))
      return true;
  }
  return false;
}

std::string without_padding(std::string_view name) {
  constexpr std::string_view kWideSpace = "\xe3\x80\x80";
  std::string text;
  for (std::size_t i = 0; i < name.size();) {
    const bool wide = name.substr(i).starts_with(kWideSpace);
    text += wide || name[i] == '\0' ? ' ' : name[i];
    i += wide ? kWideSpace.size() : 1;
  }
  std::string clean;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ' ' && text[i] != '\t') {
      clean += text[i];
      continue;
    }
    const std::size_t next = text.find_first_not_of(" \t", i);
    // Between words of Latin letters, or those and Chinese, one space belongs to the name.
    const auto chinese = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    if (next != std::string::npos && !clean.empty() &&
        !(chinese(clean.back()) && chinese(text[next])))
      clean += ' ';
    if (next == std::string::npos) break;
    i = next - 1;
  }
  return clean;
}

Result<std::vector<Security>> parse_names(std::string_view text, const std::string& file,
                                          ImportReport& report) {
  FWQ_TRY_ASSIGN(row, ListCsv::open(text, file, {"market", "code", "name"}));
  LastOfEach<Symbol, Security> securities;
  while (row.next(report)) {
    const auto symbol = symbol_of(row, report);
    if (!symbol) continue;
    Security one{*symbol, without_padding(row["name"]), {}, {}};
    if (one.name.empty()) {
      row.reject(report, "no_name");
    } else if (has_bidi_control(one.name)) {
      row.reject(report, "bidi_control");
    } else if (one.name.size() > kLongestName || has_control_character(one.name)) {
      row.reject(report, "bad_name");
    } else if (!read_optional_date(row["list_date"], one.listed) ||
               !read_optional_date(row["delist_date"], one.delisted)) {
      row.reject(report, "bad_date");
    } else {
      securities.put(*symbol, std::move(one), row, report);
    }
  }
  auto list = securities.take();
  if (list.empty()) return no_row(file, report);
  report.symbols = report.bars = list.size();
  return list;
}

Result<std::vector<SystemDb::SymbolEvent>> parse_exrights(std::string_view text,
                                                          const std::string& file,
                                                          ImportReport& report) {
  FWQ_TRY_ASSIGN(row, ListCsv::open(text, file, {"market", "code", "date", "cash_per_10"}));
  const bool funds = row.has("category") && row.has("split_ratio");
  if (!funds && !(row.has("bonus_per_10") && row.has("rights_per_10") && row.has("rights_price"))) {
    return Error{
        Errc::bad_data,
        fmt::format("{} lacks columns: events of stocks need bonus_per_10, rights_per_10, "
                    "rights_price and cash_per_10, those of funds category, cash_per_10 and "
                    "split_ratio",
                    file),
        fmt::format(
            "{} 缺少列：股票除权需要 bonus_per_10、rights_per_10、rights_price、cash_per_10，"
            "基金需要 category、cash_per_10、split_ratio",
            file)};
  }
  LastOfEach<std::pair<std::pair<Symbol, Date>, std::string>, SystemDb::SymbolEvent> events;
  while (row.next(report)) {
    const auto symbol = symbol_of(row, report);
    if (!symbol) continue;
    const auto date = date_of_text(row["date"]);
    if (!date) {
      row.reject(report, "bad_date");
      continue;
    }
    const auto event = funds ? fund_event(row, *date, report) : stock_event(row, *date, report);
    if (event)
      events.put({{*symbol, *date}, std::string(row["category"])}, {*symbol, *event}, row, report);
  }
  auto list = events.take();
  if (list.empty()) return no_row(file, report);
  std::set<Symbol> symbols;
  for (const auto& one : list) symbols.insert(one.symbol);
  report.symbols = symbols.size();
  report.bars = list.size();
  return list;
}

Result<std::vector<RiskWarning>> parse_risk_warnings(std::string_view text, const std::string& file,
                                                     ImportReport& report) {
  FWQ_TRY_ASSIGN(row, ListCsv::open(text, file, {"symbol", "from", "to"}));
  LastOfEach<std::pair<Symbol, Date>, RiskWarning> warnings;
  while (row.next(report)) {
    const auto symbol = Symbol::parse(row["symbol"]);
    const auto first = date_of_text(row["from"]);
    std::optional<Date> last;
    if (!symbol) {
      row.reject(report, "bad_code");
    } else if (!first || !read_optional_date(row["to"], last) || (last && *last < *first)) {
      row.reject(report, "bad_date");
    } else {
      warnings.put({*symbol, *first}, {*symbol, *first, last}, row, report);
    }
  }
  auto list = warnings.take();
  if (list.empty()) return no_row(file, report);
  std::set<Symbol> symbols;
  for (const auto& one : list) symbols.insert(one.symbol);
  report.symbols = symbols.size();
  report.bars = list.size();
  return list;
}

Result<std::vector<std::int64_t>> parse_calendar(std::string_view text, const std::string& file,
                                                 ImportReport& report) {
  Lines lines(text);
  std::set<std::int64_t> days;
  const auto reject = [&](const char* reason) {
    ++report.rejected;
    ++report.reasons[reason];
    if (report.examples.size() < 20) report.examples.push_back({file, lines.number(), reason});
  };
  for (bool first = true; lines.next(); first = false) {
    const auto date = date_of_text(core::trimmed(lines.text()));
    if (!date) {
      if (!first || core::to_lower(core::trimmed(lines.text())) != "date") reject("bad_date");
    } else if (const std::int64_t day = days_from(*date); weekday(day) > 4) {
      reject("weekend");  // The exchanges never open on one, also where offices do.
    } else if (!days.insert(day).second) {
      reject("repeated");
    }
  }
  if (days.empty()) {
    if (report.rejected > 0) return no_row(file, report);
    return Error{Errc::bad_data, fmt::format("{} has no trading day in it", file),
                 fmt::format("{} 中没有交易日", file)};
  }
  report.bars = days.size();
  return std::vector<std::int64_t>(days.begin(), days.end());
}

Result<ImportReport> import_names(const std::filesystem::path& file, SystemDb& db) {
  return import_list(file, parse_names, [&](const auto& rows) { return db.put_securities(rows); });
}

Result<ImportReport> import_exrights(const std::filesystem::path& file, SystemDb& db) {
  return import_list(file, parse_exrights, [&](const auto& rows) { return db.put_events(rows); });
}

Result<ImportReport> import_risk_warnings(const std::filesystem::path& file, SystemDb& db) {
  return import_list(file, parse_risk_warnings,
                     [&](const auto& rows) { return db.put_risk_warnings(rows); });
}

Result<ImportReport> import_calendar(const std::filesystem::path& file, SystemDb& db) {
  return import_list(file, parse_calendar,
                     [&](const auto& rows) { return db.put_trading_days(rows); });
}

}  // namespace fwq::data
