// Import of CSV bars: file after file, security after security, merged with what is stored.
#include "csv_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "fwq/core/performance_monitor.hpp"

namespace fwq::data {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kListed = 20;

bool same_prices(const Bar& a, const Bar& b) {
  return a.open == b.open && a.high == b.high && a.low == b.low && a.close == b.close;
}

std::string why_nothing(const CsvOutcome& outcome) {
  std::string why = fmt::format("no usable bar in {} rows", outcome.rows);
  for (std::size_t i = 0; i < kCsvReasons; ++i) {
    if (outcome.counts[i] > 0) {
      why += fmt::format(", {} {}", outcome.counts[i], to_string(static_cast<CsvReason>(i)));
    }
  }
  if (outcome.count(CsvReason::adjusted) > 0) {
    why +=
        "; the store keeps raw prices: export the file without adjustment (不复权), or pass "
        "--accept-adjusted to store them as they are";
  }
  return why;
}

std::string why_nothing_zh(const CsvOutcome& outcome) {
  std::string why = fmt::format("{} 行中没有可用的K线", outcome.rows);
  for (std::size_t i = 0; i < kCsvReasons; ++i) {
    if (outcome.counts[i] > 0)
      why += fmt::format("，{} {}", to_string(static_cast<CsvReason>(i)), outcome.counts[i]);
  }
  if (outcome.count(CsvReason::adjusted) > 0)
    why += "；行情库存放不复权价格：请导出不复权数据，或加 --accept-adjusted 照原样存入";
  return why;
}

class Importer {
 public:
  Importer(Store& store, const CsvOptions& options, CsvImportTuning tuning,
           core::PerformanceMonitor* monitor)
      : store_(store), options_(options), tuning_(std::move(tuning)), monitor_(monitor) {
    if (tuning_.reading.spill_folder.empty()) tuning_.reading.spill_folder = store.folder();
  }

  // Reads one file into the store. The errors returned end the import; those of the file itself are listed.
  Result<void> add(const fs::path& file, const core::TaskContext& context) {
    CsvImportReport::File entry{file, {}, 0, 0};
    std::optional<Error> store_error;
    const auto sink = [&](Symbol symbol, Period period, const BarSeries& bars) -> Result<void> {
      auto stored =
          core::measure_with(monitor_, "store", [&] { return write(file, symbol, period, bars); });
      if (!stored) store_error = stored.error();
      ++entry.symbols;
      symbols_.insert(symbol);
      return stored;
    };
    auto outcome = core::measure_with(monitor_, "read and store", [&] {
      return read_csv(file, options_, sink, context, tuning_.reading);
    });
    if (store_error) return std::move(*store_error);
    if (!outcome && outcome.error().code == Errc::cancelled) return std::move(outcome).error();
    if (!outcome) {
      skip(outcome.error());
      return {};
    }
    entry.layout = std::move(outcome->layout);
    entry.bars = outcome->bars;
    count(*outcome, std::move(entry));
    return {};
  }

  Result<void> commit() {
    touched_.clear();
    if (!writer_) return {};
    auto result = core::measure_with(monitor_, "commit", [&] { return writer_->commit(); });
    writer_.reset();
    return result;
  }

  CsvImportReport& report() noexcept { return report_; }
  std::size_t bars() const noexcept { return report_.totals.bars; }
  const std::optional<Error>& first_error() const noexcept { return first_error_; }
  void settle() { report_.totals.symbols = symbols_.size(); }

 private:
  Result<void> write(const fs::path& file, Symbol symbol, Period period, const BarSeries& bars) {
    // What this transaction has written is not to be seen before its commit.
    if (!touched_.insert({symbol, period}).second) {
      FWQ_TRY(commit());
      touched_.insert({symbol, period});
    }
    const Bars view = bars.view();
    FWQ_TRY_ASSIGN(stored, stored_between(symbol, period, view));
    if (!writer_) {
      FWQ_TRY_ASSIGN(writer, store_.write("csv"));
      writer_ = std::move(writer);
    }
    if (stored.damaged) {
      // Nothing of a damaged series can be trusted: the file takes its place.
      FWQ_TRY(writer_->erase(symbol, period));
      report_.totals.repaired.push_back(
          fmt::format("{} {}: what was stored was damaged, and is replaced by the {} bars of {}",
                      symbol.text(), to_string(period), bars.size(), file.string()));
    }
    FWQ_TRY_ASSIGN(
        outcome,
        writer_->replace(symbol, period,
                         stored.bars.empty() ? view : merged_bars(stored.bars, view).view()));
    report_.totals.added += outcome.added;
    return writer_->pending_bytes() > tuning_.commit_at ? commit() : Result<void>();
  }

  struct Stored {
    Bars bars;
    bool damaged = false;
  };
  // What is stored from the first to the last bar of `file`. Checked: a merge would make damage look sound.
  Result<Stored> stored_between(Symbol symbol, Period period, const Bars& file) const {
    FWQ_TRY_ASSIGN(snapshot, store_.snapshot());
    auto bars = snapshot.bars(symbol, period, {file.time().front(), file.time().back() + 1});
    if (bars) {
      const auto sound = snapshot.check(symbol, period);
      if (sound) return Stored{std::move(*bars), false};
      bars = sound.error();
    }
    switch (bars.error().code) {
      case Errc::not_found:
        return Stored{};
      case Errc::bad_data:
      case Errc::unsupported:
        return Stored{{}, true};
      default:
        return std::move(bars).error();
    }
  }

  void skip(const Error& error) {
    if (!first_error_) first_error_ = error;
    ++report_.totals.skipped;
    if (report_.totals.skipped_files.size() < kListed)
      report_.totals.skipped_files.push_back(error.message);
  }

  void count(const CsvOutcome& outcome, CsvImportReport::File entry) {
    ImportReport& totals = report_.totals;
    ++totals.files;
    totals.bars += outcome.bars;
    totals.rejected += outcome.rejected();
    for (std::size_t i = 0; i < kCsvReasons; ++i) {
      if (outcome.counts[i] == 0) continue;
      totals.reasons[std::string(to_string(static_cast<CsvReason>(i)))] += outcome.counts[i];
    }
    for (const CsvProblem& problem : outcome.problems) {
      if (totals.examples.size() == kListed) break;
      if (problem.reason == CsvReason::suspended) continue;  // Nothing is wrong with those.
      totals.examples.push_back(
          {entry.path.string(), problem.line, std::string(to_string(problem.reason))});
    }
    if (outcome.bars == 0) {
      skip({Errc::bad_data, fmt::format("{}: {}", entry.path.string(), why_nothing(outcome)),
            fmt::format("{}：{}", entry.path.string(), why_nothing_zh(outcome))});
    } else if (report_.files.size() < kListed) {
      report_.files.push_back(std::move(entry));
    }
  }

  Store& store_;
  const CsvOptions& options_;
  CsvImportTuning tuning_;
  core::PerformanceMonitor* monitor_;
  CsvImportReport report_;
  std::optional<StoreWriter> writer_;
  std::set<std::pair<Symbol, Period>> touched_;  // Series of the open transaction.
  std::set<Symbol> symbols_;
  std::optional<Error> first_error_;
};

// The files of each path, and how many bytes they have together.
struct Work {
  std::vector<std::vector<fs::path>> files;
  double total = 0, done = 0;
};

Result<Work> find_work(const std::vector<fs::path>& paths, const std::stop_token& stop) {
  Work work;
  for (const fs::path& path : paths) {
    FWQ_TRY_ASSIGN(files, csv_files(path, stop));
    for (const fs::path& file : files) {
      std::error_code error;
      const auto bytes = fs::file_size(file, error);
      if (!error) work.total += static_cast<double>(bytes);
    }
    work.files.push_back(std::move(files));
  }
  return work;
}

}  // namespace

BarSeries merged_bars(const Bars& stored, const Bars& file) {
  BarSeries out(stored.size() + file.size());
  std::size_t s = 0;
  for (std::size_t f = 0; f < file.size(); ++f) {
    while (s < stored.size() && stored.time()[s] < file.time()[f]) out.push_back(stored[s++]);
    Bar bar = file[f];
    if (s < stored.size() && stored.time()[s] == bar.time) {
      const Bar before = stored[s++];
      if (same_prices(before, bar)) {
        if (std::isnan(bar.volume)) bar.volume = before.volume;
        if (std::isnan(bar.amount)) bar.amount = before.amount;
      }
    }
    out.push_back(bar);
  }
  while (s < stored.size()) out.push_back(stored[s++]);
  return out;
}

Result<CsvImportReport> import_csv(const std::vector<fs::path>& paths, const CsvOptions& options,
                                   Store& store, const core::TaskContext& context,
                                   const CsvImportTuning& tuning) {
  FWQ_TRY_ASSIGN(work, core::measure_with(context.monitor(), "find the files",
                                          [&] { return find_work(paths, context.stop_token()); }));
  Importer importer(store, options, tuning, context.monitor());
  const auto ended_early = [](const Error& error) {
    return Error{error.code, fmt::format("{}: import the same again to go on", error.message),
                 fmt::format("{}：再次导入即可继续", error.text(true))};
  };
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::size_t before = importer.bars();
    for (const fs::path& file : work.files[i]) {
      std::error_code error;
      const auto bytes = static_cast<double>(fs::file_size(file, error));
      // A file's own progress is a part of the whole.
      const core::TaskContext part(context.stop_token(), [&](double done, std::string_view label) {
        if (!error && work.total > 0)
          context.report((work.done + done * bytes) / work.total, label);
      });
      if (auto added = importer.add(file, part); !added) return ended_early(added.error());
      if (!error) work.done += bytes;
    }
    if (importer.bars() == before) importer.report().empty_paths.push_back(paths[i]);
  }
  if (auto committed = importer.commit(); !committed) return ended_early(committed.error());
  importer.settle();
  if (importer.bars() == 0 && importer.first_error()) return *importer.first_error();
  return std::move(importer.report());
}

Result<CsvImportReport> import_csv(const std::vector<fs::path>& paths, const CsvOptions& options,
                                   Store& store, const core::TaskContext& context) {
  return import_csv(paths, options, store, context, CsvImportTuning{});
}

}  // namespace fwq::data
