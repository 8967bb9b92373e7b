// This program's indicators behind one C function, for scripts that time them beside another library in one process.
#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "fwq/analysis/indicator.hpp"
#include "fwq/core/column.hpp"

namespace {

using fwq::analysis::Flavour;
using fwq::analysis::IndicatorCall;

}  // namespace

extern "C" {

// "RSI(14)" in the talib flavour; null if there is no such indicator. Freed by fwq_peer_free.
__attribute__((visibility("default"))) void* fwq_peer_parse(const char* text) {
  auto call = fwq::analysis::parse_indicator(text, Flavour::talib);
  if (!call || call->def->flavour != Flavour::talib) return nullptr;
  return std::make_unique<IndicatorCall>(std::move(*call)).release();
}

__attribute__((visibility("default"))) void fwq_peer_free(void* call) {
  const std::unique_ptr<IndicatorCall> owner(static_cast<IndicatorCall*>(call));
}

__attribute__((visibility("default"))) std::size_t fwq_peer_outputs(const void* call) {
  return static_cast<const IndicatorCall*>(call)->output_count();
}

// `columns`: open, high, low, close, volume, amount, of `count` values each; `out` one column per output.
__attribute__((visibility("default"))) void fwq_peer_run(const void* call,
                                                         const double* const* columns,
                                                         std::size_t count, double* const* out) {
  const auto& indicator = *static_cast<const IndicatorCall*>(call);
  const fwq::data::Bars bars(nullptr, columns[0], columns[1], columns[2], columns[3], columns[4],
                             columns[5], count, nullptr);
  std::vector<std::span<double>> outputs;
  for (std::size_t k = 0; k < indicator.output_count(); ++k) outputs.emplace_back(out[k], count);
  fwq::analysis::run_indicator(indicator, bars, outputs);
}

// Seconds a call, over so many calls, each with fresh outputs: what a caller from C++ pays. The columns hold `series`
// series of `count` bars one after the other; the calls take them in turn.
__attribute__((visibility("default"))) double fwq_peer_seconds(const void* call,
                                                               const double* const* columns,
                                                               std::size_t count,
                                                               std::size_t series,
                                                               std::size_t repeats) {
  const std::size_t outputs = fwq_peer_outputs(call);
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t r = 0; r < repeats; ++r) {
    std::vector<fwq::core::Column> owners;
    std::vector<double*> out;
    owners.reserve(outputs);
    for (std::size_t k = 0; k < outputs; ++k) out.push_back(owners.emplace_back(count).data());
    std::array<const double*, 6> of_turn{};
    for (std::size_t c = 0; c < of_turn.size(); ++c) of_turn[c] = columns[c] + r % series * count;
    fwq_peer_run(call, of_turn.data(), count, out.data());
  }
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
  return spent.count() / static_cast<double>(repeats);
}
}
