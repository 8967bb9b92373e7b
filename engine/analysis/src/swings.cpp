// The zigzag on average true ranges.
#include "swings.hpp"

#include <algorithm>

#include "pattern_context.hpp"

namespace fwq::analysis {
namespace {

constexpr std::uint32_t kRangeBars = 14;

// Walks the bars with the highest and the lowest bar since the last swing in hand.
class Zigzag {
 public:
  Zigzag(const PatternContext& context, double size) : context_(context), size_(size) {}

  void take(std::uint32_t i) {
    const double high = context_.bars().high()[i];
    const double low = context_.bars().low()[i];
    if (leg_ >= 0 && high > top_.price) {
      top_ = {i, 0, high, true};
      if (leg_ > 0) bottom_ = kNoBottom;  // The way back is measured from bars after the top.
    } else if (leg_ > 0 && low < bottom_.price) {
      bottom_ = {i, 0, low, false};
    }
    if (leg_ <= 0 && low < bottom_.price) {
      bottom_ = {i, 0, low, false};
      if (leg_ < 0) top_ = kNoTop;
    } else if (leg_ < 0 && high > top_.price) {
      top_ = {i, 0, high, true};
    }
    confirm(i, high, low);
  }
  std::vector<Swing> result() && { return std::move(swings_); }

 private:
  static constexpr Swing kNoTop{0, 0, -1e300, true};
  static constexpr Swing kNoBottom{0, 0, 1e300, false};

  void confirm(std::uint32_t i, double high, double low) {
    const double far = size_ * context_.mean_range(i + 1, std::min(kRangeBars, i + 1));
    if (!(far > 0)) return;
    if (leg_ >= 0 && top_.bar < i && top_.price - low >= far) {
      top_.known_at = i;
      swings_.push_back(top_);
      if (leg_ == 0) bottom_ = lowest_after(top_.bar, i);
      top_ = highest_after(bottom_.bar, i);
      leg_ = -1;
    } else if (leg_ <= 0 && bottom_.bar < i && high - bottom_.price >= far) {
      bottom_.known_at = i;
      swings_.push_back(bottom_);
      if (leg_ == 0) top_ = highest_after(bottom_.bar, i);
      bottom_ = lowest_after(top_.bar, i);
      leg_ = 1;
    }
  }
  Swing highest_after(std::uint32_t from, std::uint32_t to) const {
    Swing best = kNoTop;
    for (std::uint32_t j = from + 1; j <= to; ++j) {
      if (context_.bars().high()[j] > best.price) best = {j, 0, context_.bars().high()[j], true};
    }
    return best;
  }
  Swing lowest_after(std::uint32_t from, std::uint32_t to) const {
    Swing best = kNoBottom;
    for (std::uint32_t j = from + 1; j <= to; ++j) {
      if (context_.bars().low()[j] < best.price) best = {j, 0, context_.bars().low()[j], false};
    }
    return best;
  }

  const PatternContext& context_;
  double size_;
  int leg_ = 0;  // 1: rising since a low, -1: falling since a high, 0: not known yet.
  Swing top_ = kNoTop, bottom_ = kNoBottom;
  std::vector<Swing> swings_;
};

}  // namespace

std::vector<Swing> find_swings(const PatternContext& context, double size) {
  Zigzag zigzag(context, size);
  for (std::uint32_t i = 0; i < context.size(); ++i) zigzag.take(i);
  return std::move(zigzag).result();
}

}  // namespace fwq::analysis
