// Candles: TA-Lib's 61 candle functions, value for value, found together in one pass, alone, or bar by bar.
//
// Source:   TA-Lib 0.6.4 (CDL2CROWS ... CDLXSIDEGAP3METHODS); each function's book stands in its own file.
// Input:    open, high, low, close of finite numbers. A bar that lacks one (NaN, or beyond 1e100) has no value and acts as
//           a cut: what follows is as if the series began after it.
// Output:   per bar 0 (nothing), +100 or -100; +80 or -80 where two bodies share an edge (engulfing, harami); +200 or
//           -200 when a hikkake is confirmed. Inside and in columns of int8 in units of 20 (kCandleUnit).
//           What a sign means stands in CandleDef::meaning_*. The first lookback() bars have no value.
// Edges:    equal to TA-Lib's answers on every value, ties included: its averages are running sums whose last bits depend
//           on where they began and in which order they added, and so are these.
// Cost:     all 61 together 16 to 20 ns a bar with AVX-512, 21 to 25 with AVX2 (a shared server); `fwq bench candles`.
// Threads:  descriptions and settings are values. One CandleScanner or CandleStream belongs to one thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "fwq/analysis/parameters.hpp"
#include "fwq/core/result.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::analysis {

// What "long", "short", "near" … mean: each is `factor` times the average of a range of the `period` bars before
// (of the bar itself when period is 0). Shadows: upper and lower together, of which the average is halved.
enum class CandleRange : std::uint8_t { body, high_low, shadows };
enum class CandleSetting : std::uint8_t {
  body_long,
  body_very_long,
  body_short,
  body_doji,
  shadow_long,
  shadow_very_long,
  shadow_short,
  shadow_very_short,
  near,
  far,
  equal
};
inline constexpr std::size_t kCandleSettings = 11;
std::string_view to_string(CandleSetting setting) noexcept;

struct CandleRule {
  CandleRange range = CandleRange::body;
  int period = 10;      // 0 to kMaxCandlePeriod bars.
  double factor = 1.0;  // A finite number, at least 0 and at most 1e6.
  friend bool operator==(const CandleRule&, const CandleRule&) = default;
};
inline constexpr int kMaxCandlePeriod = 1000;

// TA-Lib's eleven settings (TA_SetCandleSettings), with its defaults.
class CandleSettings {
 public:
  constexpr const CandleRule& operator[](CandleSetting s) const noexcept {
    return rules_[static_cast<std::size_t>(s)];
  }
  constexpr CandleRule& operator[](CandleSetting s) noexcept {
    return rules_[static_cast<std::size_t>(s)];
  }
  friend bool operator==(const CandleSettings&, const CandleSettings&) = default;

 private:
  std::array<CandleRule, kCandleSettings> rules_{{{CandleRange::body, 10, 1.0},
                                                  {CandleRange::body, 10, 3.0},
                                                  {CandleRange::body, 10, 1.0},
                                                  {CandleRange::high_low, 10, 0.1},
                                                  {CandleRange::body, 0, 1.0},
                                                  {CandleRange::body, 0, 2.0},
                                                  {CandleRange::shadows, 10, 1.0},
                                                  {CandleRange::high_low, 10, 0.1},
                                                  {CandleRange::high_low, 5, 0.2},
                                                  {CandleRange::high_low, 5, 0.6},
                                                  {CandleRange::high_low, 5, 0.05}}};
};

// A value in a column of int8 times this is TA-Lib's number.
inline constexpr int kCandleUnit = 20;

// How many bars come before the first value: `before`, plus the longest period (at least `least_period`) of `averages`.
struct CandleLookback {
  UpTo<CandleSetting, 6> averages = {};
  int before = 0;
  int least_period = 0;
};

struct CandleDef {
  std::string_view id;    // "cdl_doji"; never renamed.
  std::string_view name;  // TA-Lib's: "CDLDOJI".
  std::string_view title_en, title_zh;
  int bars = 1;                   // That the shape takes.
  bool rises = false;             // Some value is above 0 …
  bool falls = false;             // … or below 0.
  bool weak = false;              // Some are ±80,
  bool confirms = false;          // or ±200.
  UpTo<ParamDef, 1> params = {};  // `penetration`, of those that have it.
  CandleLookback lookback = {};
  // Averages of all bars of the shape belong to chains that begin this many bars after their period, if not -1 (a
  // running sum whose own bar does not follow from lookback and offset).
  int average_bar = -1;
  std::string_view meaning_en, meaning_zh;  // Of the signs.
  std::string_view source;
};

// The table, by file name; columns of a pass over all are in this order.
std::span<const CandleDef* const> built_in_candles();
// By TA-Lib's name or by id, ignoring case; null if there is none.
const CandleDef* find_candle(std::string_view name);

// One candle function with its parameter.
struct CandleCall {
  const CandleDef* def = nullptr;
  double penetration = 0;  // For those that have it.
};
// With the default parameter.
CandleCall default_call(const CandleDef& def);

// Number of leading bars without a value. Requires: checked settings.
std::size_t lookback(const CandleDef& def, const CandleSettings& settings = {});

// Values of consecutive bars, at most kCandleBlock of them; of one stretch between bars that lack a number.
inline constexpr std::size_t kCandleBlock = 4096;
class CandleBlock {
 public:
  CandleBlock(std::size_t first, std::size_t count, const std::int8_t* values,
              std::size_t stride) noexcept
      : first_(first), count_(count), values_(values), stride_(stride) {}
  std::size_t first() const noexcept { return first_; }  // Index of the first bar.
  std::size_t size() const noexcept { return count_; }
  // Values of the i-th candle asked for, in units of 20; 0 also during its lookback.
  std::span<const std::int8_t> column(std::size_t i) const noexcept {
    return {values_ + i * stride_, count_};
  }

 private:
  std::size_t first_, count_;
  const std::int8_t* values_;
  std::size_t stride_;
};
using CandleSink = std::function<void(const CandleBlock&)>;

namespace candle {
struct Plan;
class Pass;
}  // namespace candle

// Values of many bars for all 61, or for some. Keeps its memory, so that many short series cost no allocation.
class CandleScanner {
 public:
  // All 61, in the order of the table, with TA-Lib's defaults.
  CandleScanner();
  // Errors: invalid_argument (a period, factor or penetration out of range), not_found (a null def).
  static Result<CandleScanner> make(const CandleSettings& settings,
                                    std::span<const CandleCall> calls);
  // All 61 with other settings and default parameters. Errors: invalid_argument.
  static Result<CandleScanner> make(const CandleSettings& settings);
  ~CandleScanner();
  CandleScanner(CandleScanner&&) noexcept;
  CandleScanner& operator=(CandleScanner&&) noexcept;

  // Calls `sink` with block after block, oldest first; the block's memory is used again for the next one. Bars that
  // lack a number are in no block. No allocation after the first call.
  void scan(const data::Bars& bars, const CandleSink& sink);
  std::size_t size() const noexcept;  // Number of candles.

 private:
  explicit CandleScanner(std::shared_ptr<const candle::Plan> plan);
  friend struct CandleScannerAccess;
  std::shared_ptr<const candle::Plan> plan_;
  std::unique_ptr<candle::Pass> pass_;
};

// One candle function alone: TA-Lib's numbers (0, ±80, ±100, ±200), one per bar, 0 where there is none.
// Errors: as CandleScanner::make.
Result<std::vector<int>> candle_values(const CandleCall& call, const data::Bars& bars,
                                       const CandleSettings& settings = {});

// The same numbers bar by bar.
class CandleStream {
 public:
  // Errors: as CandleScanner::make.
  static Result<CandleStream> make(const CandleSettings& settings,
                                   std::span<const CandleCall> calls);
  ~CandleStream();
  CandleStream(CandleStream&&) noexcept;
  CandleStream& operator=(CandleStream&&) noexcept;

  // Takes the next bar. One value per call in units of 20, valid until the next push.
  std::span<const std::int8_t> push(const data::Bar& bar);
  // Whether the i-th candle has had its lookback of bars, so that its last value was one.
  bool ready(std::size_t i) const noexcept;

 private:
  explicit CandleStream(std::shared_ptr<const candle::Plan> plan);
  std::shared_ptr<const candle::Plan> plan_;
  std::unique_ptr<candle::Pass> pass_;
  std::vector<std::int8_t> values_;
};

}  // namespace fwq::analysis
