// Curves as JSON.
#include "curve_data.hpp"

#include <algorithm>

#include "detail.hpp"
#include "fwq/core/text.hpp"
#include "json_array.hpp"
#include "markup.hpp"

namespace fwq::report {
namespace {

void write_differences(std::string& out, std::span<const std::int64_t> numbers) {
  Array array(out);
  std::int64_t last = 0;
  for (const auto number : numbers) {
    array.add(number - last);
    last = number;
  }
}

void write_series(std::string& out, const Series& series, std::span<const std::size_t> kept,
                  int digits) {
  std::vector<double> values;
  values.reserve(kept.size());
  for (const std::size_t i : kept)
    values.push_back(i < series.values.size() ? series.values[i] : data::kNone);
  out += fmt::format("{{\"name\":{},\"dashed\":{},\"color\":{},\"d\":", json_string(series.name),
                     series.stroke == Stroke::dashed, series.color % 7);
  write_column(out, values, digits);
  out += '}';
}

void write_panel(std::string& out, const CurvePanel& panel, std::span<const std::size_t> kept) {
  // One digit more than shown, so that rounding for people is exact.
  out += fmt::format(
      "{{\"name\":{},\"unit\":{},\"shown\":{},\"digits\":{},\"area\":{},\"ratios\":{},\"height\":{}"
      ","
      "\"guides\":",
      json_string(panel.name), json_string(panel.unit), panel.digits, panel.digits + 1, panel.area,
      panel.ratios, core::shortest(panel.height));
  {
    Array guides(out);
    for (const double guide : panel.guides) guides.next() += core::shortest(guide);
  }
  out += ",\"series\":";
  {
    Array all(out);
    for (const auto& series : panel.series)
      write_series(all.next(), series, kept, panel.digits + 1);
  }
  out += '}';
}

}  // namespace

CurveData curve_data(const CurveChart& chart, Language language, std::size_t most_points) {
  const auto kept = kept_bars(chart, most_points);
  const data::Time unit = data::is_intraday(chart.period) ? 60 : data::kSecondsPerDay;
  std::vector<std::int64_t> bars(kept.begin(), kept.end());
  std::vector<std::int64_t> times;
  for (const std::size_t i : kept)
    times.push_back(unit == 60 ? chart.times[i] / 60 : data::day_number(chart.times[i]));
  std::string out =
      fmt::format("{{\"lang\":\"{}\",\"bars\":{},\"unit\":{},\"at\":", text(language, "en", "zh"),
                  chart.times.size(), unit);
  if (kept.size() == chart.times.size()) {
    out += "null";
  } else {
    write_differences(out, bars);
  }
  out += ",\"t\":";
  write_differences(out, times);
  out += ",\"panels\":";
  {
    Array panels(out);
    for (const auto& panel : chart.panels) write_panel(panels.next(), panel, kept);
  }
  return {out + "}", kept.size()};
}

}  // namespace fwq::report
