// The bars of a folder of CSV files, one security each, in any layout that the import knows.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <mutex>

#include "csv_shape.hpp"
#include "fwq/data/csv_bars.hpp"
#include "fwq/data/data_source.hpp"

namespace fwq::data {

extern const DataSourceDef csv_folder_def;

namespace {

namespace fs = std::filesystem;

struct CsvSourceFile {
  Symbol symbol;
  fs::path path;
};

// The security of a file: by its name, else by its title or first row. Empty when it cannot be used.
Symbol symbol_of_file(const fs::path& path) {
  if (const Symbol symbol = symbol_of_file_name(path); !symbol.empty()) return symbol;
  const auto glance = glance_at_csv(path, {}, 1);
  if (!glance) return {};
  if (!glance->layout.symbol.empty()) return glance->layout.symbol;
  return glance->rows.empty() ? Symbol() : glance->rows.front().symbol;
}

Result<std::vector<CsvSourceFile>> scan(const fs::path& folder, const std::stop_token& stop) {
  FWQ_TRY_ASSIGN(paths, csv_files(folder, stop));
  std::vector<CsvSourceFile> files;
  for (fs::path& path : paths) {
    if (stop.stop_requested()) return Error{Errc::cancelled, "cancelled on request"};
    const Symbol symbol = symbol_of_file(path);
    if (!symbol.empty()) files.push_back({symbol, std::move(path)});
  }
  return files;
}

class CsvFolderSource final : public DataSource {
 public:
  CsvFolderSource(fs::path folder, std::vector<CsvSourceFile> files)
      : folder_(std::move(folder)), files_(std::move(files)) {}

  std::string_view id() const noexcept override { return csv_folder_def.id; }

  Result<Bars> bars(const BarRequest& request, std::stop_token stop) override {
    FWQ_TRY_ASSIGN(paths, find(request.symbol, stop));
    const core::TaskContext context(stop, {});
    BarSeries found;
    Period other = request.period;
    std::optional<Error> error;
    const auto sink = [&](Symbol symbol, Period period, const BarSeries& bars) -> Result<void> {
      if (symbol != request.symbol) return {};
      if (period != request.period) other = period;
      if (period == request.period && found.empty()) found = BarSeries::copy_of(bars.view());
      return {};
    };
    for (const fs::path& path : paths) {
      const auto outcome = read_csv(path, {}, sink, context);
      if (!outcome && outcome.error().code == Errc::cancelled) return outcome.error();
      if (!outcome && !error) error = outcome.error();
      if (outcome && outcome->bars == 0 && outcome->rejected() > 0 && !error) {
        error = Error{Errc::bad_data,
                      fmt::format("{}: no usable bar in {} rows", path.string(), outcome->rows)};
      }
      if (!found.empty()) return found.view().slice(request.range);
    }
    if (other != request.period) {
      return Error{Errc::unsupported,
                   fmt::format("{} has {} bars of {}, not of {}", folder_.string(),
                               to_string(other), request.symbol.text(), to_string(request.period))};
    }
    if (error) return std::move(*error);
    return Bars();
  }

 private:
  // The security's files; they may have come since the last look, so that a miss looks again.
  Result<std::vector<fs::path>> find(Symbol symbol, const std::stop_token& stop) {
    if (stop.stop_requested()) return Error{Errc::cancelled, "cancelled on request"};
    const std::scoped_lock lock(mutex_);
    if (auto paths = known(symbol); !paths.empty()) return paths;
    FWQ_TRY_ASSIGN(files, scan(folder_, stop));
    files_ = std::move(files);
    if (auto paths = known(symbol); !paths.empty()) return paths;
    return Error{Errc::not_found,
                 fmt::format("{} has no file of {}", folder_.string(), symbol.text())};
  }

  std::vector<fs::path> known(Symbol symbol) const {
    std::vector<fs::path> paths;
    for (const CsvSourceFile& file : files_) {
      if (file.symbol == symbol) paths.push_back(file.path);
    }
    return paths;
  }

  const fs::path folder_;
  std::mutex mutex_;
  std::vector<CsvSourceFile> files_;
};

Result<std::unique_ptr<DataSource>> make(const std::string& folder) {
  std::error_code ignored;
  if (fs::is_regular_file(folder, ignored)) {
    return Error{Errc::invalid_argument,
                 fmt::format("{} is a file: give the folder that it is in", folder)};
  }
  FWQ_TRY_ASSIGN(files, scan(folder, {}));
  if (files.empty()) {
    return Error{
        Errc::invalid_argument,
        fmt::format("no file in {} says whose bars it holds: name them like SH600000.csv", folder)};
  }
  return std::unique_ptr<DataSource>(std::make_unique<CsvFolderSource>(folder, std::move(files)));
}

}  // namespace

const DataSourceDef csv_folder_def{
    .id = "csv_folder",
    .title_en = "CSV folder",
    .title_zh = "CSV 目录",
    .argument_en = "a folder of CSV files, one security each",
    .argument_zh = "存放 CSV 行情文件的目录，每个证券一个文件",
    .make = make,
};

}  // namespace fwq::data
