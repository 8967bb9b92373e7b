// How findings (pattern hits, signals) are shown: as JSON and as lines for people.
#pragma once

#include <string>
#include <vector>

#include "command.hpp"
#include "fwq/coordinators/analyse.hpp"

namespace fwq::cli {

// When a hit's shape began and ended, and when it could first be known.
struct HitTimes {
  data::Time start = 0, end = 0, known_at = 0;
};
Json hit_json(const coordinators::FoundPattern& found, const HitTimes& times, data::Period period,
              data::Adjust adjust, const Session& session);
Json hit_json(const coordinators::Stock& stock, const coordinators::FoundPattern& found,
              const Session& session);
Json signal_json(const coordinators::Stock& stock, const analysis::Signal& signal,
                 const Session& session);

// "bullish" in the session's language, for people.
std::string shown_bias(analysis::Bias bias, const Session& session);
// In the order in which pages show them.
inline constexpr analysis::Category kCategories[] = {
    analysis::Category::reversal,      analysis::Category::consolidation,
    analysis::Category::single_candle, analysis::Category::two_candles,
    analysis::Category::three_candles, analysis::Category::multi_bar,
    analysis::Category::gaps,          analysis::Category::price_volume};
// A category as the heading of a part of a page: "SINGLE CANDLE", "【单根K线】".
std::string shown_category(analysis::Category category, const Session& session);
std::string shown_side(analysis::Side side, const Session& session);

// One hit as a heading and its reasons, indented.
std::string hit_text(const coordinators::FoundPattern& found, const HitTimes& times,
                     data::Period period, const Session& session);
std::string hit_text(const coordinators::Stock& stock, const coordinators::FoundPattern& found,
                     const Session& session);

}  // namespace fwq::cli
