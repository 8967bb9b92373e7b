// What SQLite throws, as an Error that says what to do about it.
#pragma once

#include <SQLiteCpp/Exception.h>

#include <string>

#include "fwq/core/result.hpp"

namespace fwq::data {

// A thrown exception as an Error about the database `name`.
Error error_from(const SQLite::Exception& thrown, const std::string& name);

// `work()`, with what SQLite throws as an Error.
template <class F>
auto guarded(const std::string& name, F&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& thrown) {
    return error_from(thrown, name);
  }
}

}  // namespace fwq::data
