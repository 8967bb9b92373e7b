// Divergences, from swing to swing.
#include "divergence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "line_rules.hpp"
#include "pattern_context.hpp"

namespace fwq::analysis {
namespace {

constexpr double kSwingSize = 2;    // Average true ranges.
constexpr std::size_t kAround = 2;  // Bars on either side in which the line may have its extreme.
constexpr double kLeast = 0.1;  // Of `full`: a line that stays behind by less confirms the price.

class Finder {
 public:
  Finder(const SignalRun& run, const DivergenceRule& rule, std::size_t first, std::size_t count)
      : run_(run), rule_(rule), first_(first), end_(first + count) {}

  void find() {
    const PatternContext context(run_.bars.slice(first_, end_ - first_));
    std::optional<Swing> last[2];  // The last bottom and the last top.
    for (const Swing& swing : context.swings(kSwingSize)) {
      std::optional<Swing>& before = last[swing.high ? 1 : 0];
      if (before) compare(*before, swing);
      before = swing;
    }
  }

 private:
  // The line's extreme near a swing, among bars that were there when it was confirmed.
  double at(const Swing& swing) const {
    const std::size_t bar = first_ + swing.bar;
    const std::size_t from = bar - std::min(kAround, static_cast<std::size_t>(swing.bar));
    const std::size_t to = std::min(bar + kAround, first_ + swing.known_at);
    double best = rule_.value[bar];
    for (std::size_t i = from; i <= to; ++i) {
      const double v = rule_.value[i];
      if (std::isnan(v) || std::isnan(best)) return kNoValue;
      best = swing.high ? std::max(best, v) : std::min(best, v);
    }
    return best;
  }

  void compare(const Swing& one, const Swing& two) const {
    const double sign = two.high ? 1 : -1;
    if (!clearly_above(sign * two.price, sign * one.price)) return;
    const double before = at(one);
    const double now = at(two);
    if (std::isnan(before) || std::isnan(now)) return;
    if (two.high ? before <= rule_.high : before >= rule_.low) return;
    const std::size_t bar = first_ + two.known_at;
    const double unit = rule_.full * (rule_.scale.empty() ? 1.0 : std::abs(rule_.scale[bar]));
    const double behind = sign * (before - now) / unit;
    if (!(behind >= kLeast)) return;
    const auto [p, q] = told_apart(one.price, two.price, 2);
    const auto [a, b] = told_apart(before, now, 2);
    emit(run_, bar, two.high ? Side::sell : Side::buy, strength_from(0.5, behind),
         fmt::format("{} divergence: the price goes from {} to {}, {} only from {} to {}",
                     two.high ? "top" : "bottom", p, q, rule_.name, a, b),
         fmt::format("{}背离：价格由 {} 到 {}，{} 却由 {} 到 {}", two.high ? "顶" : "底", p, q,
                     rule_.name, a, b));
  }

  const SignalRun& run_;
  const DivergenceRule& rule_;
  std::size_t first_, end_;
};

}  // namespace

void divergence_signals(const SignalRun& all, const DivergenceRule& rule) {
  const data::Bars& bars = all.bars;
  std::vector<Signal> found;
  const SignalRun run{bars, all.params, all.values, all.source, found};
  const auto whole = [&](std::size_t i) {
    return is_number(bars.open()[i]) && is_number(bars.high()[i]) && is_number(bars.low()[i]) &&
           is_number(bars.close()[i]);
  };
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= bars.size(); ++i) {
    if (i < bars.size() && whole(i)) continue;
    if (i > begin) Finder(run, rule, begin, i - begin).find();
    begin = i + 1;
  }
  std::move(found.begin(), found.end(), std::back_inserter(all.signals));
}

}  // namespace fwq::analysis
