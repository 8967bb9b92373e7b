// The six gaps, upwards and downwards.
#include "facing_canvas.hpp"

namespace fwq::analysis::planted {
namespace {

// A bar that leaves a gap of `gap` above the last bar's high, as seen, and closes `body` above its open.
void gap_bar(const FacingCanvas& c, double gap, double body, double volume) {
  const double unit = c.canvas().unit();
  const double low = c.last_high() + gap;
  const double open = low + unit * c.between(0.05, 0.2);
  c.add(open, open + body + unit * c.between(0.05, 0.2), low, open + body, volume);
}
// `count` bars about the last close whose lows stay above `floor`.
void hold(const FacingCanvas& c, double floor, std::uint32_t count, double per_bar = 0.1) {
  const double unit = c.canvas().unit();
  for (std::uint32_t i = 0; i < count; ++i) {
    const double open = c.close();
    const double close = std::max(open + unit * c.between(per_bar - 0.1, per_bar + 0.1), floor);
    const double low = std::max(std::min(open, close) - unit * c.between(0.05, 0.3), floor);
    c.add(open, std::max(open, close) + unit * c.between(0.05, 0.3), low, close);
  }
}

template <bool up>
Window opening_gap(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, up);
  const double unit = canvas.unit();
  const double edge = c.last_high();
  double gap = unit * c.between(0.2, 1.2);
  if (miss == "narrow") gap = unit * c.between(0.02, 0.07);
  if (miss == "no gap") gap = -unit * c.between(0.02, 0.3);
  const double open = edge + gap;
  double close = open + unit * c.between(-0.1, 0.8);
  if (miss == "closes back") close = edge - gap * c.between(0.3, 0.8);
  close = miss == "closes back" ? close : std::max(close, edge + 0.1 * std::abs(gap));
  c.add(open, std::max(open, close) + unit * c.between(0, 0.3),
        std::min(open, close) - gap * c.between(0, 0.4), close);
  return {c.size() - 1, c.size() - 1};
}

Window breakaway(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, canvas.coin());
  const bool high = miss == "high base";
  c.base(high ? c.between(3, 4) : c.between(0.5, 0.9), 24, high ? 20 : c.between(7, 12));
  const double unit = canvas.unit();
  const double edge = c.last_high();
  const double top = c.highest(20);
  const double volume = miss == "usual volume" ? c.between(0.4, 1) : c.between(2.2, 4);
  if (miss == "inside the base") {
    gap_bar(c, unit * 0.15, unit * 0.2, volume);
  } else if (miss == "narrow") {
    const double open = top + unit * c.between(0.1, 0.5);
    c.add(open, open + unit, edge + unit * c.between(0.03, 0.07), open + unit * c.between(0.4, 0.9),
          volume);
  } else {
    gap_bar(c, top - edge + unit * c.between(0.2, 1.2), unit * c.between(0.1, 0.8), volume);
  }
  const std::uint32_t bar = c.size() - 1;
  if (miss == "closed again") {
    hold(c, c.low(bar), 1);
    const double open = c.close();
    c.add(open, open + 0.1 * unit, edge - c.between(0.3, 0.6) * (c.low(bar) - edge), open);
    hold(c, c.low(bar), 1);
  } else {
    const double share = miss == "narrow" ? 1 : c.between(0.4, 1);
    hold(c, edge + share * (c.low(bar) - edge), 3);
  }
  return {bar, bar + 3};
}

Window runaway(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, canvas.coin());
  double per_bar = c.between(0.3, 0.6);
  if (miss == "weak trend") per_bar = c.between(0.03, 0.07);
  if (miss == "against the trend") per_bar = -per_bar;
  c.lead(per_bar, 24);
  const double unit = canvas.unit();
  // The last bar before the gap closes at its high, so that the gap is nearly all of the way to the next bar.
  const double open = c.close();
  c.add(open, open + 0.32 * unit, open - 0.3 * unit, open + 0.3 * unit);
  const double edge = c.last_high();
  double gap = unit * c.between(0.25, 1);
  if (miss == "narrow") gap = unit * c.between(0.03, 0.07);
  if (miss == "no advance") gap = unit * c.between(0.13, 0.16);
  gap_bar(c, gap, unit * (miss == "no advance" ? 0 : c.between(0.3, 0.8)), 0);
  const std::uint32_t bar = c.size() - 1;
  if (miss == "closed again") {
    const double from = c.close();
    c.add(from, from + 0.1 * unit, edge - c.between(0.3, 0.6) * gap, from);
    hold(c, edge + 0.5 * gap, 1, 0.3);
  } else if (miss == "no advance") {
    for (int i = 0; i < 2; ++i) {
      const double close = edge + unit * c.between(0.14, 0.25);
      c.add(c.close(), c.close() + 0.2 * unit, edge + 0.1 * unit, close);
    }
  } else {
    hold(c, edge + c.between(0.4, 1) * gap, 2, 0.3);
  }
  return {bar, bar + 2};
}

Window exhaustion(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, canvas.coin());
  double per_bar = c.between(0.35, 0.6);
  if (miss == "weak trend") per_bar = c.between(0.03, 0.07);
  if (miss == "against the trend") per_bar = -per_bar;
  c.lead(per_bar, 24);
  const double unit = canvas.unit();
  const double edge = c.last_high();
  const double gap = unit * (miss == "narrow" ? c.between(0.03, 0.07) : c.between(0.2, 0.8));
  const double volume = miss == "usual volume" ? c.between(0.3, 0.8) : c.between(1.8, 4);
  gap_bar(c, gap, unit * c.between(0, 0.5), volume);
  const std::uint32_t bar = c.size() - 1;
  const bool late = miss == "too late";
  const std::uint32_t wait = late ? 2 : (canvas.coin() ? 1 : 0);
  hold(c, edge + 0.9 * gap, wait, 0);
  const double share = miss == "partly closed" ? c.between(0.35, 0.75) : c.between(1.1, 3);
  const double low = edge + gap - share * gap;
  const double open = c.close();
  c.add(open, open + 0.1 * unit, low, low + unit * c.between(0.02, 0.1));
  const std::uint32_t end = c.size() - 1;
  if (miss == "partly closed") hold(c, low, 2, 0.1);
  return {bar, end};
}

Window common(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, canvas.coin());
  c.base(miss == "wide" ? c.between(2.2, 2.6) : c.between(1.4, 2.2), 24, c.between(12, 18));
  const double unit = canvas.unit();
  const double edge = c.last_high();
  const double top = c.highest(20);
  double gap = unit * c.between(0.12, 0.5);
  if (miss == "no gap") gap = -unit * c.between(0.02, 0.2);
  if (miss == "tiny") gap = unit * c.between(0.02, 0.035);
  if (miss == "wide") gap = unit * c.between(1.25, 1.4);
  const double low = edge + gap;
  double high = low + unit * c.between(0.2, 0.4);
  if (miss == "no room") high = top + unit * c.between(0, 0.4);
  const double volume = miss == "large volume" ? c.between(2.2, 4) : c.between(0.3, 1.1);
  c.add(low + 0.3 * (high - low), high, low, low + c.between(0.1, 0.9) * (high - low), volume);
  return {c.size() - 1, c.size() - 1};
}

}  // namespace

std::vector<Planting> gaps_plantings() {
  const std::vector<NearMiss> opening{
      {"narrow", "min_gap"}, {"closes back", "min_kept", 0.2}, {"no gap"}};
  return {{"gap_up", opening_gap<true>, opening},
          {"gap_down", opening_gap<false>, opening},
          {"breakaway_gap",
           breakaway,
           {{"high base", "max_base"},
            {"narrow", "min_gap"},
            {"usual volume", "min_volume"},
            {"inside the base"},
            {"closed again"}}},
          {"runaway_gap",
           runaway,
           {{"weak trend", "min_trend"},
            {"narrow", "min_gap"},
            {"no advance", "min_advance"},
            {"against the trend"},
            {"closed again"}}},
          {"exhaustion_gap",
           exhaustion,
           {{"weak trend", "min_trend"},
            {"narrow", "min_gap"},
            {"usual volume", "min_volume"},
            {"partly closed", "min_fill"},
            {"against the trend"},
            {"too late"}}},
          {"common_gap",
           common,
           {{"tiny", "min_gap"},
            {"wide", "max_gap"},
            {"no room", "min_room", 0.06},
            {"large volume", "max_volume"},
            {"no gap"}}}};
}

}  // namespace fwq::analysis::planted
