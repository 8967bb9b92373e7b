// This program's indicators behind one C function, for scripts that time them beside another library in one process.
#include <dlfcn.h>

#include <algorithm>
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

constexpr std::size_t kColumns = 6;

// Seconds a call, over `repeats` calls. The columns hold `series` series of `count` bars one after the other; the calls take
// them in turn: call(columns of the turn).
template <class Call>
double seconds_a_call(const double* const* columns, std::size_t count, std::size_t series,
                      std::size_t repeats, const Call& call) {
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t r = 0; r < repeats; ++r) {
    std::array<const double*, kColumns> of_turn{};
    for (std::size_t c = 0; c < of_turn.size(); ++c) of_turn[c] = columns[c] + r % series * count;
    call(of_turn);
  }
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
  return spent.count() / static_cast<double>(repeats);
}

// TA-Lib's own way to call any function by name (its ta_abstract.h), found in the library that its Python package brings.
struct TaLib {
  template <class Function>
  static Function* find(void* library, const char* name) {
    return reinterpret_cast<Function*>(dlsym(library, name));
  }
  explicit TaLib(void* library)
      : handle(find<int(const char*, const void**)>(library, "TA_GetFuncHandle")),
        alloc(find<int(const void*, void**)>(library, "TA_ParamHolderAlloc")),
        free(find<int(void*)>(library, "TA_ParamHolderFree")),
        real(find<int(void*, unsigned, const double*)>(library, "TA_SetInputParamRealPtr")),
        price(find<int(void*, unsigned, const double*, const double*, const double*, const double*,
                       const double*, const double*)>(library, "TA_SetInputParamPricePtr")),
        real_out(find<int(void*, unsigned, double*)>(library, "TA_SetOutputParamRealPtr")),
        integer_out(find<int(void*, unsigned, int*)>(library, "TA_SetOutputParamIntegerPtr")),
        call(find<int(const void*, int, int, int*, int*)>(library, "TA_CallFunc")) {}
  bool complete() const {
    return handle && alloc && free && real && price && real_out && integer_out && call;
  }
  int (*handle)(const char*, const void**);
  int (*alloc)(const void*, void**);
  int (*free)(void*);
  int (*real)(void*, unsigned, const double*);
  int (*price)(void*, unsigned, const double*, const double*, const double*, const double*,
               const double*, const double*);
  int (*real_out)(void*, unsigned, double*);
  int (*integer_out)(void*, unsigned, int*);
  int (*call)(const void*, int, int, int*, int*);
};

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

// Seconds a call with outputs that are there already, as in a loop over a market; `fresh`: each call makes its own.
__attribute__((visibility("default"))) double fwq_peer_seconds(const void* call,
                                                               const double* const* columns,
                                                               std::size_t count,
                                                               std::size_t series,
                                                               std::size_t repeats, int fresh) {
  const std::size_t outputs = fwq_peer_outputs(call);
  std::vector<fwq::core::Column> owners;
  std::vector<double*> out(outputs);
  const auto make = [&] {
    owners.clear();
    owners.reserve(outputs);
    for (std::size_t k = 0; k < outputs; ++k) out[k] = owners.emplace_back(count).data();
  };
  make();
  // Memory that has never been written to is not there yet. (TA-Lib's outputs are zeros from the start.)
  if (fresh == 0)
    for (auto& column : owners) std::fill(column.begin(), column.end(), 0.0);
  return seconds_a_call(columns, count, series, repeats, [&](const auto& of_turn) {
    if (fresh != 0) make();
    fwq_peer_run(call, of_turn.data(), count, out.data());
  });
}

// The same of TA-Lib's function `name` with its default parameters, called in C with outputs that are there already.
// `library`: the path of libta-lib. `inputs`: one letter each: a column's number, or 'p' for all prices. `integers`: bit k says
// that output k is of integers. Below 0: it could not be called.
__attribute__((visibility("default"))) double fwq_talib_seconds(
    const char* library, const char* name, const char* inputs, std::size_t outputs,
    unsigned integers, const double* const* columns, std::size_t count, std::size_t series,
    std::size_t repeats) {
  void* opened = dlopen(library, RTLD_NOW);
  if (opened == nullptr) return -1;
  const TaLib ta(opened);
  const void* function = nullptr;
  void* holder = nullptr;
  if (!ta.complete() || ta.handle(name, &function) != 0 || ta.alloc(function, &holder) != 0)
    return -1;
  std::vector<std::vector<double>> reals;
  std::vector<std::vector<int>> whole;
  for (unsigned k = 0; k < outputs; ++k) {
    if ((integers >> k & 1U) != 0) {
      ta.integer_out(holder, k, whole.emplace_back(count).data());
    } else {
      ta.real_out(holder, k, reals.emplace_back(count).data());
    }
  }
  int failed = 0;
  const double seconds = seconds_a_call(columns, count, series, repeats, [&](const auto& of_turn) {
    for (unsigned k = 0; inputs[k] != 0; ++k) {
      if (inputs[k] == 'p') {
        failed |= ta.price(holder, k, of_turn[0], of_turn[1], of_turn[2], of_turn[3], of_turn[4],
                           of_turn[4]);
      } else {
        failed |= ta.real(holder, k, of_turn[static_cast<std::size_t>(inputs[k] - '0')]);
      }
    }
    int begin = 0, made = 0;
    failed |= ta.call(holder, 0, static_cast<int>(count) - 1, &begin, &made);
  });
  ta.free(holder);
  return failed == 0 ? seconds : -1;
}
}
