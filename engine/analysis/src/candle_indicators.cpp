// Candle functions as indicators of the talib flavour: one output of TA-Lib's numbers, for tables, charts and formulas.
#include <algorithm>

#include "candle_list.hpp"
#include "fwq/analysis/indicator.hpp"
#include "machines.hpp"

namespace fwq::analysis {
namespace {

using candle::kCandles;

CandleCall call_of(std::size_t number, Params params) {
  return {candle::Listed::kDefs[number], params.empty() ? 0.0 : params[0]};
}

template <std::size_t I>
std::size_t warm_up(Params) {
  return lookback(*candle::Listed::kDefs[I]);
}

// Bars in no block lack a number; where a block does not go on from the one before, a lookback begins.
template <std::size_t I>
void run(const IndicatorRun& run) {
  const std::span<double> out = run.out[0];
  std::fill(out.begin(), out.end(), kNoValue);
  const CandleCall call = call_of(I, run.params);
  auto scanner = CandleScanner::make(CandleSettings(), std::span(&call, 1)).value();
  const std::size_t before = lookback(*call.def);
  std::size_t begin = 0, end = 0;
  scanner.scan(run.bars, [&](const CandleBlock& block) {
    if (block.first() != end) begin = block.first();
    const auto column = block.column(0);
    for (std::size_t i = 0; i < column.size(); ++i) {
      const std::size_t bar = block.first() + i;
      if (bar - begin >= before) out[bar] = column[i] * kCandleUnit;
    }
    end = block.first() + block.size();
  });
}

class Stream final : public IndicatorStream {
 public:
  explicit Stream(const CandleCall& call)
      : stream_(CandleStream::make(CandleSettings(), std::span(&call, 1)).value()) {}
  void push(const data::Bar& bar, std::span<double> out) override {
    const std::int8_t value = stream_.push(bar)[0];
    out[0] = stream_.ready(0) ? value * kCandleUnit : kNoValue;
  }

 private:
  CandleStream stream_;
};

template <std::size_t I>
std::unique_ptr<IndicatorStream> stream(Params params) {
  return std::make_unique<Stream>(call_of(I, params));
}

template <std::size_t I>
IndicatorDef indicator() {
  const CandleDef& candle = *candle::Listed::kDefs[I];
  const double most = candle.confirms ? 200 : 100;
  IndicatorDef def{.id = candle.id,
                   .name = candle.name,
                   .flavour = Flavour::talib,
                   .title_en = candle.title_en,
                   .title_zh = candle.title_zh,
                   .group = Group::candle,
                   .inputs = {Field::open, Field::high, Field::low, Field::close},
                   .outputs = {{.name = "integer",
                                .unit = Unit::none,
                                .low = candle.falls ? -most : 0,
                                .high = candle.rises ? most : 0,
                                .style = Style::histogram}},
                   .source = candle.source,
                   .warm_up = &warm_up<I>,
                   .run = &run<I>,
                   .stream = &stream<I>};
  if (candle.params.size() > 0) def.params = {candle.params[0]};
  return def;
}

template <std::size_t... I>
std::array<IndicatorDef, kCandles> indicators(std::index_sequence<I...>) {
  return {indicator<I>()...};
}

}  // namespace

std::span<const IndicatorDef* const> available_indicators() {
  static const auto kOfCandles = indicators(std::make_index_sequence<kCandles>());
  static const std::vector<const IndicatorDef*> kAll = [] {
    const auto table = built_in_indicators();
    std::vector<const IndicatorDef*> all(table.begin(), table.end());
    for (const IndicatorDef& def : kOfCandles) all.push_back(&def);
    return all;
  }();
  return kAll;
}

}  // namespace fwq::analysis
