// The log on spdlog: a pattern flag that prints the ids, a file sink and a stderr sink.
#include "fwq/core/log.hpp"

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <mutex>

#include "archiving_file.hpp"
#include "fwq/core/trace.hpp"

namespace fwq::core {
namespace {

// The pattern's "%*": both ids of the thread that logs.
class IdsFlag : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& /*line*/, const std::tm& /*time*/,
              spdlog::memory_buf_t& out) override {
    const auto append = [&out](std::string_view text) {
      out.append(text.data(), text.data() + text.size());
    };
    append("trace_id=");
    append(current_trace_id());
    append(" request_id=");
    append(current_request_id());
  }
  std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<IdsFlag>();
  }
};

// The log file, for spdlog.
class FileSink : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit FileSink(ArchivingFile file) : file_(std::move(file)) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& line) override {
    spdlog::memory_buf_t text;
    formatter_->format(line, text);
    file_.append({text.data(), text.size()});
  }
  void flush_() override {}  // Nothing is buffered.

 private:
  ArchivingFile file_;
};

std::unique_ptr<spdlog::pattern_formatter> formatter(const char* pattern) {
  auto made = std::make_unique<spdlog::pattern_formatter>();
  made->add_flag<IdsFlag>('*').set_pattern(pattern);
  return made;
}

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::trace:
      return spdlog::level::trace;
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
    case LogLevel::off:
      return spdlog::level::off;
  }
  return spdlog::level::off;
}

spdlog::sink_ptr console_sink(LogLevel level) {
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  sink->set_formatter(formatter("%l: %v"));
  sink->set_level(to_spdlog(level));
  return sink;
}

std::shared_ptr<spdlog::logger> make_logger(std::vector<spdlog::sink_ptr> sinks) {
  auto made = std::make_shared<spdlog::logger>("fwq", sinks.begin(), sinks.end());
  made->set_level(spdlog::level::trace);  // The sinks decide.
  made->flush_on(spdlog::level::warn);
  // A log on a full disk loses lines; the program's own output has said what matters.
  made->set_error_handler([](const std::string& /*failure*/) {});
  return made;
}

std::mutex mutex;

std::shared_ptr<spdlog::logger>& logger_slot() {
  static std::shared_ptr<spdlog::logger> logger = make_logger({console_sink(LogLevel::warning)});
  return logger;
}

std::shared_ptr<spdlog::logger> logger() {
  const std::scoped_lock lock(mutex);
  return logger_slot();
}

}  // namespace

Result<LogLevel> parse_log_level(std::string_view text) {
  for (const auto level : {LogLevel::trace, LogLevel::debug, LogLevel::info, LogLevel::warning,
                           LogLevel::error, LogLevel::off}) {
    if (text == to_string(level)) return level;
  }
  return Error{
      Errc::invalid_argument,
      fmt::format("unknown log level '{}': use trace, debug, info, warning, error or off", text),
      fmt::format("没有日志级别 '{}'：可用 trace、debug、info、warning、error、off", text)};
}

const char* to_string(LogLevel level) noexcept {
  switch (level) {
    case LogLevel::trace:
      return "trace";
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
    case LogLevel::off:
      return "off";
  }
  return "off";
}

Result<void> set_up_log(const LogOptions& options) {
  std::vector<spdlog::sink_ptr> sinks{console_sink(options.console_level)};
  Result<void> outcome;
  if (!options.file.empty() && options.file_level != LogLevel::off) {
    auto file = ArchivingFile::open(
        {options.file, options.max_bytes, options.max_files, options.archive_bytes});
    if (file) {
      auto sink = std::make_shared<FileSink>(std::move(*file));
      sink->set_formatter(formatter("%Y-%m-%d %H:%M:%S.%e %l [%*] %v"));
      sink->set_level(to_spdlog(options.file_level));
      sinks.push_back(std::move(sink));
    } else {
      outcome = std::move(file).error();
    }
  }
  auto made = make_logger(std::move(sinks));
  const std::scoped_lock lock(mutex);
  logger_slot() = std::move(made);
  return outcome;
}

void flush_log() {
  logger()->flush();
}

void log(LogLevel level, std::string_view text) {
  logger()->log(to_spdlog(level), spdlog::string_view_t(text.data(), text.size()));
}

}  // namespace fwq::core
