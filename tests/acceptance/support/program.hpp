// Runs `fwq` as a user does, in a home of the test's own, and makes small TDX folders for it.
#pragma once

#include <sys/wait.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
#include <string>

#include "fwq/data/time.hpp"

namespace fwq::acceptance {

namespace fs = std::filesystem;

struct Outcome {
  int status = -1;
  std::string out, err;
  nlohmann::json json() const { return nlohmann::json::parse(out); }
};

inline std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void spill(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

// A folder with a home in it; all of it is gone when the test ends.
class Desk {
 public:
  Desk() {
    std::string name = (fs::temp_directory_path() / "fwq-desk-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~Desk() {
    std::error_code ignored;
    fs::permissions(folder_, fs::perms::owner_all, ignored);
    fs::remove_all(folder_, ignored);
  }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  const fs::path& folder() const { return folder_; }
  fs::path home() const { return folder_ / "home"; }

  // Runs `fwq <words>` with this desk's home, in English unless the words say otherwise. `words` are shell words.
  Outcome fwq(const std::string& words) const {
    const fs::path out = folder_ / "stdout";
    const fs::path err = folder_ / "stderr";
    const std::string command = "FWQ_HOME='" + home().string() +
                                "' LC_ALL=C.UTF-8 '" FWQ_PROGRAM "' " + words + " >'" +
                                out.string() + "' 2>'" + err.string() + "' </dev/null";
    const int raw = std::system(command.c_str());
    return {WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw), slurp(out), slurp(err)};
  }

  // A TDX root with these simulated series, and what goes with them.
  void make_tdx(std::size_t bars = 300) const {
    spill(tdx() / "vipdoc/sh/lday/sh600000.day", day_file(bars, 1));
    spill(tdx() / "vipdoc/sh/lday/sh000001.day", day_file(bars, 2));
    spill(tdx() / "vipdoc/sz/lday/sz000001.day", day_file(bars, 3));
    spill(tdx() / "vipdoc/bj/lday/bj830799.day", day_file(bars, 4));
    spill(folder_ / "names.csv",
          "market,code,name,kind,listed,list_date\nSH,600000,\"浦发银行\",a_share,1,19991110\nSZ,"
          "000001,\"平安银行\",a_share,1,19910403\n");
    spill(folder_ / "exrights.csv",
          "market,code,date,bonus_per_10,transfer_per_10,rights_per_10,rights_price,cash_per_"
          "10\nSH,600000,20200803,0,0,0,0,3\n");
  }
  fs::path tdx() const { return folder_ / "tdx"; }

  // A home with the simulated market imported.
  void make_market() const {
    make_tdx();
    fwq("import tdx " + tdx().string());
    fwq("import names " + (folder_ / "names.csv").string());
    fwq("import exrights " + (folder_ / "exrights.csv").string());
  }

  // One record of a .day file; prices in cents.
  static std::string day_record(std::uint32_t date, std::uint32_t open, std::uint32_t high,
                                std::uint32_t low, std::uint32_t close, float amount,
                                std::uint32_t volume) {
    std::string bytes(32, '\0');
    const std::uint32_t words[] = {date, open, high, low, close};
    std::memcpy(bytes.data(), words, sizeof words);
    std::memcpy(bytes.data() + 20, &amount, 4);
    std::memcpy(bytes.data() + 24, &volume, 4);
    return bytes;
  }

  // A random walk on weekdays from 2020-01-02, whole cents only: the same bytes on every machine.
  static std::string day_file(std::size_t bars, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::string bytes;
    std::int64_t day = data::days_from({2020, 1, 2});
    int close = 1000 + static_cast<int>(seed) * 100;
    for (std::size_t i = 0; i < bars; ++i, ++day) {
      while (data::weekday(day) > 4) ++day;
      const int open = std::max(100, close + static_cast<int>(random() % 21) - 10);
      close = std::max(100, open + static_cast<int>(random() % 61) - 30);
      const int high = std::max(open, close) + static_cast<int>(random() % 15);
      const int low = std::max(1, std::min(open, close) - static_cast<int>(random() % 15));
      const std::uint32_t volume = 1'000'000 + static_cast<std::uint32_t>(random() % 500'000);
      const auto amount = static_cast<float>(static_cast<double>(volume) * close / 100.0);
      bytes += day_record(static_cast<std::uint32_t>(data::to_yyyymmdd(data::date_from_days(day))),
                          static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(high),
                          static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(close),
                          amount, volume);
    }
    return bytes;
  }

 private:
  fs::path folder_;
};

}  // namespace fwq::acceptance
