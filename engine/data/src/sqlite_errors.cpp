// Errors of SQLite in words for the person who has to mend them.
#include "sqlite_errors.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace fwq::data {

Error error_from(const SQLite::Exception& thrown, const std::string& name) {
  const int code = thrown.getErrorCode() & 0xff;  // Without the extended part.
  switch (code) {
    case SQLITE_NOTADB:
      return {
          Errc::bad_data,
          fmt::format("{} is not a database (or is damaged): move it away, and a new one is made",
                      name)};
    case SQLITE_CORRUPT:
      return {
          Errc::bad_data,
          fmt::format("{} is damaged ({}): put back a copy of it, or move it away and import the "
                      "lists again",
                      name, thrown.what())};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {
          Errc::unavailable,
          fmt::format("{} is in use by another process: try again when that has finished", name)};
    case SQLITE_FULL:
      return {Errc::io, fmt::format("no space left on the disk to write {}", name)};
    case SQLITE_READONLY:
      return {Errc::io,
              fmt::format(
                  "{} cannot be written: it was opened for reading only, or its file or folder has "
                  "no write permission",
                  name)};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_IOERR:
      return {Errc::io,
              fmt::format(
                  "{} cannot be opened, read or written ({}): check permissions and space of its "
                  "folder",
                  name, thrown.what())};
    // A table or column that is not there: the version says it should be.
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
      return {
          Errc::bad_data,
          fmt::format("{} has not the tables that its version should have ({}): move it away and "
                      "import the lists again",
                      name, thrown.what())};
    default:
      return {Errc::internal, fmt::format("{}: {}", name, thrown.what())};
  }
}

}  // namespace fwq::data
