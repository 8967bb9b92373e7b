// The bars of a TDX (通达信) terminal, read straight from its folder: days, 1 and 5 minutes.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <mutex>

#include "fwq/data/data_source.hpp"
#include "fwq/data/tdx_files.hpp"
#include "tdx_scan.hpp"

namespace fwq::data {

extern const DataSourceDef tdx_folder_def;

namespace {

class TdxFolderSource final : public DataSource {
 public:
  TdxFolderSource(std::filesystem::path folder, std::vector<TdxFile> files)
      : folder_(std::move(folder)), files_(std::move(files)) {}

  std::string_view id() const noexcept override { return tdx_folder_def.id; }

  Result<Bars> bars(const BarRequest& request, std::stop_token stop) override {
    if (request.period != Period::day && request.period != Period::min1 &&
        request.period != Period::min5) {
      return Error{Errc::unsupported,
                   fmt::format("a TDX folder has bars of 1m, 5m and day, not of {}: take a shorter "
                               "one of these and resample it",
                               to_string(request.period))};
    }
    FWQ_TRY_ASSIGN(file, find(request, stop));
    std::vector<std::byte> buffer;
    FWQ_TRY_ASSIGN(bytes, read_tdx_file(file, buffer, stop));
    const TdxDecoded decoded = decode_tdx(request.symbol, request.period, bytes);
    if (stop.stop_requested()) return Error{Errc::cancelled, "cancelled on request"};
    if (decoded.bars.empty() && decoded.rejected() > 0) {
      return Error{Errc::bad_data, fmt::format("{}: no usable bar in {} records",
                                               file.path.string(), decoded.records)};
    }
    return decoded.bars.view().slice(request.range);
  }

  // Looks anew: the terminal makes files as it downloads.
  Result<std::vector<Symbol>> symbols(std::stop_token stop) override {
    const std::scoped_lock lock(mutex_);
    FWQ_TRY_ASSIGN(found, scan_tdx_folder(folder_, stop));
    files_ = std::move(found.files);
    std::vector<Symbol> symbols;
    for (const TdxFile& file : files_) {
      if (symbols.empty() || symbols.back() != file.symbol) symbols.push_back(file.symbol);
    }
    return symbols;
  }

 private:
  // The series' file; the terminal may have made it since the last look, so that a miss looks again.
  Result<TdxFile> find(const BarRequest& request, const std::stop_token& stop) {
    if (stop.stop_requested()) return Error{Errc::cancelled, "cancelled on request"};
    const std::scoped_lock lock(mutex_);
    if (const TdxFile* file = known(request)) return *file;
    FWQ_TRY_ASSIGN(found, scan_tdx_folder(folder_, stop));
    files_ = std::move(found.files);
    if (const TdxFile* file = known(request)) return *file;
    return Error{Errc::not_found, fmt::format("{} has no {} bars of {}", folder_.string(),
                                              to_string(request.period), request.symbol.text())};
  }

  const TdxFile* known(const BarRequest& request) const {
    const auto found = std::find_if(files_.begin(), files_.end(), [&](const TdxFile& file) {
      return file.symbol == request.symbol && file.period == request.period;
    });
    return found == files_.end() ? nullptr : &*found;
  }

  const std::filesystem::path folder_;
  std::mutex mutex_;
  std::vector<TdxFile> files_;
};

Result<std::unique_ptr<DataSource>> make(const std::string& folder) {
  FWQ_TRY_ASSIGN(found, scan_tdx_folder(folder));
  return std::unique_ptr<DataSource>(
      std::make_unique<TdxFolderSource>(folder, std::move(found.files)));
}

}  // namespace

const DataSourceDef tdx_folder_def{
    .id = "tdx_folder",
    .title_en = "TDX folder",
    .title_zh = "通达信目录",
    .argument_en = "the folder that TDX is installed in, or its vipdoc",
    .argument_zh = "通达信安装目录，或其中的 vipdoc 目录",
    .make = make,
};

}  // namespace fwq::data
