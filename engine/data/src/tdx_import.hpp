// The TDX import with its sizes in the open, so that tests can reach what large folders reach.
#pragma once

#include "fwq/data/import.hpp"

namespace fwq::data {

struct TdxImportTuning {
  std::size_t commit_at = 32U << 20U;  // Bytes written in one transaction.
};

Result<ImportReport> import_tdx(const std::filesystem::path& folder, Store& store,
                                core::TaskSystem& tasks, const core::TaskContext& context,
                                const TdxImportTuning& tuning);

}  // namespace fwq::data
