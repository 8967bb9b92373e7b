// system.sqlite: what is relational. Securities with their names, ex-rights events, days under risk warning, the trading
// calendar, sectors, alerts, the back-tests that were run, the searches for better parameters, and the versions of patterns.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/calendar.hpp"
#include "fwq/data/exrights.hpp"
#include "fwq/data/symbol.hpp"
#include "fwq/data/time.hpp"

namespace fwq::core {
class EventBus;
}

namespace fwq::data {

struct Security {
  Symbol symbol;
  std::string name;               // UTF-8, without the padding that vendors put in.
  std::optional<Date> listed;
  std::optional<Date> delisted;
  friend bool operator==(const Security&, const Security&) = default;
};

// Days on which a security was under risk warning (ST, *ST): `first` to `last`, both in.
struct RiskWarning {
  Symbol symbol;
  Date first;
  std::optional<Date> last;  // None: it goes on.
  friend bool operator==(const RiskWarning&, const RiskWarning&) = default;
};

// A back-test that was run, as it is listed. What made it is in `settings`.
struct BacktestRecord {
  std::string run_id;
  Time time = 0;  // When it was run.
  std::string strategy;
  std::string symbols;                       // "SH600000", "SH600000 SZ000001", or "all".
  Time first = 0, last = 0;                  // Of its bars.
  std::string parameters, settings, metrics;  // JSON objects.
  friend bool operator==(const BacktestRecord&, const BacktestRecord&) = default;
};

// A search for better parameters of a pattern, with JSON objects that its maker knows.
struct OptimizationRecord {
  std::string id;
  Time time = 0;  // When it began.
  std::string pattern;
  std::string state;  // "running", "done", "cancelled" or "failed".
  std::string config, result;
  friend bool operator==(const OptimizationRecord&, const OptimizationRecord&) = default;
};

// A set of parameters of a pattern.
struct PatternVersionRecord {
  std::string pattern;
  int number = 0;  // From 2 on: 1 are the built-in defaults, which are not stored.
  std::string id;  // Digest of pattern and parameters.
  int parent = 0;  // The number it was made from; 0: none.
  Time time = 0;
  std::string author, method, message;
  std::string parameters, metrics;  // JSON objects.
  std::string data_hash;
  friend bool operator==(const PatternVersionRecord&, const PatternVersionRecord&) = default;
};

// A name for a version; "" is the one in force.
struct VersionTag {
  std::string pattern, tag;
  int number = 0;
  friend bool operator==(const VersionTag&, const VersionTag&) = default;
};

// What a version was worth when it was measured.
struct VersionMeasure {
  int number = 0;
  Time time = 0;
  std::string data_hash, metrics;
  friend bool operator==(const VersionMeasure&, const VersionMeasure&) = default;
};

// A list of securities with a name. `kind` and `name` together are unique.
enum class SectorKind { industry, theme, style, index, own };
inline constexpr std::array kSectorKinds{SectorKind::industry, SectorKind::theme, SectorKind::style,
                                         SectorKind::index, SectorKind::own};
std::string_view to_string(SectorKind kind) noexcept;  // "industry", "theme" …
Result<SectorKind> parse_sector_kind(std::string_view text);  // Errors: invalid_argument.
struct Sector {
  SectorKind kind = SectorKind::own;
  std::string name;
  std::vector<Symbol> symbols;  // In order, each once.
  friend bool operator==(const Sector&, const Sector&) = default;
};

// What a person wants to be told of; its maker knows what conditions and period say.
struct AlertRecord {
  std::int64_t id = 0;  // 0: not stored yet.
  std::string name;
  std::vector<Symbol> symbols;
  std::string conditions;  // A JSON array of texts.
  bool any = false;
  std::string period = "day";
  bool active = true;
  Time created = 0;
  friend bool operator==(const AlertRecord&, const AlertRecord&) = default;
};
// How far an alert has been judged on a symbol.
struct AlertMark {
  Symbol symbol;
  Time seen = 0;  // Its last bar then.
  friend bool operator==(const AlertMark&, const AlertMark&) = default;
};
// An alert that has come true.
struct AlertHit {
  std::int64_t alert = 0;
  Symbol symbol;
  Time time = 0;     // Of the bar.
  double price = 0;  // Its close.
  std::string text;  // What came true.
  bool acknowledged = false;
  friend bool operator==(const AlertHit&, const AlertHit&) = default;
};

// What a file import did. Rows that were not understood are counted by reason, and the first ones listed.
struct RowProblem {
  std::string file;
  std::size_t row = 0;  // Line of a text file, or record number of a binary one, from 1.
  std::string reason;   // A stable word: "bad_date", "zero_price" …
};

// One connection to the database. Not for use by two threads at once: open one each. A database of an older schema is
// migrated when opened. Errors of all calls: io, bad_data (not a database, not ours, damaged), unavailable (locked by
// another process for more than 5 s), unsupported (a newer schema; or an older one, opened read-only).
class SystemDb {
 public:
  // Makes the file and its folder if they are not there and not read_only. Errors also: not_found (read_only, no file).
  // `events` is told (core::DataUpdated) of each put that changed something, when it is durable; it outlives the database.
  static Result<SystemDb> open(const std::filesystem::path& file, bool read_only = false, core::EventBus* events = nullptr);
  SystemDb(SystemDb&&) noexcept;
  SystemDb& operator=(SystemDb&&) noexcept;
  ~SystemDb();

  // Inserts or updates by symbol, in one transaction. A missing name or date keeps what is stored: a list of names alone
  // must not take listing dates away. Returns how many rows are new or changed. `source` (here and below) says in events
  // who writes.
  Result<std::size_t> put_securities(std::span<const Security> securities, std::string_view source = "list");
  Result<std::optional<Security>> security(Symbol symbol) const;
  Result<std::vector<Security>> securities() const;

  // Replaces all events of the symbols that occur in `events`, in one transaction. Returns how many events are new or
  // changed. Errors also: invalid_argument (a number that is none, a date that is none): then nothing is written.
  struct SymbolEvent {
    Symbol symbol;
    ExRightsEvent event;
    friend bool operator==(const SymbolEvent&, const SymbolEvent&) = default;
  };
  Result<std::size_t> put_events(std::span<const SymbolEvent> events, std::string_view source = "list");
  // By date.
  Result<std::vector<ExRightsEvent>> events(Symbol symbol) const;
  // All, by symbol, then date: for work on the whole market.
  Result<std::vector<SymbolEvent>> all_events() const;

  // Replaces all periods of the symbols that occur, in one transaction. Returns how many periods are new or changed.
  // Errors also: invalid_argument (no symbol, a date that is none, an end before its beginning): then nothing is written.
  Result<std::size_t> put_risk_warnings(std::span<const RiskWarning> warnings, std::string_view source = "list");
  // All, by symbol, then date.
  Result<std::vector<RiskWarning>> risk_warnings() const;

  // Keeps a back-test; one of the same run_id gives way. No event is published: no data changed.
  Result<void> put_backtest(const BacktestRecord& record);
  // Newest first; those of one second by run_id. At most `most`; 0: all.
  Result<std::vector<BacktestRecord>> backtests(std::size_t most = 0) const;
  // The one whose run_id begins with `run_id` (8 characters are enough; letters in any case). Errors also: not_found,
  // invalid_argument (it is empty, or several begin so).
  Result<BacktestRecord> backtest(std::string_view run_id) const;

  // Keeps a search; one of the same id gives way, its trials stay.
  Result<void> put_optimization(const OptimizationRecord& record);
  // Of one pattern, or of all (""): newest first; those of one second by id. At most `most`; 0: all.
  Result<std::vector<OptimizationRecord>> optimizations(std::string_view pattern = "", std::size_t most = 0) const;
  // Adds what was tried; trial number `number` and those after it give way. Does not wait for the disk: a trial outlives the process,
  // but the last ones may go with the power.
  Result<void> put_trial(std::string_view optimization, std::size_t number, std::string_view trial);
  // In order, as far as none is missing.
  Result<std::vector<std::string>> trials(std::string_view optimization) const;
  Result<void> remove_optimization(std::string_view id);  // With its trials. No error if there is none.

  // Keeps a version under the pattern's next number, which is returned (`record.number` is not read). A version of the same id
  // is kept once: its number is returned, and nothing changes.
  Result<int> put_version(const PatternVersionRecord& record);
  // By number, of one pattern or of all ("").
  Result<std::vector<PatternVersionRecord>> versions(std::string_view pattern = "") const;
  // Removes it with its tags and measures. Errors also: not_found; invalid_argument (it is the one in force).
  Result<void> remove_version(std::string_view pattern, int number);
  // Gives a name to a version (1 too); "" puts it in force. Errors also: not_found.
  Result<void> put_tag(const VersionTag& tag);
  Result<void> remove_tag(std::string_view pattern, std::string_view tag);  // Errors also: not_found.
  // By pattern, then tag, of one pattern or of all ("").
  Result<std::vector<VersionTag>> version_tags(std::string_view pattern = "") const;
  // One of the same version and second gives way. Errors also: not_found (the version).
  Result<void> put_measure(std::string_view pattern, const VersionMeasure& measure);
  Result<std::vector<VersionMeasure>> version_measures(std::string_view pattern) const;  // By number, then time.

  // Replaces each of these sectors, in one transaction; one without securities goes. Returns how many differ from what was stored.
  // Errors also: invalid_argument (no name, no symbol): then nothing is written.
  Result<std::size_t> put_sectors(std::span<const Sector> sectors, std::string_view source = "list");
  // By kind, then name; the securities of each in order.
  Result<std::vector<Sector>> sectors() const;
  Result<void> remove_sector(SectorKind kind, std::string_view name);  // Errors also: not_found.

  // Keeps an alert: a new one (id 0) or in place of the one with its id, which is then judged afresh. Returns the id.
  // Errors also: not_found (no alert of that id).
  Result<std::int64_t> put_alert(const AlertRecord& alert);
  Result<std::vector<AlertRecord>> alerts() const;  // By id.
  Result<void> remove_alert(std::int64_t id);       // With all that came of it. No error if there is none.
  Result<std::vector<AlertMark>> alert_marks(std::int64_t id) const;  // By symbol.
  // What judging an alert gave, in one transaction: nothing when the alert has gone meanwhile. A hit that is known stays as it is.
  // Returns how many are new.
  Result<std::size_t> put_alert_check(std::int64_t id, std::span<const AlertMark> marks, std::span<const AlertHit> hits);
  Result<std::vector<AlertHit>> alert_hits() const;  // Newest first, then by symbol and alert.
  Result<void> acknowledge_alerts(std::span<const AlertHit> hits);  // Those with their alert, symbol and time.
  Result<void> remove_alert_hits(std::span<const AlertHit> hits);   // Likewise.

  // Removes what is known of these symbols: their securities, risk warnings, events and places in sectors, in one transaction. Returns how many
  // securities there were.
  Result<std::size_t> remove(std::span<const Symbol> symbols, std::string_view source = "list");

  // Adds trading days (since 1970-01-01) to the calendar. Returns how many are new.
  Result<std::size_t> put_trading_days(std::span<const std::int64_t> days, std::string_view source = "list");
  // Weekdays only when none were imported.
  Result<TradingCalendar> calendar() const;

 private:
  struct State;
  explicit SystemDb(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace fwq::data
