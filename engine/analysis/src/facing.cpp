// Prices upside down.
#include "facing.hpp"

#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

FWQ_VECTORIZED void negate(const double* x, std::size_t size, double* negative) noexcept {
  for (std::size_t i = 0; i < size; ++i) negative[i] = -x[i];
}

void mirror(std::span<const double> prices, std::vector<double>& mirrored) {
  if (mirrored.size() < prices.size()) mirrored.resize(prices.size());
  negate(prices.data(), prices.size(), mirrored.data());
}

}  // namespace

MirroredPrices::MirroredPrices(const PatternContext& context) : context_(context) {
  renew();
}

void MirroredPrices::renew() {
  const data::Bars& bars = context_.bars();
  mirror(bars.low(), high_);
  mirror(bars.high(), low_);
  mirror(bars.close(), close_);
}

}  // namespace fwq::analysis
