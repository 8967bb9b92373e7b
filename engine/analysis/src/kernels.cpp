// The moving average of a column: eight running sums side by side.
#include "fwq/analysis/kernels.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "recursion.hpp"

namespace fwq::analysis {
namespace {

constexpr std::size_t kChains = 8;
// Values a chain runs before it is begun anew by a direct sum: long enough that the direct sum costs
// little, short enough that rounding does not add up.
constexpr std::size_t kMinRun = 512;

double direct_sum(const double* x, std::size_t n) noexcept {
  std::array<double, 4> part{};
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    for (std::size_t k = 0; k < 4; ++k) part[k] += x[i + k];
  }
  double sum = (part[0] + part[1]) + (part[2] + part[3]);
  for (; i < n; ++i) sum += x[i];
  return sum;
}

// True if a running sum that has come to a window is what that window adds up to directly, but for ordinary rounding.
// False after a NaN or an infinity (which stay in the sum), and after a value so large that it took digits with it.
bool arrived(double running, double direct) noexcept {
  return std::abs(running - direct) <= 2e-13 * std::abs(direct) && is_number(direct);
}

// out[0 .. kChains*run) from x (x[j] is the newest value of out[j]'s window). False if a chain lost its way: each
// must end where the next one begins, so the check costs next to nothing.
bool run_chains(const double* x, std::size_t n, std::size_t run, double* out) noexcept {
  const double share = 1.0 / static_cast<double>(n);
  std::array<double, kChains> begin;
  for (std::size_t k = 0; k < kChains; ++k) begin[k] = direct_sum(x + k * run + 1 - n, n);
  auto [s0, s1, s2, s3, s4, s5, s6, s7] = begin;  // Names, so that all stay in registers.
  const auto put = [&](double* o) {
    o[0 * run] = s0 * share, o[1 * run] = s1 * share, o[2 * run] = s2 * share,
          o[3 * run] = s3 * share;
    o[4 * run] = s4 * share, o[5 * run] = s5 * share, o[6 * run] = s6 * share,
          o[7 * run] = s7 * share;
  };
  put(out);
  for (std::size_t j = 1; j < run; ++j) {
    const double* a = x + j;
    const double* b = a - n;
    s0 += a[0 * run] - b[0 * run], s1 += a[1 * run] - b[1 * run];
    s2 += a[2 * run] - b[2 * run], s3 += a[3 * run] - b[3 * run];
    s4 += a[4 * run] - b[4 * run], s5 += a[5 * run] - b[5 * run];
    s6 += a[6 * run] - b[6 * run], s7 += a[7 * run] - b[7 * run];
    put(out + j);
  }
  const std::array<double, kChains> end{s0, s1, s2, s3, s4, s5, s6, s7};
  bool good = is_number(begin[0]);
  for (std::size_t k = 0; k + 1 < kChains; ++k) {
    const double* next = x + (k + 1) * run;
    good = good && arrived(end[k] + (next[0] - *(next - n)), begin[k + 1]);
  }
  return good && arrived(end[kChains - 1], direct_sum(x + kChains * run - n, n));
}

// out[from .. to) one by one, with an eye on every value and without rounding. Requires: from >= n-1.
void run_careful(std::span<const double> in, std::size_t n, std::size_t from, std::size_t to,
                 std::span<double> out) noexcept {
  const double share = 1.0 / static_cast<double>(n);
  std::size_t good =
      0;  // Numbers in a row up to here, counted from the first window's first value.
  ExactSum sum;
  for (std::size_t i = from + 1 - n; i < to; ++i) {
    if (is_number(in[i])) {
      sum.add(in[i]);
      if (++good > n) sum.add(-in[i - n]);
    } else {
      sum = ExactSum();
      good = 0;
    }
    if (i >= from) out[i] = good >= n ? sum.value() * share : kNoValue;
  }
}

}  // namespace

void moving_average(std::span<const double> in, std::size_t n, std::span<double> out) noexcept {
  assert(n >= 1 && out.size() == in.size());
  const std::size_t size = in.size();
  std::fill_n(out.begin(), std::min(size, n - 1), kNoValue);
  // Runs grow with the window, so that direct sums stay a fraction of the work.
  const std::size_t longest = std::max(kMinRun, 4 * n);
  for (std::size_t at = n - 1; at < size;) {
    const std::size_t run = std::min(longest, (size - at) / kChains);
    const std::size_t count = run * kChains;
    // Short rests (and short series) are not worth eight direct sums.
    if (run * 2 < n || run == 0) {
      run_careful(in, n, at, size, out);
      return;
    }
    if (!run_chains(&in[at], n, run, &out[at])) run_careful(in, n, at, at + count, out);
    at += count;
  }
}

void moving_average_reference(std::span<const double> in, std::size_t n,
                              std::span<double> out) noexcept {
  assert(n >= 1 && out.size() == in.size());
  for (std::size_t i = 0; i < in.size(); ++i) {
    double sum = 0;
    bool whole = i + 1 >= n;
    for (std::size_t k = 0; whole && k < n; ++k) {
      whole = is_number(in[i - k]);
      sum += in[i - k];
    }
    out[i] = whole ? sum / static_cast<double>(n) : kNoValue;
  }
}

}  // namespace fwq::analysis
