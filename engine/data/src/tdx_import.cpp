// Import of a TDX folder: threads read and decode files, the calling one writes them in order of their symbols.
//
// At most kWindow files, and about kBytesInFlight bytes of them, are decoded ahead of the writer, so memory does not
// grow with the folder. The calling thread decodes what no thread has taken: it needs no free thread to finish.
#include "tdx_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "fwq/core/performance_monitor.hpp"
#include "fwq/data/tdx_files.hpp"
#include "tdx_scan.hpp"

namespace fwq::data {
namespace {

constexpr std::size_t kWindow = 64;
constexpr std::uintmax_t kBytesInFlight = 16U << 20U;
constexpr std::size_t kBarsKept = 1U << 17U;  // A slot with memory for more gives it back.
constexpr std::size_t kListed = 20;

// One decoded file on its way to the writer.
struct Slot {
  TdxDecoded decoded;
  std::optional<Error> error;  // Why the file could not be read.
  bool ready = false;
};

// The window of files between the decoding threads and the writer. Shared by them: a thread may outlive the import.
class Pipeline {
 public:
  Pipeline(std::vector<TdxFile> files, std::shared_ptr<core::PerformanceSeries> decoding)
      : files_(std::move(files)), slots_(kWindow), decoding_(std::move(decoding)) {}
  const std::vector<TdxFile>& files() const noexcept { return files_; }

  // Decodes files until none is left or stop() is called. [worker-thread]
  void run() {
    std::vector<std::byte> buffer;
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return stopped() || next_ == files_.size() || has_room(); });
      if (stopped() || next_ == files_.size()) return;
      decode_next(lock, buffer);
    }
  }

  // File i, decoded; null when the import is cancelled. The slot is the caller's until release(i).
  Slot* take(std::size_t i, const std::stop_token& cancel) {
    std::unique_lock lock(mutex_);
    if (next_ == i) decode_next(lock, own_buffer_);
    Slot& slot = slots_[i % kWindow];
    changed_.wait(lock, cancel, [&] { return slot.ready; });
    return slot.ready && !cancel.stop_requested() ? &slot : nullptr;
  }

  void release(std::size_t i) {
    Slot& slot = slots_[i % kWindow];
    if (slot.decoded.bars.capacity() > kBarsKept) slot.decoded = {};
    const std::scoped_lock lock(mutex_);
    slot.ready = false;
    in_flight_ -= files_[i].bytes;
    ++written_;
    changed_.notify_all();
  }

  void stop() {
    stop_.request_stop();
    const std::scoped_lock lock(mutex_);
    changed_.notify_all();
  }

 private:
  bool stopped() const noexcept { return stop_.stop_requested(); }
  bool has_room() const noexcept {
    return next_ < written_ + kWindow &&
           (in_flight_ == 0 || in_flight_ + files_[next_].bytes <= kBytesInFlight);
  }

  // Requires: the lock is held, and a file is left.
  void decode_next(std::unique_lock<std::mutex>& lock, std::vector<std::byte>& buffer) {
    const TdxFile& file = files_[next_];
    Slot& slot = slots_[next_ % kWindow];
    ++next_;
    in_flight_ += file.bytes;
    lock.unlock();
    slot.error = decode(file, slot.decoded, buffer);
    lock.lock();
    slot.ready = true;
    changed_.notify_all();
  }

  std::optional<Error> decode(const TdxFile& file, TdxDecoded& out,
                              std::vector<std::byte>& buffer) const noexcept {
    try {
      const core::MeasuredScope scope(decoding_.get());
      const auto bytes = read_tdx_file(file, buffer, stop_.get_token());
      if (!bytes) return bytes.error();
      decode_tdx(file.symbol, file.period, *bytes, out);
      return std::nullopt;
    } catch (const std::exception& problem) {
      return Error{Errc::internal, problem.what()};
    }
  }

  const std::vector<TdxFile> files_;
  std::vector<Slot> slots_;
  const std::shared_ptr<core::PerformanceSeries> decoding_;  // Null when nobody measures.
  std::vector<std::byte> own_buffer_;                        // Of the writing thread.
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::stop_source stop_;
  std::size_t next_ = 0;          // The first file that no thread has taken.
  std::size_t written_ = 0;       // Files that the writer is done with.
  std::uintmax_t in_flight_ = 0;  // Bytes of the files between the two.
};

// Threads that fill a pipeline; asked to stop, but not waited for, when this ends.
class Decoders {
 public:
  Decoders(core::TaskSystem& tasks, std::shared_ptr<Pipeline> pipeline)
      : pipeline_(std::move(pipeline)) {
    const std::size_t count = std::min(tasks.threads(), pipeline_->files().size());
    for (std::size_t i = 0; i < count; ++i) {
      tasks.submit("decoding TDX files",
                   [shared = pipeline_](const core::TaskContext&) -> Result<void> {
                     shared->run();
                     return {};
                   });
    }
  }
  Decoders(const Decoders&) = delete;
  Decoders& operator=(const Decoders&) = delete;
  ~Decoders() { pipeline_->stop(); }

 private:
  std::shared_ptr<Pipeline> pipeline_;
};

std::string why_nothing(const TdxDecoded& decoded) {
  if (decoded.records == 0 && decoded.clean()) return "empty";
  std::string why = fmt::format("no usable bar in {} records", decoded.records);
  for (std::size_t i = 0; i < kTdxReasons; ++i) {
    if (decoded.counts[i] == 0) continue;
    why += fmt::format(", {} {}", decoded.counts[i], to_string(static_cast<TdxReason>(i)));
  }
  return why;
}

// The writing half: adds decoded files to the store and the report.
class Importer {
 public:
  Importer(Store& store, ImportReport& report, const TdxImportTuning& tuning,
           core::PerformanceMonitor* monitor)
      : store_(store), report_(report), tuning_(tuning), monitor_(monitor) {}

  Result<void> add(const TdxFile& file, const Slot& slot) {
    ++seen_;
    if (slot.error) {
      if (!first_error_) first_error_ = *slot.error;
      skip(slot.error->message);
      return {};
    }
    count(file, slot.decoded);
    if (slot.decoded.bars.empty()) return {};
    if (!writer_) {
      FWQ_TRY_ASSIGN(writer, store_.write("tdx"));
      writer_ = std::move(writer);
    }
    FWQ_TRY_ASSIGN(outcome, core::measure_with(monitor_, "write", [&] {
                     return write(file, slot.decoded.bars.view());
                   }));
    report_.added += outcome.added;
    return writer_->pending_bytes() > tuning_.commit_at ? commit() : Result<void>();
  }

  Result<void> commit() {
    if (!writer_) return {};
    auto result = core::measure_with(monitor_, "commit", [&] { return writer_->commit(); });
    writer_.reset();
    if (result) {
      stored_files_ = seen_;
      stored_bars_ = report_.bars;
    }
    return result;
  }

  void skip(std::string line) {
    ++report_.skipped;
    if (report_.skipped_files.size() < kListed) report_.skipped_files.push_back(std::move(line));
  }

  // What a user should know when the import ends early.
  std::string stored_so_far(std::size_t files) const {
    return fmt::format("{} of {} files ({} bars) are stored; import the same folder again to go on",
                       stored_files_, files, stored_bars_);
  }
  const std::optional<Error>& first_error() const noexcept { return first_error_; }

 private:
  Result<WriteOutcome> write(const TdxFile& file, const Bars& bars) {
    auto outcome = writer_->replace(file.symbol, file.period, bars);
    // A store of a format that this program reads holds no value of a newer one: that is damage, too.
    if (outcome ||
        (outcome.error().code != Errc::bad_data && outcome.error().code != Errc::unsupported)) {
      return outcome;
    }
    // Nothing of a damaged series can be trusted: the file takes its place.
    FWQ_TRY(writer_->erase(file.symbol, file.period));
    report_.repaired.push_back(fmt::format(
        "{} {}: what was stored was damaged, and is replaced by "
        "the {} bars of {}",
        file.symbol.text(), data::to_string(file.period), bars.size(), file.path.string()));
    return writer_->replace(file.symbol, file.period, bars);
  }

  void count(const TdxFile& file, const TdxDecoded& decoded) {
    ++report_.files;
    report_.bars += decoded.bars.view().size();
    report_.rejected += decoded.rejected();
    for (std::size_t i = 0; i < kTdxReasons; ++i) {
      if (decoded.counts[i] == 0) continue;
      report_.reasons[std::string(to_string(static_cast<TdxReason>(i)))] += decoded.counts[i];
    }
    for (const TdxProblem& problem : decoded.problems) {
      if (report_.examples.size() == kListed) break;
      report_.examples.push_back(
          {file.path.string(), problem.record, std::string(to_string(problem.reason))});
    }
    if (decoded.bars.empty()) {
      skip(fmt::format("{}: {}", file.path.string(), why_nothing(decoded)));
    } else if (file.symbol != last_symbol_) {
      last_symbol_ = file.symbol;
      ++report_.symbols;
    }
  }

  Store& store_;
  ImportReport& report_;
  const TdxImportTuning& tuning_;
  core::PerformanceMonitor* const monitor_;
  std::optional<StoreWriter> writer_;
  Symbol last_symbol_;
  std::optional<Error> first_error_;
  std::size_t seen_ = 0;
  std::size_t stored_files_ = 0;
  std::size_t stored_bars_ = 0;
};

}  // namespace

Result<ImportReport> import_tdx(const std::filesystem::path& folder, Store& store,
                                core::TaskSystem& tasks, const core::TaskContext& context,
                                const TdxImportTuning& tuning) {
  core::PerformanceMonitor* const monitor = context.monitor();
  FWQ_TRY_ASSIGN(found, core::measure_with(monitor, "scan the folder", [&] {
                   return scan_tdx_folder(folder, context.stop_token());
                 }));
  ImportReport report;
  Importer importer(store, report, tuning, monitor);
  for (std::string& line : found.skipped) importer.skip(std::move(line));
  std::uintmax_t total = 0;
  for (const TdxFile& file : found.files) total += file.bytes;

  const auto pipeline = std::make_shared<Pipeline>(
      std::move(found.files), monitor == nullptr ? nullptr : monitor->series("decode"));
  const std::vector<TdxFile>& files = pipeline->files();
  const Decoders decoders(tasks, pipeline);
  const auto ended_early = [&](const Error& error) {
    return Error{error.code,
                 fmt::format("{}: {}", error.message, importer.stored_so_far(files.size())),
                 fmt::format("{}：再次导入同一目录即可继续", error.text(true))};
  };
  std::uintmax_t done = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const Slot* slot = context.cancelled() ? nullptr : pipeline->take(i, context.stop_token());
    if (slot == nullptr)
      return ended_early({Errc::cancelled, "the import was cancelled", "导入已取消"});
    if (auto added = importer.add(files[i], *slot); !added) return ended_early(added.error());
    pipeline->release(i);
    done += files[i].bytes;
    context.report(total == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(total),
                   files[i].symbol.text());
  }
  if (auto committed = importer.commit(); !committed) return ended_early(committed.error());
  if (report.bars > 0) return report;
  if (const auto& first = importer.first_error())
    return Error{Errc::io, first->message, first->message_zh};
  return Error{Errc::bad_data,
               fmt::format("not one bar could be taken from {}: {}", folder.string(),
                           report.skipped_files.empty() ? "" : report.skipped_files.front()),
               fmt::format("未能从 {} 取得任何K线：{}", folder.string(),
                           report.skipped_files.empty() ? "" : report.skipped_files.front())};
}

Result<ImportReport> import_tdx(const std::filesystem::path& folder, Store& store,
                                core::TaskSystem& tasks, const core::TaskContext& context) {
  return import_tdx(folder, store, tasks, context, TdxImportTuning{});
}

}  // namespace fwq::data
