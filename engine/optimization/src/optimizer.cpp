// Finding an algorithm by its id.
#include "fwq/optimization/optimizer.hpp"

#include <fmt/format.h>

#include "fwq/core/text.hpp"

namespace fwq::optimization {

Result<const OptimizerDef*> find_optimizer(std::string_view id) {
  std::vector<std::string> ids;
  for (const OptimizerDef* def : built_in_optimizers()) {
    if (def->id == id) return def;
    ids.emplace_back(def->id);
  }
  return Error{Errc::not_found,
               fmt::format("there is no algorithm '{}'{}; there are {}", id,
                           core::did_you_mean(id, ids), fmt::join(ids, ", ")),
               fmt::format("没有算法 '{}'{}；可用：{}", id, core::did_you_mean_zh(id, ids),
                           fmt::join(ids, "、"))};
}

}  // namespace fwq::optimization
