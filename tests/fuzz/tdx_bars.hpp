// What must hold of decoded TDX bars whatever the bytes were. Shared by the fuzz targets of both file kinds.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

#include "fwq/data/tdx_files.hpp"

namespace fwq::data::fuzz {

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

// One security of each way to be written; the first byte of an input picks it.
inline Symbol pick_symbol(std::uint8_t byte) {
  static const std::array kSymbols{Symbol(Market::sh, "600000"), Symbol(Market::sh, "510300"),
                                   Symbol(Market::sh, "900901"), Symbol(Market::sh, "000001"),
                                   Symbol(Market::sh, "113050"), Symbol(Market::sh, "204001"),
                                   Symbol(Market::bj, "430047"), Symbol(Market::sh, "700001")};
  return kSymbols[byte % kSymbols.size()];
}

inline void check_bar(const Bar& bar) {
  require(std::isfinite(bar.high) && bar.low > 0, "prices are positive and finite");
  require(bar.high <= 1e6, "prices are not absurd");
  require(bar.high >= bar.low, "high is not below low");
  require(bar.open >= bar.low && bar.open <= bar.high, "open lies between low and high");
  require(bar.close >= bar.low && bar.close <= bar.high, "close lies between low and high");
  require(std::isfinite(bar.volume) && bar.volume >= 0, "volume is a number");
  require(std::isfinite(bar.amount) && bar.amount >= 0, "amount is a number");
}

inline void check_decoded(const TdxDecoded& decoded, std::size_t bytes) {
  const std::size_t tail = bytes % kTdxRecordBytes == 0 ? 0 : 1;
  const Bars bars = decoded.bars.view();
  require(decoded.records == bytes / kTdxRecordBytes, "records are counted");
  require(bars.size() + decoded.rejected() == decoded.records + tail, "no record is lost");
  for (std::size_t i = 0; i < bars.size(); ++i) {
    check_bar(bars[i]);
    require(i == 0 || bars.time()[i - 1] < bars.time()[i], "times rise strictly");
    const Date date = date_of(bars.time()[i]);
    require(is_valid(date) && date >= Date{1990, 12, 1} && date <= Date{2099, 12, 31},
            "dates are those of a market");
  }
  for (std::size_t i = 0; i < decoded.problems.size(); ++i) {
    const TdxProblem& problem = decoded.problems[i];
    require(problem.record >= 1 && problem.record <= decoded.records + tail,
            "a problem names a record");
    require(i == 0 || decoded.problems[i - 1].record <= problem.record, "problems are in order");
    require(decoded.count(problem.reason) > 0, "a problem is counted");
  }
}

// Decodes twice, the second time into memory that held another result: both must be the same.
inline void decode_and_check(std::span<const std::uint8_t> input, Period period) {
  if (input.empty()) return;
  const Symbol symbol = pick_symbol(input[0]);
  const auto bytes = std::as_bytes(input.subspan(1));
  const TdxDecoded decoded = decode_tdx(symbol, period, bytes);
  check_decoded(decoded, bytes.size());
  static TdxDecoded reused;
  decode_tdx(symbol, period, bytes, reused);
  require(reused.counts == decoded.counts && reused.problems == decoded.problems,
          "decoding again finds the same");
  const Bars a = decoded.bars.view();
  const Bars b = reused.bars.view();
  require(a.size() == b.size(), "decoding again gives as many bars");
  for (std::size_t i = 0; i < a.size(); ++i) require(a[i] == b[i], "decoding again gives the same");
}

}  // namespace fwq::data::fuzz
