// From settings to sources.
#include "fwq/coordinators/sources.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

constexpr std::string_view kStore = "store";

// Opens the source when it is first asked; what failed is tried again at the next request.
class LazySource final : public data::DataSource {
 public:
  explicit LazySource(NamedSource named) : named_(std::move(named)) {}

  std::string_view id() const noexcept override { return named_.def->id; }
  Result<data::Bars> bars(const data::BarRequest& request, std::stop_token stop) override {
    FWQ_TRY_ASSIGN(source, opened());
    return source->bars(request, std::move(stop));
  }
  Result<std::vector<data::Symbol>> symbols(std::stop_token stop) override {
    FWQ_TRY_ASSIGN(source, opened());
    return source->symbols(std::move(stop));
  }

 private:
  Result<data::DataSource*> opened() {
    const std::scoped_lock lock(mutex_);
    if (source_) return source_.get();
    auto made = named_.def->make(named_.argument);
    if (!made) {
      // "Not found" would mean that it lacks the symbol.
      return Error{Errc::unavailable,
                   fmt::format("it cannot be opened: {} (setting data_sources.{})",
                               made.error().message, named_.def->id),
                   fmt::format("无法打开：{}（设置项 data_sources.{}）", made.error().text(true),
                               named_.def->id)};
    }
    source_ = std::move(*made);
    return source_.get();
  }

  const NamedSource named_;
  std::mutex mutex_;
  std::unique_ptr<data::DataSource> source_;
};

const data::DataSourceDef* def_of(std::string_view id) {
  for (const auto* def : data::built_in_data_sources()) {
    if (def->id == id) return def;
  }
  return nullptr;
}

std::string unknown_source(std::string_view name, std::string_view setting) {
  std::vector<std::string> known;
  for (const auto* def : data::built_in_data_sources()) known.emplace_back(def->id);
  return fmt::format("{} names '{}', which is no data source{}; there are: {}", setting, name,
                     core::did_you_mean(name, known), fmt::join(known, ", "));
}

void add(SourcePlan& plan, std::string_view written, std::string_view setting,
         const core::Settings& settings, const Home& home) {
  std::string name = core::to_lower(written);
  if (name == "factorweave-quant") name = kStore;
  const auto* def = def_of(name);
  if (def == nullptr) {
    plan.problems.push_back(unknown_source(written, setting));
    return;
  }
  if (std::any_of(plan.sources.begin(), plan.sources.end(),
                  [&](const NamedSource& other) { return other.def == def; }))
    return;
  if (name == kStore) {
    plan.sources.push_back({def, home.store_folder().string(), true});
    return;
  }
  const std::string key = "data_sources." + name;
  const auto argument = settings.get(key);
  if (!argument || argument->empty()) {
    plan.problems.push_back(
        fmt::format("{} names {}, but not where it is: `fwq config set {} …` ({})", setting, name,
                    key, def->argument_en));
    return;
  }
  plan.sources.push_back({def, *argument});
}

}  // namespace

SourcePlan plan_sources(const core::Settings& settings, const Home& home) {
  SourcePlan plan;
  add(plan, settings.text("data_sources.primary"), "data_sources.primary", settings, home);
  for (const auto& name : settings.list("data_sources.fallback"))
    add(plan, name, "data_sources.fallback", settings, home);
  if (plan.sources.empty()) add(plan, kStore, "", settings, home);
  return plan;
}

Result<std::unique_ptr<data::DataService>> make_data_service(
    const Home& home, const core::Settings& settings, const data::Store& store,
    const std::vector<NamedSource>& sources) {
  FWQ_TRY_ASSIGN(db, home.database(true));
  std::vector<data::ServedSource> served;
  for (const NamedSource& named : sources) {
    std::shared_ptr<data::DataSource> source;
    if (named.own_store) {
      source = data::make_store_source(store);
    } else {
      source = std::make_shared<LazySource>(named);
    }
    served.push_back({std::move(source), named.argument, named.own_store});
  }
  data::DataServiceOptions options;
  options.cache_bytes = settings.bytes("performance.cache_size");
  options.memory_limit = settings.bytes("performance.memory_limit");
  options.time_out = std::chrono::milliseconds(
      static_cast<std::int64_t>(settings.number("data_sources.timeout") * 1000));
  return std::make_unique<data::DataService>(
      std::move(served), data::reference_data_from(std::move(db)), std::move(options));
}

OtherSources::OtherSources(const core::Settings& settings, const Home& home, Provider service)
    : provide_(std::move(service)) {
  SourcePlan plan = plan_sources(settings, home);
  problems_ = std::move(plan.problems);
  come_first_ = !plan.sources.front().own_store;
  if (!come_first_) plan.sources.erase(plan.sources.begin());
  sources_ = std::move(plan.sources);
}

std::string OtherSources::names() const {
  std::vector<std::string_view> ids;
  for (const auto& source : sources_) ids.push_back(source.def->id);
  return fmt::format("{}", fmt::join(ids, ", "));
}

Result<data::Kdata> OtherSources::kdata(const data::KdataRequest& request,
                                        const std::stop_token& stop) {
  data::DataService* service = nullptr;
  {
    const std::scoped_lock lock(mutex_);
    if (!service_) {
      FWQ_TRY_ASSIGN(made, provide_());
      service_ = std::move(made);
    }
    service = service_.get();
  }
  return service->get_kdata(request, stop);
}

}  // namespace fwq::coordinators
