// Adjustment of prices for ex-rights events, and the cuts where a jump has no event.
//
// Source: spec of the exchanges' ex-reference price; see docs/guide for worked examples.
//   ex-reference   X = (C - D + K*R) / (1 + B + R) / split, rounded half-up to the tick; C = last raw close before
//   ratio factor   f = X / C
//   forward        price(t) * product of f over events after t      (the last bar stays raw)
//   backward       price(t) / product of f over events up to t      (the first bar stays raw)
//   subtractive    forward: P' = ex_price(event, P) for each event after t, oldest event first; backward: its inverse
//   volume         forward: V * share_ratio of events after t; backward: V / share_ratio of events up to t
//   amount         never changes
#pragma once

#include <span>
#include <string>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/bars.hpp"
#include "fwq/data/exrights.hpp"
#include "fwq/data/period.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::data {

enum class Adjust { none, forward, backward, forward_subtractive, backward_subtractive };
// "none", "forward" … : stable, used in JSON and settings.
std::string_view to_string(Adjust adjust) noexcept;
// Also qfq, hfq, 前复权, 后复权. Errors: invalid_argument.
Result<Adjust> parse_adjust(std::string_view text);

// An event beside the bar that it acts on.
struct AppliedEvent {
  ExRightsEvent event;
  std::size_t bar = 0;         // Index of the first bar on or after the ex-date.
  double reference = kNone;    // X, the ex-reference price.
  double factor = 1.0;         // f = X / C.
  bool applied = true;         // False: X was more than 15 % from that bar's open (or no price at all), so it was
                               // only flagged. Several events on one bar show in one price: they are judged together.
};

// A place where the price jumps further than the day's limit allows, and no event explains it.
// No window, pattern, return or position crosses it: analysis starts anew at `bar`.
struct Cut {
  std::size_t bar = 0;         // Index of the first bar after the jump.
  double before = kNone;       // Reference: the last close (after an applied event: its ex-reference).
  double after = kNone;        // The open (or, where that is in reach, the close) that is out of reach.
};

struct AdjustedBars {
  Bars bars;                          // Same length and times as the input.
  Adjust adjust = Adjust::none;
  std::vector<AppliedEvent> events;   // By bar; also the flagged ones.
  std::vector<Cut> cuts;              // By bar.

  // The bars since the last cut: what analysis of "now" may look at.
  Bars since_last_cut() const noexcept { return cuts.empty() ? bars : bars.slice(cuts.back().bar, bars.size()); }
};

// The exchanges' ex-reference price after `close`, rounded half-up to `tick`: exact in decimals, so 9.06 less 0.015
// is 9.045 and gives 9.05. NaN where there is none (a price not above 0, an event that leaves no shares).
double ex_reference(const ExRightsEvent& event, double close, double tick) noexcept;

// Adjusts raw daily or intraday bars of `symbol` (longer ones are resampled from adjusted days). `events` in any
// order; those up to the first bar (no close before it) or after the last have no effect and are left out; several on
// one bar act in order of date. With Adjust::none prices stay, events and
// cuts are still reported. Cost: O(bars + events), one copy (none for Adjust::none).
AdjustedBars adjusted(const Bars& raw, Symbol symbol, std::span<const ExRightsEvent> events, Adjust adjust);

// The furthest that a price of `symbol` may move from its reference on a day, as a fraction (0.10, 0.20, 0.30 …);
// +infinity where no limit is in force (indices, bonds, before 1996-12-16). ST's tighter limit needs a name history
// and is not applied: a bound for cuts must never be too tight.
double daily_limit(Symbol symbol, const Date& date) noexcept;

}  // namespace fwq::data
