// The entries of the manual, each a section of a page.
#pragma once

#include <array>

#include "fwq/analysis/indicator.hpp"
#include "fwq/coordinators/manual.hpp"

namespace fwq::coordinators {

// In the order of the manual.
inline constexpr std::array kGroups{
    analysis::Group::average,    analysis::Group::momentum, analysis::Group::trend,
    analysis::Group::volatility, analysis::Group::volume,   analysis::Group::price,
    analysis::Group::statistic,  analysis::Group::cycle,    analysis::Group::math};
inline constexpr std::array kCategories{
    analysis::Category::reversal,      analysis::Category::consolidation,
    analysis::Category::single_candle, analysis::Category::two_candles,
    analysis::Category::three_candles, analysis::Category::multi_bar,
    analysis::Category::gaps,          analysis::Category::price_volume};

std::string group_title(analysis::Group group, report::Language language);
std::string category_title(analysis::Category category);

report::Section indicator_section(const ManualOptions& options, const analysis::IndicatorDef& def);
// With its drawn example, if the examples hold one in which it is found.
report::Section pattern_section(const ManualOptions& options, const analysis::PatternDef& def);

}  // namespace fwq::coordinators
