// The names that vendors give to columns, and what they say.
//
// Source:   data notes of the project, section 5 and the table of units.
#include "csv_columns.hpp"

#include <algorithm>
#include <array>

#include "fwq/core/text.hpp"

namespace fwq::data {
namespace {

struct Synonym {
  std::string_view name;
  CsvRole role;
  int rank;  // Of two columns with one role the one with the lower rank has it, then the first.
};

// ASCII names in lower case with '_' for blanks; without what stands in brackets.
constexpr auto kSynonyms = std::to_array<Synonym>({
    {"date", CsvRole::date, 0},
    {"datetime", CsvRole::date, 0},
    {"trade_date", CsvRole::date, 0},
    {"trade_time", CsvRole::date, 0},
    {"tradedate", CsvRole::date, 0},
    {"timestamp", CsvRole::date, 1},
    {"trading_date", CsvRole::date, 0},
    {"trading_day", CsvRole::date, 0},
    {"day", CsvRole::date, 1},
    {"日期", CsvRole::date, 0},
    {"交易日期", CsvRole::date, 0},
    {"交易日", CsvRole::date, 0},
    {"日期时间", CsvRole::date, 0},
    {"交易时间", CsvRole::date, 1},
    {"time", CsvRole::clock, 0},
    {"时间", CsvRole::clock, 0},
    {"ts_code", CsvRole::symbol, 0},
    {"order_book_id", CsvRole::symbol, 0},
    {"code", CsvRole::symbol, 0},
    {"symbol", CsvRole::symbol, 0},
    {"ticker", CsvRole::symbol, 0},
    {"stock_code", CsvRole::symbol, 0},
    {"security", CsvRole::symbol, 1},
    {"instrument", CsvRole::symbol, 1},
    {"wind_code", CsvRole::symbol, 0},
    {"thscode", CsvRole::symbol, 0},
    {"股票代码", CsvRole::symbol, 0},
    {"证券代码", CsvRole::symbol, 0},
    {"代码", CsvRole::symbol, 0},
    {"open", CsvRole::open, 0},
    {"open_price", CsvRole::open, 0},
    {"开盘", CsvRole::open, 0},
    {"开盘价", CsvRole::open, 0},
    {"今开", CsvRole::open, 0},
    {"high", CsvRole::high, 0},
    {"high_price", CsvRole::high, 0},
    {"最高", CsvRole::high, 0},
    {"最高价", CsvRole::high, 0},
    {"low", CsvRole::low, 0},
    {"low_price", CsvRole::low, 0},
    {"最低", CsvRole::low, 0},
    {"最低价", CsvRole::low, 0},
    {"close", CsvRole::close, 0},
    {"close_price", CsvRole::close, 0},
    {"收盘", CsvRole::close, 0},
    {"收盘价", CsvRole::close, 0},
    {"最新价", CsvRole::close, 1},
    {"现价", CsvRole::close, 1},
    {"volume", CsvRole::volume, 0},
    {"vol", CsvRole::volume, 0},
    {"成交量", CsvRole::volume, 0},
    {"总手", CsvRole::volume, 0},
    {"手数", CsvRole::volume, 0},
    {"成交股数", CsvRole::volume, 0},
    {"amount", CsvRole::amount, 0},
    {"amt", CsvRole::amount, 0},
    {"money", CsvRole::amount, 0},
    {"total_turnover", CsvRole::amount, 0},
    {"成交额", CsvRole::amount, 0},
    {"成交金额", CsvRole::amount, 0},
    {"金额", CsvRole::amount, 0},
    {"总金额", CsvRole::amount, 0},
    {"turnover", CsvRole::amount,
     1},  // akshare's share of the shares turned over; beside an amount it is not read.
    {"adjustflag", CsvRole::adjust_flag, 0},
    {"factor", CsvRole::factor, 0},
    {"tradestatus", CsvRole::trading, 0},
    {"paused", CsvRole::paused, 0},
    {"adj_close", CsvRole::adjusted_close, 0},
    {"adjclose", CsvRole::adjusted_close, 0},
    {"adjusted_close", CsvRole::adjusted_close, 0},
});

// A column's name apart: what it is called, and the unit in brackets behind it.
struct Name {
  std::string base, unit;
};

Name take_apart(std::string_view raw) {
  std::string text = core::to_lower(core::trimmed(raw));
  for (const std::string_view wide : {"（", "）"}) {  // Full-width brackets.
    for (std::size_t at = text.find(wide); at != std::string::npos; at = text.find(wide)) {
      text.replace(at, wide.size(), wide == "（" ? "(" : ")");
    }
  }
  Name name;
  const std::size_t open = text.find('(');
  const std::size_t close = text.find(')', std::min(open, text.size()));
  if (open != std::string::npos && close != std::string::npos) {
    name.unit = core::trimmed(std::string_view(text).substr(open + 1, close - open - 1));
    text.erase(open);
  }
  name.base = core::trimmed(text);
  std::replace(name.base.begin(), name.base.end(), ' ', '_');
  return name;
}

const Synonym* synonym(std::string_view base) {
  const auto found = std::find_if(kSynonyms.begin(), kSynonyms.end(),
                                  [&](const Synonym& one) { return one.name == base; });
  return found == kSynonyms.end() ? nullptr : &*found;
}

void note_unit(CsvHeader& header, CsvRole role, const Name& name) {
  const std::string& unit = name.unit;
  if (role == CsvRole::volume) {
    if (unit == "手" || unit == "lot" || unit == "lots") header.volume = VolumeUnit::lots;
    if (unit == "股" || unit == "share" || unit == "shares") header.volume = VolumeUnit::shares;
    if (name.base == "总手" || name.base == "手数") header.volume = VolumeUnit::lots;
    if (name.base == "成交股数") header.volume = VolumeUnit::shares;
  }
  if (role == CsvRole::amount) {
    if (unit == "元" || unit == "cny") header.amount = AmountUnit::yuan;
    if (unit == "千元") header.amount = AmountUnit::thousand_yuan;
    if (unit == "万元" || unit == "万") header.amount = AmountUnit::ten_thousand_yuan;
  }
}

bool named(const CsvHeader& header, std::initializer_list<std::string_view> names) {
  return std::any_of(header.columns.begin(), header.columns.end(), [&](const CsvColumn& column) {
    const std::string base = take_apart(column.name).base;
    return std::find(names.begin(), names.end(), base) != names.end();
  });
}

}  // namespace

bool CsvHeader::has(CsvRole role) const noexcept {
  return std::any_of(columns.begin(), columns.end(),
                     [&](const CsvColumn& column) { return column.role == role; });
}

std::size_t CsvHeader::essentials() const noexcept {
  std::size_t count = 0;
  for (const CsvRole role :
       {CsvRole::date, CsvRole::open, CsvRole::high, CsvRole::low, CsvRole::close}) {
    count += has(role) ? 1 : 0;
  }
  return count;
}

CsvHeader read_csv_header(const std::vector<std::string>& names) {
  CsvHeader header;
  std::array<const Synonym*, kCsvRoles> best{};
  std::array<std::size_t, kCsvRoles> where{};
  for (std::size_t i = 0; i < names.size(); ++i) {
    header.columns.push_back({CsvRole::other, std::string(core::trimmed(names[i])), i});
    const Name name = take_apart(names[i]);
    if (name.base.starts_with("adj_") && name.base != "adj_close" && name.base != "adj_factor") {
      header.adjusted = names[i];
    }
    const Synonym* const found = synonym(name.base);
    if (found == nullptr) continue;
    const auto role = static_cast<std::size_t>(found->role);
    if (best[role] != nullptr && best[role]->rank <= found->rank) continue;
    best[role] = found;
    where[role] = i;
  }
  // A column of times is the date's when there is no other.
  constexpr auto kDate = static_cast<std::size_t>(CsvRole::date);
  constexpr auto kClock = static_cast<std::size_t>(CsvRole::clock);
  if (best[kDate] == nullptr) {
    std::swap(best[kDate], best[kClock]);
    std::swap(where[kDate], where[kClock]);
  }
  for (std::size_t role = 0; role < kCsvRoles; ++role) {
    if (best[role] == nullptr) continue;
    CsvColumn& column = header.columns[where[role]];
    column.role = static_cast<CsvRole>(role);
    note_unit(header, column.role, take_apart(column.name));
  }
  return header;
}

CsvKind recognise_csv(const CsvHeader& header, const CsvTraits& traits) {
  if (traits.ticker_lines || header.has(CsvRole::adjusted_close) ||
      named(header, {"stock_splits", "dividends"})) {
    return CsvKind::yfinance;
  }
  if (named(header, {"ts_code"})) return CsvKind::tushare;
  if (named(header, {"order_book_id", "total_turnover"})) return CsvKind::rqdata;
  if (named(header, {"adjustflag", "tradestatus", "preclose"})) return CsvKind::baostock;
  if (named(header, {"money"})) return CsvKind::joinquant;
  if (named(header, {"总手", "成交次数"})) return CsvKind::ths;
  const bool chinese = named(header, {"开盘", "开盘价"});
  if (!chinese) return CsvKind::generic;
  if (traits.title_line) return CsvKind::tdx;
  if (named(header, {"股票代码", "涨跌额", "均价"}) && !traits.gb18030) return CsvKind::akshare;
  const auto at = [&](CsvRole role) {
    for (const CsvColumn& column : header.columns) {
      if (column.role == role) return column.index;
    }
    return header.columns.size();
  };
  // EastMoney's order, which is also that of older akshare files; the units are the same.
  return at(CsvRole::close) == at(CsvRole::open) + 1 ? CsvKind::eastmoney : CsvKind::generic;
}

std::optional<CsvUnits> units_of_csv_kind(CsvKind kind, bool with_clock) noexcept {
  switch (kind) {
    case CsvKind::tushare:  // stk_mins has shares and yuan.
      if (with_clock) return CsvUnits{};
      return CsvUnits{VolumeUnit::lots, AmountUnit::thousand_yuan};
    case CsvKind::akshare:
    case CsvKind::eastmoney:
    case CsvKind::ths:
      return CsvUnits{VolumeUnit::lots, AmountUnit::yuan};
    case CsvKind::yfinance:
    case CsvKind::joinquant:
    case CsvKind::rqdata:
    case CsvKind::baostock:
    case CsvKind::tdx:
      return CsvUnits{};
    case CsvKind::generic:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace fwq::data
