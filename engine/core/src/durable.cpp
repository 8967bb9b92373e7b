// Durable replacement of files on POSIX.
#include "fwq/core/durable.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace fwq::core {
namespace {

namespace fs = std::filesystem;

// 0, or the errno of what failed.
int sync_path(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int code = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return code;
}

Error replace_error(std::string_view doing, const fs::path& path, int code) {
  return {code == ENOENT ? Errc::not_found : Errc::io,
          fmt::format("cannot {} {}: {}", doing, path.string(), std::strerror(code))};
}

}  // namespace

Result<void> replace_file_durably(const fs::path& from, const fs::path& to) {
  if (const int code = sync_path(from); code != 0) return replace_error("sync", from, code);
  std::error_code renamed;
  fs::rename(from, to, renamed);
  if (renamed) return replace_error("rename a file over", to, renamed.value());
  const fs::path folder = to.has_parent_path() ? to.parent_path() : fs::path(".");
  if (const int code = sync_path(folder); code != 0)
    return replace_error("sync the folder of", to, code);
  return {};
}

}  // namespace fwq::core
