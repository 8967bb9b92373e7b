// A place that market data comes from: a folder of files, a web service, a plugin, the cloud.
//
// Implementations live in sources/, one file each, with a DataSourceDef that puts them into the table. The rest of
// the system sees only this header.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

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

  // Every symbol that it has bars of, sorted. Errors: unsupported (it has no list), and as bars(). [worker-thread]
  virtual Result<std::vector<Symbol>> symbols(std::stop_token stop);

  // A number that changes with every change of what the source holds, where that costs no more than reading memory;
  // 0: it cannot tell. Bars of a source that can tell never change, so they are kept without a copy. [any-thread]
  virtual std::uint64_t version() const noexcept { return 0; }

  // The newest bar of any symbol with this period, where that is cheap to say: how far its data goes. [any-thread]
  virtual std::optional<Time> newest(Period /*period*/) { return std::nullopt; }
};

// The source over a store that is already open (a folder is opened once in a process); it keeps it open. It reads in
// place, a history after comparing its checksums.
class Store;
std::unique_ptr<DataSource> make_store_source(const Store& store);

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
