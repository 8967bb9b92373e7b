// Random search along Sobol's sequence: what every cleverer algorithm has to beat.
//
// Source:   I. M. Sobol (1967); J. Bergstra, Y. Bengio, Random Search for Hyper-Parameter Optimization, JMLR 13 (2012).
// Edges:    points that are not allowed are drawn again; after 200 in a row one is handed out as it is.
// Cost:     some nanoseconds a coordinate.
#include "draws.hpp"
#include "fwq/optimization/optimizer.hpp"
#include "sobol.hpp"

namespace fwq::optimization {
namespace {

constexpr std::size_t kBatch = 16;

class RandomSearch final : public Optimizer {
 public:
  RandomSearch(const Space& space, const OptimizerSettings& settings)
      : space_(space), points_(space.size(), settings.seed) {}
  std::vector<Point> ask() override {
    std::vector<Point> batch;
    while (batch.size() < kBatch)
      batch.push_back(draw_allowed(space_, [&] { return points_.next(); }));
    return batch;
  }
  void tell(std::span<const Trial>) override {}  // It learns nothing.

 private:
  const Space& space_;
  Sobol points_;
};

}  // namespace

extern const OptimizerDef random_def{
    .id = "random",
    .title_en = "Random search (Sobol)",
    .title_zh = "随机搜索（Sobol 序列）",
    .source = "I. M. Sobol (1967); J. Bergstra, Y. Bengio (2012)",
    .make = [](const Space& space, const OptimizerSettings& settings)
        -> std::unique_ptr<Optimizer> { return std::make_unique<RandomSearch>(space, settings); },
};

}  // namespace fwq::optimization
