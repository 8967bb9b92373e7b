// Boost's Sobol points, each coordinate's digits permuted from the first on.
#include "sobol.hpp"

#include <boost/random/sobol.hpp>

#include "random.hpp"

namespace fwq::optimization {
namespace {

std::uint32_t reversed(std::uint32_t x) noexcept {
  x = (x & 0x55555555U) << 1U | (x >> 1U & 0x55555555U);
  x = (x & 0x33333333U) << 2U | (x >> 2U & 0x33333333U);
  x = (x & 0x0f0f0f0fU) << 4U | (x >> 4U & 0x0f0f0f0fU);
  return __builtin_bswap32(x);
}

// Each bit is flipped or not by a hash of the bits above it.
std::uint32_t scrambled(std::uint32_t x, std::uint32_t seed) noexcept {
  x = reversed(x);
  x += seed;
  x ^= x * 0x6c50b47cU;
  x ^= x * 0xb82f1e52U;
  x ^= x * 0xc7afe638U;
  x ^= x * 0x8d22f6e6U;
  return reversed(x);
}

}  // namespace

struct Sobol::Engine {
  explicit Engine(std::size_t dimensions) : points(dimensions) {}
  boost::random::sobol points;
};

Sobol::Sobol(std::size_t dimensions, std::uint64_t seed)
    : engine_(std::make_unique<Engine>(dimensions)), seed_(seed), dimensions_(dimensions) {}
Sobol::~Sobol() = default;

UnitPoint Sobol::next() {
  UnitPoint point(dimensions_);
  Random seeds(seed_);
  for (double& u : point) {
    const auto digits =
        begun_ ? static_cast<std::uint32_t>(engine_->points() >> 32U) : std::uint32_t{0};
    // In the middle of its cell, so that 0 and 1 are not met.
    u = (scrambled(digits, static_cast<std::uint32_t>(seeds.bits())) + 0.5) * 0x1p-32;
  }
  begun_ = true;
  return point;
}

}  // namespace fwq::optimization
