// Units of TDX files: is the price divisor right, and is each bar's volume in shares?
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "fwq/data/tdx_files.hpp"

namespace fwq::data {

// Counts `reason` at record `record` (from 1), and keeps the three earliest records of it.
void note_problem(TdxDecoded& out, TdxReason reason, std::size_t record);

// Brings out.bars (already in volume units of the kind) to shares and CNY, and counts what it did.
// `rows`: the record (from 0) that each bar came from; empty: bar i came from record i.
void check_units(Symbol symbol, Period period, std::span<const std::uint32_t> rows,
                 TdxDecoded& out);

}  // namespace fwq::data
