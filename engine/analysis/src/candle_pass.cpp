// A pass over bars: head apart, then fused; or bar by bar.
#include "candle_pass.hpp"

#include <algorithm>
#include <cmath>

namespace fwq::analysis::candle {
namespace {

// Sums are compared at this position of 64: if they are equal there, so are levels and tests of all later bars that
// the bars after the 64 can look back at.
constexpr std::size_t kSettledAt = kWordBars - 2 * kPast;

constexpr std::size_t whole_lines(std::size_t doubles) {
  return (doubles + 7) / 8 * 8;
}

}  // namespace

Pass::Pass(std::shared_ptr<const Plan> plan, const Kernels& kernels)
    : plan_(std::move(plan)),
      kernels_(kernels),
      history_(whole_lines(std::max(plan_->history + 1, kPast))),
      rows_(plan_->candles.size() * kRowStride) {
  const std::size_t with_history = history_ + kChunk;
  const std::size_t sums = plan_->groups.size() + 2 * plan_->chains.size();
  memory_.resize(7 + (kColumns + plan_->levels.size()) * kColumn + 3 * with_history +
                 sums * kChunk);
  double* next = memory_.data();
  while (reinterpret_cast<std::uintptr_t>(next) % 64 != 0) ++next;
  const auto column = [&next](std::size_t past) {
    double* zero = next + past;
    next = zero + kChunk;
    return zero;
  };
  work_.plan = plan_.get();
  work_.columns = column(kPast);
  next += (kColumns - 1) * kColumn;
  for (double*& range : work_.range) range = column(history_);
  for (std::size_t l = 0; l < plan_->levels.size(); ++l) work_.level.push_back(column(kPast));
  for (std::size_t g = 0; g < plan_->groups.size(); ++g) work_.difference.push_back(column(0));
  for (std::size_t c = 0; c < plan_->chains.size(); ++c) {
    work_.sum.push_back(column(0));
    work_.mean.push_back(column(0));
  }
  work_.total.resize(plan_->chains.size());
  work_.share = plan_->penetration;
  work_.test_words.resize(kTests * (kChunkWords + 1));
  work_.slot_words.resize(2 * plan_->slots.size());
  begin();
}

void Pass::begin() {
  bar_ = position_ = 0;
  work_.settled = false;
  for (std::size_t c = 0; c < kColumns; ++c)
    std::fill_n(work_.columns + c * kColumn - kPast, kPast, 0.0);
  for (double* level : work_.level) std::fill_n(level - kPast, kPast, 0.0);
  for (double* range : work_.range) std::fill_n(range - history_, history_, 0.0);
  std::fill(work_.slot_words.begin(), work_.slot_words.end(), Word{0});
}

void Pass::slide(std::size_t count) {
  const auto last = [count](double* column, std::size_t past) {
    std::copy_n(column + count - past, past, column - past);
  };
  for (std::size_t c = 0; c < kColumns; ++c) last(work_.columns + c * kColumn, kPast);
  if (!work_.settled) {
    for (double* level : work_.level) last(level, kPast);
  }
  for (double* range : work_.range) last(range, history_);
}

// Goes over to the fused pass if all sums have come to be equal: it starts from the last bits of each test.
void Pass::settle(std::size_t bar) {
  if (!plan_->all || bar + kSettledAt < plan_->settled_from) return;
  for (const SumGroup& group : plan_->groups) {
    const double first = work_.sum[group.first_chain][kSettledAt];
    for (std::size_t c = 1; c < group.chains; ++c) {
      if (work_.sum[group.first_chain + c][kSettledAt] != first) return;
    }
  }
  for (std::size_t s = 0; s < kCandleSettings; ++s) {
    const std::uint16_t level = plan_->first_level[s];
    if (level != kNoLevel) std::copy_n(work_.level[level], kWordBars, work_.setting_level(s));
  }
  for (std::size_t s = 0; s < plan_->slots.size(); ++s) {
    work_.test_words[plan_->slots[s].test * (kChunkWords + 1) + kChunkWords] =
        work_.slot_words[2 * s + 1];
  }
  work_.settled = true;
}

void Pass::run(const RawBars& bars, std::size_t count, std::int8_t* out) {
  for (std::size_t done = 0; done < count;) {
    const std::size_t most = work_.settled ? kChunk : kWordBars;
    const std::size_t now = std::min(count - done, most);
    kernels_.fill(work_, bars.from(done), now);
    if (work_.settled) {
      kernels_.fused(work_, now, out + done);
      if (now <= kWordBars) {  // The next piece expects the last word in the last place.
        for (std::size_t t = 0; t < kTests; ++t) {
          Word* words = work_.test_words.data() + t * (kChunkWords + 1);
          words[kChunkWords] = words[1];
        }
      }
    } else {
      kernels_.apart(work_, bar_, now, out + done);
      if (now == kWordBars) settle(bar_);
    }
    slide(now);
    bar_ += now;
    done += now;
  }
}

}  // namespace fwq::analysis::candle
