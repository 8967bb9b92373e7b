// What searches share, made when first asked for.
#include "pattern_context.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

// sums[i] = value(0) + … + value(i-1).
template <class Value>
void fill_sums(std::vector<double>& sums, std::size_t size, Value value) {
  sums.resize(size + 1);
  sums[0] = 0;
  for (std::size_t i = 0; i < size; ++i) sums[i + 1] = sums[i] + value(i);
}

// Counts, so that it runs as vector code.
FWQ_VECTORIZED std::int64_t count_unknown(const double* values, std::size_t size) noexcept {
  std::int64_t unknown = 0;
  for (std::size_t i = 0; i < size; ++i) unknown += std::isnan(values[i]) ? 1 : 0;
  return unknown;
}

}  // namespace

void PatternContext::reset(data::Bars bars) {
  bars_ = std::move(bars);
  columns_.reset(bars_);
  body_sums_.clear();
  range_sums_.clear();
  volume_sums_.clear();
  unknown_volumes_.clear();
  for (SharedPart& shared : parts_) shared.is_fresh = false;
  scale_count_ = 0;
}

double PatternContext::mean_body(std::uint32_t i, std::uint32_t count) const {
  assert(count >= 1 && count <= i && i <= size());
  if (count == kAverageBars) return columns_.mean_bodies()[i];
  if (body_sums_.empty()) {
    const double* bodies = columns_.bodies();
    fill_sums(body_sums_, bars_.size(), [bodies](std::size_t b) { return bodies[b]; });
  }
  return (body_sums_[i] - body_sums_[i - count]) / count;
}

void PatternContext::sum_ranges() const {
  const double* ranges = columns_.ranges();
  fill_sums(range_sums_, bars_.size(), [ranges](std::size_t b) { return ranges[b]; });
}

void PatternContext::sum_volumes() const {
  const auto volume = bars_.volume();
  fill_sums(volume_sums_, volume.size(),
            [volume](std::size_t b) { return std::isnan(volume[b]) ? 0.0 : volume[b]; });
  unknown_volumes_.clear();
  if (count_unknown(volume.data(), volume.size()) == 0) return;
  unknown_volumes_.resize(volume.size() + 1);
  for (std::size_t b = 0; b < volume.size(); ++b)
    unknown_volumes_[b + 1] = unknown_volumes_[b] + (std::isnan(volume[b]) ? 1U : 0U);
}

double PatternContext::fall_before(std::uint32_t i, std::uint32_t count) const {
  assert(i > count && i >= kAverageBars);
  const double range = mean_range(i, kAverageBars);
  if (range == 0) return 0;
  return (bars_.close()[i - 1 - count] - bars_.close()[i - 1]) / range;
}

const std::vector<Swing>& PatternContext::swings(double size) const {
  for (std::size_t s = 0; s < scale_count_; ++s) {
    if (scales_[s].size == size) return scales_[s].swings;
  }
  if (scale_count_ == scales_.size()) scales_.emplace_back();
  Scale& scale = scales_[scale_count_++];
  scale.size = size;
  find_swings(*this, size, turns_, scale.swings);
  return scale.swings;
}

}  // namespace fwq::analysis
