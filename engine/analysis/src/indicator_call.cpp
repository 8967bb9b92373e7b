// A call carried out: an indicator that reads other columns than its own gets bars in which they have changed places.
#include <array>

#include "fwq/analysis/indicator.hpp"

namespace fwq::analysis {
namespace {

using Sources = std::array<Field, 6>;  // For each field: the column that stands in for it.

Sources sources_of(const IndicatorCall& call) {
  Sources sources{Field::open, Field::high, Field::low, Field::close, Field::volume, Field::amount};
  for (std::size_t i = 0; i < call.reads.size(); ++i) {
    sources[static_cast<std::size_t>(call.def->inputs[i])] = call.reads[i];
  }
  return sources;
}

data::Bars remapped(const data::Bars& bars, const Sources& from) {
  const std::array columns{bars.open().data(),  bars.high().data(),   bars.low().data(),
                           bars.close().data(), bars.volume().data(), bars.amount().data()};
  const auto column = [&](std::size_t i) { return columns[static_cast<std::size_t>(from[i])]; };
  // The caller's bars outlive the view.
  return {bars.time().data(), column(0), column(1),   column(2), column(3),
          column(4),          column(5), bars.size(), nullptr};
}

data::Bar remapped(const data::Bar& bar, const Sources& from) {
  const std::array values{bar.open, bar.high, bar.low, bar.close, bar.volume, bar.amount};
  const auto value = [&](std::size_t i) { return values[static_cast<std::size_t>(from[i])]; };
  return {bar.time, value(0), value(1), value(2), value(3), value(4), value(5)};
}

class RemappedStream final : public IndicatorStream {
 public:
  RemappedStream(std::unique_ptr<IndicatorStream> inner, const Sources& sources)
      : inner_(std::move(inner)), sources_(sources) {}
  void push(const data::Bar& bar, std::span<double> out) override {
    inner_->push(remapped(bar, sources_), out);
  }

 private:
  std::unique_ptr<IndicatorStream> inner_;
  Sources sources_;
};

}  // namespace

void run_indicator(const IndicatorCall& call, const data::Bars& bars,
                   std::span<const std::span<double>> out) {
  if (call.reads.empty()) {
    call.def->run({bars, call.params, out});
  } else {
    const data::Bars view = remapped(bars, sources_of(call));
    call.def->run({view, call.params, out});
  }
}

std::unique_ptr<IndicatorStream> stream_indicator(const IndicatorCall& call) {
  auto stream = call.def->stream(call.params);
  if (call.reads.empty()) return stream;
  return std::make_unique<RemappedStream>(std::move(stream), sources_of(call));
}

}  // namespace fwq::analysis
