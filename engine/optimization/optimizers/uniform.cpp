// Plain random search: each point drawn by itself, each value as likely as any other.
//
// Source:   J. Bergstra, Y. Bengio, Random Search for Hyper-Parameter Optimization, JMLR 13 (2012).
// Edges:    as random.cpp.
// Cost:     some nanoseconds a coordinate.
#include "draws.hpp"
#include "fwq/optimization/optimizer.hpp"
#include "random.hpp"

namespace fwq::optimization {
namespace {

constexpr std::size_t kBatch = 16;

class UniformSearch final : public Optimizer {
 public:
  UniformSearch(const Space& space, const OptimizerSettings& settings)
      : space_(space), random_(settings.seed) {}
  std::vector<Point> ask() override {
    std::vector<Point> batch;
    while (batch.size() < kBatch)
      batch.push_back(draw_allowed(space_, [&] { return drawn(space_.size(), random_); }));
    return batch;
  }
  void tell(std::span<const Trial>) override {}  // It learns nothing.

 private:
  const Space& space_;
  Random random_;
};

}  // namespace

extern const OptimizerDef uniform_def{
    .id = "uniform",
    .title_en = "Random search (uniform)",
    .title_zh = "随机搜索（均匀）",
    .source = "J. Bergstra, Y. Bengio (2012)",
    .make = [](const Space& space, const OptimizerSettings& settings)
        -> std::unique_ptr<Optimizer> { return std::make_unique<UniformSearch>(space, settings); },
};

}  // namespace fwq::optimization
