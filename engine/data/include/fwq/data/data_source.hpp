// A place that market data comes from: a folder of files, a web service, a plugin, the cloud.
//
// Implementations live in sources/, one file each, with a DataSourceDef that puts them into the table. The rest of
// the system sees only this header.
#pragma once

#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "fwq/core/result.hpp"
#include "fwq/data/bars.hpp"
#include "fwq/data/period.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::data {

struct BarRequest {
  Symbol symbol;
  Period period = Period::day;
  TimeRange range = {};
};

class DataSource {
 public:
  virtual ~DataSource() = default;

  // Stable id, e.g. "tdx_folder": stored in user settings, so it never changes. [any-thread]
  virtual std::string_view id() const noexcept = 0;

  // Bars with range.from <= time < range.to, oldest first, times strictly rising. Prices are unadjusted; volume in
  // shares. No bar in the range is an empty result, not an error.
  // Errors:   not_found (the source does not have the symbol), unsupported (it does not have the period: take a
  //           shorter one and resample), rate_limited and unavailable (worth a retry), bad_data, io, cancelled.
  // Blocking: waits on I/O; returns `cancelled` within 100 ms of a stop request. [worker-thread]
  virtual Result<Bars> bars(const BarRequest& request, std::stop_token stop) = 0;
};

// What the table says of a source.
struct DataSourceDef {
  std::string_view id;
  std::string_view title_en, title_zh;
  std::string_view argument_en, argument_zh;  // What `make` takes, for forms and help texts.
  // Makes a source from what the user entered. Errors: those of the place (not_found, io, invalid_argument …).
  Result<std::unique_ptr<DataSource>> (*make)(const std::string& argument) = nullptr;
};

// Every built-in source, by id.
std::span<const DataSourceDef* const> built_in_data_sources();

}  // namespace fwq::data
