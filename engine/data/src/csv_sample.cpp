// Learning from the first rows.
#include "csv_sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>

#include "csv_series.hpp"
#include "fwq/data/tdx_files.hpp"

namespace fwq::data {
namespace {

constexpr std::size_t kRows = 3'000;
constexpr std::size_t kRatiosToTrust = 3;

// What dates of three numbers with the year last may be.
struct DateForms {
  std::size_t seen = 0;
  bool month_first = false, day_first = false;

  void add(std::string_view date) {
    const std::size_t mark = date.find_first_of("/-.");
    if (mark == std::string_view::npos || mark == 0 || mark > 2) return;
    const std::size_t second = date.find(date[mark], mark + 1);
    if (second == std::string_view::npos || second - mark > 3) return;
    ++seen;
    const auto number = [](std::string_view text) { return parse_csv_number(text).value_or(0); };
    if (number(date.substr(0, mark)) > 12) day_first = true;
    if (number(date.substr(mark + 1, second - mark - 1)) > 12) month_first = true;
  }
};

// What is learnt while the rows go by.
struct Learnt {
  PeriodGuess gaps;
  std::vector<double> ratios;
  bool clocks = false;   // Some row has a time of day other than 0:00 and 15:00.
  bool flagged = false;  // Some row says that it is adjusted.
};

Result<void> settle_dates(const CsvSample& sample, const std::filesystem::path& name,
                          CsvShape& shape) {
  std::istringstream text{std::string(sample.rows)};
  CsvLines lines(text);
  DateForms forms;
  std::string example;
  std::vector<std::string_view> fields;
  const std::size_t at = shape.column(CsvRole::date);
  for (std::size_t i = 0; i < kRows && lines.next(); ++i) {
    if (split_csv_fields(lines.text(), shape.layout.delimiter, fields) != CsvSplit::ok) continue;
    if (at >= fields.size()) continue;
    const std::size_t before = forms.seen;
    forms.add(fields[at]);
    if (forms.seen > before && example.empty()) example = fields[at];
  }
  if (forms.seen == 0) return {};
  // The terminals and Yahoo write the month first.
  const bool known = shape.layout.kind == CsvKind::tdx || shape.layout.kind == CsvKind::yfinance;
  shape.month_first = !forms.day_first && (forms.month_first || known);
  if (shape.month_first) return {};
  return Error{Errc::bad_data,
               fmt::format("{}: dates like {} {}: write them as YYYY-MM-DD", name.string(), example,
                           forms.day_first ? "begin with the day, which is not read here"
                                           : "may begin with the month or the day"),
               fmt::format("{}：日期形如 {}，{}：请写成 YYYY-MM-DD", name.string(), example,
                           forms.day_first ? "以日开头，此处不支持" : "分不清先月还是先日")};
}

Learnt look_at_rows(const CsvSample& sample, const CsvShape& shape) {
  std::istringstream text{std::string(sample.rows)};
  CsvLines lines(text);
  CsvRowReader reader(shape);
  CsvRow row;
  Learnt learnt;
  std::unordered_map<std::string, std::vector<Time>> times;  // Of each security.
  for (std::size_t i = 0; i < kRows && lines.next(); ++i) {
    if (reader.read(lines, row) != CsvVerdict::bar) continue;
    const Time clock = seconds_of_day(row.stamp.time);
    learnt.clocks = learnt.clocks || (row.stamp.has_clock && clock != 0 && clock != kDayBarEnd);
    learnt.flagged = learnt.flagged || row.adjusted;
    times[std::string(row.symbol)].push_back(row.stamp.time);
    const Symbol symbol =
        shape.layout.symbol.empty() ? symbol_of_field(row.symbol, shape.hint) : shape.layout.symbol;
    if (tdx_units(symbol).lot == 100.0 && row.volume > 0 && row.amount > 0) {
      learnt.ratios.push_back(row.amount / (row.volume * row.close));
    }
  }
  for (auto& [symbol, all] : times) {
    std::sort(all.begin(), all.end());
    for (std::size_t i = 1; i < all.size(); ++i) learnt.gaps.add(all[i - 1], all[i]);
  }
  return learnt;
}

void settle_units(const CsvSample& sample, const CsvOptions& options, Learnt& learnt,
                  CsvShape& shape) {
  CsvLayout& layout = shape.layout;
  if (const auto usual = units_of_csv_kind(layout.kind, learnt.clocks)) {
    layout.volume = usual->volume;
    layout.amount = usual->amount;
    layout.units_from = CsvBasis::layout;
  }
  if (sample.header.volume || sample.header.amount) {
    layout.volume = sample.header.volume.value_or(layout.volume);
    layout.amount = sample.header.amount.value_or(layout.amount);
    layout.units_from = CsvBasis::header;
  }
  // Against what is known of the layout more than a bar or two must speak.
  const std::size_t needed = layout.units_from == CsvBasis::assumed ? 1 : kRatiosToTrust;
  if (learnt.ratios.size() >= needed && !learnt.flagged && layout.adjusted.empty()) {
    const auto middle =
        learnt.ratios.begin() + static_cast<std::ptrdiff_t>(learnt.ratios.size() / 2);
    std::nth_element(learnt.ratios.begin(), middle, learnt.ratios.end());
    if (const auto units = units_of_ratio(*middle)) {
      layout.volume = units->first;
      layout.amount = units->second;
      layout.units_from = CsvBasis::data;
      layout.units_ratio = *middle;
    }
  }
  if (options.volume) {
    layout.volume = *options.volume;
    layout.units_from = CsvBasis::option;
  }
}

Result<void> settle_period(const CsvSample& sample, const std::filesystem::path& name,
                           const CsvOptions& options, Learnt& learnt, CsvShape& shape) {
  CsvLayout& layout = shape.layout;
  const auto guess = learnt.gaps.period();
  if (options.period) {
    layout.period = *options.period;
    layout.period_from = CsvBasis::option;
  } else if (sample.titled) {
    layout.period = *sample.titled;
    layout.period_from = CsvBasis::title;
  } else if (guess) {
    layout.period = *guess;
    layout.period_from = CsvBasis::data;
  } else if (learnt.clocks) {
    return Error{
        Errc::invalid_argument,
        fmt::format("{}: how much time a row covers cannot be told from its times: pass "
                    "--period (1m 5m 15m 30m 60m day week month quarter year)",
                    name.string()),
        fmt::format("{}：由时间看不出每行的周期：请加 --period（1m 5m 15m 30m 60m day week "
                    "month quarter year）",
                    name.string())};
  }
  // A day made of the last of its minutes would be a wrong bar, and so would weeks that are days.
  if (guess && (is_intraday(*guess) != is_intraday(layout.period) || *guess < layout.period)) {
    return Error{Errc::invalid_argument,
                 fmt::format("{}: its rows are those of {} bars, not of {}: leave out --period, or "
                             "correct it",
                             name.string(), to_string(*guess), to_string(layout.period)),
                 fmt::format("{}：各行是 {} 而不是 {}：请去掉或改正 --period", name.string(),
                             to_string(*guess), to_string(layout.period))};
  }
  if (layout.kind == CsvKind::yfinance && layout.period > Period::day) {
    return Error{
        Errc::unsupported,
        fmt::format("{}: yfinance dates {} bars by their first day, so their last trading day "
                    "is not known: take daily bars, weeks and months are made of them",
                    name.string(), to_string(layout.period)),
        fmt::format(
            "{}：yfinance 的 {} 以首日为日期，末个交易日未知：请用日线，周线和月线由日线生成",
            name.string(), to_string(layout.period))};
  }
  return {};
}

}  // namespace

Result<void> learn_from_sample(const CsvSample& sample, const std::filesystem::path& name,
                               const CsvOptions& options, CsvShape& shape) {
  FWQ_TRY(settle_dates(sample, name, shape));
  Learnt learnt = look_at_rows(sample, shape);
  settle_units(sample, options, learnt, shape);
  return settle_period(sample, name, options, learnt, shape);
}

}  // namespace fwq::data
