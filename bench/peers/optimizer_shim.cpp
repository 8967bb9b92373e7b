// This program's optimizers behind C functions, for scripts that compare them with others on the same functions.
#include <memory>
#include <string>

#include "fwq/optimization/optimizer.hpp"

namespace {

using namespace fwq::optimization;

struct Handle {
  Space space;
  std::unique_ptr<Optimizer> optimizer;
  std::vector<Point> asked;
};

}  // namespace

extern "C" {

// kinds: 0 real, 1 integer, 2 category. Null: refused.
void* fwq_optimizer_new(const char* id, const int* kinds, const double* low, const double* high,
                        std::size_t genes, std::uint64_t seed, std::size_t evaluations,
                        std::size_t population) {
  std::vector<Gene> list;
  for (std::size_t i = 0; i < genes; ++i) {
    std::string name = "x";
    name += std::to_string(i);
    list.push_back({std::move(name), static_cast<GeneKind>(kinds[i]), low[i], high[i]});
  }
  auto space = Space::make(std::move(list));
  const auto def = find_optimizer(id);
  if (!space || !def) return nullptr;
  auto handle = std::make_unique<Handle>(Handle{std::move(*space), nullptr, {}});
  OptimizerSettings settings;
  settings.seed = seed;
  settings.max_evaluations = evaluations;
  settings.population_size = population;
  handle->optimizer = (*def)->make(handle->space, settings);
  return handle.release();
}

// How many points, at most `room`, were written to `out`, one after the other.
std::size_t fwq_optimizer_ask(void* opaque, double* out, std::size_t room) {
  auto* handle = static_cast<Handle*>(opaque);
  handle->asked = handle->optimizer->ask();
  if (handle->asked.size() > room) return 0;
  for (const Point& point : handle->asked) out = std::copy(point.begin(), point.end(), out);
  return handle->asked.size();
}

void fwq_optimizer_tell(void* opaque, const double* scores) {
  auto* handle = static_cast<Handle*>(opaque);
  std::vector<Trial> trials;
  for (std::size_t i = 0; i < handle->asked.size(); ++i)
    trials.push_back({handle->asked[i], scores[i], 0});
  handle->optimizer->tell(trials);
}

void fwq_optimizer_delete(void* handle) {
  delete static_cast<Handle*>(handle);
}

}  // extern "C"
