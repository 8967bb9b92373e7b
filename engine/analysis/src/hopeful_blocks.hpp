// Columns run in blocks without looking for gaps first: a machine that does little with each bar notices a gap as it goes,
// and the block is done again the careful way. A pass over each column less, which such machines are as busy with as with
// their own work.
//
// A machine M has, besides what batch.hpp asks for,
//   bool run_hopefully(const Block&)   as run(), but of bars that may lack numbers. False: one may, and nothing has
//                                      happened (though `out` is written to)
#pragma once

#include "batch.hpp"
#include "eights_steps.hpp"

namespace fwq::analysis {

template <class Machine>
void run_hopeful_blocks(const IndicatorRun& run) {
  const auto columns = Machine::Input::columns(run.bars);
  const std::size_t size = run.bars.size();
  Machine machine(run.params);
  std::size_t begin = 0;  // Of the stretch without a gap.
  for (std::size_t at = 0; at < size;) {
    Block block;
    block.count = std::min(kBlock, size - at);
    block.before = at - begin;
    for (std::size_t k = 0; k < columns.size(); ++k) block.in[k] = columns[k] + at;
    for (std::size_t k = 0; k < run.out.size(); ++k) block.out[k] = &run.out[k][at];
    if (machine.run_hopefully(block)) {
      at += block.count;
      continue;
    }
    const std::size_t wanted = block.count;
    for (std::size_t k = 0; k < columns.size(); ++k)
      block.count = numbers_until_gap(block.in[k], block.count);
    if (block.count > 0) machine.run(block);
    at += block.count;
    if (block.count == wanted) continue;
    // The bar that lacks a number has no value, and the next one begins anew.
    for (const auto& out : run.out) out[at] = kNoValue;
    machine = Machine(run.params);
    begin = ++at;
  }
}

// Whether all that went in were numbers; it may be wrong to say no.
class AllNumbers {
 public:
  [[gnu::always_inline]] void take(const Eights& v) noexcept {
    Eights size = v;
    drop_sign(size);
    sizes_ += size;  // Never smaller again, and stays NaN.
  }
  [[gnu::always_inline]] bool so_far() const noexcept {
    bool all = true;
    for (std::size_t k = 0; k < 8; ++k) all = all && is_number(sizes_[k]);
    return all;
  }

 private:
  Eights sizes_{};
};

}  // namespace fwq::analysis
