// What a command is: a name, help in both languages, options, and a function.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "session.hpp"

namespace fwq::cli {

// Runs after the command line was understood; returns the exit status.
using Runner = std::function<int(Session&)>;

struct CommandDef {
  std::string_view name;
  int order = 0;  // Place in `fwq --help`: in the order a new user needs them.
  std::string_view summary_en, summary_zh;  // One line.
  std::string_view help_en,
      help_zh;  // Below the options: what it answers, with examples that work.
  // Declares arguments and options on `app`; what they are parsed into lives in the returned function.
  Runner (*define)(CLI::App& app, const Session& session) = nullptr;
};

// The table, by file name.
std::span<const CommandDef* const> built_in_commands();

// Runs the program. `arguments` without the program's name; `services` are what commands work with.
int run(std::vector<std::string> arguments, const coordinators::Services& services);

// Options that several commands share, declared in one place.
struct StockOptions {
  std::string symbol;
  std::string period = "day";
  std::string adjust;  // "" = the setting's.
  std::string from, to;
  std::size_t count = 0;  // 0: all.
};
// What an option's value must be: a number from 0 to 1; a whole number from 1 on, or from 0. Their messages are in the session's language.
CLI::Validator a_fraction(const Session& session);
CLI::Validator a_count(const Session& session);
CLI::Validator a_count_or_none(const Session& session);
// Declares SYM, --period, --adjust, --from, --to and --count.
void add_stock_options(CLI::App& app, StockOptions& options, const Session& session,
                       bool required = true);
// The range of --from and --to, either may be ""; a date alone as `to` includes that whole day. Errors: invalid_argument.
Result<data::TimeRange> range_of(const std::string& from, const std::string& to);
// Loads what they ask for. `adjust` is used when the user named none. Errors: as StockLoader, invalid_argument.
Result<coordinators::Stock> load_stock(const StockOptions& options, const Library& library,
                                       data::Adjust adjust, bool as_of_end = false);
// The adjustment of the setting analysis.adjust.
data::Adjust default_adjust(const Session& session);

// The wall clock in Shanghai: every time that is shown is by it.
data::Time shanghai_now();

// What an option must not be: the empty text of `-o ""`. `what` says what to give.
CLI::Validator not_empty(const Session& session, std::string_view what_en,
                         std::string_view what_zh);

// A bar's time in the form of its period: a date, or date and minute.
std::string shown_time(data::Time time, data::Period period);

// A period and a kind of adjustment in the session's language, for pages that people read.
std::string shown_period(data::Period period, const Session& session);
std::string shown_adjust(data::Adjust adjust, const Session& session);

}  // namespace fwq::cli
