// The options by which commands name a stock and a range.
#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "command.hpp"
#include "fwq/coordinators/wording.hpp"

namespace fwq::cli {

Result<data::TimeRange> range_of(const std::string& first, const std::string& last) {
  data::TimeRange range;
  if (!first.empty()) {
    FWQ_TRY_ASSIGN(from, data::parse_time(first));
    range.from = from;
  }
  if (!last.empty()) {
    FWQ_TRY_ASSIGN(to, data::parse_time(last));
    const bool date_only = last.find(':') == std::string::npos;
    range.to = to + (date_only ? data::kSecondsPerDay : 1);
  }
  if (range.from >= range.to) {
    return Error{Errc::invalid_argument, fmt::format("--from {} lies after --to {}", first, last),
                 fmt::format("--from {} 晚于 --to {}", first, last)};
  }
  return range;
}

CLI::Validator a_fraction(const Session& session) {
  return {[wanted = session.text("give a number from 0 to 1", "请给出 0 到 1 之间的数")](
              const std::string& given) {
            double x = -1;
            const char* end = given.data() + given.size();
            const auto read = std::from_chars(given.data(), end, x);
            // NaN compares false with both bounds.
            const bool good = read.ec == std::errc() && read.ptr == end && x >= 0 && x <= 1;
            return good ? std::string() : fmt::format("'{}': {}", given, wanted);
          },
          ""};
}

namespace {

// A whole number of at least `least`.
CLI::Validator whole_number(std::uint64_t least, std::string wanted) {
  return {[least, wanted = std::move(wanted)](const std::string& given) {
            std::uint64_t number = 0;
            const char* end = given.data() + given.size();
            const auto read = std::from_chars(given.data(), end, number);
            const bool good = read.ec == std::errc() && read.ptr == end && number >= least;
            return good ? std::string() : fmt::format("'{}': {}", given, wanted);
          },
          ""};
}

}  // namespace

CLI::Validator a_count(const Session& session) {
  return whole_number(1, session.text("give a whole number, 1 or more", "请给出不小于 1 的整数"));
}

CLI::Validator a_count_or_none(const Session& session) {
  return whole_number(0, session.text("give a whole number, 0 or more", "请给出不小于 0 的整数"));
}

CLI::Validator not_empty(const Session& session, std::string_view what_en,
                         std::string_view what_zh) {
  return {[message = session.text("it is empty: ", "值为空：") + session.text(what_en, what_zh)](
              const std::string& given) { return given.empty() ? message : std::string(); },
          ""};
}

data::Time shanghai_now() {
  constexpr data::Time kEast = 8 * 3600;
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
             .count() +
         kEast;
}

void add_stock_options(CLI::App& app, StockOptions& options, const Session& session,
                       bool required) {
  app.add_option("SYM", options.symbol,
                 session.text("stock, e.g. SH600000, 600000.SH or its name",
                              "股票代码或名称，例如 SH600000"))
      ->required(required);
  app.add_option("--period", options.period,
                 session.text("1m 5m 15m 30m 60m day week month quarter year",
                              "周期：1m 5m 15m 30m 60m day week month quarter year"))
      ->capture_default_str();
  app.add_option(
      "--adjust", options.adjust,
      session.text("none, forward, backward, forward_subtractive or backward_subtractive",
                   "复权：none forward backward forward_subtractive backward_subtractive"));
  app.add_option("--from", options.from,
                 session.text("first day, YYYY-MM-DD", "开始日期 YYYY-MM-DD"));
  app.add_option("--to", options.to,
                 session.text("last day, YYYY-MM-DD (included)", "结束日期 YYYY-MM-DD（含当日）"));
  app.add_option("--count", options.count, session.text("only the last N bars", "只取最后 N 根"))
      ->type_name("N")
      ->check(a_count(session));
}

Result<coordinators::Stock> load_stock(const StockOptions& options, const Library& library,
                                       data::Adjust adjust, bool as_of_end) {
  const auto loader = library.loader();
  FWQ_TRY_ASSIGN(period, data::parse_period(options.period));
  FWQ_TRY_ASSIGN(range, range_of(options.from, options.to));
  if (!options.adjust.empty()) {
    FWQ_TRY_ASSIGN(chosen, data::parse_adjust(options.adjust));
    adjust = chosen;
  }
  auto stock = core::measure_with(library.monitor, "load bars", [&] {
    return loader.select(options.symbol, {.symbol = {},
                                          .period = period,
                                          .adjust = adjust,
                                          .range = range,
                                          .count = options.count,
                                          .as_of_end = as_of_end});
  });
  if (stock) library.remark_source(*stock);
  return stock;
}

data::Adjust default_adjust(const Session& session) {
  return data::parse_adjust(session.settings().text("analysis.adjust"))
      .value_or(data::Adjust::forward);
}

std::string shown_time(data::Time time, data::Period period) {
  return coordinators::time_text(time, period);
}

std::string shown_period(data::Period period, const Session& session) {
  return std::string(coordinators::period_text(period, session.chinese()));
}

std::string shown_adjust(data::Adjust adjust, const Session& session) {
  return std::string(coordinators::adjust_text(adjust, session.chinese()));
}

}  // namespace fwq::cli
