// The terminal that a person sits at: is there one, how wide, which language, and Ctrl-C.
#pragma once

#include <cstddef>
#include <memory>
#include <stop_token>

namespace fwq::core {

// Whether stdout (stderr) goes to a person and not into a file or a pipe.
bool stdout_is_terminal() noexcept;
bool stderr_is_terminal() noexcept;
// Whether stdin is a person who can be asked.
bool stdin_is_terminal() noexcept;
// Columns of the terminal behind stderr; 80 when unknown.
std::size_t terminal_width() noexcept;
// Whether the system's locale (LC_ALL, LC_MESSAGES, LANG) asks for Chinese.
bool locale_is_chinese() noexcept;

// While it lives, the first Ctrl-C (or SIGTERM) requests a stop instead of ending the program; a second one ends it.
// One at a time.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  std::stop_token token() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace fwq::core
