// Two simple means side by side.
#include "fast_and_slow.hpp"

#include "block_loops.hpp"

namespace fwq::analysis {

double TwoMeans::direct(const Sum& s, const double* newest) noexcept {
  ExactSum sum;
  for (std::size_t i = 0; i < s.n; ++i) sum.add(*(newest - i));
  return sum.value() / s.size;
}

std::pair<double, double> TwoMeans::push(double x) {
  history_.push(x);
  const std::size_t seen = history_.seen();
  const double* newest = history_.end() - 1;
  if (seen > kAsTaLib)
    return {seen >= fast_.n ? direct(fast_, newest) : kNoValue,
            seen >= slow_.n ? direct(slow_, newest) : kNoValue};
  const double fast = step(fast_, newest, seen >= fast_.n);
  return {fast, step(slow_, newest, seen >= slow_.n)};
}

FWQ_VECTORIZED void TwoMeans::run(const double* x, std::size_t count, double* fast, double* slow) {
  std::size_t done = 0;
  for (; done < count && history_.seen() < slow_.n; ++done)
    std::tie(fast[done], slow[done]) = push(x[done]);
  if (done == count) return;
  const std::size_t seen = history_.seen();
  const double* now = history_.append(x + done, count - done);
  const std::size_t old_way = seen < kAsTaLib ? std::min(count - done, kAsTaLib - seen) : 0;
  Sum f = fast_, s = slow_;  // In registers.
  // As step(). Divided after all of them: wide vectors between the additions would hold them up.
  for (std::size_t i = 0; i < old_way; ++i) {
    const double* const newest = now + i;
    f.sum += *newest;
    s.sum += *newest;
    fast[done + i] = f.sum;
    slow[done + i] = s.sum;
    f.sum -= *(newest + 1 - f.n);
    s.sum -= *(newest + 1 - s.n);
  }
  const double fast_share = 1.0 / f.size, slow_share = 1.0 / s.size;
  for (std::size_t i = done; i < done + old_way; ++i) {
    fast[i] *= fast_share;
    slow[i] *= slow_share;
  }
  fast_ = f;
  slow_ = s;
  const std::size_t rest = count - done - old_way;
  window_sums(now + old_way, f.n, rest, 1.0 / f.size, fast + done + old_way);
  window_sums(now + old_way, s.n, rest, 1.0 / s.size, slow + done + old_way);
}

}  // namespace fwq::analysis
