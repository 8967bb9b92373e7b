// Plain readers of the shared market files, for tests that need an oracle apart from the importers.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "fwq/data/bars.hpp"
#include "fwq/data/exrights.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::data::test {

inline std::filesystem::path shared_data() {
  return FWQ_SHARED_DATA;
}

// The rows of a CSV without quotes, header first.
inline std::vector<std::vector<std::string>> csv_rows(const std::filesystem::path& file) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    auto& row = rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
  }
  return rows;
}

// long/*.csv: datetime, open, high, low, close, volume, amount.
inline Bars long_series(const std::string& name) {
  BarSeries series;
  const auto rows = csv_rows(shared_data() / "long" / name);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& r = rows[i];
    series.push_back({parse_time(r[0]).value() + kDayBarEnd, std::stod(r[1]), std::stod(r[2]),
                      std::stod(r[3]), std::stod(r[4]), std::stod(r[5]), std::stod(r[6])});
  }
  return series.view();
}

// A `.day` file; prices divided by 100, or 1000 for funds.
inline Bars day_file(const std::filesystem::path& file, Symbol symbol) {
  std::ifstream in(file, std::ios::binary);
  BarSeries series;
  const double divisor = symbol.kind() == Kind::fund ? 1000 : 100;
  for (char record[32]; in.read(record, sizeof record);) {
    std::uint32_t u[8];
    float amount = 0;
    std::memcpy(u, record, sizeof u);
    std::memcpy(&amount, record + 20, sizeof amount);
    const Date date = date_from_yyyymmdd(u[0]).value();
    series.push_back({day_bar_time(date), u[1] / divisor, u[2] / divisor, u[3] / divisor,
                      u[4] / divisor, static_cast<double>(u[6]), static_cast<double>(amount)});
  }
  return series.view();
}

// exrights.csv and exrights_funds.csv, by symbol text.
inline std::map<std::string, std::vector<ExRightsEvent>> shared_events() {
  std::map<std::string, std::vector<ExRightsEvent>> events;
  const auto stocks = csv_rows(shared_data() / "exrights.csv");
  for (std::size_t i = 1; i < stocks.size(); ++i) {
    const auto& r = stocks[i];
    events[r[0] + r[1]].push_back({date_from_yyyymmdd(std::stol(r[2])).value(),
                                   std::stod(r[7]) / 10, (std::stod(r[3]) + std::stod(r[4])) / 10,
                                   std::stod(r[5]) / 10, std::stod(r[6]), 1});
  }
  const auto funds = csv_rows(shared_data() / "exrights_funds.csv");
  for (std::size_t i = 1; i < funds.size(); ++i) {
    const auto& r = funds[i];
    ExRightsEvent event{date_from_yyyymmdd(std::stol(r[2])).value()};
    if (r[3] == "1") event.cash = std::stod(r[4]) / 10;
    if (r[3] == "11") event.split = std::stod(r[5]);
    events[r[0] + r[1]].push_back(event);
  }
  return events;
}

}  // namespace fwq::data::test
