// Reference data from the database, and from nowhere.
#include "fwq/data/reference_data.hpp"

#include <mutex>

namespace fwq::data {
namespace {

class None final : public ReferenceData {
 public:
  Result<std::vector<ExRightsEvent>> events(Symbol /*symbol*/) override {
    return std::vector<ExRightsEvent>();
  }
  Result<TradingCalendar> calendar() override { return TradingCalendar(); }
  Result<std::vector<Security>> securities() override { return std::vector<Security>(); }
};

class FromDatabase final : public ReferenceData {
 public:
  explicit FromDatabase(SystemDb db) : db_(std::move(db)) {}
  Result<std::vector<ExRightsEvent>> events(Symbol symbol) override {
    const std::scoped_lock lock(mutex_);
    return db_.events(symbol);
  }
  Result<TradingCalendar> calendar() override {
    const std::scoped_lock lock(mutex_);
    return db_.calendar();
  }
  Result<std::vector<Security>> securities() override {
    const std::scoped_lock lock(mutex_);
    return db_.securities();
  }

 private:
  std::mutex mutex_;
  SystemDb db_;
};

}  // namespace

std::unique_ptr<ReferenceData> no_reference_data() {
  return std::make_unique<None>();
}

std::unique_ptr<ReferenceData> reference_data_from(SystemDb db) {
  return std::make_unique<FromDatabase>(std::move(db));
}

}  // namespace fwq::data
