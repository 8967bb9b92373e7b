// One list of signals.
#include "fwq/analysis/signal_list.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>

namespace fwq::analysis {

std::optional<Signal> signal_of(const PatternHit& hit, const data::Bars& bars) {
  if (hit.bias == Bias::neutral) return std::nullopt;
  return Signal{
      .time = bars.time()[hit.known_at],
      .bar = hit.known_at,
      .source = std::string(hit.pattern->id),
      .side = hit.bias == Bias::bullish ? Side::buy : Side::sell,
      .strength = hit.confidence,
      .reason_en = std::string(hit.pattern->name_en) + ": " + std::string(hit.pattern->shape_en),
      .reason_zh = std::string(hit.pattern->name_zh) + "：" + std::string(hit.pattern->shape_zh)};
}

void sort_signals(std::vector<Signal>& signals) {
  std::stable_sort(signals.begin(), signals.end(), [](const Signal& a, const Signal& b) {
    return std::tuple(a.bar, -a.strength, std::string_view(a.source)) <
           std::tuple(b.bar, -b.strength, std::string_view(b.source));
  });
}

std::vector<ListedSignal> merge_signals(std::vector<Signal> signals, std::size_t within,
                                        std::span<const std::size_t> cuts) {
  assert(within >= 1);
  sort_signals(signals);
  std::vector<std::size_t> borders(cuts.begin(), cuts.end());
  std::sort(borders.begin(), borders.end());
  std::vector<ListedSignal> list;
  list.reserve(signals.size());
  for (Signal& signal : signals) list.push_back({std::move(signal), {}, {}});
  std::size_t first = 0, last = 0;  // Signals of the bars that are looked at.
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::size_t bar = list[i].signal.bar;
    const auto cut = std::upper_bound(borders.begin(), borders.end(), bar);
    const std::size_t since =
        std::max(bar + 1 - std::min(within, bar + 1), cut == borders.begin() ? 0 : *(cut - 1));
    while (list[first].signal.bar < since) ++first;
    while (last < list.size() && list[last].signal.bar <= bar) ++last;
    for (std::size_t j = last; j-- > first;) {
      if (j == i) continue;
      const bool same = list[j].signal.side == list[i].signal.side;
      (same ? list[i].agreeing : list[i].opposing).push_back(j);
    }
  }
  return list;
}

}  // namespace fwq::analysis
