// Where a home's bars come from: the data sources that its settings name, and the DataService over them.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "fwq/coordinators/home.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/settings.hpp"
#include "fwq/data/data_service.hpp"

namespace fwq::coordinators {

// A source as the settings name it.
struct NamedSource {
  const data::DataSourceDef* def = nullptr;
  std::string argument;  // For def->make; for the home's own store its folder.
  bool own_store = false;
};

struct SourcePlan {
  std::vector<NamedSource> sources;  // In the order of asking, each once.
  std::vector<std::string>
      problems;  // Names that are no source, sources without their setting; they are left out.
};

// What data_sources.primary and data_sources.fallback say. "FactorWeave-Quant" is another name of the store. Without a
// single usable source it is the store. Reads settings only. Cost: microseconds.
SourcePlan plan_sources(const core::Settings& settings, const Home& home);

// A DataService over `sources`, with the cache and limits of the settings. Sources other than the own store are opened when
// they are first asked, on the service's threads: a folder that hangs does not hold up the caller here. `store`: the own
// store, opened already. Errors: those of the database.
Result<std::unique_ptr<data::DataService>> make_data_service(
    const Home& home, const core::Settings& settings, const data::Store& store,
    const std::vector<NamedSource>& sources);

// Bars that the own store lacks, or that the settings want from elsewhere first. Asks for its DataService when it is first
// needed, so a command that finds all in the store pays nothing. [any-thread]
class OtherSources {
 public:
  using Provider = std::function<Result<std::shared_ptr<data::DataService>>()>;
  // `service` gives the DataService over what plan_sources() says of the same settings.
  OtherSources(const core::Settings& settings, const Home& home, Provider service);

  // The primary source is not the own store: the store is not read past it.
  bool come_first() const noexcept { return come_first_; }
  // There is none: only the store counts.
  bool empty() const noexcept { return sources_.empty(); }
  const std::vector<std::string>& problems() const noexcept { return problems_; }
  // "tdx_folder, csv_folder".
  std::string names() const;

  // Errors: as DataService::get_kdata, and those of the provider, which is asked again then.
  Result<data::Kdata> kdata(const data::KdataRequest& request, const std::stop_token& stop = {});

 private:
  const Provider provide_;
  std::vector<NamedSource> sources_;  // Without the own store where that was read first.
  std::vector<std::string> problems_;
  bool come_first_ = false;
  std::mutex mutex_;
  std::shared_ptr<data::DataService> service_;
};

}  // namespace fwq::coordinators
