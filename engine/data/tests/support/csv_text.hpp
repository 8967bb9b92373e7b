// Reading CSV text in tests: what a file of this name and text gives.
#pragma once

#include <iconv.h>

#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "fwq/data/csv_bars.hpp"

namespace fwq::data::csv_test {

struct Got {
  CsvOutcome outcome;
  std::map<std::string, std::vector<Bar>> bars;  // By "SH600000 day".
  std::vector<Bar> only() const {
    if (bars.size() != 1) throw std::runtime_error(std::to_string(bars.size()) + " series");
    return bars.begin()->second;
  }
};

inline Result<Got> try_read(const std::string& name, const std::string& text,
                            const CsvOptions& options = {}, const CsvTuning& tuning = {}) {
  std::istringstream in(text);
  Got got;
  const auto sink = [&](Symbol symbol, Period period, const BarSeries& bars) -> Result<void> {
    auto& rows = got.bars[std::string(symbol.text()) + " " + std::string(to_string(period))];
    for (std::size_t i = 0; i < bars.size(); ++i) rows.push_back(bars[i]);
    return {};
  };
  auto outcome = read_csv(in, name, options, sink, {}, tuning);
  if (!outcome) return std::move(outcome).error();
  got.outcome = std::move(*outcome);
  return got;
}
inline Got read(const std::string& name, const std::string& text, const CsvOptions& options = {}) {
  return try_read(name, text, options).value();
}

inline std::string gbk(std::string utf8) {
  std::string out(utf8.size() + 8, '\0');
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  char* from = utf8.data();
  char* to = out.data();
  std::size_t left = utf8.size();
  std::size_t room = out.size();
  if (iconv(converter, &from, &left, &to, &room) != 0 || left != 0)
    throw std::runtime_error("not UTF-8");
  iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

}  // namespace fwq::data::csv_test
