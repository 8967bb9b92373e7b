// The scanner of candle functions behind a C interface, for bench/peers/candles.py.
#include <algorithm>
#include <chrono>
#include <cstring>

#include "fwq/analysis/candles.hpp"

using namespace fwq::analysis;

extern "C" {

std::size_t fwq_candle_count() {
  return built_in_candles().size();
}
const char* fwq_candle_name(std::size_t i) {
  return built_in_candles()[i]->name.data();
}
// Of the candle's penetration; below 0 if it has none.
double fwq_candle_penetration(std::size_t i) {
  const CandleDef& def = *built_in_candles()[i];
  return def.params.size() > 0 ? def.params[0].value : -1.0;
}

// Settings: eleven ranges, periods and factors in the order of CandleSetting; penetrations one per candle. Null: error.
void* fwq_candles_open(const int* ranges, const int* periods, const double* factors,
                       const double* penetrations) {
  CandleSettings settings;
  for (std::size_t s = 0; s < kCandleSettings; ++s) {
    settings[static_cast<CandleSetting>(s)] = {static_cast<CandleRange>(ranges[s]), periods[s],
                                               factors[s]};
  }
  std::vector<CandleCall> calls;
  for (const CandleDef* def : built_in_candles())
    calls.push_back({def, penetrations[calls.size()]});
  auto scanner = CandleScanner::make(settings, calls);
  return scanner ? new CandleScanner(std::move(*scanner)) : nullptr;
}
void fwq_candles_close(void* scanner) {
  delete static_cast<CandleScanner*>(scanner);
}

// Scans `count` bars; seconds taken. `out`, if not null, gets a row of `count` values per candle, in units of 20; the
// time is of interest without it, when each block is written over the one before.
double fwq_candles_scan(void* scanner, const double* open, const double* high, const double* low,
                        const double* close, std::size_t count, std::int8_t* out) {
  const fwq::data::Bars bars(nullptr, open, high, low, close, nullptr, nullptr, count, nullptr);
  auto& all = *static_cast<CandleScanner*>(scanner);
  const auto start = std::chrono::steady_clock::now();
  all.scan(bars, [&](const CandleBlock& block) {
    for (std::size_t k = 0; out != nullptr && k < all.size(); ++k) {
      const auto column = block.column(k);
      std::copy(column.begin(), column.end(), out + k * count + block.first());
    }
  });
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
}
