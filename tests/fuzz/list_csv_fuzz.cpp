// Fuzz target: users' lists of names, ex-rights events and trading days. What is accepted must be sound.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "fwq/core/encoding.hpp"
#include "list_import.hpp"

namespace {

void require(bool good) {
  if (!good) std::abort();
}

void require_report(const fwq::data::ImportReport& report, std::size_t accepted,
                    std::size_t lines) {
  std::size_t counted = 0;
  for (const auto& [reason, count] : report.reasons) counted += count;
  require(counted == report.rejected && report.examples.size() <= 20 && report.bars == accepted);
  require(accepted + report.rejected <= lines);
  for (const auto& example : report.examples) require(example.row >= 1 && example.row <= lines);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fwq::core::to_utf8({reinterpret_cast<const char*>(data), size});
  if (!text) return 0;
  std::size_t lines = 1;
  for (const char c : *text) lines += c == '\n' ? 1 : 0;
  {
    fwq::data::ImportReport report;
    if (const auto names = fwq::data::parse_names(*text, "list", report)) {
      require_report(report, names->size(), lines);
      for (const auto& one : *names) {
        require(one.symbol.text().size() == 8 && !one.name.empty() && fwq::core::is_utf8(one.name));
        require(one.name.front() != ' ' && one.name.back() != ' ');
        require(!one.listed || is_valid(*one.listed));
      }
    }
  }
  {
    fwq::data::ImportReport report;
    if (const auto events = fwq::data::parse_exrights(*text, "list", report)) {
      require_report(report, events->size(), lines);
      for (const auto& [symbol, e] : *events) {
        require(symbol.text().size() == 8 && is_valid(e.date));
        for (const double x : {e.cash, e.bonus, e.rights, e.rights_price, e.split})
          require(std::isfinite(x) && x >= 0);
        require(e.split > 0 && (e.cash > 0 || e.share_ratio() != 1));
      }
    }
  }
  {
    fwq::data::ImportReport report;
    if (const auto days = fwq::data::parse_calendar(*text, "list", report)) {
      require_report(report, days->size(), lines);
    }
  }
  return 0;
}
