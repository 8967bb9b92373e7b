// Where workbooks are made before they go to their place.
#include "backtest_book.hpp"

#include <cerrno>
#include <cstdlib>

namespace fwq::cli {
namespace fs = std::filesystem;

namespace {

Error refused(const fs::path& folder, const std::string& why_en, const std::string& why_zh) {
  return {Errc::io,
          fmt::format("cannot make the workbook in {}: {}; free some space there, or name another "
                      "folder in TMPDIR",
                      folder.string(), why_en),
          fmt::format("无法在 {} 生成工作簿：{}；请清理该处空间，或用环境变量 TMPDIR 指定其他目录",
                      folder.string(), why_zh)};
}

}  // namespace

Result<BookPlace> BookPlace::make() {
  std::error_code failed;
  const fs::path parent = fs::temp_directory_path(failed);
  if (failed) return refused("TMPDIR", failed.message(), core::reason_zh(failed));
  std::string name = (parent / "fwq-book-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    const std::error_code code(errno, std::generic_category());
    return refused(parent, code.message(), core::reason_zh(code));
  }
  return BookPlace(name);
}

BookPlace::~BookPlace() {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

Error BookPlace::failure(lxw_error error) const {
  std::string why = lxw_strerror(error);
  if (why.ends_with('.')) why.pop_back();
  return refused(folder_.parent_path(), why, why);
}

}  // namespace fwq::cli
