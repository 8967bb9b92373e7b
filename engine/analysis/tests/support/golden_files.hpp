// Files of expected numbers: series, columns, and how near is near enough.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "fwq/core/text.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::analysis::test {

namespace fs = std::filesystem;

// "-", "nan" and nothing are no number.
inline double number(std::string_view text) {
  return text.empty() || text == "-" || text == "nan" ? data::kNone : std::stod(std::string(text));
}

inline std::vector<double> numbers(std::string_view line, char separator) {
  std::vector<double> values;
  for (const std::string_view word : core::split(line, separator)) values.push_back(number(word));
  return values;
}

inline data::BarSeries read_series(const fs::path& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file) << path;
  data::BarSeries series;
  std::string line;
  std::getline(file, line);
  const bool dated = line.starts_with("datetime");
  for (data::Time time = 0; std::getline(file, line); ++time) {
    const auto row = numbers(dated ? std::string_view(line).substr(line.find(',') + 1) : line, ',');
    series.push_back({time, row[0], row[1], row[2], row[3], row[4], 0});
  }
  return series;
}

// Within `relative` of the expected number, or of 1: sums that cancel are near zero, with rounding of their parts.
inline bool near(double value, double expected, double relative) {
  if (std::isnan(expected) || std::isnan(value)) return std::isnan(expected) && std::isnan(value);
  return std::abs(value - expected) <= relative * std::max(1.0, std::abs(expected));
}

// A gzipped CSV by column; `nan` and empty fields are NaN.
inline std::map<std::string, std::vector<double>> read_gzipped_columns(const fs::path& path) {
  std::map<std::string, std::vector<double>> columns;
  FILE* pipe = ::popen(("zcat '" + path.string() + "'").c_str(), "r");
  if (pipe == nullptr) return columns;
  std::string text;
  char buffer[65536];
  for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    text.append(buffer, got);
  ::pclose(pipe);
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  std::vector<std::string> names;
  for (const auto piece : core::split(line, ',')) names.emplace_back(piece);
  while (std::getline(lines, line)) {
    const auto fields = core::split(line, ',');
    for (std::size_t k = 1; k < names.size(); ++k)
      columns[names[k]].push_back(number(fields.at(k)));
  }
  return columns;
}

}  // namespace fwq::analysis::test
