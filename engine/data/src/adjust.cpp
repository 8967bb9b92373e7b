// Adjustment of prices and volumes for ex-rights events.
//
// Source: formulas in adjust.hpp. Each kind of adjustment is one affine map of prices (P * scale + shift) and one
//         factor of volumes per stretch of bars between events.
// Edges:  NaN stays NaN; a bar of zero or negative adjusted price can occur with the subtractive kinds only.
// Cost:   O(bars + events log events); one pass per column.
#include "fwq/data/adjust.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "cuts.hpp"
#include "fwq/core/text.hpp"

namespace fwq::data {
namespace {

__extension__ using Wide = __int128;

// An event's reference may lie so far from the open it acts on.
constexpr double kFlagDistance = 0.15;

// A decimal as a whole number of 1e-8: event files have up to seven digits per share, prices three.
// nullopt: not a number that a price or ratio can be.
std::optional<Wide> exact(double value) noexcept {
  if (!(std::abs(value) <= 1e7)) return std::nullopt;
  return Wide{std::llround(value * 1e8)};
}

// The last price above 0 before `bar`.
double close_before(std::span<const double> close, std::size_t bar) noexcept {
  while (bar > 0) {
    if (close[--bar] > 0) return close[bar];
  }
  return kNone;
}

// Fills in references and factors of the events of one bar, which follow one another on `close`.
void judge(std::span<AppliedEvent> events, double close, double open, double tick) noexcept {
  double reference = close;
  for (AppliedEvent& one : events) {
    const double before = reference;
    reference = ex_reference(one.event, before, tick);
    one.reference = reference;
    one.factor = std::isnan(reference) ? 1.0 : reference / before;
  }
  const bool near =
      std::abs(reference - open) <= open * (kFlagDistance + 1e-9);  // NaN is not near.
  for (AppliedEvent& one : events) one.applied = near;
}

std::vector<AppliedEvent> place(const Bars& raw, Symbol symbol,
                                std::span<const ExRightsEvent> events) {
  std::vector<AppliedEvent> placed;
  for (const ExRightsEvent& event : events) {
    if (!is_valid(event.date)) continue;
    const auto at = std::lower_bound(raw.time().begin(), raw.time().end(), time_from(event.date));
    const auto bar = static_cast<std::size_t>(at - raw.time().begin());
    if (bar > 0 && bar < raw.size()) placed.push_back({event, bar});
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const auto& a, const auto& b) { return a.event.date < b.event.date; });
  const double tick = tick_size(symbol);
  for (std::size_t first = 0, end = 0; first < placed.size(); first = end) {
    const std::size_t bar = placed[first].bar;
    while (end < placed.size() && placed[end].bar == bar) ++end;
    const double open = raw.open()[bar] > 0 ? raw.open()[bar] : raw.close()[bar];
    judge(std::span(placed).subspan(first, end - first), close_before(raw.close(), bar), open,
          tick);
  }
  return placed;
}

// What happens to the bars of one stretch: P * scale + shift, V * shares.
struct Map {
  double scale = 1, shift = 0, shares = 1;
};

// `map`, which carries prices after the event to the newest, extended to prices before the event.
Map before_event(const Map& map, const AppliedEvent& at, bool subtractive) noexcept {
  const double ratio = at.event.share_ratio();
  if (!subtractive) return {map.scale * at.factor, 0, map.shares * ratio};
  const double paid = at.event.rights_price * at.event.rights - at.event.cash;
  return {map.scale / ratio, map.scale * paid / ratio + map.shift, map.shares * ratio};
}

// `map`, which carries prices before the event to the oldest, extended to prices after the event.
Map after_event(const Map& map, const AppliedEvent& at, bool subtractive) noexcept {
  const double ratio = at.event.share_ratio();
  if (!subtractive) return {map.scale / at.factor, 0, map.shares / ratio};
  const double paid = at.event.rights_price * at.event.rights - at.event.cash;
  return {map.scale * ratio, map.shift - map.scale * paid, map.shares / ratio};
}

void fill(BarSeries& out, const Bars& raw, std::size_t first, std::size_t end,
          const Map& map) noexcept {
  const auto prices = [&](std::span<double> to, std::span<const double> from) {
    for (std::size_t i = first; i < end; ++i) to[i] = from[i] * map.scale + map.shift;
  };
  prices(out.open(), raw.open());
  prices(out.high(), raw.high());
  prices(out.low(), raw.low());
  prices(out.close(), raw.close());
  const auto to = out.volume();
  for (std::size_t i = first; i < end; ++i) to[i] = raw.volume()[i] * map.shares;
}

}  // namespace

std::string_view to_string(Adjust adjust) noexcept {
  switch (adjust) {
    case Adjust::none:
      return "none";
    case Adjust::forward:
      return "forward";
    case Adjust::backward:
      return "backward";
    case Adjust::forward_subtractive:
      return "forward_subtractive";
    case Adjust::backward_subtractive:
      return "backward_subtractive";
  }
  return "none";
}

Result<Adjust> parse_adjust(std::string_view text) {
  struct Alias {
    std::string_view name;
    Adjust adjust;
  };
  static constexpr Alias kAliases[] = {
      {"none", Adjust::none},
      {"forward", Adjust::forward},
      {"backward", Adjust::backward},
      {"forward_subtractive", Adjust::forward_subtractive},
      {"backward_subtractive", Adjust::backward_subtractive},
      {"raw", Adjust::none},
      {"不复权", Adjust::none},
      {"qfq", Adjust::forward},
      {"前复权", Adjust::forward},
      {"hfq", Adjust::backward},
      {"后复权", Adjust::backward},
  };
  const std::string lower = core::to_lower(core::trimmed(text));
  for (const Alias& alias : kAliases) {
    if (lower == alias.name) return alias.adjust;
  }
  return Error{
      Errc::invalid_argument,
      fmt::format("'{}' is not a kind of adjustment: use none, forward (qfq), backward (hfq), "
                  "forward_subtractive or backward_subtractive",
                  text),
      fmt::format("'{}' 不是复权方式：可用 none（不复权）、forward（前复权）、backward（后复权）、"
                  "forward_subtractive（减法前复权）、backward_subtractive（减法后复权）",
                  text)};
}

double ex_reference(const ExRightsEvent& event, double close, double tick) noexcept {
  const auto c = exact(close), d = exact(event.cash), b = exact(event.bonus),
             r = exact(event.rights);
  const auto k = exact(event.rights_price), s = exact(event.split);
  if (!c || !d || !b || !r || !k || !s || *c <= 0 || *s <= 0) return kNone;
  constexpr Wide kOne = 100'000'000;
  const auto ticks_per_cny = Wide{std::llround(1 / tick)};
  // Both in units of 1e-16: at most 1e30, which leaves room for ticks in 127 bits.
  const Wide value = ((*c - *d) * kOne + *k * *r) * ticks_per_cny;
  const Wide shares = (kOne + *b + *r) * *s;
  if (value <= 0 || shares <= 0) return kNone;
  const Wide ticks = (2 * value + shares) / (2 * shares);
  return ticks == 0 ? kNone : static_cast<double>(ticks) / static_cast<double>(ticks_per_cny);
}

AdjustedBars adjusted(const Bars& raw, Symbol symbol, std::span<const ExRightsEvent> events,
                      Adjust adjust) {
  AdjustedBars out{raw, adjust, place(raw, symbol, events), {}};
  out.cuts = find_cuts(raw, symbol, out.events);
  const bool applies =
      std::any_of(out.events.begin(), out.events.end(), [](const auto& e) { return e.applied; });
  if (adjust == Adjust::none || !applies) return out;

  const std::size_t count = raw.size();
  BarSeries series(count);
  series.resize_uninitialised(count);
  std::copy(raw.time().begin(), raw.time().end(), series.time().begin());
  std::copy(raw.amount().begin(), raw.amount().end(), series.amount().begin());
  const bool subtractive =
      adjust == Adjust::forward_subtractive || adjust == Adjust::backward_subtractive;
  Map map;
  if (adjust == Adjust::forward || adjust == Adjust::forward_subtractive) {
    std::size_t end = count;
    for (auto event = out.events.rbegin(); event != out.events.rend(); ++event) {
      if (!event->applied) continue;
      fill(series, raw, event->bar, end, map);
      end = event->bar;
      map = before_event(map, *event, subtractive);
    }
    fill(series, raw, 0, end, map);
  } else {
    std::size_t first = 0;
    for (const AppliedEvent& event : out.events) {
      if (!event.applied) continue;
      fill(series, raw, first, event.bar, map);
      first = event.bar;
      map = after_event(map, event, subtractive);
    }
    fill(series, raw, first, count, map);
  }
  out.bars = series.view();
  return out;
}

}  // namespace fwq::data
