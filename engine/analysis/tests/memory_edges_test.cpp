// Nothing is read or written before or beyond the columns: they lie against memory that may not be touched.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

#include "fwq/analysis/candles.hpp"
#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/analysis/technical_analyzer.hpp"
#include "support/parameter_sets.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

enum class Against { begin, end };  // Which edge of a column touches forbidden memory.

// Columns of up to one page, each between two pages that end the program if they are touched.
class FencedColumns {
 public:
  explicit FencedColumns(std::size_t columns) : columns_(columns) {
    memory_ = static_cast<char*>(
        ::mmap(nullptr, size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    for (std::size_t k = 0; k <= columns_; ++k)
      ::mprotect(memory_ + 2 * k * page_, page_, PROT_NONE);
  }
  FencedColumns(const FencedColumns&) = delete;
  FencedColumns& operator=(const FencedColumns&) = delete;
  ~FencedColumns() { ::munmap(memory_, size()); }

  // Requires: count <= most().
  void* column(std::size_t k, std::size_t count, Against edge) noexcept {
    char* const page = memory_ + (2 * k + 1) * page_;
    return edge == Against::begin ? page : page + page_ - count * sizeof(double);
  }
  std::size_t most() const noexcept { return page_ / sizeof(double); }

 private:
  std::size_t size() const noexcept { return (2 * columns_ + 1) * page_; }
  std::size_t columns_, page_ = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  char* memory_ = nullptr;
};

class Fenced {
 public:
  data::Bars bars(const data::Bars& from, Against edge) {
    const std::size_t count = from.size();
    const auto copy = [&](std::size_t k, const void* values) {
      void* const to = in_.column(k, count, edge);
      std::memcpy(to, values, count * sizeof(double));
      return static_cast<const double*>(to);
    };
    static_assert(sizeof(data::Time) == sizeof(double));
    const auto* time = reinterpret_cast<const data::Time*>(copy(0, from.time().data()));
    return {time,
            copy(1, from.open().data()),
            copy(2, from.high().data()),
            copy(3, from.low().data()),
            copy(4, from.close().data()),
            copy(5, from.volume().data()),
            copy(6, from.amount().data()),
            count,
            nullptr};
  }
  std::vector<std::span<double>> outputs(std::size_t columns, std::size_t count, Against edge) {
    std::vector<std::span<double>> out;
    for (std::size_t k = 0; k < columns; ++k)
      out.emplace_back(static_cast<double*>(out_.column(k, count, edge)), count);
    return out;
  }

 private:
  FencedColumns in_{7}, out_{8};
};

// Fewer bars than a window, as many, and more than a step of any vector.
constexpr std::size_t kCounts[] = {1, 2, 3, 7, 8, 13, 19, 20, 33, 64, 65, 100, 257, 512};

TEST(MemoryEdges, AreKeptByEveryIndicator) {
  Fenced fenced;
  for (const std::size_t count : kCounts) {
    const auto walk = test::random_walk(count, count);
    for (const Against edge : {Against::begin, Against::end}) {
      const data::Bars bars = fenced.bars(walk.view(), edge);
      for (const IndicatorDef* def : built_in_indicators()) {
        SCOPED_TRACE(def->id);
        for (const auto& params : test::parameter_sets(*def)) {
          const IndicatorCall call{def, params, std::string(def->id), {}};
          run_indicator(call, bars, fenced.outputs(call.output_count(), count, edge));
        }
      }
    }
  }
}

TEST(MemoryEdges, AreKeptByCandlesAndPatterns) {
  Fenced fenced;
  const PatternRecognizer recognizer;
  CandleScanner scanner;
  for (const std::size_t count : kCounts) {
    const auto walk = test::random_walk(count, count);
    for (const Against edge : {Against::begin, Against::end}) {
      const data::Bars bars = fenced.bars(walk.view(), edge);
      std::size_t seen = 0;
      scanner.scan(bars, [&](const CandleBlock& block) { seen += block.size(); });
      EXPECT_EQ(seen, count);
      EXPECT_TRUE(recognizer.recognize_patterns(bars));
    }
  }
}

}  // namespace
}  // namespace fwq::analysis
