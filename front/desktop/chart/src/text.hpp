// Words and numbers as a chart writes them.
#pragma once

#include <QString>

#include "fwq/data/adjust.hpp"
#include "fwq/data/period.hpp"

namespace fwq::chart {

// Of the context "chart".
QString translated(const char* text);
// Whether the program's language is Chinese: what the translation of "en" in the context "chart" says.
bool in_chinese();

// A fixed number of decimals; "–" for NaN.
QString number(double value, int decimals);
// Four to five significant characters and a unit: 12.3K, 4.56M; 1.23万, 4.5亿 in Chinese. "–" for NaN.
QString compact(double value);
// "+1.23%".
QString percent(double ratio, int decimals = 2);

QString period_name(data::Period period);
QString adjust_name(data::Adjust adjust);  // "" for none.
// "2024-03-15 Fri", with the time for intraday periods.
QString time_text(data::Time time, data::Period period);

}  // namespace fwq::chart
