// The CSV import with its sizes in the open, so that tests can reach what large files reach.
#pragma once

#include "fwq/data/import.hpp"

namespace fwq::data {

struct CsvImportTuning {
  std::size_t commit_at = 32U << 20U;  // Bytes written in one transaction.
  CsvTuning reading;                   // Without a spill folder: beside the store.
};

Result<CsvImportReport> import_csv(const std::vector<std::filesystem::path>& paths,
                                   const CsvOptions& options, Store& store,
                                   const core::TaskContext& context, const CsvImportTuning& tuning);

// Both series in one: bars of `file` before stored ones of the same time. Volumes and amounts that the file lacks are
// the stored ones where the prices are the same.
BarSeries merged_bars(const Bars& stored, const Bars& file);

}  // namespace fwq::data
