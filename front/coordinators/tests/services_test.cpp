// The program's services by name: what they are made of, how long they live, and that nothing is opened too early.
#include "fwq/coordinators/services.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "fwq/core/events.hpp"
#include "fwq/optimization/version_manager.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;
using core::ServiceContainer;

const data::Symbol kStock(data::Market::sh, "600000");
const data::Symbol kElsewhere(data::Market::sz, "000002");

data::BarSeries days(int count) {
  data::BarSeries bars;
  for (int i = 0; i < count; ++i) {
    const double close = 10 + std::sin(i);
    bars.push_back(
        {.time = data::time_from({2020, 1, 6}) + i * data::kSecondsPerDay + data::kDayBarEnd,
         .open = close,
         .high = close + 1,
         .low = close - 1,
         .close = close,
         .volume = 1000,
         .amount = 1000 * close});
  }
  return bars;
}

class Services : public ::testing::Test {
 protected:
  Services() {
    std::string name = (fs::temp_directory_path() / "fwq-services-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    register_services(services_).value();
    services_.get_service<CurrentHome>("current_home").value()->choose(folder_ / "home");
  }
  ~Services() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  Home home() const { return Home::open(folder_ / "home").value(); }
  void make_home() {
    const auto made = Home::init(folder_ / "home").value();
    put(kStock, days(5));
  }
  void put(data::Symbol symbol, const data::BarSeries& bars) {
    auto store = home().store(false).value();
    auto writer = store.write().value();
    writer.replace(symbol, data::Period::day, bars.view()).value();
    writer.commit().value();
  }
  static data::KdataRequest request(data::Symbol symbol) { return {.symbol = symbol}; }

  // Good while `bars` lives.
  static Stock of(const data::BarSeries& bars) {
    Stock stock;
    stock.symbol = kStock;
    stock.last = bars.size();
    stock.adjusted.bars = bars.view();
    return stock;
  }

  fs::path folder_;
  ServiceContainer services_;
};

TEST_F(Services, AreKnownByTheirNames) {
  EXPECT_EQ(services_.service_names(),
            (std::vector<std::string>{"analysis_service", "current_home", "data_service",
                                      "event_bus", "pattern_recognizer", "performance_monitor"}));
  EXPECT_FALSE(register_services(services_)) << "each once";
}

TEST_F(Services, OpenNothingBeforeItIsNeeded) {
  const auto resolved = resolve_services(services_).value();
  EXPECT_FALSE(fs::exists(folder_ / "home"));
  EXPECT_EQ(resolved.data_service().error().code, Errc::not_found);
  EXPECT_FALSE(fs::exists(folder_ / "home"));
  make_home();  // Whoever asks next finds it.
  EXPECT_TRUE(resolved.data_service());
}

TEST_F(Services, OfOneNameAreOneThing) {
  const auto resolved = resolve_services(services_).value();
  EXPECT_EQ(&resolved.events, services_.get_service<core::EventBus>("event_bus").value().get());
  EXPECT_EQ(&resolved.monitor,
            services_.get_service<core::PerformanceMonitor>("performance_monitor").value().get());
  EXPECT_EQ(&resolved.analysis,
            services_.get_service<AnalysisService>("analysis_service").value().get());
}

TEST_F(Services, DataServiceReadsTheHomeAndItsOtherSources) {
  make_home();
  auto settings = home().settings().value();
  fs::create_directories(folder_ / "csv");
  std::ofstream(folder_ / "csv" / "SZ000002.csv")
      << "date,open,high,low,close,volume,amount\n2020-01-06,20,21,19,20,1000,20000\n";
  settings.set("data_sources.csv_folder", (folder_ / "csv").string()).value();
  settings.set("data_sources.fallback", "csv_folder").value();
  settings.save().value();
  auto scope = services_.create_scope();
  const auto data = scope.get_service<data::DataService>("data_service").value();
  EXPECT_EQ(data->get_kdata(request(kStock)).value().source, "store");
  const auto other = data->get_kdata(request(kElsewhere));
  ASSERT_TRUE(other) << other.error().message;
  EXPECT_EQ(other->source, "csv_folder");
  EXPECT_EQ(other->bars.close()[0], 20);
}

TEST_F(Services, DataServiceEndsWithItsScopeAndLetsOthersWrite) {
  make_home();
  EXPECT_EQ(services_.get_service<data::DataService>("data_service").error().code,
            Errc::invalid_argument)
      << "only in a scope";
  const auto resolved = resolve_services(services_).value();
  {
    const auto data = resolved.data_service().value();
    EXPECT_EQ(data->get_kdata(request(kStock)).value().bars.size(), 5U);
    EXPECT_TRUE(resolved.home.open()) << "what is open is shared";
    EXPECT_FALSE(home().store(false)) << "a process opens a store once";
  }
  EXPECT_TRUE(home().store(false));
}

TEST_F(Services, DataServiceForgetsWhatTheBusSaysHasChanged) {
  make_home();
  const auto resolved = resolve_services(services_).value();
  const auto data = resolved.data_service().value();
  data->get_kdata(request(kStock)).value();
  ASSERT_EQ(data->cache_statistics().entries, 1U);
  resolved.events.publish(core::DataUpdated{
      .source = "csv", .kind = "bars", .symbols = {std::string(kStock.text())}, .added = 1});
  EXPECT_EQ(data->cache_statistics().entries, 0U);
}

TEST_F(Services, AnalysisServiceTellsTheBusAndIsMeasured) {
  const auto resolved = resolve_services(services_).value();
  resolved.monitor.start_monitoring();
  std::vector<core::AnalysisCompleted> completed;
  const auto subscription = resolved.events.subscribe<core::AnalysisCompleted>(
      [&](const core::AnalysisCompleted& event) { completed.push_back(event); });
  const auto bars = days(200);
  const Stock stock = of(bars);
  const auto service = services_.get_service<AnalysisService>("analysis_service").value();
  const auto found = service->analyse(stock, analysis::Flavour::tdx).value();
  ASSERT_EQ(completed.size(), 1U);
  EXPECT_EQ(completed[0].bars, 200U);
  EXPECT_EQ(completed[0].patterns, found.patterns.size());
  const std::string report = resolved.monitor.get_performance_report().text(false);
  for (const char* stage : {"trend", "indicators", "patterns"})
    EXPECT_NE(report.find(stage), std::string::npos) << stage;

  const auto values = service->calculate_indicators(stock, {"MA(5)"}, analysis::Flavour::tdx);
  EXPECT_EQ(values.value()[0].outputs[0].size(), 200U);
  const auto patterns = service->find_patterns(stock).value();
  EXPECT_EQ(patterns.size(), find_patterns(stock, {}, std::nullopt).value().size());
  const auto signals = service->find_signals(stock, {}).value();
  EXPECT_EQ(signals.size(), find_signals(stock).value().size());
}

// The next call is enough; whoever has a recognizer keeps what it was made with.
TEST_F(Services, AnalysisServiceObeysTheVersionInForceFromTheNextCallOn) {
  make_home();
  const auto service = services_.get_service<AnalysisService>("analysis_service").value();
  const auto bars = days(400);
  const Stock stock = of(bars);
  const auto count = [&] { return service->find_patterns(stock, {"doji"}).value().size(); };
  const auto recognizer = services_.get_service<CurrentRecognizer>("pattern_recognizer").value();
  const auto earlier = recognizer->get().value();
  const std::size_t before = count();
  ASSERT_GT(before, 0U);
  auto db = home().database(false).value();
  optimization::VersionManager versions(db);
  const auto* doji = optimization::find_pattern("doji").value();
  std::vector<double> values;
  for (const auto& param : doji->params) values.push_back(param.max);
  const auto saved = versions.save_version(*doji, values, {}).value();
  EXPECT_EQ(count(), before) << "kept, but not in force";
  versions.activate_version(*doji, saved.id).value();
  EXPECT_NE(count(), before);
  EXPECT_EQ(earlier->recognize_patterns(bars.view(), {"doji"}).value().size(), before);
  versions.activate_version(*doji, "1").value();
  EXPECT_EQ(count(), before);
}

// A recognizer whose parameters are its own, as a version store gives them.
class Strict final : public analysis::PatternParameters {
 public:
  std::optional<std::vector<double>> parameters(const analysis::PatternDef&) const override {
    ++asked;
    return std::nullopt;
  }
  mutable int asked = 0;
};

TEST_F(Services, AnalysisServiceUsesTheRecognizerThatIsRegistered) {
  const auto parameters = std::make_shared<Strict>();
  ASSERT_TRUE(services_.remove_service("pattern_recognizer"));
  services_
      .register_instance<CurrentRecognizer>(
          "pattern_recognizer",
          std::make_shared<CurrentRecognizer>(
              std::make_shared<const analysis::PatternRecognizer>(parameters)))
      .value();
  const auto service = services_.get_service<AnalysisService>("analysis_service").value();
  const auto bars = days(50);
  const Stock stock = of(bars);
  service->find_patterns(stock).value();
  const int once = parameters->asked;
  EXPECT_GT(once, 0);
  service->find_signals(stock, {}).value();
  EXPECT_GT(parameters->asked, once);
  const int twice = parameters->asked;
  service->analyse(stock, analysis::Flavour::tdx).value();
  EXPECT_GT(parameters->asked, twice);
}

}  // namespace
}  // namespace fwq::coordinators
