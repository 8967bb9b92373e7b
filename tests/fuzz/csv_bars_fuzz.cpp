// Fuzz target: CSV files of bars in every layout, from their bytes to bars.
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <vector>

#include "fwq/data/csv_bars.hpp"

namespace {

using namespace fwq::data;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

struct Series {
  Symbol symbol;
  Period period;
  std::vector<Bar> bars;
};

void check_bar(const Bar& bar, bool first, Time before) {
  require(std::isfinite(bar.high) && bar.low > 0 && bar.high <= 1e6,
          "prices are positive and not absurd");
  require(bar.open >= bar.low && bar.open <= bar.high, "open lies between low and high");
  require(bar.close >= bar.low && bar.close <= bar.high, "close lies between low and high");
  require(std::isnan(bar.volume) || bar.volume >= 0, "volume is not below zero");
  require(std::isnan(bar.amount) || bar.amount >= 0, "amount is not below zero");
  require(first || before < bar.time, "times rise strictly");
  const Date date = date_of(bar.time);
  require(is_valid(date) && date >= Date{1990, 12, 1} && date <= Date{2099, 12, 31},
          "dates are those of a market");
}

void check_outcome(const CsvOutcome& outcome, const std::vector<Series>& series,
                   std::size_t lines) {
  std::size_t bars = 0;
  for (const Series& one : series) {
    require(one.symbol.text().size() == 8 && !one.bars.empty(), "a series has a security and bars");
    for (std::size_t i = 0; i < one.bars.size(); ++i) {
      check_bar(one.bars[i], i == 0, i == 0 ? 0 : one.bars[i - 1].time);
    }
    bars += one.bars.size();
  }
  require(bars == outcome.bars, "bars are counted");
  require(outcome.bars + outcome.rejected() + outcome.count(CsvReason::suspended) == outcome.rows,
          "no row is lost");
  require(outcome.rows <= lines, "a row is a line at least");
  for (std::size_t i = 0; i < outcome.problems.size(); ++i) {
    const CsvProblem& problem = outcome.problems[i];
    require(problem.line >= 1 && problem.line <= lines, "a problem names a line");
    require(i == 0 || outcome.problems[i - 1].line <= problem.line, "problems are in order");
    require(outcome.count(problem.reason) > 0, "a problem is counted");
  }
}

bool read(const std::string& text, const char* name, const CsvOptions& options,
          const CsvTuning& tuning, CsvOutcome& outcome, std::vector<Series>& series) {
  std::istringstream in(text);
  const auto sink = [&](Symbol symbol, Period period, const BarSeries& bars) -> fwq::Result<void> {
    Series one{symbol, period, {}};
    for (std::size_t i = 0; i < bars.size(); ++i) one.bars.push_back(bars[i]);
    series.push_back(std::move(one));
    return {};
  };
  auto got = read_csv(in, name, options, sink, {}, tuning);
  if (got) outcome = std::move(*got);
  return got.has_value();
}

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

// The first byte picks the file's name and the options, the rest is the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static constexpr std::array kNames{"sh600000.csv", "bars.csv", "SH#000001.txt", "600519.SS.csv"};
  CsvOptions options;
  options.accept_adjusted = (data[0] & 4U) != 0;
  if ((data[0] & 8U) != 0) options.period = Period::day;
  const char* name = kNames[data[0] % kNames.size()];
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::size_t lines = 1;
  for (const char c : text) lines += c == '\n' || c == '\r' ? 1 : 0;

  CsvOutcome outcome;
  std::vector<Series> series;
  if (!read(text, name, options, {}, outcome, series)) return 0;
  check_outcome(outcome, series, lines);
  // With hardly any memory the bars are the same.
  CsvOutcome small;
  std::vector<Series> spilled;
  CsvTuning tuning;
  tuning.rows_in_memory = 3;
  if (outcome.rows > 200) return 0;  // Spilling each third row of many takes long.
  require(read(text, name, options, tuning, small, spilled), "spilling reads as well");
  require(small.counts == outcome.counts && small.bars == outcome.bars, "spilling counts the same");
  require(spilled.size() == series.size(), "spilling finds the same securities");
  for (std::size_t i = 0; i < series.size(); ++i) {
    require(series[i].bars.size() == spilled[i].bars.size(), "spilling gives as many bars");
    for (std::size_t k = 0; k < series[i].bars.size(); ++k) {
      const Bar& a = series[i].bars[k];
      const Bar& b = spilled[i].bars[k];
      require(a.time == b.time && a.close == b.close && same(a.volume, b.volume),
              "spilling gives the same bars");
    }
  }
  return 0;
}
