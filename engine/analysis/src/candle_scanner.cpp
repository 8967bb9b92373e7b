// The table of candles, and whole series of bars scanned for them.
#include <algorithm>

#include "candle_pass.hpp"
#include "fwq/core/text.hpp"

namespace fwq::analysis {
namespace {

std::vector<CandleCall> all_calls() {
  std::vector<CandleCall> calls;
  for (const CandleDef* def : built_in_candles()) calls.push_back(default_call(*def));
  return calls;
}

// Calls each(first, count) for every stretch of whole bars, in pieces of at most kCandleBlock; `begins` says whether
// the piece is the first of its stretch.
template <class Each>
void for_each_piece(const candle::Kernels& kernels, const candle::RawBars& raw, std::size_t size,
                    Each each) {
  bool begins = true;
  for (std::size_t i = 0; i < size;) {
    const std::size_t most = std::min(kCandleBlock, size - i);
    const std::size_t whole = kernels.whole_bars(raw.from(i), most);
    if (whole > 0) each(i, whole, begins);
    begins = whole < most;
    i += whole + (begins ? 1 : 0);
  }
}

}  // namespace

std::string_view to_string(CandleSetting setting) noexcept {
  constexpr std::array<std::string_view, kCandleSettings> kNames{
      "body_long",    "body_very_long",
      "body_short",   "body_doji",
      "shadow_long",  "shadow_very_long",
      "shadow_short", "shadow_very_short",
      "near",         "far",
      "equal"};
  return kNames[static_cast<std::size_t>(setting)];
}

std::span<const CandleDef* const> built_in_candles() {
  return candle::Listed::kDefs;
}

const CandleDef* find_candle(std::string_view name) {
  const std::string key = core::to_lower(core::trimmed(name));
  for (const CandleDef* def : built_in_candles()) {
    if (core::to_lower(def->name) == key || def->id == key) return def;
  }
  return nullptr;
}

CandleCall default_call(const CandleDef& def) {
  return {&def, def.params.size() > 0 ? def.params[0].value : 0.0};
}

std::size_t lookback(const CandleDef& def, const CandleSettings& settings) {
  int longest = def.lookback.least_period;
  for (const CandleSetting setting : def.lookback.averages)
    longest = std::max(longest, settings[setting].period);
  return static_cast<std::size_t>(longest + def.lookback.before);
}

CandleScanner::CandleScanner(std::shared_ptr<const candle::Plan> plan)
    : plan_(std::move(plan)), pass_(std::make_unique<candle::Pass>(plan_)) {}
CandleScanner::CandleScanner()
    : CandleScanner(std::make_shared<const candle::Plan>(
          candle::make_plan(CandleSettings(), all_calls()).value())) {}
CandleScanner::~CandleScanner() = default;
CandleScanner::CandleScanner(CandleScanner&&) noexcept = default;
CandleScanner& CandleScanner::operator=(CandleScanner&&) noexcept = default;

Result<CandleScanner> CandleScanner::make(const CandleSettings& settings,
                                          std::span<const CandleCall> calls) {
  FWQ_TRY_ASSIGN(plan, candle::make_plan(settings, calls));
  return CandleScanner(std::make_shared<const candle::Plan>(std::move(plan)));
}

Result<CandleScanner> CandleScanner::make(const CandleSettings& settings) {
  return make(settings, all_calls());
}

std::size_t CandleScanner::size() const noexcept {
  return plan_->candles.size();
}

void CandleScanner::scan(const data::Bars& bars, const CandleSink& sink) {
  const candle::RawBars raw{bars.open().data(), bars.high().data(), bars.low().data(),
                            bars.close().data()};
  for_each_piece(pass_->kernels(), raw, bars.size(),
                 [&](std::size_t first, std::size_t count, bool begins) {
                   if (begins) pass_->begin();
                   pass_->run(raw.from(first), count, pass_->rows());
                   sink(CandleBlock(first, count, pass_->rows(), candle::kRowStride));
                 });
}

Result<std::vector<int>> candle_values(const CandleCall& call, const data::Bars& bars,
                                       const CandleSettings& settings) {
  FWQ_TRY_ASSIGN(scanner, CandleScanner::make(settings, std::span(&call, 1)));
  std::vector<int> values(bars.size(), 0);
  scanner.scan(bars, [&](const CandleBlock& block) {
    const auto column = block.column(0);
    for (std::size_t i = 0; i < column.size(); ++i)
      values[block.first() + i] = column[i] * kCandleUnit;
  });
  return values;
}

}  // namespace fwq::analysis
