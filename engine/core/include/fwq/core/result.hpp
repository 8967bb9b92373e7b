// Result<T>: a value, or the reason why there is none.
//
// The member names are those of std::expected (C++23), which g++ 12 does not have in C++20 mode.
// An Error's message is shown to people as it is: it says what failed, on which input, and what to do. What a person can
// meet is written in both languages where it arises; a front shows the one it speaks.
#pragma once

#include <cassert>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace fwq {

// What kind of failure it is. Callers branch on this; people read the message.
enum class Errc {
  not_found,         // No such file, symbol, pattern, setting …
  invalid_argument,  // The request itself is wrong; repeating it cannot help.
  bad_data,          // A file or a stored value is damaged or in an unknown format.
  unavailable,       // Busy or out of reach now; a later try may succeed.
  rate_limited,      // Refused for being asked too often.
  cancelled,         // Stopped on request.
  io,                // The system refused to read or write (permission, full disk …).
  unsupported,       // Understood, but this build or version cannot do it.
  internal,          // A bug, caught at a border.
};

// The enumerator's name, e.g. "not_found". Stable: used in JSON.
const char* to_string(Errc code) noexcept;

struct Error {
  Errc code = Errc::internal;
  std::string message;          // English.
  std::string message_zh = {};  // The same in Chinese; "" where no person meets it.

  const std::string& text(bool chinese) const noexcept {
    return chinese && !message_zh.empty() ? message_zh : message;
  }
};

// What value() throws, and what a task's border turns back into an Error.
class Failure : public std::runtime_error {
 public:
  explicit Failure(Error error) : std::runtime_error(error.message), error_(std::move(error)) {}
  const Error& error() const noexcept { return error_; }

 private:
  Error error_;
};

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  // Requires: has_value().
  T& operator*() & {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& operator*() const& {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& operator*() && {
    assert(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }

  // The value, or throws Failure. For tests and bindings.
  T& value() & {
    throw_if_error();
    return **this;
  }
  const T& value() const& {
    throw_if_error();
    return **this;
  }
  T value() && {  // By value: `for (x : f().value())` must not outlive what it iterates over.
    throw_if_error();
    return std::move(**this);
  }
  template <class U>
  T value_or(U&& other) const& {
    return has_value() ? **this : static_cast<T>(std::forward<U>(other));
  }

  // Requires: !has_value().
  const Error& error() const& {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    assert(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

  // next(value) if there is one, else this error. `next` returns a Result.
  template <class F>
  auto and_then(F&& next) && -> std::invoke_result_t<F, T&&> {
    if (has_value()) return std::forward<F>(next)(std::move(**this));
    return std::move(*this).error();
  }

 private:
  void throw_if_error() const {
    if (!has_value()) throw Failure(error());
  }
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  Result(Error error) : error_(std::move(error)), failed_(true) {}
  bool has_value() const noexcept { return !failed_; }
  explicit operator bool() const noexcept { return has_value(); }
  void value() const {
    if (failed_) throw Failure(error_);
  }
  const Error& error() const& {
    assert(failed_);
    return error_;
  }
  Error&& error() && {
    assert(failed_);
    return std::move(error_);
  }

 private:
  Error error_;
  bool failed_ = false;
};

}  // namespace fwq

// Returns the error of `expression` (a Result) from the enclosing function, if it has one.
#define FWQ_TRY(expression)                                    \
  do {                                                         \
    if (auto fwq_try_result = (expression); !fwq_try_result) { \
      return std::move(fwq_try_result).error();                \
    }                                                          \
  } while (false)

// Declares `name` as the value of `expression` (a Result), or returns its error.
#define FWQ_TRY_ASSIGN(name, expression)                       \
  auto name##_result = (expression);                           \
  if (!name##_result) return std::move(name##_result).error(); \
  auto& name = *name##_result /* NOLINT(bugprone-macro-parentheses) */
