// The demo market in a home.
#include "fwq/coordinators/demo.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "fwq/core/files.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;

Result<void> put_mark(const Home& home, const DemoMark& mark) {
  const nlohmann::ordered_json document{{"market", "simulated"},
                                        {"symbols", mark.options.symbols},
                                        {"years", mark.options.years},
                                        {"seed", mark.options.seed},
                                        {"end", data::format_date(mark.options.end)},
                                        {"complete", mark.complete}};
  return core::write_file_atomically(home.demo_file(), document.dump(2) + "\n");
}

Error holds_real_data(const Home& home, std::string_view what) {
  return {Errc::invalid_argument,
          fmt::format("the home {} holds {}, and invented companies do not go among real ones: "
                      "choose another home, e.g. `fwq --home ~/fwq-demo demo`",
                      home.folder().string(), what)};
}

// Errors: invalid_argument where anything in the home is not the demo's.
Result<void> check_room(const Home& home, const data::Store& store, const data::SystemDb& db) {
  const bool marked = demo_mark(home).has_value();
  FWQ_TRY_ASSIGN(snapshot, store.snapshot());
  const auto all = snapshot.series();
  const auto real = std::count_if(all.begin(), all.end(), [&](const data::SeriesInfo& series) {
    return !marked || !data::is_demo_symbol(series.symbol);
  });
  if (real > 0) return holds_real_data(home, fmt::format("bars of {} real series", real));
  if (marked) return {};
  FWQ_TRY_ASSIGN(securities, db.securities());
  FWQ_TRY_ASSIGN(events, db.all_events());
  if (!securities.empty() || !events.empty())
    return holds_real_data(home, "names or events of real securities");
  return {};
}

}  // namespace

std::optional<DemoMark> demo_mark(const Home& home) {
  std::error_code ignored;
  if (!fs::exists(home.demo_file(), ignored)) return std::nullopt;
  DemoMark mark;
  const auto text = core::read_file(home.demo_file(), 1U << 16U);
  if (!text) return mark;
  const auto document = nlohmann::json::parse(*text, nullptr, false);
  if (!document.is_object()) return mark;
  const auto whole = [&](const char* key) -> std::uint64_t {
    const auto at = document.find(key);
    return at != document.end() && at->is_number_unsigned() ? at->get<std::uint64_t>() : 0;
  };
  mark.options.symbols = whole("symbols");
  mark.options.years = static_cast<int>(std::min<std::uint64_t>(whole("years"), 1'000));
  mark.options.seed = whole("seed");
  if (const auto end = document.find("end"); end != document.end() && end->is_string()) {
    if (const auto time = data::parse_time(end->get<std::string>()); time)
      mark.options.end = data::date_of(*time);
  }
  const auto complete = document.find("complete");
  mark.complete = complete != document.end() && complete->is_boolean() && complete->get<bool>();
  return mark;
}

Result<data::ImportReport> make_demo(const Home& home, const data::DemoOptions& options,
                                     core::TaskSystem& tasks, const core::TaskContext& context) {
  FWQ_TRY_ASSIGN(lock, home.lock_for_writing());
  static_cast<void>(lock);  // Held until the end.
  FWQ_TRY_ASSIGN(store, home.store(false));
  FWQ_TRY_ASSIGN(db, home.database(false));
  FWQ_TRY(check_room(home, store, db));
  FWQ_TRY_ASSIGN(calendar, db.calendar());
  FWQ_TRY(data::DemoMarket::plan(options, calendar));  // A bad option must not leave a mark.
  FWQ_TRY(put_mark(home, {options, false}));
  FWQ_TRY_ASSIGN(report, data::write_demo_market(options, store, db, tasks, context));
  FWQ_TRY(put_mark(home, {options, true}));
  return report;
}

Result<bool> remove_demo(const Home& home) {
  if (!demo_mark(home)) return false;
  FWQ_TRY_ASSIGN(store, home.store(false));
  FWQ_TRY_ASSIGN(db, home.database(false));
  FWQ_TRY(data::erase_demo_market(store, db));
  std::error_code failed;
  fs::remove(home.demo_file(), failed);
  if (failed)
    return Error{
        Errc::io, fmt::format("cannot remove {}: {}", home.demo_file().string(), failed.message()),
        fmt::format("无法删除 {}：{}", home.demo_file().string(), core::reason_zh(failed))};
  return true;
}

}  // namespace fwq::coordinators
