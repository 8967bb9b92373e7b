// A JSON array that is written as its items come.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <span>
#include <string>

#include "decimals.hpp"

namespace fwq::report {

class Array {
 public:
  explicit Array(std::string& out) : out_(out) { out_ += '['; }
  ~Array() { out_ += ']'; }
  Array(const Array&) = delete;
  Array& operator=(const Array&) = delete;
  void add(std::int64_t number) { fmt::format_to(std::back_inserter(next()), "{}", number); }
  void add_null() { next() += "null"; }
  std::string& next() {
    if (!first_) out_ += ',';
    first_ = false;
    return out_;
  }

 private:
  std::string& out_;
  bool first_ = true;
};

// Values as whole units of 10^-digits, each as the difference to the one before; null: no number.
inline void write_column(std::string& out, std::span<const double> values, int digits) {
  Array array(out);
  std::int64_t last = 0;
  for (const double value : values) {
    const auto units = decimal_units(value, digits);
    if (!units) {
      array.add_null();
      continue;
    }
    array.add(*units - last);
    last = *units;
  }
}

}  // namespace fwq::report
