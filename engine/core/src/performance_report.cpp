// A performance report as a page, as JSON, and in the archive.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <nlohmann/json.hpp>

#include "fwq/core/files.hpp"
#include "fwq/core/performance_monitor.hpp"
#include "fwq/core/text.hpp"

namespace fwq::core {
namespace {

namespace fs = std::filesystem;

// "1.23 ms": three digits in the unit that fits.
std::string duration_text(double seconds) {
  struct Unit {
    double seconds;
    const char* name;
  };
  constexpr std::array kUnits{Unit{1, "s"}, Unit{1e-3, "ms"}, Unit{1e-6, "µs"}, Unit{1e-9, "ns"}};
  for (const auto& unit : kUnits) {
    const double value = seconds / unit.seconds;
    if (value < 1 && unit.seconds > 1e-9) continue;
    return fmt::format("{} {}", fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0), unit.name);
  }
  return "0 ns";
}

std::string memory_text(std::uint64_t bytes) {
  return fmt::format("{} MB", fixed(static_cast<double>(bytes) / (1024.0 * 1024.0), 1));
}

// Nine digits are more than a clock gives, and few enough to read.
double rounded(double seconds) {
  return std::round(seconds * 1e9) / 1e9;
}

}  // namespace

std::string PerformanceReport::text(bool chinese) const {
  const auto say = [chinese](const char* en, const char* zh) {
    return std::string(chinese ? zh : en);
  };
  std::vector<std::array<std::string, 9>> lines{
      {say("work", "工作"), say("count", "次数"), say("total", "合计"), say("mean", "平均"), "p50",
       "p95", "p99", say("max", "最长"), say("at once", "并发")}};
  for (const auto& row : rows) {
    std::string count = std::to_string(row.count);
    if (row.errors > 0) count += fmt::format(" ({} {})", row.errors, say("failed", "失败"));
    lines.push_back({row.name, std::move(count), duration_text(row.total), duration_text(row.mean),
                     duration_text(row.p50), duration_text(row.p95), duration_text(row.p99),
                     duration_text(row.max), std::to_string(row.concurrent_peak)});
  }
  std::array<std::size_t, 9> widths{};
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i)
      widths[i] = std::max(widths[i], display_width(line[i]));
  }
  std::string out;
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i)
      out += (i > 0 ? "  " : "") + padded(line[i], widths[i], i > 0);
    out += '\n';
  }
  out += fmt::format("{} {}  {} {} ({} {})  {} {} ({} {})\n", say("time", "历时"),
                     duration_text(seconds), say("CPU", "CPU"), duration_text(cpu_seconds),
                     fixed(cpu_load, 2), say("cores", "核"), say("memory", "内存"),
                     memory_text(memory_now), say("peak", "峰值"), memory_text(memory_peak));
  return out;
}

std::string PerformanceReport::json() const {
  nlohmann::ordered_json work = nlohmann::ordered_json::array();
  for (const auto& row : rows) {
    work.push_back({{"name", row.name},
                    {"count", row.count},
                    {"errors", row.errors},
                    {"total", rounded(row.total)},
                    {"mean", rounded(row.mean)},
                    {"p50", rounded(row.p50)},
                    {"p95", rounded(row.p95)},
                    {"p99", rounded(row.p99)},
                    {"max", rounded(row.max)},
                    {"concurrent_peak", row.concurrent_peak}});
  }
  const nlohmann::ordered_json document{{"started", started},
                                        {"seconds", rounded(seconds)},
                                        {"clock", clock},
                                        {"memory_now", memory_now},
                                        {"memory_peak", memory_peak},
                                        {"cpu_seconds", rounded(cpu_seconds)},
                                        {"cpu_load", rounded(cpu_load)},
                                        {"work", std::move(work)}};
  return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<fs::path> PerformanceReport::archive(const fs::path& folder) const {
  constexpr std::size_t kMost = 200;
  const auto now = fmt::localtime(std::time(nullptr));
  const std::string name = fmt::format("{:%Y%m%d-%H%M%S}-{}", now, ::getpid());
  fs::path file = folder / (name + ".json");
  std::error_code failed;
  for (int n = 2; fs::exists(file, failed); ++n) file = folder / fmt::format("{}-{}.json", name, n);
  FWQ_TRY(write_file_atomically(file, json()));
  std::vector<fs::path> kept;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().extension() == ".json") kept.push_back(at->path());
  }
  std::sort(kept.begin(), kept.end());
  for (std::size_t i = 0; i + kMost < kept.size(); ++i) fs::remove(kept[i], failed);
  return file;
}

}  // namespace fwq::core
