// The log: lines with time, level, trace and request id and text, to a rotating file and (warnings up) to stderr.
//
//   2026-03-02 09:30:00.123 info [trace_id=1f2e3d4c request_id=import-9a8b] imported 300 symbols
//
// Texts are formatted by the caller (fmt::format), so that this header stays light. Secrets never go in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "fwq/core/result.hpp"

namespace fwq::core {

enum class LogLevel { trace, debug, info, warning, error, off };

// Parses "trace debug info warning error off". Errors: invalid_argument.
Result<LogLevel> parse_log_level(std::string_view text);
const char* to_string(LogLevel level) noexcept;

struct LogOptions {
  std::filesystem::path file = {};  // Empty: no file.
  LogLevel file_level = LogLevel::info;
  LogLevel console_level = LogLevel::warning;
  std::size_t max_bytes = 4U << 20U;  // Rotates at this size …
  std::size_t max_files = 5;          // … and keeps so many old files beside it.
  // Older ones move to archive/ in the file's folder, dated, while all of them together stay within this; the oldest
  // go first. 0: no archive, they are removed.
  std::uint64_t archive_bytes = 0;
};

// Replaces where the log goes. Each line is one write to the end of the file: a program that is killed loses
// none, and several programs may log to one file. A line that cannot be written (a full disk) is lost without a word. Before the first call only warnings and errors are shown, on stderr.
// Errors: io, if the file cannot be opened; the console stays usable. [any-thread]
Result<void> set_up_log(const LogOptions& options);

// Writes everything that is buffered. [any-thread]
void flush_log();

// One line each. [any-thread]
void log(LogLevel level, std::string_view text);
inline void log_debug(std::string_view text) {
  log(LogLevel::debug, text);
}
inline void log_info(std::string_view text) {
  log(LogLevel::info, text);
}
inline void log_warning(std::string_view text) {
  log(LogLevel::warning, text);
}
inline void log_error(std::string_view text) {
  log(LogLevel::error, text);
}

}  // namespace fwq::core
