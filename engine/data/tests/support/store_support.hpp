// What the tests of the bar store share: a folder that goes away, bars that differ in every number.
#pragma once

#include <atomic>
#include <cstring>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "fwq/data/store.hpp"

namespace fwq::data::store_test {

// A new folder under the system's temporary one, removed with the object.
class TempFolder {
 public:
  TempFolder() {
    static std::atomic<unsigned> number{0};
    std::random_device seed;
    path_ = std::filesystem::temp_directory_path() /
            ("fwq_store_" + std::to_string(seed()) + "_" + std::to_string(number++));
    std::filesystem::create_directories(path_);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path store() const { return path_ / "store"; }

 private:
  std::filesystem::path path_;
};

// The end of trading day number `i` of a made-up calendar without holidays.
inline Time day_time(std::size_t i) {
  return time_from({2000, 1, 3}, kDayBarEnd) + static_cast<Time>(i) * kSecondsPerDay;
}

// A bar whose seven numbers all depend on `i` and `seed`, and on no other bar's.
inline Bar bar_at(std::size_t i, std::uint64_t seed = 1) {
  const double x = static_cast<double>(i) + static_cast<double>(seed) * 1e-3;
  return {day_time(i), x + 0.1, x + 0.4, x - 0.3, x + 0.2, x * 100 + 7, x * 1000 + 3};
}

// Bars number [first, first + count).
inline BarSeries bars_from(std::size_t first, std::size_t count, std::uint64_t seed = 1) {
  BarSeries series(count);
  for (std::size_t i = first; i < first + count; ++i) series.push_back(bar_at(i, seed));
  return series;
}

inline std::vector<Bar> rows_of(const Bars& bars) {
  std::vector<Bar> rows;
  for (std::size_t i = 0; i < bars.size(); ++i) rows.push_back(bars[i]);
  return rows;
}

// Bit for bit, so that NaN equals itself.
inline bool same_rows(const std::vector<Bar>& a, const std::vector<Bar>& b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(Bar)) == 0);
}
inline bool same_rows(const Bars& a, const Bars& b) {
  return same_rows(rows_of(a), rows_of(b));
}

inline Symbol symbol_number(unsigned i) {
  std::string code = std::to_string(i);
  return {Market::sh, std::string(6 - code.size(), '0') + code};
}

inline const Symbol kSymbol{Market::sh, "600000"};

}  // namespace fwq::data::store_test
