// How an indicator is written once and runs twice: a machine takes a bar at a time; over columns it is the batch,
// behind IndicatorStream it is the stream, so that both give the same numbers.
//
// A machine M has
//   using Input = CloseInput …              the columns that it reads
//   explicit M(Params)                      from checked parameters
//   void push(const Input&, double* out)    takes a bar, writes one value per output (NaN: none yet)
// A bar that lacks a number starts it anew: no machine ever sees a NaN.
#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "fwq/analysis/indicator.hpp"

namespace fwq::analysis {

inline constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::size_t kMaxOutputs = 8;  // As IndicatorDef::outputs.

// False for NaN, infinities and sizes that no market has and whose squares would overflow.
inline bool is_number(double x) noexcept {
  return std::abs(x) <= 1e100;
}

struct CloseInput {
  double close;
  static CloseInput at(const data::Bars& bars, std::size_t i) noexcept { return {bars.close()[i]}; }
  static CloseInput of(const data::Bar& bar) noexcept { return {bar.close}; }
  static auto columns(const data::Bars& bars) noexcept { return std::array{bars.close().data()}; }
  bool whole() const noexcept { return is_number(close); }
};

struct RangeInput {
  double high, low, close;
  static RangeInput at(const data::Bars& bars, std::size_t i) noexcept {
    return {bars.high()[i], bars.low()[i], bars.close()[i]};
  }
  static RangeInput of(const data::Bar& bar) noexcept { return {bar.high, bar.low, bar.close}; }
  static auto columns(const data::Bars& bars) noexcept {
    return std::array{bars.high().data(), bars.low().data(), bars.close().data()};
  }
  bool whole() const noexcept { return is_number(high) && is_number(low) && is_number(close); }
};

struct VolumeInput {
  double close, volume;
  static VolumeInput at(const data::Bars& bars, std::size_t i) noexcept {
    return {bars.close()[i], bars.volume()[i]};
  }
  static VolumeInput of(const data::Bar& bar) noexcept { return {bar.close, bar.volume}; }
  static auto columns(const data::Bars& bars) noexcept {
    return std::array{bars.close().data(), bars.volume().data()};
  }
  bool whole() const noexcept { return is_number(close) && is_number(volume); }
};

// High and low, or any two series.
struct PairInput {
  double high, low;
  static PairInput at(const data::Bars& bars, std::size_t i) noexcept {
    return {bars.high()[i], bars.low()[i]};
  }
  static PairInput of(const data::Bar& bar) noexcept { return {bar.high, bar.low}; }
  static auto columns(const data::Bars& bars) noexcept {
    return std::array{bars.high().data(), bars.low().data()};
  }
  bool whole() const noexcept { return is_number(high) && is_number(low); }
};

struct BodyInput {
  double open, close;
  static BodyInput at(const data::Bars& bars, std::size_t i) noexcept {
    return {bars.open()[i], bars.close()[i]};
  }
  static BodyInput of(const data::Bar& bar) noexcept { return {bar.open, bar.close}; }
  static auto columns(const data::Bars& bars) noexcept {
    return std::array{bars.open().data(), bars.close().data()};
  }
  bool whole() const noexcept { return is_number(open) && is_number(close); }
};

struct CandleInput {
  double open, high, low, close;
  static CandleInput at(const data::Bars& bars, std::size_t i) noexcept {
    return {bars.open()[i], bars.high()[i], bars.low()[i], bars.close()[i]};
  }
  static CandleInput of(const data::Bar& bar) noexcept {
    return {bar.open, bar.high, bar.low, bar.close};
  }
  static auto columns(const data::Bars& bars) noexcept {
    return std::array{bars.open().data(), bars.high().data(), bars.low().data(),
                      bars.close().data()};
  }
  bool whole() const noexcept {
    return is_number(open) && is_number(high) && is_number(low) && is_number(close);
  }
};

struct FlowInput {
  double high, low, close, volume;
  static FlowInput at(const data::Bars& bars, std::size_t i) noexcept {
    return {bars.high()[i], bars.low()[i], bars.close()[i], bars.volume()[i]};
  }
  static FlowInput of(const data::Bar& bar) noexcept {
    return {bar.high, bar.low, bar.close, bar.volume};
  }
  static auto columns(const data::Bars& bars) noexcept {
    return std::array{bars.high().data(), bars.low().data(), bars.close().data(),
                      bars.volume().data()};
  }
  bool whole() const noexcept {
    return is_number(high) && is_number(low) && is_number(close) && is_number(volume);
  }
};

template <class Machine>
void run_machine(const IndicatorRun& run) {
  Machine machine(run.params);
  bool fresh = true;
  std::array<double, kMaxOutputs> row;
  row.fill(kNoValue);
  for (std::size_t i = 0; i < run.bars.size(); ++i) {
    const auto input = Machine::Input::at(run.bars, i);
    if (input.whole()) {
      machine.push(input, row.data());
      fresh = false;
    } else {
      if (!fresh) machine = Machine(run.params);
      fresh = true;
      row.fill(kNoValue);
    }
    for (std::size_t k = 0; k < run.out.size(); ++k) run.out[k][i] = row[k];
  }
}

template <class Machine>
class MachineStream final : public IndicatorStream {
 public:
  explicit MachineStream(Params params)
      : params_(params.begin(), params.end()), machine_(params_) {}

  void push(const data::Bar& bar, std::span<double> out) override {
    const auto input = Machine::Input::of(bar);
    if (input.whole()) {
      machine_.push(input, out.data());
      return;
    }
    machine_ = Machine(params_);
    for (double& value : out) value = kNoValue;
  }

 private:
  std::vector<double> params_;
  Machine machine_;
};

template <class Machine>
std::unique_ptr<IndicatorStream> stream_of(Params params) {
  return std::make_unique<MachineStream<Machine>>(params);
}

// A parameter that is a number of bars.
inline std::size_t bars_of(double param) noexcept {
  return static_cast<std::size_t>(param);
}

}  // namespace fwq::analysis
